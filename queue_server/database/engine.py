"""One database, opened: a SQLite file with one writer and several readers, or a pool of PostgreSQL connections.

What it promises: what was committed is on disk, a transaction that writes sees no other one beside it on SQLite, and
a failing storage says so (`StorageUnavailable`) and is used again as soon as it works.
"""

import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Self, TypeVar

from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from queue_server.database import postgresql, sqlite
from queue_server.database.failure import StorageUnavailable, storage_failures_named
from queue_server.database.migrating import demand_ours, upgrade
from queue_server.errors import DatabaseUnusable

SQLITE = "sqlite+aiosqlite"
POSTGRESQL = "postgresql+asyncpg"

AT_TWICE = re.compile(r"://[^:/]*:[^@]*@.*@", re.DOTALL)
"""A password ends at its first @. With another one behind that, the rest of the password may read as a host."""

Result = TypeVar("Result")


class Database:
    """Give back with `dispose`, or the threads of SQLite keep the process from ending."""

    def __init__(self, url: URL, *, writer: AsyncEngine, reader: AsyncEngine) -> None:
        self.url = url
        self.writer = writer
        self.reader = reader

    @classmethod
    async def open(cls, url: str, *, migrate: bool = True) -> Self:
        """The database at `url`, its tables brought up to date. Raises `DatabaseUnusable` with the whole story.

        `migrate=False`: it must be there and ours already; nothing is created or changed.
        """
        address = address_at(url)
        if not migrate and address.drivername == SQLITE and not sqlite.file_of(address).is_file():
            raise DatabaseUnusable(f"There is no database at {sqlite.file_of(address).absolute()}.")
        on = sqlite if address.drivername == SQLITE else postgresql
        with _told_plainly(address):
            writer, reader = on.engines(address)
            database = cls(address, writer=writer, reader=reader)
            try:
                await on.check(writer, reader)
                if migrate:
                    async with database.write() as connection:
                        await upgrade(connection)
                else:
                    async with database.read() as connection:
                        await demand_ours(connection)
            except BaseException:
                await database.dispose()
                raise
        return database

    @property
    def on_sqlite(self) -> bool:
        """Whether this is a SQLite file."""
        return self.url.drivername == SQLITE

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that only reads, and sees one moment."""
        with storage_failures_named():
            async with self.reader.connect() as connection, connection.begin():
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that writes: all of it is on disk when this ends, or none of it is kept."""
        with storage_failures_named():
            async with self.writer.connect() as connection, connection.begin():
                yield connection

    async def write_at_once(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """SQLite only: `work` on the writing connection, in its thread and in one transaction; one trip for all of it.

        Raises the driver's own `sqlite3.IntegrityError` where a row conflicts.
        """
        with storage_failures_named():
            async with self.writer.connect() as connection:
                return await sqlite.at_once(connection, work)

    async def answers(self) -> bool:
        """Whether the database can be asked something now (for readiness probes)."""
        try:
            async with self.read() as connection:
                await connection.execute(text("SELECT 1"))
        except StorageUnavailable:
            return False
        return True

    async def dispose(self) -> None:
        """Close every connection. The writer last: on SQLite the last one to close checkpoints."""
        await self.reader.dispose()
        await self.writer.dispose()


def password_in(url: str) -> str | None:
    """The password of a database address; None of one without, and of what cannot be read: opening it says so."""
    try:
        return make_url(url).password
    except (ArgumentError, ValueError):
        return None


def address_at(url: str) -> URL:
    """The address in its parts. Raises `DatabaseUnusable`, which repeats nothing of what may hold a password."""
    if AT_TWICE.search(url):
        raise DatabaseUnusable(
            "This is no database address: it has an @ too many. Only the one before the host stays as it is. "
            "Write every other @ as %40, in the password or behind it."
        )
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):  # the latter of a port that is no number: often the rest of a password
        raise DatabaseUnusable(
            f"This is no database address. Give {SQLITE}:///FILE or {POSTGRESQL}://…, "
            "signs such as @ and / in a password as %40 and %2F."
        ) from None
    if address.drivername not in (SQLITE, POSTGRESQL):
        raise DatabaseUnusable(
            f"Databases of the kind “{address.drivername}” are not known. Give {SQLITE}:///FILE or {POSTGRESQL}://…."
        )
    return address


@contextmanager
def _told_plainly(address: URL) -> Iterator[None]:
    """Turns what goes wrong while opening into `DatabaseUnusable`, without the password."""
    database = f"The database {address.render_as_string(hide_password=True)}"
    try:
        yield
    except StorageUnavailable as problem:
        cause = problem.__cause__
        said = cause.orig if isinstance(cause, DBAPIError) else cause
        raise DatabaseUnusable(f"{database} cannot be used. {problem.detail} ({said})") from None
    except DBAPIError as problem:
        raise DatabaseUnusable(f"{database} cannot be used: {problem.orig}") from None
    except OSError as problem:
        raise DatabaseUnusable(f"{database} cannot be reached: {problem}") from None
