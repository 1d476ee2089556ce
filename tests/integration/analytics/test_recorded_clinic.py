"""The clinic's log: tickets that go from counter to counter, held against plain loops over the raw legs."""

from collections import defaultdict
from typing import Any

import pytest

from tests.integration.analytics.recorded import Ticket, clock, of_tickets, run

DAYS = ("2019-08-01", "2019-08-31")


def report(url: str, *arguments: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = run(
        "report", "--from", DAYS[0], "--to", DAYS[1], "--database", url, "--json", *arguments
    )["rows"]
    return rows


def same(row: dict[str, Any], tickets: list[Ticket]) -> None:
    for name, value in of_tickets(tickets).items():
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
