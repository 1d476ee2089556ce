"""The clinic's log: tickets that go from counter to counter, held against plain loops over the raw legs."""

import csv
import gzip
import math
import statistics
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.integration.analytics.test_recorded_days import clock, run

ROOT = Path(__file__).parents[3]
FILE = "clinic_2019_aug_first_half.csv.gz"
MAPPING = ROOT / "config/mappings/clinic.toml"
STANDARD_S = 900
NEXT_LEG = "its waiting counts with the next leg"
DAYS = ("2019-08-01", "2019-08-31")


@dataclass
class Ticket:
    """A visit as the raw legs have it: seconds of its day."""

    date: str
    came_s: int
    waited_s: int = 0
    served_s: int = 0
    counters: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def clinic(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Ticket], str]:
    url = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('clinic')}/clinic.sqlite3"
    imported = run("import", str(shared / "data" / FILE), "--mapping", str(MAPPING), "--database", url, "--json")
    refused = {refusal["line"]: refusal["reason"] for refusal in imported["refused"]}
    with gzip.open(shared / "data" / FILE, "rt", encoding="utf-8", newline="") as packed:
        rows = [(line, row) for line, row in enumerate(csv.DictReader(packed), start=2)]
    tickets: dict[tuple[str, str], Ticket] = {}
    waiting_since: dict[tuple[str, str], int] = {}
    for line, row in sorted(rows, key=lambda pair: (pair[1]["date"], pair[1]["ticket"], int(pair[1]["leg"]))):
        who = (row["date"], row["ticket"])
        if line in refused:
            if NEXT_LEG in refused[line]:
                waiting_since[who] = min(int(row["queued_s"]), waiting_since.get(who, int(row["queued_s"])))
            continue
        queued, start, end = int(row["queued_s"]), int(row["start_s"]), int(row["end_s"])
        queued = min(queued, waiting_since.pop(who, queued))
        ticket = tickets.setdefault(who, Ticket(row["date"], queued))
        ticket.waited_s += start - queued
        ticket.served_s += end - start
        ticket.counters.append(row["counter"])
    assert imported["visits"] == len(tickets) > 400
    return list(tickets.values()), url


def report(url: str, *arguments: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = run(
        "report", "--from", DAYS[0], "--to", DAYS[1], "--database", url, "--json", *arguments
    )["rows"]
    return rows


def same(row: dict[str, Any], tickets: list[Ticket]) -> None:
    waits = sorted(ticket.waited_s for ticket in tickets)
    met = sum(wait <= STANDARD_S for wait in waits)
    services = [ticket.served_s for ticket in tickets]
    settled = sum(len(ticket.counters) == 1 for ticket in tickets)
    expected = {
        "issued": len(tickets),
        "judged": len(tickets),
        "met": met,
        "breached": len(tickets) - met,
        "service_level": met / len(tickets),
        "offered_at_risk": len(tickets) - met,
        "wait_mean_s": statistics.fmean(waits),
        "wait_p50_s": waits[math.ceil(0.50 * len(waits)) - 1],
        "wait_p90_s": waits[math.ceil(0.90 * len(waits)) - 1],
        "wait_p95_s": waits[math.ceil(0.95 * len(waits)) - 1],
        "wait_max_s": waits[-1],
        "over_standard_s": sum(max(0, wait - STANDARD_S) for wait in waits),
        "over_15_min": sum(wait > 900 for wait in waits),
        "over_30_min": sum(wait > 1800 for wait in waits),
        "served": len(tickets),
        "service_total_s": sum(services),
        "service_mean_s": statistics.fmean(services),
        "service_sd_s": statistics.stdev(services) if len(services) > 1 else None,
        "served_short": sum(service < 10 for service in services),
        "one_desk": settled,
        "one_desk_share": settled / len(tickets),
        "transferred": len(tickets) - settled,
    }
    for name, value in expected.items():
        assert row[name] == pytest.approx(value, abs=1e-6), name


def test_the_whole_and_every_day_are_what_plain_loops_say(clinic: tuple[list[Ticket], str]) -> None:
    tickets, url = clinic
    (whole,) = report(url)
    same(whole, tickets)
    days: dict[str, list[Ticket]] = defaultdict(list)
    for ticket in tickets:
        days[ticket.date].append(ticket)
    reported = report(url, "--by", "day")
    assert [row["day"] for row in reported] == sorted(days)
    for row in reported:
        same(row, days[row["day"]])


def test_every_half_hour_and_counter_is_what_plain_loops_say(clinic: tuple[list[Ticket], str]) -> None:
    tickets, url = clinic
    for by in ("half_hour", "manager"):
        groups: dict[str, list[Ticket]] = defaultdict(list)
        for ticket in tickets:
            room = ticket.counters[-1].split()[-1]  # "Review Room 4" is desk 4, says the mapping
            groups[clock(ticket.came_s // 1800) if by == "half_hour" else room].append(ticket)
        reported = [row for row in report(url, "--by", by) if row["issued"]]
        assert {row[by] for row in reported} == set(groups)
        for row in reported:
            same(row, groups[row[by]])
