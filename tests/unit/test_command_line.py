"""What every command has in common: one exit code where the database cannot be used, and a version."""

import json
import logging
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
import structlog
import typer
from typer.testing import CliRunner

from queue_server.__main__ import command_line

OPENS_NO_DATABASE = {"replay", "simulate", "demo"}
"""`replay` and `simulate` read files; a demonstration has a database of its own."""

SAID = {
    "run": ["--port", "0"],  # any that is free: another server may run here
    "apply": ["--config", "config/demo"],
    "token": ["--role", "admin"],
    "import": ["{file}"],
    "backup": ["{file}.copy"],
    "restore": ["{backup}", "--force"],
}
"""What a command needs besides before it looks at its database."""


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    """What a command writes its log lines by is nothing to the tests after it."""
    yield
    structlog.reset_defaults()
    logging.basicConfig(force=True)


def with_a_database() -> list[list[str]]:
    """The words of every command, and of every command within a command, that takes `--database`."""
    found: list[list[str]] = []

    def walk(command: object, words: list[str]) -> None:
        for name, inner in sorted(getattr(command, "commands", {}).items()):
            walk(inner, [*words, name])
        options = {option for parameter in getattr(command, "params", ()) for option in parameter.opts}
        if "--database" in options and not getattr(command, "commands", {}):
            found.append(words)

    walk(typer.main.get_command(command_line()), [])
    return found


def test_commands_with_a_database_are_found() -> None:
    assert {"run", "apply", "verify", "backup", "import"} <= {words[0] for words in with_a_database()}


@pytest.mark.parametrize("words", [["run"], ["apply"], ["export"], ["token"], ["tokens"], ["verify"], ["backup"],
                                   ["import"]], ids=" ".join)  # fmt: skip
def test_a_database_that_cannot_be_used_is_3_in_every_command(tmp_path: Path, words: list[str]) -> None:
    assert words in with_a_database()
    file = tmp_path / "visits.csv"
    file.write_text("office,number,topic,desk,manager,issued,called,started,finished,outcome\n", encoding="utf-8")
    more = [word.format(file=file, backup=tmp_path) for word in SAID.get(words[0], [])]
    done = CliRunner().invoke(command_line(), [*words, *more, "--database", "mysql://nowhere"])
    assert done.exit_code == 3, done.output
    assert "Databases of the kind" in done.stderr


def test_the_version_is_told() -> None:
    done = CliRunner().invoke(command_line(), ["--version"])
    assert (done.exit_code, done.stdout.strip()) == (0, f"queue-server {version('queue-server')}")


def test_a_word_that_is_no_choice_is_refused_in_plain_words() -> None:
    result = CliRunner().invoke(command_line(), ["token", "--role", "boss"])
    assert result.exit_code == 2
    assert "Invalid value for '--role': 'boss' is not one of 'kiosk'," in " ".join(result.output.split())


def test_a_log_line_of_any_command_is_on_standard_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def opened(*_: object) -> list[str]:
        structlog.get_logger("test").info("something happened", office="klin")
        logging.getLogger("test").warning("a library complains")
        return []

    monkeypatch.setattr("queue_server.cli.schedule.with_database", opened)
    for _ in range(2):  # the standard error of the first is closed by then
        done = CliRunner().invoke(command_line(), ["schedule", "klin", "--from", "2026-03-02", "--json"])
        assert json.loads(done.stdout) == {"office": "klin", "days": []}
        lines = [json.loads(line) for line in done.stderr.splitlines()]
        assert [line["event"] for line in lines] == ["something happened", "a library complains"]


def with_a_day() -> list[list[str]]:
    """The words of every command that takes a day, whatever has to be said given, the days as weeks of ISO 8601."""
    found: list[list[str]] = []

    def walk(command: object, words: list[str]) -> None:
        for name, inner in sorted(getattr(command, "commands", {}).items()):
            walk(inner, [*words, name])
        said = []
        parameters = [one for one in getattr(command, "params", ()) if one.required or "DAY" in (one.metavar or "")]
        for one in parameters:
            value = re.sub("DAY", "1999-W05-1", one.metavar or "klin")
            said += [one.opts[0], value] if one.opts[0].startswith("-") else [value]
        if "1999-W05-1" in " ".join(said):
            found.append([*words, *said])

    walk(typer.main.get_command(command_line()), [])
    return found


def test_commands_with_a_day_are_found() -> None:
    told = {" ".join(words).partition(" -")[0] for words in with_a_day()}
    assert told >= {"report", "report brief", "fair-play", "estimates", "backtest", "forecast days", "schedule OFFICE"}


@pytest.mark.parametrize("words", with_a_day(), ids=" ".join)
def test_a_day_is_written_as_year_month_and_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUEUE_DATABASE", "mysql://nowhere")
    done = CliRunner().invoke(command_line(), words)
    assert done.exit_code == (1 if words[0] == "demo" else 2), done.output
    assert "1999-W05-1" in done.stderr and re.search(r"write .*\d{4}-\d\d-\d\d", " ".join(done.stderr.split()))
