"""`queue-server backtest`: how well waits would have been told, beside the usual rules."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from queue_server.cli.operator import DatabaseOption, with_database
from queue_server.cli.tables import print_table

if TYPE_CHECKING:
    from queue_server.database.engine import Database

TITLES = {
    "mae_s": "MAE, s",
    "pinball_50_s": "pinball 50 %, s",
    "pinball_90_s": "pinball 90 %, s",
    "coverage_80_share": "within 80 % range",
    "width_80_s": "range, s",
    "short_200_share": "> 200 s too short",
    "upper_short_share": "above upper value",
    "breach_auc_share": "breach told, AUC",
    "breach_brier": "breach told, Brier",
}


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(backtest)


def backtest(
    office: Annotated[str, typer.Option(help="Whose log is replayed.")],
    train: Annotated[str, typer.Option(metavar="DAY..DAY", help="Days to learn from first, 1999-01-01..1999-02-11.")],
    test: Annotated[str, typer.Option(metavar="DAY..DAY", help="Days to be told, after those.")],
    limit: Annotated[
        float, typer.Option(metavar="SECONDS", min=1, help="A wait above it is a breach; how well was it told?")
    ] = 900.0,
    database: DatabaseOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Replay a log and score what the wait estimator would have said, beside the usual rules.

    Scored are the visits of the test days that had to wait and were served, at the moment they joined. Each evening the
    day that is over is learned from. docs/estimates.md has every definition.

    Exit codes: 0 printed, 2 the request makes no sense, 3 the database cannot be used.
    """
    train_days, test_days = _days(train, "--train"), _days(test, "--test")
    if test_days[0] <= train_days[1]:
        raise typer.BadParameter("The test days come after those learned from.", param_hint="--test")

    async def work(opened: "Database") -> dict[str, Any]:
        from analytics.backtest.running import Backtest, Days
        from queue_server.cli.progress import progress_bar
        from queue_server.log.reader import LogReader

        reader = LogReader(opened)
        known = await reader.offices()
        if office not in known:
            names = ", ".join(known) or "none"
            raise typer.BadParameter(
                f"There is no office “{office}” in this database; known: {names}.", param_hint="--office"
            )
        run = Backtest(office, train=Days(*train_days), test=Days(*test_days))
        with progress_bar("Replaying events", total=None, quiet=as_json) as advance:
            async for record in reader.events(office):
                run.take(record)
                advance(1)
        return run.finish().document(limit)

    found = with_database(database, work)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _print(found)


def _days(text: str, option: str) -> tuple[str, str]:
    from queue_server.domain.opening import written_date

    first, dots, last = text.partition("..")
    try:
        days = written_date(first).isoformat(), written_date(last if dots else first).isoformat()
    except ValueError:
        raise typer.BadParameter(
            f"“{text}” are no days; write them as 1999-01-01..1999-02-11.", param_hint=option
        ) from None
    if days[0] > days[1]:
        raise typer.BadParameter(f"{days[1]} is before {days[0]}; the first day comes first.", param_hint=option)
    return days


def _print(found: dict[str, Any]) -> None:
    rows = ([row["name"], *(_shown(name, row[name]) for name in TITLES)] for row in found["rules"])
    print_table(f"{found['n']} visits that had to wait and were served", ["rule", *TITLES.values()], rows)


def _shown(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    if name.startswith("breach_"):
        return f"{value:.3f}"
    return f"{value:.1%}" if name.endswith("_share") else f"{value:.1f}"
