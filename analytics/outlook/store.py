"""The moves that supervisors made on advice: kept, so that the screen can say later what they did, and so that nobody
forgets what was agreed on for a time."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import BigInteger, Column, Float, Index, Integer, String, Table, Text, insert, select, update

from queue_server.database.engine import Database
from queue_server.database.metadata import metadata
from queue_server.domain.ids import Instant, OfficeId

LISTED = 50
"""The newest that are shown."""

moves_taken = Table(
    "moves_taken",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("office", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", String(255), nullable=False),
    Column("move", Text, nullable=False),
    Column("expected", Float(53)),
    Column("spared", Float(53)),
    Column("due_at", BigInteger),
    Column("seen_at", BigInteger),
    Column("seen_by", String(255)),
    Column("done_at", BigInteger),
    Column("done_by", String(255)),
    Index("ix_moves_taken_office_at", "office", "at"),
)


class Taken(NamedTuple):
    """One move: `expected` breaches within the hour without it and how many it was to spare; None where nobody knew.

    `due_at`: when somebody has to do something about it again: the desk that may be closed, the break that is to be
    taken. `seen`: by the office that was asked for help. `done`: whoever says that they need no reminder.
    """

    office: OfficeId
    at: Instant
    by: str
    move: dict[str, Any]
    expected: float | None = None
    spared: float | None = None
    due_at: Instant | None = None
    seen_at: Instant | None = None
    seen_by: str | None = None
    done_at: Instant | None = None
    done_by: str | None = None
    id: int = 0

    @property
    def asked(self) -> OfficeId | None:
        """The office that somebody was asked to come over from."""
        return self.move.get("office") if self.move["kind"] == "call_neighbour" else None


class TakenMoves:
    """The moves of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, taken: Taken) -> Taken:
        """One more; with its number."""
        row = taken._asdict() | {"move": msgspec.json.encode(taken.move).decode()}
        del row["id"]
        async with self._database.write() as connection:
            found = await connection.execute(insert(moves_taken).values(row).returning(moves_taken.c.id))
            return taken._replace(id=found.scalar_one())

    async def change(self, taken: Taken) -> None:
        """Who has seen it, and who needs no reminder, as it stands in `taken`."""
        now = {name: getattr(taken, name) for name in ("seen_at", "seen_by", "done_at", "done_by")}
        async with self._database.write() as connection:
            await connection.execute(update(moves_taken).where(moves_taken.c.id == taken.id).values(now))

    async def of(self, office: OfficeId) -> list[Taken]:
        """An office's, newest first."""
        wanted = (
            select(moves_taken)
            .where(moves_taken.c.office == office)
            .order_by(moves_taken.c.at.desc(), moves_taken.c.id.desc())
            .limit(LISTED)
        )
        async with self._database.read() as connection:
            return _read((await connection.execute(wanted)).all())

    async def since(self, at: Instant) -> list[Taken]:
        """Of all offices, oldest first."""
        table = moves_taken.c
        wanted = select(moves_taken).where(table.at >= at).order_by(table.at, table.id)
        async with self._database.read() as connection:
            return _read((await connection.execute(wanted)).all())


def _read(rows: Sequence[Any]) -> list[Taken]:
    return [Taken(**{**row._mapping, "move": msgspec.json.decode(row.move)}) for row in rows]
