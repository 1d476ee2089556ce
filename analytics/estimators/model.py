"""What is learned of one office's waits: a forest for those who join, one for those who wait already, and corrections.

Rows of the past count less the older they are: half as much for each HALF_LIFE_DAYS days on which the office worked.
The figures were chosen on the days before the last 30 % of AnonymousBank's January and February.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.calibration import Calibration
from analytics.estimators.trees import Forest, Growth, grow
from analytics.estimators.watching import Answered

Floats = NDArray[np.float64]

SHARES = (0.1, 0.5, 0.8, 0.9)
"""Low end, likely value, upper value and high end of what is told."""
HALF_LIFE_DAYS = 15.0
ROWS_LEAST = 300
"""Fewer waits than this are not learned from; the simple estimator goes on."""
ROWS_MOST = 30_000
"""The newest; older ones would hardly weigh anything in a large office."""


@dataclass(frozen=True, slots=True)
class Rows:
    """n answered moments. `age_days`: working days before the newest."""

    features: Floats
    waited_s: Floats
    age_days: Floats

    @classmethod
    def of(cls, answered: Sequence[Answered]) -> "Rows":
        """The newest ROWS_MOST of `answered`, which are in order of time."""
        newest = answered[-ROWS_MOST:]
        days = sorted({row.asked.day for row in newest})
        age = {day: float(len(days) - 1 - index) for index, day in enumerate(days)}
        return cls(
            np.array([row.asked.features for row in newest]),
            np.array([row.waited_s for row in newest]),
            np.array([age[row.asked.day] for row in newest]),
        )


@dataclass(frozen=True, slots=True)
class WaitModel:
    """Quantiles of waits by features; `waiting` is None where too few were looked at while they waited."""

    joining: Forest
    waiting: Forest | None

    def predict(self, rows: Floats, joining: NDArray[np.bool_]) -> Floats:
        """Shape (n, K) in seconds, uncorrected. `joining`: who has only just come."""
        if self.waiting is None or joining.all():
            return self.joining.predict(rows)
        found = np.empty((len(rows), len(SHARES)))
        for chosen, forest in ((joining, self.joining), (~joining, self.waiting)):
            who = chosen.nonzero()[0]
            if len(who):
                found[who] = forest.predict(rows.T.take(who, axis=1).T)
        return found


def learn_joining(answered: Sequence[Answered], growth: Growth | None = None) -> Forest | None:
    """The forest for newcomers; None where there is too little to learn from."""
    return _learn([row for row in answered if row.asked.joining], growth or Growth())


def learn_model(answered: Sequence[Answered], growth: Growth | None = None) -> WaitModel | None:
    """Both forests, from all moments looked at; None where there is too little to learn from."""
    joining = learn_joining(answered, growth)
    if joining is None:
        return None
    return WaitModel(joining, _learn([row for row in answered if not row.asked.joining], growth or Growth()))


def _learn(answered: Sequence[Answered], growth: Growth) -> Forest | None:
    if len(answered) < ROWS_LEAST:
        return None
    rows = Rows.of(answered)
    weights = 0.5 ** (rows.age_days / HALF_LIFE_DAYS)
    return grow(rows.features, rows.waited_s, weights, SHARES, growth)


def calibration_of(answered: Sequence[Answered], growth: Growth | None = None) -> Calibration:
    """Corrections from the last days, predicted by a forest that has not seen them."""
    calibration = Calibration(SHARES)
    joined = [row for row in answered if row.asked.joining]
    days = sorted({row.asked.day for row in joined})
    held = set(days[-max(1, len(days) // 5) :])
    forest = learn_joining([row for row in joined if row.asked.day not in held], growth)
    if forest is not None:
        kept = sorted((row for row in joined if row.asked.day in held), key=lambda row: row.called_at)
        predicted = forest.predict(np.array([row.asked.features for row in kept]))
        for row, quantiles in zip(kept, predicted, strict=True):
            calibration.take(quantiles, row.waited_s)
    return calibration
