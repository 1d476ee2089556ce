"""A document as CSV: one line a number, with its section, table, row and column; for spreadsheets and programs.

RFC 4180 with a byte-order mark, without which Excel reads Cyrillic and Chinese as noise. Numbers are plain, with a
point, in the unit that the last column names.
"""

import csv
import io
from collections.abc import Iterator

from analytics.reports.cells import harmless
from analytics.reports.document import Chart, Document, Figures, HeatMap, Section, Sentences, Table
from analytics.reports.values import Number, Unit
from analytics.reports.words import Words

MEDIA_TYPE = "text/csv; charset=utf-8"
HEADER = ("section", "table", "row", "figure", "value", "unit")

Line = tuple[str, str, str, str, str, str]


def to_csv(document: Document, words: Words) -> bytes:
    """The file."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for section in document.sections:
        writer.writerows(_lines(section, words))
    return text.getvalue().encode("utf-8-sig")


def _lines(section: Section, words: Words) -> Iterator[Line]:
    name = harmless(words.text(section.heading))
    for block in section.blocks:
        match block:
            case Figures():
                for figure in block.numbers():
                    if isinstance(figure.value, Number):
                        yield name, "", "", harmless(words.text(figure.label)), *_number(figure.value)
            case Table():
                yield from _table_lines(name, block, words)
            case Sentences() | Chart() | HeatMap():
                pass  # what a chart shows stands in the table beside it, and a sentence is not a number


def _table_lines(section: str, table: Table, words: Words) -> Iterator[Line]:
    caption = harmless(words.text(table.caption))
    for row in table.rows:
        named = [words.text(value) for value in row if not isinstance(value, Number)]
        label = harmless(" · ".join(named))
        for column, value in zip(table.columns, row, strict=True):
            if isinstance(value, Number):
                yield section, caption, label, harmless(words.text(column.label)), *_number(value)


def _number(number: Number) -> tuple[str, str]:
    value = number.value
    if value is None:
        return "", number.unit.value
    if number.unit is Unit.COUNT:
        return str(round(value)), number.unit.value
    return repr(round(value, 6)), number.unit.value
