"""Solves a week's program in small steps: the same program has the same plan on a fast machine and on a slow one.

A week in one piece takes branch and bound minutes, and a limit of time lets the machine's speed choose the plan. So:

1. The linear relaxation of the whole week: a lower bound, and a first idea of who works how long on which day.
2. Relax and fix (Wolsey 1998, 12.5): the days one after another, each whole numbers, the days before it as they were
   fixed, the days after it as fractions of the shifts that the relaxation used, which keep hours back for them.
3. Fix and optimise: two days are free and the others fixed, then the weeks of a few managers, as long as the bound is
   further than `GAP` away and a round brings something.

Each step is relaxed first. Its relaxation's prices leave a few promising shifts for each manager and day (`WIDTH`), and
only among these are whole numbers sought: managers alike then no longer stand in each other's way, for each keeps
others of the shifts that cost the same. What bounds the work is counted in steps, shifts and nodes. `EMERGENCY_S`, for
the whole plan, is for a machine that hangs: days left over then get shifts greedily, and the plan says `hurried`.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.simulation.day import Times

GAP = 0.04
"""Nearer to the bound nothing is sought: what visitors bring is less certain than that."""

STEP_GAP = 0.005
MOST_NODES = 1
"""More of them find no better plan, only a better proof."""

WIDTH = 72
"""Shifts among which a step chooses whole numbers, besides those that its relaxation uses."""

FEWEST = 3
"""Shifts kept for each manager and day, however many there are."""

PEOPLE = 4
"""Managers whose weeks are planned anew together."""

ROUNDS = 2
PATIENCE = 6
"""Steps without a better plan after which it is left as it is."""

EMERGENCY_S = 120.0
TIME_RAN_OUT = 1
"""SciPy's word for it; a limit of nodes has another."""

LEAST_GAIN = 1e-6
SPREAD = 0.6180339887498949
"""The golden ratio's fraction: its multiples order equals differently for everybody."""

Mask = NDArray[np.bool_]
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Matrix:
    """minimise costs · x subject to low <= cells x <= high, 0 <= x.

    The first `len(day_of)` variables are choices, 0 or 1, each of one day and one person; the rest are what is missing,
    never short of it: any choices that keep `high` have a solution.
    """

    costs: Times
    cells: Any
    low: Times
    high: Times
    day_of: NDArray[np.int64]
    person_of: NDArray[np.int64]

    @property
    def choices(self) -> int:
        """How many of the variables are choices."""
        return len(self.day_of)

    def values(self) -> Mask:
        """(N,) which variables are what is missing."""
        return np.arange(len(self.costs)) >= self.choices

    def of_days(self, days: Sequence[int]) -> Mask:
        """(N,) which variables are choices of these days."""
        return self._padded(np.isin(self.day_of, list(days)))

    def of_people(self, people: Sequence[int]) -> Mask:
        """(N,) which variables are choices of these people."""
        return self._padded(np.isin(self.person_of, list(people)))

    def _padded(self, choices: Mask) -> Mask:
        return np.concatenate([choices, np.zeros(len(self.costs) - self.choices, dtype=np.bool_)])


@dataclass(frozen=True, slots=True)
class Solution:
    """`x` (N,) and what it costs; `bound`: no plan costs less, None where it is not known; `hurried`: time ran out."""

    x: Times
    cost: float
    bound: float | None
    hurried: bool = False

    @property
    def near(self) -> bool:
        """Whether it is within `GAP` of the bound."""
        return self.bound is not None and self.cost <= self.bound + GAP * abs(self.bound)

    @property
    def above_bound_share(self) -> float | None:
        """By how much it costs more than the bound; None where that is not known."""
        if self.bound is None:
            return None
        return max(0.0, self.cost / self.bound - 1.0) if self.bound > 0 else 0.0


def solve(
    matrix: Matrix, order: Sequence[int], *, limit_s: float = EMERGENCY_S, clock: Clock = time.monotonic
) -> Solution:
    """A plan for the days, fixed in the `order` given: what is hardest to cover should stand first.

    There is always one: after `limit_s` of the `clock` the best so far, its rest filled greedily.
    """
    search = _Search(matrix, clock, clock() + limit_s)
    x = search.fixed_in_turn(order)
    return search.improved(x, order)


