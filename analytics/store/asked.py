"""What a question is about: local days, and offices."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Table, select

from analytics.visits.desk_time import DeskTime
from analytics.visits.visit import Visit
from queue_server.domain.ids import OfficeId


@dataclass(frozen=True, slots=True)
class Asked:
    """The visits that a question is about: local days, both included, and one office, some (`among`) or all."""

    first_day: str
    last_day: str
    office: OfficeId | None = None
    among: frozenset[OfficeId] | None = None

    def about(self, office: OfficeId) -> bool:
        """Whether the office is one of them."""
        return self.office in (None, office) and (self.among is None or office in self.among)

    def holds(self, row: Visit | DeskTime) -> bool:
        """Whether the row is one of them."""
        return self.first_day <= row.day <= self.last_day and self.about(row.office)

    def of(self, table: Table, *columns: Any) -> Select[Any]:
        """The rows of `table` that are."""
        wanted = select(*columns or (table,)).where(table.c.day >= self.first_day, table.c.day <= self.last_day)
        return wanted.where(*self.of_offices(table))

    def of_offices(self, table: Table) -> list[ColumnElement[bool]]:
        """The same of the offices alone."""
        one = [] if self.office is None else [table.c.office == self.office]
        return one if self.among is None else [*one, table.c.office.in_(sorted(self.among))]


class GoingOn(NamedTuple):
    """What has not come to an end, as it stands at one moment."""

    visits: list[Visit]
    desks: list[DeskTime]

    def days(self) -> list[tuple[OfficeId, str]]:
        """The days of offices on which something of it is, in order."""
        return sorted({(row.office, row.day) for row in self.visits} | {(row.office, row.day) for row in self.desks})


EVERYTHING = Asked("0000-00-00", "9999-99-99")
NOTHING_GOES_ON = GoingOn([], [])


def asked_of(first_day: str, last_day: str, office: OfficeId | None, among: Collection[OfficeId] | None) -> Asked:
    """The question about these days and offices."""
    return Asked(first_day, last_day, office, None if among is None else frozenset(among))
