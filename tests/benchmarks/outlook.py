"""How early breaches are told and what following the advice spares: `python -m tests.benchmarks.outlook [DAYS]`.

`make scores` writes the tables into docs/outlook.md. The days are seeded days of a hall with skills that begins with
two of its six desks in reserve; the same seed brings the same visitors whoever acts. What is said knows the services'
distribution, as it would after some weeks of learning, and nothing of who will come.
"""

import sys
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from analytics.outlook.moves import GiveTopic, Move, MoveBreak, OpenDesk
from analytics.outlook.services import Services
from analytics.outlook.trying import outlook
from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.domain.ticket import TicketState
from tests.benchmarks import bank_outlook, hall_warnings
from tests.unit.analytics.advised_office import RESERVE, Acting, AdvisedDay
from tests.unit.analytics.skilled_office import SERVICE_S, SPEED

DAYS = 20
LOAD = 0.6
WARNING_DAYS = 10
THUMB_MS = 600 * SECOND
SPREAD = 0.8
SERVICES = Services(
    {topic: log(mean_s) - SPREAD**2 / 2 for topic, mean_s in SERVICE_S.items()},
    {f"m{desk}": log(speed) for desk, speed in SPEED.items()},
    SPREAD,
)
SITTING_DOWN_S = 120.0


def nobody(_office: Office, _at: Instant) -> Sequence[tuple[float, Command]]:
    """Nobody acts."""
    return ()


def by_the_thumb(office: Office, at: Instant) -> Sequence[tuple[float, Command]]:
    """Whoever has waited for ten minutes brings the next of the reserve to a desk."""
    waiting = (t for t in office.tickets.values() if t.state is TicketState.WAITING)
    if any(at - ticket.since_at > THUMB_MS for ticket in waiting):
        seated = {desk.manager for desk in office.desks.values()}
        for desk in RESERVE:
            if f"m{desk}" not in seated:
                return [(SITTING_DOWN_S, c.OpenDesk(desk, f"m{desk}"))]
    return ()


def by_the_advice(office: Office, at: Instant) -> Sequence[tuple[float, Command]]:
    """The first advice is followed."""
    for advice in outlook(office, at, SERVICES).advice:
        command = _command(office, advice.move)
        if command is not None:
            return [command]
    return ()


def _command(office: Office, move: Move) -> tuple[float, Command] | None:
    match move:
        case OpenDesk():
            return SITTING_DOWN_S, c.OpenDesk(move.desk, move.manager)
        case GiveTopic():
            return 5.0, c.SetTopics(move.desk, (*office.desks[move.desk].topics, move.topic))
        case MoveBreak():
            return 5.0, c.EndBreak(move.desk)
        case _:
            return None


def advice(days: int) -> None:
    """What following the advice spares."""
    ways: dict[str, Acting] = {
        "nobody acts": nobody,
        "rule of thumb: ten minutes waited, call one of the reserve": by_the_thumb,
        "the first advice": by_the_advice,
    }
    found = {name: _days(days, way) for name, way in ways.items()}
    base = found["nobody acts"]
    print(f"{days} days, {int(base[:, 0].sum())} visits, looked at every five minutes:\n")
    print("| who acts | breaches a day | spared, 95 of 100 | hours over a day | managers' extra hours |")
    print("|---|---|---|---|---|")
    for name, rows in found.items():
        spared = base[:, 1] - rows[:, 1]
        error = 1.96 * spared.std(ddof=1) / np.sqrt(days)
        share = 1 - rows[:, 1].sum() / base[:, 1].sum()
        print(
            f"| {name} | {rows[:, 1].mean():.1f} | {spared.mean():.1f} ± {error:.1f} ({share:.0%}) "
            f"| {rows[:, 2].mean() / 3600:.2f} | {rows[:, 3].mean() / 3600:.1f} |"
        )


def _days(days: int, way: Acting) -> NDArray[np.float64]:
    rows = []
    for seed in range(1, days + 1):
        day = AdvisedDay(seed, way, load=LOAD).run()
        closed_at = day.office.last_at
        extra_s = sum(
            (closed_at - event.at) / SECOND
            for event in day.events
            if type(event).__name__ == "DeskOpened" and getattr(event, "desk", "") in RESERVE
        )
        rows.append((day.issued(), day.breaches(), day.over_s(), extra_s))
    return np.array(rows, dtype=np.float64)


def tables(days: int = DAYS) -> None:
    """Those of the simulated days, and those of the bank's."""
    advice(days)
    print(f"\n{hall_warnings.table(min(days, WARNING_DAYS), SERVICES, LOAD)}", end="")
    for one in bank_outlook.tables():
        print(f"\n{one}", end="")


if __name__ == "__main__":
    tables(int(sys.argv[1]) if len(sys.argv) > 1 else DAYS)
