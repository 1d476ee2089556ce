"""`queue-server estimates`: whether the waits that visitors were told came true."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from queue_server.cli.operator import DatabaseOption, clock, with_database
from queue_server.cli.report_words import a_day, known_office
from queue_server.cli.tables import print_table

if TYPE_CHECKING:
    from queue_server.database.engine import Database

TITLES = {
    "office": "office",
    "week": "week",
    "told": "told",
    "not_known": "not known",
    "called": "called",
    "within_range_share": "within the range",
    "above_range_share": "above the range",
    "short_300_share": "> 5 min too short",
    "mae_s": "MAE, s",
}


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(estimates)


def estimates(
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="First local day, 2026-03-02.")],
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="Last local day, included.")],
    office: Annotated[str | None, typer.Option(help="One office only.")] = None,
    database: DatabaseOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Whether the waits that visitors were told with their tickets came true, by office and week.

    Eight of ten waits should lie within the range that was told, one of ten above it. Whoever went uncalled is
    accounted for by weights. docs/estimates.md has every definition.

    Exit codes: 0 printed, 2 the request makes no sense, 3 the database cannot be used.
    """
    days = (a_day(first, "--from"), a_day(last, "--to"))
    if days[0] > days[1]:
        raise typer.BadParameter(f"{days[1]} is before {days[0]}; the first day comes first.", param_hint="--to")

    async def work(opened: "Database") -> list[dict[str, Any]]:
        from analytics.estimators.honesty import honesty
        from analytics.estimators.store import WaitStore
        from analytics.store import VisitStore

        visits, waits = VisitStore(opened, clock), WaitStore(opened)
        known = await visits.offices()
        if office is not None:
            known_office(office, known)
        rows: list[dict[str, Any]] = []
        for name in [office] if office is not None else known:
            issued = await visits.between(*days, office=name)
            if issued:
                at = [visit.issued_at for visit in issued]
                rows.extend(honesty(await waits.told(name, min(at), max(at) + 1), issued))
        return rows

    rows = with_database(database, work)
    if as_json:
        typer.echo(json.dumps({"from": days[0], "to": days[1], "rows": rows}, ensure_ascii=False, indent=1))
    else:
        _print(rows, title=f"{days[0]} – {days[1]}")


def _print(rows: list[dict[str, Any]], *, title: str) -> None:
    if not rows:
        typer.echo(f"{title}: nobody was told a wait.")
        return
    print_table(title, list(TITLES.values()), ([_shown(name, row[name]) for name in TITLES] for row in rows), left=2)


def _shown(name: str, value: Any) -> str:
    if value is None:
        return "–"
    if name.endswith("_share"):
        return f"{value:.1%}"
    return f"{value:.0f}" if isinstance(value, float) else str(value)
