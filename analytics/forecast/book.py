"""The calendars of a server's offices, for whoever reads and writes them over HTTP: by day, and by place."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from analytics.forecast.calendar import Calendar
from analytics.forecast.recording import recording
from analytics.forecast.store import OF_ALL, Cells, KeptCalendar, of_office, of_territory
from queue_server.database.engine import Database
from queue_server.database.recording import Recorder
from queue_server.domain.configuration import OfficeConfig
from queue_server.errors import ScenarioInvalid

RESERVED = frozenset({"date"})
"""What the column of days is called in the file."""


class CalendarBook:
    """What is asked of the calendars of one server."""

    def __init__(self, database: Database) -> None:
        self._kept = KeptCalendar(database)
        self._turn = asyncio.Lock()  # one writer at a time: whoever reads a version writes on top of it

    async def read(self, config: OfficeConfig, first: date, days: int) -> dict[str, Any]:
        """The days as every place tells them, with the office's hours."""
        scopes = _scopes(config)
        told = await self._kept.told(scopes.values(), first, first + timedelta(days - 1))
        values = _by_day({place: told.cells[scope] for place, scope in scopes.items()})
        hours = Calendar(config=config)
        return {
            "office": config.id,
            "territory": config.territory,
            "columns": list(told.names),
            "versions": {place: told.versions[scope] for place, scope in scopes.items()},
            "days": [
                {"day": day.isoformat(), "hours": hours.hours(day), "values": values.get(day.isoformat(), {})}
                for day in (first + timedelta(number) for number in range(days))
            ],
        }

    async def keep(
        self,
        config: OfficeConfig,
        place: str,
        version: str,
        days: Sequence[Mapping[str, Any]],
        *,
        most: int,
        record: Recorder,
    ) -> None:
        """Cells of one place are changed, and `record` is told of it in the same transaction.

        Raises `CalendarChanged` where `version` is not the newest, and `ScenarioInvalid` for what cannot be kept.
        """
        changes = {(str(one["day"]), str(name)): value for one in days for name, value in one["values"].items()}
        if reserved := sorted(RESERVED & {name for _, name in changes}):
            raise ScenarioInvalid(f"“{reserved[0]}” is what the column of days is called; call it something else")
        async with self._turn:
            await self._kept.change(_scopes(config)[place], version, changes, most=most, beside=recording(record))


def _scopes(config: OfficeConfig) -> dict[str, str]:
    """By place, the farthest first."""
    territory = {"territory": of_territory(config.territory)} if config.territory else {}
    return {"all": OF_ALL, **territory, "office": of_office(config.id)}


def _by_day(cells: Mapping[str, Cells]) -> dict[str, dict[str, dict[str, float]]]:
    """By day and name what each place says."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for place, known in cells.items():
        for (day, name), value in known.items():
            found.setdefault(day, {}).setdefault(name, {})[place] = value
    return found
