"""The calendars that are kept in the database: what is known of days beforehand, for every forecast of the server.

Each has a version among the database's settings, counted by whoever writes: to know it nobody reads the days.
"""

import hashlib
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import nan
from typing import TypeAlias

from sqlalchemy import (
    Column,
    ColumnElement,
    Float,
    String,
    Table,
    bindparam,
    delete,
    distinct,
    func,
    insert,
    select,
    update,
)  # fmt: skip
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from analytics.forecast.calendar import Calendar
from queue_server.database.engine import Database
from queue_server.database.metadata import metadata
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import OfficeId
from queue_server.errors import CalendarChanged, ScenarioInvalid
from queue_server.log.tables import settings

Cells = dict[tuple[str, str], float]
"""By day and name."""

Beside: TypeAlias = Callable[[AsyncConnection, Cells, Cells], Awaitable[None]]
"""Called in the transaction that changes a calendar, with the cells that change as they were and as they are."""

calendar_days = Table(
    "calendar_days",
    metadata,
    Column("scope", String(80), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("value", Float(53), nullable=False),
)


NOTHING_KEPT = "0"

OF_ALL = ""
"""The scope of the calendar that holds for every office."""


def of_territory(territory: str) -> str:
    """The scope of a territory's own calendar."""
    return f"territory:{territory}"


def of_office(office: OfficeId) -> str:
    """The scope of an office's own calendar."""
    return f"office:{office}"


@dataclass(frozen=True, slots=True)
class Told:
    """Calendars at one moment, by scope: names and versions of the whole, cells of the days that were asked for."""

    names: tuple[str, ...]
    versions: Mapping[str, str]
    cells: Mapping[str, Cells]


class KeptCalendar:
    """The calendars of one database: one for all offices, and those of territories and offices of their own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, calendar: Calendar, scope: str = OF_ALL, *, beside: Beside | None = None) -> None:
        """Takes the place of what was kept for the scope. The same again changes nothing."""
        after: Cells = {
            (day.isoformat(), name): value
            for day, values in calendar.values.items()
            for name, value in zip(calendar.columns, values, strict=True)
            if value == value  # an empty cell says nothing
        }
        async with self._database.write() as connection:
            version = await _version_to_change(connection, scope)
            before = await _cells(connection, scope)
            if after == before:
                return
            rows = [{"scope": scope, "day": day, "name": name, "value": value} for (day, name), value in after.items()]
            await connection.execute(delete(calendar_days).where(calendar_days.c.scope == scope))
            if rows:
                await connection.execute(insert(calendar_days), rows)
            await _changed(connection, scope, version, before, after, beside)

    async def told(self, scopes: Iterable[str], first: date, last: date) -> Told:
        """What is kept for each scope alone."""
        wanted = list(scopes)
        mine = calendar_days.c.scope.in_(wanted)
        days = calendar_days.c.day.between(first.isoformat(), last.isoformat())
        async with self._database.read() as connection:
            names = (await connection.execute(select(calendar_days.c.name).where(mine).distinct())).scalars().all()
            versions = {scope: await _version(connection, scope) for scope in wanted}
            rows = (await connection.execute(select(calendar_days).where(mine & days))).all()
        cells: dict[str, Cells] = {scope: {} for scope in wanted}
        for row in rows:
            cells[row.scope][row.day, row.name] = row.value
        return Told(tuple(sorted(names)), versions, cells)

    async def change(
        self,
        scope: str,
        version: str,
        changes: Mapping[tuple[str, str], float | None],
        *,
        most: int,
        beside: Beside | None = None,
    ) -> None:
        """Cells put in the place of others, or taken out (None).

        What stands there already stays. Raises `CalendarChanged` where `version` is not that of what is kept, and
        `ScenarioInvalid` where there would be more than `most` names.
        """
        if not changes:
            return
        first, last = (pick(day for day, _ in changes) for pick in (min, max))
        async with self._database.write() as connection:
            newest = await _version_to_change(connection, scope)
            before = await _cells(connection, scope, calendar_days.c.day.between(first, last))
            after = {cell: value for cell, value in (before | dict(changes)).items() if value is not None}
            if after == before:
                return
            if version != newest:
                raise CalendarChanged
            names_before = await _names(connection, scope)
            touched = [cell for cell in changes if before.get(cell) != after.get(cell)]
            gone = [{"its_day": day, "its_name": name} for day, name in touched if (day, name) in before]
            rows = [
                {"scope": scope, "day": day, "name": name, "value": after[day, name]}
                for day, name in touched
                if (day, name) in after
            ]
            if gone:  # one statement each for however many: everybody else who writes waits meanwhile
                here = (calendar_days.c.day == bindparam("its_day"), calendar_days.c.name == bindparam("its_name"))
                await connection.execute(delete(calendar_days).where(calendar_days.c.scope == scope, *here), gone)
            if rows:
                await connection.execute(insert(calendar_days), rows)
            if await _names(connection, scope) > max(most, names_before):
                raise ScenarioInvalid(f"that is too much to tell apart: {most} columns are kept at most")
            await _changed(connection, scope, newest, before, after, beside)

    async def of(self, config: OfficeConfig) -> Calendar:
        """With the office's own hours and holidays. Cell by cell the office says more than its territory, and that more
        than the calendar of all."""
        scopes = [OF_ALL, *([of_territory(config.territory)] if config.territory else []), of_office(config.id)]
        wanted = select(calendar_days).where(calendar_days.c.scope.in_(scopes)).order_by(calendar_days.c.name)
        async with self._database.read() as connection:
            rows = (await connection.execute(wanted)).all()
        columns = tuple(dict.fromkeys(row.name for row in rows))
        number: Mapping[str, int] = {name: index for index, name in enumerate(columns)}
        values: dict[date, list[float]] = {}
        for row in sorted(rows, key=lambda row: scopes.index(row.scope)):  # the nearest last: it stays
            cells = values.setdefault(date.fromisoformat(row.day), [nan] * len(columns))
            cells[number[row.name]] = row.value
        return Calendar(columns, values, config)


async def _cells(connection: AsyncConnection, scope: str, *which: ColumnElement[bool]) -> Cells:
    wanted = select(calendar_days).where(calendar_days.c.scope == scope, *which)
    return {(row.day, row.name): row.value for row in (await connection.execute(wanted)).all()}


async def _names(connection: AsyncConnection, scope: str) -> int:
    counted = select(func.count(distinct(calendar_days.c.name))).where(calendar_days.c.scope == scope)
    return int(await connection.scalar(counted) or 0)


async def _version(connection: AsyncConnection, scope: str) -> str:
    """The one that was counted; of a calendar of before there were any, a digest of what is kept."""
    counted = await connection.scalar(select(settings.c.content).where(settings.c.name == _named(scope)))
    if counted is not None:
        return str(counted)
    cells = await _cells(connection, scope)
    return _digest(repr(sorted(cells.items()))) if cells else NOTHING_KEPT


async def _version_to_change(connection: AsyncConnection, scope: str) -> str:
    """The version, which nobody else changes until the transaction ends: whoever comes meanwhile waits here.

    To be asked before anything else is read. Two first writers have nothing to wait at, so each puts the version there
    that it found; the one that comes second waits for the first one's.
    """
    held = select(settings.c.content).where(settings.c.name == _named(scope)).with_for_update()
    counted = await connection.scalar(held)
    if counted is None:
        found = await _version(connection, scope)
        try:
            async with connection.begin_nested():
                await connection.execute(insert(settings).values(name=_named(scope), content=found))
        except IntegrityError:  # somebody was first, on a database that has several writers
            counted = await connection.scalar(held)
        else:
            return found
    return str(counted)


async def _changed(
    connection: AsyncConnection, scope: str, version: str, before: Cells, after: Cells, beside: Beside | None
) -> None:
    """The next version, which follows from the one before and what changed; and whoever has to be told."""
    touched = sorted(cell for cell in before.keys() | after.keys() if before.get(cell) != after.get(cell))
    now = _digest(repr((version, [(cell, after.get(cell)) for cell in touched])))
    await connection.execute(update(settings).where(settings.c.name == _named(scope)).values(content=now))
    if beside is not None:
        was, is_ = ({cell: known[cell] for cell in touched if cell in known} for known in (before, after))
        await beside(connection, was, is_)


def _digest(content: str) -> str:
    return hashlib.blake2b(content.encode(), digest_size=8).hexdigest()


def _named(scope: str) -> str:
    """Fits the column whatever the place is called."""
    return f"calendar:{hashlib.blake2b(scope.encode(), digest_size=16).hexdigest()}"
