"""The usual rules for telling a wait, each one number from what is known at the moment of joining.

    naive   people ahead * mean service / desks that serve
    les     the wait of the last one called who had to wait ("last to enter service")
    hol     how long the first in line has waited ("head of line")
    pace    people ahead / calls a second in the last 10 minutes, at least one call
    lasso   linear in 21 queue features, L1 penalty chosen on the last fifth of the days (Ang et al., M&SOM 2016)

They say no range of their own. Each is given one, so that they can be compared: quantiles of its past errors, by
eighths of its forecast (split conformal). Ibrahim and Whitt, M&SOM 11 (2009) and POM 20 (2011).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.backtest.scoring import SHARES, Forecasts
from analytics.estimators.features import FEATURES

Floats: TypeAlias = NDArray[np.float64]

EIGHTHS = 8

LASSO_FEATURES = (
    "waiting",
    "ahead",
    "ahead_same",
    "ahead_credited",
    "credited",
    "oldest_s",
    "oldest_same_s",
    "wait_last",
    "wait_last_same",
    "wait_mean5",
    "wait_mean5_same",
    "busy",
    "busy_same",
    "able_busy",
    "idle",
    "idle_able",
    "calls_600",
    "calls_same_600",
    "joins_600",
    "joins_same_600",
    "naive_s",
)
PENALTIES = (0.03, 0.1, 0.3, 1.0, 3.0)
"""Seconds of prediction for one standard deviation of a feature, below which it is left out."""
SWEEPS = 200


def column(rows: Floats, name: str) -> Floats:
    """One feature of all rows."""
    return rows[:, FEATURES.index(name)]


@dataclass(frozen=True, slots=True)
class Past:
    """What a rule may learn from: rows (n, F), waits (n,), the working day of each and the mean service, in seconds."""

    rows: Floats
    waited_s: Floats
    day: NDArray[np.int64]
    mean_service_s: float


Rule: TypeAlias = Callable[[Floats], Floats]


def rules(past: Past) -> dict[str, Rule]:
    """The rules by name, as they stand after the days of `past`."""
    return {
        "naive": lambda rows: column(rows, "ahead") * past.mean_service_s / np.maximum(column(rows, "busy"), 1),
        "les": lambda rows: column(rows, "wait_last"),
        "hol": lambda rows: column(rows, "oldest_s"),
        "pace": lambda rows: 600 * column(rows, "ahead") / np.maximum(column(rows, "calls_600"), 1),
        "lasso": lasso(past),
    }


def with_ranges(rule: Rule, past: Past) -> Callable[[Floats], Forecasts]:
    """The rule with quantiles of its past errors."""
    said = rule(past.rows)
    cuts = np.unique(np.quantile(said, np.arange(1, EIGHTHS) / EIGHTHS))
    part = np.searchsorted(cuts, said, side="right")
    errors = past.waited_s - said
    table = np.array(
        [np.quantile(errors[part == k] if (part == k).any() else errors, SHARES) for k in range(len(cuts) + 1)]
    )

    def forecast(rows: Floats) -> Forecasts:
        likely = rule(rows)
        moved = likely[:, None] + table[np.searchsorted(cuts, likely, side="right")]
        return Forecasts(likely, np.maximum(moved, 0.0))

    return forecast


def lasso(past: Past) -> Rule:
    """The penalty is the best on the last fifth of the days; then all days are learned from."""
    chosen = [FEATURES.index(name) for name in LASSO_FEATURES]
    rows, waits = past.rows[:, chosen], past.waited_s
    days = np.unique(past.day)
    held = np.isin(past.day, days[-max(1, len(days) // 5) :])
    best = PENALTIES[0]
    if held.any() and not held.all():
        errors = []
        for penalty in PENALTIES:
            found = _lasso(rows[~held], waits[~held], penalty)
            errors.append(float(np.abs(waits[held] - found(rows[held])).mean()))
        best = PENALTIES[int(np.argmin(errors))]
    rule = _lasso(rows, waits, best)
    return lambda all_rows: rule(all_rows[:, chosen])


def _lasso(rows: Floats, waits_s: Floats, penalty_s: float) -> Rule:
    """Coordinate descent on (1 / 2n) |y - Xb|² + penalty |b|, X standardised (Friedman et al., J. Stat. Softw. 33)."""
    centre, scale = rows.mean(0), np.maximum(rows.std(0), 1e-9)
    x, middle = (rows - centre) / scale, float(waits_s.mean())
    gram, target = x.T @ x / len(x), x.T @ (waits_s - middle) / len(x)
    weight = np.zeros(rows.shape[1])
    for _ in range(SWEEPS):
        before = weight.copy()
        for j in range(len(weight)):
            rest = target[j] - gram[j] @ weight + gram[j, j] * weight[j]
            weight[j] = np.sign(rest) * max(abs(rest) - penalty_s, 0.0) / max(gram[j, j], 1e-9)
        if float(np.abs(weight - before).max()) < 1e-4:
            break
    return lambda asked: np.maximum(middle + (asked - centre) / scale @ weight, 0.0)
