"""What would lift a territory one place: the value a criterion would need, were it the only one to change. Pure.

    effort   (needed − score) / (100 − score): the part that it takes of the way that is left to the best

The cheapest is the smallest effort. A needed value is one that can be shown: whoever reaches what is written is lifted,
and not only whoever reaches what was rounded to it. A criterion that would not suffice even at its best is not among
them, nor one without a value: entering a figure is not an improvement.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from analytics.ranking.criteria import FULL, Criterion

DECIMALS = 9
"""Of a needed value: what multiplying by a step of 0.001 adds is cut off."""

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
        needed = _least_value(values, criteria, criterion, to_pass, total_of)
        if needed is not None and score < FULL:
            effort = (criterion.score(needed) - score) / (FULL - score)
            found.append(Lift(criterion.id, value, needed, round(effort, 4)))
    weight = {criterion.id: criterion.weight for criterion in criteria}
    return tuple(sorted(found, key=lambda lift: (lift.effort, -weight[lift.criterion], lift.criterion)))


def _least_value(
    values: Mapping[str, float | None],
    criteria: Sequence[Criterion],
    criterion: Criterion,
    to_pass: float,
    total_of: TotalOf,
) -> float | None:
    """The first value as shown, better than the present one, with which the total passes; None where none does."""
    steps, grid = criterion.steps_to_improve(values[criterion.id] or 0.0)

    def needed(step: int) -> float:
        return round(step * grid, DECIMALS)

    def passes(step: int) -> bool:
        total = total_of({**values, criterion.id: needed(step)}, criteria)
        return total is not None and total > to_pass

    if not steps or not passes(steps[-1]):
        return None
    return needed(steps[bisect_left(steps, True, key=passes)])
