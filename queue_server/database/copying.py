"""A consistent copy of a whole database as one SQLite file, taken while the server serves; and back into PostgreSQL.

The file is the same whichever database it came from, so a backup of either can be restored into either. On SQLite it is
made by `VACUUM INTO` (copying in steps never ends under writes); on PostgreSQL row by row in one snapshot.
"""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import Integer, MetaData, Table, delete, func, literal, select
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from queue_server.database import sqlite
from queue_server.database.engine import SQLITE, Database
from queue_server.database.failure import StorageUnavailable
from queue_server.database.migrating import VERSION_TABLE
from queue_server.errors import StartError

ROWS_AT_ONCE = 1000
MEGABYTE = 1 << 20

Progress = Callable[[int], None]
"""Called with how much was just done."""

Steps = Callable[[str, int | None], AbstractContextManager[Progress]]
"""Entered for each step of long work, with what it is and how much of it there is (None where nobody knows)."""


@contextmanager
def unseen(_title: str, _total: int | None) -> Iterator[Progress]:
    """Steps that nobody looks at."""
    yield lambda _count: None


class BackupUnusable(StartError):  # noqa: N818  (says what is so, like the others of the tree)
    """The backup cannot be made there, or what is there is none."""


async def copy_to_file(database: Database, target: Path, steps: Steps = unseen) -> None:
    """Write the copy beside `target`, check it, and only then give it its name: a half of it never bears it."""
    partial = target.with_name(target.name + ".partial")
    _remove(partial)
    try:
        if database.on_sqlite:
            with steps("Copying", None):
                await asyncio.to_thread(_vacuum_into, sqlite.file_of(database.url), partial)
        else:
            await _copy_rows_to_file(database, partial, steps)
        with steps("Checking pages", None):
            await asyncio.to_thread(check_file, partial)
        await asyncio.to_thread(put_in_place, partial, target)
    except sqlite3.Error as problem:
        raise BackupUnusable(f"The copy could not be written to {target}: {problem}") from None
    except StorageUnavailable as problem:
        raise BackupUnusable(f"The database could not be copied: {problem.detail}") from None
    finally:
        _remove(partial)


def check_file(file: Path) -> None:
    """Raises `BackupUnusable` unless SQLite finds every page of the file in order."""
    if not file.is_file():
        raise BackupUnusable(f"There is no backup at {file.absolute()}.")
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        try:
            said = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
        finally:
            connection.close()
    except sqlite3.Error as problem:
        raise BackupUnusable(f"{file} is no backup, or a damaged one: {problem}.") from None
    if said != ["ok"]:
        raise BackupUnusable(f"{file} is damaged: {'; '.join(said)}.")


def copy_file(source: Path, target: Path, steps: Steps = unseen) -> None:
    """Every byte, by the megabyte."""
    size = source.stat().st_size
    whole = -(-size // MEGABYTE)
    with source.open("rb") as reading, target.open("wb") as writing, steps("Copying megabytes", whole) as progress:
        while piece := reading.read(MEGABYTE):
            writing.write(piece)
            progress(1)


def put_in_place(partial: Path, target: Path) -> None:
    """Give the finished file its name, so that a power cut leaves either the old file or the whole new one."""
    for path in (partial, target.absolute().parent):
        if path is not partial:
            partial.replace(target)
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


async def copy_rows(source: Database, target: AsyncConnection, steps: Steps = unseen) -> None:
    """Every row of every table into the same tables of `target`, which must be as migrations leave them."""
    async with source.read() as reading:
        tables = await reading.run_sync(_tables)
        for table in reversed(tables):
            if (await target.execute(select(literal(1)).select_from(table).limit(1))).first() is not None:
                await target.execute(delete(table))  # what migrations put there
        counts = [await reading.scalar(select(func.count()).select_from(table)) or 0 for table in tables]
        with steps("Copying rows", sum(counts)) as progress:
            for table in tables:
                rows = await reading.stream(select(table).execution_options(yield_per=ROWS_AT_ONCE))
                async for partition in rows.mappings().partitions(ROWS_AT_ONCE):
                    await target.execute(table.insert(), [dict(row) for row in partition])
                    progress(len(partition))
        if target.dialect.name == "postgresql":
            await _count_on(target, tables)


async def _count_on(target: AsyncConnection, tables: Sequence[Table]) -> None:
    """PostgreSQL's own counters go on after the rows that came with their numbers; a table without one has none."""
    for table in tables:
        for column in table.primary_key.columns:
            if len(table.primary_key.columns) == 1 and isinstance(column.type, Integer):
                counter = func.pg_get_serial_sequence(table.name, column.name)
                await target.execute(select(func.setval(counter, select(func.max(column)).scalar_subquery())))


async def _copy_rows_to_file(database: Database, partial: Path, steps: Steps) -> None:
    copy = await Database.open(f"{SQLITE}:///{partial}")
    try:
        async with copy.write() as connection:
            await copy_rows(database, connection, steps)
    finally:
        await copy.dispose()


def _tables(connection: Connection) -> list[Table]:
    """All that are there, whoever declared them: none is left behind in silence."""
    there = MetaData()
    there.reflect(connection)
    return [table for table in there.sorted_tables if table.name != VERSION_TABLE]


def _vacuum_into(file: Path, partial: Path) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("VACUUM INTO ?", (str(partial),))
    finally:
        connection.close()


def _remove(partial: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        partial.with_name(partial.name + end).unlink(missing_ok=True)
