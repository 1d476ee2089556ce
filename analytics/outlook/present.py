"""The hall as it stands, made ready for the kernel: who is here, who will come, when each desk can call next.

R replications share everything that is certain and differ in what is drawn: the rest of the services that go on, who
comes, how long each service lasts, who gives up. One seed draws one set of futures; every move is tried on the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.forecast.forecasting import DayForecast
from analytics.outlook.arrivals import NOBODY, arrivals, category_shares
from analytics.outlook.day_so_far import DaySoFar, day_so_far
from analytics.outlook.here import Return, Seat, Stay, returns, stepped_out, target_ms, waiting
from analytics.outlook.moves import FROM_NEXT_DOOR_S, SOON_S, CallNeighbour, GiveTopic, Move, MoveBreak, OpenDesk, Rests
from analytics.outlook.services import Services
from analytics.simulation.day import Calls, Codes, Shifts, Ties, Times, Visitors, no_breaks
from analytics.simulation.drawing import WALK_LIMIT_S, Traffic, draw
from queue_server.domain.configuration import PolicyName, SkillLevel
from queue_server.domain.ids import SECOND, Instant, TopicId
from queue_server.domain.office import Desk, Office
from queue_server.domain.opening import hours_around
from queue_server.domain.policies import POLICIES
from queue_server.domain.ticket import Ticket, TicketState

AHEAD_S = 7200.0
"""Visitors who come within two hours are looked at."""
APPROACH_S = 25.0
"""From the call to the beginning of the service, and the moment that a manager takes between two visitors."""
BREAK_REST_S = 600.0
JUST_NOW_MS = 1.0
"""Whoever is here joined a moment ago, so that a desk that is free now looks at all of them."""
PATIENCE_PRIOR_S = 4 * 3600.0
"""Seconds of waiting for each visitor who gives up, until the day has shown more."""


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
    rests: Rests

    def seats(self, move: Move | None = None) -> list[Seat]:
        """Who sits where with which topics, as it is or as it would be after `move`."""
        seats = [Seat(desk.number, desk.manager, frozenset(desk.topics)) for desk in self.desks]
        match move:
            case GiveTopic():
                return [replace(s, topics=s.topics | {move.topic}) if s.desk == move.desk else s for s in seats]
            case OpenDesk() | CallNeighbour():
                known = self.office.configured.managers.get(move.manager)
                topics = frozenset(known.topics) if known is not None else frozenset(self.topics)
                return [*seats, Seat(move.desk, move.manager, topics)]
            case _:
                return seats

    def shifts(self, move: Move | None = None) -> tuple[Shifts, Ties | None]:
        """The desks and what ties visitors to them, as it is or as it would be after `move`."""
        seats = self.seats(move)
        free = self.free_ms
        match move:
            case MoveBreak():
                free = np.where([_rests(desk) and desk.number == move.desk for desk in self.desks], 0.0, free)
            case OpenDesk() | CallNeighbour():
                later_s = SOON_S if isinstance(move, OpenDesk) else FROM_NEXT_DOOR_S
                free = np.hstack([free, np.full((len(free), 1), later_s * SECOND)])
            case _:
                pass
        rows = np.array([self._penalties(seat) for seat in seats], dtype=np.float64)
        usual = rows.reshape(len(seats), len(self.topics)).T
        held = [stay for stay in (*self.stays, *(one.stay for one in self.back)) if stay.hold is not None]
        own = [self._held(stay, usual, seats) for stay in held]
        lines = np.repeat(usual, len(self.categories), axis=0)
        penalty = np.vstack([lines, *own])
        turned = np.vstack([lines, *(usual[self.topics.index(stay.topic)] for stay in held)])
        speed = np.array([self.services.pace(seat.manager) for seat in seats])
        shifts = Shifts(penalty, speed, free, np.full(len(seats), np.inf), *self._breaks(seats, move))
        return shifts, self._ties(held, turned, len(seats)) if held else None

    def as_lived(self, shifts: Shifts, calls: Calls) -> "Futures":
        """With the moments at which those who were sent back joined the line, and what their target left them."""
        if not self.back:
            return self
        visitors, limit = self.visitors, self.limit_ms.copy()
        arrival = visitors.arrival_ms.copy()
        for column, back in enumerate(self.back, start=arrival.shape[1] - len(self.back)):
            if back.desk is not None:
                arrival[:, column] = self.free_ms[:, back.desk]
            elif back.after is not None:
                called = calls.called_ms[:, back.after]
                service = np.rint(visitors.service_ms[:, back.after] * shifts.speed[calls.by[:, back.after]])
                arrival[:, column] = called + visitors.walk_ms[:, back.after] + service
                waited = np.where(np.isfinite(called), called - self.stays[back.after].counts_ms, 0.0)
                limit[:, column] -= np.maximum(waited, 0.0)
        return replace(self, visitors=replace(visitors, arrival_ms=arrival), limit_ms=limit)

    def _breaks(self, seats: Sequence[Seat], move: Move | None) -> tuple[Times, Times]:
        """(D, B) when each break is due, and how long it is."""
        to_take = [sorted(self.rests.get(seat.manager or "", ())) for seat in seats]
        if isinstance(move, MoveBreak):
            for desk, breaks in zip(self.desks, to_take, strict=True):
                if desk.number == move.desk:
                    due_ms, length_ms = (0.0, BREAK_REST_S * SECOND) if _rests(desk) or not breaks else breaks.pop(0)
                    breaks.insert(0, (due_ms + move.by_s * SECOND, length_ms))
                    breaks.sort()
        at, length = no_breaks(len(seats))
        most = max([1, *(len(breaks) for breaks in to_take)])
        at, length = np.repeat(at, most, axis=1), np.repeat(length, most, axis=1)
        for row, breaks in enumerate(to_take):
            for column, (due_ms, length_ms) in enumerate(breaks):
                at[row, column], length[row, column] = due_ms, length_ms
        return at, length

    def _held(self, stay: Stay, usual: Times, seats: Sequence[Seat]) -> Times:
        row = usual[self.topics.index(stay.topic)]
        return stay.hold.penalties(row, seats) if stay.hold is not None else row

    def _ties(self, held: Sequence[Stay], turned: Times, seats: int) -> Ties:
        columns, here = self.visitors.shape[1], sum(stay.hold is not None for stay in self.stays)
        then: Codes = np.full(columns, -1, np.int64)
        brings: Codes = np.full(seats, -1, np.int64)
        for column, back in enumerate(self.back, start=columns - len(self.back)):
            if back.after is not None:
                then[back.after] = column
            elif back.desk is not None:
                brings[back.desk] = column
        turns = np.full(len(turned), np.inf)
        own = len(turned) - len(held)
        for line, stay in enumerate(held, start=own):
            if stay.hold is not None:
                turns[line] = stay.hold.lasts_ms + (JUST_NOW_MS if line - own < here else 0.0)
        carries = self.office.configured.policy is PolicyName.EARLIEST_PROMISE
        return Ties(turns, turned, then, brings, carries)

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
    rests: Rests | None = None,
) -> Futures:
    """Draws what may follow the office as it stands at `at`. `usual`: the day's forecast, made before it began."""
    config = office.configured
    chance = np.random.default_rng(seed)
    topics = tuple(topic for topic in config.topics if config.offers(topic) and topic in services.middle)
    categories = (NOBODY, *config.categories)
    desks = tuple(desk for desk in office.desks.values() if desk.manager is not None)
    so_far = day_so_far(office, at)
    here = waiting(office, topics, at)
    stays = (*here, *stepped_out(office, topics, at))
    back = tuple(returns(office, stays, desks, topics, at))
    chosen = _Chosen(topics, categories, services, patience_s(so_far), replications)
    held = len(topics) * len(categories)
    first, held = chosen.drawn(stays, chance, held)
    coming = _those_coming(office, topics, categories, at, services, so_far, replications, seed, usual)
    free = np.zeros((replications, len(desks)))
    for column, desk in enumerate(desks):
        free[:, column] = _free_ms(office, desk, at, services, chance.random(replications))
    (last, left), _ = chosen.drawn([one.stay for one in back], chance, held)
    later = replace(last, arrival_ms=np.full(last.shape, np.inf), patience_ms=last.patience_ms - JUST_NOW_MS)
    visitors, limit = _joined(first, coming, (later, np.where(left > 0, left - JUST_NOW_MS, left)))
    tickets = tuple(stay.ticket for stay in here)
    return Futures(
        office, services, topics, categories, visitors, limit, tickets, stays, back, desks, free, rests or {}
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Draws what is not known of people who are known."""

    topics: tuple[TopicId, ...]
    categories: tuple[str, ...]
    services: Services
    patience_s: float
    replications: int

    def drawn(
        self, stays: Sequence[Stay], chance: np.random.Generator, held: int
    ) -> tuple[tuple[Visitors, Times], int]:
        """Their columns and limits, and the first number of a line of one's own after them."""
        shape = (self.replications, len(stays))
        lines: list[int] = []
        for stay in stays:
            lines.append(self._line(stay) if stay.hold is None else held)
            held += stay.hold is not None
        mean, spread = np.array([self.services.mean_s(stay.topic) for stay in stays]), self.services.spread
        length = mean * np.exp(spread * chance.standard_normal(shape) - spread**2 / 2) * SECOND
        walk = np.minimum(chance.standard_exponential(shape) * APPROACH_S, WALK_LIMIT_S) * SECOND
        patience = chance.standard_exponential(shape) * self.patience_s * SECOND
        visitors = Visitors(
            arrival_ms=np.full(shape, -JUST_NOW_MS),
            line=np.broadcast_to(np.array(lines, dtype=np.int64), shape),
            place_ms=np.broadcast_to(np.array([stay.place_ms for stay in stays], dtype=np.float64), shape),
            walk_ms=np.rint(walk),
            service_ms=np.rint(length),
            patience_ms=np.rint(patience + np.array([stay.here_ms for stay in stays])) + JUST_NOW_MS,
        )
        limit = np.array([stay.limit_ms for stay in stays], dtype=np.float64)
        limit[limit > 0] += JUST_NOW_MS
        return (visitors, np.broadcast_to(limit, shape)), held

    def _line(self, stay: Stay) -> int:
        category = stay.ticket.category
        number = self.categories.index(category) if category in self.categories else 0
        return self.topics.index(stay.topic) * len(self.categories) + number


def _those_coming(
    office: Office,
    topics: tuple[TopicId, ...],
    categories: tuple[str, ...],
    at: Instant,
    services: Services,
    so_far: DaySoFar,
    replications: int,
    seed: int,
    usual: DayForecast | None,
) -> tuple[Visitors, Times]:
    config = office.configured
    hours = hours_around(config, at)
    ahead_s = AHEAD_S if hours is None else min(AHEAD_S, max(0.0, (hours[1] - at) / SECOND))
    coming = arrivals(office, topics, so_far, ahead_s if office.issuing else 0.0, usual)
    target_s = np.array([target_ms(office, topic, appointment=False) / SECOND for topic in topics])
    traffic = Traffic(
        demand=coming,
        service_s=np.array([services.mean_s(topic) for topic in topics]),
        service_variation=np.full(len(topics), services.variation),
        target_s=target_s,
        category_share=category_shares(so_far, categories),
        credit_s=np.array([0.0, *(float(known.credit_s) for known in config.categories.values())]),
        walk_s=APPROACH_S,
        patience_s=patience_s(so_far),
    )
    drawn = draw(traffic, replications, seed + 1)
    place = drawn.place_ms
    if config.policy is PolicyName.FIFO:
        place = drawn.arrival_ms
    elif config.policy is PolicyName.STRICT_PRIORITY:
        place = -traffic.credit_s[drawn.line % len(categories)]
    limit = target_s[drawn.line // len(categories)] * SECOND
    return Visitors(drawn.arrival_ms, drawn.line, place, drawn.walk_ms, drawn.service_ms, drawn.patience_ms), limit


def patience_s(so_far: DaySoFar) -> float:
    """Mean patience by the exponential's estimate: the day's seconds of waiting for each who gave up."""
    return (PATIENCE_PRIOR_S + so_far.waited_ms / SECOND) / (1 + so_far.gave_up)


def _rests(desk: Desk) -> bool:
    return desk.break_since_at is not None


def _free_ms(office: Office, desk: Desk, at: Instant, services: Services, chance: Times) -> Times:
    """When the desk can call next, in each future."""
    ticket = office.tickets.get(desk.ticket) if desk.ticket is not None else None
    if ticket is None:
        rest_s = -np.log1p(-chance) * BREAK_REST_S if desk.break_since_at is not None else np.zeros(len(chance))
    elif ticket.topic not in services.middle:
        rest_s = -np.log1p(-chance) * BREAK_REST_S
    elif ticket.state is TicketState.SERVING:
        rest_s = services.rest_s(ticket.topic, desk.manager, max(0, at - ticket.since_at) / SECOND, chance)
    else:
        rest_s = APPROACH_S + services.rest_s(ticket.topic, desk.manager, 0.0, chance)
    return np.rint(rest_s * SECOND)


def _joined(*groups: tuple[Visitors, Times]) -> tuple[Visitors, Times]:
    """Side by side."""
    parts = [visitors for visitors, _ in groups]
    arrival, place, walk, service, patience = (
        np.ascontiguousarray(np.hstack([getattr(part, name) for part in parts]))
        for name in ("arrival_ms", "place_ms", "walk_ms", "service_ms", "patience_ms")
    )
    line: Codes = np.ascontiguousarray(np.hstack([part.line for part in parts]))
    limit = np.ascontiguousarray(np.hstack([limit for _, limit in groups]))
    return Visitors(arrival, line, place, walk, service, patience), limit
