"""A persistent sorted line: who stands before whom.

An entry is a tuple that sorts; the line keeps them in short runs, so that adding or removing one copies one run and
the list of runs, never the whole line.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from math import isqrt
from typing import Any, TypeAlias

Entry: TypeAlias = tuple[int, int, str]
"""`(place, order of issue, id)`: sorts by place, then by who came first."""

RUN = 32
"""A run of more than twice as many is split, or of twice as many as there are runs where these are more: a hall's line
is a few short runs, 50,000 entries are about two hundred of two hundred."""


class Line:
    """Sorted entries, each at most once. `add` and `remove` return a new line."""

    __slots__ = ("_count", "_runs")

    def __init__(self, runs: tuple[tuple[Entry, ...], ...] = (), count: int = 0) -> None:
        self._runs = runs
        self._count = count

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Line":
        """A line of many entries at once."""
        ordered = sorted(set(entries))
        length = max(RUN, isqrt(len(ordered)))
        runs = tuple(tuple(ordered[start : start + length]) for start in range(0, len(ordered), length))
        return cls(runs, len(ordered))

    def first(self) -> Entry | None:
        """The entry at the head, or None where the line is empty."""
        return self._runs[0][0] if self._runs else None

    def add(self, entry: Entry) -> "Line":
        """The line with `entry` at its place."""
        if not self._runs:
            return Line(((entry,),), 1)
        index = self._run_of(entry)
        run = self._runs[index]
        position = bisect_left(run, entry)
        if position < len(run) and run[position] == entry:
            return self
        run = (*run[:position], entry, *run[position:])
        half = max(RUN, len(self._runs))
        halves = (run,) if len(run) <= 2 * half else (run[:half], run[half:])
        return Line((*self._runs[:index], *halves, *self._runs[index + 1 :]), self._count + 1)

    def remove(self, entry: Entry) -> "Line":
        """The line without `entry`; the same line where it was not in it."""
        if not self._runs:
            return self
        index = self._run_of(entry)
        run = self._runs[index]
        position = bisect_left(run, entry)
        if position == len(run) or run[position] != entry:
            return self
        rest = run[:position] + run[position + 1 :]
        middle = (rest,) if rest else ()
        return Line((*self._runs[:index], *middle, *self._runs[index + 1 :]), self._count - 1)

    def count_before(self, place: tuple[int, ...]) -> int:
        """How many entries sort before `place` (a whole entry, or its first one or two members)."""
        if not self._runs:
            return 0
        index = self._run_of(place)
        return sum(map(len, self._runs[:index])) + bisect_left(self._runs[index], place)

    def _run_of(self, entry: tuple[Any, ...]) -> int:
        low, high = 0, len(self._runs) - 1
        while low < high:
            middle = (low + high) // 2
            if self._runs[middle][-1] < entry:
                low = middle + 1
            else:
                high = middle
        return low

    def __iter__(self) -> Iterator[Entry]:
        for run in self._runs:
            yield from run

    def __len__(self) -> int:
        return self._count

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Line) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]
