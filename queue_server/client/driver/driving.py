"""A day in several offices at once: visitors arrive by the profile, managers work, at closing time the halls empty.

Knows how a day begins and ends. Bounded by itself: as many managers as the cast has, as many visitors as they can
serve, one shared pool of connections.
"""

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from queue_server.client.driver.cast import OfficeCast
from queue_server.client.driver.day_profile import arrivals
from queue_server.client.driver.hall import Door, Hall
from queue_server.client.driver.helping import Helpers
from queue_server.client.driver.managing import Shift
from queue_server.client.driver.pace import Pace
from queue_server.client.driver.visiting import visit
from queue_server.client.driver.visitor import imagine
from queue_server.client.refusal import Refused

CROWD_PER_MANAGER = 2
"""Who is in the hall already when the curtain rises: about ten minutes of waiting, so that nothing looks empty."""

CROWD_WITHIN_S = 4.0
"""Real seconds in which that crowd takes its tickets, whatever the speed."""

LAST_MINUTES_S = 20 * 60.0
"""How long after closing time the line may take to empty before the day is closed over it."""


@dataclass(frozen=True, slots=True)
class Doors:
    """The three identities that a simulation of one office needs."""

    kiosk: Door
    visitor: Door
    staff: Door


async def drive_day(casts: Sequence[OfficeCast], doors: Mapping[str, Doors], *, pace: Pace, seed: int) -> None:
    """Play all offices until the last one has closed. The same seed gives the same visitors again."""
    async with asyncio.TaskGroup() as offices:
        for cast in casts:
            chance = random.Random(f"{seed}:{cast.id}")  # noqa: S311 - a play, no secret
            offices.create_task(_drive_office(cast, doors[cast.id], pace=pace, chance=chance))


async def _drive_office(cast: OfficeCast, doors: Doors, *, pace: Pace, chance: random.Random) -> None:
    hall = Hall(cast, pace=pace, chance=chance, kiosk=doors.kiosk, visitor=doors.visitor, staff=doors.staff)
    await pace.until(cast.opens_at)
    await _try(hall, "open_day")
    hall.send(Helpers(hall).watch())
    shifts = [asyncio.create_task(Shift(hall, desk, manager).work()) for desk, manager in cast.staffed]
    try:
        await _let_in(hall)
        hall.closing = True
        await _try(hall, "stop_issuing")
        hall.line_changed()
        await asyncio.wait(shifts, timeout=LAST_MINUTES_S / pace.speed)
    finally:
        for shift in shifts:
            shift.cancel()
        ends = await asyncio.gather(*shifts, return_exceptions=True)
        await hall.stop_errands()
    await _try(hall, "close_day")
    for end in ends:
        if isinstance(end, Exception):
            raise end


async def _let_in(hall: Hall) -> None:
    """Visitors come in until closing time; each then lives a life of their own."""
    began_at = hall.pace.now()
    crowd = CROWD_PER_MANAGER * len(hall.cast.staffed) if began_at > hall.cast.opens_at + 60_000 else 0
    for _ in range(crowd):
        hall.send(visit(hall, imagine(hall.cast, hall.chance)))
        await asyncio.sleep(CROWD_WITHIN_S / crowd)
    for at in arrivals(hall.cast, hall.chance, from_at=began_at):
        await hall.pace.until(at)
        hall.send(visit(hall, imagine(hall.cast, hall.chance)))
    await hall.pace.until(hall.cast.closes_at)


async def _try(hall: Hall, command: str) -> None:
    try:
        await hall.staff.post(hall.office_path(command))
    except Refused:
        return
