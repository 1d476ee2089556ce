"""Changing who is known: one transaction, its entries of the audit, and memory changed after it in the same order.

Knows the counter by which another process sees that something changed. What is changed, others know.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from queue_server.access import audit, sessions
from queue_server.access.backoff import CODES_FORGOTTEN_AFTER_S, LONGEST_WAIT_FOR_CODES_S, Backoff
from queue_server.access.hashing import Hashing
from queue_server.access.live import Live
from queue_server.access.means import SecondFactorRules
from queue_server.access.tables import STATE, access_state
from queue_server.database.engine import Database
from queue_server.database.recording import Values
from queue_server.domain.ids import Instant

TERMINAL = "terminal"
"""The audit's name for whoever has the database itself: the operator at the command line."""


@dataclass(slots=True)
class Changing:
    """A transaction that changes who is known. What `then` is given happens in memory once it is on disk."""

    connection: AsyncConnection
    at: Instant
    _after: list[Callable[[], None]] = field(default_factory=list)

    def then(self, step: Callable[[], None]) -> None:
        """Do this after the commit, before anybody else changes something."""
        self._after.append(step)

    async def record(
        self,
        action: str,
        *,
        by: str,
        subject: str,
        address: str = "",
        before: Values = None,
        after: Values = None,
    ) -> None:
        """An entry of the audit in this transaction."""
        await audit.record(
            self.connection,
            at=self.at,
            actor=by,
            address=address,
            action=action,
            subject=subject,
            before=before,
            after=after,
        )

    def done(self) -> None:
        """The commit has happened."""
        for step in self._after:
            step()


class Changes:
    """What everybody who changes access shares."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], Instant],
        live: Live,
        hashing: Hashing,
        backoff: Backoff,
        rules: SecondFactorRules,
    ) -> None:
        self._database = database
        self._clock = clock
        self._live = live
        self._hashing = hashing
        self._backoff = backoff
        self._codes_backoff = Backoff(
            longest_wait_s=LONGEST_WAIT_FOR_CODES_S, forgotten_after_s=CODES_FORGOTTEN_AFTER_S
        )
        self._rules = rules
        self._known_changes = -1
        self._alike = asyncio.Lock()

    async def _end_sessions_of(self, change: Changing, login: str) -> None:
        await sessions.end_all_of(change.connection, login)
        change.then(lambda: self._live.end(self._live.sessions_of(login)))

    @asynccontextmanager
    async def _changing(self) -> AsyncIterator[Changing]:
        """A transaction after which memory is changed too, before anybody else changes or reads anew."""
        async with self._alike:
            async with self._database.write() as connection:
                change = Changing(connection, self._clock())
                yield change
                await connection.execute(
                    update(access_state).where(access_state.c.id == STATE).values(changes=access_state.c.changes + 1)
                )
                changes = int(
                    await connection.scalar(select(access_state.c.changes).where(access_state.c.id == STATE)) or 0
                )
            change.done()
            if changes == self._known_changes + 1:
                self._known_changes = changes  # else another process changed something too: the next look reads it
