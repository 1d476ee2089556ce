"""Visits as arrays: one NumPy column a field, text as codes into a list of labels, each as narrow as its values are.

Ten million visits take about 40 bytes each: what a report reads is what fits through the processor's cache.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.visits.visit import Visit, half_hour_name, weekday_name
from queue_server.domain.judging import Judgement
from queue_server.domain.ticket import TicketState

Codes: TypeAlias = NDArray[np.integer]
Flags: TypeAlias = NDArray[np.bool_]
Times: TypeAlias = NDArray[np.integer]

JUDGEMENTS: tuple[str, ...] = tuple(judgement.value for judgement in Judgement)
STATES: tuple[str, ...] = tuple(state.value for state in TicketState)
HALF_HOURS: tuple[str, ...] = tuple(half_hour_name(30 * slot) for slot in range(48))
WIDTHS = (np.uint8, np.uint16, np.uint32, np.uint64)
WEEKDAY_NAMES: tuple[str, ...] = tuple(weekday_name(day) for day in range(7))


@dataclass(frozen=True, slots=True)
class Coded:
    """Text by code: `labels[codes[i]]` is row i's; None is a label like any other."""

    codes: Codes
    labels: tuple[str | None, ...]

    @classmethod
    def of(cls, texts: Sequence[str | None]) -> "Coded":
        """Codes in the order of the labels, None first."""
        labels = tuple(sorted(set(texts), key=lambda text: (text is not None, text or "")))
        code_of = {label: code for code, label in enumerate(labels)}
        codes = np.fromiter((code_of[text] for text in texts), np.int32, len(texts))
        return cls(narrow(codes), labels)


@dataclass(frozen=True, slots=True)
class VisitColumns:
    """n visits; every array has shape (n,).

    Durations in milliseconds, `half_hour` counts from midnight (0 to 47), `weekday` 0 is Monday. `one_desk`: settled at
    one desk without a transfer. `topic` is the one last waited for.
    """

    office: Coded
    territory: Coded
    topic: Coded
    category: Coded
    manager: Coded
    outcome: Coded
    day: Coded
    weekday: Codes
    half_hour: Codes
    state: Codes
    judged: Codes
    abandoned: Flags
    restored: Flags
    transferred: Flags
    one_desk: Flags
    out_of_order: Flags
    target_ms: Times
    accountable_ms: Times
    walk_ms: Times
    service_ms: Times
    visit_ms: Times
    legs: Codes
    legs_within: Codes
    legs_ms: Times
    longest_leg_ms: Times

    def __len__(self) -> int:
        return len(self.state)

    def by(self, key: str) -> Coded:
        """The column to group by, one of `figures.GROUPS`. Raises `KeyError`."""
        match key:
            case "office" | "territory" | "topic" | "category" | "manager" | "outcome" | "day":
                found: Coded = getattr(self, key)
                return found
            case "state":
                return _in_order(self.state, list(STATES))
            case "weekday":
                return Coded(self.weekday, WEEKDAY_NAMES)
            case "half_hour":
                return Coded(self.half_hour, HALF_HOURS)
            case _:
                raise KeyError(key)


TEXTS = ("office", "territory", "last_topic", "category", "manager", "outcome", "day")
TIMES = (
    "target_ms", "accountable_ms", "walk_ms", "service_ms", "visit_ms",
    "legs", "legs_within", "legs_ms", "longest_leg_ms",
)  # fmt: skip
"""Whole numbers that columns take as they are."""
READ = (
    *TEXTS, "weekday", "half_hour", "state", "judged", "abandoned", "restored", "transfers", "desks",
    "out_of_order_calls", *TIMES,
)  # fmt: skip
"""The fields of a visit that columns are made of."""
_of_visit = attrgetter(*READ)


def columns_of(visits: Iterable[Visit]) -> VisitColumns:
    """The columns of `visits`, in their order."""
    return columns_of_rows([[_of_visit(visit) for visit in visits]])


def columns_of_rows(portions: Iterable[Sequence[Sequence[Any]]]) -> VisitColumns:
    """The columns of rows that have the fields `READ`, portion by portion: only one portion is held as objects."""
    texts: dict[str, dict[str | None, int]] = {name: {} for name in TEXTS}
    fixed = {
        "state": {name: code for code, name in enumerate(STATES)},
        "judged": {name: code for code, name in enumerate(JUDGEMENTS)},
    }
    found: dict[str, list[NDArray[np.integer]]] = {name: [] for name in READ}
    for rows in portions:
        for name, values in zip(READ, zip(*rows, strict=True), strict=False):
            if name in texts:
                known = texts[name]
                coded: Iterable[int] = (known.setdefault(text, len(known)) for text in values)
            elif name in fixed:
                coded = map(fixed[name].__getitem__, values)
            else:
                coded = values
            found[name].append(narrow(np.fromiter(coded, np.int64, len(rows))))
    whole = {name: np.concatenate(parts) if parts else np.zeros(0, np.uint8) for name, parts in found.items()}
    as_they_are: dict[str, Any] = {name: whole[name] for name in TIMES}
    coded_texts: dict[str, Any] = {
        name.removeprefix("last_"): _in_order(whole[name], list(known)) for name, known in texts.items()
    }
    return VisitColumns(
        **coded_texts,
        weekday=whole["weekday"],
        half_hour=whole["half_hour"] // 30,
        state=whole["state"],
        judged=whole["judged"],
        abandoned=whole["abandoned"] > 0,
        restored=whole["restored"] > 0,
        transferred=whole["transfers"] > 0,
        one_desk=(whole["state"] == STATES.index("completed")) & (whole["desks"] <= 1) & (whole["transfers"] == 0),
        out_of_order=whole["out_of_order_calls"] > 0,
        **as_they_are,
    )


def _in_order(codes: NDArray[np.integer], labels: list[str | None]) -> Coded:
    """Codes in the order of the labels, None first."""
    order = sorted(range(len(labels)), key=lambda code: (labels[code] is not None, labels[code] or ""))
    place = np.zeros(len(labels), np.int64)
    place[order] = np.arange(len(labels))
    return Coded(narrow(place[codes]) if labels else codes, tuple(labels[code] for code in order))


def narrow(values: NDArray[np.integer]) -> NDArray[np.integer]:
    """The same whole numbers, none of them negative, in the narrowest type that holds them.

    >>> narrow(np.array([3, 200])).dtype, narrow(np.array([3, 70_000])).dtype
    (dtype('uint8'), dtype('uint32'))
    """
    largest = int(values.max(initial=0))
    if values.min(initial=0) < 0:
        return values
    return values.astype(
        next(kind for kind in (np.uint8, np.uint16, np.uint32, np.uint64) if largest <= np.iinfo(kind).max)
    )
