"""A start reads what came after the snapshots, and nothing besides: how long that takes is told by `make bench`."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import event

from queue_server.database.engine import Database
from queue_server.domain.evolve import fold
from queue_server.domain.office import Office
from queue_server.log import loading
from queue_server.log.batch import prepare
from queue_server.log.codec import FORM, decode_event, encode_office
from queue_server.log.loading import OFFICES_AT_ONCE
from queue_server.log.store import LogStore
from queue_server.log.tables import events, heads, snapshots
from tests.contract.office_day import append, day

OFFICES = OFFICES_AT_ONCE
VISITS = 600
SINCE_SNAPSHOT = 100
"""Events after an office's snapshot when the server was killed: half as many, on average, as bring a new one."""

STATEMENTS = 3
"""The heads, the snapshots, the events after them."""


async def test_a_start_reads_only_what_came_after_the_snapshots(
    database: Database, store: LogStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _write_full_offices(database)
    decoded: Counter[str] = Counter()

    def counted(kind: str, version: int, data: bytes | str) -> object:
        decoded[kind] += 1
        return decode_event(kind, version, data)

    monkeypatch.setattr(loading, "decode_event", counted)
    with _statements(database) as statements:
        loaded = await store.load()

    assert len(loaded) == OFFICES
    unread = {sum(1 for _ in office.state.tickets.away()) for office in loaded.values()}
    assert min(unread) > VISITS - SINCE_SNAPSHOT, "visits that are over are not read before somebody asks"
    assert {len(office.state.tickets) for office in loaded.values()} == {VISITS}
    assert {office.since_snapshot for office in loaded.values()} == {SINCE_SNAPSHOT}
    assert decoded.total() == OFFICES * SINCE_SNAPSHOT
    assert statements["SELECT"] == STATEMENTS


async def _write_full_offices(database: Database) -> None:
    whole = day(VISITS)
    rows = prepare([append("office", 0, whole)], {}).events
    until = len(rows) - SINCE_SNAPSHOT
    state = fold(Office("office"), whole[:until])
    columns = [column.name for column in events.columns]
    async with database.write() as connection:
        for count in range(OFFICES):
            office = f"office{count}"
            tail = [dict(zip(columns, (office, *row[1:]), strict=True)) for row in rows[until:]]
            await connection.execute(events.insert(), tail)
            await connection.execute(heads.insert().values(office=office, seq=len(rows), hash=rows[-1][-1]))
            kept = encode_office(replace(state, id=office))
            await connection.execute(snapshots.insert().values(office=office, seq=until, form=FORM, state=kept))


@contextmanager
def _statements(database: Database) -> Iterator[Counter[str]]:
    """How many statements of each kind the readers are asked."""
    asked: Counter[str] = Counter()

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked[statement.split(maxsplit=1)[0]] += 1

    event.listen(database.reader.sync_engine, "before_cursor_execute", count)
    try:
        yield asked
    finally:
        event.remove(database.reader.sync_engine, "before_cursor_execute", count)
