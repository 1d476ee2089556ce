"""Visits and the desks' time as rows: one table each for reports, SQL and BI users, folded on from the log.

The tables follow from the log: `rebuild` makes them anew, `differences` holds them against the log. One position an
office says how far its log has been folded, with the state at that point.
"""

import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Row, Table, and_, delete, func, insert, or_, select

from analytics.fair_play.marks import Mark, MarkWatch
from analytics.store.asked import EVERYTHING, Asked, GoingOn
from analytics.store.tables import desk_time, fair_play_marks, positions, summaries, unsummed_days, visits
from analytics.store.verifying import Expected
from analytics.store.writing import (
    DESK_FIELDS,
    FIELDS,
    MARK_FIELDS,
    NumberedMark,
    mark_unsummed,
    replace_desk_time,
    replace_marks,
    replace_visits,
)
from analytics.visits.columns import READ, VisitColumns, columns_of_rows
from analytics.visits.desk_time import DeskTime, DeskWatch, Key
from analytics.visits.folding import VisitFolder
from analytics.visits.visit import Trail, Visit
from queue_server.database.engine import Database
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import Instant, OfficeId, TicketId
from queue_server.domain.office import Office
from queue_server.log import codec
from queue_server.log.codec import decode_configuration, decode_office, encode_office
from queue_server.log.reader import LogReader
from queue_server.log.tables import heads

EVENTS_AT_ONCE = 20_000
"""Events folded between two transactions: a rebuild that is interrupted goes on from the last of them."""
ROWS_AT_ONCE = 20_000
"""Rows held as objects while columns are made of them."""

_READ = [visits.c[name] for name in READ]

Progress = Callable[[OfficeId, int], None]
"""Told after each step: the office, and how many more of its events have been folded."""


class Memory(msgspec.Struct, array_like=True):
    """What a position holds beside the office's state."""

    trails: dict[TicketId, Trail]
    desks_since_at: Instant
    desk_cells: list[tuple[Key, list[int]]]
    watch: MarkWatch


FORM = hashlib.sha256(
    "\n".join((codec.FORM, *FIELDS, *DESK_FIELDS, *MARK_FIELDS, str(msgspec.json.schema(Memory)))).encode()
).hexdigest()
"""The form of positions and rows that this version of the product writes; others are made anew from the log."""


OFFICES_AT_ONCE = 32
"""Offices whose positions are in memory as bytes at one time."""


