"""Where learned waits are kept between two nights, and what each visitor was told when the ticket was taken.

The only module of the estimators that speaks SQL.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec
from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, delete, insert, select

from queue_server.database.engine import Database
from queue_server.database.metadata import metadata
from queue_server.domain.expected_wait import EstimatorName, ExpectedWait
from queue_server.domain.ids import Instant, OfficeId, TicketId

learned_waits = Table(
    "learned_waits",
    metadata,
    Column("office", String(64), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("model", LargeBinary),
    Column("notebook", LargeBinary, nullable=False),
)

told_waits = Table(
    "told_waits",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("office", String(64), nullable=False),
    Column("first_at", BigInteger, nullable=False),
    Column("last_at", BigInteger, nullable=False),
    Column("rows", LargeBinary, nullable=False),
    Index("ix_told_waits_office_last_at", "office", "last_at"),
)
"""What was told within some seconds stands in one row: keeping it must cost next to nothing when a crowd comes."""


ROWS_AT_ONE_INSTANT = 4
"""Rows follow one another in time; so many may have the same last instant."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What one office's last night left: `model` None where there was too little to learn from."""

    at: Instant
    model: bytes | None
    notebook: bytes


class Told(NamedTuple):
    """The wait that was told with a new ticket; `wait` None where nobody knew."""

    office: OfficeId
    ticket: TicketId
    at: Instant
    wait: ExpectedWait | None


class _KeptWait(msgspec.Struct):
    """A told wait as it is written down. Rows of older servers have no upper value: their "up to" said the high end.
    Nor do they say who answered."""

    low_s: float
    likely_s: float
    high_s: float
    upper_s: float | None = None
    by: EstimatorName | None = None

    def wait(self) -> ExpectedWait:
        """The same as the rest of the product knows it."""
        upper_s = self.high_s if self.upper_s is None else self.upper_s
        return ExpectedWait(self.low_s, self.likely_s, upper_s, self.high_s, self.by)


class WaitStore:
    """Learned and told waits of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def learned_at(self) -> dict[OfficeId, Instant]:
        """When each office was last learned from."""
        wanted = select(learned_waits.c.office, learned_waits.c.at)
        async with self._database.read() as connection:
            return {row.office: row.at for row in await connection.execute(wanted)}

    async def learned(self, office: OfficeId) -> Kept | None:
        """What the office's last night left."""
        wanted = select(learned_waits).where(learned_waits.c.office == office)
        async with self._database.read() as connection:
            row = (await connection.execute(wanted)).first()
        return None if row is None else Kept(row.at, row.model, row.notebook)

    async def keep_learned(self, office: OfficeId, kept: Kept) -> None:
        """In place of what earlier nights left."""
        async with self._database.write() as connection:
            await connection.execute(delete(learned_waits).where(learned_waits.c.office == office))
            await connection.execute(
                insert(learned_waits).values(office=office, at=kept.at, model=kept.model, notebook=kept.notebook)
            )

    async def keep_told(self, told: Sequence[Told]) -> None:
        """What was told since the last time, in order of time."""
        by_office: dict[OfficeId, list[Told]] = {}
        for row in told:
            by_office.setdefault(row.office, []).append(row)
        kept = [
            {
                "office": office,
                "first_at": min(row.at for row in rows),
                "last_at": max(row.at for row in rows),
                "rows": _pack([row[1:] for row in rows]),
            }
            for office, rows in by_office.items()
        ]
        if kept:
            async with self._database.write() as connection:
                await connection.execute(insert(told_waits), kept)

    async def told(self, office: OfficeId, first_at: Instant, until_at: Instant) -> list[Told]:
        """What was told from `first_at` on and before `until_at`; a ticket told of twice stands there twice."""
        wanted = (
            select(told_waits.c.rows)
            .where(told_waits.c.office == office, told_waits.c.last_at >= first_at, told_waits.c.first_at < until_at)
            .order_by(told_waits.c.last_at, told_waits.c.id)
        )
        async with self._database.read() as connection:
            kept = (await connection.scalars(wanted)).all()
        return [row for row in _told(office, kept) if first_at <= row.at < until_at]

    async def first_told(self, office: OfficeId, ticket: TicketId, issued_at: Instant) -> Told | None:
        """What was told when the ticket was issued; one look at the index, however much was told since."""
        wanted = (
            select(told_waits.c.rows)
            .where(told_waits.c.office == office, told_waits.c.last_at >= issued_at)
            .order_by(told_waits.c.last_at, told_waits.c.id)
            .limit(ROWS_AT_ONE_INSTANT)
        )
        async with self._database.read() as connection:
            kept = (await connection.scalars(wanted)).all()
        return next((row for row in _told(office, kept) if (row.ticket, row.at) == (ticket, issued_at)), None)


def _told(office: OfficeId, kept: Sequence[bytes]) -> Iterator[Told]:
    for content in kept:
        for ticket, at, wait in _unpack(content):
            yield Told(office, ticket, at, None if wait is None else wait.wait())


_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(list[tuple[TicketId, Instant, _KeptWait | None]]).decode
