"""Charts as shapes on a plane of fixed width: computed once, painted as SVG on a page and natively on paper.

Coordinates in points, y downwards. Knows no colour, only the ink's name.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from analytics.reports.document import Chart, HeatMap, Series, Shape
from analytics.reports.values import Number, Tone, Unit
from analytics.reports.words import Words

WIDTH = 700.0
HEIGHT = 210.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 10.0, 12.0, 22.0
LABEL_SIZE = 10.0
ROOM_FOR_LABEL = 46.0
"""A label of the axis below needs so much; the others are left out."""
ROOM_FOR_SIGN = 6.4
BAR_SHARE = 0.72
MOST_TICKS = 5
CELL_HEIGHT = 22.0


class Anchor(StrEnum):
    """Where a label's point is."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle. `ink` is an `Ink`'s name, a tone's, or `grid`, `cell-0` … `cell-4`."""

    x: float
    y: float
    width: float
    height: float
    ink: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    ink: str
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A short text; `y` is its baseline."""

    x: float
    y: float
    text: str
    anchor: Anchor
    ink: str = "label"


Mark: TypeAlias = Rect | Stroke | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a plane."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def draw(chart: Chart, words: Words) -> Drawing:
    """The chart's shapes: grid, bars, steps and lines, the mark, labels."""
    top = chart.ceiling if chart.ceiling is not None else _highest(chart)
    ticks = _ticks(chart.floor, top, chart.unit)
    if chart.ceiling is not None:
        # nothing is above the whole: the steps are counted from there downwards
        ticks = [chart.ceiling + tick - ticks[-1] for tick in ticks]
    plane = _Plane(len(chart.along), ticks[0], max(top, ticks[-1]))
    marks: list[Mark] = []
    for tick in ticks:
        y = plane.y(tick)
        marks.append(Stroke(((LEFT, y), (WIDTH - RIGHT, y)), "grid", 0.6))
        marks.append(Label(LEFT - 6, y + 3.5, words.tick(Number(tick, chart.unit)), Anchor.END))
    marks += _bars(chart, plane)
    for series in chart.series:
        if series.shape is Shape.STEPS:
            marks += _steps(series, plane)
        elif series.shape is Shape.LINE:
            marks += _line(series, plane)
    if chart.mark is not None:
        y = plane.y(chart.mark)
        marks.append(Stroke(((LEFT, y), (WIDTH - RIGHT, y)), "mark", 1.2, dashed=True))
        if chart.mark_label is not None:
            marks.append(_mark_label(chart, plane, ticks, words.text(chart.mark_label)))
    names = [words.text(name) for name in chart.along]
    room = max([ROOM_FOR_LABEL, *(ROOM_FOR_SIGN * len(name) + 8 for name in names)])
    every = max(1, math.ceil(room / plane.step))
    for index in range(0, len(names), every):
        marks.append(Label(plane.middle(index), HEIGHT - 6, names[index], Anchor.MIDDLE))
    return Drawing(WIDTH, HEIGHT, tuple(marks))


def draw_heat(heat: HeatMap, words: Words) -> Drawing:
    """Cells by their tone: nothing, kept, close to the standard, above it; darker where more."""
    names = [words.text(name) for name in heat.down]
    left = max(LEFT, max((ROOM_FOR_SIGN * len(name) for name in names), default=0.0) + 10)
    step = (WIDTH - left - RIGHT) / max(1, len(heat.across))
    marks: list[Mark] = []
    for row, (name, cells) in enumerate(zip(names, heat.cells, strict=True)):
        y = row * CELL_HEIGHT
        marks.append(Label(left - 8, y + CELL_HEIGHT / 2 + 3.5, name, Anchor.END))
        for index, cell in enumerate(cells):
            ink = {Tone.PLAIN: "kept", Tone.LATE: "late", Tone.BREACH: "breach"}[cell.tone]
            x = left + index * step
            marks.append(Rect(x, y, step - 2, CELL_HEIGHT - 2, "empty" if cell.value is None else f"cell-{ink}"))
            if cell.value is not None and step > 24:
                marks.append(
                    Label(x + step / 2 - 1, y + CELL_HEIGHT / 2 + 2.5, _short(cell, words), Anchor.MIDDLE, f"on-{ink}")
                )
    every = max(1, math.ceil(ROOM_FOR_LABEL / step))
    height = len(names) * CELL_HEIGHT + BOTTOM
    for index in range(0, len(heat.across), every):
        x = left + index * step + step / 2 - 1
        marks.append(Label(x, height - 6, words.text(heat.across[index]), Anchor.MIDDLE))
    return Drawing(WIDTH, height, tuple(marks))


