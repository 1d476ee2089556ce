"""Runs drawn visitors through the shifts: which kernel, in which form.

Where the places of all visitors rise with their arrival and no skill is worse than another, the order of calls is the
order of arrival and the quicker kernel gives the same calls.
"""

from enum import StrEnum

import numpy as np

from analytics.simulation import lockstep, loops
from analytics.simulation.compiled import available, compiled
from analytics.simulation.day import Calls, Shifts, Ties, Visitors, no_ties


class Form(StrEnum):
    """How the kernels run: compiled, or all replications in step by NumPy. The calls are the same."""

    COMPILED = "compiled"
    NUMPY = "numpy"


def form() -> Form:
    """The quicker form that is installed here."""
    return Form.COMPILED if available() else Form.NUMPY


def run(shifts: Shifts, visitors: Visitors, by: Form | None = None, ties: Ties | None = None) -> Calls:
    """Who is called when, and by which shift."""
    calls = Calls(np.empty(visitors.shape), np.empty(visitors.shape, np.int64))
    arrivals_order = ties is None and in_order(shifts, visitors)
    if (by or form()) is Form.NUMPY:
        calls.called_ms[:], calls.by[:] = np.inf, -1
        if arrivals_order:
            lockstep.in_order(shifts, visitors, calls)
        else:
            lockstep.by_place(shifts, visitors, calls, ties)
        return calls
    if arrivals_order and shifts.alike():
        mine = (visitors.arrival_ms, visitors.walk_ms, visitors.service_ms, visitors.patience_ms)
        compiled(loops.alike)(*mine, shifts.speed, shifts.free_ms, calls.called_ms, calls.by)
        return calls
    parts = (visitors.walk_ms, visitors.service_ms, visitors.patience_ms, shifts.penalty_ms, shifts.speed)
    rest = (shifts.free_ms, shifts.closes_ms, shifts.breaks_at_ms, shifts.breaks_ms)
    found = (calls.called_ms, calls.by)
    if arrivals_order:
        compiled(loops.in_order)(visitors.arrival_ms, visitors.line, *parts, *rest, *found)
        return calls
    tied = ties or no_ties(shifts, visitors)
    carries = np.array([float(tied.carries)])
    tying = (tied.turns_ms, tied.turned_ms, tied.then, tied.brings, tied.until_ms, carries)
    compiled(loops.by_place)(
        visitors.arrival_ms, visitors.line, visitors.place_ms, *parts, *rest, shifts.follows(), *tying, *found
    )
    return calls


def in_order(shifts: Shifts, visitors: Visitors) -> bool:
    """Whether everybody is called in order of arrival."""
    if not shifts.in_order_of_arrival():
        return False
    if visitors.place_ms is visitors.arrival_ms:
        return True
    before, after = visitors.place_ms[:, :-1], visitors.place_ms[:, 1:]
    return not np.any((after < before) & visitors.came()[:, 1:])
