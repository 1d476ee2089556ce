"""Recent waits, calls, joins and leaves as features: of the whole office, of the seeker's topic, of it with the same
credit.

In plain Python: they are read off a few short lists that are in order of time already, and an array of so few costs
more to set up than to add.
"""

from bisect import bisect_left
from collections.abc import Sequence

from analytics.estimators.pace import EVERY, Kind, Pace, Waited

WINDOWS_S = (60, 180, 600, 1800)
OLD_S = 1800.0
"""The age of what never happened, and of all that is older."""
WAIT_OLD_S = 3600.0
"""Waits called longer ago say nothing."""

LEFT_S, LEFT_SAME_S = 300, 600
"""How long ago somebody left, for `leaves_300` and `leaves_same_600`."""

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


def pace_features(now_s: float, pace: Pace, kinds: Sequence[Kind]) -> list[list[float]]:
    """For each of `kinds` its PACE_FEATURES."""
    office = [
        *_waits(pace.waits.of(EVERY), now_s),
        *_moves(pace, EVERY, now_s),
        float(_within(pace.leaves.of(EVERY), now_s, LEFT_S)),
    ]
    by_topic = {
        topic: [
            *office,
            *_waits(pace.waits.of(topic), now_s),
            *_moves(pace, topic, now_s),
            float(_within(pace.leaves.of(topic), now_s, LEFT_SAME_S)),
        ]
        for topic in dict.fromkeys(topic for topic, _ in kinds)
    }
    return [[*by_topic[kind[0]], *_waits(pace.waits.of(kind), now_s)] for kind in kinds]


def _moves(pace: Pace, of: int | None, now_s: float) -> list[float]:
    """Calls and joins by window, and the age of the newest call."""
    calls, joins = pace.calls.of(of), pace.joins.of(of)
    counts: list[float] = [_within(times, now_s, window) for times in (calls, joins) for window in WINDOWS_S]
    counts.append(min(now_s - calls[-1], OLD_S) if calls else OLD_S)
    return counts


def _within(times: Sequence[float], now_s: float, window: float) -> int:
    """How many are at most `window` old."""
    return len(times) - bisect_left(times, now_s - window)


def _waits(rows: Sequence[Waited], now_s: float) -> tuple[float, float, float, float, float]:
    """The newest wait, its age, means of the newest 3, 5 and 10, the first and last of them only of the last 300 and
    600 s."""
    newest = [(now_s - at_s, waited_s) for at_s, waited_s in rows[-10:] if now_s - at_s < WAIT_OLD_S]
    if not newest:
        return 0.0, OLD_S, 0.0, 0.0, 0.0
    age_s, wait_s = newest[-1]
    return (
        wait_s,
        min(age_s, OLD_S),
        _mean([wait_s for age_s, wait_s in newest[-3:] if age_s < 300]),
        _mean([wait_s for _, wait_s in newest[-5:]]),
        _mean([wait_s for age_s, wait_s in newest if age_s < 600]),
    )


def _mean(waits_s: Sequence[float]) -> float:
    return sum(waits_s) / len(waits_s) if waits_s else 0.0
