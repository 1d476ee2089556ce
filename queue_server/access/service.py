"""Access: who is who, and what people, devices and programs were given. The rest of the server asks only this.

Knows the database's rows and their live copy, and keeps both alike, whoever changes them: this server, or a command at
the terminal beside it. What a role may do is declared route by route in `api`.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from queue_server.access import audit, cookies, people, sessions, tokens
from queue_server.access.backoff import Backoff
from queue_server.access.credentials import LONGEST_TOKEN, digest
from queue_server.access.federation import Federation
from queue_server.access.hashing import Hashing
from queue_server.access.identity import Identity
from queue_server.access.live import Live, Revoked
from queue_server.access.means import SecondFactorRules
from queue_server.access.sessions import LiveSession
from queue_server.access.tables import STATE, access_state
from queue_server.database.engine import Database
from queue_server.database.failure import StorageUnavailable
from queue_server.database.recording import Recorder, Values
from queue_server.domain.ids import SECOND, Instant

LOOK_EVERY_S = 1.0
"""How often the server looks whether another process changed something: a revocation closes sockets within seconds."""

UNKNOWN_KEPT = 1_000
UNKNOWN_FOR_S = 1.0
"""A token that nobody knows is not looked up again within this time: a flood of them must not keep the disk busy."""

DENIAL_EVERY_S = 60
"""The same denial to the same subject is written once in this time: the audit must not be a way to fill the disk."""

logger = logging.getLogger(__name__)


class Access(Federation):
    """Start before serving, stop after. Commands at the terminal use it without starting it."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], Instant],
        *,
        hashing: Hashing | None = None,
        second_factor: SecondFactorRules | None = None,
    ) -> None:
        rules = second_factor or SecondFactorRules()
        super().__init__(database, clock, Live(), hashing or Hashing(), Backoff(), rules)
        self._unknown: dict[str, Instant] = {}
        self._denied: dict[tuple[str, str], Instant] = {}
        self._keeper: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Knows everybody, and goes on looking for changes."""
        await self.look()
        self._keeper = asyncio.create_task(self._keep(), name="access")

    async def stop(self) -> None:
        """Writes down what is not yet written, and looks no more."""
        if self._keeper is not None:
            self._keeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeper
            self._keeper = None
        await self.tend()

    @property
    def listeners(self) -> list[Revoked]:
        """Called with `Identity.via` when a session or token is valid no longer."""
        return self._live.listeners

    def is_valid(self, identity: Identity) -> bool:
        """Whether the session or token by which somebody came still holds."""
        return self._live.holds(identity.via)

    # ---- Who is it? ----------------------------------------------------------------------------------------------

    def authenticate_token(self, token: str) -> Identity | None:
        """Whoever holds this token, from memory alone."""
        return self._live.token(digest(token), self._clock()) if len(token) <= LONGEST_TOKEN else None

    def authenticate_session(self, session_id: str) -> Identity | None:
        """Whoever has this session, from memory alone. The session counts as used."""
        return self._live.session(digest(session_id), self._clock()) if len(session_id) <= LONGEST_TOKEN else None

    async def identify_token(self, token: str) -> Identity | None:
        """Whoever holds this token; one made a moment ago at the terminal is looked up."""
        identity = self.authenticate_token(token)
        if identity is not None or len(token) > LONGEST_TOKEN:
            return identity
        at, key = self._clock(), digest(token)
        if at < self._unknown.get(key, 0):
            return None
        async with self._database.read() as connection:
            found = await tokens.by_digest(connection, key)
        if found is None:
            self._remember_unknown(key, at)
            return None
        await self.look()
        return self.authenticate_token(token)

    async def identify_cookies(self, sent: Mapping[str, str], *, secure: bool = False) -> Identity | None:
        """Whoever a browser's cookies stand for: the person; else the device. A person works at the device's desk."""
        session_id = cookies.found(sent, cookies.SESSION, secure=secure)
        token = cookies.found(sent, cookies.DEVICE, secure=secure)
        person = self.authenticate_session(session_id) if session_id else None
        device = await self.identify_token(token) if token else None
        if person is None or device is None or device.desk is None:
            return person or device
        return replace(person, desk=device.desk) if person.office == device.office else person

    # ---- The audit -----------------------------------------------------------------------------------------------

    async def record(
        self,
        *,
        actor: str,
        action: str,
        subject: str = "",
        address: str = "",
        before: Values = None,
        after: Values = None,
    ) -> None:
        """Write down what somebody did, where no method here does so itself."""
        recording = self.recorder(actor=actor, action=action, subject=subject, address=address)
        async with self._database.write() as connection:
            await recording(connection, before, after)

    def recorder(self, *, actor: str, action: str, subject: str = "", address: str = "") -> Recorder:
        """Writes down what somebody did in the transaction of a store that does it and that knows nobody."""

        async def recording(connection: AsyncConnection, before: Values, after: Values) -> None:
            await audit.record(
                connection,
                at=self._clock(),
                actor=actor,
                action=action,
                subject=subject,
                address=address,
                before=before,
                after=after,
            )

        return recording

    async def denied(self, identity: Identity | None, what: str, *, address: str = "") -> None:
        """Write down that somebody known wanted what they may not; strangers at the door are the proxy's to log."""
        if identity is None:
            return
        at = self._clock()
        if at < self._denied.get((identity.subject, what), 0):
            return
        self._denied = {key: until for key, until in self._denied.items() if at < until}
        self._denied[identity.subject, what] = at + DENIAL_EVERY_S * SECOND
        await self.record(actor=identity.subject, action="denied", subject=what, address=address)

    async def audit_entries(
        self, *, after: int = 0, before: int | None = None, limit: int = audit.PAGE
    ) -> list[audit.Entry]:
        """A page of the audit: what follows `after`, oldest first; or what went before `before`, newest first."""
        if before is not None:
            return await audit.latest_entries(self._database, before=before, limit=limit)
        return await audit.entries(self._database, after=after, limit=limit)

    # ---- Keeping memory and database alike ----------------------------------------------------------------------

    async def look(self) -> None:
        """Takes over what this or another process changed. Costs one small read where nothing was."""
        async with self._alike:
            async with self._database.read() as connection:
                changes = int(
                    await connection.scalar(select(access_state.c.changes).where(access_state.c.id == STATE)) or 0
                )
                if changes == self._known_changes:
                    return
                valid_people = {
                    person.login: person for person in await people.everybody(connection) if person.disabled_at is None
                }
                kept = await sessions.everything(connection)
                valid_tokens = await tokens.everything(connection)
            self._live.replace(
                valid_tokens,
                [
                    LiveSession.of(key, valid_people[login], created_at, seen_at, means)
                    for key, login, created_at, seen_at, means in kept
                    if login in valid_people and self._rules.suffices(valid_people[login].role, means)
                ],
            )
            self._unknown.clear()
            self._known_changes = changes

    async def tend(self) -> None:
        """Ends sessions that are over, and writes down when the others were last used."""
        over = self._live.ended(self._clock())
        seen_sessions, seen_tokens = self._live.take_seen_sessions(), self._live.take_seen_tokens()
        if over or seen_sessions or seen_tokens:
            async with self._database.write() as connection:
                if over:
                    await sessions.end(connection, over)
                if seen_sessions:
                    await sessions.keep_seen(connection, seen_sessions)
                if seen_tokens:
                    await tokens.keep_seen(connection, seen_tokens)
        self._live.end(over)

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self.look()
                await self.tend()
            except StorageUnavailable as problem:
                logger.warning("access cannot look for changes: %s", problem.detail)

    def _remember_unknown(self, key: str, at: Instant) -> None:
        if len(self._unknown) >= UNKNOWN_KEPT:
            self._unknown.clear()
        self._unknown[key] = at + int(UNKNOWN_FOR_S * SECOND)
