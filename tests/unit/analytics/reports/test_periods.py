"""Weeks, months and quarters."""

import pytest

from analytics.reports.periods import PeriodInvalidError, Span, period, period_of


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
