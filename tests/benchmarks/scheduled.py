"""What knowing the published schedule is worth: a simulated hall that keeps to one, told with it and without it.

Lunches of half an hour, one desk after another, and two of six desks that go home hours before the others; managers
come back a minute early to two late. Twelve days are learned from, four are told, at the moment of each ticket.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from analytics.backtest.scoring import Forecasts, scores
from analytics.estimators.hours import Hours
from analytics.estimators.learned import Learned, LearnedEstimator
from analytics.estimators.model import calibration_of, learn_model
from analytics.estimators.nightly import AHEAD
from analytics.estimators.simple import SimpleEstimator
from analytics.estimators.watching import Answered, Watcher
from analytics.schedules.hours import plan_of
from analytics.schedules.schedule import DaySchedule, ScheduledShift, Span
from queue_server.domain.events import Event, TicketCalled, TicketIssued, VisitCompleted
from queue_server.domain.evolve import evolve
from queue_server.domain.expected_wait import ExpectedWait
from queue_server.domain.ids import SECOND, Instant, ManagerId, TicketId
from queue_server.domain.office import Office
from tests.unit.analytics.skilled_office import DAY_MS, MONDAY, PLAN, days

Floats = NDArray[np.float64]

TRAIN, TEST = 12, 4
LOAD = 0.8
SEEDS = (5, 6, 7)
OPENS = 9 * 60
"""The hall's first minute, by its own clock."""
LIMIT_S = 900.0


class Published:
    """Every day has the same plan."""

    def __init__(self) -> None:
        self._shifts = tuple(
            ScheduledShift(f"m{desk}", OPENS, _minute(leaves_s), desk, tuple(_span(*rest) for rest in rests))
            for desk, (leaves_s, rests) in PLAN.items()
        )

    def desk_hours(self, office: Office, at: Instant) -> Mapping[ManagerId, Hours]:
        """As the server's own book of schedules tells them."""
        day = date(2026, 3, 2) + timedelta((at - MONDAY) // DAY_MS)
        return plan_of(DaySchedule(office.id, day, 1, 1, "chief", self._shifts), office, at).at_desks()


def _minute(second: float) -> int:
    return OPENS + round(second / 60)


def _span(due_s: float, length_s: float) -> Span:
    return Span(_minute(due_s), _minute(due_s + length_s))


def told(seed: int) -> tuple[Floats, dict[str, Floats]]:
    """The waits of the test days, and the quantiles that each way said."""
    first_test_at = MONDAY + TRAIN * DAY_MS
    watcher, office = Watcher("klin"), Office("klin")
    answered: list[Answered] = []
    ways: dict[str, SimpleEstimator | LearnedEstimator] = {}
    said: dict[TicketId, tuple[Instant, list[ExpectedWait | None]]] = {}
    waits: dict[TicketId, float] = {}
    served: set[TicketId] = set()
    for event in days(TRAIN + TEST, seed=seed, load=LOAD, plan=PLAN):
        if event.at < first_test_at:
            answered.extend(found for found in watcher.take(event) if isinstance(found, Answered))
        elif not ways:
            ways = _ways(watcher, answered)
        for way in ways.values():
            way.observe(office, event)
        office = evolve(office, event)
        _note(event, office, ways, said, waits, served)
    chosen = [t for t in said if t in served and waits.get(t, 0.0) > 0 and None not in said[t][1]]
    rows = {name: np.array([_figures(said[t][1][index]) for t in chosen]) for index, name in enumerate(ways)}
    return np.array([waits[t] for t in chosen]), rows


def _ways(watcher: Watcher, answered: list[Answered]) -> dict[str, SimpleEstimator | LearnedEstimator]:
    model = learn_model(answered)
    if model is None:
        raise ValueError("the days before teach too little")
    longest = max(float(row.asked.features[AHEAD]) for row in answered)
    ways: dict[str, SimpleEstimator | LearnedEstimator] = {
        "simple": SimpleEstimator(), "simple, schedule known": SimpleEstimator(Published())
    }  # fmt: skip
    for name, simple in (
        ("learned", SimpleEstimator()), ("learned, schedule known", SimpleEstimator(Published())),
    ):  # fmt: skip
        ways[name] = learned = LearnedEstimator(simple)
        learned.learn("klin", Learned(watcher.history.copy(), model, calibration_of(answered), longest))
    return ways


def _note(
    event: Event,
    office: Office,
    ways: Mapping[str, SimpleEstimator | LearnedEstimator],
    said: dict[TicketId, tuple[Instant, list[ExpectedWait | None]]],
    waits: dict[TicketId, float],
    served: set[TicketId],
) -> None:
    match event:
        case TicketIssued() if ways:
            ticket = office.tickets.get(event.ticket)
            if ticket is not None:
                said[ticket.id] = event.at, [way.for_ticket(office, ticket, event.at) for way in ways.values()]
        case TicketCalled() if event.ticket in said:
            waits.setdefault(event.ticket, (event.at - said[event.ticket][0]) / SECOND)
        case VisitCompleted():
            served.add(event.ticket)
        case _:
            pass


def _figures(wait: ExpectedWait | None) -> list[float]:
    return [] if wait is None else [wait.low_s, wait.likely_s, wait.upper_s, wait.high_s]


def table() -> str:
    """All seeds together."""
    runs = [told(seed) for seed in SEEDS]
    waited_s = np.concatenate([waits for waits, _ in runs])
    lines = [
        f"### Simulated hall with a published schedule, seeds {', '.join(map(str, SEEDS))}, n = {len(waited_s)}",
        "",
        "| who tells | MAE, s | pinball 50 %, s | pinball 90 %, s | in the 80 % range | above the upper value |",
        "|---|---|---|---|---|---|",
    ]
    for name in runs[0][1]:
        quantiles = np.concatenate([rows[name] for _, rows in runs])
        found = scores(waited_s, Forecasts(quantiles[:, 1], quantiles), LIMIT_S)
        lines.append(
            f"| {name} | {found['mae_s']:.2f} | {found['pinball_50_s']:.2f} | {found['pinball_90_s']:.2f} "
            f"| {found['coverage_80_share']:.1%} | {found['upper_short_share']:.1%} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(table())
