"""`queue-server staffing`: desks needed, the best shifts for them, and what to change in those of today."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from queue_server.cli.operator import clock, plainly, with_database
from queue_server.cli.scenario_office import office_of, read_toml

if TYPE_CHECKING:
    from datetime import date

    from analytics.simulation.setting import Setting
    from queue_server.database.engine import Database
    from queue_server.domain.configuration import OfficeConfig

LANGUAGES = ("ru", "en", "zh")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(staffing)


def staffing(
    file: Annotated[Path, typer.Argument(metavar="WEEK.toml", help="The week; docs/staffing.md has its keys.")],
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same plan.")] = 1,
    language: Annotated[str, typer.Option(help="Of the advice: ru, en, zh.")] = "ru",
    database: Annotated[
        str | None, typer.Option(metavar="URL", help="Whose log is forecast from, where the file names no demand.")
    ] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Make the proposed shifts the schedule of their days, in --database.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Staff a week: desks needed by half-hour, a shift plan, and how it compares with the present roster.

    Each roster is tried on a thousand simulated days with the skills of its managers and a volume that varies.

    Exit codes: 0 printed, 1 no plan was found or it cannot be published, 2 the file cannot be used, 3 the
    database cannot be used.
    """
    from analytics.staffing.telling import planned_document
    from analytics.staffing.week import staff_week
    from queue_server.cli.progress import progress_bar
    from queue_server.errors import StartError

    if language not in LANGUAGES:
        raise typer.BadParameter(f"Choose from {', '.join(LANGUAGES)}.", param_hint="--language")
    if publish and database is None:
        raise typer.BadParameter("Say in which --database the schedule is kept.", param_hint="--publish")
    try:
        config, days, staff, goal, break_ms = _week(file, database)
        with progress_bar("Finding the need of days", total=len(days), quiet=as_json) as advance:
            found = staff_week(days, staff, goal=goal, break_ms=break_ms, seed=seed, progress=advance)
    except (StartError, OSError) as error:
        for line in plainly(error).splitlines():
            typer.echo(line if line.startswith(str(file)) else f"{file}: {line}", err=True)
        raise typer.Exit(2) from error
    except LookupError as error:
        typer.echo(f"queue-server staffing: {error}", err=True)
        raise typer.Exit(1) from error
    document = planned_document(config, found, goal=goal, language=language)
    if as_json:
        typer.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        _print(document, language)
    if publish:
        from queue_server.cli.schedule import publish_plan

        publish_plan(database, config, document)


def _week(
    file: Path, database: str | None
) -> "tuple[OfficeConfig, list[tuple[date, Setting]], Sequence[Any], float, int]":
    from analytics.staffing.expected import Services, settings_of
    from analytics.staffing.week_file import read_week
    from queue_server.errors import ScenarioInvalid

    document = read_toml(file)
    config = office_of(file, document)
    week = read_week(document)
    forecasts: list[Any] = []
    services = Services()
    if database is not None:

        async def known(opened: "Database") -> Any:
            from analytics.answering import FigureAnswers
            from analytics.staffing.bureau import known_of
            from analytics.store import VisitStore

            return await known_of(FigureAnswers(VisitStore(opened, clock)), config, week)

        week, forecasts, services = with_database(database, known)
    elif week.demand is None:
        raise ScenarioInvalid("demand: say how many come, or name a --database whose log can be forecast from")
    days = settings_of(week, config, forecasts, services)
    return config, days, week.planned_with(config), week.goal or config.goal, week.break_minutes * 60_000


def _told_of(document: dict[str, Any]) -> Iterator[str]:
    """The messages on how both rosters stand to the goal."""
    present, proposed = (document["week"][name]["service_level"]["value"] for name in ("present", "proposed"))
    if not document["changes"] and present >= document["goal"]:
        yield "staffing-nothing"
    if proposed < document["goal"]:
        yield "staffing-short"
        if proposed < present:
            yield "staffing-keeps"


def _print(document: dict[str, Any], language: str) -> None:
    from analytics.staffing.words import message

    values = {
        f"{name}_{what}": text
        for name, row in document["week"].items()
        for what, text in (
            ("hours", f"{row['person_hours']:g}"),
            ("level", f"{row['service_level']['value']:.1%}"),
        )
    }
    typer.echo(message(language, "staffing-compared", **values))
    if document["plan"]["hurried"]:
        typer.echo(message(language, "staffing-hurried"))
    for change in document["changes"]:
        typer.echo(f"  {change['sentence']}")
    goal = f"{document['goal']:.0%}"
    for name in _told_of(document):
        typer.echo(f"  {message(language, name, goal=goal)}")
    for day in document["days"]:
        shifts = ", ".join(f"{s['manager']} {s['begins']}–{s['ends']}" for s in day["proposed"]["shifts"])
        typer.echo(f"{day['day']}  {day['proposed']['service_level']['value']:.1%}  {shifts}")
