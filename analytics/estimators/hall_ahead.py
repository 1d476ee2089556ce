"""What lies before a newcomer: the desks' next calls, played forward with mean service times.

Whenever a desk is expected to be free, it takes whom the routing rule would choose: the smallest place plus the penalty
of its manager's skill, among the heads of its lines. A seeker is reached when a desk would choose it before everybody
who is there now. Playing forward with means tells how many people each desk serves before that, and whose topics they
have; how long it takes is for the estimator to say.

By a published schedule a desk takes its breaks between two services when they are due, and calls nobody once its
manager's shift is over; where all have gone home before a seeker is reached, those who are here are taken to stay.

Cost: one step a person ahead, at most `STEPS_LIMIT`, each looking at the heads of one desk's lines.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import inf

from analytics.estimators.hours import ANY_TIME, Hours
from queue_server.domain.configuration import SkillLevel
from queue_server.domain.ids import DeskNumber, ManagerId, TopicId
from queue_server.domain.line import Entry
from queue_server.domain.office import Desk, LineKey, Office
from queue_server.domain.policies import POLICIES
from queue_server.domain.ticket import PinKind

STEPS_LIMIT = 200
"""People played forward; those behind them are taken to be served at the pace seen until there."""

POOL_SLACK = 1.5
"""A desk that is free only so many mean services after the seeker's call is no help to the seeker."""


NO_HOURS: Mapping[ManagerId, Hours] = {}


