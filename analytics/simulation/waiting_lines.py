"""The lines of all replications at once: each knows its head, and what comes after it."""

import numpy as np

from analytics.simulation.day import Codes, Ties, Times, Visitors

NOBODY = np.iinfo(np.int64).max


class WaitingLines:
    """(R, L) lines. A line is ordered in itself, so only heads are looked at; who has lost patience is passed over.

    `place` and `leaves` (R, N): where each visitor stands, and when they go. `turns_at` (R, L): when each line turns.
    """

    def __init__(self, visitors: Visitors, lines: int, ties: Ties) -> None:
        replications, count = visitors.shape
        self.place = visitors.place_ms
        self.leaves = visitors.arrival_ms + visitors.patience_ms
        back = np.zeros(count, np.bool_)
        back[ties.then[ties.then >= 0]] = True
        back[ties.brings[ties.brings >= 0]] = True
        if back.any():
            self.place = self.place.copy()
        line = np.where(visitors.came() | back, visitors.line, lines)
        self._members = np.full((replications, count), -1, np.int64)
        """Visitors of each row by line, filled as they join."""
        sizes = np.stack([np.bincount(row, minlength=lines + 1)[:lines] for row in line])
        self._head = np.cumsum(sizes, axis=1) - sizes
        self._tail = self._head.copy()
        self._turns = ties.turns_ms[:, 0] if np.isfinite(ties.turns_ms).any() else None
        self._until = ties.until_ms
        self.turns_at = np.full((replications, lines), np.inf)
        self.head_place = np.full((replications, lines), np.inf)
        self.head_visitor = np.full((replications, lines), NOBODY)
        self.head_leaves = np.full((replications, lines), np.inf)

    def join(self, rows: Codes, line: Codes, visitor: Codes, at: Times) -> None:
        """Puts one visitor at the end of a line in each of `rows`."""
        if not len(rows):
            return
        if self._turns is not None:
            self.turns_at[rows, line] = np.maximum(at, np.minimum(at + self._turns[line], self._until[line]))
        tail = self._tail[rows, line]
        self._members[rows, tail] = visitor
        self._tail[rows, line] = tail + 1
        first = self._head[rows, line] == tail
        self._set_head(rows[first], line[first], visitor[first])

    def take(self, rows: Codes, now: Times, penalty: Times) -> Codes:
        """Takes the smallest place + `penalty` (rows, L) out of the lines; -1 where nobody may be called."""
        self._pass_over(rows, now)
        key = self.head_place[rows] + penalty
        smallest = key.min(axis=1)
        line = np.where(key == smallest[:, None], self.head_visitor[rows], NOBODY).argmin(axis=1)
        found = np.flatnonzero(smallest < np.inf)
        visitor = np.full(len(rows), -1, np.int64)
        visitor[found] = self.head_visitor[rows[found], line[found]]
        self.leave(rows[found], line[found])
        return visitor

    def leave(self, rows: Codes, line: Codes) -> None:
        """The head of the line is gone from it, in each of `rows`."""
        head = self._head[rows, line] + 1
        self._head[rows, line] = head
        more = head < self._tail[rows, line]
        self._set_head(rows[more], line[more], self._members[rows[more], head[more]])
        rows, line = rows[~more], line[~more]
        self.head_place[rows, line] = np.inf
        self.head_visitor[rows, line] = NOBODY
        self.head_leaves[rows, line] = np.inf

    def _pass_over(self, rows: Codes, now: Times) -> None:
        while True:
            gone = self.head_leaves[rows] < now[:, None]
            if not gone.any():
                return
            which, line = np.nonzero(gone)
            self.leave(rows[which], line)

    def _set_head(self, rows: Codes, line: Codes, visitor: Codes) -> None:
        self.head_place[rows, line] = self.place[rows, visitor]
        self.head_visitor[rows, line] = visitor
        self.head_leaves[rows, line] = self.leaves[rows, visitor]
