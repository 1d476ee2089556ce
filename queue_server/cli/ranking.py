"""`queue-server ranking`: places of territories in a quarter; `ranking take` takes in what is entered by hand."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from queue_server.cli.documents import Told, document
from queue_server.cli.operator import DatabaseOption, clock, with_database
from queue_server.cli.report_words import a_period

if TYPE_CHECKING:
    from analytics.reports.document import Document
    from analytics.reports.making import ReportMaker
    from queue_server.database.engine import Database


def register(app: typer.Typer) -> None:
    """Adds the command, with `take` under it."""
    rankings = typer.Typer(invoke_without_command=True, no_args_is_help=True, rich_markup_mode=None)
    rankings.callback()(ranking)
    rankings.command()(take)
    app.add_typer(rankings, name="ranking")


@document
def ranking(
    context: typer.Context,
    quarter: Annotated[str | None, typer.Option(metavar="QUARTER", help="The quarter, 2026Q1.")] = None,
) -> Told | None:
    """Territories ranked by weighted criteria in two leagues: places, trend, and what would lift one place.

    docs/ranking.md has the rules. The criteria stand in the organisation file.

    Exit codes: 0 written, 2 the request makes no sense, 3 the database cannot be used.
    """
    if context.invoked_subcommand is not None:
        return None
    told = a_period("quarter", quarter or "")

    async def make(maker: "ReportMaker") -> "Document":
        return await maker.ranking(told, made_at=clock())

    async def structure(maker: "ReportMaker") -> dict[str, Any]:
        from analytics.ranking.quarter import plain

        return plain(await maker.rankings.ranking(told))

    return Told(make, structure)


def take(
    file: Annotated[Path, typer.Argument(help="CSV with the columns quarter, territory, criterion, value.")],
    database: DatabaseOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Take in values that are entered by hand: payment collection, mystery shopper, complaints.

    A later value replaces an earlier one for the same quarter, territory and criterion. With one wrong line nothing is
    taken.

    Exit codes: 0 taken, 2 the file cannot be taken, 3 the database cannot be used.
    """
    from analytics.ranking.entries import EntriesInvalidError, read_entries
    from analytics.ranking.store import EntryStore
    from queue_server.access import TERMINAL, Access
    from queue_server.cli.reporting import maker_of

    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise typer.BadParameter(f"{file} cannot be read as UTF-8: {problem}.", param_hint="FILE") from None

    async def work(opened: "Database") -> int:
        company = (await maker_of(opened)).company
        criteria = {one.id: one for one in company.criteria}
        entries = read_entries(text, criteria=criteria, territories=company.territories)
        record = Access(opened, clock).recorder(actor=TERMINAL, action="ranking_entered", subject="ranking")
        await EntryStore(opened).keep(entries, at=clock(), by=TERMINAL, record=record)
        return len(entries)

    try:
        taken = with_database(database, work)
    except EntriesInvalidError as problem:
        for line in problem.problems:
            typer.echo(line, err=True)
        raise typer.Exit(2) from None
    typer.echo(json.dumps({"taken": taken}) if as_json else f"taken: {taken}")
