"""How sure a share is, given how many visits it was counted on."""

from math import sqrt

Z_95 = 1.959963984540054
"""The normal distribution's 97.5 % point: intervals that hold in 95 of 100 cases."""


def wilson(part: int, whole: int) -> tuple[float, float] | None:
    """The 95 % score interval of the share `part / whole`; None where there is nothing to share.

        centre = (p + z²/2n) / (1 + z²/n),  half = z · √(p(1−p)/n + z²/4n²) / (1 + z²/n)

    Wilson's and not the textbook's p ± z·√(p(1−p)/n), because service levels lie near 1 and desks' days are small:
    there the textbook's interval leaves [0, 1], has no width at 100 %, and covers far less than it says (Wilson 1927;
    Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", 2001).

    >>> [round(bound, 4) for bound in wilson(95, 100)]
    [0.8882, 0.9785]
    >>> [round(bound, 4) for bound in wilson(10, 10)]
    [0.7225, 1.0]
    >>> wilson(0, 0) is None
    True
    """
    if whole == 0:
        return None
    share, square = part / whole, Z_95 * Z_95
    centre = share + square / (2 * whole)
    half = Z_95 * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    scale = 1 + square / whole
    return max(0.0, min((centre - half) / scale, share)), min(1.0, max((centre + half) / scale, share))
