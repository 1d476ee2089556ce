"""A document as one HTML file: nothing is loaded from elsewhere, no script, no style on an element.

The one `<style>` is the same in every report, so a server lets it through by its hash and nothing else. Everything that
comes from data is escaped.
"""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import assert_never

from analytics.reports.document import (
    Block,
    Chart,
    Column,
    Document,
    Figure,
    Figures,
    Group,
    HeatMap,
    Section,
    Sentences,
    Shape,
    Table,
)
from analytics.reports.drawing import Drawing, Label, Mark, Rect, Stroke, draw, draw_heat
from analytics.reports.values import Chip, Message, Number, Plate, Text, Tone, Value
from analytics.reports.words import Words

MEDIA_TYPE = "text/html; charset=utf-8"


@cache
def style() -> str:
    """The style of every report."""
    return (files("analytics.reports") / "page.css").read_text("utf-8")


@cache
def content_security_policy() -> str:
    """What a browser may do with a report: show it with its one style."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def to_html(document: Document, words: Words) -> bytes:
    """The file."""
    paper = _Page(words)
    return paper.page(document).encode()


class _Page:
    def __init__(self, words: Words) -> None:
        self._words = words

    def page(self, document: Document) -> str:
        title = f"{self._plain(document.title)} — {self._plain(document.subtitle)}"
        tone = " headline-breach" if document.tone is Tone.BREACH else ""
        made = self._words.say("made", {"at": Text(self._words.moment(document.made_at, document.timezone))})
        notes = "".join(f"<p>{self._message(note)}</p>" for note in document.notes)
        return (
            f'<!doctype html>\n<html lang="{self._words.language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(title)}</title>\n<style>{style()}</style>\n</head>\n<body>\n<main>\n<header>\n"
            f'<p class="kind">{escape(document.organisation)}</p>\n<h1>{self._message(document.title)}</h1>\n'
            f'<p class="days">{self._message(document.subtitle)}</p>\n'
            f'<p class="headline{tone}">{self._message(document.headline)}</p>\n</header>\n'
            + "\n".join(self._section(section) for section in document.sections)
            + f"\n<footer>{notes}<p>{escape(made)}</p></footer>\n</main>\n</body>\n</html>\n"
        )

    def _section(self, section: Section) -> str:
        blocks = "\n".join(self._block(block) for block in section.blocks)
        return f'<section id="{escape(section.id)}">\n<h2>{self._message(section.heading)}</h2>\n{blocks}\n</section>'

    def _block(self, block: Block) -> str:
        match block:
            case Figures():
                return f'<dl class="figures block">{"".join(self._figure(one) for one in block.figures)}</dl>'
            case Sentences():
                return self._sentences(block)
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)
            case HeatMap():
                drawn = _svg(draw_heat(block, self._words), self._plain(block.caption))
                caption = f"<figcaption>{self._message(block.caption)}</figcaption>"
                return f'<figure class="block">{caption}{drawn}</figure>'
            case _:
                assert_never(block)

    def _figure(self, figure: Figure) -> str:
        note = f'<dd class="note">{self._message(figure.note)}</dd>' if figure.note is not None else ""
        return f"<div><dt>{self._message(figure.label)}</dt><dd>{self._value(figure.value)}</dd>{note}</div>"

    def _sentences(self, block: Sentences) -> str:
        between = "" if self._words.language == "zh" else " "
        told = [between.join(self._message(message) for message in paragraph) for paragraph in block.paragraphs]
        if block.lead is None:
            return f'<div class="block">{"".join(f"<p>{one}</p>" for one in told)}</div>'
        items = "".join(f"<li>{one}</li>" for one in told)
        return f'<div class="block"><h3>{self._message(block.lead)}</h3><ul>{items}</ul></div>'

    def _table(self, table: Table) -> str:
        columns, parts = table.told()
        heads = "".join(
            f'<th scope="col"{_words_class(column.unit is None)}>{self._message(column.label)}</th>'
            for column in columns
        )
        bodies = "".join(f"<tbody>{self._rows(columns, group, rows)}</tbody>" for group, rows in parts)
        name = escape(self._plain(table.caption))
        return (
            f'<div class="wide block" tabindex="0" role="group" aria-label="{name}"><table>'
            f"<caption>{self._message(table.caption)}</caption>"
            f"<thead><tr>{heads}</tr></thead>{bodies}</table></div>"
        )

    def _rows(self, columns: Sequence[Column], group: Group | None, rows: Sequence[tuple[Value, ...]]) -> str:
        told = "".join(f"<tr>{self._cells(columns, row)}</tr>" for row in rows)
        if group is None:
            return told
        words = f"<b>{self._message(group.label)}</b><span>{self._message(group.note)}</span>"
        return f'<tr><th scope="rowgroup" class="group" colspan="{len(columns)}">{words}</th></tr>{told}'

    def _cells(self, columns: Sequence[Column], row: tuple[Value, ...]) -> str:
        cells = []
        for index, (column, value) in enumerate(zip(columns, row, strict=True)):
            words = _words_class(column.unit is None)
            if index == 0:
                cells.append(f'<th scope="row"{words}>{self._value(value)}</th>')
            else:
                cells.append(f"<td{words}>{self._value(value)}</td>")
        return "".join(cells)

    def _chart(self, chart: Chart) -> str:
        legend = "".join(
            f'<span><svg viewBox="0 0 14 14" aria-hidden="true">{_sample(series.shape, series.ink)}</svg>'
            f"{self._message(series.label)}</span>"
            for series in chart.series
        )
        caption = self._plain(chart.caption)
        return (
            f'<figure class="block"><figcaption>{escape(caption)}</figcaption>{_svg(draw(chart, self._words), caption)}'
            f'<div class="legend">{legend}</div></figure>'
        )

    def _value(self, value: Value) -> str:
        match value:
            case Message():
                return self._message(value)
            case Chip():
                return f'<span class="chip">{escape(value.number)}</span>'
            case Plate():
                return f'<span class="plate">{escape(value.desk)}</span>'
            case Number() if value.tone is not Tone.PLAIN:
                return f'<span class="{value.tone}">{escape(self._words.number(value))}</span>'
            case _:
                return escape(self._words.text(value))

    def _message(self, message: Message) -> str:
        parts = self._words.parts(message)
        return "".join(escape(part) if isinstance(part, str) else self._value(part) for part in parts)

    def _plain(self, message: Message) -> str:
        return self._words.text(message)


def _words_class(named: bool) -> str:
    return ' class="words"' if named else ""


def _sample(shape: Shape, ink: str) -> str:
    if shape is Shape.BARS:
        return f'<rect class="ink-{ink}" x="2" y="2" width="10" height="10"/>'
    return f'<path class="line-{ink}" d="M0 7H14" fill="none" stroke-width="2.5"/>'


def _svg(drawing: Drawing, name: str) -> str:
    marks = "".join(_mark(mark) for mark in drawing.marks)
    size = f"0 0 {_short(drawing.width)} {_short(drawing.height)}"
    return f'<svg viewBox="{size}" role="img" aria-label="{escape(name)}">{marks}</svg>'


def _mark(mark: Mark) -> str:
    match mark:
        case Rect():
            place = f'x="{_short(mark.x)}" y="{_short(mark.y)}"'
            return f'<rect class="ink-{mark.ink}" {place} width="{_short(mark.width)}" height="{_short(mark.height)}"/>'
        case Stroke():
            path = "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in mark.points)
            dashes = ' stroke-dasharray="4 3"' if mark.dashed else ""
            return f'<path class="line-{mark.ink}" d="{path}" fill="none" stroke-width="{_short(mark.width)}"{dashes}/>'
        case Label():
            anchor = "" if mark.anchor == "start" else f' text-anchor="{mark.anchor}"'
            place = f'x="{_short(mark.x)}" y="{_short(mark.y)}"'
            return f'<text class="text text-{mark.ink}" {place}{anchor}>{escape(mark.text)}</text>'
        case _:
            assert_never(mark)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
