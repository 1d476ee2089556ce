"""Who will come in the next hours: by the day's forecast, corrected by what has come so far; or as in the last hour.

The forecast knows the peak that has not begun yet. An office without some days of history has none; there, and for the
shares of categories, the last hour speaks.
"""

import numpy as np
from numpy.typing import NDArray

from analytics.forecast.forecasting import DayForecast
from analytics.forecast.intraday import day_factor
from analytics.outlook.day_so_far import DaySoFar
from analytics.simulation.drawing import Demand
from queue_server.domain.ids import SECOND, TopicId
from queue_server.domain.office import Office

Floats = NDArray[np.float64]

VARIATION = 0.2
"""How far the coming hours' volume may lie from what is expected: days vary by 0.14 to 0.16, hours add their own."""
HALF_HOUR_S = 1800
MOST_COMING = 1_000.0
"""Visitors in two hours who are simulated: more than any hall can hold."""
NOBODY = ""
"""The category of those who have none."""


def arrivals(
    office: Office, topics: tuple[TopicId, ...], so_far: DaySoFar, ahead_s: float, usual: DayForecast | None
) -> Demand:
    """The demand of the next `ahead_s` seconds by topic; nobody for suspended ones. Times from now, in ms."""
    offered = np.array([topic not in office.suspended for topic in topics])
    if ahead_s <= 0:
        return Demand(np.array([0.0, SECOND]), np.zeros((1, len(topics))), VARIATION)
    if usual is None:
        edges = np.array([0.0, ahead_s * SECOND])
        came = np.array([so_far.lately[topic] for topic in topics], dtype=np.float64)
        expected = came[None, :] * ahead_s / so_far.lately_s
    else:
        edges, expected = _by_forecast(topics, so_far, ahead_s, usual)
    expected = np.where(offered, expected, 0.0)
    return Demand(edges, expected * min(1.0, MOST_COMING / max(1.0, float(expected.sum()))), VARIATION)


def category_shares(so_far: DaySoFar, categories: tuple[str, ...]) -> Floats:
    """Shape (categories,): the shares among those who came lately, one more without a category."""
    count = so_far.lately_categories
    share = np.array([count[category or None] + (category == NOBODY) for category in categories], dtype=np.float64)
    return np.asarray(share / share.sum())


def _by_forecast(
    topics: tuple[TopicId, ...], so_far: DaySoFar, ahead_s: float, usual: DayForecast
) -> tuple[Floats, Floats]:
    """Edges and expected visitors of the half-hours ahead, the running one in part, moved by the day so far."""
    midnight_s = so_far.midnight_s
    column = [usual.topics.index(topic) if topic in usual.topics else None for topic in topics]
    by_topic = np.stack(
        [np.zeros(len(usual.expected)) if index is None else usual.expected[:, index] for index in column], axis=1
    )
    rows = np.arange(len(by_topic))
    over = np.clip(midnight_s / HALF_HOUR_S - rows, 0.0, 1.0) - np.clip(so_far.opened_s / HALF_HOUR_S - rows, 0.0, 1.0)
    factor = day_factor(float(over @ by_topic.sum(axis=1)), float(so_far.today), usual.spread.day)
    ends_s = midnight_s + ahead_s
    inner = [s for s in range(0, len(by_topic) * HALF_HOUR_S + 1, HALF_HOUR_S) if midnight_s < s < ends_s]
    edges = np.array([midnight_s, *inner, ends_s], dtype=np.float64)
    row = np.minimum(edges[:-1] // HALF_HOUR_S, len(by_topic) - 1).astype(np.int64)
    expected = by_topic[row] * (np.diff(edges) / HALF_HOUR_S)[:, None] * factor
    return (edges - midnight_s) * SECOND, expected
