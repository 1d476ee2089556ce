"""How a measured promise is printed: what, against what, the ratio, the goal, and whether it holds here and now."""

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class Figure:
    """One line. `goal` says in words what is promised; `holds` is None where nothing is."""

    name: str
    measured: str
    goal: str = ""
    holds: bool | None = None


def show(figure: Figure) -> None:
    """Print one line, at once: a benchmark may run for a minute after it."""
    mark = {True: "yes", False: "NO", None: ""}[figure.holds]
    print(f"{figure.name:<58} {figure.measured:>34}   {figure.goal:<30} {mark}", flush=True)


def median(values: list[float]) -> float:
    """The middle one: a ratio of medians does not follow one bad second.

    >>> median([3.0, 1.0, 2.0])
    2.0
    """
    return sorted(values)[len(values) // 2]


def share_of(values: list[float], share: float) -> float:
    """The smallest value that at least `share` of `values` does not exceed.

    >>> share_of([1.0, 2.0, 3.0, 4.0], 0.5), share_of([1.0, 2.0, 3.0, 4.0], 0.99)
    (2.0, 4.0)
    """
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]
