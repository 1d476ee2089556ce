"""`queue-server forecast`: how many will come, by half-hour and topic; and how good such forecasts would have been."""

import json
from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from queue_server.cli.operator import DatabaseOption, clock, with_database
from queue_server.cli.report_words import a_date
from queue_server.cli.tables import print_table
from queue_server.errors import ScenarioInvalid

if TYPE_CHECKING:
    from analytics.forecast.calendar import Calendar
    from analytics.forecast.history import ArrivalHistory
    from queue_server.database.engine import Database
    from queue_server.domain.configuration import OfficeConfig

app = typer.Typer(help="Arrivals to come, from those of the past.", no_args_is_help=True, rich_markup_mode=None)

OfficeOption = Annotated[str, typer.Option(help="Whose arrivals.")]
CalendarOption = Annotated[
    Path | None,
    typer.Option(exists=True, dir_okay=False, help="CSV of regressors by date: billing, weather. docs/forecast.md"),
]
LeaveOutOption = Annotated[str, typer.Option(help="Topics that are not counted, with commas between.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def register(parent: typer.Typer) -> None:
    """Adds the commands."""
    parent.add_typer(app, name="forecast")


@app.command()
def days(
    office: OfficeOption,
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="First day; only days before it are looked at.")],
    count: Annotated[int, typer.Option("--days", min=1, max=28, help="How many days.")] = 7,
    calendar: CalendarOption = None,
    leave_out: LeaveOutOption = "",
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Visitors expected by half-hour and topic, with 80 % intervals, as known on the evening before the first day.

    Exit codes: 0 printed, 2 the request makes no sense, 3 the database cannot be used.
    """
    begins = a_date(first, "--from")

    async def work(opened: "Database") -> list[dict[str, Any]]:
        from analytics.forecast.forecasting import Forecaster

        history, known, unfinished = await _known(opened, office, begins, leave_out, calendar)
        wanted = [begins + timedelta(number) for number in range(count)]
        try:
            found = Forecaster(history, known).days(wanted, made_on=min(begins, unfinished))
        except LookupError as error:
            raise typer.BadParameter(str(error), param_hint="--from") from None
        return [one.document() for one in found]

    found = with_database(database, work)
    if as_json:
        typer.echo(json.dumps({"office": office, "days": found}, ensure_ascii=False, indent=1))
    else:
        _print_days(office, found)


@app.command()
def backtest(
    office: OfficeOption,
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="First day to be forecast.")],
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="Last day, included.")],
    calendar: CalendarOption = None,
    leave_out: LeaveOutOption = "",
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Forecast each day of a span from what was known before it, and score that beside simple rules.

    Exit codes: 0 printed, 2 the request makes no sense, 3 the database cannot be used.
    """
    begins, ends = a_date(first, "--from"), a_date(last, "--to")
    if ends < begins:
        raise typer.BadParameter(f"{last} is before {first}; the first day comes first.", param_hint="--to")

    async def work(opened: "Database") -> dict[str, Any]:
        from analytics.forecast.backtest import ForecastBacktest
        from queue_server.cli.progress import progress_bar

        history, known, _ = await _known(opened, office, ends, leave_out, calendar)
        with progress_bar("Forecasting days", total=(ends - begins).days + 1, quiet=as_json) as advance:
            return ForecastBacktest(history, known).run(begins, ends, advance)

    found = with_database(database, work)
    if as_json:
        typer.echo(json.dumps({"office": office, "from": str(begins), "to": str(ends), **found}, indent=1))
    else:
        _print_scores(found)


@app.command("calendar")
def keep_calendar(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV by date: billing, weather.")],
    office: Annotated[str | None, typer.Option(help="For this office only, over the calendar of all.")] = None,
    territory: Annotated[str | None, typer.Option(help="For the offices of this territory only.")] = None,
    database: DatabaseOption = None,
) -> None:
    """Keeps a calendar in the database, in place of the one before: every forecast goes by it from now on.

    Cell by cell an office's own calendar says more than its territory's, and that more than the one of all offices.
    Exit codes: 0 kept, 2 the file cannot be read or nobody knows the place, 3 the database cannot be used.
    """
    calendar = _read(file, None, "FILE")
    if office is not None and territory is not None:
        raise typer.BadParameter("an office or a territory, not both.", param_hint="--territory")

    async def work(opened: "Database") -> None:
        from analytics.forecast.recording import recording
        from analytics.forecast.store import OF_ALL, KeptCalendar, of_office, of_territory
        from analytics.store import VisitStore
        from queue_server.access import TERMINAL, Access

        configs = await VisitStore(opened, clock).configurations()
        if office is not None:
            _among(office, configs, "office", "--office")
            scope = of_office(office)
        elif territory is not None:
            _among(territory, {one.territory for one in configs.values() if one.territory}, "territory", "--territory")
            scope = of_territory(territory)
        else:
            scope = OF_ALL
        record = Access(opened, clock).recorder(actor=TERMINAL, action="calendar_kept", subject=scope or "calendar")
        await KeptCalendar(opened).keep(calendar, scope, beside=recording(record))

    with_database(database, work)
    place = f" for {office or territory}" if office or territory else ""
    typer.echo(f"{len(calendar.values)} days with {', '.join(calendar.columns) or 'nothing'} are kept{place}.")


def _among(name: str, known: Collection[str], kind: str, option: str) -> None:
    if name not in known:
        names = ", ".join(sorted(known)) or "none"
        raise typer.BadParameter(f"There is no {kind} “{name}” in this database; known: {names}.", param_hint=option)


async def _known(
    opened: "Database", office: str, upto: date, leave_out: str, calendar: Path | None
) -> "tuple[ArrivalHistory, Calendar, date]":
    """What the log knows of arrivals; the calendar, of the file or the one kept; the first day that is not over."""
    from analytics.forecast.office import StoreForecast, first_unfinished
    from analytics.forecast.store import KeptCalendar
    from analytics.store import VisitStore

    store = VisitStore(opened, clock)
    configs = await store.configurations()
    _among(office, configs, "office", "--office")
    left_out = frozenset(name.strip() for name in leave_out.split(",") if name.strip())
    history = await StoreForecast(store).history(office, upto, leave_out=left_out)
    config = configs[office]
    kept = await KeptCalendar(opened).of(config) if calendar is None else _read(calendar, config, "--calendar")
    return history, kept, first_unfinished(config, clock())


def _read(file: Path, config: "OfficeConfig | None", named: str) -> "Calendar":
    from analytics.forecast.calendar import read_calendar

    try:
        return read_calendar(file, config)
    except ScenarioInvalid as error:
        raise typer.BadParameter(str(error), param_hint=named) from None


def _print_days(office: str, found: list[dict[str, Any]]) -> None:
    rows = []
    for day in found:
        busiest = max(day["half_hours"], key=lambda row: float(row["expected"]), default=None)
        peak = f"{busiest['from']}: {busiest['expected']:.0f}" if busiest else "–"
        rows.append([day["day"], f"{day['expected']:.0f}", f"{day['low']:.0f}–{day['high']:.0f}", peak])
    title = f"{office}: visitors expected, with 80 % intervals"
    print_table(title, ["day", "visits", "80 %", "busiest half-hour"], rows)


def _print_scores(found: dict[str, Any]) -> None:
    rows = [(row["name"], row) for row in found["rules"]]
    rest = found["rest_of_day"]
    if rest["improvement_share"] is not None:
        rows += [
            (f"rest of the day, {name} {rest['after_hours']} hours of it", rest[name]) for name in ("before", "after")
        ]
    print_table(
        f"{found['days']} days",
        ["rule", "half-hour WAPE", "day's total WAPE"],
        ([name, f"{row['half_hour_wape']:.3f}", f"{row['total_wape']:.3f}"] for name, row in rows),
    )
    if found["days"]:
        typer.echo(
            f"80 % intervals held {found['coverage_80_share']:.1%} of half-hours and "
            f"{found['day_coverage_80_share']:.1%} of days."
        )
        _print_intervals(found["intervals"])
    if found["topic_wape"] is not None:
        typer.echo(f"Half-hours of single topics, 1 d ahead: WAPE {found['topic_wape']:.3f}.")


def _print_intervals(rows: list[dict[str, Any]]) -> None:
    from analytics.forecast.backtest import HELD

    exact = "without rounding"
    held = ["half-hours held", exact, "topics held", exact, "topics' days held", "days held", "day's width"]
    told = (
        [str(row["ahead_days"]), str(row["days"]), *("–" if row[key] is None else f"{row[key]:.1%}" for key in HELD)]
        for row in rows
    )
    print_table("80 % intervals by days ahead", ["days ahead", "days", *held], told, left=0)
