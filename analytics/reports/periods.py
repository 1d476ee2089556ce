"""Weeks, months and quarters of the calendar, as they are written and what days they hold."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from analytics.reports.values import Days, Message, Month, Text, Value, count
from queue_server.domain.opening import written_date

YEARS = range(1970, 2100)
"""What can be told of: the wire's instants begin in 1970, and every day in here has days before and after it."""


class PeriodInvalidError(ValueError):
    """What was written is no period; the text says how one is written."""


class Span(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


WRITTEN = {Span.WEEK: "2026-W10", Span.MONTH: "2026-03", Span.QUARTER: "2026Q1"}
"""An example of each."""
_FORMS = {
    Span.WEEK: re.compile(r"(\d{4})-W(\d{2})"),
    Span.MONTH: re.compile(r"(\d{4})-(\d{2})"),
    Span.QUARTER: re.compile(r"(\d{4})-?Q([1-4])"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """Local days from `first` to `last`, both included, ISO."""

    span: Span
    first: str
    last: str

    @property
    def id(self) -> str:
        """As it is written: `2026-W10`, `2026-03`, `2026Q1`."""
        begin = date.fromisoformat(self.first)
        match self.span:
            case Span.WEEK:
                year, week, _ = begin.isocalendar()
                return f"{year}-W{week:02d}"
            case Span.MONTH:
                return self.first[:7]
            case _:
                return f"{begin.year}Q{(begin.month + 2) // 3}"

    @property
    def name(self) -> Value:
        """For people."""
        begin = date.fromisoformat(self.first)
        match self.span:
            case Span.WEEK:
                return Days(self.first, self.last)
            case Span.MONTH:
                return Month(self.first[:7])
            case _:
                number = count((begin.month + 2) // 3)
                return Message("quarter-name", {"number": number, "year": Text(str(begin.year))})

    @property
    def previous(self) -> "Period":
        """The one before."""
        before = date.fromisoformat(self.first) - timedelta(days=1)
        return period_of(self.span, before.isoformat())


def day_told(text: str) -> str:
    """The day that is written so, for a brief. Raises `PeriodInvalidError`.

    >>> day_told("2026-03-02")
    '2026-03-02'
    """
    try:
        found = written_date(text)
    except ValueError:
        raise PeriodInvalidError(f"“{text}” is no day; write it as 2026-03-02.") from None
    _known(text, found.year)
    return text


def period(span: Span, text: str) -> Period:
    """The period that is written so. Raises `PeriodInvalidError`.

    >>> period(Span.QUARTER, "2026Q1").last, period(Span.WEEK, "2026-W10").first
    ('2026-03-31', '2026-03-02')
    """
    found = _FORMS[span].fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        year, number = int(found[1]), int(found[2])
        match span:
            case Span.WEEK:
                begin = date.fromisocalendar(year, number, 1)
            case Span.MONTH:
                begin = date(year, number, 1)
            case _:
                begin = date(year, 3 * number - 2, 1)
    except ValueError:
        raise PeriodInvalidError(f"“{text}” is no {span}; write it as {WRITTEN[span]}.") from None
    _known(text, year)
    return period_of(span, begin.isoformat())


def period_of(span: Span, day: str) -> Period:
    """The period that holds a day."""
    inside = date.fromisoformat(day)
    match span:
        case Span.WEEK:
            begin = inside - timedelta(days=inside.weekday())
            after = begin + timedelta(days=7)
        case Span.MONTH:
            begin, after = inside.replace(day=1), _months_on(inside, 1)
        case _:
            past = (inside.month - 1) % 3
            begin = inside.replace(day=1, month=inside.month - past)
            after = _months_on(begin, 3)
    return Period(span, begin.isoformat(), (after - timedelta(days=1)).isoformat())


def _known(text: str, year: int) -> None:
    if year not in YEARS:
        raise PeriodInvalidError(f"“{text}” lies outside the years {YEARS[0]} to {YEARS[-1]}.")


def _months_on(day: date, months: int) -> date:
    """The first of the month so many months later."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
