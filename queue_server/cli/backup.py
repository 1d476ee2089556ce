"""`queue-server backup` and `restore`: a consistent copy while serving, and back."""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from queue_server.cli.operator import counted, exit_code_of, plainly

if TYPE_CHECKING:
    from queue_server.log.restoring import Restored

DatabaseOption = Annotated[str | None, typer.Option(help="Which one; as for `run`.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(backup)
    app.command()(restore)


def backup(
    file: Annotated[Path, typer.Argument(help="Where to; one SQLite file, whichever the database is.")],
    database: DatabaseOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file of that name.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Write a consistent copy of the whole database to FILE, while the server goes on serving.

    FILE is a database itself: check it with `queue-server verify --database sqlite+aiosqlite:///FILE`. It can be
    restored into SQLite and into PostgreSQL, whichever it came from. Keep it as safe as the database itself.

    Exit codes: 0 written and checked, 2 not, 3 the database cannot be read.
    """
    from queue_server.errors import QueueServerError

    try:
        if file.exists() and not force:
            raise FileExistsError(f"{file} is there already. With --force it is replaced.")
        asyncio.run(_backup(file, database, quiet=as_json))
    except (QueueServerError, OSError) as error:
        typer.echo(f"queue-server backup: {plainly(error)}", err=True)
        raise typer.Exit(exit_code_of(error, otherwise=2)) from error
    size = file.stat().st_size
    typer.echo(json.dumps({"file": str(file), "bytes": size}) if as_json else f"{file}: {size / 1e6:.1f} MB, checked.")


def restore(
    file: Annotated[Path, typer.Argument(help="What `backup` wrote.")],
    database: DatabaseOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a database that holds a log already.")] = False,
    despite_findings: Annotated[
        bool, typer.Option("--despite-findings", help="Restore a log that `verify` finds fault with: better than none.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Put the backup FILE in the place of the database, after checking every page and every hash of it.

    The server must be stopped. A SQLite file that stood there is set aside, not deleted. The log begins a new epoch, so
    that boards and desks that were ahead of the backup start afresh.

    Exit codes: 0 restored, 2 not (and nothing was changed), 3 the database cannot be opened.
    """
    from queue_server.errors import QueueServerError

    try:
        restored = asyncio.run(_restore(file, database, force, despite_findings, quiet=as_json))
    except (QueueServerError, OSError) as error:
        typer.echo(f"queue-server restore: {plainly(error)}", err=True)
        raise typer.Exit(exit_code_of(error, otherwise=2)) from error
    set_aside = None if restored.set_aside is None else str(restored.set_aside)
    found = restored.verified
    if as_json:
        typer.echo(json.dumps({"events": found.events, "offices": found.offices, "set_aside": set_aside}))
        return
    typer.echo(f"Restored {counted(found.events, 'event')} of {counted(found.offices, 'office')} from {file}.")
    if set_aside is not None:
        typer.echo(f"What stood there is now {set_aside}.")


async def _backup(file: Path, url: str | None, *, quiet: bool) -> None:
    from queue_server.cli.progress import progress_bars
    from queue_server.database.copying import copy_to_file
    from queue_server.database.engine import Database
    from queue_server.settings import read_settings

    opened = await Database.open(read_settings(database=url).database, migrate=False)
    try:
        await copy_to_file(opened, file, progress_bars(quiet=quiet))
    finally:
        await opened.dispose()


async def _restore(file: Path, url: str | None, force: bool, despite_findings: bool, *, quiet: bool) -> "Restored":
    from queue_server.cli.progress import progress_bars
    from queue_server.log.restoring import restore
    from queue_server.settings import read_settings

    target = read_settings(database=url).database
    steps = progress_bars(quiet=quiet)
    return await restore(file, target, force=force, despite_findings=despite_findings, steps=steps)
