"""A document as PDF on A4, set by typst with the house's own letters; tagged, so that it can be read aloud.

The structure goes into a fixed template (`paper.typ`) as JSON: nothing that comes from data is ever markup.
"""

import json
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any, assert_never

import typst

from analytics.reports.document import Block, Chart, Document, Figure, Figures, HeatMap, Sentences, Shape, Table
from analytics.reports.drawing import Drawing, Label, Mark, Rect, Stroke, draw, draw_heat
from analytics.reports.fonts import FontFolder
from analytics.reports.values import Chip, Message, Number, Plate, Text, Tone, Value
from analytics.reports.words import Words

MEDIA_TYPE = "application/pdf"
_PAGE, _PAGES = "\ue001", "\ue002"

Piece = dict[str, str]


def to_pdf(document: Document, words: Words) -> bytes:
    """The file. Raises `FontsMissingError` where the pages' fonts were not laid out."""
    told = _Paper(words).document(document)
    text = json.dumps(told, ensure_ascii=False)
    folder = _font_folder()
    told["families"] = folder.families_for(text)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder.path)])
    made: bytes = typst.compile(
        (files("analytics.reports") / "paper.typ").read_bytes(),
        font_paths=fonts,
        format="pdf",
        sys_inputs={"document": json.dumps(told, ensure_ascii=False)},
        timestamp=document.made_at // 1000,
    )
    return made


@cache
def _font_folder() -> FontFolder:
    return FontFolder()


class _Paper:
    def __init__(self, words: Words) -> None:
        self._words = words

    def document(self, document: Document) -> dict[str, Any]:
        made_at = datetime.fromtimestamp(document.made_at / 1000, tz=UTC)
        made = Text(self._words.moment(document.made_at, document.timezone))
        title, subtitle = self._words.text(document.title), self._words.text(document.subtitle)
        notes = [*document.notes, Message("made", {"at": made})]
        return {
            "language": self._words.language,
            "organisation": document.organisation,
            "title": title,
            "short": f"{title}. {subtitle}",
            "heading": self._parts(document.title),
            "subtitle": subtitle,
            "headline": self._parts(document.headline),
            "tone": document.tone.value,
            "date": {"year": made_at.year, "month": made_at.month, "day": made_at.day},
            "page": self._page_words(),
            "sections": [
                {
                    "heading": self._parts(section.heading),
                    "blocks": [self._block(block) for block in section.blocks],
                }
                for section in document.sections
            ],
            "notes": [self._parts(note) for note in notes],
        }

    def _page_words(self) -> list[str]:
        text = self._words.say("report-page", {"page": Text(_PAGE), "pages": Text(_PAGES)})
        before, _, rest = text.partition(_PAGE)
        between, _, after = rest.partition(_PAGES)
        return [before, between, after]

    def _block(self, block: Block) -> dict[str, Any]:
        match block:
            case Figures():
                return {"kind": "figures", "figures": [self._figure(figure) for figure in block.figures]}
            case Sentences():
                lead = self._parts(block.lead) if block.lead is not None else None
                return {"kind": "sentences", "lead": lead, "paragraphs": self._paragraphs(block)}
            case Table():
                return self._table(block)
            case Chart():
                legend = [
                    {"label": self._parts(one.label), "ink": one.ink.value, "bar": one.shape is Shape.BARS}
                    for one in block.series
                ]
                return self._drawn(draw(block, self._words), block.caption, legend)
            case HeatMap():
                return self._drawn(draw_heat(block, self._words), block.caption, [])
            case _:
                assert_never(block)

    def _figure(self, figure: Figure) -> dict[str, Any]:
        note = self._parts(figure.note) if figure.note is not None else None
        return {"label": self._parts(figure.label), "value": self._pieces(figure.value), "note": note}

    def _paragraphs(self, block: Sentences) -> list[list[Piece]]:
        between = [] if self._words.language == "zh" else [_text(" ")]
        told = []
        for paragraph in block.paragraphs:
            pieces: list[Piece] = []
            for message in paragraph:
                pieces += [*(between if pieces else []), *self._parts(message)]
            told.append(pieces)
        return told

    def _table(self, table: Table) -> dict[str, Any]:
        shown, parts = table.told()
        columns = [{"label": self._parts(column.label), "named": column.unit is None} for column in shown]
        rows: list[list[dict[str, Any]]] = []
        for group, told in parts:
            if group is not None:
                rows.append([{"label": self._parts(group.label), "note": self._parts(group.note)}])
            rows += [[{"parts": self._pieces(value)} for value in row] for row in told]
        return {"kind": "table", "caption": self._parts(table.caption), "columns": columns, "rows": rows}

    def _drawn(self, drawing: Drawing, caption: Message, legend: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "kind": "chart",
            "caption": self._parts(caption),
            "width": drawing.width,
            "height": drawing.height,
            "marks": [_mark(mark) for mark in drawing.marks],
            "legend": legend,
        }

    def _parts(self, message: Message) -> list[Piece]:
        return [piece for part in self._words.parts(message) for piece in self._part(part)]

    def _part(self, part: str | Chip | Plate | Number) -> list[Piece]:
        return [_text(part)] if isinstance(part, str) else self._pieces(part)

    def _pieces(self, value: Value) -> list[Piece]:
        match value:
            case Message():
                return self._parts(value)
            case Chip():
                return [{"kind": "chip", "text": value.number}]
            case Plate():
                return [{"kind": "plate", "text": value.desk}]
            case Number():
                return [_text(self._words.number(value), value.tone)]
            case _:
                return [_text(self._words.text(value))]


def _text(text: str, tone: Tone = Tone.PLAIN) -> Piece:
    return {"kind": "text", "text": text, "tone": tone.value}


def _mark(mark: Mark) -> dict[str, Any]:
    match mark:
        case Rect():
            place = {"x": mark.x, "y": mark.y, "width": mark.width, "height": mark.height}
            return {"kind": "rect", **place, "ink": mark.ink}
        case Stroke():
            points = [list(point) for point in mark.points]
            return {"kind": "stroke", "points": points, "ink": mark.ink, "width": mark.width, "dashed": mark.dashed}
        case Label():
            place = {"x": mark.x, "y": mark.y}
            return {"kind": "label", **place, "text": mark.text, "anchor": mark.anchor.value, "ink": mark.ink}
        case _:
            assert_never(mark)
