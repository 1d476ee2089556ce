"""Cells: visits and desk time added up by day and a few more keys, in one record a cell.

A summary of a *kind* keeps some keys apart (topic, half-hour, …) and adds up over the others. All cells have the same
record, so that one piece of code adds them up further. `target_ms` is always kept apart: visits of different standards
are never put into one histogram.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.figures.sums import ADDITIVE, BREACHED, CALLED_STATES, COUNTS, MET, TOTALS
from analytics.summaries import bins
from analytics.visits.columns import HALF_HOURS, WEEKDAY_NAMES, Coded, VisitColumns
from analytics.visits.desk_time import DeskTime

KINDS: dict[str, tuple[str, ...]] = {
    "topic": ("topic",),
    "half_hour": ("half_hour",),
    "category": ("category",),
    "manager": ("manager",),
    "outcome": ("outcome",),
    "state": ("state",),
    "topic_half_hour": ("topic", "half_hour"),
}
"""What each kind of summary keeps apart, beside office, territory and day. The first that serves is the smallest."""

DESK_TIME = ("free_ms", "idle_ms", "called_ms", "serving_ms", "break_ms")
DESK_SUMS = (*DESK_TIME, "open_half_hours")
LABELLED = ("office", "territory", "day", "topic", "category", "manager", "outcome", "state")
"""Keys that are text."""
KEYS = (*LABELLED, "half_hour", "target_ms")
LARGEST = {"wait_max_ms": "accountable_ms", "leg_max_ms": "longest_leg_ms"}
"""The largest of judged visits: of the cells that are added up it is their largest."""
SUMS = (*ADDITIVE, *LARGEST, *DESK_SUMS)

CELL = np.dtype(
    [
        *((key, "<u4") for key in LABELLED),
        ("half_hour", "<u1"),
        ("target_ms", "<u4"),
        ("bins", "<u4"),
        *((name, "<u4") for name in ("issued", *COUNTS)),
        *((name, "<f8") for name in TOTALS),
        *((name, "<u4") for name in LARGEST),
        *((name, "<u8") for name in DESK_TIME),
        ("open_half_hours", "<u4"),
    ]
)
"""`bins`: how many entries of the histograms are this cell's; they stand in the cells' order."""

CODE = np.dtype("<u2")
COUNT = np.dtype("<u4")
"""One entry of a histogram: `bins.codes`, and how many visits."""
NO_CODES: NDArray[np.integer] = np.zeros(0, CODE)
NO_COUNTS: NDArray[np.integer] = np.zeros(0, COUNT)


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of shape (n,), their histograms' entries, and for each text key the labels that the codes stand for."""

    data: NDArray[np.void]
    codes: NDArray[np.integer]
    counts: NDArray[np.integer]
    labels: Mapping[str, tuple[str | None, ...]]
    drawn: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.data)

    def by(self, key: str) -> Coded:
        """The column to group by, one of `figures.GROUPS`."""
        if key == "half_hour":
            return Coded(self.column("half_hour"), HALF_HOURS)
        if key == "weekday":
            weekdays = np.array([date.fromisoformat(day or "").weekday() for day in self.labels["day"]], np.uint8)
            return Coded(weekdays[self.column("day")], WEEKDAY_NAMES)
        return Coded(self.column(key), self.labels[key])

    def column(self, name: str) -> NDArray[Any]:
        """One field of every cell, drawn out of the records when first asked for."""
        if name not in self.drawn:
            self.drawn[name] = np.ascontiguousarray(self.data[name])
        found: NDArray[Any] = self.drawn[name]
        return found

    def amounts(self, name: str) -> NDArray[np.float64]:
        """One field of every cell, as sums need it: the same whole numbers, cast once and not with every question."""
        drawn = f"{name} to be added"
        if drawn not in self.drawn:
            self.drawn[drawn] = self.data[name].astype(np.float64)
            self.drawn[drawn].flags.writeable = False  # an answer may be these very amounts
        found: NDArray[np.float64] = self.drawn[drawn]
        return found

    def entries(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """The histograms of all waits: each entry's cell, place in a table by end and bin, and count (see `bins`)."""
        if "entries" not in self.drawn:
            of_cell = np.repeat(np.arange(len(self)), self.data["bins"])
            self.drawn["entries"] = of_cell, bins.PLACES[self.codes], self.counts.astype(np.float64)
        found: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]] = self.drawn["entries"]
        return found

    def judged(self) -> bins.Waits:
        """The histograms of judged waits, one a cell; added up and summed through when first asked for."""
        if "judged" not in self.drawn:
            held = np.flatnonzero(self.codes & bins.JUDGED)
            of_cell = np.repeat(np.arange(len(self)), self.data["bins"])[held]
            place = of_cell * bins.BINS + (self.codes[held] >> 3)
            new = np.flatnonzero(np.diff(place, prepend=-1))  # a bin has an entry for each way its waits ended
            place, upto = place[new], np.append(0, np.cumsum(self.counts[held], dtype=np.int64))
            ends = np.searchsorted(place, np.arange(len(self) + 1) * bins.BINS)
            self.drawn["judged"] = bins.Waits(place % bins.BINS, upto[np.append(new, len(held))], ends[:-1], ends[1:])
        found: bins.Waits = self.drawn["judged"]
        return found


