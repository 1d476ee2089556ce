"""The calendars that are kept in the database: what is known of days beforehand, for every forecast of the server."""

import hashlib
from collections.abc import Mapping
from datetime import date
from math import nan

from sqlalchemy import Column, Float, String, Table, bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from analytics.forecast.calendar import Calendar
from queue_server.database.engine import Database
from queue_server.database.metadata import metadata
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import OfficeId
from queue_server.errors import CalendarChanged, ScenarioInvalid

Cells = dict[tuple[str, str], float]
"""By day and name."""

calendar_days = Table(
    "calendar_days",
    metadata,
    Column("scope", String(80), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("value", Float(53), nullable=False),
)


OF_ALL = ""
"""The scope of the calendar that holds for every office."""


def of_territory(territory: str) -> str:
    """The scope of a territory's own calendar."""
    return f"territory:{territory}"


def of_office(office: OfficeId) -> str:
    """The scope of an office's own calendar."""
    return f"office:{office}"


def version_of(cells: Cells) -> str:
    """Of what is kept for a scope: another after every change of it, the same wherever the same is kept."""
    if not cells:
        return "0"
    content = repr(sorted(cells.items())).encode()
    return hashlib.blake2b(content, digest_size=8).hexdigest()


class KeptCalendar:
    """The calendars of one database: one for all offices, and those of territories and offices of their own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, calendar: Calendar, scope: str = OF_ALL) -> None:
        """Takes the place of what was kept for the scope."""
        rows = [
            {"scope": scope, "day": day.isoformat(), "name": name, "value": value}
            for day, values in calendar.values.items()
            for name, value in zip(calendar.columns, values, strict=True)
            if value == value  # an empty cell says nothing
        ]
        async with self._database.write() as connection:
            await connection.execute(delete(calendar_days).where(calendar_days.c.scope == scope))
            if rows:
                await connection.execute(insert(calendar_days), rows)

    async def cells(self, scope: str) -> Cells:
        """What is kept for the scope alone."""
        async with self._database.read() as connection:
            return await _cells(connection, scope)

    async def change(
        self, scope: str, version: str, changes: Mapping[tuple[str, str], float | None], *, most: int
    ) -> tuple[Cells, Cells]:
        """Cells put in the place of others, or taken out (None); all that was kept before and is kept now.

        What stands there already stays. Raises `CalendarChanged` where `version` is not that of what is kept, and
        `ScenarioInvalid` where there would be more than `most` names.
        """
        async with self._database.write() as connection:
            before = await _cells(connection, scope)
            after = {cell: value for cell, value in (before | dict(changes)).items() if value is not None}
            if after == before:
                return before, before
            if version != version_of(before):
                raise CalendarChanged
            if len({name for _, name in after}) > max(most, len({name for _, name in before})):
                raise ScenarioInvalid(f"that is too much to tell apart: {most} columns are kept at most")
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
        return before, after

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


async def _cells(connection: AsyncConnection, scope: str) -> Cells:
    wanted = select(calendar_days).where(calendar_days.c.scope == scope)
    return {(row.day, row.name): row.value for row in (await connection.execute(wanted)).all()}
