"""Whether a hall that is quiet now is forecast more work than its desks can do: worth a look before it begins.

Its desks are those that are open, for as long as their people are planned to be there, and those of whoever is to come.
"""

from collections.abc import Iterator

import numpy as np

from analytics.forecast.forecasting import DayForecast
from analytics.outlook.arrivals import HALF_HOUR_S, arrivals
from analytics.outlook.day_so_far import day_so_far
from analytics.outlook.moves import NO_PLAN
from analytics.outlook.services import Services
from analytics.schedules.schedule import Plan
from analytics.simulation.day import Times
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.domain.opening import hours_around

AHEAD_S = 7200.0
FULL = 0.95
"""Work by what the desks can do, above which lines grow."""


def peak_ahead(office: Office, at: Instant, services: Services, usual: DayForecast, plan: Plan = NO_PLAN) -> bool:
    """Whether some half-hour of the next two hours brings more work than the desks that are there then can do."""
    config = office.configured
    topics = tuple(topic for topic in config.topics if config.offers(topic) and topic in services.middle)
    hours = hours_around(config, at)
    ahead_s = AHEAD_S if hours is None else min(AHEAD_S, max(0.0, (hours[1] - at) / SECOND))
    coming = arrivals(office, topics, day_so_far(office, at), ahead_s if office.issuing else 0.0, usual)
    work_s = coming.expected @ np.array([services.mean_s(topic) for topic in topics])
    edges_s = coming.edges_ms / SECOND
    # A part of a half-hour stands for less than a line: the least length that is looked at is half of one.
    lasts_s = np.maximum(np.diff(edges_s), HALF_HOUR_S / 2)
    return bool((work_s > FULL * _desks(office, plan, edges_s) * lasts_s).any())


def _desks(office: Office, plan: Plan, edges_s: Times) -> Times:
    """(H,) how many are there in each interval, on its average."""
    found = np.zeros(len(edges_s) - 1)
    for sign, begins_s, ends_s in _spans(office, plan):
        found += sign * np.diff(np.clip(edges_s, begins_s, max(begins_s, ends_s)))
    return np.asarray(found / np.diff(edges_s))


def _spans(office: Office, plan: Plan) -> Iterator[tuple[float, float, float]]:
    """When each desk is there, as 1, and when its breaks are, as -1, in seconds from now."""
    there = [(plan.of(desk.manager), 0.0) for desk in office.desks.values() if desk.manager is not None]
    for hours, from_s in [*there, *((one.hours, one.from_s) for one in plan.comes)]:
        yield 1.0, hours.back_s or from_s, hours.leaves_s
        yield from ((-1.0, due_s, min(due_s + length_s, hours.leaves_s)) for due_s, length_s in hours.rests)
