"""The figures by which predictors of waits are compared.

With waits y_i, likely values p_i and predicted quantiles q_i(tau), means over the n visits:

    mae_s               |y - p|
    pinball_50_s        check loss of q(0.5):  max(tau (y - q), (tau - 1) (y - q))
    pinball_90_s        check loss of q(0.9)
    coverage_80_share   q(0.1) <= y <= q(0.9)
    width_80_s          q(0.9) - q(0.1)
    short_200_share     y > p + 200 s: told much too short
    upper_short_share   y > q(0.8): the upper value was not enough
    breach_auc_share    of two visits, one above the limit and one not, the share in which the chance told of the first
                        was the greater (ties: half); the area under the ROC curve by Mann and Whitney's U
    breach_brier        (chance told - [y > limit])²

The chance to pass the limit is read off the quantiles (`estimators.chance`). The check loss of tau is least for the
true tau-quantile (Koenker and Bassett, 1978). Seconds; shares in [0, 1].
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.chance import chance_above

Floats: TypeAlias = NDArray[np.float64]

SHARES = (0.1, 0.5, 0.8, 0.9)
LOW, MEDIAN, UPPER, HIGH = range(4)
MUCH_TOO_SHORT_S = 200.0
LIMIT_S = 900.0
"""The standard of a walk-in."""


@dataclass(frozen=True, slots=True)
class Forecasts:
    """What one predictor said of n visits: a likely value (n,) and the quantiles SHARES (n, 4), in seconds."""

    likely_s: Floats
    quantiles_s: Floats


def scores(waited_s: Floats, said: Forecasts, limit_s: float = LIMIT_S) -> dict[str, float | None]:
    """The figures named above; all None where there are no visits. `limit_s`: whose passing is a breach."""
    if not len(waited_s):
        return dict.fromkeys(SCORES)
    chance, above = chance_above(said.quantiles_s, limit_s), waited_s > limit_s
    quantiles = said.quantiles_s
    within = covered(waited_s, said)
    return {
        "mae_s": float(np.abs(waited_s - said.likely_s).mean()),
        "pinball_50_s": pinball(waited_s, quantiles[:, MEDIAN], 0.5),
        "pinball_90_s": pinball(waited_s, quantiles[:, HIGH], 0.9),
        "coverage_80_share": float(within.mean()),
        "width_80_s": float((quantiles[:, HIGH] - quantiles[:, LOW]).mean()),
        "short_200_share": float((waited_s > said.likely_s + MUCH_TOO_SHORT_S).mean()),
        "upper_short_share": float((waited_s > quantiles[:, UPPER]).mean()),
        "breach_auc_share": area_under_curve(chance, above),
        "breach_brier": float(((chance - above) ** 2).mean()),
    }


SCORES = (
    "mae_s",
    "pinball_50_s",
    "pinball_90_s",
    "coverage_80_share",
    "width_80_s",
    "short_200_share",
    "upper_short_share",
    "breach_auc_share",
    "breach_brier",
)


def covered(waited_s: Floats, said: Forecasts) -> NDArray[np.bool_]:
    """Which waits lay within the range."""
    low, high = said.quantiles_s[:, LOW], said.quantiles_s[:, HIGH]
    return np.asarray((waited_s >= low) & (waited_s <= high), dtype=np.bool_)


def area_under_curve(chance: Floats, happened: NDArray[np.bool_]) -> float | None:
    """How well `chance` (n,) tells those apart to whom it happened: 0.5 as by lot, 1 wholly. None without both kinds.

    >>> area_under_curve(np.array([0.9, 0.4, 0.4, 0.1]), np.array([True, True, False, False]))
    0.875
    """
    count = int(happened.sum())
    others = len(happened) - count
    if not count or not others:
        return None
    from scipy.stats import rankdata  # here: no start waits for it (docs/adr/0121)

    ranks = rankdata(chance)[happened].sum()
    return float((ranks - count * (count + 1) / 2) / (count * others))


def pinball(waited_s: Floats, quantile_s: Floats, share: float) -> float:
    """Mean check loss, in seconds.

    >>> pinball(np.array([10.0, 20.0]), np.array([14.0, 14.0]), 0.9)  # (0.1 * 4 + 0.9 * 6) / 2
    2.9
    """
    error = waited_s - quantile_s
    return round(float(np.maximum(share * error, (share - 1) * error).mean()), 9)
