"""Recorded days as plain loops over the raw rows see them, and the command line that they are held against."""

import json
import math
import statistics
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from queue_server.__main__ import command_line
from tests.integration.analytics.raw_refusals import Raw

ROOT = Path(__file__).parents[3]
STANDARD_S = 180
CLINIC_STANDARD_S = 900
NOBODY_DID = ("excluded", "undecided", "abandoned", "abandoned_share", "no_show", "no_show_share", "cancelled", "left",
              "removed", "unserved")  # fmt: skip
SLIP_S = 60
WEEK = ("1999-02-07", "1999-02-13")
"""One week of the two months: enough to go wrong in every way, quick enough for every run."""
MONTHS = ("1999-01-01", "1999-02-28")
HALF_HOUR_S, DAY_S = 1800, 86_400
AT_RISK_LEAST = 20
Z = statistics.NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Bank:
    """The raw rows that the import took, the database it took them into, and the days that are asked for."""

    rows: list[Raw]
    url: str
    days: tuple[str, str]


@dataclass
class Ticket:
    """A visit as the raw legs have it: seconds of its day."""

    date: str
    came_s: int
    ended_s: int = 0
    served_s: int = 0
    waits_s: list[int] = field(default_factory=list)
    counters: list[str] = field(default_factory=list)
    legs: list[tuple[int, int, int]] = field(default_factory=list)
    """In the line, at the counter, and away from it."""


