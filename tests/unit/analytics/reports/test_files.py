"""A report's files: what is in them is what the structure says, typed, harmless, and readable."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pypdf
import pytest

from analytics.reports.cells import harmless
from analytics.reports.fonts import FontFolder, slices
from analytics.reports.rendering import FORMS, rendered
from analytics.reports.words import FOLDERS, LANGUAGES, words_in
from tests.unit.analytics.reports.test_brief import RUSH, made

EVIL = "=cmd|'/C calc'!A0"


def test_a_number_in_csv_is_a_line_with_its_place_and_unit() -> None:
    content = rendered(made(RUSH), "csv", "en")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {"section": "The result", "table": "", "row": "", "figure": "Visits", "value": "14", "unit": "count"} in rows
    longest = [row for row in rows if row["table"] == "By topic" and row["row"] == "Contract"]
    assert [row["value"] for row in longest if row["figure"] == "Longest"] == ["1500.0"]


def test_cells_of_a_sheet_have_their_types() -> None:
    book = openpyxl.load_workbook(io.BytesIO(rendered(made(RUSH), "xlsx", "en")))
    sheet = book["By topic"]
    names = [cell.value for cell in sheet[1]]
    contract = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "Contract")
    cells = dict(zip(names, contract, strict=True))
    assert (cells["Visits"].value, cells["Visits"].number_format) == (1, "#,##0")
    assert (cells["Within"].value, cells["Within"].number_format) == (0, "0.0%")
    assert cells["Longest"].value == timedelta(seconds=1500)
    assert book.sheetnames[0] == "Results of Tuesday, March 3, 20"
    assert len(book["How many came in half an hour"]._charts) == 1


def test_what_a_figure_is_noted_with_has_a_typed_cell_of_its_own_in_a_sheet() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(rendered(made(RUSH), "xlsx", "en"))).worksheets[0]
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=4)}
    assert isinstance(rows["Wait, median"][1].value, timedelta)
    assert rows["Wait, p90"][2].value is None


HEADS = {
    "ru": ("По темам", "Договор", ["Тема", "Визиты", "В нормативе", "Дольше норматива"], "Итог"),
    "en": ("By topic", "Contract", ["Topic", "Visits", "Within", "Above the standard"], "The result"),
    "zh": ("按事项", "合同", ["事项", "来访", "标准之内", "超过标准"], "结果"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_is_written_in_each_language_and_its_numbers_are_numbers(language: str) -> None:
    """The spreadsheet itself writes numbers by its reader's habits: the cells hold the same ones in every language."""
    title, contract, heads, _ = HEADS[language]
    sheet = openpyxl.load_workbook(io.BytesIO(rendered(made(RUSH), "xlsx", language)))[title]
    assert [cell.value for cell in sheet[1]][:4] == heads
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == contract)
    assert [(cell.value, cell.number_format) for cell in row[1:4]] == [(1, "#,##0"), (0, "0.0%"), (1, "#,##0")]
    longest = [cell for cell in row if cell.value == timedelta(seconds=1500)]
    assert longest and all(cell.number_format == "[h]:mm:ss" for cell in longest)


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_is_written_in_each_language_and_read_by_programs_alike(language: str) -> None:
    content = rendered(made(RUSH), "csv", language)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    title, contract, (_, visits, within, longer), result = HEADS[language]
    whole = {row["figure"]: row["value"] for row in rows if row["section"] == result}
    assert whole[words_in(language).say("figure-issued")] == "14"
    of_topic = [row for row in rows if (row["table"], row["row"]) == (title, contract)]
    cells = {row["figure"]: (row["value"], row["unit"]) for row in of_topic}
    assert (cells[visits], cells[within], cells[longer]) == (("1", "count"), ("0.0", "share"), ("1", "count"))
    english = list(csv.DictReader(io.StringIO(rendered(made(RUSH), "csv", "en").decode("utf-8-sig"))))
    assert [(row["value"], row["unit"]) for row in rows] == [(row["value"], row["unit"]) for row in english]


@pytest.mark.parametrize("text", [EVIL, "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_stays_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    named = [replace(RUSH[0], topic=text, manager=text)]
    lines = rendered(made(named), "csv", "ru").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(lines)) for cell in row[:4]]
    assert f"'{text}" in cells
    assert text not in cells
    book = openpyxl.load_workbook(io.BytesIO(rendered(made(named), "xlsx", "ru")))
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in types


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_the_words_and_letters_of_each_language(language: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(rendered(made(RUSH), "pdf", language)))
    text = "\n".join(page.extract_text() for page in reader.pages)
    said = {"ru": "Что нарушило норматив", "en": "What broke the standard", "zh": "哪里超出标准"}[language]
    assert said in text
    assert "К001" in text
    fonts = {str(font["/BaseFont"]) for page in reader.pages for font in _fonts(page)}
    assert fonts
    assert all("Report" in name or "Golos" in name or "Noto" in name for name in fonts), fonts
    root: Any = reader.trailer["/Root"]
    assert (root["/Lang"], "/StructTreeRoot" in root) == (language, True)


def test_the_house_has_every_letter_that_its_texts_use() -> None:
    text = "".join((folder / f"{one}.ftl").read_text("utf-8") for folder in FOLDERS for one in LANGUAGES)
    missing = {sign for sign in text if sign.isprintable() and not any(one.holds(ord(sign)) for one in slices())}
    assert not missing


def test_only_the_files_that_a_text_needs_are_unpacked() -> None:
    folder = FontFolder()
    assert len(folder.families_for("Hello")) == 1
    assert len(folder.families_for("Hello, привет")) == 2
    assert len(list(folder.path.iterdir())) == 2


def test_every_form_has_its_media_type() -> None:
    assert {name: form.media_type.split(";")[0] for name, form in FORMS.items()} == {
        "html": "text/html",
        "pdf": "application/pdf",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv": "text/csv",
        "json": "application/json",
    }


def _fonts(page: Any) -> list[Any]:
    fonts = page["/Resources"].get("/Font", {})
    return [fonts[name].get_object() for name in fonts]
