"""The morning brief of an office: yesterday, what broke the standard and why, and what today will bring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from analytics.figures import Row, figures
from analytics.reports.company import Company
from analytics.reports.document import Chart, Document, Figures, Ink, Section, Sentences, Series, Shape
from analytics.reports.endings import OF_THE_ENDS, endings
from analytics.reports.longest import longest_waits
from analytics.reports.saying import (
    below,
    clock,
    headline,
    long_wait_sentences,
    result_figures,
    trouble_sentences,
)
from analytics.reports.tables import STANDARD_FIGURES, half_hour_table, manager_table, topic_table
from analytics.reports.troubles import DeskHalfHours, troubles
from analytics.reports.usual import SLOTS, Expected, UsualDay
from analytics.reports.values import Day, Message, Text, Weekday, count, mean, seconds
from analytics.visits.columns import columns_of
from analytics.visits.visit import Visit
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.opening import hours_on

OF_THE_DAY = (
    "issued", "met", "breached", "service_level", "wait_p50_s", "wait_p90_s", "abandoned", *OF_THE_ENDS,
)  # fmt: skip
BY_HALF_HOUR = ("issued", "breached", "service_level", "wait_max_s")
LOOKED_AHEAD = 31
"""Days within which the next open one is sought."""


@dataclass(frozen=True, slots=True)
class BriefFacts:
    """All that a brief is made of: one office's visits of the day, what is usual, and what is expected next.

    `managers` are rows of `MANAGER_FIGURES`; `expected` is of `next_day`, empty where nobody knows.
    """

    office: OfficeConfig
    day: str
    visits: Sequence[Visit]
    usual: UsualDay
    desks: DeskHalfHours | None
    managers: Sequence[Row]
    next_day: str
    expected: Sequence[Expected]


def next_open_day(office: OfficeConfig, day: str) -> str:
    """The first day after `day` on which the office opens; the very next one where it has no hours."""
    following = [(date.fromisoformat(day) + timedelta(days=step)).isoformat() for step in range(1, LOOKED_AHEAD)]
    return next((one for one in following if hours_on(office, one) is not None), following[0])


def brief(facts: BriefFacts, company: Company, made_at: int) -> Document:
    """The document."""
    usual = facts.usual
    row = figures(columns_of(facts.visits), only=OF_THE_DAY)[0]
    sections = [_result(facts, row, usual)]
    if facts.visits:
        sections += [_why(facts, usual, company), _through_the_day(facts, usual), _who_and_what(facts, company)]
        sections.append(endings(row))
    sections.append(_ahead(facts))
    return Document(
        kind="brief",
        title=Message("brief-title", {"office": company.office(facts.office.id)}),
        subtitle=Message("brief-subtitle", {"day": Day(facts.day, long=True)}),
        headline=headline(row, facts.office.goal),
        tone=below(row["service_level"], facts.office.goal),
        sections=tuple(sections),
        made_at=made_at,
        timezone=facts.office.timezone,
        organisation=company.name,
        notes=(
            Message("note-standard", {"standard": seconds(facts.office.standard_s)}),
            Message("note-figures"),
            Message("note-local-time", {"zone": Text(facts.office.timezone)}),
        ),
    )


def _result(facts: BriefFacts, row: dict[str, Any], usual: UsualDay) -> Section:
    blocks: list[Figures | Sentences] = [Figures(tuple(result_figures(row, facts.office, facts.visits)))]
    if usual.grounded:
        told = Message(
            "compared",
            {
                "n": count(row["issued"]),
                "usual": mean(usual.total),
                "weekday": Weekday(date.fromisoformat(facts.day).weekday()),
                "days": count(usual.days),
            },
        )
        blocks.append(Sentences(((told,),)))
    return Section("result", Message("section-result"), tuple(blocks))


def _why(facts: BriefFacts, usual: UsualDay, company: Company) -> Section:
    found = troubles(facts.visits, usual, facts.desks)
    told = [tuple(trouble_sentences(trouble, company)) for trouble in found] or [(Message("no-trouble"),)]
    told += [(message,) for message in _no_shows(facts)]
    zone = ZoneInfo(facts.office.timezone)
    waits = tuple(tuple(long_wait_sentences(wait, company, zone)) for wait in longest_waits(facts.visits))
    blocks = (Sentences(tuple(told)), *([Sentences(waits, lead=Message("longest-lead"))] if waits else []))
    return Section("why", Message("section-why"), blocks)


def _no_shows(facts: BriefFacts) -> Iterable[Message]:
    missing = [visit for visit in facts.visits if visit.state == "no_show"]
    if missing:
        lost_s = sum(visit.walk_ms for visit in missing) / 1000
        yield Message("no-shows", {"n": count(len(missing)), "time": seconds(lost_s)})


def _through_the_day(facts: BriefFacts, usual: UsualDay) -> Section:
    found = figures(columns_of(facts.visits), ("half_hour",), only=BY_HALF_HOUR)
    rows = {row["half_hour"]: row for row in found}
    busy = sorted({visit.half_hour // 30 for visit in facts.visits})
    slots = range(busy[0], busy[-1] + 1)
    names = [clock(30 * slot) for slot in slots]
    at = [rows.get(name.text) for name in names]
    series = [
        Series("kept", Message("series-kept"), tuple(row["issued"] - row["breached"] if row else 0 for row in at)),
        Series(
            "breached", Message("series-breached"), tuple(row["breached"] if row else 0 for row in at), ink=Ink.BREACH
        ),
    ]
    if usual.grounded:
        usually = tuple(usual.arrivals[slot] for slot in slots)
        series.append(Series("usual", Message("series-usual"), usually, Shape.STEPS, Ink.BRAND))
    chart = Chart("arrivals", Message("chart-arrivals"), tuple(names), tuple(series))
    table = half_hour_table(rows, slots, usual if usual.grounded else None, facts.desks, facts.office)
    return Section("through-the-day", Message("section-through-the-day"), (chart, table))


def _who_and_what(facts: BriefFacts, company: Company) -> Section:
    by_topic = figures(columns_of(facts.visits), ("topic",), only=STANDARD_FIGURES)
    blocks = [topic_table(by_topic, company, facts.office)]
    if any(row["manager"] for row in facts.managers):
        blocks.append(manager_table(facts.managers, company))
    return Section("topics", Message("section-topics"), tuple(blocks))


def _ahead(facts: BriefFacts) -> Section:
    heading = Message("section-ahead", {"day": Day(facts.next_day, long=True)})
    if not facts.expected:
        return Section("ahead", heading, (Sentences(((Message("ahead-unknown"),),)),))
    total = sum(one.likely for one in facts.expected)
    peak = max(facts.expected, key=lambda one: one.likely)
    told = Message("ahead", {"n": count(total), "peak": clock(peak.half_hour), "peak_n": count(peak.likely)})
    by_slot = {one.half_hour // 30: one for one in facts.expected}
    slots = range(min(by_slot), min(max(by_slot), SLOTS - 1) + 1)
    likely = tuple(by_slot[slot].likely if slot in by_slot else 0.0 for slot in slots)
    series = [Series("expected", Message("series-expected"), likely, ink=Ink.QUIET)]
    if all(one.high is not None for one in facts.expected):
        high = tuple(by_slot[slot].high if slot in by_slot else None for slot in slots)
        series.append(Series("high", Message("series-high"), high, Shape.STEPS, Ink.BRAND))
    chart = Chart("expected", Message("chart-expected"), tuple(clock(30 * slot) for slot in slots), tuple(series))
    return Section("ahead", heading, (Sentences(((told,),)), chart))
