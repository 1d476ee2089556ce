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
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    for title in ("tickets", "answers", "rejected", "offices"):
        rows = report[title]
        if not rows:
            continue
        table = Table(*rows[0], title=title, title_justify="left")
        for row in rows[:SHOWN]:
            table.add_row(*(Text("–" if value is None else _printable(str(value))) for value in row.values()))
        console.print(table)
        if len(rows) > SHOWN:
            console.print(f"… and {len(rows) - SHOWN} more; --json lists them all.")


def _printable(text: str) -> str:
    """Half a character, which JSON can name and no terminal show, as its escape."""
    return text.encode("utf-8", "backslashreplace").decode()
