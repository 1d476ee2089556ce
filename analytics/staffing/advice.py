"""What to change, as facts and in words: where desks are missing and for what, where some are idle.

Compares the desks that are open now with the need; stretches of one kind become one piece of advice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from analytics.simulation.comparing import clock
from analytics.simulation.day import Times
from analytics.staffing.week import StaffedDay, desks_open

SHORTEST = {"more": 2, "idle": 4}
"""Half-hours that are worth a sentence: a desk that is missing for an hour, or idle for two."""

BRIDGED = 1
"""Half-hours between two stretches of one kind that are taken for one."""

MOSTLY = 0.3
"""Share of the breaches from which on a topic is named."""


class ChangeKind(StrEnum):
    """More desks, or fewer."""

    MORE = "more"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class Change:
    """`desks` more, or idle, on `day` in a stretch of local time; `topics` are those whose visitors wait too long."""

    kind: ChangeKind
    day: date
    begins: str
    ends: str
    desks: int
    topics: tuple[str, ...] = ()
    breaches: float = 0.0
    """Expected on the day in that stretch, as things are now."""


def changes(days: Sequence[StaffedDay]) -> list[Change]:
    """By day, what is missing first."""
    return [change for day in days for kind in ChangeKind for change in _of_day(day, kind)]


def _of_day(day: StaffedDay, kind: ChangeKind) -> Iterator[Change]:
    difference = np.round(day.need.desks.sum(axis=0) - desks_open(day.edges_ms, day.present))
    if kind is ChangeKind.IDLE:
        difference = -difference
    for first, last in _stretches(difference >= 1, SHORTEST[kind.value]):
        inside = difference[first:last]
        desks = int(np.round(inside[inside >= 1].mean())) if kind is ChangeKind.MORE else int(inside[inside >= 1].min())
        breaches = day.tried.breaches[first:last].sum(axis=0)
        yield Change(
            kind=kind,
            day=day.day,
            begins=clock(day.edges_ms[first]),
            ends=clock(day.edges_ms[last]),
            desks=desks,
            topics=_topics(day.setting.topics, breaches) if kind is ChangeKind.MORE else (),
            breaches=round(float(breaches.sum()), 2),
        )


def _topics(topics: Sequence[str], breaches: Times) -> tuple[str, ...]:
    """Those that most of the breaches belong to."""
    total = breaches.sum()
    if total <= 0:
        return ()
    return tuple(topics[number] for number in np.argsort(-breaches) if breaches[number] >= MOSTLY * total)


def _stretches(wanted: NDArray[np.bool_], shortest: int) -> list[tuple[int, int]]:
    """Beginnings and ends of runs, short gaps bridged and short runs left out."""
    padded = np.concatenate([[False], wanted, [False]]).astype(int)
    runs = np.flatnonzero(np.diff(padded)).reshape(-1, 2).tolist()
    joined: list[tuple[int, int]] = []
    for first, last in runs:
        if joined and first - joined[-1][1] <= BRIDGED:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return [(first, last) for first, last in joined if last - first >= shortest]
