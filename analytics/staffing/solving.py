"""Solves a week's program: relaxed, then in whole numbers among the shifts that its prices leave; and how good that is.

1. The linear relaxation of the week says what each shift would add to the cost (its reduced cost) and is a bound.
2. Whole numbers are sought among the shifts that add least, as many for everybody and each day as `WIDTH` allows (in a
   small office all), by branch and bound that ends at its root: HiGHS's cuts and its own heuristics do all there.
3. No plan costs less than what branch and bound proved of the shifts that it had; nor, with any other shift, than the
   relaxation and what that shift adds. The lesser of the two is the bound.

What bounds the work is counted in shifts and nodes: the same program has the same plan on a fast machine and on a slow
one. `EMERGENCY_S` is for a machine that hangs: shifts are then given greedily, and the plan says `hurried`.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.simulation.day import Times

GAP = 0.01
"""Nearer to the bound nothing is sought: what visitors bring is less certain than that."""

MOST_NODES = 1
"""More of them find no better plan, only a better proof."""

WIDTH = 130_000
"""Shifts among which whole numbers are sought, times groups of them: with more people fewer are kept for each, for the
rows grow as well. Those that the relaxation uses are kept besides."""

FEWEST = 3
"""Shifts kept for everybody and each day, however many there are."""

EMERGENCY_S = 120.0
TIME_RAN_OUT = 1
"""SciPy's word for it; a limit of nodes has another."""

LEAST_GAIN = 1e-6

Mask = NDArray[np.bool_]
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Matrix:
    """minimise costs · x subject to low <= cells x <= high, 0 <= x <= most, whole numbers where `whole`.

    The first `len(group_of)` variables are shifts, how often each is given, each of one group: somebody (or several
    alike) and a day. The last `missing` are what is missing, never short of it. Those between are bookkeeping that
    makes the relaxation tighter, costs nothing, and rules out nothing that whole plans may do.
    """

    costs: Times
    cells: Any
    low: Times
    high: Times
    most: Times
    group_of: NDArray[np.int64]
    missing: int

    @property
    def choices(self) -> int:
        """How many of the variables are shifts."""
        return len(self.group_of)

    @property
    def price(self) -> Times:
        """(rows,) what each of it costs that is missing."""
        first = len(self.costs) - self.missing
        return np.asarray(self.cells[:, first:] @ self.costs[first:])

    @property
    def whole(self) -> Mask:
        """(N,) which variables are whole numbers: all but what is missing."""
        return np.arange(len(self.costs)) < len(self.costs) - self.missing


@dataclass(frozen=True, slots=True)
class Solution:
    """`x` (choices,) how often each shift is given, and what that costs with what is missing.

    `bound`: no plan costs less, None where it is not known. `hurried`: time ran out.
    """

    x: Times
    cost: float
    bound: float | None
    hurried: bool = False


def solve(matrix: Matrix, *, limit_s: float = EMERGENCY_S, clock: Clock = time.monotonic) -> Solution:
    """The best plan found. There always is one: after `limit_s` of the `clock` shifts are given greedily."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    until = clock() + limit_s
    relaxed = _relaxed(matrix, limit_s)
    left_s = until - clock()
    if relaxed is None or left_s <= 0:
        x = greedily(matrix)
        return Solution(x, cost_of(matrix, x), None if relaxed is None else relaxed[0], hurried=True)
    bound, values, reduced = relaxed
    kept = _promising(matrix, values, reduced)
    found = milp(
        matrix.costs[kept],
        integrality=matrix.whole[kept].astype(int),
        bounds=Bounds(0, matrix.most[kept]),
        constraints=LinearConstraint(matrix.cells[:, kept], matrix.low, matrix.high),
        options={"mip_rel_gap": GAP, "node_limit": MOST_NODES, "time_limit": left_s},
    )
    if found.mip_dual_bound is not None:
        others = bound + max(0.0, float(reduced[~kept].min(initial=np.inf)))
        bound = max(bound, min(float(found.mip_dual_bound), others))
    plans = [] if found.x is None else [_rounded(matrix, kept, found.x)]
    hurried = found.status == TIME_RAN_OUT
    if hurried or not plans:
        plans.append(greedily(matrix))
    x = min(plans, key=lambda one: cost_of(matrix, one))
    return Solution(x, cost_of(matrix, x), bound, bool(hurried))


def cost_of(matrix: Matrix, x: Times) -> float:
    """What shifts (choices,) cost, with what is missing beside them."""
    short = np.maximum(matrix.low - matrix.cells[:, : matrix.choices] @ x, 0.0)
    return float(matrix.costs[: matrix.choices] @ x + matrix.price @ short)


def greedily(matrix: Matrix) -> Times:
    """(choices,) shifts given one by one, each the one that saves most, as long as one saves."""
    count, missing = matrix.choices, matrix.missing
    cells = matrix.cells[:, :count].tocoo()
    price = matrix.price
    tied = abs(matrix.cells[:, count : len(matrix.costs) - missing]).sum(axis=1) > 0
    high = np.where(tied, np.inf, matrix.high)
    x = np.zeros(count)
    while True:
        there = matrix.cells[:, :count] @ x
        short = np.maximum(matrix.low - there, 0.0)
        saved = np.bincount(cells.col, (price[cells.row] * np.minimum(cells.data, short[cells.row])), minlength=count)
        over = np.bincount(cells.col, cells.data > (high - there)[cells.row] + LEAST_GAIN, minlength=count)
        gain = np.where((x < matrix.most[:count] - 0.5) & (over == 0), saved - matrix.costs[:count], 0.0)
        best = int(gain.argmax())
        if gain[best] <= LEAST_GAIN:
            return x
        x[best] += 1.0


def _rounded(matrix: Matrix, kept: Mask, found: Times) -> Times:
    x = np.zeros(len(matrix.costs))
    x[kept] = found
    return np.asarray(np.round(x[: matrix.choices]))


def _relaxed(matrix: Matrix, limit_s: float) -> tuple[float, Times, Times] | None:
    """The least cost in fractions, those (N,), and what each variable would add (N,); None where time ran out."""
    from scipy.optimize import linprog
    from scipy.sparse import vstack

    if limit_s <= 0:
        return None
    least, most = np.isfinite(matrix.low), np.isfinite(matrix.high)
    cells = matrix.cells.tocsr()
    rows: Any = vstack([-cells[least], cells[most]]).tocsc()
    bounds: Any = np.stack([np.zeros(len(matrix.most)), matrix.most], axis=1)
    found: Any = linprog(
        matrix.costs,
        A_ub=rows,
        b_ub=np.concatenate([-matrix.low[least], matrix.high[most]]),
        bounds=bounds,
        method="highs",
        options={"time_limit": limit_s},
    )
    if found.status != 0:
        return None
    return float(found.fun), found.x, matrix.costs - rows.T @ found.ineqlin.marginals


def _promising(matrix: Matrix, values: Times, reduced: Times) -> Mask:
    """(N,) all but shifts that the relaxation does not use and that add more than others of their group."""
    count = matrix.choices
    order = np.lexsort((reduced[:count], matrix.group_of))
    begins = np.flatnonzero(np.diff(matrix.group_of[order], prepend=-1))
    rank = np.arange(count) - np.repeat(begins, np.diff(begins, append=count))
    kept = np.ones(len(matrix.costs), np.bool_)
    kept[order] = rank < max(FEWEST, WIDTH // max(len(begins), 1) ** 2)
    return kept | (values > LEAST_GAIN)
