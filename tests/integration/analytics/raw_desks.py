"""What desks did on recorded days: plain loops over raw rows, from the words of docs/importing.md and docs/figures.md.

Nothing of the import and of the figures is used here. Times are seconds of a count of days; a desk is its manager.

A desk is open from the first call of a shift to the end of its last service. A shift ends where nobody is called there
for more than four hours, or where the office's day ends: when nobody is in the office and the date has changed.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from tests.integration.analytics.raw_refusals import DAY_S, Raw
from tests.integration.analytics.recorded import HALF_HOUR_S, Ticket, clock

Span = tuple[int, int]
GAP_S = 4 * 3600


@dataclass
class Hall:
    """Who was there, who waited for what, and who served whom: everything that desks are told by."""

    stays: list[Span] = field(default_factory=list)
    waits: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    services: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    topics: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


@dataclass
class Spent:
    """Seconds of desks: open, of these serving, of these free while somebody waited whom the desk could have called."""

    open_s: int = 0
    serving_s: int = 0
    idle_s: int = 0
    half_hours: set[tuple[str, str]] = field(default_factory=set)

    def told(self) -> dict[str, float | None]:
        """As documents have it."""
        return {
            "load_share": self.serving_s / self.open_s if self.open_s else None,
            "idle_waiting_s": self.idle_s if self.open_s else None,
            "load_erlangs": self.serving_s / (len(self.half_hours) * HALF_HOUR_S) if self.half_hours else None,
            "open_desks": self.open_s / HALF_HOUR_S,
            "break_s": 0,
        }


def of_bank(rows: Sequence[Raw]) -> Hall:
    """One row a call; whoever was served by nobody named was at the first nameless place that was free."""
    hall = Hall()
    free_at: list[int] = []
    for row in sorted(rows, key=lambda row: _at(row["date"], row["left_queue_s"])):
        joined, called = _at(row["date"], row["joined_s"]), _at(row["date"], row["left_queue_s"])
        ended = called
        if row["outcome"] == "served":
            ended += int(row["service_s"])
            who = row["server"]
            if not who:
                place = next((place for place, free in enumerate(free_at) if free <= called), len(free_at))
                free_at[place : place + 1] = [ended]
                who = f"unnamed-{place + 1}"
            hall.services[who].append((called, ended))
            hall.topics[who].add(row["topic"])
        hall.stays.append((joined, ended))
        hall.waits[row["topic"]].append((joined, called))
    return hall


def of_clinic(tickets: Sequence[Ticket]) -> Hall:
    """A visit goes from counter to counter; every counter takes everybody."""
    hall = Hall()
    for ticket in tickets:
        hall.stays.append((_at(ticket.date, ticket.came_s), _at(ticket.date, ticket.ended_s)))
        for counter, (queued, start, end) in zip(ticket.counters, ticket.legs, strict=True):
            room = counter.split()[-1]
            hall.waits["visit"].append((_at(ticket.date, queued), _at(ticket.date, start)))
            hall.services[room].append((_at(ticket.date, start), _at(ticket.date, end)))
            hall.topics[room] = {"visit"}
    return hall


def spent(hall: Hall) -> dict[tuple[str, str, str], Spent]:
    """By day, half-hour and manager."""
    found: dict[tuple[str, str, str], Spent] = defaultdict(Spent)
    day_ends = _days_begin(hall.stays)
    for who, services in hall.services.items():
        waiting = _joined(span for topic in hall.topics[who] for span in hall.waits[topic])
        services.sort()
        for begin, end in services:
            for when, lasted in _half_hours(begin, end):
                one = found[*when, who]
                one.open_s += lasted
                one.serving_s += lasted
        for (before, end), (begin, _) in pairwise(services):
            if begin - end > GAP_S or any(before < at <= begin for at in day_ends):
                continue  # a day may begin with a service that lasts no time: that one is of it
            for when, lasted in _half_hours(end, begin):
                found[*when, who].open_s += lasted
            for idle in _within(waiting, end, begin):
                for when, lasted in _half_hours(*idle):
                    found[*when, who].idle_s += lasted
    for (day, half_hour, _), one in found.items():
        if one.open_s:
            one.half_hours.add((day, half_hour))
    return dict(found)


def together(parts: Iterable[Spent]) -> Spent:
    """Of several desks, half-hours or days; an office's half-hour counts once, however many desks were open in it."""
    whole = Spent()
    for one in parts:
        whole.open_s += one.open_s
        whole.serving_s += one.serving_s
        whole.idle_s += one.idle_s
        whole.half_hours |= one.half_hours
    return whole


def _at(day: str, seconds: str | int) -> int:
    return date.fromisoformat(day).toordinal() * DAY_S + int(seconds)


def _days_begin(stays: Sequence[Span]) -> list[int]:
    """When somebody came into an empty office for the first time on another date than that of its day."""
    found: list[int] = []
    day = empty_at = -1
    for begin, end in sorted(stays):
        if begin >= empty_at and begin // DAY_S != day:
            day = begin // DAY_S
            found.append(begin)
        empty_at = max(empty_at, end)
    return found


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The same moments as spans that do not meet, in order."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def _within(spans: Sequence[Span], begin: int, end: int) -> Iterable[Span]:
    place = max(0, bisect_right(spans, (begin, begin)) - 1)
    while place < len(spans) and spans[place][0] < end:
        first, last = max(begin, spans[place][0]), min(end, spans[place][1])
        if first < last:
            yield first, last
        place += 1


def _half_hours(begin: int, end: int) -> Iterable[tuple[tuple[str, str], int]]:
    while begin < end:
        until = min((begin // HALF_HOUR_S + 1) * HALF_HOUR_S, end)
        day = date.fromordinal(begin // DAY_S).isoformat()
        yield (day, clock(begin % DAY_S // HALF_HOUR_S)), until - begin
        begin = until
