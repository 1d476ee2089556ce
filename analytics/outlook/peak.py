"""Whether a hall that is quiet now is forecast more work than its open desks can do: worth a look before it begins."""

import numpy as np

from analytics.forecast.forecasting import DayForecast
from analytics.outlook.arrivals import HALF_HOUR_S, arrivals
from analytics.outlook.day_so_far import day_so_far
from analytics.outlook.services import Services
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.domain.opening import hours_around

AHEAD_S = 7200.0
FULL = 0.95
"""Work by what the open desks can do, above which lines grow."""


def peak_ahead(office: Office, at: Instant, services: Services, usual: DayForecast) -> bool:
    """Whether some half-hour of the next two hours brings more work than the desks that are open now can do."""
    config = office.configured
    topics = tuple(topic for topic in config.topics if config.offers(topic) and topic in services.middle)
    hours = hours_around(config, at)
    ahead_s = AHEAD_S if hours is None else min(AHEAD_S, max(0.0, (hours[1] - at) / SECOND))
    coming = arrivals(office, topics, day_so_far(office, at), ahead_s if office.issuing else 0.0, usual)
    work_s = coming.expected @ np.array([services.mean_s(topic) for topic in topics])
    desks = sum(desk.manager is not None for desk in office.desks.values())
    # A part of a half-hour stands for less than a line: the least length that is looked at is half of one.
    lasts_s = np.maximum(np.diff(coming.edges_ms) / SECOND, HALF_HOUR_S / 2)
    return bool((work_s > FULL * desks * lasts_s).any())
