"""What runs beside the demo's server: lets the players in, plays day after day, and skips the nights."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

import httpx2

from analytics.schedules.book import ScheduleBook
from queue_server.access import Access, Role
from queue_server.access.passwords import PUBLISHED
from queue_server.app import QueueServer
from queue_server.cli.demo_cast import casts_on, unplayed_manager
from queue_server.cli.demo_clock import DemoClock, busy_hour, working_day
from queue_server.cli.demo_shifts import as_schedule
from queue_server.client.connection import Connection
from queue_server.client.driver.cast import OfficeCast
from queue_server.client.driver.driving import Doors, drive_day
from queue_server.client.driver.pace import Pace
from queue_server.client.refusal import Refused, Unreachable
from queue_server.domain.configuration import OfficeConfig
from queue_server.errors import QueueServerError
from queue_server.offices.running import RunningOffice
from queue_server.offices.timetable import ends_at

CONNECTIONS = 24
"""Shared by all players; each asks, and thinks for a while."""

TIMEOUT_S = 30.0
WEEK_DAYS = 7
SCHEDULED_BY = "person:supervisor"

BEFORE_OPENING_S = 120
"""How long before the first office opens the next day begins."""

PASSWORD = PUBLISHED
OVERSEERS: tuple[tuple[str, str, Role, str | None], ...] = (
    ("supervisor", "Громова Е. А.", Role.SUPERVISOR, None), ("south", "Юдина О. С.", Role.SUPERVISOR, "south"),
    ("admin", "Титов М. К.", Role.ADMIN, None),
)  # fmt: skip
"""Who has no desk: for all offices, or for those of a territory."""


class Play:
    """Called by the server once it listens; ends when cancelled."""

    def __init__(self, *, clock: DemoClock, seed: int, say: Callable[[str], None]) -> None:
        self._clock = clock
        self._seed = seed
        self._say = say

    async def __call__(self, app: QueueServer, address: str) -> None:
        """Play until cancelled. What goes wrong is said, and the server stays."""
        surroundings = app.state.surroundings
        configs = [office.state.configured for office in surroundings.offices]
        self._skip_what_was_played(configs, max(office.state.last_at for office in surroundings.offices))
        shown = datetime.fromtimestamp(self._clock() / 1000, UTC).astimezone()
        self._say(f"Demo at {self._clock.speed:g} times the speed: a day of {shown:%d %B} passes. Ctrl-C stops.")
        accounts = asyncio.create_task(let_in(surroundings.access, configs, self._say))
        try:
            async with httpx2.AsyncClient(
                timeout=TIMEOUT_S, trust_env=False, limits=httpx2.Limits(max_connections=CONNECTIONS)
            ) as http:
                doors = await self._doors(surroundings.access, configs, address, http)
                await self._play_on(list(surroundings.offices), doors, app.state.schedules, surroundings.access)
        except (Unreachable, Refused, ExceptionGroup) as error:
            self._say(f"The simulation has stopped: {error}. The server goes on.")
        finally:
            accounts.cancel()

    def _skip_what_was_played(self, configs: Sequence[OfficeConfig], last_at: int) -> None:
        """A demo that was kept goes on in the busy hour of the working day after its last one."""
        while last_at > self._clock():
            self._clock.skip_to(busy_hour(configs, working_day(configs, self._date() + timedelta(days=1))))

    def _date(self) -> date:
        return datetime.fromtimestamp(self._clock() / 1000, UTC).date()

    async def _doors(
        self, access: Access, configs: Sequence[OfficeConfig], address: str, http: httpx2.AsyncClient
    ) -> dict[str, Doors]:
        staff = await access.create_token(Role.ADMIN, name="Demo: staff")
        doors = {}
        for config in configs:
            kiosk = await access.create_token(Role.KIOSK, office=config.id, name=f"Demo: kiosk of {config.id}")
            doors[config.id] = Doors(
                kiosk=Connection(address, token=kiosk, http=http),
                visitor=Connection(address, http=http),
                staff=Connection(address, token=staff, http=http),
            )
        return doors

    async def _play_on(
        self, offices: Sequence[RunningOffice], doors: dict[str, Doors], schedules: ScheduleBook, access: Access
    ) -> None:
        configs = [office.state.configured for office in offices]
        pace = Pace(self._clock.speed, self._clock)
        seed = self._seed
        while True:
            casts: list[OfficeCast] = []
            day = self._date()
            while not casts:
                casts = [cast for cast in casts_on(configs, day) if cast.closes_at > self._clock()]
                day += timedelta(days=1)
            await self._publish(schedules, access, configs, day - timedelta(days=1))
            self._clock.skip_to(min(cast.opens_at for cast in casts) - BEFORE_OPENING_S * 1000)
            await drive_day(casts, doors, pace=pace, seed=seed)
            await self.evening(offices)
            seed += 1

    async def evening(self, offices: Iterable[RunningOffice]) -> None:
        """Goes on to when the timetable closes the last office, and waits for it.

        Whoever was left waiting is not served then. Were the night skipped before, they would wait until the morning.
        """
        there = [office for office in offices if office.state.day_open]
        if not there:
            return
        over = asyncio.Event()

        def committed(*_of_the_commit: object) -> None:
            if not any(office.state.day_open for office in there):
                over.set()

        for office in there:
            office.listeners.append(committed)
        try:
            self._clock.skip_to(max(ends_at(office.state) for office in there))
            await over.wait()
        finally:
            for office in there:
                office.listeners.remove(committed)

    async def _publish(
        self, schedules: ScheduleBook, access: Access, configs: Sequence[OfficeConfig], first: date
    ) -> None:
        """The schedules of a week from `first` on: who should be at which desk, as the players will be."""
        for config in configs:
            days = []
            for day in (first + timedelta(days=number) for number in range(WEEK_DAYS)):
                for cast in casts_on([config], day):
                    days.append({"day": day, "version": 0, "shifts": as_schedule(cast, config)})
            try:
                record = access.recorder(actor=SCHEDULED_BY, action="schedule_published", subject=f"office:{config.id}")
                await schedules.publish(config, days, SCHEDULED_BY, record)
            except QueueServerError as error:
                self._say(f"No schedule for {config.id}: {error}")


async def let_in(access: Access, configs: Sequence[OfficeConfig], say: Callable[[str], None]) -> None:
    """Accounts for whoever tries the demo: a free manager in each office, supervisors, an administrator."""
    territories = {config.territory for config in configs}
    people: list[tuple[str, str, Role, str | None, str | None]] = [
        (login, name, role, None, territory)
        for login, name, role, territory in OVERSEERS
        if territory is None or territory in territories
    ]
    for config in configs:
        manager = unplayed_manager(config)
        if manager is not None:
            people.append((manager.id, manager.name, Role.MANAGER, config.id, None))
    known = {person.login for person in await access.list_people()}
    for login, name, role, office, territory in people:
        if login in known:
            continue
        try:
            await access.create_person(
                login, name=name, role=role, office=office, territory=territory,
                manager=login if role is Role.MANAGER else None,
                password=PASSWORD,
            )  # fmt: skip
        except QueueServerError as error:
            say(f"No demo account for {login}: {error}")
    logins = ", ".join(login for login, *_ in people)
    say(f"Sign in as {logins}; the password of all is {PASSWORD}")
