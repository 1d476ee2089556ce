"""Recorded days, imported and reported, held against plain loops over the raw rows, to the last visit."""

import csv
import gzip
import json
import math
import statistics
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from analytics import answering
from analytics.figures.sums import OFFERED_QUANTILES
from analytics.summaries import bins
from queue_server.__main__ import command_line

ROOT = Path(__file__).parents[3]
FILE = "anonbank_1999_jan_feb.csv.gz"
MAPPING = ROOT / "config/mappings/anonbank.toml"
STANDARD_S = 180
SLIP_S = 60
WEEK = ("1999-02-07", "1999-02-13")
"""One week of the two months: enough to go wrong in every way, quick enough for every run."""
MONTHS = ("1999-01-01", "1999-02-28")
HALF_HOUR_S, DAY_S = 1800, 86_400
AT_RISK_LEAST = 20

Raw = dict[str, str]


@dataclass(frozen=True)
class Bank:
    """The raw rows that the import took, the database it took them into, and the days that are asked for."""

    rows: list[Raw]
    url: str
    days: tuple[str, str]


@pytest.fixture(scope="module", params=[WEEK, pytest.param(MONTHS, marks=pytest.mark.slow)], ids=["week", "months"])
def bank(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Bank:
    """The days' raw rows, imported."""
    folder, days = tmp_path_factory.mktemp("bank"), request.param
    with gzip.open(shared / "data" / FILE, "rt", encoding="utf-8", newline="") as packed:
        rows = [row for row in csv.DictReader(packed) if days[0] <= row["date"] <= days[1]]
    part = folder / "part.csv"
    with part.open("w", encoding="utf-8", newline="") as plain:
        writer = csv.DictWriter(plain, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    url = f"sqlite+aiosqlite:///{folder}/bank.sqlite3"
    imported = run("import", str(part), "--mapping", str(MAPPING), "--database", url, "--json")
    refused = {refusal["line"] for refusal in imported["refused"]}
    assert imported["rows"] == len(rows)
    assert imported["visits"] == len(rows) - len(refused)
    assert run("verify", "--database", url, "--json")["sound"] is True
    return Bank([row for line, row in enumerate(rows, start=2) if line not in refused], url, days)


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
        "wait_p50_s": waits[math.ceil(0.50 * len(waits)) - 1] if waits else None,
        "wait_p90_s": waits[math.ceil(0.90 * len(waits)) - 1] if waits else None,
        "wait_p95_s": waits[math.ceil(0.95 * len(waits)) - 1] if waits else None,
        "wait_max_s": waits[-1] if waits else None,
        "over_standard_s": over if waits else None,
        "served": served,
        "service_mean_s": service / served if served else None,
        "service_total_s": service if served else None,
    }


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


def test_the_whole_is_what_plain_loops_say(bank: Bank) -> None:
    (whole,) = report(bank)
    same(whole, bank.rows)


GROUPS: dict[str, Callable[[Raw], str | None]] = {
    "topic": lambda row: row["topic"],
    "day": lambda row: row["date"],
    "half_hour": lambda row: clock(int(row["joined_s"]) // HALF_HOUR_S),
    "weekday": lambda row: ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[date.fromisoformat(row["date"]).weekday()],
    "category": lambda row: "priority" if row["priority"] == "2" else None,
}


@pytest.mark.parametrize("by", GROUPS)
def test_every_group_is_what_plain_loops_say(bank: Bank, by: str) -> None:
    groups: dict[str | None, list[Raw]] = defaultdict(list)
    for row in bank.rows:
        groups[GROUPS[by](row)].append(row)
    reported = [row for row in report(bank, "--by", by) if row["issued"]]
    assert {row[by] for row in reported} == set(groups)
    for row in reported:
        same(row, groups[row[by]])


def test_every_manager_is_what_plain_loops_say(bank: Bank) -> None:
    """Who is named; who was served by nobody named is put somewhere by the import, who left was at no desk."""
    groups: dict[str | None, list[Raw]] = defaultdict(list)
    for row in bank.rows:
        if row["outcome"] != "served":
            groups[None].append(row)
        elif row["server"]:
            groups[row["server"]].append(row)
    reported = {row["manager"]: row for row in report(bank, "--by", "manager")}
    assert set(groups) <= set(reported)
    for manager, rows in groups.items():
        same(reported[manager], rows)


def test_service_is_in_the_half_hours_it_lasted_in(bank: Bank) -> None:
    """Erlangs by overlap: a service that runs on counts where it runs, whoever came then."""
    served: dict[str, int] = defaultdict(int)
    for row in bank.rows:
        if row["outcome"] == "served":
            begin = int(row["left_queue_s"])
            end = begin + int(row["service_s"])
            if row["date"] == bank.days[1]:
                end = min(end, DAY_S)  # what runs on past midnight is the next day's
            while begin < end:
                until = min((begin // HALF_HOUR_S + 1) * HALF_HOUR_S, end)
                served[clock(begin // HALF_HOUR_S % 48)] += until - begin
                begin = until
    for told in report(bank, "--by", "half_hour"):
        assert told["desks_serving_s"] == served[told["half_hour"]]
        assert told["load_share"] is None or 0 <= told["load_share"] <= 1
    (whole,) = report(bank)
    assert whole["desks_serving_s"] == sum(served.values()) <= whole["service_total_s"]


def test_a_desk_is_open_from_the_first_call_of_a_shift_to_its_last_service(bank: Bank) -> None:
    """Whoever is in the office at midnight keeps no desk open until the morning."""
    services: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in bank.rows:
        if row["outcome"] == "served" and row["server"]:
            begin = date.fromisoformat(row["date"]).toordinal() * DAY_S + int(row["left_queue_s"])
            services[row["server"]].append((begin, begin + int(row["service_s"])))
    reported = {row["manager"]: row["desks_open_s"] for row in report(bank, "--by", "manager")}
    for manager, spans in services.items():
        least, most = shifts_s(sorted(spans), bank.days[1])
        assert least <= reported[manager] <= most, manager


def shifts_s(services: list[tuple[int, int]], last_day: str) -> tuple[int, int]:
    """From call to end with pauses of up to four hours; nothing beyond the last midnight.

    Whether a pause over a midnight counts depends on others: a day ends when nobody is in the office.
    """
    until = (date.fromisoformat(last_day).toordinal() + 1) * DAY_S
    total = over_midnight = 0
    for index, (begin, end) in enumerate(services):
        total += min(end, until) - begin
        pause = services[index + 1][0] - end if index + 1 < len(services) else 0
        if pause > 4 * 3600:
            continue
        if services[index + 1 : index + 2] and services[index + 1][0] // DAY_S != end // DAY_S:
            over_midnight += pause
        else:
            total += pause
    return total, total + over_midnight


def clock(half_hour: int) -> str:
    return "{:02d}:{:02d}".format(*divmod(half_hour * 30, 60))


MANY = 40
"""Visits from which on a Kaplan-Meier quantile of a summary is held to the exact one, and then in nineteen of twenty
groups: a summary does not know the order of calls and leavings within a bin, and a step of the curve that one of them
tips over can be wider than a bin."""


def test_summaries_say_what_the_visits_say(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = report(bank, "--by", "topic,half_hour")
    monkeypatch.setattr(answering, "EXACT_MOST", 0)
    summed = report(bank, "--by", "topic,half_hour")
    near: list[bool] = []
    for mine, theirs in zip(summed, exact, strict=True):
        for name, value in theirs.items():
            if name in ("wait_p50_s", "wait_p90_s", "wait_p95_s") and value is not None:
                assert abs(mine[name] - value) <= max(bins.WITHIN_S, bins.WITHIN_SHARE * value) + 1
            elif name in OFFERED_QUANTILES:
                if value is not None and mine[name] is not None and theirs["issued"] >= MANY:
                    near.append(abs(mine[name] - value) <= 2 * max(bins.WITHIN_S, bins.WITHIN_SHARE * value) + 1)
            elif name.startswith("offered_level") and value is not None:
                assert mine[name] == pytest.approx(value, abs=0.05)
            else:
                assert mine[name] == pytest.approx(value), name
    assert sum(near) >= 0.95 * len(near) > 0, (sum(near), len(near))


@pytest.mark.parametrize("bank", [WEEK], indirect=True, ids=["week"])
def test_reports_are_the_same_after_the_rows_were_made_anew_from_the_log(bank: Bank) -> None:
    before = report(bank, "--by", "topic,weekday,half_hour")
    rebuilt = CliRunner().invoke(command_line(), ["visits", "rebuild", "--database", bank.url])
    assert rebuilt.exit_code == 0, rebuilt.output
    verified = CliRunner().invoke(command_line(), ["visits", "verify", "--database", bank.url])
    assert verified.exit_code == 0, verified.output
    assert report(bank, "--by", "topic,weekday,half_hour") == before
