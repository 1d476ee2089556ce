"""What stands in a report: numbers with their kind, names by language, days, the ticket chip and desk plate.

A value says what it is and not how it is written: that is the business of `words` (text by language) and of the
renderers (a typed cell of a sheet, a chip on paper). A number that nothing is behind is None.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class Unit(StrEnum):
    """What a number counts."""

    COUNT = "count"
    MEAN = "mean"
    """A mean of counts: shown with one decimal."""
    SHARE = "share"
    """In [0, 1], shown as a percentage."""
    POINTS = "points"
    """A difference of shares, in percentage points."""
    SECONDS = "s"
    SCORE = "score"
    """A mark out of 100."""
    CHANGE = "change"
    """A difference of marks, with its sign."""


class Tone(StrEnum):
    """Colour means time: amber from two thirds of the standard, red above it. Nothing else is amber or red."""

    PLAIN = "plain"
    LATE = "late"
    BREACH = "breach"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a kind. `tone` is set by whoever knows the standard or the goal."""

    value: float | None
    unit: Unit = Unit.COUNT
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Text:
    """Words that are the same in every language: a person's name, a time of the day."""

    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name by language, as the organisation wrote it; `id` where it has none."""

    names: Mapping[str, str]
    id: str


@dataclass(frozen=True, slots=True)
class Day:
    """A local date. `long` with its weekday."""

    iso: str
    long: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """From one local date to another, both included."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month, `2026-03`."""

    iso: str


@dataclass(frozen=True, slots=True)
class Weekday:
    """0 is Monday."""

    index: int


@dataclass(frozen=True, slots=True)
class Chip:
    """A ticket's number, drawn as the ticket chip."""

    number: str


@dataclass(frozen=True, slots=True)
class Plate:
    """A desk's number, drawn as the desk plate."""

    desk: str


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence or a label by its id in the locale files, with what stands in it."""

    id: str
    args: "Mapping[str, Value]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listed:
    """Several values with commas between."""

    values: "tuple[Value, ...]"


Value: TypeAlias = Number | Text | Name | Day | Days | Month | Weekday | Chip | Plate | Message | Listed

NOTHING = Text("")


def count(value: float | None) -> Number:
    """How many."""
    return Number(value)


def share(value: float | None, tone: Tone = Tone.PLAIN) -> Number:
    """A share in [0, 1]."""
    return Number(value, Unit.SHARE, tone)


def seconds(value: float | None, tone: Tone = Tone.PLAIN) -> Number:
    """A length of time."""
    return Number(value, Unit.SECONDS, tone)


def mean(value: float | None) -> Number:
    """A mean of counts."""
    return Number(value, Unit.MEAN)
