"""What the reports' commands are asked with: days, periods, offices; each wrong one is refused with what is right."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from datetime import date

    from analytics.reports.periods import Period


def a_day(text: str | None, option: str) -> str:
    """A local day."""
    return a_date(text, option).isoformat()


def a_date(text: str | None, option: str) -> "date":
    """A local day, as a date."""
    from queue_server.domain.opening import written_date

    if text is None:
        raise typer.BadParameter("Name a day, such as 2026-03-02.", param_hint=option)
    try:
        return written_date(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}” is no day; write it as 2026-03-02.", param_hint=option) from None


def a_told_day(text: str, option: str) -> str:
    """The local day that a document tells of."""
    from analytics.reports.periods import PeriodInvalidError, day_told

    try:
        return day_told(text)
    except PeriodInvalidError as problem:
        raise typer.BadParameter(str(problem), param_hint=option) from None


def a_period(span: str, text: str) -> "Period":
    """A week, a month or a quarter, as the option of that name says it."""
    from analytics.reports.periods import PeriodInvalidError, Span, period

    try:
        return period(Span(span), text)
    except PeriodInvalidError as problem:
        raise typer.BadParameter(str(problem), param_hint=f"--{span}") from None


def known_office(office: str, known: Iterable[str]) -> str:
    """An office that the database has a log of."""
    names = list(known)
    if office not in names:
        listed = ", ".join(names) or "none"
        raise typer.BadParameter(
            f"There is no office “{office}” in this database; known: {listed}.", param_hint="--office"
        )
    return office


def known_territory(territory: str, known: Iterable[str]) -> str:
    """A territory of the organisation file."""
    names = sorted(known)
    if territory not in names:
        listed = ", ".join(names) or "none"
        raise typer.BadParameter(f"There is no territory “{territory}”; known: {listed}.", param_hint="--territory")
    return territory
