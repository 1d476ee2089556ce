"""Recorded days, imported and reported, held against plain loops over the raw rows, to the last visit."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

import pytest
from typer.testing import CliRunner

from analytics import answering
from analytics.figures.sums import OFFERED_QUANTILES
from analytics.summaries import bins
from queue_server.__main__ import command_line
from tests.integration.analytics.raw_desks import Spent, of_bank, spent, together
from tests.integration.analytics.raw_refusals import DAY_S, Raw
from tests.integration.analytics.recorded import HALF_HOUR_S, WEEK, Bank, clock, report, same


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


def test_every_desk_is_open_serving_and_idle_as_plain_loops_say(bank: Bank) -> None:
    """Whoever is in the office at midnight keeps no desk open until the morning; nameless places are desks too."""
    found: dict[tuple[str, str], list[Spent]] = defaultdict(list)
    for (day, half_hour, manager), one in spent(of_bank(bank.rows)).items():
        if day <= bank.days[1]:
            found["manager", manager].append(one)
            found["half_hour", half_hour].append(one)
            found["day", day].append(one)
    for by in ("manager", "half_hour", "day"):
        rows = {(by, row[by]): row for row in report(bank, "--by", by) if row[by] is not None}
        assert {group for group in found if group[0] == by} <= set(rows)
        for group in (one for one in found if one[0] == by):
            whole, row = together(found[group]), rows[group]
            told = (row["desks_open_s"], row["desks_serving_s"], row["idle_waiting_s"], row["desks_break_s"])
            assert told == (whole.open_s, whole.serving_s, whole.idle_s, 0), group
            if by != "manager":  # of one desk, over the half-hours in which any was open
                assert row["load_erlangs"] == pytest.approx(whole.told()["load_erlangs"]), group


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
