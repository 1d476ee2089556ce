"""What would lift a territory one place: the value a criterion would need, were it the only one to change. Pure.

    effort   (needed − score) / (100 − score): the part that it takes of the way that is left to the best

The cheapest is the smallest effort. A criterion that would not suffice even at its best is not among them, nor one
without a value: entering a figure is not an improvement.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from analytics.ranking.criteria import FULL, Criterion

STEPS = 10_000
"""Scores are tried to a hundredth of a point."""

TotalOf = Callable[[Mapping[str, float | None], Sequence[Criterion]], float | None]


@dataclass(frozen=True, slots=True)
class Lift:
    """One criterion changed from `value` to `needed` overtakes whoever stands one place higher."""

    criterion: str
    value: float
    needed: float
    effort: float


def lifts(
    values: Mapping[str, float | None], criteria: Sequence[Criterion], to_pass: float, total_of: TotalOf
) -> tuple[Lift, ...]:
    """The single improvements after which the total is above `to_pass`, the cheapest first."""
    found = []
    for criterion in criteria:
        value = values.get(criterion.id)
        if value is None:
            continue
        score = criterion.score(value)
        needed = _least_score(values, criteria, criterion, to_pass, total_of)
        if needed is not None and score < FULL:
            effort = (needed - score) / (FULL - score)
            found.append(Lift(criterion.id, value, criterion.value_at(needed), round(effort, 4)))
    weight = {criterion.id: criterion.weight for criterion in criteria}
    return tuple(sorted(found, key=lambda lift: (lift.effort, -weight[lift.criterion], lift.criterion)))


def _least_score(
    values: Mapping[str, float | None],
    criteria: Sequence[Criterion],
    criterion: Criterion,
    to_pass: float,
    total_of: TotalOf,
) -> float | None:
    """The smallest score, to a hundredth, with which the total passes; None where not even the best does."""

    def passes(step: int) -> bool:
        value = criterion.value_at(FULL * step / STEPS)
        total = total_of({**values, criterion.id: value}, criteria)
        return total is not None and total > to_pass

    if not passes(STEPS):
        return None
    low, high = 0, STEPS
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if passes(middle) else (middle + 1, high)
    return FULL * low / STEPS
