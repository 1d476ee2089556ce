"""A plan is published at the terminal, printed again, and is the present roster of the next plan."""

import asyncio
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from queue_server.__main__ import command_line
from queue_server.access.audit import Entry, latest_entries
from queue_server.database.engine import Database
from tests.integration.api.doors import ORGANISATION

WEEK = """
office = "klin"
organisation = "organisation.toml"
from = {first}
days = 7
goal = 0.5

[demand]
visits = 30
topics = {{ meters = 1 }}
"""
MONDAY = date(2037, 3, 2)


@pytest.fixture
def week(tmp_path: Path) -> Path:
    (tmp_path / "organisation.toml").write_text(ORGANISATION, encoding="utf-8")
    file = tmp_path / "week.toml"
    file.write_text(WEEK.format(first=MONDAY.isoformat()), encoding="utf-8")
    return file


def run(*arguments: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(command_line(), list(arguments))
    return found.exit_code, found.stdout, found.stderr


def test_what_is_published_is_printed_and_is_the_present_roster(week: Path, tmp_path: Path) -> None:
    database = f"sqlite+aiosqlite:///{tmp_path / 'queue.sqlite3'}"
    here = ("--database", database)
    code, _, said = run("staffing", str(week), "--publish", *here)
    assert code == 0, said
    assert f"{MONDAY} (version 1)" in said
    code, told, _ = run("schedule", "klin", "--from", MONDAY.isoformat(), "--json", *here)
    assert code == 0
    first, *others = json.loads(told)["days"]
    assert (first["version"], first["published_by"]) == (1, "terminal")
    assert {one["version"] for one in others} == {0}
    written = asyncio.run(published(database))
    assert written is not None and json.loads(written.after or "")["versions"][MONDAY.isoformat()] == 1
    assert (written.actor, written.action, written.subject) == ("terminal", "schedule_published", "office:klin")
    planned = json.loads(run("staffing", str(week), "--json", *here)[1])
    assert planned["days"][0]["present"]["shifts"] == first["shifts"]
    assert planned["plan"]["hurried"] is False
    printed = run("schedule", "klin", "--from", MONDAY.isoformat(), "--days", "2", *here)[1]
    assert first["shifts"][0]["manager"] in printed
    assert f"{MONDAY + timedelta(1)}  not published" in printed


async def published(database: str) -> Entry | None:
    """The last entry of the audit."""
    opened = await Database.open(database)
    try:
        return next(iter(await latest_entries(opened, before=2**31, limit=1)), None)
    finally:
        await opened.dispose()


def test_a_day_that_is_over_is_not_published(week: Path, tmp_path: Path) -> None:
    week.write_text(WEEK.format(first="2026-03-02"), encoding="utf-8")
    code, _, said = run(
        "staffing", str(week), "--publish", "--database", f"sqlite+aiosqlite:///{tmp_path / 'q.sqlite3'}"
    )
    assert code == 1
    assert "2026-03-02: The day is over" in said


def test_publishing_needs_a_database(week: Path) -> None:
    assert run("staffing", str(week), "--publish")[0] == 2
