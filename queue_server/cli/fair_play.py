"""`queue-server fair-play`: signs that figures look better than the visitors' day was, each with its tickets."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from queue_server.cli.operator import DatabaseOption, clock, with_database
from queue_server.cli.report_words import a_day, known_office
from queue_server.cli.tables import print_table

if TYPE_CHECKING:
    from queue_server.database.engine import Database


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("fair-play")(fair_play)


def fair_play(
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="First local day, 2026-03-02.")],
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="Last local day, included.")],
    office: Annotated[str | None, typer.Option(help="One office only.")] = None,
    database: DatabaseOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Look for calls without service, early no-shows, idleness, skipped topics and the like; docs/fair-play.md.

    A finding is a sign, not a verdict: it names the tickets where somebody should look.

    Exit codes: 0 printed, 2 the request makes no sense, 3 the database cannot be used.
    """
    days = (a_day(first, "--from"), a_day(last, "--to"))
    if days[0] > days[1]:
        raise typer.BadParameter(f"{days[1]} is before {days[0]}; the first day comes first.", param_hint="--to")

    async def work(opened: "Database") -> list[dict[str, Any]]:
        from analytics.fair_play.answering import as_rows, manager_names
        from analytics.fair_play.answering import fair_play as found
        from analytics.store import Asked, VisitStore

        store = VisitStore(opened, clock)
        if office is not None:
            known_office(office, await store.offices())
        noticed = await found(store, Asked(*days, office))
        return as_rows(noticed, await manager_names(store, noticed))

    rows = with_database(database, work)
    if as_json:
        typer.echo(json.dumps({"from": days[0], "to": days[1], "findings": rows}, ensure_ascii=False, indent=1))
    else:
        _print(rows, title=f"{days[0]} – {days[1]}")


def _print(rows: list[dict[str, Any]], *, title: str) -> None:
    if not rows:
        typer.echo(f"{title}: no findings.")
        return
    told = []
    for row in rows:
        numbers = [mark["number"] or mark["at"][11:16] for mark in row["evidence"]]
        listed = ", ".join(numbers[:SHOWN]) + (" …" if len(numbers) > SHOWN else "")
        if row["refused"] is not None:
            listed += f", {row['refused']} refused"
        marks, visits = str(row["marks"]), str(row["visits"])
        told.append([row["day"], row["office"], row["rule"], row["manager"] or "–", marks, visits, listed])
    print_table(title, ["day", "office", "rule", "manager", "marks", "of visits", "tickets"], told, left=7)


SHOWN = 8
"""Tickets named to people; programs get all of them."""
