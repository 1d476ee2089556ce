"""One look at one office: everything it needs, taken together at one moment, and what is made of it in a thread.

Nothing here waits or asks anybody: between the moment and the answer the hall goes on, and the answer is of the moment.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.estimators.learned import LearnedEstimator
from analytics.outlook.moves import Neighbour
from analytics.outlook.seen import Outlook
from analytics.running_office import RunningOffice
from analytics.schedules.schedule import Due, Plan
from queue_server.domain.clocks import accountable_ms
from queue_server.domain.ids import Instant, ManagerId
from queue_server.domain.office import Office

if TYPE_CHECKING:
    from analytics.estimators.history import ServiceHistory
    from analytics.forecast.forecasting import DayForecast

LONG_LINE = 2.0
"""People waiting for each open desk that make an office worth looking at."""
ALARMING_SHARE = 1 / 3
"""Of the target: whoever has waited for so long makes an office worth looking at."""


@dataclass(frozen=True, slots=True)
class Look:
    """The office as it stands at `at`, with what was learned of it until then, who could be spared next door, the day's
    forecast, and what is planned."""

    office: Office
    at: Instant
    learned: LearnedEstimator | None
    neighbours: tuple[Neighbour, ...]
    usual: "DayForecast | None"
    plan: Plan
    due: Mapping[ManagerId, Due]

    def seen(self) -> Outlook:
        """The futures, the moves, and each ticket's chance. Takes its time."""
        from analytics.outlook.chances import with_learned
        from analytics.outlook.services import services_of
        from analytics.outlook.trying import outlook

        office, at = self.office, self.at
        history = self.learned.history(office.id) if self.learned is not None else None
        seen = outlook(
            office, at, services_of(office.configured, history),
            neighbours=self.neighbours, usual=self.usual, plan=self.plan, due=self.due,
        )  # fmt: skip
        return with_learned(seen, office, self.learned) if self.learned is not None else seen


def peak_comes(office: Office, at: Instant, history: "ServiceHistory | None", usual: "DayForecast", plan: Plan) -> bool:
    """Whether an office that is quiet now will not stay so. Takes its time."""
    from analytics.outlook.peak import peak_ahead
    from analytics.outlook.services import services_of

    return peak_ahead(office, at, services_of(office.configured, history), usual, plan)


def worth_looking(office: Office, at: Instant) -> bool:
    """Whether the office may break its promise soon: somebody has waited for long, or the lines are long.

    Where no desk is open, one who waits is enough: nobody will be called.
    """
    waiting = sum(len(line) for line in office.lines.values())
    desks = sum(desk.manager is not None for desk in office.desks.values())
    if office.config is None or not office.day_open:
        return False
    if waiting > LONG_LINE * desks:
        return True
    heads = (office.tickets.get(entry[2]) for line in office.lines.values() if (entry := line.first()) is not None)
    return any(t is not None and accountable_ms(t, at) > ALARMING_SHARE * t.target_ms for t in heads)


def neighbours(office: RunningOffice, offices: Iterable[RunningOffice]) -> Iterable[Neighbour]:
    """Managers of the territory's other offices who sit idle with nobody in the lines of their topics."""
    territory = office.state.configured.territory
    for other in offices:
        state = other.state
        if other.id == office.id or state.config is None or territory is None:
            continue
        if state.config.territory != territory:
            continue
        asked = {topic for (topic, _, _), line in state.lines.items() if len(line)}
        for desk in state.desks.values():
            idle = desk.manager is not None and desk.ticket is None and desk.break_since_at is None
            if idle and desk.manager is not None and not asked & set(desk.topics):
                takes = frozenset(desk.topics) - state.suspended.keys() if state.issuing else frozenset()
                yield Neighbour(other.id, desk.manager, frozenset(desk.topics), takes)
                break
