"""Documents at the terminal: the figures of `report`, every form, the same after a rebuild, and what makes no sense."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from queue_server.__main__ import command_line

HEAD = "number,topic,desk,issued,called,started,finished,outcome"
DAY = "2026-03-03"
WAITS_MIN = (3, 20, 1, 44, 7, 16)


def asked(*arguments: str) -> Any:
    return CliRunner().invoke(command_line(), list(arguments))


def told(*arguments: str) -> dict[str, Any]:
    result = asked(*arguments)
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def row(day: str, number: int, wait_min: int) -> str:
    hour = 9 + number
    called = f"{day}T{hour + wait_min // 60:02}:{wait_min % 60:02}:00"
    finished = f"{day}T{hour:02}:{wait_min % 60 + 5:02}:30"
    return f"{number},meters,1,{day}T{hour:02}:00:00,{called},{called},{finished},completed"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with one office: six visits on a Tuesday, and on the two Tuesdays before."""
    folder = tmp_path_factory.mktemp("documents")
    url = f"sqlite+aiosqlite:///{folder}/q.sqlite3"
    mapping, visits = folder / "m.toml", folder / "v.csv"
    mapping.write_text('[office]\nid = "klin"\ntimezone = "Europe/Moscow"\nterritory = "north"\n')
    lines = [row(day, n, wait) for day in ("2026-02-17", "2026-02-24", DAY) for n, wait in enumerate(WAITS_MIN)]
    visits.write_text("\n".join((HEAD, *lines)))
    imported = asked("import", str(visits), "--mapping", str(mapping), "--database", url)
    assert imported.exit_code == 0, imported.output
    return url


def test_a_brief_and_a_bulletin_tell_the_figures_of_the_report(url: str) -> None:
    (day,) = told("report", "--from", DAY, "--to", DAY, "--database", url, "--json")["rows"]
    options = ("--office", "klin", "--database", url, "--json")
    brief = told("report", "brief", "--day", DAY, *options)
    figures = {one["id"]: one["value"] for one in brief["sections"][0]["blocks"][0]["figures"]}
    assert figures["issued"] == len(WAITS_MIN)
    assert figures["service_level"] == sum(wait <= 15 for wait in WAITS_MIN) / len(WAITS_MIN)
    assert {name: day[name] for name in figures} == figures
    week = told("report", "bulletin", "--week", "2026-W10", *options)
    days = next(block for section in week["sections"] for block in section["blocks"] if block.get("id") == "days")
    assert [cells[:2] for cells in days["rows"]] == [[DAY, len(WAITS_MIN)]]


def test_a_report_is_the_same_after_a_rebuild_from_the_log(url: str) -> None:
    for words in (("brief", "--day", DAY), ("monthly", "--month", "2026-02")):
        again = ("report", *words, "--office", "klin", "--database", url, "--json")
        before = told(*again)
        rebuilt = asked("visits", "rebuild", "--database", url)
        assert rebuilt.exit_code == 0, rebuilt.output
        assert {**before, "made_at": None} == {**told(*again), "made_at": None}


@pytest.mark.parametrize(
    ("form", "start"), [("html", b"<!doctype"), ("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")]
)
def test_every_form_is_written_to_a_file(url: str, tmp_path: Path, form: str, start: bytes) -> None:
    path = tmp_path / f"brief.{form}"
    options = ("--office", "klin", "--day", DAY, "--database", url, "--format", form, "--output", str(path))
    written = asked("report", "brief", *options)
    assert written.exit_code == 0, written.output
    assert path.read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("brief", "--day", "2026-02-30", "--office", "klin"), "is no day"),
        (("brief", "--day", DAY, "--office", "nowhere"), "There is no office “nowhere”"),
        (("brief", "--day", DAY, "--office", "klin", "--format", "doc"), "is none of"),
        (("brief", "--day", DAY, "--office", "klin", "--language", "fr"), "is none of"),
        (("brief", "--day", "9999-12-31", "--office", "klin"), "outside the years"),
        (("quarterly", "--quarter", "9999Q4"), "outside the years"),
        (("bulletin", "--week", "1999-W60"), "write it as 2026-W10"),
        (("monthly", "--month", "February"), "write it as 2026-03"),
        (("quarterly", "--quarter", "2026Q1", "--territory", "moon"), "There is no territory “moon”"),
        (("quarterly", "--quarter", "2026Q1", "--territory", "a", "--office", "b"), "not both"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(url: str, words: tuple[str, ...], said: str) -> None:
    result = asked("report", *words, "--database", url)
    assert result.exit_code == 2
    assert said in " ".join(result.output.replace("│", " ").split())
