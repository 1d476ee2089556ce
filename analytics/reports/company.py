"""What a report is told beside the visits: names of the organisation and its territories, and each office as it is set.

Handed in by the composition root: analytics reads no organisation file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from analytics.ranking.criteria import DEFAULT_CRITERIA, DEFAULT_LEAGUE_ACCOUNTS, UNIT_OF_FIGURE, Criterion, Figure
from analytics.reports.values import Name, Unit
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import Names


class CriterionRow(Protocol):
    """One `[[criterion]]` of the organisation file."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> Names: ...  # noqa: D102
    @property
    def weight(self) -> float: ...  # noqa: D102
    @property
    def worst(self) -> float: ...  # noqa: D102
    @property
    def best(self) -> float: ...  # noqa: D102
    @property
    def figure(self) -> Figure | None: ...  # noqa: D102
    @property
    def unit(self) -> str | None: ...  # noqa: D102


class Organised(Protocol):
    """The part of the organisation file that reports are told of."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def goal(self) -> float: ...  # noqa: D102
    @property
    def standard_s(self) -> int: ...  # noqa: D102
    @property
    def territories(self) -> Mapping[str, Names]: ...  # noqa: D102
    @property
    def league_accounts(self) -> int: ...  # noqa: D102
    @property
    def criteria(self) -> Sequence[CriterionRow]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Company:
    """One organisation."""

    offices: Mapping[str, OfficeConfig]
    name: str = ""
    goal: float = 0.95
    standard_s: int = 900
    territories: Mapping[str, Names] = field(default_factory=dict)
    criteria: tuple[Criterion, ...] = DEFAULT_CRITERIA
    league_accounts: int = DEFAULT_LEAGUE_ACCOUNTS

    def office(self, office: str) -> Name:
        """An office's name."""
        config = self.offices.get(office)
        return Name(config.name if config is not None else {}, office)

    def territory(self, territory: str) -> Name:
        """A territory's name."""
        return Name(self.territories.get(territory, {}), territory)

    def topic(self, topic: str) -> Name:
        """A topic's name, as any office that knows it calls it."""
        for config in self.offices.values():
            if topic in config.topics:
                return Name(config.topics[topic].name, topic)
        return Name({}, topic)

    def manager(self, manager: str) -> Name:
        """A manager's name as colleagues read it."""
        for config in self.offices.values():
            if manager in config.managers:
                return Name({}, config.managers[manager].name)
        return Name({}, manager)

    def criterion(self, criterion: str) -> Criterion:
        """A criterion of the ranking. Raises `KeyError`."""
        return {one.id: one for one in self.criteria}[criterion]

    def of_territory(self, territory: str) -> list[str]:
        """The offices of a territory, in the order of their ids."""
        return sorted(office for office, config in self.offices.items() if config.territory == territory)


def company_of(organisation: Organised | None, offices: Mapping[str, OfficeConfig]) -> Company:
    """The company as its organisation file says; where none was applied, as the offices' logs do."""
    if organisation is None:
        return Company(offices)
    return Company(
        offices,
        name=organisation.name,
        goal=organisation.goal,
        standard_s=organisation.standard_s,
        territories=organisation.territories,
        criteria=tuple(_criterion(row) for row in organisation.criteria) or DEFAULT_CRITERIA,
        league_accounts=organisation.league_accounts,
    )


def _criterion(row: CriterionRow) -> Criterion:
    unit = UNIT_OF_FIGURE[row.figure] if row.figure is not None else Unit(row.unit or Unit.SCORE)
    return Criterion(row.id, Name(row.name, row.id), row.weight, row.worst, row.best, unit, row.figure)
