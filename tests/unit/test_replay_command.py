"""`queue-server replay` at the terminal: days as files, and what they may hold."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from queue_server.__main__ import command_line

COMPANY = """
[organisation]
name = "X"
timezone = "Europe/Moscow"
[[topic]]
id = "meters"
prefix = "A"
name = { ru = "x", en = "x", zh = "x" }
"""
OFFICE = """
[[office]]
id = "klin"
name = { ru = "x", en = "x", zh = "x" }
desks = ["1"]
"""
NAMES = ["t1", "[red]t2[/red]", "\ud800"]
"""The last two: what a terminal takes for a colour, and half a character."""


def day(folder: Path) -> Path:
    lines = [{"at": "2026-03-02T06:00:00Z", "office": "klin", "command": "open_day"}]
    lines += [{**lines[0], "command": "issue", "topic": "meters", "ticket": name} for name in NAMES]
    file = folder / "day.jsonl"
    file.write_bytes("\r\n".join(map(json.dumps, lines)).encode("utf-8-sig") + b"\r\n\xff\r\n")
    return file


@pytest.mark.parametrize("files", [{"all.toml": COMPANY + OFFICE}, {"a.toml": OFFICE, "b.toml": COMPANY}])
def test_a_day_is_read_with_a_configuration_in_one_file_or_several(tmp_path: Path, files: dict[str, str]) -> None:
    config = tmp_path / "config"
    config.mkdir()
    for name, text in files.items():
        (config / name).write_text(text, encoding="utf-8")
    where = str(config / "all.toml" if len(files) == 1 else config)
    result = CliRunner().invoke(command_line(), ["replay", str(day(tmp_path)), "--config", where, "--json"])
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert [(row["ticket"], row["number"]) for row in report["tickets"]] == [
        ("t1", "A001"),
        ("[red]t2[/red]", "A002"),
        ("\ud800", "A003"),
    ]
    assert [(row["line"], row["code"]) for row in report["rejected"]] == [(5, "line_unreadable")]


def test_tables_show_every_id_as_it_is_written(tmp_path: Path) -> None:
    config = tmp_path / "all.toml"
    config.write_text(COMPANY + OFFICE, encoding="utf-8")
    result = CliRunner(env={"COLUMNS": "200"}).invoke(
        command_line(), ["replay", str(day(tmp_path)), "--config", str(config)]
    )
    assert result.exit_code == 0, result.output
    assert all(shown in result.stdout for shown in ("[red]t2[/red]", "\\ud800", "A003"))


def test_a_narrow_terminal_cuts_off_no_id_and_no_clock(tmp_path: Path) -> None:
    config = tmp_path / "all.toml"
    config.write_text(COMPANY + OFFICE, encoding="utf-8")
    result = CliRunner(env={"COLUMNS": "80"}).invoke(
        command_line(), ["replay", str(day(tmp_path)), "--config", str(config)]
    )
    assert "…" not in result.stdout
    assert all(word in result.stdout for word in ("t1", "A001", "waiting", "undecided", "line_unreadable"))


@pytest.mark.parametrize(("terminal", "options", "seen"), [("1", [], True), ("1", ["--json"], False), ("", [], False)])
def test_whoever_looks_sees_how_far_it_is(tmp_path: Path, terminal: str, options: list[str], seen: bool) -> None:
    config = tmp_path / "all.toml"
    config.write_text(COMPANY + OFFICE, encoding="utf-8")
    result = CliRunner(env={"FORCE_COLOR": terminal}).invoke(
        command_line(), ["replay", str(day(tmp_path)), "--config", str(config), *options]
    )
    assert result.exit_code == 0, result.output
    assert ("Replaying lines" in result.stderr and "5/5" in result.stderr) is seen
    assert "Replaying lines" not in result.stdout


def test_a_day_from_a_pipe_is_read_once_whoever_looks(tmp_path: Path) -> None:
    config = tmp_path / "all.toml"
    config.write_text(COMPANY + OFFICE, encoding="utf-8")
    result = CliRunner(env={"FORCE_COLOR": "1", "COLUMNS": "200"}).invoke(
        command_line(), ["replay", "-", "--config", str(config)], input=day(tmp_path).read_bytes()
    )
    assert result.exit_code == 0, result.output
    assert "Replaying lines" in result.stderr
    assert "A003" in result.stdout


@pytest.mark.parametrize("words", [["replay"], ["import"], ["restore"], ["simulate"], ["staffing"]])
def test_a_file_that_is_not_there_is_named_plainly(tmp_path: Path, words: list[str]) -> None:
    database = (
        [] if words in (["replay"], ["simulate"]) else ["--database", f"sqlite+aiosqlite:///{tmp_path}/queue.sqlite3"]
    )
    result = CliRunner().invoke(command_line(), [*words, str(tmp_path / "gone"), *database])
    assert result.exit_code == 2
    assert str(tmp_path / "gone") in result.stderr
    assert "Errno" not in result.stderr


def test_a_table_ends_where_nobody_reads_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queue_server.cli.replay.SHOWN", 2)
    config = tmp_path / "all.toml"
    config.write_text(COMPANY + OFFICE, encoding="utf-8")
    result = CliRunner(env={"COLUMNS": "200"}).invoke(
        command_line(), ["replay", str(day(tmp_path)), "--config", str(config)]
    )
    assert ("A002" in result.stdout, "A003" in result.stdout) == (True, False)
    assert "… and 1 more; --json lists them all." in result.stdout


def test_what_a_line_does_not_say_is_asked_for_in_words(tmp_path: Path) -> None:
    config = tmp_path / "all.toml"
    config.write_text(COMPANY + OFFICE, encoding="utf-8")
    whole = {"at": "2026-03-02T06:00:00Z", "office": "klin", "command": "open_day"}
    lines = [{"at": whole["at"]}, {**whole, "command": None}, {**whole, "command": "start"},
             {**whole, "command": "call_next"}, {**whole, "command": "open_desk", "desk": "1"}, whole,
             {**whole, "command": "issue"}]  # fmt: skip
    result = CliRunner().invoke(
        command_line(), ["replay", "-", "--config", str(config), "--json"], input="\n".join(map(json.dumps, lines))
    )
    assert [(row["code"], row["detail"]) for row in json.loads(result.stdout)["rejected"]] == [
        ("office_unknown", "Name the office."),
        ("command_unknown", "Name the command."),
        ("ticket_unknown", "Name the ticket."),
        ("desk_unknown", "Name the desk."),
        ("manager_unknown", "Name the manager."),
        ("topic_unknown", "Name the topic."),
    ]
