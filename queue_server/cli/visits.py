"""`queue-server visits`: the table of visits for SQL and BI users, made from the log and held against it."""

from typing import TYPE_CHECKING

import typer

from queue_server.cli.operator import DatabaseOption, clock, with_database

if TYPE_CHECKING:
    from queue_server.database.engine import Database

app = typer.Typer(
    help="The table of visits: one row a visit, folded from the log.", no_args_is_help=True, rich_markup_mode=None
)


def register(parent: typer.Typer) -> None:
    """Adds the commands."""
    parent.add_typer(app, name="visits")


@app.command()
def rebuild(database: DatabaseOption = None) -> None:
    """Make the tables of visits and desk time and their summaries anew from the log.

    Reports do what is missing by themselves; this is for when you doubt it.
    """

    async def work(opened: "Database") -> int:
        from analytics.store import SummaryStore, VisitStore
        from queue_server.cli.progress import progress_bar

        folded = 0
        with progress_bar("Folding events", total=None) as advance:

            def told(_office: str, events: int) -> None:
                nonlocal folded
                folded += events
                advance(events)

            store = VisitStore(opened, clock)
            await store.rebuild(told)
            await SummaryStore(store).sum_up()
        return folded

    typer.echo(f"Folded {with_database(database, work)} events into the tables of visits.")


@app.command()
def verify(database: DatabaseOption = None) -> None:
    """Hold the tables against the log, and the summaries against them.

    Exit codes: 0 they agree, 1 they do not (each difference is printed).
    """

    async def work(opened: "Database") -> list[str]:
        from analytics.store import SummaryStore, VisitStore

        store = VisitStore(opened, clock)
        await store.catch_up()
        summaries = SummaryStore(store)
        await summaries.sum_up()
        return [sentence async for sentence in store.differences()] + list(await summaries.differences())

    found = with_database(database, work)
    for sentence in found:
        typer.echo(sentence)
    typer.echo(f"{len(found)} differences." if found else "The tables of visits are what the log says.")
    if found:
        raise typer.Exit(1)
