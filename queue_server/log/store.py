"""The log as the running offices use it: append, read on, find the first answer to a command, start again.

Knows the tables of the log. Must not know what an event means: that is the domain's.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from queue_server.database.engine import Database
from queue_server.domain.ids import Instant, OfficeId, TicketId
from queue_server.domain.office import Office
from queue_server.errors import LogError, SequenceConflict
from queue_server.log.appending import RowTaken, writer_for
from queue_server.log.batch import Append, KeptAnswer, NewEvent, Result, Snapshot
from queue_server.log.codec import FORM, encode_office
from queue_server.log.epoch import epoch_of
from queue_server.log.loading import LoadedOffice, LoadedOffices, load
from queue_server.log.past import PastVisits
from queue_server.log.recorded import FIRST_HASH, Recorded
from queue_server.log.rows import EventRow, event_rows, recorded
from queue_server.log.tables import answers, events, heads, snapshots

__all__ = [
    "Append",
    "CommandRepeated",
    "Head",
    "KeptAnswer",
    "LoadedOffice",
    "LoadedOffices",
    "LogStore",
    "NewEvent",
    "Snapshot",
]

FORGOTTEN_AT_ONCE = 1000
"""Answers deleted in one transaction, so that a command never waits long behind the housekeeping."""


ENCODED_AT_ONCE = 1
"""Snapshots that are being encoded: 200 offices that opened together have 200 events at the same time, and need not
all be saved in the same moment."""


class CommandRepeated(LogError):  # noqa: N818  (says what is so, like the others of the tree)
    """The command id was accepted before: its first answer is kept (`LogStore.answer`), and nothing was recorded."""

    def __init__(self, office: str, command_id: str) -> None:
        super().__init__(f"command {command_id!r} of office {office!r} was accepted before")
        self.office = office
        self.command_id = command_id


@dataclass(frozen=True, slots=True)
class Head:
    """Where an office's log ends; `seq` 0 where it has not begun."""

    seq: int
    hash: str


class LogStore:
    """The append-only log in one database. Several may work on one database, in several processes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._writer = writer_for(database)
        self._encoding = asyncio.Semaphore(ENCODED_AT_ONCE)
        self._past = PastVisits(database)

    async def append(self, appends: Sequence[Append]) -> list[list[Recorded]]:
        """All of `appends` in one transaction, or nothing of it.

        Raises `SequenceConflict` where an office's log has moved on, `CommandRepeated` where a command id was accepted
        before, `StorageUnavailable` where the storage fails.
        """
        try:
            batch = await self._writer.write(appends, whole=True)
        except RowTaken:
            raise await self._why_taken(appends) from None
        return [result for result in batch.results if not isinstance(result, LogError)]

    async def append_each(self, appends: Sequence[Append]) -> list[Result]:
        """As many of `appends` as can be recorded, and for each what came of it: one that fails does not fail others.

        One transaction, unless a command id turns out to have been accepted before; then one for each.
        """
        try:
            return (await self._writer.write(appends, whole=False)).results
        except RowTaken:
            return [await self._append_alone(append) for append in appends]

    async def read(self, office: OfficeId, after: int = 0, limit: int = 1000) -> list[Recorded]:
        """Up to `limit` events of the office that follow event `after`, in order."""
        wanted = event_rows().where(events.c.office == office, events.c.seq > after)
        async with self._database.read() as connection:
            rows = (await connection.execute(wanted.order_by(events.c.seq).limit(limit))).all()
        return [recorded(EventRow(*row)) for row in rows]

    def past(self) -> PastVisits:
        """Visits that no office holds in memory any more."""
        return self._past

    async def of_ticket(self, office: OfficeId, ticket: TicketId) -> list[Recorded]:
        """All that happened to one ticket, in order."""
        wanted = event_rows().where(events.c.office == office, events.c.ticket == ticket)
        async with self._database.read() as connection:
            rows = (await connection.execute(wanted.order_by(events.c.seq))).all()
        return [recorded(EventRow(*row)) for row in rows]

    async def head(self, office: OfficeId) -> Head:
        """Where the office's log ends."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(heads).where(heads.c.office == office))).first()
        return Head(0, FIRST_HASH) if row is None else Head(row.seq, row.hash.hex())

    async def heads(self) -> dict[OfficeId, Head]:
        """Where each office's log ends."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(heads))).all()
        return {row.office: Head(row.seq, row.hash.hex()) for row in rows}

    async def answer(self, office: OfficeId, command_id: str) -> KeptAnswer | None:
        """The first answer to the command, or None where it was never accepted here (or is forgotten).

        Not needed before each append: one whose command id is taken raises `CommandRepeated`.
        """
        wanted = select(answers).where(answers.c.office == office, answers.c.command_id == command_id)
        async with self._database.read() as connection:
            row = (await connection.execute(wanted)).first()
        if row is None:
            return None
        return KeptAnswer(
            command_id=row.command_id, fingerprint=row.fingerprint, status=row.status, body=row.body, at=row.at
        )

    async def forget_answers(self, before_at: Instant) -> int:
        """Drop answers given before `before_at`, a few at a time; how many were dropped."""
        last_of_many = (
            select(answers.c.at).where(answers.c.at < before_at).order_by(answers.c.at).offset(FORGOTTEN_AT_ONCE - 1)
        )
        dropped, more = 0, True
        while more:
            async with self._database.write() as connection:
                last_at = await connection.scalar(last_of_many.limit(1))
                more = last_at is not None
                old = answers.c.at <= last_at if more else answers.c.at < before_at
                dropped += (await connection.execute(delete(answers).where(old))).rowcount
        return dropped

    async def load(self) -> LoadedOffices:
        """Every office as its log says. Raises `LogDamaged` where a log cannot be read."""
        return await load(self._database)

    async def snapshot(self, seq: int, state: Office) -> Snapshot:
        """The state after event `seq` as it is kept: some milliseconds in a thread, that nobody need wait for."""
        async with self._encoding:
            return Snapshot(seq, await asyncio.to_thread(encode_office, state))

    async def save_snapshot(self, office: OfficeId, seq: int, state: Office) -> None:
        """Keep the state after event `seq`, so that the next start folds only what follows."""
        data = (await self.snapshot(seq, state)).state
        kept = {"office": office, "seq": seq, "form": FORM, "state": data}
        async with self._database.write() as connection:
            await connection.execute(delete(snapshots).where(snapshots.c.office == office))
            await connection.execute(snapshots.insert().values(kept))

    async def epoch(self) -> str:
        """The random name of this database's life; another one after a restore."""
        return await epoch_of(self._database)

    async def _append_alone(self, append: Append) -> Result:
        try:
            return (await self.append([append]))[0]
        except LogError as problem:
            return problem

    async def _why_taken(self, appends: Sequence[Append]) -> LogError:
        for append in appends:
            for answer in append.answers:
                if await self.answer(append.office, answer.command_id) is not None:
                    return CommandRepeated(append.office, answer.command_id)
        return SequenceConflict(appends[0].office)