def run(*arguments: str) -> dict[str, Any]:
    result = CliRunner().invoke(command_line(), list(arguments))
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def report(bank: Bank, *arguments: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = run(
        "report", "--from", bank.days[0], "--to", bank.days[1], "--database", bank.url, "--json", *arguments
    )["rows"]
    return rows


def waited(row: Raw) -> int:
    return int(row["left_queue_s"]) - int(row["joined_s"])


def judged(row: Raw) -> str:
    if row["outcome"] == "served":
        return "met" if waited(row) <= STANDARD_S else "breached"
    return "breached" if waited(row) > max(STANDARD_S, SLIP_S) else "excluded"


def counted(rows: list[Raw]) -> dict[str, float | None]:
    met = breached = excluded = abandoned = served = 0
    service = over = 0.0
    waits = []
    for row in rows:
        verdict = judged(row)
        met += verdict == "met"
        breached += verdict == "breached"
        excluded += verdict == "excluded"
        if verdict != "excluded":
            waits.append(waited(row))
            over += max(0, waited(row) - STANDARD_S)
        if row["outcome"] == "served":
            served += 1
            service += int(row["service_s"])
        elif waited(row) > SLIP_S:
            abandoned += 1
    waits.sort()
    services = [int(row["service_s"]) for row in rows if row["outcome"] == "served"]
    visited = [waited(row) + int(row["service_s"]) for row in rows if row["outcome"] == "served"]
    level, at_risk = offered(rows)
    return {
        "offered_level": level if at_risk >= AT_RISK_LEAST else None,
        "offered_at_risk": at_risk,
        "wait_mean_s": statistics.fmean(waits) if waits else None,
        "over_15_min": sum(wait > 900 for wait in waits),
        "over_30_min": sum(wait > 1800 for wait in waits),
        "abandoned_share": abandoned / len(rows),
        "service_sd_s": statistics.stdev(services) if len(services) > 1 else None,
        "served_short": sum(service < 10 for service in services),
        "one_desk": served,
        "transferred": 0,
        "walk_mean_s": 0.0 if served else None,
        "offered_p50_s": offered_quantile(rows, 0.5),
        "offered_p90_s": offered_quantile(rows, 0.9),
        "offered_p95_s": offered_quantile(rows, 0.95),
        "left": len(rows) - served,
        "removed": 0,
        "unserved": 0,
        "cancelled": 0,
        "legs": met + breached,
        "legs_within": sum(wait <= STANDARD_S for wait in waits),
        "leg_mean_s": statistics.fmean(waits) if waits else None,
        "leg_max_s": waits[-1] if waits else None,
        "visit_mean_s": statistics.fmean(visited) if visited else None,
        "issued": len(rows),
        "judged": met + breached,
        "met": met,
        "breached": breached,
        "undecided": 0,
        "excluded": excluded,
        "abandoned": abandoned,
        "no_show": 0,
        "service_level": met / (met + breached) if met + breached else None,
        **wilson(met, met + breached),
        "wait_p50_s": waits[math.ceil(0.50 * len(waits)) - 1] if waits else None,
        "wait_p90_s": waits[math.ceil(0.90 * len(waits)) - 1] if waits else None,
        "wait_p95_s": waits[math.ceil(0.95 * len(waits)) - 1] if waits else None,
        "wait_max_s": waits[-1] if waits else None,
        "over_standard_s": over if waits else None,
        "served": served,
        "service_mean_s": service / served if served else None,
        "service_total_s": service if served else None,
    }


def wilson(met: int, judged: int) -> dict[str, float | None]:
    """The ends of the interval: the shares p with |met / judged - p| = z * sqrt(p * (1 - p) / judged)."""
    if not judged:
        return {"service_level_low": None, "service_level_high": None}
    share, turn = met / judged, Z**2 / judged
    half = math.sqrt((2 * share + turn) ** 2 - 4 * (1 + turn) * share**2) / 2 / (1 + turn)
    middle = (share + turn / 2) / (1 + turn)
    return {"service_level_low": middle - half, "service_level_high": middle + half}


def offered(rows: list[Raw]) -> tuple[float, int]:
    """The product-limit estimate at the standard, one visit after another; who waited on beyond it."""
    calls = sorted((waited(row), row["outcome"] != "served") for row in rows)
    survival = 1.0
    for place, (wait, gone) in enumerate(calls):
        if not gone and wait <= STANDARD_S:
            survival *= 1 - 1 / (len(calls) - place)
    return 1 - survival, sum(wait > STANDARD_S for wait, _ in calls)


def offered_quantile(rows: list[Raw], share: float) -> float | None:
    """When no more than 1 − `share` would still have waited had nobody gone; None: so few were never called."""
    calls = sorted((waited(row), row["outcome"] != "served") for row in rows)
    survival = 1.0
    for place, (wait, gone) in enumerate(calls):
        if not gone:
            survival *= 1 - 1 / (len(calls) - place)
            if survival <= 1 - share + 1e-9:
                return wait
    return None


def same(row: dict[str, Any], raw: list[Raw]) -> None:
    for name, value in counted(raw).items():
        assert row[name] == pytest.approx(value, abs=1e-6), (name, row)


def of_tickets(tickets: list[Ticket]) -> dict[str, float | None]:
    """The figures of the clinic's visits: every one of them was served."""
    if not tickets:
        return {"served": 0}
    waits = sorted(sum(ticket.waits_s) for ticket in tickets)
    met = sum(wait <= CLINIC_STANDARD_S for wait in waits)
    legs = [wait for ticket in tickets for wait in ticket.waits_s]
    services = [ticket.served_s for ticket in tickets]
    settled = sum(len(ticket.counters) == 1 for ticket in tickets)
    return {
        "issued": len(tickets),
        "judged": len(tickets),
        "met": met,
        "breached": len(tickets) - met,
        "service_level": met / len(tickets),
        **wilson(met, len(tickets)),
        "offered_at_risk": len(tickets) - met,
        **dict.fromkeys(NOBODY_DID, 0),
        "walk_mean_s": 0,
        "legs": len(legs),
        "legs_within": sum(wait <= CLINIC_STANDARD_S for wait in legs),
        "legs_level": sum(wait <= CLINIC_STANDARD_S for wait in legs) / len(legs),
        "leg_mean_s": statistics.fmean(legs),
        "leg_max_s": max(legs),
        "visit_mean_s": statistics.fmean(ticket.ended_s - ticket.came_s for ticket in tickets),
        "offered_p50_s": waits[math.ceil(0.50 * len(waits)) - 1],
        "offered_p90_s": waits[math.ceil(0.90 * len(waits)) - 1],
        "offered_p95_s": waits[math.ceil(0.95 * len(waits)) - 1],
        "wait_mean_s": statistics.fmean(waits),
        "wait_p50_s": waits[math.ceil(0.50 * len(waits)) - 1],
        "wait_p90_s": waits[math.ceil(0.90 * len(waits)) - 1],
        "wait_p95_s": waits[math.ceil(0.95 * len(waits)) - 1],
        "wait_max_s": waits[-1],
        "over_standard_s": sum(max(0, wait - CLINIC_STANDARD_S) for wait in waits),
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


def clock(half_hour: int) -> str:
    """A half-hour of the day by its beginning."""
    return "{:02d}:{:02d}".format(*divmod(half_hour * 30, 60))
