"""The moves that supervisors made on advice: kept, so that the screen can say later what they did."""

from typing import Any, NamedTuple

import msgspec
from sqlalchemy import BigInteger, Column, Float, Index, Integer, String, Table, Text, insert, select

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
    Index("ix_moves_taken_office_at", "office", "at"),
)


class Taken(NamedTuple):
    """One move: `expected` breaches within the hour without it and how many it was to spare; None where nobody knew."""

    office: OfficeId
    at: Instant
    by: str
    move: dict[str, Any]
    expected: float | None
    spared: float | None


class TakenMoves:
    """The moves of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, taken: Taken) -> None:
        """One more."""
        row = {**taken._asdict(), "move": msgspec.json.encode(taken.move).decode()}
        async with self._database.write() as connection:
            await connection.execute(insert(moves_taken).values(row))

    async def of(self, office: OfficeId) -> list[Taken]:
        """An office's, newest first."""
        wanted = (
            select(moves_taken)
            .where(moves_taken.c.office == office)
            .order_by(moves_taken.c.at.desc(), moves_taken.c.id.desc())
            .limit(LISTED)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(wanted)).all()
        return [
            Taken(row.office, row.at, row.by, msgspec.json.decode(row.move), row.expected, row.spared) for row in rows
        ]
