"""From a document to a file of one form in one language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analytics.reports.csv_file import MEDIA_TYPE as CSV
from analytics.reports.csv_file import to_csv
from analytics.reports.document import Document
from analytics.reports.html_file import MEDIA_TYPE as HTML
from analytics.reports.html_file import to_html
from analytics.reports.json_file import MEDIA_TYPE as JSON
from analytics.reports.json_file import to_json
from analytics.reports.pdf_file import MEDIA_TYPE as PDF
from analytics.reports.pdf_file import to_pdf
from analytics.reports.words import Words, words_in
from analytics.reports.xlsx_file import MEDIA_TYPE as XLSX
from analytics.reports.xlsx_file import to_xlsx


@dataclass(frozen=True, slots=True)
class Form:
    """One form of file: its media type and how a document becomes it."""

    media_type: str
    render: Callable[[Document, Words], bytes]


FORMS: Mapping[str, Form] = {
    "html": Form(HTML, to_html),
    "pdf": Form(PDF, to_pdf),
    "xlsx": Form(XLSX, to_xlsx),
    "csv": Form(CSV, to_csv),
    "json": Form(JSON, to_json),
}
"""By the file's ending."""


def rendered(document: Document, form: str, language: str) -> bytes:
    """The file's bytes. Raises `KeyError` for an unknown form, `WordsMissingError` for an unknown language."""
    return FORMS[form].render(document, words_in(language))
