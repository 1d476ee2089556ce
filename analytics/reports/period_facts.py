"""What a report of a week, month or quarter is made of, asked for at once: each question names only what is told."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.figures import Row
from analytics.reports.answers import Asking, Scope
from analytics.reports.company import Company
from analytics.reports.endings import OF_THE_ENDS
from analytics.reports.periods import Period
from analytics.reports.tables import MANAGER_FIGURES, STANDARD_FIGURES

OF_THE_WHOLE = (
    "issued", "met", "breached", "service_level", "service_level_low", "service_level_high", "wait_p50_s",
    "wait_p90_s", "over_standard_s", "abandoned_share", "one_desk_share", "no_show_share", "walk_mean_s",
    "service_mean_s", "service_sd_s", "load_share", "load_erlangs", "idle_waiting_s",
    *OF_THE_ENDS,
)  # fmt: skip
COMPARED = ("issued", "service_level")
BY_HOUR = ("judged", "breached", "wait_p90_s")


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """All that a periodical report is made of. Rows as `analytics.figures` makes them, of the scope and the period."""

    scope: Scope
    period: Period
    total: Row
    before: Row
    """Of the period before."""
    by_day: Sequence[Row]
    by_office: Sequence[Row]
    by_office_before: Sequence[Row]
    by_territory: Sequence[Row]
    by_topic: Sequence[Row]
    by_manager: Sequence[Row]
    by_hour: Sequence[Row]
    """By weekday and half-hour."""


async def gathered(asking: Asking, period: Period) -> PeriodFacts:
    """Asks for everything."""
    days, before = (period.first, period.last), (period.previous.first, period.previous.last)
    scope = asking.scope
    several = scope.office is None
    return PeriodFacts(
        scope=scope,
        period=period,
        total=_one(await asking.rows(days, only=OF_THE_WHOLE)),
        before=_one(await asking.rows(before, only=COMPARED)),
        by_day=await asking.rows(days, ("day",), only=(*STANDARD_FIGURES, "judged")),
        by_office=await asking.rows(days, ("office",), only=STANDARD_FIGURES) if several else [],
        by_office_before=await asking.rows(before, ("office",), only=COMPARED) if several else [],
        by_territory=(
            await asking.rows(days, ("territory",), only=STANDARD_FIGURES) if scope.kind == "company" else []
        ),
        by_topic=await asking.rows(days, ("topic",), only=STANDARD_FIGURES),
        by_manager=await asking.rows(days, ("manager",), only=MANAGER_FIGURES) if not several else [],
        by_hour=await asking.rows(days, ("weekday", "half_hour"), only=BY_HOUR),
    )


def promised(scope: Scope, company: Company) -> tuple[float, float]:
    """The goal and the standard of whoever the report is about."""
    office = company.offices.get(scope.office) if scope.office is not None else None
    return (office.goal, office.standard_s) if office is not None else (company.goal, company.standard_s)


def _one(rows: Sequence[Row]) -> Row:
    """The one row of a scope, or a row of nothing where the scope had no visit."""
    return rows[0] if rows else {}
