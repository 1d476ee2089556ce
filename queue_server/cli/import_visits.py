"""`queue-server import`: history from another system, one row a visit."""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from queue_server.cli.operator import counted, exit_code_of, plainly
from queue_server.cli.tables import print_table

if TYPE_CHECKING:
    from queue_server.log.history.visit import Refusal

SHOWN = 20
"""Refused and odd lines shown to people; programs get all of them."""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("import")(import_visits)


def import_visits(
    file: Annotated[Path, typer.Argument(help="A CSV file with a header; may be packed (.gz).")],
    mapping: Annotated[
        Path | None, typer.Option(help="TOML: which column means what, and how times are written.")
    ] = None,
    office: Annotated[str | None, typer.Option(help="The office of all rows, whatever the file says.")] = None,
    database: Annotated[str | None, typer.Option(help="Where to; as for `run`.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Take in history from another system, one row a visit.

    Columns are office, number, topic, desk, manager, issued, called, started, finished, outcome; a mapping file names
    others (see config/mappings). Rows that make no sense are listed with line and reason, the rest goes in with its own
    times; an office or a topic that nobody here has heard of is listed as odd. A file imported again adds nothing; one
    that begins before an office's log has ended is refused.

    Exit codes: 0 done (refused lines are part of the answer), 2 nothing could be imported, 3 the
    database cannot be opened.
    """
    from queue_server.errors import QueueServerError

    try:
        report = asyncio.run(_import(file, mapping, office, database, quiet=as_json))
    except (QueueServerError, OSError) as error:
        typer.echo(f"queue-server import: {plainly(error)}", err=True)
        raise typer.Exit(exit_code_of(error, otherwise=2)) from error
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False, indent=1))
    else:
        _print(report)


async def _import(
    file: Path, mapping_file: Path | None, office: str | None, url: str | None, *, quiet: bool
) -> dict[str, Any]:
    from queue_server.cli.progress import progress_bar
    from queue_server.database.engine import Database
    from queue_server.log.history.checking import checked
    from queue_server.log.history.importing import configured_offices
    from queue_server.log.history.importing import import_visits as append_visits
    from queue_server.log.history.mapping import read_mapping
    from queue_server.log.history.rows import read_file
    from queue_server.log.history.strangers import strangers
    from queue_server.log.history.unnamed import placed
    from queue_server.settings import read_settings

    mapping = read_mapping(mapping_file)
    opened = await Database.open(read_settings(database=url).database)
    try:
        known = await configured_offices(opened)
        read = read_file(file, mapping, office, {name: config.timezone for name, config in known.items()})
        attributed, unattributed = placed(read.visits, mapping.unnamed_desk)
        visits, refused = checked(attributed)
        with progress_bar("Importing visits", total=len(visits), quiet=quiet) as advance:
            imported = await append_visits(opened, visits, mapping, advance)
    finally:
        await opened.dispose()
    gone = {refusal.line for refusal in (*read.refused, *refused)}
    return {
        "rows": read.rows,
        "visits": len(visits),
        "added": imported.visits,
        "events": imported.events,
        "refused": _as_rows([*read.refused, *refused]),
        "noted": _as_rows(
            [note for note in (*read.noted, *unattributed, *strangers(visits, known)) if note.line not in gone]
        ),
    }


def _as_rows(refusals: "list[Refusal]") -> list[dict[str, Any]]:
    ordered = sorted(refusals, key=lambda refusal: refusal.line)
    return [{"line": refusal.line, "reason": refusal.reason} for refusal in ordered]


def _print(report: dict[str, Any]) -> None:
    from rich.console import Console

    console = Console()
    console.print(
        f"{counted(report['rows'], 'row')}: {counted(report['visits'], 'visit')}, of which {report['added']} are new "
        f"in the log ({counted(report['events'], 'event')}); {counted(len(report['refused']), 'line')} refused, "
        f"{counted(len(report['noted']), 'odd one')} taken in."
    )
    for kind, heading in (("refused", "why refused"), ("noted", "what is odd")):
        if report[kind]:
            rows = ([str(row["line"]), row["reason"]] for row in report[kind][:SHOWN])
            print_table("", ["line", heading], rows, left=2)
            if len(report[kind]) > SHOWN:
                console.print(f"… and {len(report[kind]) - SHOWN} more; --json lists them all.")
