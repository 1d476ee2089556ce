"""One server serves a database: whoever comes second is told so, whatever way the first one ended.

A second one would tell every alert twice, post every report twice, learn every night twice, and show on its screens
what the first one's visitors did only after its own next command. So the right to serve is taken at start: on SQLite a
locked file beside the database, on PostgreSQL a session's advisory lock. The system gives back either when the process
ends. Commands at the terminal need none of it: they take turns with the server in the log.

A PostgreSQL that went away took the lock with it. It is taken again when the database is back; if another server was
quicker, this one has to end (`lost`).
"""

import asyncio
import fcntl
import os
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from pathlib import Path
from typing import Protocol

import structlog
from sqlalchemy import NullPool, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from queue_server.database import postgresql, sqlite
from queue_server.database.engine import Database
from queue_server.database.failure import StorageUnavailable, storage_failures_named
from queue_server.errors import DatabaseServed

LOCK = 0x71_75_65_75_65_21
"""The advisory lock of whoever serves a PostgreSQL database; no other lock of ours has this number."""

WAIT_S = 30.0
"""How long a start waits for PostgreSQL to notice that the machine of the server before has gone (see `NOTICED`)."""

TRY_EVERY_S = 0.5
LOOK_EVERY_S = 5.0
"""How soon it is seen that the connection with the lock was cut."""

NOTICED = {
    "application_name": "queue-server, serving",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}
"""A machine that lost its power says no goodbye: PostgreSQL lets go of its session after 20 s."""

_log = structlog.get_logger("database")


class SoleServer(Protocol):
    """The right to serve a database."""

    async def give_back(self) -> None:
        """Others may serve it now."""


async def sole_server(
    database: Database, lost: Callable[[], None], *, wait_s: float = WAIT_S, look_every_s: float = LOOK_EVERY_S
) -> SoleServer:
    """Takes the right to serve `database`. Raises `DatabaseServed` where another process has it.

    `lost` is called, once, when it has been lost for good.
    """
    if database.on_sqlite:
        return LockedFile(sqlite.file_of(database.url))
    held = HeldSession(database, lost, look_every_s=look_every_s)
    await held.take(wait_s)
    return held


class LockedFile:
    """A file beside the database that this process has locked. It is left behind: to delete it would make it two."""

    def __init__(self, database: Path) -> None:
        path = database.with_name(f"{database.name}-server")
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            raise DatabaseServed(str(database)) from None

    async def give_back(self) -> None:
        """Others may serve it now."""
        os.close(self._file)


class HeldSession:
    """A connection of its own that holds the advisory lock, looked after as long as the server runs."""

    def __init__(self, database: Database, lost: Callable[[], None], *, look_every_s: float) -> None:
        self._name = database.url.render_as_string(hide_password=True)
        self._engine = create_async_engine(
            database.url,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",  # a lock is held by the session, not by a transaction that is left open
            connect_args={
                "timeout": postgresql.CONNECT_S,
                "command_timeout": postgresql.CONNECT_S,
                "server_settings": {**postgresql.SESSION, **NOTICED},
            },
        )
        self._connection: AsyncConnection | None = None
        self._lost = lost
        self._look_every_s = look_every_s
        self._watching: asyncio.Task[None] | None = None

    async def take(self, wait_s: float) -> None:
        """Takes the lock, at the latest after `wait_s`, and looks after it from then on."""
        try:
            for tries_left in range(ceil(wait_s / TRY_EVERY_S), -1, -1):
                if await self._locked():
                    break
                if not tries_left:
                    raise DatabaseServed(self._name)
                await asyncio.sleep(TRY_EVERY_S)
        except BaseException:
            await self.give_back()
            raise
        self._watching = asyncio.create_task(self._watch(), name="the right to serve")

    async def give_back(self) -> None:
        """Others may serve it now."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        await self._cut()
        await self._engine.dispose()

    async def look(self) -> bool:
        """Whether nobody else serves the database: the lock is taken again where its connection was cut."""
        try:
            if await self._locked():
                return True
        except StorageUnavailable:
            await self._cut()
            return True  # nobody can serve it now; who is back first goes on
        _log.critical("another server has taken over this database: ending", database=self._name)
        self._lost()
        return False

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._look_every_s)
            if not await self.look():
                return

    async def _locked(self) -> bool:
        """Whether this session has the lock, taken now where it is a new one."""
        with storage_failures_named():
            if self._connection is not None:
                await self._connection.execute(text("SELECT 1"))
                return True
            connection = await self._engine.connect()
            taken = bool(await connection.scalar(text(f"SELECT pg_try_advisory_lock({LOCK})")))
            if taken:
                self._connection = connection
            else:
                await connection.close()
            return taken

    async def _cut(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):
                await connection.close()