def cells_of(visits: VisitColumns, desk_time: Sequence[DeskTime], keys: Sequence[str]) -> Cells:
    """The cells of these visits and of the desks' time, `keys` of `KINDS` and the day kept apart."""
    kept = ("office", "territory", "day", *keys)
    served = _of_visits(visits, kept)
    return added_up([served, _of_desk_time(desk_time, kept)]) if desk_time else served


def _of_visits(visits: VisitColumns, kept: Sequence[str]) -> Cells:
    columns = {key: visits.by(key) for key in kept}
    targets, target = np.unique(visits.target_ms, return_inverse=True)
    place, found = _numbered([(part.codes, len(part.labels)) for part in columns.values()] + [(target, len(targets))])
    data = np.zeros(len(found), CELL)
    first = np.zeros(len(found), np.int64)
    first[place] = np.arange(len(visits))
    for key, part in columns.items():
        data[key] = part.codes[first]
    data["target_ms"] = targets[target[first]]
    everything = slice(0, len(visits))
    data["issued"] = np.bincount(place, minlength=len(found))
    for name, holds in COUNTS.items():
        data[name] = np.bincount(place[holds(visits, everything)], minlength=len(found))
    for name, of in TOTALS.items():
        data[name] = np.bincount(place, weights=of(visits, everything), minlength=len(found))
    judged = (visits.judged == MET) | (visits.judged == BREACHED)
    for name, of_visit in LARGEST.items():
        np.maximum.at(data[name], place[judged], getattr(visits, of_visit)[judged].astype(np.uint32))
    called = np.isin(visits.state, CALLED_STATES)
    above = visits.accountable_ms > visits.target_ms
    code = bins.codes(visits.accountable_ms, called=called, above=above, judged=judged)
    entries = _entries(data, place, code, np.ones(len(visits), np.int64))
    labels = {key: columns[key].labels if key in columns else (None,) for key in LABELLED}
    return Cells(data, *entries, labels)


