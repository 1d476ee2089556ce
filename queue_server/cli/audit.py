"""`queue-server audit shorten`: letting the oldest entries of the audit go, by whoever has the database."""

from typing import TYPE_CHECKING, Annotated

import typer

from queue_server.cli.operator import DatabaseOption, clock, with_database

if TYPE_CHECKING:
    from queue_server.database.engine import Database

DAY_MS = 24 * 3600 * 1000


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    audit = typer.Typer(
        help="The audit of administration: how long it is kept.", no_args_is_help=True, rich_markup_mode=None
    )
    audit.callback()(_only_subcommands)
    audit.command()(shorten)
    app.add_typer(audit, name="audit")


def _only_subcommands() -> None:
    """Nothing by itself: with one command alone its name would not have to be said."""


def shorten(
    keep_days: Annotated[int, typer.Option(min=1, help="Entries of so many days stay; older ones go for good.")],
    database: DatabaseOption = None,
) -> None:
    """Let go of entries older than so many days, with the logins and network addresses in them.

    What remains is still sealed: an entry tells who shortened it and up to where, and `queue-server verify` begins
    there. The server may go on serving. Run it from time to time where a law or a rule of yours says how long such
    records are kept.

    Exit codes: 0 done, or nothing was that old; 3 the database cannot be used.
    """

    async def work(opened: "Database") -> int:
        from queue_server.access import TERMINAL, shorten_audit

        now = clock()
        return await shorten_audit(opened, before_at=now - keep_days * DAY_MS, at=now, actor=TERMINAL)

    typer.echo(f"{with_database(database, work)} entries are gone.")
