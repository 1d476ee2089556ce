"""`queue-server replay`: a recorded day, a bug report or a what-if, run through the rules."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from queue_server.cli.operator import plainly

SHOWN = 1000
"""Rows of a table shown to people: drawing a row takes longer than replaying its line. Programs get all of them."""

WORD = 9
"""So much of a value is never folded, but of ids and sentences, which may be long."""
FOLDED = frozenset({"ticket", "detail", "code"})

WIDE = 120
SAID_BY_THE_LINE = frozenset({"office", "topic"})


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(replay)


def replay(
    file: Annotated[Path, typer.Argument(help="One JSON command a line; `-` reads standard input.")],
    config: Annotated[Path, typer.Option(help="The organisation file, or a directory of them.")] = Path("config/demo"),
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Run recorded commands through the rules and print every clock.

    Each line names when, where and what, for example:

    {"at": "2026-03-02T06:05:00Z", "office": "klin", "command": "issue", "ticket": "t1", "topic": "meters"}

    Exit codes: 0 run (refused lines are part of the answer), 2 the file or the configuration cannot be read.
    """
    from queue_server.cli.progress import progress_bar
    from queue_server.errors import StartError
    from queue_server.offices.replay import Replay
    from queue_server.organisation import load

    try:
        run = Replay(load(config).offices)
        with (
            _lines_of(file) as lines,
            progress_bar("Replaying lines", total=_count(file, lines), quiet=as_json) as advance,
        ):
            run.run(lines, advance)
    except (StartError, OSError) as error:
        typer.echo(f"queue-server replay: {plainly(error)}", err=True)
        raise typer.Exit(2) from error
    report = run.report()
    if as_json:
        typer.echo(_printable(json.dumps(report, ensure_ascii=False, indent=1)))
    else:
        _print_tables(report)


@contextmanager
def _lines_of(file: Path) -> Iterator[IO[str]]:
    if str(file) == "-":
        # As a file is read, whatever the terminal's own encoding is.
        lines = TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace")
        try:
            yield lines
        finally:
            lines.detach()
    else:
        with file.open(encoding="utf-8-sig", errors="replace") as lines:
            yield lines


def _count(file: Path, lines: IO[str]) -> int | None:
    """How many there are; nobody knows of what can be read but once (a pipe, standard input)."""
    if str(file) == "-" or not lines.seekable():
        return None
    count = sum(1 for _ in lines)
    lines.seek(0)
    return count


def _print_tables(report: dict[str, Any]) -> None:
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    for title in ("tickets", "answers", "rejected", "offices"):
        rows = report[title]
        if not rows:
            continue
        table = Table(
            title=f"{title}, clocks in seconds" if title == "tickets" else title,
            title_justify="left",
            title_style="bold",
            box=SIMPLE,
            padding=0,
        )
        # A narrow terminal leaves out what the line itself says and folds the rest: no id and no clock is cut off.
        names = [
            name for name in rows[0] if console.width >= WIDE or title == "offices" or name not in SAID_BY_THE_LINE
        ]
        for name in names:
            right = isinstance(rows[0][name], int | float)
            heading = name.removesuffix("_s").replace("_", " ")
            longest = max(len(_shown(row[name])) for row in rows[:SHOWN]) if name not in FOLDED else 0
            table.add_column(
                heading, overflow="fold", justify="right" if right else "left", min_width=min(longest, WORD)
            )
        for row in rows[:SHOWN]:
            table.add_row(*(Text(_shown(row[name])) for name in names))
        console.print(table)
        if len(rows) > SHOWN:
            console.print(f"… and {len(rows) - SHOWN} more; --json lists them all.")


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".") if value < 1 else f"{value:.1f}".removesuffix(".0")
    return "–" if value is None else _printable(str(value))


def _printable(text: str) -> str:
    """Half a character, which JSON can name and no terminal show, as its escape."""
    return text.encode("utf-8", "backslashreplace").decode()
