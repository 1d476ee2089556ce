"""What is known of days beforehand: closed days of the office, and a file with bills, weather, or anything numeric.

The file is CSV with a column `date` and a number in each other column. `billing` is special: 1 on the day on which
bills reach people; the days after it become regressors. An empty cell is the column's mean.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.opening import CLOSED, WEEKDAYS, hours_text, written_date
from queue_server.errors import ScenarioInvalid

BILLING = "billing"
AFTER_BILLING = ((0, 2), (3, 6))
"""Days after the bills: the rush, and what follows it."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Regressors by date; `closed` tells on which dates an office does not open (None: nothing is known)."""

    columns: tuple[str, ...] = ()
    values: Mapping[date, Sequence[float]] = field(default_factory=dict)
    config: OfficeConfig | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Of the regressors, in the order of `regressors`."""
        plain = tuple(name for name in self.columns if name != BILLING)
        bills = tuple(f"{BILLING}_{first}_{last}" for first, last in AFTER_BILLING) if BILLING in self.columns else ()
        return (*(("after_closed", "before_closed") if self.config is not None else ()), *bills, *plain)

    def hours(self, day: date) -> str | None:
        """Opening hours on `day`, None where the office is closed; empty where nothing is known of hours."""
        if self.config is None or not self.config.hours:
            return ""
        return hours_text(self.config, day.isoformat())

    def regressors(self, days: Sequence[date]) -> NDArray[np.float64]:
        """(len(days), P); NaN where the file says nothing."""
        rows = []
        for day in days:
            row: list[float] = []
            if self.config is not None:
                row += [float(self._special(day - timedelta(1))), float(self._special(day + timedelta(1)))]
            if BILLING in self.columns:
                row += [float(self._billed(day, first, last)) for first, last in AFTER_BILLING]
            known = self.values.get(day)
            for number, name in enumerate(self.columns):
                if name != BILLING:
                    row.append(known[number] if known is not None else np.nan)
            rows.append(row)
        return np.array(rows, float).reshape(len(days), len(self.names))

    def _special(self, day: date) -> bool:
        """A holiday: closed on a weekday that is usually open."""
        usual = self.config.hours.get(WEEKDAYS[day.weekday()]) if self.config is not None else None
        return usual is not None and usual != CLOSED and self.hours(day) is None

    def _billed(self, day: date, first: int, last: int) -> bool:
        column = self.columns.index(BILLING)
        ago = (self.values.get(day - timedelta(n)) for n in range(first, last + 1))
        return any(row is not None and row[column] > 0 for row in ago)


def read_calendar(file: Path, config: OfficeConfig | None = None) -> Calendar:
    """The calendar of a file. Raises `ScenarioInvalid` with the line that cannot be read."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        names = [name for name in reader.fieldnames or () if name != "date"]
        if "date" not in (reader.fieldnames or ()):
            raise ScenarioInvalid(f"{file}: the first line names the columns, one of them “date”")
        values: dict[date, list[float]] = {}
        for number, row in enumerate(reader, start=2):
            try:
                day = written_date(row["date"])
                values[day] = [float(row[name]) if row[name] else np.nan for name in names]
            except (ValueError, TypeError):
                raise ScenarioInvalid(f"{file}:{number}: a date as 2026-03-02 and numbers, please") from None
    return Calendar(tuple(names), values, config)
