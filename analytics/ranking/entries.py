"""Values that are entered by hand or imported: payment collection, mystery shopper, complaints, whatever a file names.

CSV with a header, a line a value: `quarter,territory,criterion,value`. Read as a whole: with one wrong line nothing is
taken. Shares are written as 0.957, 95.7% or 95,7 %; a number may have a comma.
"""

import csv
import io
import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analytics.ranking.criteria import Criterion
from analytics.reports.periods import PeriodInvalidError, Span, period
from analytics.reports.values import Unit

COLUMNS = ("quarter", "territory", "criterion", "value")
MOST_LINES = 20_000
"""Two hundred territories, ten criteria, ten quarters."""
BEYOND = "\n"
"""Under this name a row has the fields that the header does not name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value. A later one for the same quarter, territory and criterion replaces it."""

    quarter: str
    territory: str
    criterion: str
    value: float


class EntriesInvalidError(ValueError):
    """The file cannot be taken; `problems` are all that is wrong, each with its line."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def read_entries(text: str, *, criteria: Mapping[str, Criterion], territories: Collection[str]) -> list[Entry]:
    """The entries of a CSV file. Raises `EntriesInvalidError`."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), restkey=BEYOND, dialect=_dialect(text))
    try:
        header = rows.fieldnames or ()
    except csv.Error as problem:
        raise EntriesInvalidError([f"line 1: {problem}"]) from None
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise EntriesInvalidError([f"line 1: the column {', '.join(missing)} is missing; needed: {','.join(COLUMNS)}"])
    entries: dict[tuple[str, str, str], Entry] = {}
    problems = []
    try:
        for row in rows:
            if rows.line_num > MOST_LINES:
                problems.append(f"more than {MOST_LINES} lines; take them in several files")
                break
            try:
                entry = _entry(row, criteria, territories)
                key = (entry.quarter, entry.territory, entry.criterion)
                if key in entries:
                    raise ValueError(f"{' '.join(key)} stands in the file twice")
                entries[key] = entry
            except ValueError as problem:
                problems.append(f"line {rows.line_num}: {problem}")
    except csv.Error as problem:  # the line that cannot be read is not counted
        problems.append(f"line {rows.line_num + 1}: {problem}")
    if problems:
        raise EntriesInvalidError(problems)
    return list(entries.values())


def entered_value(text: str, criterion: Criterion) -> float:
    """A value as people write it. Raises `ValueError` with what is wrong."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")
    percent = bare.endswith("%")
    try:
        value = float(bare.removesuffix("%"))
    except ValueError:
        raise ValueError(f"“{text}” is no number") from None
    if not math.isfinite(value):
        raise ValueError(f"“{text}” is no number")
    value = round(value / 100, 9) if percent else value
    if percent and criterion.unit is not Unit.SHARE:
        raise ValueError(f"“{text}”: {criterion.id} is no share")
    if criterion.unit is Unit.SHARE and not 0 <= value <= 1:
        raise ValueError(f"“{text}” is no share: write 0.957 or 95.7%")
    if value < 0:
        raise ValueError(f"“{text}” is below zero")
    return value


def _entry(row: Mapping[str, Any], criteria: Mapping[str, Criterion], territories: Collection[str]) -> Entry:
    if any(row.get(BEYOND, ())):  # a decimal comma in a file with commas between its fields
        raise ValueError("has more fields than the header; put a number with a comma in quotes, or semicolons between")
    quarter, territory, name, text = ((row[column] or "").strip() for column in COLUMNS)
    try:
        told = period(Span.QUARTER, quarter)
    except PeriodInvalidError as problem:
        raise ValueError(str(problem)) from None
    if territory not in territories:
        raise ValueError(f"there is no territory “{territory}”")
    criterion = criteria.get(name)
    if criterion is None:
        raise ValueError(f"there is no criterion “{name}”; known: {', '.join(sorted(criteria))}")
    if criterion.figure is not None:
        raise ValueError(f"“{name}” comes from the queue and is not entered")
    return Entry(told.id, territory, name, entered_value(text, criterion))


def _dialect(text: str) -> type[csv.Dialect]:
    """Commas, or the semicolons of a spreadsheet whose decimals have commas."""
    first = text.partition("\n")[0]

    class Found(csv.excel):
        delimiter = ";" if first.count(";") > first.count(",") else ","

    return Found
