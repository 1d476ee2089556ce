"""The commands of "Try your own office" in the README do what they say, in the order in which they stand there."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from queue_server.__main__ import command_line

ROOT = Path(__file__).parents[2]
DONE_BY_OTHER_TESTS = "run"
"""Serves until it is stopped."""


def commands() -> list[list[str]]:
    """Its lines as words, without the comments."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Try your own office")[1].split("\n## ")[0]
    return [shlex.split(line, comments=True) for line in re.findall(r"^    (.+)$", section, re.MULTILINE)]


def test_a_newcomers_commands_work_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config").symlink_to(ROOT / "config")
    run, app, said = CliRunner(), command_line(), dict[str, str]()
    assert run.invoke(app, ["apply", "--config", "config/demo"]).exit_code == 0, "what `make run` does"
    for words in commands():
        if words[0] == "export":
            name, _, value = words[1].partition("=")
            monkeypatch.setenv(name, value)
        elif words[0] == "queue-server" and words[1] != DONE_BY_OTHER_TESTS:
            done = run.invoke(app, words[1:])
            assert done.exit_code == 0, (words, done.output)
            said[words[1]] = done.stdout
    assert (tmp_path / "var" / "my-office.sqlite3").is_file()
    assert "Applied as version 1" in said["apply"]
    assert "12 visits, of which 12 are new" in " ".join(said["import"].split())
    assert "klin" in said["report"]
    assert said["token"].startswith("queue_")
