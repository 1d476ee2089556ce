"""Sentences from facts: what trouble, a long wait and a result are told with. Texts stand in the locale files."""

import math
from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from analytics.reports.company import Company
from analytics.reports.document import Figure
from analytics.reports.longest import LongWait
from analytics.reports.troubles import Trouble
from analytics.reports.values import Chip, Message, Number, Plate, Text, Tone, Value, count, mean, seconds, share
from analytics.visits.visit import Visit, half_hour_name
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.opening import time_of_day

DAY_MINUTES = 24 * 60


def headline(row: dict[str, Any], goal: float) -> Message:
    """The one sentence: kept, or missed and by how many visits."""
    level = row["service_level"]
    if not row["issued"]:
        return Message("headline-nobody")
    if level is None:
        return Message("headline-unjudged", {"n": count(row["issued"])})
    told: dict[str, Value] = {"level": share(level), "goal": share(goal), "n": count(row["judged"])}
    if level >= goal:
        return Message("headline-kept", told)
    missing = math.ceil(goal * row["judged"] - 1e-9) - row["met"]
    return Message("headline-missed", {**told, "missing": count(missing)})


def result_figures(row: dict[str, Any], office: OfficeConfig, visits: Sequence[Visit]) -> list[Figure]:
    """The numbers that are met first."""
    longest = max((v for v in visits if v.judged in ("met", "breached")), key=lambda v: v.accountable_ms, default=None)
    return [
        Figure(
            "service_level",
            Message("figure-service-level"),
            share(row["service_level"], below(row["service_level"], office.goal)),
            Message("figure-goal", {"goal": share(office.goal)}),
        ),
        Figure("issued", Message("figure-issued"), count(row["issued"])),
        Figure("breached", Message("figure-breached"), count(row["breached"])),
        ninety(row, tone_of(row["wait_p90_s"], office.standard_s)),
        Figure(
            "wait_max_s",
            Message("figure-longest"),
            waited(longest) if longest is not None else seconds(None),
            Message("figure-ticket", {"ticket": Chip(longest.number)}) if longest is not None else None,
        ),
        Figure("abandoned", Message("figure-abandoned"), count(row["abandoned"])),
        Figure("no_show", Message("figure-no-show"), count(row["no_show"])),
    ]


def ninety(row: dict[str, Any], tone: Tone = Tone.PLAIN) -> Figure:
    """The wait that nine of ten stayed within, noted with the median."""
    median = seconds(row["wait_p50_s"])
    return Figure(
        "wait_p90_s",
        Message("figure-p90"),
        seconds(row["wait_p90_s"], tone),
        Message("figure-median", {"median": median}),
        (Figure("wait_p50_s", Message("figure-p50"), median),),
    )


def trouble_sentences(trouble: Trouble, company: Company) -> Iterable[Message]:
    """One stretch: how many waited too long, then each cause that was out of the ordinary."""
    yield Message(
        "trouble",
        {
            "from": clock(trouble.from_minute),
            "to": clock(trouble.to_minute),
            "breached": count(trouble.breached),
            "judged": count(trouble.judged),
        },
    )
    if trouble.surge:
        yield Message("cause-arrivals", {"n": count(trouble.issued), "usual": mean(trouble.usual_issued)})
    if trouble.short_of_desks:
        yield Message("cause-desks", {"work": mean(trouble.work), "open": mean(trouble.open_desks)})
    if trouble.fewer_desks and not trouble.short_of_desks:
        desks: dict[str, Value] = {"open": mean(trouble.open_desks), "usual": mean(trouble.usual_open_desks)}
        yield Message("cause-fewer-desks", desks)
    if trouble.breaks:
        yield Message("cause-breaks", {"time": seconds(trouble.break_s)})
    if trouble.slower:
        times: dict[str, Value] = {"mean": seconds(trouble.service_mean_s), "usual": seconds(trouble.usual_service_s)}
        yield Message("cause-service", times)
    if trouble.topic is not None:
        named: dict[str, Value] = {"topic": company.topic(trouble.topic), "n": count(trouble.topic_breached)}
        yield Message("cause-topic", named)
    if not trouble.explained:
        yield Message("cause-none")


def long_wait_sentences(wait: LongWait, company: Company, zone: ZoneInfo) -> Iterable[Message]:
    """One visitor's wait and what explains it."""
    visit = wait.visit
    told: dict[str, Value] = {
        "ticket": Chip(visit.number),
        "topic": company.topic(visit.last_topic),
        "wait": waited(visit),
        "issued": local_clock(visit.issued_at, zone),
    }
    if visit.first_called_at is not None and visit.desk is not None:
        called: dict[str, Value] = {"called": local_clock(visit.first_called_at, zone), "desk": Plate(visit.desk)}
        yield Message("longest-called", {**told, **called})
    else:
        yield Message(f"longest-{_end_of(visit)}", told)
    if wait.overtaken_by:
        yield Message("longest-overtaken", {"n": count(wait.overtaken_by), "category": count(wait.with_category)})
    if visit.transfers:
        yield Message("longest-transferred", {"n": count(visit.transfers)})
    if visit.restored:
        yield Message("longest-restored")


def waited(visit: Visit) -> Number:
    """The accountable wait, coloured by its own target."""
    return seconds(visit.accountable_ms / 1000, tone_of(visit.accountable_ms, visit.target_ms))


def tone_of(wait: float | None, target: float) -> Tone:
    """Amber from two thirds of the standard, red above it."""
    if wait is None:
        return Tone.PLAIN
    if wait > target:
        return Tone.BREACH
    return Tone.LATE if wait >= 2 / 3 * target else Tone.PLAIN


def below(level: float | None, goal: float) -> Tone:
    """Red where a share of visits within the standard misses the goal."""
    return Tone.BREACH if level is not None and level < goal else Tone.PLAIN


def clock(minutes: int) -> Text:
    """A local time of the day; the day's end is 24:00."""
    return Text("24:00" if minutes >= DAY_MINUTES else half_hour_name(minutes))


def local_clock(at: int, zone: ZoneInfo) -> Text:
    """The local time of an instant."""
    return Text(time_of_day(zone.key, at))


def _end_of(visit: Visit) -> str:
    match visit.state:
        case "left" | "cancelled":
            return "left"
        case "unserved" | "removed":
            return "unserved"
        case _:
            return "open"
