"""The ranking at the terminal: the organisation's territories, the log's figures, what was entered by hand."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from queue_server.__main__ import command_line

DEMO = Path(__file__).parents[3] / "config/demo"
VISITS = """office,number,topic,desk,manager,issued,called,started,finished,outcome
{office},1,meters,1,,2026-03-02T09:00:00,2026-03-02T09:01:00,2026-03-02T09:01:00,2026-03-02T09:05:00,completed
{office},2,meters,1,,2026-03-02T09:10:00,2026-03-02T09:{minute}:00,2026-03-02T09:{minute}:00,2026-03-02T09:55:00,completed
"""
ENTERED = """quarter,territory,criterion,value
2026Q1,north,payment_collection,95.5%
2026Q1,south,payment_collection,97%
2026Q1,north,mystery_shopper,91
"""


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(command_line(), list(arguments))


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the demo organisation, two visits in each of two territories, and three entered values."""
    folder = tmp_path_factory.mktemp("ranking")
    url = f"sqlite+aiosqlite:///{folder}/q.sqlite3"
    for office, minute in (("klin", 20), ("podolsk", 40)):
        file = folder / f"{office}.csv"
        file.write_text(VISITS.format(office=office, minute=minute))
        mapping = folder / f"{office}.toml"
        territory = "north" if office == "klin" else "south"
        mapping.write_text(f'[office]\nid = "{office}"\ntimezone = "Europe/Moscow"\nterritory = "{territory}"\n')
        imported = asked("import", str(file), "--mapping", str(mapping), "--database", url)
        assert imported.exit_code == 0, imported.output
    applied = asked("apply", "--config", str(DEMO), "--database", url)
    assert applied.exit_code == 0, applied.output
    entered = folder / "entered.csv"
    entered.write_text(ENTERED)
    taken = asked("ranking", "take", str(entered), "--database", url, "--json")
    assert json.loads(taken.stdout) == {"taken": 3}, taken.output
    return url


def ranking(url: str, quarter: str = "2026Q1") -> dict[str, Any]:
    answer = asked("ranking", "--quarter", quarter, "--database", url, "--json")
    assert answer.exit_code == 0, answer.output
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def test_the_quarter_in_two_leagues(url: str) -> None:
    found = ranking(url)
    assert (found["quarter"], found["from"], found["to"]) == ("2026Q1", "2026-01-01", "2026-03-31")
    standings = {one["territory"]: one for league in found["leagues"] for one in league["standings"]}
    values = {name: {each["criterion"]: each["value"] for each in one["scores"]} for name, one in standings.items()}
    assert (values["north"]["service_level"], values["south"]["service_level"]) == (1.0, 0.5)
    assert (values["north"]["mystery_shopper"], values["south"]["mystery_shopper"]) == (91, None)
    assert [one["place"] for one in (standings["north"], standings["south"])] == [1, 2]
    assert "mystery_shopper" in standings["south"]["missing"]
    assert standings["south"]["above"] == "north"
    assert standings["north"]["accounts"] > 60_000


def test_a_quarter_without_anything_has_no_places(url: str) -> None:
    found = ranking(url, "2020Q2")
    assert {one["place"] for league in found["leagues"] for one in league["standings"]} == {None}


def test_it_is_a_document_and_a_part_of_the_quarters_report(url: str, tmp_path: Path) -> None:
    for form in ("html", "pdf", "xlsx", "csv"):
        path = tmp_path / f"r.{form}"
        options = ("--quarter", "2026Q1", "--database", url, "--format", form, "--language", "en")
        written = asked("ranking", *options, "--output", str(path))
        assert written.exit_code == 0, written.output
        assert path.stat().st_size > 100
    page = (tmp_path / "r.html").read_text("utf-8")
    assert "South of the region" in page
    assert "one criterion alone does not suffice" in page or "it is easiest to improve" in page
    report = json.loads(asked("report", "quarterly", "--quarter", "2026Q1", "--database", url, "--json").stdout)
    assert "league-1" in [section["id"] for section in report["sections"]]


def test_a_wrong_file_takes_nothing(url: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text("quarter,territory,criterion,value\n2026Q1,north,complaints,1\n2026Q1,moon,complaints,1\n")
    refused = asked("ranking", "take", str(file), "--database", url)
    assert refused.exit_code == 2
    assert "line 3: there is no territory “moon”" in refused.output
    assert "complaints" in ranking(url)["leagues"][0]["standings"][0]["missing"]


def test_a_quarter_is_written_so(url: str) -> None:
    refused = asked("ranking", "--quarter", "spring", "--database", url)
    assert refused.exit_code == 2
    assert "write it as 2026Q1" in " ".join(refused.output.replace("│", " ").split())
