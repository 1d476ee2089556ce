"""A report as a plain structure. Knows nothing of languages, paper, or where the figures came from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from analytics.reports.values import Message, Number, Tone, Unit, Value


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that is met first, with its label and, where there is one, a line under it.

    `noted` are the numbers of that line, each with a label of its own: for files that hold numbers alone.
    """

    id: str
    label: Message
    value: Value
    note: Message | None = None
    noted: "tuple[Figure, ...]" = ()


MOST_FIGURES = 7
"""More in a row would not be taken in at one look."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of at most `MOST_FIGURES`."""

    figures: tuple[Figure, ...]

    def numbers(self) -> Iterator[Figure]:
        """Each, and behind it what its line says in numbers."""
        for figure in self.figures:
            yield figure
            yield from figure.noted


@dataclass(frozen=True, slots=True)
class Sentences:
    """Paragraphs of plain sentences; with a `lead` they are a list under it."""

    paragraphs: tuple[tuple[Message, ...], ...]
    lead: Message | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `unit` is that of its numbers, None where it names things."""

    id: str
    label: Message
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """So many rows of a table that belong together: what they have in common is said once above them."""

    label: Message
    note: Message
    rows: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values under columns.

    Where it has `groups`, one after another, whoever reads it meets each group's words above its rows in place of the
    column `grouped_by`. Programs and workbooks have that column, and rows as they are.
    """

    id: str
    caption: Message
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    groups: tuple[Group, ...] = ()
    grouped_by: str = ""

    def told(self) -> tuple[tuple[Column, ...], list[tuple[Group | None, list[tuple[Value, ...]]]]]:
        """The columns that are shown, and rows group by group; one group that is none where there are no groups."""
        kept = [place for place, one in enumerate(self.columns) if not self.groups or one.id != self.grouped_by]
        rows = [tuple(row[place] for place in kept) for row in self.rows]
        parts: list[tuple[Group | None, list[tuple[Value, ...]]]] = []
        first = 0
        for group in self.groups:
            parts.append((group, rows[first : first + group.rows]))
            first += group.rows
        return tuple(self.columns[place] for place in kept), parts or [(None, rows)]


class Shape(StrEnum):
    """How a series is drawn."""

    BARS = "bars"
    STEPS = "steps"
    LINE = "line"


class Ink(StrEnum):
    """What colours a series."""

    INK = "ink"
    QUIET = "quiet"
    BRAND = "brand"
    BREACH = "breach"


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers along the chart's `along`; None where there is none."""

    id: str
    label: Message
    values: tuple[float | None, ...]
    shape: Shape = Shape.BARS
    ink: Ink = Ink.INK


@dataclass(frozen=True, slots=True)
class Chart:
    """Series over one axis of labels. Bars of several series stand on one another, in their order.

    `mark` is a line across (the goal, the standard), `floor` where the axis begins.
    """

    id: str
    caption: Message
    along: tuple[Value, ...]
    series: tuple[Series, ...]
    unit: Unit = Unit.COUNT
    mark: float | None = None
    mark_label: Message | None = None
    floor: float = 0.0
    ceiling: float | None = None


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A number for each cell, rows by columns; `tones` colour what concerns time."""

    id: str
    caption: Message
    across: tuple[Value, ...]
    down: tuple[Value, ...]
    cells: tuple[tuple[Number, ...], ...]


Block: TypeAlias = Figures | Sentences | Table | Chart | HeatMap


@dataclass(frozen=True, slots=True)
class Section:
    """What belongs under one heading."""

    id: str
    heading: Message
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `headline` is what somebody reads who reads one sentence only."""

    kind: str
    title: Message
    subtitle: Message
    headline: Message
    tone: Tone
    sections: tuple[Section, ...]
    made_at: int
    """Milliseconds, UTC."""
    timezone: str
    organisation: str = ""
    notes: tuple[Message, ...] = field(default=())
    """How the figures are defined, at the end."""
