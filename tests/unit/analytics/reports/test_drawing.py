"""Charts as shapes: how far the axis goes, and where the mark's words stand."""

import pytest

from analytics.reports.document import Chart, Ink, Series, Shape
from analytics.reports.drawing import LEFT, RIGHT, WIDTH, Label, Stroke, draw
from analytics.reports.values import Message, Number, Text, Unit
from analytics.reports.words import words_in

GOAL = 0.95


def shares(*levels: float | None, floor: float = 0.5) -> Chart:
    return Chart(
        "level",
        Message("chart-level"),
        tuple(Text(f"{day}.11") for day, _ in enumerate(levels, 1)),
        (Series("service_level", Message("figure-service-level"), levels, Shape.LINE, Ink.INK),),
        unit=Unit.SHARE,
        mark=GOAL,
        mark_label=Message("figure-goal", {"goal": Number(GOAL, Unit.SHARE)}),
        floor=floor,
        ceiling=1.0,
    )


def labels(chart: Chart) -> list[Label]:
    return [mark for mark in draw(chart, words_in("en")).marks if isinstance(mark, Label)]


@pytest.mark.parametrize("floor", [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.85, 0.9])
def test_an_axis_of_shares_ends_at_the_whole_and_begins_at_nothing_or_above(floor: float) -> None:
    axis = [label for label in labels(shares(0.6, floor=floor)) if label.x < LEFT]
    told = [float(label.text.rstrip("%\xa0 ")) for label in axis]
    assert told[-1] == 100
    assert 0 <= told[0] <= 100 * floor
    assert 3 <= len(told) <= 6


@pytest.mark.parametrize(
    ("levels", "at_the_right"),
    [
        ((0.99, *[0.6] * 28, 0.7), True),
        ((0.7, *[0.6] * 28, 0.99), False),
        ((None, *[0.6] * 28, 0.99), False),
        ((0.99, *[0.6] * 28, 0.99), True),
    ],
)
def test_the_words_of_the_mark_stand_where_no_line_meets_them(
    levels: tuple[float | None, ...], at_the_right: bool
) -> None:
    goal = next(label for label in labels(shares(*levels)) if label.ink == "mark")
    assert (goal.x == WIDTH - RIGHT) is at_the_right


@pytest.mark.parametrize("floor", [0.0, 0.3, 0.5, 0.7, 0.85, 0.9])
def test_no_line_of_the_grid_runs_through_the_words_of_the_mark(floor: float) -> None:
    drawing = draw(shares(0.6, floor=floor), words_in("en"))
    goal = next(mark for mark in drawing.marks if isinstance(mark, Label) and mark.ink == "mark")
    lines = [mark.points[0][1] for mark in drawing.marks if isinstance(mark, Stroke) and mark.ink in ("grid", "mark")]
    assert not [y for y in lines if goal.y - 8 < y < goal.y + 1]