class _Search:
    """One program being solved; `hurried` once a step was stopped or left out."""

    def __init__(self, matrix: Matrix, clock: Clock, until: float) -> None:
        self._matrix = matrix
        self._clock = clock
        self._until = until
        self._missing = matrix.values()
        self._bound: float | None = None
        self._hurried = False

    def fixed_in_turn(self, order: Sequence[int]) -> Times:
        """(N,) the days one after another."""
        matrix, x = self._matrix, np.zeros(len(self._matrix.costs))
        relaxed = self._relaxed(np.ones(len(x), np.bool_), x)
        used = np.zeros(len(x), np.bool_)
        if relaxed is not None:
            self._bound, used = float(matrix.costs @ relaxed[0]), relaxed[0] > LEAST_GAIN
        for place, day in enumerate(order):
            whole = matrix.of_days((day,))
            found = self._step(x, whole, matrix.of_days(order[place + 1 :]) & used)
            x = greedily(matrix, x, whole) if found is None else found
        return x

    def improved(self, x: Times, order: Sequence[int]) -> Solution:
        """Parts of the plan made anew around the rest, wherever that costs less."""
        cost, in_vain = float(self._matrix.costs @ x), 0
        for free in list(_parts(self._matrix, order)) * ROUNDS:
            if Solution(x, cost, self._bound).near or in_vain == PATIENCE:
                break
            found = self._step(x, free, np.zeros_like(free))
            in_vain += 1
            if found is not None and (less := float(self._matrix.costs @ found)) < cost - LEAST_GAIN:
                x, cost, in_vain = found, less, 0
        return Solution(x, cost, self._bound, self._hurried)

    def _step(self, x: Times, whole: Mask, fractions: Mask) -> Times | None:
        """(N,) `x` with the `whole` anew, the `fractions` only to keep room; None where nothing was found in time."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        matrix, free = self._matrix, whole | fractions | self._missing
        if not whole.any():
            return completed(matrix, x)
        relaxed = self._relaxed(free, x)
        if relaxed is None or self._ran_out():
            return None
        free &= ~whole | self._promising(*relaxed, whole) | (x > 0.5)
        others = matrix.cells[:, ~free] @ x[~free]
        found = milp(
            matrix.costs[free],
            integrality=whole[free].astype(int),
            bounds=Bounds(0, np.where(self._missing, np.inf, 1.0)[free]),
            constraints=LinearConstraint(matrix.cells[:, free], matrix.low - others, matrix.high - others),
            options={"mip_rel_gap": STEP_GAP, "node_limit": MOST_NODES, "time_limit": self._left_s()},
        )
        self._hurried |= bool(found.status == TIME_RAN_OUT)
        if found.x is None:
            return None
        answer = np.where(whole, 0.0, x)
        answer[free & whole] = np.round(found.x[whole[free]])
        return completed(matrix, answer)

    def _relaxed(self, free: Mask, x: Times) -> tuple[Times, Times] | None:
        """(N,) the best fractions of the `free`, the others as in `x`, and what each would add to the cost."""
        from scipy.optimize import linprog
        from scipy.sparse import vstack

        if self._ran_out():
            return None
        matrix = self._matrix
        others = matrix.cells[:, ~free] @ x[~free]
        least, most = np.isfinite(matrix.low), np.isfinite(matrix.high)
        cells = matrix.cells[:, free].tocsr()
        rows: Any = vstack([-cells[least], cells[most]]).tocsc()
        limits = np.concatenate([(others - matrix.low)[least], (matrix.high - others)[most]])
        bounds: Any = [(0.0, None if missing else 1.0) for missing in self._missing[free]]
        found = linprog(
            matrix.costs[free],
            A_ub=rows,
            b_ub=limits,
            bounds=bounds,
            method="highs",
            options={"time_limit": self._left_s()},
        )
        if found.status != 0:
            self._hurried |= bool(found.status == TIME_RAN_OUT)
            return None
        values, reduced = x.copy(), np.zeros_like(x)
        values[free] = found.x
        reduced[free] = matrix.costs[free] - rows.T @ found.ineqlin.marginals
        return values, reduced

    def _promising(self, values: Times, reduced: Times, whole: Mask) -> Mask:
        """(N,) of the `whole` those that the relaxation uses, and for each manager and day the next cheapest."""
        columns = np.flatnonzero(whole)
        matrix = self._matrix
        group = matrix.person_of[columns] * (matrix.day_of.max() + 1) + matrix.day_of[columns]
        order = np.lexsort((columns * SPREAD % 1.0, np.round(reduced[columns], 6), group))
        begins = np.flatnonzero(np.diff(group[order], prepend=-1))
        rank = np.arange(len(order)) - np.repeat(begins, np.diff(begins, append=len(order)))
        chosen = values > LEAST_GAIN
        chosen[columns[order[rank < max(FEWEST, WIDTH // max(len(begins), 1))]]] = True
        return chosen & whole

    def _left_s(self) -> float:
        return max(0.0, self._until - self._clock())

    def _ran_out(self) -> bool:
        self._hurried |= self._left_s() <= 0
        return self._hurried


def completed(matrix: Matrix, x: Times) -> Times:
    """(N,) the choices of `x` with what is missing beside them."""
    count = matrix.choices
    short = np.maximum(matrix.low - matrix.cells[:, :count] @ x[:count], 0.0)
    return np.concatenate([x[:count], matrix.cells[:, count:].T @ short])


def greedily(matrix: Matrix, x: Times, free: Mask) -> Times:
    """(N,) `x` with choices of the `free` added one by one, each the one that saves most, as long as one saves."""
    count = matrix.choices
    cells = matrix.cells[:, :count].tocoo()
    price = matrix.cells[:, count:] @ matrix.costs[count:]
    answer = np.where(free, 0.0, x)
    while True:
        there = matrix.cells[:, :count] @ answer[:count]
        short = np.maximum(matrix.low - there, 0.0)
        saved = np.bincount(cells.col, (price[cells.row] * np.minimum(cells.data, short[cells.row])), minlength=count)
        over = np.bincount(cells.col, cells.data > (matrix.high - there)[cells.row] + LEAST_GAIN, minlength=count)
        gain = np.where(free[:count] & (answer[:count] < 0.5) & (over == 0), saved - matrix.costs[:count], 0.0)
        best = int(gain.argmax())
        if gain[best] <= LEAST_GAIN:
            return completed(matrix, answer)
        answer[best] = 1.0


def _parts(matrix: Matrix, order: Sequence[int]) -> Iterator[Mask]:
    """The days fixed first with those fixed last, which got the hours that remained; neighbours; weeks of a few."""
    half = len(order) // 2
    yield from (matrix.of_days((order[place], order[-1 - place])) for place in range(half))
    if len(order) > 2:
        yield from (matrix.of_days(pair) for pair in pairwise([*sorted(order), min(order)]))
    people = np.unique(matrix.person_of)
    groups = -(-len(people) // PEOPLE)
    yield from (matrix.of_people(people[number::groups].tolist()) for number in range(groups))
