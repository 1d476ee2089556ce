"""SQLite as this product uses it: WAL, every commit synced, one writer that also checkpoints, readers that only read.

Without these, as measured: 81 of 100 numbers given twice with the driver's own idea of transactions; everything since
the last checkpoint lost in a power cut with `synchronous = NORMAL`.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy import event, text
from sqlalchemy.engine import URL, Connection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from queue_server.database.failure import storage_failures_named
from queue_server.database.sqlite_library import Version, has_wal_reset_bug
from queue_server.errors import DatabaseUnusable

Result = TypeVar("Result")

READERS = 4
"""Reading connections kept open; each has a thread of its own."""

WAIT_S = 30
"""How long one waits for the writer or a reader to be free before the caller is told that the database is busy."""

LOCKED_MS = 5000
"""How long SQLite itself waits for another process, such as a command at the terminal."""

STATEMENTS_KEPT = 512
"""Prepared statements of the writer: the log's, one for each table and number of rows, and all others."""

KEPT_FOR_BOTH = ("foreign_keys = ON", f"busy_timeout = {LOCKED_MS}", "temp_store = MEMORY")
KEPT_FOR_WRITER = (
    "cache_size = -8192",  # 8 MiB: the ends of all offices' logs stay in memory; a commit may look through all of it
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "journal_size_limit = 67108864",
    "wal_autocheckpoint = 8000",  # 32 MiB: the ends of 200 logs are the same pages again and again
)
KEPT_FOR_READER = ("query_only = ON", "wal_autocheckpoint = 0")

DEMANDED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    """The writer's engine with its one connection, and the readers'."""
    _demand_folder(url)
    writer = create_async_engine(
        url, pool_size=1, max_overflow=0, pool_timeout=WAIT_S, pool_reset_on_return=None,
        connect_args={"cached_statements": STATEMENTS_KEPT},
    )  # fmt: skip
    reader = create_async_engine(url, pool_size=READERS, max_overflow=0, pool_timeout=WAIT_S)
    _prepare(writer, pragmas=KEPT_FOR_BOTH + KEPT_FOR_WRITER, begin="BEGIN IMMEDIATE")
    _prepare(reader, pragmas=KEPT_FOR_BOTH + KEPT_FOR_READER, begin="BEGIN")
    return writer, reader


async def check(writer: AsyncEngine, reader: AsyncEngine) -> None:
    """Refuses to go on unless the library and the pragmas are what durability needs."""
    with storage_failures_named():
        async with writer.connect() as connection:
            version = str(await connection.scalar(text("SELECT sqlite_version()")))
            _demand_library(tuple(int(part) for part in version.split(".")))
            for pragma, demanded in DEMANDED.items():
                _demand(pragma, await _pragma(connection, pragma), demanded)
        async with reader.connect() as connection:
            _demand("query_only", await _pragma(connection, "query_only"), 1)


async def at_once(connection: AsyncConnection, work: Callable[[sqlite3.Connection], Result]) -> Result:
    """`work` between BEGIN IMMEDIATE and COMMIT on the connection's own thread, in one trip to it."""
    adapted = await connection.get_raw_connection()
    driver = adapted.driver_connection
    if driver is None:
        raise RuntimeError("the connection is not open")

    # aiosqlite offers single statements only; this is what each of its own methods does with one
    return await driver._execute(transact, driver._conn, work)  # type: ignore[no-any-return]


def transact(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], Result]) -> Result:
    """`work` between BEGIN IMMEDIATE and COMMIT; nothing of it is kept where it raises."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


def file_of(url: URL) -> Path:
    """The file that a SQLite address names."""
    return Path(url.database or "")


def _prepare(engine: AsyncEngine, *, pragmas: tuple[str, ...], begin: str) -> None:
    @event.listens_for(engine.sync_engine, "do_connect")
    def _on_do_connect(_dialect: object, _record: object, _arguments: object, parameters: dict[str, Any]) -> None:
        parameters["async_creator_fn"] = _opened

    @event.listens_for(engine.sync_engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself: it would begin too late
        try:
            cursor = connection.cursor()
            for pragma in pragmas:
                cursor.execute(f"PRAGMA {pragma}")
                cursor.fetchall()
            cursor.close()
        except BaseException:  # the pool would leave its thread behind
            connection.close()
            raise

    @event.listens_for(engine.sync_engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


async def _opened(*arguments: Any, **parameters: Any) -> aiosqlite.Connection:
    """A connection; where it cannot be opened, its thread has ended too.

    The driver only tells that thread to end. It would answer an event loop that may be closed by then, and say so on
    the operator's screen.
    """
    connection = aiosqlite.connect(*arguments, **parameters)
    connection._thread.daemon = True
    try:
        return await connection
    except BaseException:
        connection._thread.join()
        raise


async def _pragma(connection: AsyncConnection, name: str) -> object:
    return await connection.scalar(text(f"PRAGMA {name}"))


def _demand(pragma: str, found: object, demanded: object) -> None:
    if found != demanded:
        raise DatabaseUnusable(
            f"SQLite did not accept {pragma} = {demanded} (it says {found}). Without it acknowledged tickets could be "
            "lost; the file may be on a network drive: put it on a local disk."
        )


def _demand_library(version: Version) -> None:
    if has_wal_reset_bug(version):
        shown = ".".join(str(part) for part in version)
        raise DatabaseUnusable(
            f"SQLite {shown} can lose committed rows (https://www.sqlite.org/wal.html#walresetbug). "
            "Install pysqlite3 0.6.1 or newer, and import queue_server before other modules load sqlite3."
        )


def _demand_folder(url: URL) -> None:
    if not url.database or url.database == ":memory:" or "mode=memory" in url.database:
        raise DatabaseUnusable("A database in memory keeps nothing. Name a file: sqlite+aiosqlite:///FILE.")
    folder = file_of(url).absolute().parent
    if not folder.is_dir():
        raise DatabaseUnusable(f"The folder {folder} does not exist: create it, or name another file for the database.")
