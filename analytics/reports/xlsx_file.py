"""A document as an XLSX workbook: typed cells with formats, a sheet a table, charts beside their numbers.

Every text is written as text: what looks like a formula or an address stays what it is.
"""

import io
import re
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from analytics.reports.document import Chart, Document, Figures, HeatMap, Sentences, Shape, Table
from analytics.reports.values import Number, Tone, Unit, Value
from analytics.reports.words import Words

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS = {
    Unit.COUNT: "#,##0",
    Unit.MEAN: "#,##0.0",
    Unit.SHARE: "0.0%",
    Unit.POINTS: "+0.0;-0.0;0.0",
    Unit.SECONDS: "[h]:mm:ss",
    Unit.SCORE: "0.0",
    Unit.CHANGE: "+0.0;-0.0;0.0",
}
DAY_S = 86_400
LONGEST_SHEET_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
FONT = {"font_name": "Arial", "font_size": 10}
COLOURS = {"ink": "#3d495d", "quiet": "#9db0cb", "brand": "#16478e", "breach": "#c22323"}
TONES = {Tone.LATE: "#8a4b00", Tone.BREACH: "#ae1c1c"}


def to_xlsx(document: Document, words: Words) -> bytes:
    """The file."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as workbook:
        workbook.set_properties({"title": words.text(document.title), "company": document.organisation})
        book = _Book(workbook, words)
        book.summary(document)
        for section in document.sections:
            for block in section.blocks:
                if isinstance(block, Table):
                    book.table(block)
                elif isinstance(block, Chart):
                    book.chart(block)
                elif isinstance(block, HeatMap):
                    book.heat(block)
    return content.getvalue()


class _Book:
    def __init__(self, workbook: Workbook, words: Words) -> None:
        self._workbook = workbook
        self._words = words
        self._formats: dict[tuple[Any, ...], Format] = {}
        self._names: set[str] = set()

    def summary(self, document: Document) -> None:
        """The first sheet: title, headline, figures, sentences."""
        sheet = self._sheet(self._words.text(document.subtitle))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 16)
        sheet.set_column(2, 2, 60)
        self._write(sheet, 0, 0, document.title, bold=True, size=16)
        self._write(sheet, 1, 0, document.subtitle)
        self._write(sheet, 2, 0, document.headline, bold=True, tone=document.tone)
        row = 4
        for section in document.sections:
            told = [block for block in section.blocks if isinstance(block, Figures | Sentences)]
            if not told:
                continue
            self._write(sheet, row, 0, section.heading, bold=True, size=12)
            row += 1
            for block in told:
                row = self._figures(sheet, row, block) if isinstance(block, Figures) else self._told(sheet, row, block)
            row += 1
        for note in document.notes:
            self._write(sheet, row, 0, note)
            row += 1

    def table(self, table: Table) -> None:
        """A sheet of its own, its heading kept in sight."""
        sheet = self._sheet(self._words.text(table.caption))
        sheet.freeze_panes(1, 1)
        for index, column in enumerate(table.columns):
            label = self._words.text(column.label)
            sheet.write_string(0, index, label, self._format(bold=True, bottom=1, text_wrap=True, valign="top"))
            cells = [self._words.text(row[index]) for row in table.rows]
            sheet.set_column(index, index, min(44, max(10, *(len(text) + 2 for text in [label[:14], *cells]))))
        for row, values in enumerate(table.rows, start=1):
            for index, value in enumerate(values):
                self._write(sheet, row, index, value)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)

    def chart(self, chart: Chart) -> None:
        """The series as a sheet, with the chart drawn from it."""
        name = self._words.text(chart.caption)
        sheet = self._sheet(name)
        sheet.set_column(0, len(chart.series), 18)
        for row, label in enumerate(chart.along, start=1):
            self._write(sheet, row, 0, label)
        for index, series in enumerate(chart.series, start=1):
            self._write(sheet, 0, index, series.label, bold=True)
            for row, value in enumerate(series.values, start=1):
                self._write(sheet, row, index, Number(value, chart.unit))
        self._draw(sheet, chart, name)

    def heat(self, heat: HeatMap) -> None:
        """The cells as a sheet, those that concern time coloured."""
        sheet = self._sheet(self._words.text(heat.caption))
        sheet.freeze_panes(1, 1)
        for index, value in enumerate(heat.across, start=1):
            self._write(sheet, 0, index, value, bold=True)
        for row, (name, cells) in enumerate(zip(heat.down, heat.cells, strict=True), start=1):
            self._write(sheet, row, 0, name)
            for index, cell in enumerate(cells, start=1):
                self._write(sheet, row, index, cell)

    def _figures(self, sheet: Worksheet, row: int, block: Figures) -> int:
        for figure in block.numbers():
            self._write(sheet, row, 0, figure.label)
            self._write(sheet, row, 1, figure.value, bold=True)
            if figure.note is not None and not figure.noted:  # what a line says in numbers has rows of its own
                self._write(sheet, row, 2, figure.note)
            row += 1
        return row

    def _told(self, sheet: Worksheet, row: int, block: Sentences) -> int:
        if block.lead is not None:
            self._write(sheet, row, 0, block.lead, bold=True)
            row += 1
        between = "" if self._words.language == "zh" else " "
        for paragraph in block.paragraphs:
            sheet.write_string(row, 0, between.join(self._words.text(message) for message in paragraph), self._format())
            row += 1
        return row

    def _draw(self, sheet: Worksheet, chart: Chart, name: str) -> None:
        last = len(chart.along)
        bars = self._workbook.add_chart({"type": "column", "subtype": "stacked"})
        lines = self._workbook.add_chart({"type": "line"})
        drawn: set[bool] = set()
        for index, series in enumerate(chart.series, start=1):
            as_bar = series.shape is Shape.BARS
            colour = {"color": COLOURS[series.ink]}
            (bars if as_bar else lines).add_series({
                "name": [sheet.name, 0, index],
                "categories": [sheet.name, 1, 0, last, 0],
                "values": [sheet.name, 1, index, last, index],
                **({"fill": colour, "gap": 40} if as_bar else {"line": {**colour, "width": 2}}),
            })  # fmt: skip
            drawn.add(as_bar)
        main = bars if True in drawn else lines
        if drawn == {True, False}:
            bars.combine(lines)
        main.set_title({"name": name, "name_font": {"size": 11}})
        low, high = chart.floor or None, chart.ceiling
        scale = DAY_S if chart.unit is Unit.SECONDS else 1
        bounds = {"min": low / scale if low else None, "max": high / scale if high else None}
        main.set_y_axis({"num_format": FORMATS[chart.unit], "major_gridlines": {"visible": True}, **bounds})
        main.set_legend({"position": "bottom"})
        main.set_size({"width": 860, "height": 320})
        sheet.insert_chart(1, len(chart.series) + 2, main)

    def _write(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        value: Value,
        *,
        bold: bool = False,
        size: int = 10,
        tone: Tone = Tone.PLAIN,
    ) -> None:
        match value:
            case Number(value=None):
                sheet.write_blank(row, column, None, self._format())
            case Number():
                number = value.value or 0.0
                scale = {Unit.SECONDS: 1 / DAY_S, Unit.POINTS: 100.0}.get(value.unit, 1.0)
                look = self._format(bold=bold, font_size=size, num_format=FORMATS[value.unit], **_colour(value.tone))
                sheet.write_number(row, column, number * scale, look)
            case _:
                text = self._words.text(value)
                sheet.write_string(row, column, text, self._format(bold=bold, font_size=size, **_colour(tone)))

    def _format(self, **look: Any) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format({**FONT, **look})
        return self._formats[key]

    def _sheet(self, name: str) -> Worksheet:
        bare = _FORBIDDEN.sub(" ", name).strip()[:LONGEST_SHEET_NAME].strip() or "1"
        chosen, repeat = bare, 2
        while chosen.lower() in self._names:
            ending = f" {repeat}"
            chosen, repeat = bare[: LONGEST_SHEET_NAME - len(ending)] + ending, repeat + 1
        self._names.add(chosen.lower())
        return self._workbook.add_worksheet(chosen)


def _colour(tone: Tone) -> dict[str, str]:
    return {} if tone is Tone.PLAIN else {"font_color": TONES[tone]}