@dataclass(frozen=True, slots=True)
class Seeker:
    """Who asks: topic, place in the line and order, and the desks that may call them."""

    topic: TopicId
    place: int
    order: int
    desks: tuple[DeskNumber, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the desks of `pool` do before they call the seeker: seconds of work, and of squares of mean services."""

    pool: tuple[DeskNumber, ...]
    work_s: float
    squares: float


@dataclass(slots=True)
class _Place:
    """A desk as it is played: lines with their penalties, and what it has done so far."""

    desk: Desk
    lines: list[tuple[LineKey, int]]
    penalties: dict[TopicId, int]
    free_s: float
    work_s: float = 0.0
    squares: float = 0.0
    leaves_s: float = inf
    rests: tuple[tuple[float, float], ...] = ()

    def rests_first(self) -> bool:
        """A break that is due is taken before the next call."""
        if not self.rests or self.rests[0][0] > self.free_s:
            return False
        self.free_s += self.rests[0][1]
        self.work_s += self.rests[0][1]
        self.rests = self.rests[1:]
        return True

    def calls_at_s(self) -> float:
        """When the desk calls next; never, once its manager has gone home."""
        lasts_s = sum(length for due, length in self.rests[:1] if due <= self.free_s)
        return self.free_s + lasts_s if self.free_s + lasts_s < self.leaves_s else inf


def play(
    office: Office,
    seekers: list[Seeker],
    *,
    rest_s: dict[DeskNumber, float],
    mean_s: Callable[[TopicId], float],
    approach_s: float,
    hours: Mapping[ManagerId, Hours] = NO_HOURS,
) -> list[Ahead]:
    """For each seeker what comes before it. `rest_s`: seconds until each desk of the hall can call."""
    places = {number: _place(office, office.desks[number], free_s, hours) for number, free_s in rest_s.items()}
    waiting = [(place.free_s, number) for number, place in places.items()]
    heapify(waiting)
    people = {key: iter(line) for key, line in office.lines.items()}
    heads: dict[LineKey, Entry | None] = {key: next(line) for key, line in people.items()}
    found: dict[int, Ahead] = {}
    served, gone = 0, False
    while waiting and len(found) < len(seekers) and served < STEPS_LIMIT:
        now_s, number = heappop(waiting)
        place = places[number]
        if place.free_s >= place.leaves_s:
            gone = True
            continue
        if place.rests_first():
            heappush(waiting, (place.free_s, number))
            continue
        best, key = _choice(place, heads)
        for index, seeker in enumerate(seekers):
            if index not in found and _chosen(seeker, place, best):
                found[index] = _ahead(seeker, places, now_s, mean_s)
        if key is None:
            continue
        heads[key] = next(people[key], None)
        service_s = mean_s(key[0])
        place.work_s += service_s + approach_s
        place.squares += service_s * service_s
        place.free_s = now_s + service_s + approach_s
        heappush(waiting, (place.free_s, number))
        served += 1
    if gone and len(found) < len(seekers):
        left = [seeker for index, seeker in enumerate(seekers) if index not in found]
        rest = iter(play(office, left, rest_s=rest_s, mean_s=mean_s, approach_s=approach_s))
        return [found[index] if index in found else next(rest) for index in range(len(seekers))]
    return [found.get(i) or _beyond(office, s, places, heads, mean_s, approach_s) for i, s in enumerate(seekers)]


def _place(office: Office, desk: Desk, free_s: float, hours: Mapping[ManagerId, Hours]) -> _Place:
    config = office.configured
    policy = POLICIES[config.policy]
    manager = config.managers.get(desk.manager or "")
    levels = manager.topics if manager is not None else {}
    penalties = {t: policy.penalty(levels.get(t, SkillLevel.PRIMARY), config) for t in desk.topics}
    lines: list[tuple[LineKey, int]] = []
    for topic, penalty in penalties.items():
        mine: tuple[LineKey, ...] = (
            (topic, None, None),
            (topic, PinKind.DESK, desk.number),
            (topic, PinKind.MANAGER, desk.manager),
        )
        lines.extend((key, penalty) for key in mine if key in office.lines)
    own = hours.get(desk.manager or "", ANY_TIME)
    return _Place(desk, lines, penalties, free_s, leaves_s=own.leaves_s, rests=own.rests)


def _choice(place: _Place, heads: dict[LineKey, Entry | None]) -> tuple[tuple[int, int] | None, LineKey | None]:
    best: tuple[int, int] | None = None
    chosen: LineKey | None = None
    for key, penalty in place.lines:
        head = heads[key]
        if head is not None and (best is None or (head[0] + penalty, head[1]) < best):
            best, chosen = (head[0] + penalty, head[1]), key
    return best, chosen


def _chosen(seeker: Seeker, place: _Place, best: tuple[int, int] | None) -> bool:
    if place.desk.number not in seeker.desks:
        return False
    return best is None or (seeker.place + place.penalties[seeker.topic], seeker.order) <= best


def _ahead(seeker: Seeker, places: dict[DeskNumber, _Place], now_s: float, mean_s: Callable[[TopicId], float]) -> Ahead:
    until_s = now_s + POOL_SLACK * mean_s(seeker.topic)
    pool = [number for number in seeker.desks if places[number].calls_at_s() <= until_s]
    return Ahead(
        tuple(pool), sum(places[number].work_s for number in pool), sum(places[number].squares for number in pool)
    )


def _beyond(
    office: Office,
    seeker: Seeker,
    places: dict[DeskNumber, _Place],
    heads: dict[LineKey, Entry | None],
    mean_s: Callable[[TopicId], float],
    approach_s: float,
) -> Ahead:
    """The rest of a line that is longer than was played: everybody left before the seeker, shared among their desks."""
    work_s = sum(places[number].work_s for number in seeker.desks)
    squares = sum(places[number].squares for number in seeker.desks)
    for key, left in _left_before(office, seeker, places, heads):
        servers = [number for number, place in places.items() if any(line[0] == key for line in place.lines)]
        share = left * len([number for number in servers if number in seeker.desks]) / len(servers)
        work_s += share * (mean_s(key[0]) + approach_s)
        squares += share * mean_s(key[0]) ** 2
    return Ahead(seeker.desks, work_s, squares)


def _left_before(
    office: Office, seeker: Seeker, places: dict[DeskNumber, _Place], heads: dict[LineKey, Entry | None]
) -> Iterator[tuple[LineKey, int]]:
    keys = {key for number in seeker.desks for key, _ in places[number].lines}
    for key in keys:
        head = heads[key]
        if head is not None:
            line = office.lines[key]
            yield key, max(0, line.count_before((seeker.place, seeker.order)) - line.count_before(head[:2]))
