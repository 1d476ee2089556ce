"""Writing one batch to the log, on either database.

The way to the log is the hottest of the product: every command goes through it. On SQLite the whole batch is one trip
to the writer's thread (as measured, a trip for each statement costs three times as much as all the rest); on
PostgreSQL the rows of a table go in one statement.
"""

import sqlite3
from collections.abc import Sequence
from itertools import chain
from typing import Any, Protocol

import msgspec
from sqlalchemy import Table, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import IntegrityError as RowConflict

from queue_server.database.engine import Database
from queue_server.log.batch import Append, Batch, Tip, prepare
from queue_server.log.tables import answers, events, heads, snapshots

MOST_ROWS = 64
"""Rows in one statement: 64 events are 704 values, far below SQLite's limit of 32,766."""

REPLACING_HEADS = " ON CONFLICT (office) DO UPDATE SET seq = excluded.seq, hash = excluded.hash"
REPLACING_SNAPSHOTS = (
    " ON CONFLICT (office) DO UPDATE SET seq = excluded.seq, form = excluded.form, state = excluded.state"
)

_json = msgspec.json.Encoder().encode
_heads = msgspec.json.Decoder(list[tuple[str, int, str]]).decode


class Writer(Protocol):
    """Writes batches. `RowTaken` where a row was there before: a command id, or a seq written by another process."""

    async def write(self, appends: Sequence[Append], *, whole: bool) -> Batch:
        """One transaction, on disk when this returns. `whole`: a conflict of one append fails them all."""
        ...


class RowTaken(Exception):  # noqa: N818  (never leaves the log)
    """Something in the batch was recorded before; nothing of the batch was kept."""


def writer_for(database: Database) -> Writer:
    """The writer that suits the database."""
    return SqliteWriter(database) if database.on_sqlite else PostgresqlWriter(database)


class SqliteWriter:
    """All statements of a batch in one trip to the thread of the one writing connection.

    Each step of a statement gives Python's lock to the event loop, which may keep it for milliseconds: so there are
    few steps. The rows of a table go in one statement. Where this writer left an office's log, it knows without asking
    where the log ends: had another process gone on from there, the row of the next event would be taken.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._find_heads = (
            "SELECT json_group_array(json_array(office, seq, hex(hash))) FROM heads "
            "WHERE office IN (SELECT value FROM json_each(?))"
        )
        self._add_events = ManyRows(events)
        self._add_answers = ManyRows(answers)
        self._put_heads = ManyRows(heads, "REPLACE")
        self._put_snapshots = ManyRows(snapshots, "REPLACE")
        self._left_at: dict[str, Tip] = {}

    async def write(self, appends: Sequence[Append], *, whole: bool) -> Batch:
        """One transaction, on disk when this returns. `whole`: a conflict of one append fails them all."""
        try:
            batch = await self._database.write_at_once(
                lambda connection: self.write_on(connection, appends, whole=whole)
            )
        except BaseException as problem:
            self._left_at.clear()  # whatever was written or not, the next batch asks
            if isinstance(problem, sqlite3.IntegrityError):
                raise RowTaken from problem
            raise
        self._left_at.update(batch.heads)
        return batch

    def write_on(self, connection: sqlite3.Connection, appends: Sequence[Append], *, whole: bool) -> Batch:
        """The statements of one batch, inside the caller's transaction."""
        batch = prepare(appends, self._tips(connection, appends), whole=whole)
        self._add_events.write(connection, batch.events)
        self._put_heads.write(connection, batch.head_rows)
        self._add_answers.write(connection, batch.answers)
        self._put_snapshots.write(connection, batch.snapshots)
        return batch

    def _tips(self, connection: sqlite3.Connection, appends: Sequence[Append]) -> dict[str, Tip]:
        """Where the offices' logs end; asked of the database where an append goes on from anywhere else than here."""
        known = self._left_at
        asked = {one.office for one in appends if one.office not in known or known[one.office][0] != one.after_seq}
        tips = {one.office: known[one.office] for one in appends if one.office not in asked}
        if asked:
            found = connection.execute(self._find_heads, (_json(list(asked)).decode(),)).fetchone()[0]
            tips.update((office, (seq, bytes.fromhex(tip))) for office, seq, tip in _heads(found))
        return tips


class PostgresqlWriter:
    """The heads are locked first, always in the same order, so that two servers on one database take turns."""

    def __init__(self, database: Database) -> None:
        self._database = database
        dialect = database.writer.dialect
        self._find_heads = (
            "SELECT office, seq, hash FROM heads WHERE office = ANY($1::varchar[]) ORDER BY office FOR UPDATE"
        )
        self._add_events = _insert(events, dialect)
        self._add_answers = _insert(answers, dialect)
        self._put_heads = _insert(heads, dialect) + REPLACING_HEADS
        self._put_snapshots = _insert(snapshots, dialect) + REPLACING_SNAPSHOTS

    async def write(self, appends: Sequence[Append], *, whole: bool) -> Batch:
        """One transaction, on disk when this returns. `whole`: a conflict of one append fails them all."""
        try:
            return await self._write(appends, whole)
        except RowConflict as problem:
            raise RowTaken from problem

    async def _write(self, appends: Sequence[Append], whole: bool) -> Batch:
        offices = sorted({append.office for append in appends})
        async with self._database.write() as connection:
            rows = await connection.exec_driver_sql(self._find_heads, (offices,))
            tips: dict[str, Tip] = {str(row.office): (row.seq, row.hash) for row in rows.all()}
            batch = prepare(appends, tips, whole=whole)
            written: tuple[tuple[str, list[Any]], ...] = (
                (self._put_heads, batch.head_rows),
                (self._add_events, batch.events),
                (self._add_answers, batch.answers),
                (self._put_snapshots, batch.snapshots),
            )
            for statement, rows_added in written:
                if rows_added:
                    await connection.exec_driver_sql(statement, rows_added)
        return batch


class ManyRows:
    """Inserts rows of one table, many in one statement.

    `executemany` steps once a row. The text of a statement is made once for each number of rows, and the connection
    keeps what it has prepared (see `sqlite.STATEMENTS_KEPT`). A statement that fails may leave rows behind, because the
    transaction is rolled back with it: so SQLite need not copy every page before it changes it.
    """

    def __init__(self, table: Table, verb: str = "INSERT OR FAIL") -> None:
        names = [column.name for column in table.columns]
        self._beginning = f"{verb} INTO {table.name} ({', '.join(names)}) VALUES "
        self._row = f"({', '.join('?' * len(names))})"
        self._texts: dict[int, str] = {}

    def write(self, connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
        """All of `rows`, in order."""
        for start in range(0, len(rows), MOST_ROWS):
            chunk = rows[start : start + MOST_ROWS]
            connection.execute(self._text(len(chunk)), [_bound(value) for value in chain.from_iterable(chunk)])

    def _text(self, count: int) -> str:
        text = self._texts.get(count)
        if text is None:
            text = self._texts[count] = self._beginning + ", ".join([self._row] * count)
        return text


def _bound(value: object) -> object:
    """The value as the driver takes it at once: it asks of bytes, and not of a bytearray, who might convert them."""
    return bytearray(value) if type(value) is bytes else value


def _insert(table: Table, dialect: Dialect) -> str:
    return str(insert(table).compile(dialect=dialect))
