"""What a simulated day is made of: shifts of managers, visitors as they come, and who was called when.

All times are milliseconds after one moment of the caller's choice (local midnight, or now), as floats that hold whole
numbers, so that sums are exact; `inf` is never. R replications of a day, N visitors at most, D shifts, L lines.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Times = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shifts:
    """Who serves. A shift is one manager at one desk without leaving it but for breaks.

    `penalty_ms` (L, D): what is added to the place of a line's visitors when this shift looks at them, `inf` where it
    may not call them. `speed` (D,): how long its services take, as a multiple. `free_ms` (R or 1, D): when it can first
    call somebody: its beginning, or in a present state the end of the service that goes on. `closes_ms` (D,): from
    then on it calls nobody. `breaks_at_ms`, `breaks_ms` (D, B): when each break is due, in order, and how long it is,
    `inf` and 0 where there are fewer. A break begins once the shift is free, at or after the moment it is due, and ends
    with the shift at the latest. `after` (D, P): which shifts must be over before this one begins, for they are at its
    desk or its manager's; -1 where there are fewer, none without it.
    """

    penalty_ms: Times
    speed: Times
    free_ms: Times
    closes_ms: Times
    breaks_at_ms: Times
    breaks_ms: Times
    after: Codes | None = None

    @property
    def count(self) -> int:
        """How many shifts."""
        return len(self.closes_ms)

    def in_order_of_arrival(self) -> bool:
        """Whether no skill is worse than another and no shift waits for another, so that the order of arrival may be
        the order of calls.
        """
        able = np.isfinite(self.penalty_ms)
        return not np.any(self.penalty_ms[able]) and not np.any(self.follows() >= 0)

    def follows(self) -> Codes:
        """`after`, (D, 0) where no shift waits for another."""
        nobody = self.after is None or not np.any(self.after >= 0)
        return np.empty((self.count, 0), np.int64) if nobody or self.after is None else self.after

    def alike(self) -> bool:
        """Whether each calls everybody and always: only its speed, and when it begins, are its own."""
        whole = np.isinf(self.breaks_at_ms).all() and np.isinf(self.closes_ms).all() and len(self.penalty_ms)
        return bool(whole and not np.isinf(self.penalty_ms).any())


@dataclass(frozen=True, slots=True)
class Visitors:
    """Who comes, R days of at most N visitors each, every array (R, N), in order of arrival.

    `arrival_ms` is `inf` past a day's last visitor. `line` says who may call them and is ordered in itself: a line's
    visitors are called in order of arrival (one line for each topic and category; those who wait at the beginning of a
    present state come first, in order of place). `place_ms` is the policy's place, smaller is sooner. `walk_ms` runs
    from the call to the beginning of the service, `service_ms` is its length at speed 1; who does not come when called
    has the time until that is noted as `walk_ms` and no service. Who has waited `patience_ms` uncalled leaves.
    """

    arrival_ms: Times
    line: Codes
    place_ms: Times
    walk_ms: Times
    service_ms: Times
    patience_ms: Times

    @property
    def shape(self) -> tuple[int, int]:
        """Replications and visitors at most."""
        replications, count = self.arrival_ms.shape
        return replications, count

    def came(self) -> NDArray[np.bool_]:
        """Which of the (R, N) are visitors and not the rest of a row."""
        return np.isfinite(self.arrival_ms)


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties visitors to shifts and to times, beyond their lines: pins, appointments before their slot, returns.

    A line may *turn*, up to S times: `turns_ms` (L, S) are its stages' lengths from its visitor's joining it (`inf`: it
    stays so), `turned_ms` (S, L, D) its penalties after each. The first stage ends at `until_ms` (L,) at the latest,
    whenever the visitor joins. A line that turns holds one visitor.
    `then` (N,): who joins when the service of this visitor is over, and `brings` (D,) when the shift is first free, as
    columns, -1 for nobody; such columns stand at the end, have no arrival of their own, and may themselves be followed.
    With `carries` their places move on by the time from call to end of every service before, as a promise does.
    At one moment a line turns before anything else happens, and whoever comes back does so before the shift is free.
    """

    turns_ms: Times
    turned_ms: Times
    then: Codes
    brings: Codes
    until_ms: Times
    carries: bool = True


def no_ties(shifts: Shifts, visitors: Visitors) -> Ties:
    """Nobody is tied to anything."""
    lines = len(shifts.penalty_ms)
    nobody = (np.full(visitors.shape[1], -1, np.int64), np.full(shifts.count, -1, np.int64))
    return Ties(np.full((lines, 1), np.inf), shifts.penalty_ms[None], *nobody, np.full(lines, np.inf))


@dataclass(frozen=True, slots=True)
class Calls:
    """What became of the visitors, both (R, N): when each was called (`inf`: never), and by which shift (-1: none)."""

    called_ms: Times
    by: Codes


def no_breaks(shifts: int) -> tuple[Times, Times]:
    """`breaks_at_ms` and `breaks_ms` of shifts without any."""
    return np.full((shifts, 1), np.inf), np.zeros((shifts, 1))
