"""What a supervisor can do at once. A move is data: what it changes in the hall that is simulated, and which command of
the public API does it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from analytics.estimators.hours import Hours
from analytics.schedules.schedule import Due, Plan
from queue_server.domain.ids import DeskNumber, Instant, ManagerId, OfficeId, TopicId
from queue_server.domain.office import Desk, Office

SOON_S = 120.0
"""Until a manager of this office sits at another desk."""
FROM_NEXT_DOOR_S = 1800.0
"""Until somebody of a neighbouring office is there."""
BREAK_LATER_S = (600, 1200, 1800, 2700, 3600)
"""By how much a break can be moved."""
BREAK_SOON_S = 1800.0
"""A break that begins later than this need not be moved yet."""

NOBODY_DUE: Mapping[ManagerId, Due] = {}
NO_PLAN = Plan()


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A manager who is in no desk's service opens a free desk: the reserve's first level, the back office.

    `due_at`: since when the schedule expects this manager at a desk, where it does.
    """

    desk: DeskNumber
    manager: ManagerId
    due_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class GiveTopic:
    """A desk also calls for a topic that its manager can serve."""

    desk: DeskNumber
    topic: TopicId


@dataclass(frozen=True, slots=True)
class MoveBreak:
    """A break is taken later: one that goes on ends now, one that is to begin waits."""

    desk: DeskNumber
    by_s: int


@dataclass(frozen=True, slots=True)
class SuspendTopic:
    """No more tickets for a topic for now: those who would come are sent away."""

    topic: TopicId


@dataclass(frozen=True, slots=True)
class RedirectTopic:
    """No more tickets for a topic for now: those who would come are told to go to a neighbouring office."""

    topic: TopicId
    office: OfficeId


@dataclass(frozen=True, slots=True)
class CallNeighbour:
    """Somebody comes over from a neighbouring office and opens a free desk: the reserve's second level."""

    desk: DeskNumber
    office: OfficeId
    manager: ManagerId


Move: TypeAlias = OpenDesk | GiveTopic | MoveBreak | SuspendTopic | RedirectTopic | CallNeighbour


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A manager of a neighbouring office who sits idle and could be spared, with the topics that they serve there, and
    those of them for which the office gives tickets: who wants one could go there."""

    office: OfficeId
    manager: ManagerId
    topics: frozenset[TopicId]
    takes: frozenset[TopicId] = frozenset()


def moves(
    office: Office,
    neighbours: Sequence[Neighbour] = (),
    plan: Plan = NO_PLAN,
    due: Mapping[ManagerId, Due] = NOBODY_DUE,
) -> Iterator[Move]:
    """Everything that could be done at the office now, each alone. `due`: who should be at a desk and is at none."""
    config = office.configured
    busy_topics = _asked_for(office)
    at_desks = {desk.manager for desk in office.desks.values() if desk.manager is not None}
    free_desk = _free_desk(office, plan)
    for desk in office.desks.values():
        if desk.manager is None:
            continue
        hours = plan.of(desk.manager)
        if desk.break_since_at is not None or _rests_soon(hours):
            yield from (MoveBreak(desk.number, by_s) for by_s in BREAK_LATER_S if _fits(desk, hours, by_s))
        manager = config.managers.get(desk.manager)
        for topic in manager.topics if manager is not None else ():
            if topic not in desk.topics and topic in busy_topics:
                yield GiveTopic(desk.number, topic)
    if free_desk is not None:
        for name, manager in config.managers.items():
            if name not in at_desks and busy_topics & manager.topics.keys():
                yield _opened(office, name, free_desk, due.get(name))
        for spare in neighbours:
            if busy_topics & spare.topics:
                yield CallNeighbour(free_desk, spare.office, spare.manager)
    for topic in sorted(busy_topics):
        if topic not in office.suspended:
            yield SuspendTopic(topic)
            yield from (RedirectTopic(topic, spare.office) for spare in neighbours if topic in spare.takes)


def _free_desk(office: Office, plan: Plan) -> DeskNumber | None:
    """Rather one that nobody is to come to."""
    free = [number for number in office.configured.desks if _closed(office, number)]
    awaited = {one.desk for one in plan.comes}
    return next((number for number in free if number not in awaited), next(iter(free), None))


def _rests_soon(hours: Hours) -> bool:
    return bool(hours.rests) and hours.rests[0][0] <= BREAK_SOON_S


def _fits(desk: Desk, hours: Hours, by_s: int) -> bool:
    """Whether a scheduled break ends before the next one and before the shift does: the schedule refuses others."""
    ahead = sorted(hours.rests)
    planned_end_s = hours.whole_s if desk.break_since_at is not None else sum(ahead.pop(0))
    return by_s + planned_end_s <= min([hours.leaves_s, *(due_s for due_s, _ in ahead)])


def _opened(office: Office, manager: ManagerId, free_desk: DeskNumber, due: Due | None) -> OpenDesk:
    """At the desk of the schedule where that one is free."""
    if due is None:
        return OpenDesk(free_desk, manager)
    own = due.desk is not None and due.desk in office.configured.desks and _closed(office, due.desk)
    return OpenDesk(due.desk if own and due.desk is not None else free_desk, manager, due.since_at)


def _asked_for(office: Office) -> frozenset[TopicId]:
    """Topics that somebody waits for."""
    return frozenset(topic for (topic, _, _), line in office.lines.items() if len(line))


def _closed(office: Office, number: DeskNumber) -> bool:
    desk = office.desks.get(number)
    return desk is None or desk.manager is None
