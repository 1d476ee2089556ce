"""Starting: every office as its log says, by the latest snapshot and the events after it."""

import gc
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from queue_server.database.engine import Database
from queue_server.domain.evolve import evolve
from queue_server.domain.forgetting import forget
from queue_server.domain.ids import SECOND, OfficeId
from queue_server.domain.office import Office
from queue_server.errors import LogDamaged
from queue_server.log.codec import FORM, decode_event, decode_office
from queue_server.log.recorded import FIRST_HASH
from queue_server.log.tables import events, heads, snapshots

PAGE = 5000
"""Events read at a time; also how often a long log is relieved of visits that are over."""

OFFICES_AT_ONCE = 32
"""Offices whose snapshots are in memory as bytes at one time; a statement for each office took a quarter of a start."""

ENDED_KEPT_MS = 7 * 24 * 3600 * SECOND
"""How long a visit that is over stays in a state folded from a long log: longer than any later event (a rating, a
restore) may speak of it. Running offices let go sooner, never later."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class LoadedOffice:
    """One office as its log says: state, the last event's seq and hash. First answers stay in their table.

    `since_snapshot` is how many events were folded on top of the snapshot: many ask for a new one.
    """

    state: Office
    seq: int
    hash: str
    since_snapshot: int


LoadedOffices: TypeAlias = dict[OfficeId, LoadedOffice]


class _Tip(NamedTuple):
    office: OfficeId
    seq: int
    hash: bytes


class _Kept(NamedTuple):
    state: Office
    seq: int


class _Row(NamedTuple):
    seq: int
    type: str
    version: int
    data: str


async def load(database: Database) -> LoadedOffices:
    """Every office that has a log. Raises `LogDamaged` where one cannot be read."""
    loaded: LoadedOffices = {}
    async with database.read() as connection:
        with _nothing_to_collect():
            tips = [_Tip(*row) for row in await connection.execute(select(heads.c.office, heads.c.seq, heads.c.hash))]
            for first in range(0, len(tips), OFFICES_AT_ONCE):
                async for office in _several(connection, tips[first : first + OFFICES_AT_ONCE], starting=True):
                    loaded[office.state.id] = office
    return loaded


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """A start makes a million objects and no garbage; looking for it each time took a quarter of the start."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


async def load_office(database: Database, office: OfficeId) -> LoadedOffice:
    """One office, also one whose log has not begun. Raises `LogDamaged` where it cannot be read."""
    wanted = select(heads.c.office, heads.c.seq, heads.c.hash).where(heads.c.office == office)
    async with database.read() as connection:
        row = (await connection.execute(wanted)).first()
        if row is None:
            return LoadedOffice(state=Office(id=office), seq=0, hash=FIRST_HASH, since_snapshot=0)
        return await anext(_several(connection, [_Tip(*row)]))


async def _several(
    connection: AsyncConnection, tips: Sequence[_Tip], *, starting: bool = False
) -> AsyncIterator[LoadedOffice]:
    """Offices by their snapshots and short tails, two statements for all of them; a long tail is read page by page."""
    kept = await _snapshots(connection, tips)
    short = [tip.office for tip in tips if tip.office in kept and tip.seq - kept[tip.office].seq <= PAGE]
    tails = await _tails(connection, short)
    for tip in tips:
        state, from_seq = kept.get(tip.office, _Kept(Office(id=tip.office), 0))
        if starting and tip.seq - from_seq > PAGE:
            log.info("a long log is folded: the start takes longer once", office=tip.office, events=tip.seq - from_seq)
        rows = tails.get(tip.office, [])[: tip.seq - from_seq]
        yield LoadedOffice(
            state=await _folded(connection, _fold(state, rows, from_seq), from_seq + len(rows), tip.seq),
            seq=tip.seq,
            hash=tip.hash.hex(),
            since_snapshot=tip.seq - from_seq,
        )


async def _snapshots(connection: AsyncConnection, tips: Sequence[_Tip]) -> dict[OfficeId, _Kept]:
    """What is kept of these offices, in the form that is read now, undamaged, and not of a log that was longer."""
    wanted = select(snapshots.c.office, snapshots.c.seq, snapshots.c.state).where(
        snapshots.c.office.in_([tip.office for tip in tips]), snapshots.c.form == FORM
    )
    ends = {tip.office: tip.seq for tip in tips}
    kept = {}
    for office, seq, state in await connection.execute(wanted):
        if seq <= ends[office]:
            with suppress(LogDamaged):
                kept[office] = _Kept(decode_office(state), seq)
    return kept


async def _tails(connection: AsyncConnection, offices: Sequence[OfficeId]) -> dict[OfficeId, list[_Row]]:
    """The events after the snapshots of these offices."""
    wanted = (
        select(events.c.office, events.c.seq, events.c.type, events.c.version, events.c.data)
        .join_from(snapshots, events, (events.c.office == snapshots.c.office) & (events.c.seq > snapshots.c.seq))
        .where(snapshots.c.office.in_(offices))
        .order_by(events.c.office, events.c.seq)
    )
    found: dict[OfficeId, list[_Row]] = defaultdict(list)
    for office, *row in await connection.execute(wanted):
        found[office].append(_Row(*row))
    return found


async def _folded(connection: AsyncConnection, state: Office, folded: int, upto: int) -> Office:
    """The state after event `upto`, from that after event `folded`, a page at a time."""
    while folded < upto:
        wanted = (
            select(events.c.seq, events.c.type, events.c.version, events.c.data)
            .where(events.c.office == state.id, events.c.seq > folded, events.c.seq <= upto)
            .order_by(events.c.seq)
            .limit(PAGE)
        )
        rows = [_Row(*row) for row in await connection.execute(wanted)]
        if not rows:
            raise LogDamaged(f"the log of office {state.id!r} ends at {folded}, but {upto} events were acknowledged")
        state = _fold(state, rows, folded)
        folded += len(rows)
        if folded < upto:
            state = forget(state, state.last_at - ENDED_KEPT_MS)
    return state


def _fold(state: Office, rows: Sequence[_Row], after: int) -> Office:
    for expected, (seq, kind, version, data) in enumerate(rows, start=after + 1):
        if seq != expected:
            raise LogDamaged(f"event {expected} of office {state.id!r} is missing")
        state = evolve(state, decode_event(kind, version, data))
    return state
