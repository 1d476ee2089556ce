"""How sure a share is, given how many visits it was counted on."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Z_95 = 1.959963984540054
"""The normal distribution's 97.5 % point: intervals that hold in 95 of 100 cases."""


def wilson(part: NDArray[Any], whole: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The 95 % score intervals of the shares `part / whole`, their low ends and their high; NaN: nothing to share.

        centre = (p + z²/2n) / (1 + z²/n),  half = z · √(p(1−p)/n + z²/4n²) / (1 + z²/n)

    Wilson's and not the textbook's p ± z·√(p(1−p)/n), because service levels lie near 1 and desks' days are small:
    there the textbook's interval leaves [0, 1], has no width at 100 %, and covers far less than it says (Wilson 1927;
    Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", 2001).

    >>> [bounds.round(4).tolist() for bounds in wilson(np.array([95, 10, 0]), np.array([100, 10, 0]))]
    [[0.8882, 0.7225, nan], [0.9785, 1.0, nan]]
    """
    square = Z_95 * Z_95
    with np.errstate(divide="ignore", invalid="ignore"):
        share = part / whole
        centre = share + square / (2 * whole)
        half = Z_95 * np.sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
        scale = 1 + square / whole
        low = np.maximum(0.0, np.minimum((centre - half) / scale, share))
        return low, np.minimum(1.0, np.maximum((centre + half) / scale, share))
