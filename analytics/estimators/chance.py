"""The chance that a wait passes a limit, read off its told quantiles.

Between two quantiles the distribution function is taken to be a straight line, below the first one from 0 s on. Above
the last (90 %) the tail is exponential, with the scale that the step from 80 % to 90 % shows:

    P(W > x) = 0.1 exp(-(x - q90) / s),     s = max((q90 - q80) / ln 2, TAIL_LEAST_S)

since an exponential tail halves from 20 % to 10 % over s ln 2 seconds.
"""

from math import log
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

ABOVE = (1.0, 0.9, 0.5, 0.2, 0.1)
"""The shares of waits above 0 s and above each told quantile (10, 50, 80 and 90 %)."""
TAIL_LEAST_S = 5.0
STEP_LEAST_S = 1e-6
"""Two quantiles that are equal are held this far apart."""


def chance_above(quantiles_s: Floats, limit_s: Floats | float) -> Floats:
    """Shape (n,), in [0, 1]: P(wait > limit). `quantiles_s` (n, 4) are the 10, 50, 80 and 90 % points in seconds, not
    falling; `limit_s` one limit for all, or one each, in seconds; at or below 0 the wait has passed it already.

    >>> chance_above(np.array([[10.0, 50.0, 80.0, 90.0]]), 65.0).round(2).tolist()  # halfway from 50 % to 80 %
    [0.35]
    >>> chance_above(np.array([[10.0, 50.0, 80.0, 90.0]]), 100.0).round(2).tolist()  # another 10 s: halved again
    [0.05]
    """
    count = len(quantiles_s)
    limits = np.broadcast_to(np.asarray(limit_s, dtype=np.float64), (count,))
    points = np.concatenate((np.zeros((count, 1)), quantiles_s), axis=1)
    points = np.maximum.accumulate(points, axis=1) + STEP_LEAST_S * np.arange(len(ABOVE))
    above = np.array(ABOVE)
    step = np.clip((points < limits[:, None]).sum(1) - 1, 0, len(ABOVE) - 2)
    row = np.arange(count)
    share = (limits - points[row, step]) / (points[row, step + 1] - points[row, step])
    between = above[step] + np.clip(share, 0.0, 1.0) * (above[step + 1] - above[step])
    scale = np.maximum((points[:, -1] - points[:, -2]) / log(2), TAIL_LEAST_S)
    tail = above[-1] * np.exp(-np.maximum(limits - points[:, -1], 0.0) / scale)
    found = np.where(limits > points[:, -1], tail, between)
    return np.asarray(np.where(limits <= 0.0, 1.0, found), dtype=np.float64)
