"""What a report asks for figures: rows by groups, whatever the figures are kept in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from analytics.figures import FIGURES, Row


class Answer(Protocol):
    """Rows, as `analytics.figures` makes them."""

    @property
    def rows(self) -> list[Row]: ...  # noqa: D102


class Answers(Protocol):
    """Whoever answers with figures."""

    async def answer(
        self,
        first_day: str,
        last_day: str,
        *,
        office: str | None = None,
        by: Sequence[str] = (),
        only: Collection[str] = FIGURES,
    ) -> Answer:
        """The figures of visits issued on these local days, a row a group."""
        ...


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a report is about: one office, one territory, or (both None) the company."""

    office: str | None = None
    territory: str | None = None

    @property
    def kind(self) -> str:
        """`office`, `territory` or `company`."""
        if self.office is not None:
            return "office"
        return "territory" if self.territory is not None else "company"

    @property
    def id(self) -> str | None:
        """The office's or the territory's id."""
        return self.office if self.office is not None else self.territory


@dataclass(frozen=True, slots=True)
class Asking:
    """Questions within one scope."""

    answers: Answers
    scope: Scope

    async def rows(
        self, days: tuple[str, str], by: Sequence[str] = (), *, only: Collection[str] = FIGURES
    ) -> list[Row]:
        """The rows of the scope only, under the names of `by`."""
        groups = list(by)
        if self.scope.territory is not None and "territory" not in groups:
            groups.insert(0, "territory")
        found = await self.answers.answer(*days, office=self.scope.office, by=groups, only=only)
        if self.scope.territory is None:
            return found.rows
        return [row for row in found.rows if row["territory"] == self.scope.territory]
