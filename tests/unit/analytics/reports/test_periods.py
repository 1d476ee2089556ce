"""Weeks, months and quarters."""

import pytest

from analytics.reports.periods import YEARS, PeriodInvalidError, Span, day_told, period, period_of


@pytest.mark.parametrize(
    ("span", "text", "first", "last", "before"),
    [
        (Span.WEEK, "2026-W10", "2026-03-02", "2026-03-08", "2026-W09"),
        (Span.WEEK, "2026-W01", "2025-12-29", "2026-01-04", "2025-W52"),
        (Span.WEEK, "2020-W53", "2020-12-28", "2021-01-03", "2020-W52"),
        (Span.MONTH, "2026-02", "2026-02-01", "2026-02-28", "2026-01"),
        (Span.MONTH, "2024-02", "2024-02-01", "2024-02-29", "2024-01"),
        (Span.MONTH, "2026-12", "2026-12-01", "2026-12-31", "2026-11"),
        (Span.QUARTER, "2026Q1", "2026-01-01", "2026-03-31", "2025Q4"),
        (Span.QUARTER, "2026Q4", "2026-10-01", "2026-12-31", "2026Q3"),
    ],
)
def test_a_period_and_the_one_before(span: Span, text: str, first: str, last: str, before: str) -> None:
    told = period(span, text)
    assert (told.first, told.last, told.id, told.previous.id) == (first, last, text, before)
    assert period_of(span, last) == told == period_of(span, first)


@pytest.mark.parametrize(
    ("span", "text"),
    [(Span.WEEK, "2026-W54"), (Span.WEEK, "2026W10"), (Span.MONTH, "2026-13"), (Span.QUARTER, "2026Q5"),
     (Span.QUARTER, "Q1"), (Span.MONTH, ""), (Span.WEEK, "0000-W01"), (Span.MONTH, "2026-03-01")],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_how_one_is_written(span: Span, text: str) -> None:
    with pytest.raises(PeriodInvalidError, match="write it as"):
        period(span, text)


@pytest.mark.parametrize(
    ("span", "before", "first", "last", "after"),
    [
        (Span.WEEK, "1969-W52", "1970-W02", "2099-W52", "2100-W01"),
        (Span.MONTH, "1969-12", "1970-01", "2099-12", "2100-01"),
        (Span.QUARTER, "0001Q1", "1970Q1", "2099Q4", "9999Q4"),
    ],
)
def test_what_the_calendar_has_no_room_around_is_refused(
    span: Span, before: str, first: str, last: str, after: str
) -> None:
    assert period(span, first).previous.id < first
    assert period(span, last).last > period(span, last).previous.last
    for text in (before, after):
        with pytest.raises(PeriodInvalidError, match="outside the years 1970 to 2099"):
            period(span, text)


@pytest.mark.parametrize(("text", "said"), [
    ("0001-01-01", "outside"), ("9999-12-31", "outside"), ("2026-W10-1", "is no day"), ("20260302", "is no day"),
    ("2026-02-30", "is no day"),
])  # fmt: skip
def test_a_day_is_written_out_and_lies_in_those_years(text: str, said: str) -> None:
    with pytest.raises(PeriodInvalidError, match=said):
        day_told(text)
    assert day_told(f"{YEARS[0]}-01-01") < day_told(f"{YEARS[-1]}-12-31")
