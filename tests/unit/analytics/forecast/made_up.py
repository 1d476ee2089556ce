"""Made-up histories: an office whose weekdays, half-hours and topics are known, with gamma days."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate

import numpy as np

from analytics.forecast.history import ArrivalHistory

FIRST = date(2026, 1, 5)
"""A Monday."""

WEEKDAY = np.array([300.0, 280.0, 260.0, 270.0, 310.0, 120.0, 0.0])
TOPICS = ("billing", "contract", "meters")
MIX = np.array([0.5, 0.2, 0.3])


def half_hours() -> np.ndarray:
    """(48,) two peaks from nine to six."""
    at = np.arange(48)
    found = np.exp(-((at - 21) ** 2) / 18) + 0.7 * np.exp(-((at - 30) ** 2) / 24)
    found[(at < 18) | (at >= 36)] = 0
    return np.asarray(found / found.sum())


def history(
    days: int,
    *,
    seed: int = 0,
    variation: float = 0.15,
    volume: Callable[[date], float] = lambda day: 1.0,
    mix: np.ndarray | None = None,
) -> ArrivalHistory:
    """`days` days; `volume` multiplies a day's expected number, `mix` is that of each day (days, 3)."""
    chance = np.random.default_rng(seed)
    counts = np.zeros((days, 48, 3))
    for number in range(days):
        day = FIRST + timedelta(number)
        factor = chance.gamma(1 / variation**2, variation**2) if variation else 1.0
        mean = (
            WEEKDAY[day.weekday()]
            * volume(day)
            * factor
            * half_hours()[:, None]
            * (MIX if mix is None else mix[number])
        )
        counts[number] = chance.poisson(mean)
    return ArrivalHistory(FIRST, TOPICS, counts)


def moving_mix(days: int, seed: int, step: float, back: float = 1.0, noise: float = 0.0) -> np.ndarray:
    """(days, 3) parts whose logarithms walk by `step` a day and keep the share `back` of where they were; on each day
    they lie `noise` about that.
    """
    chance = np.random.default_rng(seed)
    steps = chance.normal(0, step, (days, len(MIX)))
    level = np.array(list(accumulate(steps, lambda level, one: back * level + one)))
    parts = MIX * np.exp(level + chance.normal(0, noise, (days, len(MIX))))
    return np.asarray(parts / parts.sum(axis=1, keepdims=True))
