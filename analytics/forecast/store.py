"""The calendars that are kept in the database: what is known of days beforehand, for every forecast of the server."""

from collections.abc import Mapping
from datetime import date
from math import nan

from sqlalchemy import Column, Float, String, Table, delete, insert, select

from analytics.forecast.calendar import Calendar
from queue_server.database.engine import Database
from queue_server.database.metadata import metadata
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import OfficeId

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
