"""The kernels by NumPy alone: all replications take their next step together. The same calls as `loops`, to the bit.

`in_order` takes N steps over (R, D); `by_place` one step an event of the longest day, over (R, D) and (R, L).
"""

import numpy as np
from numpy.typing import NDArray

from analytics.simulation.day import Calls, Codes, Shifts, Ties, Times, Visitors, no_ties
from analytics.simulation.waiting_lines import NOBODY, WaitingLines


class _Breaks:
    """Which break of each shift is due next, in each replication."""

    def __init__(self, shifts: Shifts, replications: int) -> None:
        last = np.full((shifts.count, 1), np.inf)
        self._at = np.hstack([shifts.breaks_at_ms, last])
        self._length = np.hstack([shifts.breaks_ms, np.zeros((shifts.count, 1))])
        self._taken = np.zeros((replications, shifts.count), np.int64)
        self.due = np.repeat(self._at[None, :, 0], replications, axis=0)

    def take(self, rows: Codes, shifts: Codes) -> Times:
        """The lengths of the breaks that begin in these replications and shifts, which are then behind them."""
        which = self._taken[rows, shifts]
        self._taken[rows, shifts] = which + 1
        self.due[rows, shifts] = self._at[shifts, which + 1]
        return self._length[shifts, which]


def in_order(shifts: Shifts, visitors: Visitors, calls: Calls) -> None:
    """Fills `calls`."""
    replications, _ = visitors.shape
    ready = np.broadcast_to(shifts.free_ms, (replications, shifts.count)).copy()
    breaks = _Breaks(shifts, replications)
    rests = bool(np.isfinite(shifts.breaks_at_ms).any())
    end = shifts.closes_ms
    ends = bool(np.isfinite(end).any())
    unable = np.isinf(shifts.penalty_ms)
    apart = bool(unable.any())
    rows = np.arange(replications)
    came = visitors.came()
    length = int(came.sum(axis=1).max(initial=0))
    columns = [
        np.ascontiguousarray(part[:, :length].T)
        for part in (visitors.arrival_ms, visitors.walk_ms, visitors.service_ms, visitors.patience_ms)
    ]
    for visitor, (at, walk, service, patience) in enumerate(zip(*columns, strict=True)):
        if rests:
            _go_on_breaks(breaks, ready, at)
        free = ready
        if apart:
            free = np.where(unable[visitors.line[:, visitor]], np.inf, ready)
        if ends:
            free = np.where(np.maximum(ready, at[:, None]) < end, free, np.inf)
        shift = free.argmin(axis=1)
        begin = np.maximum(at, free[rows, shift])
        takes = (begin <= at + patience) & (begin < np.inf)
        calls.called_ms[:, visitor] = np.where(takes, begin, np.inf)
        calls.by[:, visitor] = np.where(takes, shift, -1)
        done = begin + walk + np.rint(service * shifts.speed[shift])
        ready[rows, shift] = np.where(takes, done, ready[rows, shift])


def _go_on_breaks(breaks: _Breaks, ready: Times, at: Times) -> None:
    while True:
        begins = (breaks.due <= np.maximum(ready, at[:, None])) & (breaks.due < np.inf) & np.isfinite(at)[:, None]
        if not begins.any():
            return
        rows, shift = np.nonzero(begins)
        begun = np.maximum(ready[rows, shift], breaks.due[rows, shift])
        ready[rows, shift] = begun + breaks.take(rows, shift)


def by_place(shifts: Shifts, visitors: Visitors, calls: Calls, ties: Ties | None = None) -> None:
    """Fills `calls`."""
    _ByPlace(shifts, visitors, calls, ties or no_ties(shifts, visitors)).run()


