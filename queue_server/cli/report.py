"""`queue-server report`: the standard's figures by office, topic, manager, day, weekday or half-hour.

With a word after it, one of the documents of `report_documents`.
"""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from queue_server.cli import report_documents
from queue_server.cli.operator import DatabaseOption, with_database
from queue_server.cli.report_words import a_day, known_office
from queue_server.cli.tables import print_table

if TYPE_CHECKING:
    from analytics.answering import Answer
    from queue_server.database.engine import Database

GROUPS = ("office", "territory", "topic", "category", "manager", "outcome", "state", "day", "weekday", "half_hour")


def register(app: typer.Typer) -> None:
    """Adds the command, with the documents under it."""
    reports = typer.Typer(invoke_without_command=True, no_args_is_help=True, rich_markup_mode=None)
    reports.callback()(report)
    report_documents.add(reports)
    app.add_typer(reports, name="report")


def report(
    context: typer.Context,
    first: Annotated[str | None, typer.Option("--from", metavar="DAY", help="First local day, 2026-03-02.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last local day, included.")] = None,
    office: Annotated[str | None, typer.Option(help="One office only.")] = None,
    by: Annotated[str, typer.Option(help=f"Groups, with commas between: {', '.join(GROUPS)}.")] = "",
    exact: Annotated[bool, typer.Option("--exact", help="Percentiles from every visit, however many.")] = False,
    database: DatabaseOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Service level, waits, service and those who went, from the log; with a word after it, a whole document.

    Days and half-hours are the office's local time; a visit belongs to the half-hour of its issue. Figures without a
    visit behind them are empty. docs/figures.md has every definition.

    Exit codes: 0 printed, 2 the request makes no sense, 3 the database cannot be used.
    """
    if context.invoked_subcommand is not None:
        return
    days = (a_day(first, "--from"), a_day(last, "--to"))
    if days[0] > days[1]:
        raise typer.BadParameter(f"{days[1]} is before {days[0]}; the first day comes first.", param_hint="--to")
    groups = _groups(by)

    async def work(opened: "Database") -> "Answer":
        from queue_server.cli.reporting import answers_of
        from queue_server.log.reader import LogReader

        if office is not None:
            known_office(office, await LogReader(opened).offices())
        answers = await answers_of(opened)
        return await answers.answer(*days, office=office, by=groups, exact=exact)

    found = with_database(database, work)
    if as_json:
        document = {"from": days[0], "to": days[1], "waits": found.waits(), "rows": found.rows}
        typer.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        _print(found.rows, groups, title=f"{days[0]} – {days[1]}")


def _groups(text: str) -> list[str]:
    groups = [name.strip() for name in text.split(",") if name.strip()]
    for name in groups:
        if name not in GROUPS:
            raise typer.BadParameter(
                f"Visits cannot be grouped by “{name}”; choose from {', '.join(GROUPS)}.", param_hint="--by"
            )
    if len(set(groups)) != len(groups):
        raise typer.BadParameter("A group is named twice.", param_hint="--by")
    return groups


def _print(rows: list[dict[str, Any]], groups: list[str], *, title: str) -> None:
    from rich.console import Console

    from queue_server.cli.report_table import columns_that_fit, shown

    if not rows:
        typer.echo(f"{title}: no visits.")
        return
    if not groups:
        print_table(title, ["figure", "value"], ([name, shown(value)] for name, value in rows[0].items()))
        return
    names = columns_that_fit(rows, groups, width=Console().width)
    print_table(title, names, ([shown(row[name]) for name in names] for row in rows), left=len(groups))
    if len(names) < len(rows[0]):
        typer.echo(f"{len(rows[0]) - len(names)} more figures in a wider terminal, or all of them with --json.")
