"""The calendar that is kept in the database: what is known of days beforehand, for every forecast of the server."""

from collections.abc import Mapping
from datetime import date
from math import nan

from sqlalchemy import Column, Float, String, Table, delete, insert, select

from analytics.forecast.calendar import Calendar
from queue_server.database.engine import Database
from queue_server.database.metadata import metadata
from queue_server.domain.configuration import OfficeConfig

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


class KeptCalendar:
    """The calendar of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, calendar: Calendar) -> None:
        """Takes the place of what was kept."""
        rows = [
            {"scope": OF_ALL, "day": day.isoformat(), "name": name, "value": value}
            for day, values in calendar.values.items()
            for name, value in zip(calendar.columns, values, strict=True)
            if value == value  # an empty cell says nothing
        ]
        async with self._database.write() as connection:
            await connection.execute(delete(calendar_days))
            if rows:
                await connection.execute(insert(calendar_days), rows)

    async def of(self, config: OfficeConfig) -> Calendar:
        """With the office's own hours and holidays."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(calendar_days).order_by(calendar_days.c.name))).all()
        columns = tuple(dict.fromkeys(row.name for row in rows))
        number: Mapping[str, int] = {name: index for index, name in enumerate(columns)}
        values: dict[date, list[float]] = {}
        for row in rows:
            cells = values.setdefault(date.fromisoformat(row.day), [nan] * len(columns))
            cells[number[row.name]] = row.value
        return Calendar(columns, values, config)
