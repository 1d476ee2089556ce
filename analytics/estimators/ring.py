"""The last things that happened, as columns of numbers: a ring memory for one day's pace."""

import numpy as np
from numpy.typing import NDArray


class Ring:
    """The newest `size` rows of `columns` numbers, oldest first.

    Appending is cheap: rows go into a buffer of twice the size, whose newer half moves to the front when it is full.

    >>> ring = Ring(2, 1)
    >>> for number in (1.0, 2.0, 3.0):
    ...     ring.append(number)
    >>> ring.rows()[:, 0].tolist()
    [2.0, 3.0]
    """

    __slots__ = ("_buffer", "_end", "_size")

    def __init__(self, size: int, columns: int) -> None:
        self._buffer: NDArray[np.float64] = np.zeros((2 * size, columns))
        self._size = size
        self._end = 0

    def append(self, *row: float) -> None:
        """Adds the newest row; the oldest beyond the size is forgotten."""
        if self._end == len(self._buffer):
            self._buffer[: self._size] = self._buffer[self._size :]
            self._end = self._size
        self._buffer[self._end] = row
        self._end += 1

    def rows(self) -> NDArray[np.float64]:
        """Shape (at most size, columns), oldest first; a view, valid until the next append."""
        return self._buffer[max(0, self._end - self._size) : self._end]

    def copy(self) -> "Ring":
        """The same rows; what is appended later does not change the copy."""
        rows = self.rows()
        copy = Ring(self._size, self._buffer.shape[1])
        copy._buffer[: len(rows)] = rows
        copy._end = len(rows)
        return copy

    def clear(self) -> None:
        """Forgets all."""
        self._end = 0
