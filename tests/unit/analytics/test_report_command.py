"""`queue-server report` and `fair-play` at the terminal: what they print, and requests that make no sense."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from analytics.figures import FIGURES
from queue_server.__main__ import command_line
from queue_server.cli.report_table import columns_that_fit

DAYS = ("--from", "2026-03-02", "--to", "2026-03-03")


def asked(command: str, *words: str) -> Result:
    return CliRunner().invoke(command_line(), [command, *words])


@pytest.mark.parametrize("command", ["report", "fair-play"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "tomorrow", "--to", "2026-03-03"), "tomorrow"),
        (("--from", "2026-02-30", "--to", "2026-03-03"), "2026-02-30"),
        (("--from", "2026-03-04", "--to", "2026-03-03"), "before"),
        ((*DAYS, "--office", "nowhere"), "nowhere"),
        ((*DAYS, "--colour", "red"), "--colour"),
    ],
)
def test_a_request_that_makes_no_sense_names_what_is_wrong(
    sqlite_url: str, command: str, words: tuple[str, ...], said: str
) -> None:
    result = asked(command, *words, "--database", sqlite_url)
    assert result.exit_code == 2
    assert said in result.output


@pytest.mark.parametrize(("by", "said"), [("moon", "moon"), ("topic,topic", "twice"), ("topic;day", "topic;day")])
def test_a_grouping_that_is_none_is_refused_with_those_that_are(sqlite_url: str, by: str, said: str) -> None:
    result = asked("report", *DAYS, "--by", by, "--database", sqlite_url)
    assert result.exit_code == 2
    assert said in result.output


def test_a_database_without_visits_has_one_row_of_nothing_and_no_groups(sqlite_url: str) -> None:
    def told(command: str, *words: str) -> dict[str, Any]:
        result = asked(command, *DAYS, *words, "--database", sqlite_url, "--json")
        assert result.exit_code == 0, result.output
        answer: dict[str, Any] = json.loads(result.stdout)
        return answer

    whole = told("report")
    assert (whole["from"], whole["to"], whole["waits"]) == ("2026-03-02", "2026-03-03", {"from": "visits"})
    (row,) = whole["rows"]
    assert list(row) == list(FIGURES)
    assert (row["issued"], row["service_level"], row["load_share"], row["refused"]) == (0, None, None, 0)
    assert told("report", "--by", "office,half_hour")["rows"] == []
    assert told("fair-play") == {"from": "2026-03-02", "to": "2026-03-03", "findings": []}
    for command in ("report", "fair-play"):
        assert asked(command, *DAYS, "--database", sqlite_url).exit_code == 0


ROW = {"weekday": "mon", **dict.fromkeys(FIGURES, 1234.5)}


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_table_holds_what_matters_most_and_never_more_than_the_terminal(width: int) -> None:
    names = columns_that_fit([ROW], ["weekday"], width=width)
    assert names[:3] == ["weekday", "issued", "service_level"]
    assert sum(max(len(name), 6) + 3 for name in names) + 1 <= width
    assert set(names) <= set(ROW)


def test_a_terminal_of_any_width_shows_all_there_is_if_it_can() -> None:
    assert set(columns_that_fit([ROW], ["weekday"], width=2000)) == set(ROW)
    assert columns_that_fit([ROW], ["weekday"], width=1) == ["weekday", "issued"]
