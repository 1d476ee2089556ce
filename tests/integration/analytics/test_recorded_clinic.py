"""The clinic's log: tickets that go from counter to counter, held against plain loops over the raw legs."""

import math
import statistics
from collections import defaultdict
from typing import Any

import pytest

from tests.integration.analytics.recorded import Ticket, clock, run

STANDARD_S = 900
DAYS = ("2019-08-01", "2019-08-31")


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
