"""The last things that happened, of all kinds together and of each kind for itself: a day's short memory."""

from collections import deque
from collections.abc import Hashable
from typing import Generic, TypeVar

Row = TypeVar("Row")


class Recent(Generic[Row]):
    """The newest `size` rows, each of several kinds. Kept in step: one that is forgotten is forgotten of all its kinds.

    >>> recent = Recent[float](2)
    >>> for number, kind in ((1.0, "a"), (2.0, "b"), (3.0, "a")):
    ...     recent.append(number, "any", kind)
    >>> recent.of("any"), recent.of("a"), recent.of("c")
    ([2.0, 3.0], [3.0], [])
    """

    __slots__ = ("_kinds", "_of", "_size")

    def __init__(self, size: int) -> None:
        self._size = size
        self._kinds: deque[tuple[Hashable, ...]] = deque()
        self._of: dict[Hashable, list[Row]] = {}

    def append(self, row: Row, *kinds: Hashable) -> None:
        """Adds the newest row; the oldest beyond the size is forgotten."""
        self._kinds.append(kinds)
        for kind in kinds:
            self._of.setdefault(kind, []).append(row)
        if len(self._kinds) > self._size:
            for kind in self._kinds.popleft():
                del self._of[kind][0]

    def of(self, kind: Hashable) -> list[Row]:
        """The rows of one kind, oldest first; not to be changed, and valid until the next append."""
        return self._of.get(kind, [])

    def copy(self) -> "Recent[Row]":
        """The same rows; what is appended later does not change the copy."""
        copy = Recent[Row](self._size)
        copy._kinds = self._kinds.copy()
        copy._of = {kind: rows.copy() for kind, rows in self._of.items()}
        return copy

    def clear(self) -> None:
        """Forgets all."""
        self._kinds.clear()
        self._of.clear()
