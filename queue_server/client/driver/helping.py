"""Whoever is brought to a desk on advice: they work there until somebody closes the desk.

Knows what was done on advice by the public API, as a supervisor sees it. Desks that a person opens without advice, to
try the demo at, are left to that person.
"""

import asyncio
from dataclasses import replace

from queue_server.client.driver.cast import ManagerRole
from queue_server.client.driver.hall import Hall
from queue_server.client.driver.managing import AFTER_REFUSAL_S, Shift
from queue_server.client.refusal import Refused

LOOK_EVERY_S = 3.0
"""Real seconds: advice is taken by people, who want to see what comes of it."""
GONE = frozenset({"desk_closed", "desk_unknown", "office_not_open"})


class Helpers:
    """Those of one office."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._known: set[int] = set()
        self._roles = {role.id: replace(role, works=None) for role in (*hall.cast.managers, *hall.cast.reserve)}

    async def watch(self) -> None:
        """Sends somebody to each desk until cancelled; nobody to those that were opened before it began."""
        await self.look()
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            for desk, role in await self.look():
                self._hall.send(Helper(self._hall, desk, role).work())

    async def look(self) -> list[tuple[str, ManagerRole]]:
        """The desks that were opened on advice since the last look, and who was brought there."""
        try:
            answer = await self._hall.staff.get(self._hall.office_path("staffing/moves"))
        except Refused:
            return []
        fresh = [row for row in answer["moves"] if row["id"] not in self._known]
        self._known.update(row["id"] for row in fresh)
        opened = (row["move"] for row in fresh if row["move"]["kind"] == "open_desk")
        return [(move["desk"], role) for move in opened if (role := self._roles.get(move["manager"])) is not None]


class Helper(Shift):
    """A manager at a desk that somebody else has opened, and will close."""

    async def work(self) -> None:
        """From now on until the desk is closed, or the hall closes and nobody is left to call."""
        while True:
            try:
                if not await self._next_visitor():
                    return
            except Refused as refusal:
                if refusal.code in GONE:
                    return
                await self._spend(AFTER_REFUSAL_S)
