"""`queue-server backtest` at the terminal: what it refuses, and in which words."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from queue_server.__main__ import command_line


@pytest.mark.parametrize(
    ("train", "test", "says"),
    [
        ("1999-01-01..1999-02-11", "1999-02-11..1999-02-28", "after"),
        ("1999-02-11..1999-01-01", "1999-02-12..1999-02-28", "before"),
        ("January", "1999-02-12..1999-02-28", "days"),
    ],
)
def test_days_that_make_no_sense_are_refused(train: str, test: str, says: str, tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/log.db"
    options = ["--office", "klin", "--train", train, "--test", test, "--database", url]
    result = CliRunner().invoke(command_line(), ["backtest", *options])
    assert result.exit_code == 2
    assert says in result.output


def test_an_office_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/log.db"
    options = ["--train", "1999-01-01..1999-02-11", "--test", "1999-02-12", "--database", url]
    result = CliRunner().invoke(command_line(), ["backtest", "--office", "nowhere", *options])
    assert result.exit_code == 2
    assert "nowhere" in result.output
