"""Ranges that keep their word while the days change: rolling conformal correction of predicted quantiles.

Of the last CALIBRATION_VISITS visits that were predicted and then called, the misses relative to the predicted width,

    r_k = (wait - q_k) / max(q_high - q_low, WIDTH_LEAST_S)

give the correction of each quantile: q_k' = q_k + c_k * width, with c_k the empirical tau_k-quantile of r_k, taken back
towards 0 while there are few visits. The median is left as predicted. After Romano et al. (conformalized quantile
regression, 2019), rolling as Gibbs and Candès (2021) ask for where the days drift. Only waits that have ended count.
"""

from collections import deque
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CALIBRATION_VISITS = 400
"""Half a busy day: long enough for a stable 10 % point, short enough to follow the day."""
FIRST_VISITS = 100
"""No correction from fewer."""
REFRESH_VISITS = 20
"""The corrections are read anew after so many visits."""
WIDTH_LEAST_S = 10.0


class Calibration:
    """The corrections of one office, and the misses they come from."""

    def __init__(self, shares: Iterable[float], misses: Floats | None = None) -> None:
        self._shares = tuple(shares)
        self._misses: deque[Floats] = deque(misses if misses is not None else (), maxlen=CALIBRATION_VISITS)
        self._correction: Floats = np.zeros(len(self._shares))
        self._unread = 0
        self._read()

    def take(self, predicted: Floats, waited_s: float) -> None:
        """One visit was called after `waited_s`; `predicted` (K,) are the uncorrected quantiles it had been given."""
        self._misses.append((waited_s - predicted) / _width(predicted[None, :])[0])
        self._unread += 1
        if self._unread >= REFRESH_VISITS:
            self._read()

    def correct(self, predicted: Floats) -> Floats:
        """Shape (n, K), as `predicted`: corrected, in order, not below 0."""
        moved = predicted + self._correction * _width(predicted)[:, None]
        return np.maximum.accumulate(np.maximum(moved, 0.0), axis=1)

    def copy(self) -> "Calibration":
        """The same corrections; visits that end later do not change the copy."""
        copy = Calibration(self._shares)
        copy._misses, copy._correction, copy._unread = self._misses.copy(), self._correction.copy(), self._unread
        return copy

    def misses(self) -> Floats:
        """What has to be kept on disk."""
        return np.array(self._misses).reshape(-1, len(self._shares))

    def _read(self) -> None:
        self._unread = 0
        if len(self._misses) < FIRST_VISITS:
            return
        misses = np.array(self._misses)
        trust = (len(misses) / CALIBRATION_VISITS) ** 0.5
        for index, share in enumerate(self._shares):
            if share != 0.5:
                self._correction[index] = trust * np.quantile(misses[:, index], share)


def _width(predicted: Floats) -> Floats:
    return np.maximum(predicted[:, -1] - predicted[:, 0], WIDTH_LEAST_S)
