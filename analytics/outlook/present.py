"""The hall as it stands, made ready for the kernel: who is here, who will come, when each desk can call next.

R replications share everything that is certain and differ in what is drawn: the rest of the services that go on, who
comes, how long each service lasts, who gives up. One seed draws one set of futures; every move is tried on the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.estimators.hours import Hours
from analytics.forecast.forecasting import DayForecast
from analytics.outlook.arrivals import NOBODY
from analytics.outlook.day_so_far import day_so_far
from analytics.outlook.here import Return, Seat, Stay, returns, stepped_out, waiting
from analytics.outlook.moves import (
    FROM_NEXT_DOOR_S,
    NO_PLAN,
    SOON_S,
    CallNeighbour,
    GiveTopic,
    Move,
    MoveBreak,
    OpenDesk,
)
from analytics.outlook.people import (
    AHEAD_S,
    BREAK_REST_S,
    JUST_NOW_MS,
    Chosen,
    joined,
    patience_s,
    rest_of_service,
    those_coming,
)
from analytics.outlook.services import Services
from analytics.schedules.schedule import Coming, Plan
from analytics.simulation.day import Calls, Codes, Shifts, Ties, Times, Visitors, no_breaks
from queue_server.domain.configuration import PolicyName, SkillLevel
from queue_server.domain.ids import SECOND, Instant, ManagerId, TopicId
from queue_server.domain.office import Desk, Office
from queue_server.domain.policies import POLICIES
from queue_server.domain.ticket import Ticket


@dataclass(frozen=True, slots=True)
class Futures:
    """R futures of one present. `visitors`: first the `stays`, of whom the first are `waiting` and the others have
    stepped out, then those who come, then the `back`. `limit_ms` (R, N): how long after `arrival_ms` a visitor's target
    is reached; visitors whose target is passed already are left to be called but are no breach to come."""

    office: Office
    services: Services
    topics: tuple[TopicId, ...]
    categories: tuple[str, ...]
    visitors: Visitors
    limit_ms: Times
    waiting: tuple[Ticket, ...]
    stays: tuple[Stay, ...]
    back: tuple[Return, ...]
    desks: tuple[Desk, ...]
    free_ms: Times
    plan: Plan = NO_PLAN

    def coming(self, move: Move | None = None) -> list[Coming]:
        """Who comes, as is planned, while it is looked at; not whoever `move` has there already."""
        there = move.manager if isinstance(move, OpenDesk | CallNeighbour) else None
        return [one for one in self.plan.comes if one.from_s <= AHEAD_S and one.manager != there]

    def seats(self, move: Move | None = None) -> list[Seat]:
        """Who sits where with which topics, as it is or as it would be after `move`; then who comes, then whom `move`
        brings."""
        seats = [Seat(desk.number, desk.manager, frozenset(desk.topics)) for desk in self.desks]
        if isinstance(move, GiveTopic):
            seats = [replace(s, topics=s.topics | {move.topic}) if s.desk == move.desk else s for s in seats]
        seats += [Seat(one.desk or "", one.manager, self._skills(one.manager)) for one in self.coming(move)]
        if isinstance(move, OpenDesk | CallNeighbour):
            seats.append(Seat(move.desk, move.manager, self._skills(move.manager)))
        return seats

    def _skills(self, manager: ManagerId) -> frozenset[TopicId]:
        known = self.office.configured.managers.get(manager)
        return frozenset(known.topics) if known is not None else frozenset(self.topics)

    def _hours(self, move: Move | None) -> list[Hours]:
        """Each seat's."""
        hours = [self.plan.of(desk.manager) for desk in self.desks]
        hours += [one.hours for one in self.coming(move)]
        if isinstance(move, OpenDesk | CallNeighbour):
            hours.append(self.plan.of(move.manager))
        return hours

    def shifts(self, move: Move | None = None) -> tuple[Shifts, Ties | None]:
        """The desks and what ties visitors to them, as it is or as it would be after `move`."""
        seats, closes = self.seats(move), [one.leaves_s * SECOND for one in self._hours(move)]
        free = self.free_ms
        if isinstance(move, MoveBreak):
            free = np.where([_rests(desk) and desk.number == move.desk for desk in self.desks], 0.0, free)
        later = [one.from_s * SECOND for one in self.coming(move)]
        if isinstance(move, OpenDesk | CallNeighbour):
            later.append((SOON_S if isinstance(move, OpenDesk) else FROM_NEXT_DOOR_S) * SECOND)
        free = np.hstack([free, np.broadcast_to(np.array(later), (len(free), len(later)))])
        rows = np.array([self._penalties(seat) for seat in seats], dtype=np.float64)
        usual = rows.reshape(len(seats), len(self.topics)).T
        held = [stay for stay in (*self.stays, *(one.stay for one in self.back)) if stay.hold is not None]
        lines = np.repeat(usual, len(self.categories), axis=0)
        own = [self._held(stay, usual, seats) for stay in held]
        penalty = np.vstack([lines, *(rows[0] for rows in own)])
        speed = np.array([self.services.pace(seat.manager) for seat in seats])
        shifts = Shifts(penalty, speed, free, np.array(closes, dtype=np.float64), *self._breaks(seats, move))
        return shifts, self._ties(held, lines, own, seats) if held else None

    def as_lived(self, shifts: Shifts, calls: Calls) -> "Futures":
        """With the moments at which those who were sent back joined the line, and what their target left them."""
        if not self.back:
            return self
        visitors, limit = self.visitors, self.limit_ms.copy()
        arrival, waited = visitors.arrival_ms.copy(), np.zeros_like(limit)
        first = arrival.shape[1] - len(self.back)
        for column, back in enumerate(self.back, start=first):
            if back.desk is not None:
                arrival[:, column] = self.free_ms[:, back.desk]
                continue
            before = first + back.back if back.back is not None else back.after or 0
            called = calls.called_ms[:, before]
            service = np.rint(visitors.service_ms[:, before] * shifts.speed[calls.by[:, before]])
            arrival[:, column] = called + visitors.walk_ms[:, before] + service
            counts = arrival[:, before] if back.back is not None else self.stays[before].counts_ms
            waited[:, column] = np.maximum(np.where(np.isfinite(called), called - counts, 0.0), 0.0)
            if back.back is not None:
                waited[:, column] += waited[:, before]
            limit[:, column] -= waited[:, column]
        return replace(self, visitors=replace(visitors, arrival_ms=arrival), limit_ms=limit)

    def _breaks(self, seats: Sequence[Seat], move: Move | None) -> tuple[Times, Times]:
        """(D, B) when each break is due, and how long it is."""
        hours = self._hours(move)
        to_take = [[(due_s * SECOND, length_s * SECOND) for due_s, length_s in sorted(one.rests)] for one in hours]
        if isinstance(move, MoveBreak):
            for desk, breaks, one in zip(self.desks, to_take, hours, strict=False):
                if desk.number == move.desk:
                    on = (0.0, (one.whole_s or BREAK_REST_S) * SECOND)
                    due_ms, length_ms = on if _rests(desk) or not breaks else breaks.pop(0)
                    breaks.insert(0, (due_ms + move.by_s * SECOND, length_ms))
                    breaks.sort()
        at, length = no_breaks(len(seats))
        most = max([1, *(len(breaks) for breaks in to_take)])
        at, length = np.repeat(at, most, axis=1), np.repeat(length, most, axis=1)
        for row, breaks in enumerate(to_take):
            for column, (due_ms, length_ms) in enumerate(breaks):
                at[row, column], length[row, column] = due_ms, length_ms
        return at, length

    def _held(self, stay: Stay, usual: Times, seats: Sequence[Seat]) -> list[Times]:
        """The penalties of each stage of the visitor's line, those of the topic last."""
        row = usual[self.topics.index(stay.topic)]
        stages = stay.hold.stages() if stay.hold is not None else []
        return [*(hold.penalties(row, seats) for hold in stages), row]

    def _ties(self, held: Sequence[Stay], lines: Times, own: Sequence[list[Times]], seats: Sequence[Seat]) -> Ties:
        columns, here = self.visitors.shape[1], sum(stay.hold is not None for stay in self.stays)
        then: Codes = np.full(columns, -1, np.int64)
        brings: Codes = np.full(len(seats), -1, np.int64)
        for column, back in enumerate(self.back, start=columns - len(self.back)):
            if back.back is not None:
                then[columns - len(self.back) + back.back] = column
            elif back.after is not None:
                then[back.after] = column
            elif back.desk is not None:
                brings[back.desk] = column
        most = max(len(rows) for rows in own) - 1
        turns = np.full((len(lines) + len(held), most), np.inf)
        turned = np.repeat(np.vstack([lines, *(rows[-1] for rows in own)])[None], most, axis=0)
        until = np.full(len(turns), np.inf)
        for number, (stay, rows) in enumerate(zip(held, own, strict=True)):
            line = len(lines) + number
            until[line] = stay.hold.until_ms if stay.hold is not None else np.inf
            for stage, hold in enumerate(stay.hold.stages() if stay.hold is not None else ()):
                turns[line, stage] = hold.lasts_ms
                turned[stage, line] = rows[stage + 1]
            if number < here:
                turns[line, 0] += JUST_NOW_MS
        carries = self.office.configured.policy is PolicyName.EARLIEST_PROMISE
        return Ties(turns, turned, then, brings, until, carries)

    def _penalties(self, seat: Seat) -> list[float]:
        """(K,) what the seat adds to the place of each topic's visitors."""
        config = self.office.configured
        known = config.managers.get(seat.manager or "")
        levels = known.topics if known is not None else {}
        policy = POLICIES[config.policy]
        return [
            policy.penalty(levels.get(topic, SkillLevel.PRIMARY), config) if topic in seat.topics else np.inf
            for topic in self.topics
        ]


