"""Which visits belong together: one code a group, found without sorting wherever the labels are few."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.visits.columns import WEEKDAY_NAMES, WIDTHS, Coded

GROUPS = ("office", "territory", "topic", "category", "manager", "outcome", "state", "day", "weekday", "half_hour")
"""By what visits can be grouped."""

PLACE_GROUPS = frozenset({"office", "territory", "day", "weekday", "half_hour"})
"""Those of them that say where and when, and nothing of who came or who served."""

DENSE_LIMIT = 1 << 22
"""Combinations of labels up to which a table of all of them (32 MB) is kept; beyond it the visits are sorted."""

AT_ONCE = 1 << 19
"""Visits looked at in one stretch: their codes stay in the processor's cache."""

Key: TypeAlias = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of each group, told when asked for: `found` numbers the combinations that there are."""

    parts: tuple[tuple[str | None, ...], ...]
    sizes: tuple[int, ...]
    found: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.found)

    def listed(self) -> list[Key]:
        """One tuple a group, in their order."""
        if not self.parts:
            return [()] * len(self.found)
        codes = np.unravel_index(self.found, self.sizes)
        columns = [[part[code] for code in axis.tolist()] for part, axis in zip(self.parts, codes, strict=True)]
        return list(zip(*columns, strict=True))

    def only(self, chosen: NDArray[Any] | slice) -> "Labels":
        """Those of the chosen groups."""
        return Labels(self.parts, self.sizes, self.found[chosen])


@dataclass(frozen=True, slots=True)
class Listed:
    """Groups that are known one by one."""

    keys: tuple[Key, ...]

    def __len__(self) -> int:
        return len(self.keys)

    def listed(self) -> list[Key]:
        """One tuple a group, in their order."""
        return list(self.keys)


def in_order(by: Sequence[str], keys: Iterable[Key]) -> list[Key]:
    """The groups as reports list them: by their labels, None first, weekdays from Monday on."""

    def place(key: Key) -> list[tuple[int, str]]:
        return [
            (WEEKDAY_NAMES.index(label), "") if name == "weekday" and label in WEEKDAY_NAMES
            else (label is not None, label or "")
            for name, label in zip(by, key, strict=True)
        ]  # fmt: skip

    return sorted(keys, key=place)


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups over n rows. `of(stretch)` is the group of each row of a stretch.

    Without a `place` every possible combination of labels is a group; with one, those that there are.
    """

    parts: tuple[Coded, ...]
    sizes: tuple[int, ...]
    labels: Labels
    rows: int
    place: NDArray[np.int64] | None = None

    @property
    def count(self) -> int:
        """How many groups there are."""
        return len(self.labels)

    def with_part(self, part: Coded, stretch: slice) -> NDArray[np.int64]:
        """The group of each row of `stretch` and its code of `part` as one number, the code last."""
        size = len(part.labels)
        if self.place is None:
            return _combined((*self.parts, part), (*self.sizes, size), stretch, self.rows)
        return self.of(stretch) * size + part.codes[stretch]

    def only(self, found: NDArray[np.int64]) -> "Grouping":
        """The same rows, of these groups only: `found` numbers some of its groups. Rows of others may fall anywhere."""
        if len(found) == self.count:
            return self
        of_mine = np.zeros(self.count, np.int64)
        of_mine[found] = np.arange(len(found))
        place = of_mine if self.place is None else of_mine[self.place]
        return Grouping(self.parts, self.sizes, self.labels.only(found), self.rows, place)

    def of(self, stretch: slice) -> NDArray[np.int64]:
        """The groups of the rows of `stretch`, shape (its length,)."""
        combined = _combined(self.parts, self.sizes, stretch, self.rows)
        return combined if self.place is None else self.place[combined]

    def stretches(self) -> list[slice]:
        """All rows, cut so that each stretch's work stays in the cache and is worth its table of groups."""
        step = max(AT_ONCE, 4 * self.count)
        return [slice(start, min(start + step, self.rows)) for start in range(0, self.rows, step)]

    def counted(self, chosen: Callable[[slice], NDArray[np.bool_] | None]) -> NDArray[np.int64]:
        """How many rows of each group are chosen; None chooses all of a stretch."""
        total = np.zeros(self.count, np.int64)
        for stretch in self.stretches():
            group, mask = self.of(stretch), chosen(stretch)
            total += np.bincount(group if mask is None else group[mask], minlength=self.count)
        return total

    def added(self, values: Callable[[slice], NDArray[Any]]) -> NDArray[np.float64]:
        """The sum of `values` in each group. Exact for whole numbers below 2⁵³."""
        total = np.zeros(self.count)
        for stretch in self.stretches():
            total += np.bincount(self.of(stretch), weights=values(stretch), minlength=self.count)
        return total

    def largest(self, values: NDArray[Any], chosen: Callable[[slice], NDArray[np.bool_]]) -> NDArray[np.float64]:
        """The largest of the chosen `values` in each group, NaN for a group without one."""
        found = np.full(self.count, -1.0)
        for stretch in self.stretches():
            mask = chosen(stretch)
            np.maximum.at(found, self.of(stretch)[mask], values[stretch][mask].astype(np.float64))
        return np.where(found < 0, np.nan, found)


def grouped(rows: int, parts: Sequence[Coded]) -> Grouping:
    """The groups of `rows` rows by the labels of `parts`, in the order of the labels; without parts one group."""
    possible = all_possible(rows, parts)
    if possible is None:
        return _sorted(rows, tuple(parts))
    if not parts:
        return possible
    return possible.only(np.flatnonzero(possible.counted(lambda _stretch: None)))


def all_possible(rows: int, parts: Sequence[Coded]) -> Grouping | None:
    """Every combination of labels as a group; None where they are too many for a table."""
    sizes = _sizes(parts)
    count = int(np.prod(np.array(sizes, dtype=object))) if parts else 1
    if count > DENSE_LIMIT:
        return None
    labels = Labels(tuple(part.labels for part in parts), sizes, np.arange(count))
    return Grouping(tuple(parts), sizes, labels, rows)


def _sizes(parts: Sequence[Coded]) -> tuple[int, ...]:
    return tuple(max(1, len(part.labels)) for part in parts)


def _sorted(rows: int, parts: tuple[Coded, ...]) -> Grouping:
    sizes = _sizes(parts)
    if int(np.prod(np.array(sizes, dtype=object))) >= 1 << 62:
        raise OverflowError("more combinations of labels than can be numbered")
    found, group = np.unique(_combined(parts, sizes, slice(0, rows), rows), return_inverse=True)
    labels = Labels(tuple(part.labels for part in parts), sizes, found)
    return Grouping((Coded(group, ()),), (max(1, len(found)),), labels, rows)


def _combined(parts: Sequence[Coded], sizes: Sequence[int], stretch: slice, rows: int) -> NDArray[np.int64]:
    """One number for each row's combination, worked out in the narrowest type that holds it so far."""
    total: NDArray[Any] = np.zeros(min(stretch.stop, rows) - stretch.start, np.uint8)
    stride = 1
    for part, size in zip(reversed(parts), reversed(sizes), strict=True):
        if size == 1:
            continue
        kind = next(kind for kind in WIDTHS if stride * size - 1 <= np.iinfo(kind).max)
        codes: NDArray[Any] = part.codes[stretch].astype(kind)
        np.multiply(codes, stride, out=codes)
        np.add(codes, total.astype(kind, copy=False), out=codes)
        total, stride = codes, stride * size
    return total.astype(np.int64)
