"""Tables at the terminal: no figure and no heading is cut off, in a pipe as in a narrow window."""

import io

import pytest
from rich.box import SIMPLE_HEAD
from rich.console import Console

from queue_server.cli import tables

HEADINGS = ["rule", "MAE, s", "pinball 90 %, s", "within the 80 % range", "above the limit, AUC", *"vwxyz"]
FIGURES = [f"{1000.5 + number}" for number in range(9)]
NAMES = ["ours", "rest of the day, after three hours of it"]


def told(monkeypatch: pytest.MonkeyPatch, *, width: int, terminal: bool, names: list[str] = NAMES) -> str:
    """What is printed where `width` characters fit."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, color_system=None)
    monkeypatch.setattr("rich.console.Console", lambda: console)
    tables.print_table("Errors", HEADINGS, [[name, *FIGURES] for name in names], box=SIMPLE_HEAD)
    return out.getvalue()


@pytest.mark.parametrize("terminal", [True, False])
def test_no_figure_is_cut_off_however_narrow_it_is(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    for width in range(20, 200):
        text = told(monkeypatch, width=width, terminal=terminal)

        assert "…" not in text, width
        assert all(text.count(figure) == 2 for figure in FIGURES), width


def test_a_narrow_terminal_breaks_headings_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    text = told(monkeypatch, width=40, terminal=True)

    assert "pinball 90 %, s" not in text
    assert all(word in text for heading in HEADINGS for word in heading.split())


def test_a_pipe_has_no_width(monkeypatch: pytest.MonkeyPatch) -> None:
    text = told(monkeypatch, width=40, terminal=False)

    assert all(words in text for words in (*HEADINGS, *NAMES))


def test_a_cell_is_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    text = told(monkeypatch, width=200, terminal=True, names=["[bold]a[/x]", "[red]"])

    assert "[bold]a[/x]" in text
    assert "[red]" in text


def test_a_table_without_rows_has_its_headings(capsys: pytest.CaptureFixture[str]) -> None:
    tables.print_table("Nobody", HEADINGS, [])

    assert "within the 80 % range" in capsys.readouterr().out