def futures(
    office: Office,
    at: Instant,
    services: Services,
    *,
    replications: int,
    seed: int,
    usual: DayForecast | None = None,
    plan: Plan = NO_PLAN,
) -> Futures:
    """Draws what may follow the office as it stands at `at`. `usual`: the day's forecast, made before it began;
    `plan`: who goes, rests and comes when."""
    config = office.configured
    chance = np.random.default_rng(seed)
    topics = tuple(topic for topic in config.topics if config.offers(topic) and topic in services.middle)
    categories = (NOBODY, *config.categories)
    desks = tuple(desk for desk in office.desks.values() if desk.manager is not None)
    so_far = day_so_far(office, at)
    here = waiting(office, topics, at, plan)
    stays = (*here, *stepped_out(office, topics, at, plan))
    back = tuple(returns(office, stays, desks, topics, at, plan))
    chosen = Chosen(topics, categories, services, patience_s(so_far), replications)
    held = len(topics) * len(categories)
    first, held = chosen.drawn(stays, chance, held)
    coming = those_coming(office, topics, categories, at, services, so_far, replications, seed, usual)
    free = np.zeros((replications, len(desks)))
    for column, desk in enumerate(desks):
        free[:, column] = rest_of_service(
            office, desk, at, services, chance.random(replications), back_s=plan.of(desk.manager).back_s
        )
    (last, left), _ = chosen.drawn([one.stay for one in back], chance, held)
    later = replace(last, arrival_ms=np.full(last.shape, np.inf), patience_ms=last.patience_ms - JUST_NOW_MS)
    visitors, limit = joined(first, coming, (later, np.where(left > 0, left - JUST_NOW_MS, left)))
    tickets = tuple(stay.ticket for stay in here)
    return Futures(office, services, topics, categories, visitors, limit, tickets, stays, back, desks, free, plan)


def _rests(desk: Desk) -> bool:
    return desk.break_since_at is not None
