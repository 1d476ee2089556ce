"""What is drawn of people: those who are here, those who will come, and the rest of the services that go on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.forecast.forecasting import DayForecast
from analytics.outlook.arrivals import arrivals, category_shares
from analytics.outlook.day_so_far import DaySoFar
from analytics.outlook.here import Stay, target_ms
from analytics.outlook.services import Services
from analytics.simulation.day import Codes, Times, Visitors
from analytics.simulation.drawing import WALK_LIMIT_S, Traffic, draw
from queue_server.domain.configuration import PolicyName
from queue_server.domain.ids import SECOND, Instant, TopicId
from queue_server.domain.office import Desk, Office
from queue_server.domain.opening import hours_around
from queue_server.domain.ticket import TicketState

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
class Chosen:
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


def those_coming(
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
    """Who comes until the office closes or two hours are over, and what their targets are."""
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


def rest_of_service(
    office: Office, desk: Desk, at: Instant, services: Services, chance: Times, *, back_s: float | None = None
) -> Times:
    """When the desk can call next, in each future. `back_s`: the planned end of a break that goes on."""
    ticket = office.tickets.get(desk.ticket) if desk.ticket is not None else None
    if ticket is None:
        usual_s = -np.log1p(-chance) * BREAK_REST_S if desk.break_since_at is not None else np.zeros(len(chance))
        rest_s = usual_s if back_s is None or back_s <= 0 else np.full(len(chance), back_s)
    elif ticket.topic not in services.middle:
        rest_s = -np.log1p(-chance) * BREAK_REST_S
    elif ticket.state is TicketState.SERVING:
        rest_s = services.rest_s(ticket.topic, desk.manager, max(0, at - ticket.since_at) / SECOND, chance)
    else:
        rest_s = APPROACH_S + services.rest_s(ticket.topic, desk.manager, 0.0, chance)
    return np.rint(rest_s * SECOND)


def joined(*groups: tuple[Visitors, Times]) -> tuple[Visitors, Times]:
    """Side by side."""
    parts = [visitors for visitors, _ in groups]
    arrival, place, walk, service, patience = (
        np.ascontiguousarray(np.hstack([getattr(part, name) for part in parts]))
        for name in ("arrival_ms", "place_ms", "walk_ms", "service_ms", "patience_ms")
    )
    line: Codes = np.ascontiguousarray(np.hstack([part.line for part in parts]))
    limit = np.ascontiguousarray(np.hstack([limit for _, limit in groups]))
    return Visitors(arrival, line, place, walk, service, patience), limit
