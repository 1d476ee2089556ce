"""The search for desks: where one is missing most, and which is missed least.

It begins with a guess, adds a desk of the best kind where most visitors break the standard, and takes away, one after
another, the desk that is missed least: what the goal leaves is spent evenly over the day, and no half-hour is starved
for the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from analytics.simulation.day import Times
from analytics.staffing.pools import MOST_DESKS, Counts, Kind
from analytics.staffing.trying import Outcome, Trial

SLACK = 0.05
"""By how much a single half-hour may fall short of the goal that the day keeps."""

MOST_ROUNDS = 40


@dataclass(frozen=True, slots=True)
class _Judged:
    """Desks on the search's days: whether the goal is kept, in the day and in each half-hour; visitors within the
    standard, and how many of them the goal wants.
    """

    kept: bool
    harm: float
    met: float
    wanted: float


class Search:
    """For `goal`, passed by `margin`, with at most `seats` desks at once. `desks` is what was found so far;
    `exhausted`: it does not keep the goal, and all that help are open.
    """

    def __init__(
        self, trial: Trial, kinds: Sequence[Kind], guess: Counts, goal: float, margin: float, seats: int = MOST_DESKS
    ) -> None:
        self._trial, self._kinds, self._goal = trial, kinds, goal
        self._most, self._seats = np.array([kind.most for kind in kinds])[:, None], seats
        self.desks: Counts = np.minimum(guess, self._most)
        self.margin = margin
        self.exhausted = False
        self._fit()

    def grow(self, share: float = 0.25) -> None:
        """Adds a desk in this share of the half-hours, the worst (0: in the worst alone), until the goal is kept or all
        are open.
        """
        for _ in range(MOST_ROUNDS):
            found = self._trial.keep(self.desks)
            level, half_hours = found.met.sum() / max(found.judged.sum(), 1), found.shares()
            short = (half_hours < self._goal - SLACK) & (found.judged > 0)
            if level >= self._goal + self.margin and not short.any():
                return
            if level < self._goal + self.margin:
                short |= half_hours <= np.quantile(half_hours, share)
            if not self._add(short, self._trial.missed()):
                break
        self.exhausted = True

    def open_more(self, short: NDArray[np.bool_]) -> None:
        """Adds a desk in each of these (H,) half-hours."""
        self._trial.keep(self.desks)
        self._add(short, self._trial.missed())

    def trim(self) -> None:
        """Takes away the desk that is missed least, as long as the goal is kept without it.

        Missed is told as `_harm` does. What a removal costs grows with every other one: so of the removals in order of
        what they cost when last tried only the first is tried again (Minoux 1978), and none that the goal could not
        afford even at that.
        """
        now = self._judged(self._trial.keep(self.desks))
        tried = [
            (found.harm - now.harm, now.met - found.met, half_hour, kind)
            for kind, half_hour in np.argwhere(self.desks > 0).tolist()
            for found in [self._judged(self._trial.without(kind, half_hour))]
            if found.kept
        ]
        heapify(tried)
        while tried:
            _, lost, half_hour, kind = heappop(tried)
            if now.met - lost < now.wanted:
                continue
            found = self._judged(self._trial.without(kind, half_hour))
            if not found.kept:
                continue
            cost, lost = found.harm - now.harm, now.met - found.met
            if tried and cost > tried[0][0]:
                heappush(tried, (cost, lost, half_hour, kind))
                continue
            self.desks[kind, half_hour] -= 1
            found = self._judged(self._trial.keep(self.desks))
            if not found.kept:  # the trial of one desk less is all but exact
                self.desks[kind, half_hour] += 1
                self._trial.keep(self.desks)
                continue
            now = found
            if self.desks[kind, half_hour] > 0:
                heappush(tried, (2 * cost, lost, half_hour, kind))  # the next one there costs more

    def _judged(self, found: Outcome) -> _Judged:
        shares, met, wanted = found.shares(), float(found.met.sum()), (self._goal + self.margin) * found.judged.sum()
        kept = met >= wanted and bool((shares[found.judged > 0] >= self._goal - SLACK).all())
        return _Judged(kept, _harm(shares, found.judged), met, float(wanted))

    def _fit(self) -> None:
        """Of what the office has no desks for, takes away what is missed least."""
        while len(over := np.flatnonzero(self.desks.sum(axis=0) > self._seats)):
            self._trial.keep(self.desks)
            found = {
                kind: self._trial.without(kind, over[0]) for kind in np.flatnonzero(self.desks[:, over[0]]).tolist()
            }
            self.desks[min(found, key=lambda kind: _harm(found[kind].shares(), found[kind].judged)), over[0]] -= 1

    def _add(self, short: NDArray[np.bool_], missed: Times) -> bool:
        """One desk more in each short half-hour and, where the queue came from before, in the one before it."""
        added = False
        for half_hour in np.flatnonzero(short).tolist():
            able = np.array([np.isfinite(kind.penalty_ms) @ missed[half_hour] for kind in self._kinds])
            able = np.where(self._room(half_hour), able, -1.0)
            best = int(able.argmax())
            if able[best] > 0:
                self.desks[best, half_hour] += 1
                added = True
            elif half_hour > 0:
                earlier = np.flatnonzero(self._room(half_hour - 1))
                if len(earlier):
                    self.desks[earlier[0], half_hour - 1] += 1
                    added = True
        return added

    def _room(self, half_hour: int) -> NDArray[np.bool_]:
        """(kinds,) of which one more may be opened."""
        full = self.desks[:, half_hour].sum() >= self._seats
        return (self.desks[:, half_hour] < self._most[:, 0]) & (not full)


def _harm(shares: Times, judged: Times) -> float:
    """Visitors by the square of the share that breaks the standard in their half-hour: two half-hours at nine tenths
    are less harm than one at eight and one at ten.
    """
    return float((judged * (1 - shares) ** 2).sum())
