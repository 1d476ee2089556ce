"""The weekly bulletin, the monthly and the quarterly report of an office, a territory or the company."""

from collections.abc import Sequence

from analytics.figures import Row, figures
from analytics.reports.answers import Scope
from analytics.reports.company import Company
from analytics.reports.document import Document, Figure, Figures, Section, Sentences
from analytics.reports.endings import endings
from analytics.reports.period_facts import OF_THE_WHOLE, PeriodFacts, promised
from analytics.reports.period_when import when
from analytics.reports.period_where import what, where
from analytics.reports.periods import Period, Span
from analytics.reports.saying import below, headline, ninety
from analytics.reports.values import Message, Name, Number, Unit, Value, count, mean, seconds, share
from analytics.visits.columns import columns_of

KINDS = {Span.WEEK: "bulletin", Span.MONTH: "monthly", Span.QUARTER: "quarterly"}
NOTHING: Row = figures(columns_of(()), only=OF_THE_WHOLE)[0]
"""Of a scope without a visit."""


def periodical(facts: PeriodFacts, company: Company, made_at: int, *, further: Sequence[Section] = ()) -> Document:
    """The document. `further` are sections from elsewhere, such as the ranking's."""
    goal, standard_s = promised(facts.scope, company)
    total = {**NOTHING, **facts.total}
    kind = KINDS[facts.period.span]
    sections = [_result(facts, total, goal)]
    if total["issued"]:
        sections.append(when(facts, goal, standard_s))
        if facts.by_office:
            sections.append(where(facts, company))
        sections += [what(facts, company), _work(total), endings(total)]
    return Document(
        kind=kind,
        title=Message(f"{kind}-title", {"of": _of(facts.scope, company)}),
        subtitle=Message("period-subtitle", {"period": facts.period.name}),
        headline=headline(total, goal),
        tone=below(total["service_level"], goal),
        sections=(*sections, *further),
        made_at=made_at,
        timezone=timezone_of(facts.scope, company),
        organisation=company.name,
        notes=(
            Message("note-standard", {"standard": seconds(standard_s)}),
            Message("note-interval"),
            Message("note-figures"),
            Message("note-each-local"),
        ),
    )


def _result(facts: PeriodFacts, row: Row, goal: float) -> Section:
    low, high = row["service_level_low"], row["service_level_high"]
    interval = Message("figure-interval", {"low": share(low), "high": share(high)}) if low is not None else None
    ends = (
        Figure("service_level_low", Message("figure-interval-low"), share(low)),
        Figure("service_level_high", Message("figure-interval-high"), share(high)),
    )
    figures = Figures(
        (
            Figure(
                "service_level",
                Message("figure-service-level"),
                share(row["service_level"], below(row["service_level"], goal)),
                interval,
                ends if low is not None else (),
            ),
            Figure("issued", Message("figure-issued"), count(row["issued"])),
            Figure("breached", Message("figure-breached"), count(row["breached"])),
            ninety(row),
            Figure("over_standard_s", Message("figure-over-standard"), seconds(row["over_standard_s"])),
            Figure("abandoned_share", Message("figure-abandoned"), share(row["abandoned_share"])),
            Figure("one_desk_share", Message("figure-one-desk"), share(row["one_desk_share"])),
        )
    )
    told = tuple(_compared(row, {**NOTHING, **facts.before}, facts.period.previous))
    return Section("result", Message("section-period-result"), (figures, Sentences((told,))) if told else (figures,))


def _work(row: Row) -> Section:
    """What the desks had to do: services and their spread, walks, who did not come, the load."""
    figures = (
        Figure("service_mean_s", Message("figure-service"), seconds(row["service_mean_s"])),
        Figure("service_sd_s", Message("figure-spread"), seconds(row["service_sd_s"])),
        Figure("walk_mean_s", Message("figure-walk"), seconds(row["walk_mean_s"])),
        Figure("no_show_share", Message("figure-no-show"), share(row["no_show_share"])),
        Figure("load_erlangs", Message("figure-erlangs"), mean(row["load_erlangs"])),
        Figure("load_share", Message("figure-load"), share(row["load_share"])),
        Figure("idle_waiting_s", Message("figure-idle-waiting"), seconds(row["idle_waiting_s"])),
    )
    return Section("work", Message("section-work"), (Figures(figures),))


def _compared(row: Row, before: Row, previous: Period) -> list[Message]:
    told = []
    if row["service_level"] is not None and before["service_level"] is not None:
        change = row["service_level"] - before["service_level"]
        direction = "same" if abs(change) < 0.0005 else "better" if change > 0 else "worse"
        args: dict[str, Value] = {
            "before": share(before["service_level"]),
            "period": previous.name,
            "points": Number(change, Unit.POINTS),
        }
        told.append(Message(f"level-{direction}", args))
    if before["issued"]:
        told.append(Message("visits-before", {"n": count(row["issued"]), "before": count(before["issued"])}))
    return told


def _of(scope: Scope, company: Company) -> Value:
    if scope.office is not None:
        return company.office(scope.office)
    if scope.territory is not None:
        return company.territory(scope.territory)
    return Name({}, company.name) if company.name else Message("the-company")


def timezone_of(scope: Scope, company: Company) -> str:
    """The office's zone; for several offices the one that most of them share."""
    if scope.office is not None:
        return company.offices[scope.office].timezone
    names = company.of_territory(scope.territory) if scope.territory is not None else list(company.offices)
    zones = [company.offices[name].timezone for name in names]
    return max(sorted(set(zones)), key=zones.count, default="UTC")
