"""Schedules as published: the newest version of each day, and the versions before it. Nothing is ever changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import msgspec
from sqlalchemy import Select, and_, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from analytics.schedules.schedule import DaySchedule, ScheduledShift, Span, in_order
from analytics.schedules.tables import schedule_shifts, schedules
from queue_server.database.engine import Database
from queue_server.database.recording import Recorder
from queue_server.domain.ids import Instant, OfficeId
from queue_server.errors import ScheduleChanged


class Schedules:
    """The schedules of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, office: OfficeId, first: date, days: int = 1) -> list[DaySchedule]:
        """`days` days from `first`, published or not."""
        span = [first + timedelta(number) for number in range(days)]
        async with self._database.read() as connection:
            found = await _newest(connection, span[0], span[-1], office)
        return [found.get((office, day), DaySchedule(office, day)) for day in span]

    async def between(self, first: date, last: date) -> dict[tuple[OfficeId, date], DaySchedule]:
        """The published days of all offices."""
        async with self._database.read() as connection:
            return await _newest(connection, first, last)

    async def versions(self, office: OfficeId, day: date) -> list[DaySchedule]:
        """Every version of a day, the newest first."""
        wanted = select(schedules).where(schedules.c.office == office, schedules.c.day == day.isoformat())
        async with self._database.read() as connection:
            return await _read(connection, wanted.order_by(schedules.c.version.desc()))

    async def publish(
        self, days: Sequence[DaySchedule], *, by: str, at: Instant, record: Recorder
    ) -> list[DaySchedule]:
        """All of `days` or none, each as the version after the one it names; `record` is told of those that changed,
        before and after, in the same transaction.

        A day that says what is published already stays as it is, so that the same call may be made again. Raises
        `ScheduleChanged` where somebody else has published another version meanwhile.
        """
        async with self._database.write() as connection:
            try:
                found = [await _publish(connection, one, by=by, at=at) for one in days]
            except IntegrityError:  # two writers at the same moment, on a database that has several
                raise ScheduleChanged([one.day.isoformat() for one in days]) from None
            changed = [(before, made) for before, made in found if made is not before]
            if changed:
                before = {one.day.isoformat(): one.version for one, _ in changed}
                after = {one.day.isoformat(): one.version for _, one in changed}
                await record(connection, {"versions": before}, {"versions": after})
        return [made for _, made in found]


async def _publish(
    connection: AsyncConnection, wanted: DaySchedule, *, by: str, at: Instant
) -> tuple[DaySchedule, DaySchedule]:
    """What stood there and what stands there now, the same where nothing changed."""
    found = await _newest(connection, wanted.day, wanted.day, wanted.office)
    now = found.get((wanted.office, wanted.day), DaySchedule(wanted.office, wanted.day))
    shifts = in_order(wanted.shifts)
    if now.published and now.shifts == shifts:
        return now, now
    if now.version != wanted.version:
        raise ScheduleChanged([wanted.day.isoformat()])
    made = replace(wanted, version=now.version + 1, published_at=at, published_by=by, shifts=shifts)
    key = {"office": made.office, "day": made.day.isoformat(), "version": made.version}
    await connection.execute(insert(schedules).values(**key, published_at=at, published_by=by))
    rows = [
        {
            **key, "place": place, "manager": shift.manager, "desk": shift.desk,
            "begins": shift.begins, "ends": shift.ends, "breaks": msgspec.json.encode(shift.breaks).decode(),
        }
        for place, shift in enumerate(shifts)
    ]  # fmt: skip
    if rows:
        await connection.execute(insert(schedule_shifts), rows)
    return now, made


async def _newest(
    connection: AsyncConnection, first: date, last: date, office: OfficeId | None = None
) -> dict[tuple[OfficeId, date], DaySchedule]:
    days = (schedules.c.day.between(first.isoformat(), last.isoformat()),)
    where = days if office is None else (*days, schedules.c.office == office)
    newest = (
        select(schedules.c.office, schedules.c.day, func.max(schedules.c.version).label("version"))
        .where(*where)
        .group_by(schedules.c.office, schedules.c.day)
        .subquery()
    )
    same = and_(*(schedules.c[name] == newest.c[name] for name in ("office", "day", "version")))
    return {(one.office, one.day): one for one in await _read(connection, select(schedules).join(newest, same))}


async def _read(connection: AsyncConnection, wanted: Select[tuple[object, ...]]) -> list[DaySchedule]:
    found = (await connection.execute(wanted)).all()
    versions = wanted.order_by(None).subquery()
    same = and_(*(schedule_shifts.c[name] == versions.c[name] for name in ("office", "day", "version")))
    rows = (await connection.execute(select(schedule_shifts).join(versions, same))).all()
    shifts: dict[tuple[str, str, int], list[tuple[int, ScheduledShift]]] = {}
    for row in rows:
        one = ScheduledShift(row.manager, row.begins, row.ends, row.desk, _breaks(row.breaks))
        shifts.setdefault((row.office, row.day, row.version), []).append((row.place, one))
    return [
        DaySchedule(
            office=row.office,
            day=date.fromisoformat(row.day),
            version=row.version,
            published_at=row.published_at,
            published_by=row.published_by,
            shifts=tuple(shift for _, shift in sorted(shifts.get((row.office, row.day, row.version), ()))),
        )
        for row in found
    ]


def _breaks(text: str) -> tuple[Span, ...]:
    spans: list[tuple[int, int]] = msgspec.json.decode(text)
    return tuple(Span(*span) for span in spans)
