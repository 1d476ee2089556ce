"""What territories are ranked by: criteria with a weight and a scale from worst to best.

    score   100 · (value − worst) / (best − worst), kept within 0 and 100
    total   Σ weight · score / Σ weight, over the criteria that have a value

A criterion comes from the queue (`figure`) or is entered by hand or imported. `best` may be above or below `worst`.
"""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

from analytics.reports.values import Message, Name, Number, Unit

Figure: TypeAlias = Literal[
    "service_level", "wait_p90_s", "wait_p95_s", "wait_max_s", "over_30_share", "abandoned_share", "no_show_share",
    "one_desk_share", "idle_waiting_share", "load_spread",
]  # fmt: skip
"""The queue's figures that can be a criterion; `measuring` says what each is."""

UNIT_OF_FIGURE: dict[Figure, Unit] = {
    "service_level": Unit.SHARE,
    "wait_p90_s": Unit.SECONDS,
    "wait_p95_s": Unit.SECONDS,
    "wait_max_s": Unit.SECONDS,
    "over_30_share": Unit.SHARE,
    "abandoned_share": Unit.SHARE,
    "no_show_share": Unit.SHARE,
    "one_desk_share": Unit.SHARE,
    "idle_waiting_share": Unit.SHARE,
    "load_spread": Unit.SHARE,
}
FULL = 100.0
HOUR_S = 3600
GRID: dict[Unit, float] = {Unit.SHARE: 0.001, Unit.SECONDS: 1, Unit.COUNT: 1}
"""How finely values of a unit are shown; others to a tenth. Times beyond an hour are shown to the minute."""
DEFAULT_LEAGUE_ACCOUNTS = 60_000


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the things that count. `figure` is None where the value is entered or imported."""

    id: str
    name: Name | Message
    weight: float
    worst: float
    best: float
    unit: Unit
    figure: Figure | None = None

    def score(self, value: float) -> float:
        """From 0 at the worst to 100 at the best.

        >>> Criterion("x", Name({}, "x"), 1, worst=0.8, best=1.0, unit=Unit.SHARE).score(0.95)
        75.0
        """
        part = (value - self.worst) / (self.best - self.worst)
        return round(FULL * min(max(part, 0.0), 1.0), 9)

    @property
    def grid(self) -> float:
        """The step between two values that people see as different."""
        if self.unit is Unit.SECONDS and max(self.worst, self.best) >= HOUR_S:
            return 60
        return GRID.get(self.unit, 0.1)

    def steps_to_improve(self, value: float) -> tuple[range, float]:
        """Multiples of the grid that look better than `value`, up to the best or just beyond; and the grid.

        >>> level = Criterion("x", Name({}, "x"), 1, worst=0.8, best=1.0, unit=Unit.SHARE)
        >>> steps, grid = level.steps_to_improve(0.9974)
        >>> [round(step * grid, 3) for step in steps]
        [0.998, 0.999, 1.0]
        """
        grid, upwards = self.grid, self.best > self.worst
        shown = round(value / grid)
        best = round(self.best / grid, 6)
        last = math.ceil(best) if upwards else math.floor(best)
        return (range(shown + 1, last + 1) if upwards else range(shown - 1, last - 1, -1)), grid

    def number(self, value: float | None) -> Number:
        """The value in its unit."""
        return Number(value, self.unit)


def _default(
    name: str, weight: float, worst: float, best: float, unit: Unit, figure: Figure | None = None
) -> Criterion:
    return Criterion(name, Message(f"criterion-{name.replace('_', '-')}"), weight, worst, best, unit, figure)


DEFAULT_CRITERIA: tuple[Criterion, ...] = (
    _default("service_level", 20, 0.80, 1.0, Unit.SHARE, "service_level"),
    _default("long_waits", 10, 0.05, 0.0, Unit.SHARE, "over_30_share"),
    _default("longest_waits", 10, 1800, 300, Unit.SECONDS, "wait_p95_s"),
    _default("abandonment", 10, 0.10, 0.0, Unit.SHARE, "abandoned_share"),
    _default("no_shows", 5, 0.10, 0.0, Unit.SHARE, "no_show_share"),
    _default("one_desk", 10, 0.80, 1.0, Unit.SHARE, "one_desk_share"),
    _default("load_balance", 5, 0.40, 0.10, Unit.SHARE, "load_spread"),
    _default("payment_collection", 15, 0.85, 1.0, Unit.SHARE),
    _default("mystery_shopper", 10, 60, 100, Unit.SCORE),
    _default("complaints", 5, 10, 0, Unit.MEAN),
)
"""Ten, where the organisation file names none. The weights add up to 100."""
