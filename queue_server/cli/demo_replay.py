"""A recorded day for the demo: read from one database, done again in another through the public API."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx2

from queue_server.access import Role
from queue_server.app import QueueServer
from queue_server.cli.demo_clock import DemoClock
from queue_server.cli.recorded_steps import opening_steps, steps_of
from queue_server.client.connection import Connection
from queue_server.client.driver.pace import Pace
from queue_server.client.driver.recorded_day import Step, drive_recorded_day
from queue_server.client.refusal import Unreachable
from queue_server.database.engine import Database
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.events import OfficeConfigured
from queue_server.domain.evolve import evolve
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date, written_date
from queue_server.errors import StartError
from queue_server.log.batch import Append, NewEvent
from queue_server.log.reader import LogReader
from queue_server.log.recorded import Recorded
from queue_server.log.store import LogStore

LEAD_S = 1.0
"""Real seconds between the curtain and the first step."""

ACTOR = "demo"


@dataclass(frozen=True, slots=True)
class RecordedDay:
    """One office's day: how the office was set up, and what its people did."""

    config: OfficeConfig
    steps: tuple[Step, ...]

    @property
    def begins_at(self) -> int:
        """The instant of the first step."""
        return self.steps[0].at


async def read_day(url: str, office: str, day: str) -> RecordedDay:
    """The day `YYYY-MM-DD` of `office`, by the office's own zone. Raises `StartError` where there is none."""
    try:
        written_date(day)
    except ValueError:
        raise StartError(f"“{day}” is no day; write OFFICE/DAY as {office or 'klin'}/2026-03-02.") from None
    database = await Database.open(url)
    try:
        before = Office(id=office)
        kept: list[Recorded] = []
        async for record in LogReader(database).events(office):
            if before.config is None or local_date(before.config, record.at) < day:
                before = evolve(before, record.event)
            elif local_date(before.config, record.at) == day:
                kept.append(record)
            else:
                break
    finally:
        await database.dispose()
    steps, told = list(steps_of(office, kept)), database.url.render_as_string(hide_password=True)
    if before.config is None or not steps:
        raise StartError(f"The log of office “{office}” in {told} holds nothing of {day}.")
    return RecordedDay(before.config, (*opening_steps(before, steps[0].at), *steps))


async def set_the_stage(database_file: Path, day: RecordedDay, *, at: Instant) -> str:
    """A new database with that office and nothing else, since `at`; its address."""
    url = f"sqlite+aiosqlite:///{database_file}"
    database = await Database.open(url)
    try:
        configured = OfficeConfigured(at=at, config=day.config)
        await LogStore(database).append([Append(day.config.id, 0, (NewEvent(configured, ACTOR, None),))])
    finally:
        await database.dispose()
    return url


class ReplayedDay:
    """Called by the server once it listens; ends with the day."""

    def __init__(self, day: RecordedDay, *, clock: DemoClock, say: Callable[[str], None]) -> None:
        self._day = day
        self._clock = clock
        self._say = say

    async def __call__(self, app: QueueServer, address: str) -> None:
        """Do the day again, and say how it went."""
        token = await app.state.surroundings.access.create_token(Role.ADMIN, name="Demo: replay")
        self._say(f"Replaying {len(self._day.steps)} steps at {self._clock.speed:g} times the speed. Ctrl-C stops.")
        self._clock.skip_to(self._day.begins_at - int(LEAD_S * 1000 * self._clock.speed))
        pace = Pace(self._clock.speed, self._clock)
        try:
            async with httpx2.AsyncClient(timeout=30.0, trust_env=False) as http:
                door = Connection(address, token=token, http=http)
                outcome = await drive_recorded_day(self._day.steps, door, pace=pace, tell=self._say)
            self._say(f"The day is over: {outcome}. The server goes on.")
        except Unreachable as error:
            self._say(f"The replay has stopped: {error}. The server goes on.")
