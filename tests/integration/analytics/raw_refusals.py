"""Which raw rows of the two real logs an import has to refuse: plain loops, from the words of docs/importing.md.

Nothing of the import is used here. Lines are numbered as an editor does: the header is line 1.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

Raw = dict[str, str]
DAY_S = 86_400


def seconds(text: str) -> float | None:
    """A time or a duration; None where it cannot be read or is negative."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None


def bank_refused(rows: list[Raw]) -> set[int]:
    """The bank: one row a call, a service at its agent's place; services of nobody named are kept."""
    refused: set[int] = set()
    services: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for line, row in enumerate(rows, start=2):
        if not can_have_been(row):
            refused.add(line)
        elif row["outcome"] == "served" and row["server"]:
            begin = date_s(row["date"]) + float(row["left_queue_s"])
            services[row["server"]].append((begin + float(row["service_s"]), begin, line))
    for spans in services.values():
        refused |= overlapping(spans)
    return refused


def can_have_been(row: Raw) -> bool:
    """Whether a row of the bank makes sense by itself."""
    joined, left, wait = (seconds(row[name]) for name in ("joined_s", "left_queue_s", "wait_s"))
    if joined is None or left is None or left < joined or not row["topic"]:
        return False
    if row["wait_s"] and (wait is None or abs(left - joined - wait) > 1):
        return False
    return row["outcome"] == "abandoned" or (row["outcome"] == "served" and seconds(row["service_s"]) is not None)


@dataclass
class ClinicRefused:
    """Lines that do not go in; of these, those whose waiting counts with the visit's next leg."""

    lines: set[int] = field(default_factory=set)
    carried: set[int] = field(default_factory=set)


def clinic_refused(rows: list[Raw]) -> ClinicRefused:
    """The clinic: one row a leg of a ticket, a service at its counter."""
    found = ClinicRefused()
    legs: dict[tuple[str, str], list[tuple[int, int, Raw]]] = defaultdict(list)
    for line, row in enumerate(rows, start=2):
        times = [seconds(row[name]) for name in ("queued_s", "start_s", "end_s")]
        known = [time for time in times if time is not None]
        if (row["valid"] not in ("", "Y")) or len(known) < 3 or known != sorted(known):
            found.lines.add(line)
        else:
            legs[row["date"], row["ticket"]].append((int(row["leg"]), line, row))
    kept: dict[tuple[str, str], list[tuple[int, Raw]]] = {}
    for visit, numbered in legs.items():
        numbered.sort(key=lambda leg: leg[0])
        kept[visit] = []
        ended = waiting_since = None
        for place, (_, line, row) in enumerate(numbered):
            queued = float(row["queued_s"])
            if waiting_since is not None:
                queued, waiting_since = min(queued, waiting_since), None
            if ended is None or queued >= ended:
                if row["counter"]:
                    kept[visit].append((line, row))
                    ended = float(row["end_s"])
                    continue
                if row["start_s"] == row["end_s"] and place + 1 < len(numbered):
                    found.lines.add(line)
                    found.carried.add(line)
                    waiting_since = queued
                    continue
            found.lines |= {later for _, later, _ in numbered[place:]}
            break
    services: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for (day, _), visit_legs in kept.items():
        for line, row in visit_legs:
            midnight = date_s(day)
            services[row["counter"]].append((midnight + float(row["end_s"]), midnight + float(row["start_s"]), line))
    clashing = set().union(*(overlapping(spans) for spans in services.values()))
    for visit_legs in kept.values():
        cut = next((place for place, (line, _) in enumerate(visit_legs) if line in clashing), len(visit_legs))
        found.lines |= {line for line, _ in visit_legs[cut:]}
    return found


def overlapping(spans: list[tuple[float, float, int]]) -> set[int]:
    """Lines of the services (end, call, line) of one place that clash with one that ended before."""
    clashing, free_from = set(), float("-inf")
    for end, begin, line in sorted(spans):
        if begin < free_from:
            clashing.add(line)
        else:
            free_from = end
    assert len(spans) - len(clashing) == most_without_overlap(spans)
    return clashing


def most_without_overlap(spans: list[tuple[float, float, int]]) -> int:
    """The most services that one place can have had, another way: from the last, with it or without it."""
    by_call = sorted((begin, end) for end, begin, _ in spans)
    begins = [begin for begin, _ in by_call]
    most = [0] * (len(by_call) + 1)
    for place in range(len(by_call) - 1, -1, -1):
        following = place + 1
        while following < len(by_call) and begins[following] < by_call[place][1]:
            following += 1
        most[place] = max(most[place + 1], 1 + most[following])
    return most[0]


def date_s(day: str) -> int:
    """A day's midnight in seconds: no clock was changed in these months."""
    return date.fromisoformat(day).toordinal() * DAY_S
