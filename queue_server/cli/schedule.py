"""`queue-server schedule`: who should work when, as it was published; and what publishes a plan at the terminal."""

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from queue_server.cli.operator import DatabaseOption, clock, with_database
from queue_server.cli.report_words import a_date

if TYPE_CHECKING:
    from analytics.schedules.schedule import DaySchedule
    from queue_server.database.engine import Database
    from queue_server.domain.configuration import OfficeConfig


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(schedule)


def schedule(
    office: Annotated[str, typer.Argument(metavar="OFFICE", help="Whose schedule.")],
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="First day: 2026-03-02.")],
    count: Annotated[int, typer.Option("--days", min=1, max=366, help="How many days.")] = 7,
    versions: Annotated[bool, typer.Option("--versions", help="Every version of the first day instead.")] = False,
    database: DatabaseOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print the published schedule of an office: who should be at which desk, from when to when.

    Exit codes: 0 printed, 2 the request makes no sense, 3 the database cannot be opened.
    """
    begins = a_date(first, "--from")

    async def work(opened: "Database") -> "list[DaySchedule]":
        from analytics.schedules.store import Schedules

        kept = Schedules(opened)
        return await kept.versions(office, begins) if versions else await kept.of(office, begins, count)

    found = with_database(database, work)
    if as_json:
        days = [_document(one) for one in found]
        typer.echo(json.dumps({"office": office, "days": days}, ensure_ascii=False, indent=1))
        return
    for one in found:
        _print(one)


def publish_plan(database: str | None, config: "OfficeConfig", plan: Mapping[str, Any]) -> None:
    """Makes the proposed shifts of a planned week the schedule of their days, after whatever stood there."""

    async def work(opened: "Database") -> "list[DaySchedule]":
        from analytics.schedules.book import check
        from analytics.schedules.schedule import DaySchedule, shift_of
        from analytics.schedules.store import Schedules
        from queue_server.access import TERMINAL, Access
        from queue_server.domain.opening import local_date

        record = Access(opened, clock).recorder(
            actor=TERMINAL, action="schedule_published", subject=f"office:{config.id}"
        )
        kept, now = Schedules(opened), clock()
        wanted = []
        for row in plan["days"]:
            day = date.fromisoformat(row["day"])
            (before,) = await kept.of(config.id, day)
            shifts = tuple(shift_of(shift) for shift in row["proposed"]["shifts"])
            wanted.append(DaySchedule(config.id, day, before.version, shifts=shifts))
        check(config, wanted, today=date.fromisoformat(local_date(config, now)))
        return await kept.publish(wanted, by=TERMINAL, at=now, record=record)

    found = with_database(database, work)
    days = ", ".join(f"{one.day} (version {one.version})" for one in found)
    typer.echo(f"published: {days}", err=True)


def _document(one: "DaySchedule") -> dict[str, Any]:
    from analytics.alerts.wire import instant
    from analytics.schedules.schedule import shift_document

    return {
        "day": one.day.isoformat(),
        "version": one.version,
        "published_at": instant(one.published_at) if one.published_at is not None else None,
        "published_by": one.published_by,
        "shifts": [shift_document(shift) for shift in one.shifts],
    }


def _print(one: "DaySchedule") -> None:
    told = _document(one)
    if not one.published:
        typer.echo(f"{told['day']}  not published")
        return
    typer.echo(f"{told['day']}  version {one.version}, {told['published_at']}, {told['published_by']}")
    for shift in told["shifts"]:
        rests = "".join(f"  break {rest}" for rest in shift["breaks"])
        typer.echo(f"  {shift['begins']}-{shift['ends']}  {shift['manager']}  desk {shift['desk'] or '-'}{rests}")