class _ByPlace:
    """The state of all replications: (R, D) of the shifts, and the lines."""

    def __init__(self, shifts: Shifts, visitors: Visitors, calls: Calls, ties: Ties) -> None:
        replications, _ = visitors.shape
        self.shifts, self.visitors, self.calls, self.ties = shifts, visitors, calls, ties
        self.ready = np.broadcast_to(shifts.free_ms, (replications, shifts.count)).copy()
        self.busy_until = self.ready.copy()
        """`ready` where busy, else `inf`."""
        self.idle = np.zeros((replications, shifts.count), np.bool_)
        self.breaks = _Breaks(shifts, replications)
        self.lines = WaitingLines(visitors, len(shifts.penalty_ms), ties)
        self.stage = np.zeros((replications, len(shifts.penalty_ms)), np.int64)
        """How often each line has turned."""
        self.adds = np.concatenate([shifts.penalty_ms[None], ties.turned_ms])
        self.then_turns = np.hstack([ties.turns_ms[:, 1:], np.full((len(ties.turns_ms), 1), np.inf)])
        self.carried = np.zeros(visitors.shape)
        """Of whoever came back: from the first call to the end of the last service before, without the waits."""
        self.sends = np.repeat(ties.brings[None, :], replications, axis=0)
        self.spent = self.ready.copy()
        """From the last call to the end of the service, or from the beginning to when the shift was first free."""
        self.following = np.zeros(replications, np.int64)
        self.arrival = np.hstack([visitors.arrival_ms, np.full((replications, 1), np.inf)])

    def run(self) -> None:
        every = np.arange(len(self.ready))
        turns = bool(np.isfinite(self.ties.turns_ms).any())
        back = bool((self.ties.then >= 0).any() or (self.ties.brings >= 0).any())
        line, turning = np.zeros_like(every), np.full(len(every), np.inf)
        follows = self.shifts.follows()
        while True:
            shift = self.busy_until.argmin(axis=1)
            now = self.busy_until[every, shift]
            coming = self.arrival[every, self.following]
            if turns:
                line = self.lines.turns_at.argmin(axis=1)
                turning = self.lines.turns_at[every, line]
            turn = (turning < np.inf) & (turning <= now) & (turning <= coming)
            comes = ~turn & (coming < now)
            frees = ~turn & ~comes & (now < np.inf)
            if not (turn.any() or comes.any() or frees.any()):
                return
            if turns and turn.any():
                rows = np.flatnonzero(turn)
                self._turns(rows, line[rows], turning[rows])
            rows = np.flatnonzero(comes)
            if len(rows):
                self._joins(rows, self.following[rows], coming[rows])
                self.following[rows] += 1
            if follows.shape[1]:
                frees, shift = self._after_others(follows, frees, shift, now)
            if back and (sends := frees & (self.sends[every, shift] >= 0)).any():
                rows = np.flatnonzero(sends)
                self._comes_back(rows, shift[rows], now[rows])
                frees &= ~sends
            rows = np.flatnonzero(frees)
            if len(rows):
                self._frees(rows, shift[rows], now[rows])

    def _after_others(
        self, follows: Codes, frees: NDArray[np.bool_], shift: Codes, now: Times
    ) -> tuple[NDArray[np.bool_], Codes]:
        """Whose turn it is where shifts must be over before: none, where one of them is not, or its own."""
        frees, shift = frees.copy(), shift.copy()
        for row in np.flatnonzero(frees & (follows[shift] >= 0).any(axis=1)):
            held = 0
            while held < follows.shape[1]:
                one, other = shift[row], follows[shift[row], held]
                busy, idle = self.busy_until[row, other] < np.inf, self.idle[row, other]
                held += 1
                if other < 0 or not (busy or idle):
                    continue
                if idle and now[row] >= self.shifts.closes_ms[other]:
                    self.idle[row, other] = False
                elif idle or self.busy_until[row, other] > now[row]:
                    until = self.shifts.closes_ms[other] if idle else self.busy_until[row, other]
                    self.ready[row, one] = self.busy_until[row, one] = until
                    frees[row] = False
                    break
                else:  # whose own turn is at this moment goes before
                    shift[row], held = other, 0
        return frees, shift

    def _penalty(self, rows: Codes, line: Codes) -> Times:
        """(rows, D) of one line each."""
        return np.asarray(self.adds[self.stage[rows, line], line])

    def _penalties(self, rows: Codes, shift: Codes) -> Times:
        """(rows, L) of one shift each."""
        if not self.stage.any():
            return self.shifts.penalty_ms.T[shift]
        return np.asarray(self.adds[self.stage[rows], np.arange(self.adds.shape[1]), shift[:, None]])

    def _frees(self, rows: Codes, shift: Codes, now: Times) -> None:
        closing = now >= self.shifts.closes_ms[shift]
        self.busy_until[rows[closing], shift[closing]] = np.inf
        resting = ~closing & (self.breaks.due[rows, shift] <= now)
        if resting.any():
            tired, where = rows[resting], shift[resting]
            over = now[resting] + self.breaks.take(tired, where)
            self._busy(tired, where, np.minimum(over, self.shifts.closes_ms[where]))
        calling = ~resting & ~closing
        rows, shift, now = rows[calling], shift[calling], now[calling]
        if not len(rows):
            return
        visitor = self.lines.take(rows, now, self._penalties(rows, shift))
        found = visitor >= 0
        idle, where = rows[~found], shift[~found]
        self.idle[idle, where] = True
        self.busy_until[idle, where] = np.inf
        self._call(rows[found], shift[found], visitor[found], now[found])

    def _turns(self, rows: Codes, line: Codes, at: Times) -> None:
        self.lines.turns_at[rows, line] = at + self.then_turns[line, self.stage[rows, line]]
        self.stage[rows, line] += 1
        visitor = self.lines.head_visitor[rows, line]
        there = (visitor != NOBODY) & (self.lines.head_leaves[rows, line] >= at)
        rows, line, visitor, at = rows[there], line[there], visitor[there], at[there]
        served = self._called_by_idle(rows, line, visitor, at)
        self.lines.leave(rows[served], line[served])

    def _comes_back(self, rows: Codes, shift: Codes, at: Times) -> None:
        visitor = self.sends[rows, shift]
        self.sends[rows, shift] = -1
        self.carried[rows, visitor] = self.spent[rows, shift]
        if self.ties.carries:
            self.lines.place[rows, visitor] += self.spent[rows, shift]
        self.lines.leaves[rows, visitor] = at + self.visitors.patience_ms[rows, visitor]
        self._joins(rows, visitor, at)

    def _joins(self, rows: Codes, visitor: Codes, at: Times) -> None:
        line = self.visitors.line[rows, visitor]
        served = self._called_by_idle(rows, line, visitor, at)
        self.lines.join(rows[~served], line[~served], visitor[~served], at[~served])

    def _called_by_idle(self, rows: Codes, line: Codes, visitor: Codes, at: Times) -> NDArray[np.bool_]:
        """Whether a shift that is idle may call the visitor; the longest idle does."""
        able = self.idle[rows] & np.isfinite(self._penalty(rows, line))
        self._lapse(rows, able, at)
        since = np.where(able & self.idle[rows], self.ready[rows], np.inf)
        shift = since.argmin(axis=1)
        served: NDArray[np.bool_] = since[np.arange(len(rows)), shift] < np.inf
        self.idle[rows[served], shift[served]] = False
        self._call(rows[served], shift[served], visitor[served], at[served])
        return served

    def _lapse(self, rows: Codes, able: NDArray[np.bool_], at: Times) -> None:
        """Breaks that began, and shifts that ended, while a shift was idle."""
        while True:
            due = self.breaks.due[rows]
            rests = able & (due <= at[:, None]) & (self.ready[rows] <= at[:, None]) & (due < self.shifts.closes_ms)
            if not rests.any():
                break
            which, shift = np.nonzero(rests)
            row = rows[which]
            begun = np.maximum(self.ready[row, shift], self.breaks.due[row, shift])
            self.ready[row, shift] = np.minimum(begun + self.breaks.take(row, shift), self.shifts.closes_ms[shift])
        which, shift = np.nonzero(able & (self.ready[rows] > at[:, None]))
        row = rows[which]
        self.idle[row, shift] = False
        self.busy_until[row, shift] = self.ready[row, shift]
        which, shift = np.nonzero(able & (at[:, None] >= self.shifts.closes_ms) & self.idle[rows])
        self.idle[rows[which], shift] = False

    def _call(self, rows: Codes, shift: Codes, visitor: Codes, at: Times) -> None:
        self.calls.called_ms[rows, visitor] = at
        self.calls.by[rows, visitor] = shift
        service = np.rint(self.visitors.service_ms[rows, visitor] * self.shifts.speed[shift])
        lasts = self.visitors.walk_ms[rows, visitor] + service
        self.spent[rows, shift] = self.carried[rows, visitor] + lasts
        self.sends[rows, shift] = self.ties.then[visitor]
        self._busy(rows, shift, at + lasts)

    def _busy(self, rows: Codes, shift: Codes, until: Times) -> None:
        self.ready[rows, shift] = until
        self.busy_until[rows, shift] = until
