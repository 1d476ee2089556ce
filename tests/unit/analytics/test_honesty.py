"""What was told held against what came, worked out by hand."""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from analytics.estimators.honesty import honesty, staying, week_of
from analytics.estimators.store import Told, WaitStore
from analytics.visits.visit import Visit
from queue_server.__main__ import command_line
from queue_server.database.engine import Database
from queue_server.domain.events import TicketIssued
from queue_server.domain.expected_wait import ExpectedWait
from queue_server.log.store import Append, LogStore, NewEvent
from tests.unit.analytics.skilled_office import MONDAY, days

RANGE = ExpectedWait(low_s=60, likely_s=120, upper_s=200, high_s=240)


def visit(ticket: str, *, called_s: float | None = None, left_s: float | None = None, day: str = "2026-03-02") -> Visit:
    words = {field.name: None for field in dataclasses.fields(Visit)}
    called_at = None if called_s is None else MONDAY + round(called_s * 1000)
    ended_at = None if left_s is None else MONDAY + round(left_s * 1000)
    return Visit(**(words | {
        "office": "klin", "ticket": ticket, "day": day, "issued_at": MONDAY,
        "first_called_at": called_at, "ended_at": ended_at,
    }))  # type: ignore[arg-type]  # fmt: skip


def told(*tickets: str, wait: ExpectedWait | None = RANGE) -> list[Told]:
    return [Told("klin", ticket, MONDAY, wait) for ticket in tickets]


def test_shares_and_error_are_those_of_who_was_called() -> None:
    visits = [visit("a", called_s=30), visit("b", called_s=100), visit("c", called_s=240), visit("d", called_s=500)]
    (row,) = honesty(told("a", "b", "c", "d"), visits)
    assert (row["office"], row["week"], row["told"], row["called"]) == ("klin", "2026-W10", 4, 4)
    assert row["within_range_share"] == pytest.approx(0.5)
    assert row["above_range_share"] == pytest.approx(0.25)
    assert row["short_300_share"] == pytest.approx(0.25)
    assert row["mae_s"] == pytest.approx((90 + 20 + 120 + 380) / 4)


def test_a_visit_called_late_stands_for_those_who_went_before() -> None:
    visits = [visit("a", called_s=100), visit("b", left_s=200), visit("c", called_s=500)]
    (row,) = honesty(told("a", "b", "c"), visits)
    assert (row["told"], row["called"]) == (3, 2)
    assert row["above_range_share"] == pytest.approx(2 / 3)  # c counts for itself and for b


def test_nobody_stands_for_more_than_ten() -> None:
    waits_s = np.arange(1.0, 41.0)
    called = np.zeros(40, np.bool_)
    called[-1] = True
    assert staying(waits_s, called)[-1] == 0.1


def test_who_was_told_nothing_is_counted_and_who_still_waits_is_not_scored() -> None:
    rows = honesty(
        [*told("a", wait=None), *told("b", "c")], [visit("a", called_s=9), visit("b"), visit("c", called_s=60)]
    )
    assert [(row["told"], row["not_known"], row["called"]) for row in rows] == [(3, 1, 1)]
    assert honesty(told("a"), []) == []


def test_each_week_has_a_row_of_its_own() -> None:
    visits = [visit("a", called_s=60), visit("b", called_s=60, day="2026-03-09")]
    assert [row["week"] for row in honesty(told("a", "b"), visits)] == ["2026-W10", week_of("2026-03-09")]


async def _a_day_told(url: str) -> None:
    database = await Database.open(url)
    events = list(days(1, seed=4))
    await LogStore(database).append([Append("klin", 0, tuple(NewEvent(event, "m1", None) for event in events), ())])
    rows = [Told("klin", event.ticket, event.at, RANGE) for event in events if isinstance(event, TicketIssued)]
    await WaitStore(database).keep_told(rows)
    await database.dispose()


def test_the_command_scores_a_day(tmp_path: Path) -> None:
    import asyncio

    url = f"sqlite+aiosqlite:///{tmp_path}/log.db"
    asyncio.run(_a_day_told(url))
    options = ["--from", "2026-03-01", "--to", "2026-03-03", "--database", url]
    result = CliRunner().invoke(command_line(), ["estimates", *options, "--json"])
    assert result.exit_code == 0, result.output
    (row,) = json.loads(result.output)["rows"]
    assert row["told"] > 300 and 0 < row["called"] <= row["told"]
    assert 0 < row["within_range_share"] < 1
    printed = CliRunner().invoke(command_line(), ["estimates", *options])
    assert "klin" in printed.output and "%" in printed.output
    assert CliRunner().invoke(command_line(), ["estimates", *options, "--office", "tula"]).exit_code == 2
