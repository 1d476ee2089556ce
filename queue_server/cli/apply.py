"""`queue-server apply` and `export`: the organisation file into the database, and back."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from queue_server.cli.operator import DatabaseOption, clock, talks_to_a_person, with_database, write_to

if TYPE_CHECKING:
    from queue_server.database.engine import Database
    from queue_server.organisation import Organisation


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command()(apply)
    app.command()(export)


def apply(
    config: Annotated[
        Path | None,
        typer.Option(
            help="The organisation file, or a directory whose *.toml files are read together; also QUEUE_CONFIG."
        ),
    ] = None,
    database: DatabaseOption = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Apply without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference and change nothing.")] = False,
) -> None:
    """Check the organisation file, show what it changes, and apply it.

    The file is checked as a whole: every mistake is listed with file, table and key, and nothing is changed. A running
    server need not be stopped; it takes the change over within seconds.

    At a terminal the difference is shown and you are asked; in a script it is applied at once.

    Exit codes: 0 applied, or nothing to apply; 1 the file has mistakes, or something has to happen first (it says
    what); 2 the command was not understood; 3 the database cannot be opened.
    """
    from queue_server.errors import QueueServerError
    from queue_server.organisation import load
    from queue_server.settings import read_settings

    try:
        path = config or read_settings().config
        if path is None:
            typer.echo("Name the organisation file: --config FILE or DIRECTORY. A first one: config/demo.", err=True)
            raise typer.Exit(2)
        organisation = load(path)
    except QueueServerError as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
    for warning in organisation.warnings:
        typer.echo(f"warning: {warning}", err=True)
    ask = not yes and talks_to_a_person()
    if not with_database(database, lambda opened: _apply(opened, organisation, ask=ask, dry_run=dry_run)):
        raise typer.Exit(1)


def export(
    output: Annotated[Path | None, typer.Option(help="Write to this file; without it, to standard output.")] = None,
    database: DatabaseOption = None,
) -> None:
    """Write the organisation in the database back as an organisation file.

    `queue-server apply` takes the file back and finds no difference.

    Exit codes: 0 written; 1 nothing was applied yet, or the file cannot be written; 3 the database cannot be opened.
    """
    text = with_database(database, _exported)
    if text is None:
        typer.echo("No organisation was applied yet. Begin with: queue-server apply --config config/demo", err=True)
        raise typer.Exit(1)
    if output is None:
        sys.stdout.write(text)
    else:
        write_to(output, text.encode(), otherwise=1)


async def _apply(database: "Database", organisation: "Organisation", *, ask: bool, dry_run: bool) -> bool:
    """Shows and applies; False where something has to happen first.

    The offices' logs come first and the document last: should the power fail between the two, the next `apply` finds
    the same difference and completes it.
    """
    from queue_server.access import AppliedOrganisations
    from queue_server.log.group_commit import GroupCommit
    from queue_server.log.store import LogStore
    from queue_server.offices.registry import Offices
    from queue_server.organisation import difference, offices_changed
    from queue_server.organisation.hindrances import hindrances

    applied = AppliedOrganisations(database)
    latest = await applied.latest()
    changes = difference(latest.organisation if latest else None, organisation)
    store = LogStore(database)
    group = GroupCommit(store)
    group.start()
    offices = Offices(store=store, group=group, clock=clock)
    try:
        await offices.start()
        states = {office.id: office.state for office in offices}
        configured = {office for office, state in states.items() if state.config is not None}
        old = latest.organisation.offices if latest is not None else {}
        # By the files and not by the logs: a line that a supervisor put on the board meanwhile stays.
        anew = offices_changed(old, organisation.offices)
        changed = [office for office in organisation.offices if office in anew or office not in configured]
        if not changes and not changed:
            typer.echo("Nothing to apply: the database holds this organisation already.")
            return True
        for change in changes:
            typer.echo(str(change))
        in_the_way = [
            line
            for office, state in states.items()
            if office in organisation.offices or office in old
            for line in hindrances(state, organisation.offices.get(office))
        ]
        for line in in_the_way:
            typer.echo(f"not now: {line}", err=True)
        if in_the_way:
            return False
        if dry_run:
            typer.echo(f"Nothing was changed (--dry-run). Offices concerned: {_named(changed)}.")
            return True
        if ask and not typer.confirm("Apply this?", err=True):
            typer.echo("Nothing was changed.")
            return True
        await offices.apply({office: organisation.offices[office] for office in changed}, actor="terminal")
        version = await applied.keep(organisation, by="terminal", at=clock())
        typer.echo(f"Applied as version {version}. Offices changed: {_named(changed)}.")
        return True
    finally:
        await offices.stop()
        await group.stop()


async def _exported(database: "Database") -> str | None:
    from queue_server.access import AppliedOrganisations
    from queue_server.organisation import export as exported

    latest = await AppliedOrganisations(database).latest()
    return exported(latest.organisation) if latest is not None else None


def _named(offices: list[str]) -> str:
    return ", ".join(offices) if offices else "none"
