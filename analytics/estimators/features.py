"""What the learned estimator looks at: a row of numbers for each who asks, from the moment, the day's pace and history.

Four groups, in this order: `line_features` (who stands where), `pace_features` (recent waits, calls, joins),
`desk_features` (who serves what for how long, who is free) and those that join them (`joined_features`). Nothing here
is learned from waits; all of it is known at the moment itself. Seconds and counts throughout.
"""

from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.columns import columns
from analytics.estimators.desk_features import DESK_FEATURES, Desks, desk_features
from analytics.estimators.history import ServiceHistory
from analytics.estimators.moment import Moment
from analytics.estimators.pace import Pace
from analytics.estimators.pace_features import PACE_FEATURES, pace_features
from queue_server.domain.ids import SECOND

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

LINE_FEATURES = (
    "waited_s",
    "credited",
    "topic_service_s",
    "topic",
    "waiting",
    "waiting_same",
    "ahead",
    "ahead_same",
    "ahead_credited",
    "behind",
    "oldest_s",
    "oldest_same_s",
    "waited_sum_s",
    "hour",
    "weekday",
    "since_first_call_s",
)
JOINED_FEATURES = (
    "shared_ahead",
    "shared_waiting",
    "work_s",
    "naive_s",
    "next_s",
    "first_work_s",
    "pace_s",
    "pace_same_s",
)
FEATURES = (*LINE_FEATURES, *PACE_FEATURES, *DESK_FEATURES, *JOINED_FEATURES)

_AHEAD, _AHEAD_SAME = LINE_FEATURES.index("ahead"), LINE_FEATURES.index("ahead_same")
_CALLS, _CALLS_SAME = PACE_FEATURES.index("calls_600"), PACE_FEATURES.index("calls_same_600")

LONGEST_S = 3600.0
"""Ages and forecasts above this say nothing more."""


def features(moment: Moment, pace: Pace, history: ServiceHistory, timezone: ZoneInfo) -> Floats:
    """Shape (seekers, FEATURES)."""
    means_s = _padded(history.mean_s(), len(pace.topics))
    asked, of_topic = _distinct(moment.seekers.topic, len(pace.topics))
    desks = desk_features(moment, pace, history, asked)
    before, oneself = _before(moment)
    line = _line_features(moment, before, oneself, pace, means_s, timezone)
    by_pace = pace_features(moment, pace, asked, of_topic)
    joined = _joined_features(moment, before, line, desks, by_pace, means_s, asked, of_topic)
    return np.concatenate((line, by_pace, desks.rows.take(of_topic, axis=0), joined), axis=1)


def _distinct(codes: NDArray[np.int64], size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The different ones of `codes` below `size`, rising, and for each of `codes` which of them it is."""
    found = np.zeros(size, dtype=np.bool_)
    found[codes] = True
    return found.nonzero()[0], (found.cumsum() - 1).take(codes)


def _padded(values: Floats, size: int) -> Floats:
    if len(values) == size:
        return values
    middle = float(values.mean()) if len(values) else 0.0
    return np.concatenate((values, np.full(size - len(values), middle)))


def _before(moment: Moment) -> tuple[Flags, Flags]:
    """[seeker, waiting]: who stands before whom, and who is who."""
    mine, others = moment.seekers, moment.waiting
    place, order = mine.place[:, None], mine.order[:, None]
    same = others.place == place
    before = (others.place < place) | (same & (others.order < order))
    return np.asarray(before, dtype=np.bool_), np.asarray(same & (others.order == order), dtype=np.bool_)


def _line_features(
    moment: Moment, before: Flags, oneself: Flags, pace: Pace, means_s: Floats, timezone: ZoneInfo
) -> Floats:
    mine, others = moment.seekers, moment.waiting
    there = ~oneself
    same = (others.topic[None, :] == mine.topic[:, None]) & there
    count, count_same, ahead, ahead_same = _counts(there, same, before, before & same)
    oldest_s, oldest_same_s = _longest(others.waited_s, there, same)
    local = datetime.fromtimestamp(moment.at / SECOND, tz=timezone)
    first = pace.first_call_at
    since_first_s = min((moment.at - first) / SECOND, LONGEST_S) if first is not None else -60.0
    size = len(mine)
    return columns(
        size,
        (
            mine.waited_s,
            mine.credited,
            means_s[mine.topic],
            mine.topic,
            count,
            count_same,
            ahead,
            ahead_same,
            before @ others.credited.astype(np.float64),
            count - ahead,
            oldest_s,
            oldest_same_s,
            there @ others.waited_s,
            local.hour + local.minute / 60,
            local.weekday(),
            since_first_s,
        ),
    )


def _counts(*parts: Flags) -> Floats:
    """(parts, seekers): how many of each row are true; by one product, because summing flags is slow."""
    rows = np.concatenate(parts)
    return (rows.astype(np.float64) @ np.ones(rows.shape[1])).reshape(len(parts), -1)


def _longest(waited_s: Floats, *parts: Flags) -> Floats:
    """(parts, seekers): the longest wait of those who are true in each row."""
    return np.asarray((np.concatenate(parts) * waited_s).max(1, initial=0.0).reshape(len(parts), -1), dtype=np.float64)


def _joined_features(
    moment: Moment,
    before: Flags,
    line: Floats,
    desks: Desks,
    by_pace: Floats,
    means_s: Floats,
    asked: NDArray[np.int64],
    of_topic: NDArray[np.int64],
) -> Floats:
    """Those ahead, weighed with the share of their desks that also serve the seeker's topic, and their work."""
    others = moment.waiting
    weight = desks.shared.take(asked, axis=1).T.take(of_topic, axis=0).take(others.topic, axis=1)  # [seeker, waiting]
    weight_ahead, work_each_s = before * weight, means_s.take(others.topic)
    shared_ahead = weight_ahead.sum(1)
    work_s = weight_ahead @ work_each_s / desks.able[of_topic]
    busy = max(1, int(np.count_nonzero(moment.serving >= 0)))
    mean_s = float(work_each_s.sum()) / len(others) if len(others) else float(means_s.mean())
    calls, calls_same = by_pace[:, _CALLS], by_pace[:, _CALLS_SAME]
    found = (
        shared_ahead,
        weight.sum(1),
        work_s,
        line[:, _AHEAD] * mean_s / busy,
        (shared_ahead + 1) * means_s[moment.seekers.topic] / desks.able[of_topic],
        desks.first_s[of_topic] + work_s,
        (shared_ahead + 1) / np.maximum(calls, 0.5) * 600,
        (line[:, _AHEAD_SAME] + 1) / np.maximum(calls_same, 0.5) * 600,
    )
    return np.minimum(columns(len(moment.seekers), found), LONGEST_S)
