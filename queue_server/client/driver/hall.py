"""One office as its players share it: who is inside, and that something has changed in the line.

Knows tickets by id and the API by three doors: the kiosk's, the visitor's own (the ticket's id is the key) and the
staff's. Decides nothing: `visiting` and `managing` do.
"""

import asyncio
import random
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, Protocol

from queue_server.client.driver.cast import OfficeCast
from queue_server.client.driver.pace import Pace
from queue_server.client.driver.visitor import Visitor

CHANGE_WAIT_S = 2.0
"""Real seconds after which a manager with nobody to call looks again, whoever else may have sent visitors."""

VISITS_KEPT = 20_000
"""More people than a day brings to one office; the bound of what a driver remembers."""


class Door(Protocol):
    """One identity's way into the public API. Raises `Refused` where the state does not allow what was asked."""

    async def get(self, path: str) -> dict[str, Any]:
        """The resource."""
        ...

    async def post(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Do it once, whatever the network does; the answer's body."""
        ...


@dataclass(slots=True)
class Visit:
    """A simulated person with a ticket in the hand. `inside` turns false when they walk out without a word."""

    ticket: str
    number: str
    visitor: Visitor
    inside: bool = True
    returned_by_mistake: bool = False
    paper_fetched: bool = False
    sent_on: bool = False
    missed: bool = False
    called: asyncio.Event = field(default_factory=asyncio.Event)


class Hall:
    """What the visitors and managers of one office have in common."""

    def __init__(
        self, cast: OfficeCast, *, pace: Pace, chance: random.Random, kiosk: Door, visitor: Door, staff: Door
    ) -> None:
        self.cast = cast
        self.pace = pace
        self.chance = chance
        self.kiosk = kiosk
        self.visitor = visitor
        self.staff = staff
        self.visits: dict[str, Visit] = {}
        self.closing = False
        self._errands: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()

    def enter(self, visit: Visit) -> None:
        """Somebody has taken a ticket."""
        self.visits[visit.ticket] = visit
        if len(self.visits) > VISITS_KEPT:
            del self.visits[next(iter(self.visits))]
        self.line_changed()

    def line_changed(self) -> None:
        """Wake every manager who had nobody to call."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def wait_for_change(self) -> None:
        """Until somebody joins the line, or for a moment."""
        try:
            async with asyncio.timeout(CHANGE_WAIT_S):
                await self._changed.wait()
        except TimeoutError:
            return

    def send(self, errand: Coroutine[Any, Any, None]) -> None:
        """Let something happen beside all else, such as a late visitor's return."""
        task = asyncio.get_running_loop().create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def stop_errands(self) -> None:
        """End what is still under way beside all else."""
        for task in list(self._errands):
            task.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)

    def office_path(self, command: str) -> str:
        """The address of a command to the whole office."""
        return f"/api/v1/offices/{self.cast.id}/{command}"

    def desk_path(self, desk: str, command: str) -> str:
        """The address of a command to one desk."""
        return f"/api/v1/offices/{self.cast.id}/desks/{desk}/{command}"


def ticket_path(ticket: str, command: str) -> str:
    """The address of a command about one ticket."""
    return f"/api/v1/tickets/{ticket}/{command}"
