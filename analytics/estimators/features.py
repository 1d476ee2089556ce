"""What the learned estimator looks at: a row of numbers for each who asks, from the moment, the day's pace and history.

Four groups, in this order: `line_features` (who stands where), `pace_features` (recent waits, calls, joins),
`desk_features` (who serves what for how long, who is free) and those that join them (`joined_features`). Nothing here
is learned from waits; all of it is known at the moment itself. Seconds and counts throughout.
"""

from datetime import datetime
from functools import lru_cache
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
Whole: TypeAlias = NDArray[np.int64]

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

MINUTE = 60 * SECOND
LONGEST_S = 3600.0
"""Ages and forecasts above this say nothing more."""


def features(moment: Moment, pace: Pace, history: ServiceHistory, timezone: ZoneInfo) -> Floats:
    """Shape (seekers, FEATURES). What a feature is for all seekers lies in memory as one piece.

    What follows from a seeker's topic alone, or from it and the credit (a kind), is worked out once for each of them.
    """
    means_s = _padded(history.mean_s, len(pace.topics))
    mine = moment.seekers
    coded, of_kind = _distinct(2 * mine.topic + mine.credited, 2 * len(pace.topics))
    asked, of_topic = _distinct(coded >> 1, len(pace.topics))  # each kind's topic, until it is each seeker's
    desks = desk_features(moment.seats, moment.since_s, history.spread, asked)
    kinds = [(code >> 1, code % 2 > 0) for code in coded.tolist()]
    by_pace = np.array(pace_features(moment.at / SECOND, pace, kinds)).T
    by_kind = np.concatenate((by_pace, desks.rows.take(of_topic, axis=1))).take(of_kind, axis=1)
    of_topic = of_topic.take(of_kind)
    before = _before(moment)
    line = _line_features(moment, before, asked, of_topic, pace, means_s, timezone)
    joined = _joined_features(moment, before, line, desks, by_kind, means_s, asked, of_topic)
    return np.concatenate((line, by_kind, joined)).T


def _distinct(codes: Whole, size: int) -> tuple[Whole, Whole]:
    """The different ones of `codes` below `size`, rising, and for each of `codes` which of them it is."""
    found = np.zeros(size, dtype=np.bool_)
    found[codes] = True
    return found.nonzero()[0], (found.cumsum() - 1).take(codes)


def _padded(values: Floats, size: int) -> Floats:
    if len(values) == size:
        return values
    middle = float(values.mean()) if len(values) else 0.0
    return np.concatenate((values, np.full(size - len(values), middle)))


def _before(moment: Moment) -> Floats:
    """[seeker, waiting]: 1 where who waits stands before the seeker."""
    mine, others = moment.seekers, moment.waiting
    place, order = mine.place[:, None], mine.order[:, None]
    before = (others.place < place) | ((others.place == place) & (others.order < order))
    return np.asarray(before, dtype=np.float64)


def _line_features(
    moment: Moment, before: Floats, asked: Whole, of_topic: Whole, pace: Pace, means_s: Floats, timezone: ZoneInfo
) -> Floats:
    """Of who waits, the seekers themselves left out."""
    mine, others = moment.seekers, moment.waiting
    each = np.ones((len(asked) + 2, len(others)))  # everybody, of each topic asked for, with a credit
    each[1:-1] = others.topic == asked[:, None]
    each[-1] = others.credited
    count, ahead, own = each.sum(1), each @ before.T, 1 + of_topic
    oneself = moment.standing >= 0
    waiting = count[0] - oneself
    oldest_s, oldest_same_s = _oldest(each[:-1] * others.waited_s, own, moment.standing)
    hour, weekday = _local(timezone, moment.at // MINUTE)
    first = pace.first_call_at
    return columns(
        len(mine),
        (
            mine.waited_s,
            mine.credited,
            means_s.take(mine.topic),
            mine.topic,
            waiting,
            count.take(own) - oneself,
            ahead[0],
            ahead[own, np.arange(len(own))],
            ahead[-1],
            waiting - ahead[0],
            oldest_s,
            oldest_same_s,
            (others.waited_ms.sum() - mine.waited_ms * oneself) / SECOND,
            hour,
            weekday,
            min((moment.at - first) / SECOND, LONGEST_S) if first is not None else -60.0,
        ),
    )


def _oldest(waits_s: Floats, own: Whole, standing: Whole) -> tuple[Floats, Floats]:
    """The longest of the others' waits, of everybody (the first row of `waits_s`) and of each seeker's `own` row.

    Only who waits longest in a row has another longest to look at: the second.
    """
    groups = np.arange(len(waits_s))
    padded = np.zeros((len(groups), waits_s.shape[1] + 1))  # nobody, of whom there is always one, has not waited
    padded[:, 1:] = waits_s
    who = padded.argmax(1)
    longest_s = padded[groups, who]
    padded[groups, who] = 0.0
    second_s = padded.max(1)
    of_all = np.where(standing + 1 == who[0], second_s[0], longest_s[0])
    return of_all, np.where(standing + 1 == who.take(own), second_s.take(own), longest_s.take(own))


@lru_cache(maxsize=1024)
def _local(timezone: ZoneInfo, minute: int) -> tuple[float, int]:
    """Hour, as a fraction, and weekday of a minute since 1970: the same for all who ask within it."""
    local = datetime.fromtimestamp(minute * 60, tz=timezone)
    return local.hour + local.minute / 60, local.weekday()


def _joined_features(
    moment: Moment,
    before: Floats,
    line: Floats,
    desks: Desks,
    by_kind: Floats,
    means_s: Floats,
    asked: Whole,
    of_topic: Whole,
) -> Floats:
    """Those ahead, weighed with the share of their desks that also serve the seeker's topic, and their work."""
    others = moment.waiting
    weight = moment.seats.shared.take(asked, axis=0).take(others.topic, axis=1)  # [asked, waiting]
    weight_ahead, work_each_s = before * weight.take(of_topic, axis=0), means_s.take(others.topic)
    able = desks.able.take(of_topic)
    shared_ahead = weight_ahead.sum(1)
    work_s = weight_ahead @ work_each_s / able
    mean_s = float(work_each_s.sum()) / len(others) if len(others) else float(means_s.mean())
    found = (
        shared_ahead,
        weight.sum(1).take(of_topic),
        work_s,
        line[_AHEAD] * mean_s / max(1, moment.seats.busy),
        (shared_ahead + 1) * means_s.take(moment.seekers.topic) / able,
        desks.first_s.take(of_topic) + work_s,
        (shared_ahead + 1) / np.maximum(by_kind[_CALLS], 0.5) * 600,
        (line[_AHEAD_SAME] + 1) / np.maximum(by_kind[_CALLS_SAME], 0.5) * 600,
    )
    return np.minimum(columns(len(moment.seekers), found), LONGEST_S)
