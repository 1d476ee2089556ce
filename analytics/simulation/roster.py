"""Who sits where and when on one day, as an office plans it; and the same as the kernel's arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.simulation.day import Codes, Shifts, Visitors
from analytics.simulation.drawing import Traffic
from queue_server.domain.configuration import OfficeConfig, PolicyName
from queue_server.domain.ids import CategoryId, DeskNumber, ManagerId, Milliseconds, TopicId
from queue_server.domain.policies import POLICIES


@dataclass(frozen=True, slots=True)
class Shift:
    """One manager at one desk, `[begins_ms, ends_ms)` after local midnight; `breaks` are (due, length), in order.

    `speed`: how long this manager's services take, as a multiple of the usual length.
    """

    desk: DeskNumber
    manager: ManagerId
    begins_ms: Milliseconds
    ends_ms: Milliseconds
    breaks: tuple[tuple[Milliseconds, Milliseconds], ...] = ()
    speed: float = 1.0

    @property
    def length_ms(self) -> Milliseconds:
        """With its breaks."""
        return self.ends_ms - self.begins_ms


def shifts_of(
    config: OfficeConfig, roster: Sequence[Shift], topics: Sequence[TopicId], categories: Sequence[CategoryId | None]
) -> Shifts:
    """The kernel's arrays of `roster`, for lines `topic * len(categories) + category`."""
    most = max([1, *(len(shift.breaks) for shift in roster)])
    at, length = np.full((len(roster), most), np.inf), np.zeros((len(roster), most))
    for row, shift in enumerate(roster):
        for column, (due_ms, lasts_ms) in enumerate(shift.breaks):
            at[row, column], length[row, column] = due_ms, lasts_ms
    penalty = [[_penalty(config, shift.manager, topic) for shift in roster] for topic in topics]
    return Shifts(
        penalty_ms=np.repeat(np.array(penalty, float).reshape(len(topics), len(roster)), len(categories), axis=0),
        speed=np.array([shift.speed for shift in roster], float),
        free_ms=np.array([[shift.begins_ms for shift in roster]], float),
        closes_ms=np.array([shift.ends_ms for shift in roster], float),
        breaks_at_ms=at,
        breaks_ms=length,
        after=_padded(before_each(roster)),
    )


def before_each(roster: Sequence[Shift]) -> list[tuple[int, ...]]:
    """Of each shift those that must be over before it begins: the last before it at its desk, and of its manager.

    >>> one, other, third = Shift("1", "a", 0, 5), Shift("1", "b", 5, 9), Shift("2", "a", 7, 9)
    >>> before_each([one, other, third])
    [(), (0,), (0,)]
    """
    found = []
    for shift in roster:
        earlier = [number for number, one in enumerate(roster) if one.begins_ms < shift.begins_ms]
        earlier.sort(key=lambda number: roster[number].begins_ms)
        desk = [number for number in earlier if roster[number].desk == shift.desk][-1:]
        manager = [number for number in earlier if roster[number].manager == shift.manager][-1:]
        found.append(tuple(dict.fromkeys(desk + manager)))
    return found


def _padded(rows: Sequence[Sequence[int]]) -> Codes:
    most = max((len(row) for row in rows), default=0)
    return np.array([[*row, *(most - len(row)) * [-1]] for row in rows], np.int64).reshape(len(rows), most)


def placed(policy: PolicyName, traffic: Traffic, visitors: Visitors) -> Visitors:
    """`visitors` with the places that the policy gives them; whoever came first breaks ties."""
    match policy:
        case PolicyName.EARLIEST_PROMISE:
            return visitors
        case PolicyName.FIFO:
            return replace(visitors, place_ms=visitors.arrival_ms)
        case PolicyName.STRICT_PRIORITY:
            credit = np.tile(traffic.credit_s, traffic.topics)[visitors.line]
            return replace(visitors, place_ms=np.where(visitors.came(), -credit, np.inf))


def _penalty(config: OfficeConfig, manager: ManagerId, topic: TopicId) -> float:
    level = config.managers[manager].topics.get(topic)
    return np.inf if level is None else float(POLICIES[config.policy].penalty(level, config))
