"""Recent waits, calls, joins and leaves as features: of the whole office, of the seeker's topic, of it with the same
credit."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.columns import columns
from analytics.estimators.moment import Moment
from analytics.estimators.pace import Pace
from queue_server.domain.ids import SECOND

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

WINDOWS_S = (60, 180, 600, 1800)
OLD_S = 1800.0
"""The age of what never happened, and of all that is older."""
WAIT_OLD_S = 3600.0
"""Waits called longer ago say nothing."""

_WAITS = ("wait_last", "wait_age", "wait_mean3", "wait_mean5", "wait_mean10")

PACE_FEATURES = (
    *_WAITS,
    *(f"{what}_{window}" for what in ("calls", "joins") for window in WINDOWS_S),
    "call_age",
    "leaves_300",
    *(f"{name}_same" for name in _WAITS),
    *(f"{what}_same_{window}" for what in ("calls", "joins") for window in WINDOWS_S),
    "call_age_same",
    "leaves_same_600",
    *(f"{name}_credit" for name in _WAITS),
)


def pace_features(moment: Moment, pace: Pace, asked: Whole, of_topic: Whole) -> Floats:
    """Shape (seekers, PACE_FEATURES). `asked`: the topics asked for; `of_topic`: which of them each seeker wants."""
    now_s = moment.at / SECOND
    credited = moment.seekers.credited
    waits = _wait_features(pace.waits.rows(), asked, now_s)
    calls, call_age = _window_counts(pace.calls.rows(), asked, now_s)
    joins, _ = _window_counts(pace.joins.rows(), asked, now_s)
    leaves = pace.leaves.rows()
    age_s = now_s - leaves[:, 0]
    left = float((age_s <= 300).sum())
    left_same = ((age_s <= 600) & (leaves[:, 1] == asked[:, None])).sum(1)
    size = len(of_topic)
    kinds = len(asked)
    with_credit = waits.take(1 + kinds + of_topic + np.where(credited, 0, kinds), axis=0)
    office = np.concatenate((waits[0], calls[0], joins[0], (call_age[0], left)))
    topics = np.concatenate(
        (waits[1 : 1 + kinds], calls[1:], joins[1:], call_age[1:, None], left_same[:, None]), axis=1
    )
    found = np.empty((size, len(PACE_FEATURES)))
    begins, ends = len(office), len(PACE_FEATURES) - len(_WAITS)
    found[:, :begins] = office
    found[:, begins:ends] = topics.take(of_topic, axis=0)
    found[:, ends:] = with_credit
    return found


def _wait_features(rows: Floats, asked: Whole, now_s: float) -> Floats:
    """Rows: the office; then each topic; then each topic with a credit; then without. 5 columns: the newest wait, its
    age, means of the newest 3, 5 and 10, the first and last of them only of the last 300 and 600 s."""
    rows = rows[::-1]
    rows = rows[now_s - rows[:, 0] < WAIT_OLD_S]
    age_s = now_s - rows[:, 0]
    same = rows[:, 1] == asked[:, None]
    credit = rows[:, 3] > 0
    groups = np.concatenate((np.ones((1, len(rows)), np.bool_), same, same & credit, same & ~credit))
    if not len(rows):
        return np.tile([0.0, OLD_S, 0.0, 0.0, 0.0], (len(groups), 1))
    rank = groups.cumsum(1)
    found = rank[:, -1] > 0
    newest = groups.argmax(1)
    return columns(
        len(groups),
        (
            np.where(found, rows[newest, 2], 0.0),
            np.where(found, np.minimum(age_s[newest], OLD_S), OLD_S),
            *_means(
                rows[:, 2],
                groups & (rank <= 3) & (age_s < 300),
                groups & (rank <= 5),
                groups & (rank <= 10) & (age_s < 600),
            ),
        ),
    )


def _means(values: Floats, *chosen: Flags) -> Floats:
    """(chosen, groups): the mean of the chosen values of each row, 0 where there is none."""
    rows = np.concatenate(chosen)
    means = rows @ values / np.maximum(np.count_nonzero(rows, axis=1), 1)
    return np.asarray(means.reshape(len(chosen), -1), dtype=np.float64)


def _window_counts(rows: Floats, asked: Whole, now_s: float) -> tuple[Floats, Floats]:
    """How many in each window, and the age of the newest: the office's row first, then each topic's."""
    age_s = now_s - rows[:, 0]
    groups = np.concatenate((np.ones((1, len(rows)), np.bool_), rows[:, 1] == asked[:, None]))
    within = age_s[:, None] <= np.array(WINDOWS_S)
    counts = groups.astype(np.float64) @ within.astype(np.float64)
    newest = np.where(groups, age_s, OLD_S).min(1, initial=OLD_S)
    return counts, newest