def _of_desk_time(rows: Sequence[DeskTime], kept: Sequence[str]) -> Cells:
    columns = {key: Coded.of([getattr(row, key, None) for row in rows]) for key in LABELLED}  # outcomes: of visits only
    data = np.zeros(len(rows), CELL)
    for key in LABELLED:
        data[key] = columns[key].codes
    data["half_hour"] = np.fromiter((row.half_hour // 30 for row in rows), np.uint8, len(rows))
    opened = data.copy()
    for name in DESK_TIME:
        data[name] = np.fromiter((getattr(row, name) for row in rows), np.uint64, len(rows))
    labels = {key: columns[key].labels for key in LABELLED}
    opened = np.unique(opened[["office", "territory", "day", "half_hour"]])
    halves = np.zeros(len(opened), CELL)
    for key in ("office", "territory", "day", "half_hour"):
        halves[key] = opened[key]
    halves["open_half_hours"] = 1
    none = Cells(halves, NO_CODES, NO_COUNTS, {**labels, "topic": (None,), "category": (None,), "manager": (None,)})
    return added_up([Cells(data, NO_CODES, NO_COUNTS, labels), none], kept=kept)


def added_up(parts: Iterable[Cells], *, kept: Sequence[str] = KEYS) -> Cells:
    """The cells of all parts; those that agree in what is `kept` (and in the target) become one."""
    whole = side_by_side(list(parts))
    data, labels = whole.data, dict(whole.labels)
    keys = [*dict.fromkeys((*kept, "target_ms"))]
    for key in LABELLED:
        if key not in keys:
            data[key] = 0
            labels[key] = (None,)
    if "half_hour" not in keys:
        data["half_hour"] = 0
    place, found = _numbered([(data[key], int(data[key].max(initial=0)) + 1) for key in keys])
    total = np.zeros(len(found), CELL)
    first = np.zeros(len(found), np.int64)
    first[place] = np.arange(len(data))
    for key in KEYS:
        total[key] = data[key][first]
    for name in SUMS:
        if name in LARGEST:
            np.maximum.at(total[name], place, data[name])
        else:
            total[name] = np.bincount(place, weights=data[name], minlength=len(found))
    of_cell = np.repeat(np.arange(len(data)), data["bins"])
    entries = _entries(total, place[of_cell], whole.codes.astype(np.int64), whole.counts)
    return Cells(total, *entries, labels)


def side_by_side(parts: Sequence[Cells]) -> Cells:
    """All cells one after another under common labels; nothing is added up."""
    if not parts:
        return Cells(np.zeros(0, CELL), NO_CODES, NO_COUNTS, dict.fromkeys(LABELLED, ()))
    data = np.concatenate([part.data.view(np.uint8) for part in parts]).view(CELL)  # as bytes: no field is looked at
    ends = np.cumsum([len(part) for part in parts]).tolist()
    labels: dict[str, tuple[str | None, ...]] = {}
    for key in LABELLED:
        every = set().union(*(part.labels[key] for part in parts))
        labels[key] = tuple(sorted(every, key=lambda text: (text is not None, text or "")))
        code_of = {label: code for code, label in enumerate(labels[key])}
        for part, end in zip(parts, ends, strict=True):
            if part.labels[key] != labels[key]:
                codes = np.array([code_of[label] for label in part.labels[key]], np.uint32)
                data[key][end - len(part) : end] = codes[part.data[key]]
    codes, counts = np.concatenate([part.codes for part in parts]), np.concatenate([part.counts for part in parts])
    return Cells(data, codes, counts, labels)


def _numbered(parts: Sequence[tuple[NDArray[np.integer], int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The number of each row's combination, and the combinations there are. Renumbered before they grow too large."""
    combined = np.zeros(len(parts[0][0]), np.int64)
    largest = 1
    for values, size in parts:
        largest *= max(size, 1)
        if largest >= 1 << 62:
            seen, combined = np.unique(combined, return_inverse=True)
            largest = max(len(seen), 1) * max(size, 1)
        combined = combined * max(size, 1) + values.astype(np.int64)
    found, place = np.unique(combined, return_inverse=True)
    return place, found


def _entries(
    data: NDArray[np.void], place: NDArray[np.int64], code: NDArray[np.int64], count: NDArray[np.integer]
) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
    """The histograms' entries of cells: the cell, code and count of each; how many a cell has is told to `data`."""
    found, entry = np.unique(place * bins.CODES + code, return_inverse=True)
    data["bins"] = np.bincount(found // bins.CODES, minlength=len(data))
    counted = np.bincount(entry, weights=count, minlength=len(found))
    return (found % bins.CODES).astype(CODE), counted.astype(COUNT)