@dataclass(frozen=True, slots=True)
class _Plane:
    """From a chart's numbers to points."""

    places: int
    floor: float
    top: float

    @property
    def step(self) -> float:
        return (WIDTH - LEFT - RIGHT) / max(1, self.places)

    def left(self, index: int) -> float:
        return LEFT + index * self.step

    def middle(self, index: int) -> float:
        return self.left(index) + self.step / 2

    def y(self, value: float) -> float:
        share = (value - self.floor) / (self.top - self.floor)
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - min(max(share, 0.0), 1.0))


def _mark_label(chart: Chart, plane: _Plane, ticks: list[float], text: str) -> Label:
    """The mark's words beside its line: above or below it, at the right or the left, where first nothing meets them."""
    y = plane.y(chart.mark or 0.0)
    places = min(plane.places, math.ceil(ROOM_FOR_SIGN * len(text) / plane.step) + 1)
    grid = [plane.y(tick) for tick in ticks]
    choices = [
        (baseline, anchor, met)
        for baseline in (y - 4, y + LABEL_SIZE + 4)
        for anchor, met in (
            (Anchor.END, _spans(chart, plane, plane.places - places, plane.places)),
            (Anchor.START, _spans(chart, plane, 0, places)),
        )
    ]

    def free(baseline: float, met: list[tuple[float, float]]) -> bool:
        top, bottom = baseline - LABEL_SIZE, baseline + 2
        return all(lower <= top or upper >= bottom for upper, lower in met)

    clear = [one for one in choices if free(one[0], [(line, line) for line in grid])] or choices
    baseline, anchor, _ = next((one for one in clear if free(one[0], one[2])), clear[0])
    return Label(LEFT + 4 if anchor is Anchor.START else WIDTH - RIGHT, baseline, text, anchor, "mark")


def _spans(chart: Chart, plane: _Plane, first: int, end: int) -> list[tuple[float, float]]:
    """From where to where, upper and lower, each series is drawn between two places."""
    spans = []
    for series in chart.series:
        known = [plane.y(value) for value in series.values[first:end] if value is not None]
        if known:
            spans.append((min(known), plane.y(plane.floor) if series.shape is Shape.BARS else max(known)))
    return spans


def _bars(chart: Chart, plane: _Plane) -> list[Mark]:
    stacked = [series for series in chart.series if series.shape is Shape.BARS]
    marks: list[Mark] = []
    width = min(plane.step * BAR_SHARE, 42.0)
    for index in range(len(chart.along)):
        at = plane.floor
        for series in stacked:
            value = series.values[index]
            if value is None or value <= 0 or at + value <= plane.floor:
                continue
            upper = at + value if len(stacked) > 1 or plane.floor == 0 else value
            y, bottom = plane.y(upper), plane.y(at)
            if bottom > y:
                marks.append(Rect(plane.middle(index) - width / 2, y, width, bottom - y, series.ink))
            at = upper
    return marks


def _steps(series: Series, plane: _Plane) -> list[Mark]:
    marks: list[Mark] = []
    points: list[tuple[float, float]] = []
    for index, value in enumerate((*series.values, None)):
        if value is not None:
            y = plane.y(value)
            points += [(plane.left(index), y), (plane.left(index) + plane.step, y)]
        elif points:
            marks.append(Stroke(tuple(points), series.ink, 1.6))
            points = []
    return marks


def _line(series: Series, plane: _Plane) -> list[Mark]:
    marks: list[Mark] = []
    points: list[tuple[float, float]] = []
    for index, value in enumerate((*series.values, None)):
        if value is not None:
            points.append((plane.middle(index), plane.y(value)))
        elif points:
            if len(points) > 1:
                marks.append(Stroke(tuple(points), series.ink, 1.8))
            marks += [Rect(x - 2.2, y - 2.2, 4.4, 4.4, series.ink) for x, y in points]
            points = []
    return marks


def _highest(chart: Chart) -> float:
    stacked = [series for series in chart.series if series.shape is Shape.BARS]
    highest = [sum(series.values[index] or 0 for series in stacked) for index in range(len(chart.along))]
    highest += [value or 0 for series in chart.series if series.shape is not Shape.BARS for value in series.values]
    return max([*highest, chart.mark or 0.0, chart.floor + 1e-9])


def _ticks(floor: float, top: float, unit: Unit) -> list[float]:
    """At most six round numbers from `floor` to above `top`."""
    span = max(top - floor, 1e-9)
    rough = span / MOST_TICKS
    if unit is Unit.SECONDS:
        step = next((one for one in (15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200) if one >= rough), 14400.0)
    else:
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
        step = max(step, 1.0) if unit is Unit.COUNT else step
    count = math.ceil(round(span / step, 6))
    return [floor + step * index for index in range(count + 1)]


def _short(cell: Number, words: Words) -> str:
    if cell.unit is Unit.SHARE and cell.value is not None:
        return f"{math.floor(100 * cell.value)}"
    return words.number(cell)