class VisitStore:
    """The visits of one database."""

    def __init__(
        self, database: Database, clock: Callable[[], Instant], *, events_at_once: int = EVENTS_AT_ONCE
    ) -> None:
        self.database = database
        self.clock = clock
        self._events_at_once = events_at_once
        self._reader = LogReader(database)

    async def offices(self) -> list[OfficeId]:
        """Every office that has a log."""
        return await self._reader.offices()

    async def configurations(self) -> dict[OfficeId, OfficeConfig]:
        """What each office is configured as now."""
        await self.catch_up()
        async with self.database.read() as connection:
            kept = await connection.stream(select(positions.c.office, positions.c.state).order_by(positions.c.office))
            found = {
                office: decode_configuration(state)
                async for portion in kept.partitions(OFFICES_AT_ONCE)
                for office, state in portion
            }
        return {office: config for office, config in found.items() if config is not None}

    async def configuration(self, office: OfficeId) -> OfficeConfig | None:
        """The same of one office, and no other is looked at; None for one without a log."""
        await self.catch_up(office=office)
        async with self.database.read() as connection:
            state = await connection.scalar(select(positions.c.state).where(positions.c.office == office))
        return decode_configuration(state) if state is not None else None

    async def catch_up(
        self, progress: Progress | None = None, *, office: OfficeId | None = None, asked: Asked = EVERYTHING
    ) -> None:
        """Folds what the log has gained: of one office, of those that a question is about, or of all."""
        for one in await self.behind():
            if office in (None, one) and asked.about(one):
                await self._catch_up(one, progress)

    async def behind(self) -> dict[OfficeId, int]:
        """The offices whose log has gained something since it was folded, and how many events."""
        async with self.database.read() as connection:
            ends = (await connection.execute(select(heads.c.office, heads.c.seq).order_by(heads.c.office))).all()
            known = await connection.execute(select(positions.c.office, positions.c.seq, positions.c.form))
            folded = {row.office: row.seq for row in known if row.form == FORM}
        return {office: seq - folded.get(office, 0) for office, seq in ends if folded.get(office) != seq}

    async def rebuild(self, progress: Progress | None = None) -> None:
        """Makes the tables anew from the log."""
        async with self.database.write() as connection:
            for table in (visits, desk_time, fair_play_marks, positions, unsummed_days, summaries):
                await connection.execute(delete(table))
        await self.catch_up(progress)

    async def between(self, first_day: str, last_day: str, *, office: OfficeId | None = None) -> list[Visit]:
        """Visits issued on the local days from `first_day` to `last_day`, those that still go on included."""
        await self.catch_up()
        asked = Asked(first_day, last_day, office)
        async with self.database.read() as connection:
            ended = [_visit(row) for row in await connection.execute(asked.of(visits, *_columns(visits, FIELDS)))]
        open_now = (await self.going_on(asked)).visits
        gone_on = {(row.office, row.ticket) for row in open_now}
        return [row for row in ended if (row.office, row.ticket) not in gone_on] + open_now

    async def more_than(self, most: int, asked: Asked) -> bool:
        """Whether more than `most` visits are kept of what is asked; looks no further than that."""
        some = asked.of(visits, visits.c.day).limit(most + 1).subquery()
        async with self.database.read() as connection:
            return ((await connection.scalar(select(func.count()).select_from(some))) or 0) > most

    async def columns(
        self, asked: Asked, days: Sequence[tuple[OfficeId, str]] | None = None, *, going_on: GoingOn | None = None
    ) -> VisitColumns:
        """The same visits as columns, only those of `days` where they are given; the log has been caught up before.

        `going_on` where it has been asked for already, for the same question.
        """
        open_now = (going_on or await self.going_on(asked)).visits
        gone_on = {(row.office, row.ticket) for row in open_now}
        wanted = asked.of(visits, visits.c.office, visits.c.ticket, *_READ)
        if days is not None:
            chosen = set(days)
            open_now = [row for row in open_now if (row.office, row.day) in chosen]
            wanted = wanted.where(_on(visits, days))
        portions = [[tuple(getattr(row, name) for name in READ) for row in open_now]] if open_now else []
        async with self.database.read() as connection:
            found = await connection.stream(wanted)
            async for rows in found.partitions(ROWS_AT_ONCE):
                portions.append([row[2:] for row in rows if (row[0], row[1]) not in gone_on])
        return columns_of_rows(portion for portion in portions if portion)

    async def desk_time(
        self, asked: Asked, days: Sequence[tuple[OfficeId, str]] | None = None, *, going_on: GoingOn | None = None
    ) -> list[DeskTime]:
        """The desks' time of the days asked for, the present one as it stands."""
        wanted = asked.of(desk_time, *_columns(desk_time, DESK_FIELDS))
        if days is not None:
            wanted = wanted.where(_on(desk_time, days))
        async with self.database.read() as connection:
            rows = [DeskTime(*row) for row in await connection.execute(wanted)]
        open_now = (going_on or await self.going_on(asked)).desks
        goes_on = {(row.office, row.day) for row in open_now}
        rows = [row for row in rows if (row.office, row.day) not in goes_on]
        return rows + [row for row in open_now if days is None or (row.office, row.day) in set(days)]

    async def marks(self, asked: Asked) -> list[Mark]:
        """The marks of fair play on the days asked for."""
        wanted = asked.of(fair_play_marks, *_columns(fair_play_marks, MARK_FIELDS))
        async with self.database.read() as connection:
            return [Mark(*row) for row in await connection.execute(wanted)]

    async def visits_by_manager(self, asked: Asked) -> dict[tuple[OfficeId, str, str | None], int]:
        """How many visits each manager had on each day; under None, how many the office had."""
        keys = (visits.c.office, visits.c.day, visits.c.manager)
        found: dict[tuple[OfficeId, str, str | None], int] = {}
        async with self.database.read() as connection:
            for office, day, manager, count in await connection.execute(
                asked.of(visits, *keys, func.count()).group_by(*keys)
            ):
                if manager is not None:
                    found[office, day, manager] = count
                found[office, day, None] = found.get((office, day, None), 0) + count
        return found

    async def going_on(self, asked: Asked) -> GoingOn:
        """Visits and desks of the days asked for that have not come to an end.

        Each open office's whole state is decoded for it: a question asks once, and hands it on.
        """
        async with self.database.read() as connection:
            wanted = select(positions.c.office).where(positions.c.open_from <= asked.last_day)
            offices = [office for office in await connection.scalars(wanted) if asked.about(office)]
        now = self.clock()
        rows: list[Visit] = []
        desks: list[DeskTime] = []
        for office in offices:
            _, folder = await self._position(office)
            rows += [row for row in folder.going_on(now) if asked.holds(row)]
            desks += [row for row in folder.desk_time_going_on(now) if asked.holds(row)]
        return GoingOn(rows, desks)

    async def differences(self) -> AsyncIterator[str]:
        """What of the tables is not what the log says, as sentences."""
        for office in await self._reader.offices():
            position, _ = await self._position(office)
            expected = Expected(VisitFolder(Office(id=office)))
            async for record in self._reader.events(office, upto=position):
                expected.take(record)
            async with self.database.read() as connection:
                for sentence in await expected.differences(connection, office):
                    yield sentence

    async def _catch_up(self, office: OfficeId, progress: Progress | None) -> None:
        seq, folder = await self._position(office)
        rows: dict[TicketId, Visit] = {}
        marks: list[NumberedMark] = []
        folded = 0
        async for record in self._reader.events(office, after=seq):
            row = folder.take(record.event, record.actor)
            marks += ((record.seq, part, mark) for part, mark in enumerate(folder.marks))
            if row is not None:
                rows[row.ticket] = row
            seq, folded = record.seq, folded + 1
            if folded == self._events_at_once:
                await self._keep(office, seq, folder, list(rows.values()), marks)
                _tell(progress, office, folded)
                rows.clear()
                marks.clear()
                folded = 0
        if folded:
            await self._keep(office, seq, folder, list(rows.values()), marks)
            _tell(progress, office, folded)

    async def _position(self, office: OfficeId) -> tuple[int, VisitFolder]:
        async with self.database.read() as connection:
            found = (await connection.execute(select(positions).where(positions.c.office == office))).first()
        if found is None or found.form != FORM:
            return 0, VisitFolder(Office(id=office))
        memory = msgspec.msgpack.decode(found.memory, type=Memory)
        watch = DeskWatch(memory.desks_since_at, dict(memory.desk_cells))
        return found.seq, VisitFolder(decode_office(found.state), memory.trails, watch, memory.watch)

    async def _keep(
        self, office: OfficeId, seq: int, folder: VisitFolder, rows: Sequence[Visit], marks: Sequence[NumberedMark]
    ) -> None:
        desks = folder.desk_time()
        state, open_from = encode_office(folder.office), folder.open_from()
        memory = msgspec.msgpack.encode(
            Memory(folder.trails, folder.desks.since_at, list(folder.desks.cells.items()), folder.watch)
        )
        changed = {row.day for row in rows} | {row.day for row in desks}
        async with self.database.write() as connection:
            await replace_visits(connection, rows)
            await replace_desk_time(connection, desks)
            await replace_marks(connection, marks)
            await mark_unsummed(connection, office, changed)
            await connection.execute(delete(positions).where(positions.c.office == office))
            await connection.execute(
                insert(positions).values(
                    office=office, seq=seq, form=FORM, open_from=open_from, state=state, memory=memory
                )
            )


def _on(table: Table, days: Sequence[tuple[OfficeId, str]]) -> Any:
    """The rows of these days of these offices."""
    by_office: dict[OfficeId, list[str]] = {}
    for office, day in days:
        by_office.setdefault(office, []).append(day)
    return or_(*(and_(table.c.office == office, table.c.day.in_(chosen)) for office, chosen in by_office.items()))


def _columns(table: Table, names: Sequence[str]) -> list[Any]:
    return [table.c[name] for name in names]


def _visit(row: Row[Any]) -> Visit:
    return Visit(**row._mapping)


def _tell(progress: Progress | None, office: OfficeId, folded: int) -> None:
    if progress is not None:
        progress(office, folded)
