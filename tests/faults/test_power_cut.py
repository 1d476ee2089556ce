"""The power is cut at a random moment: whatever was acknowledged is there when it comes back."""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from queue_server.database import sqlite
from queue_server.database.engine import Database
from queue_server.log.appending import SqliteWriter
from queue_server.log.store import LogStore
from queue_server.log.verify import verify
from tests.contract.office_day import append, morning, visit
from tests.faults.power_cut_disk import Disk, PowerCut, StoredFile, connected
from tests.long_run import times

CUTS = times(200, long=5_000)
TRANSACTIONS = 12
OFFICES = 4
FILE = "/queue.sqlite3"
WHOLLY_VERIFIED = 20
"""Every so many cuts the disk is read by the product itself, to the last hash."""


@dataclass
class Acknowledged:
    """What the log said is on disk: the last seq and hash of each office, and the command ids."""

    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    command_ids: set[str] = field(default_factory=set)


@pytest.fixture
async def empty_file(tmp_path: Path) -> bytes:
    """A database as migrations leave it."""
    file = tmp_path / "empty.sqlite3"
    database = await Database.open(f"sqlite+aiosqlite:///{file}")
    await LogStore(database).epoch()
    await database.dispose()
    return file.read_bytes()


@pytest.fixture
async def writer(tmp_path: Path) -> SqliteWriter:
    """The product's own statements; they are run on the disk below, not in the file of this database."""
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'statements.sqlite3'}")
    await database.dispose()
    return SqliteWriter(database)


def new_disk(empty_file: bytes, cut_at: int | None = None) -> Disk:
    return Disk({FILE: StoredFile(bytearray(empty_file), bytearray(empty_file))}, cut_at=cut_at)


def work(disk: Disk, writer: SqliteWriter, pragmas: tuple[str, ...]) -> Acknowledged:
    """A busy time of several offices, until it is done or the power is cut."""
    acknowledged = Acknowledged()
    try:
        with connected(disk, FILE) as connection:
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("PRAGMA wal_autocheckpoint = 30")  # cuts fall into checkpoints as well
            for count in range(TRANSACTIONS):
                command_id = f"c{count}"
                appends = []
                for office in range(OFFICES):
                    name = f"office{office}"
                    seq = acknowledged.heads.get(name, (0, ""))[0]
                    appends.append(append(name, seq, visit(count) if seq else morning(name), command_id=command_id))
                batch = transact(connection, writer, appends)
                for result in batch.results:
                    assert isinstance(result, list)
                    acknowledged.heads[result[-1].office] = (result[-1].seq, result[-1].hash)
                acknowledged.command_ids.add(command_id)
    except PowerCut:
        pass
    return acknowledged


def transact(connection: Any, writer: SqliteWriter, appends: list[Any]) -> Any:
    return sqlite.transact(connection, lambda inner: writer.write_on(inner, appends, whole=True))


def lost(disk: Disk, acknowledged: Acknowledged) -> list[str]:
    """Offices whose acknowledged events are not all there. Fails where the file itself is damaged."""
    with connected(disk, FILE) as connection:
        assert [row[0] for row in connection.execute("PRAGMA integrity_check")] == ["ok"]
        missing = []
        for office, (seq, tip) in acknowledged.heads.items():
            rows = dict(connection.execute("SELECT seq, hex(hash) FROM events WHERE office = ?", (office,)))
            heads = [row[0] for row in connection.execute("SELECT seq FROM heads WHERE office = ?", (office,))]
            kept = {row[0] for row in connection.execute("SELECT command_id FROM answers WHERE office = ?", (office,))}
            assert sorted(rows) == list(range(1, len(rows) + 1)), "a log has no gaps"
            assert sum(heads) == len(rows), "events and head are kept together"
            if str(rows.get(seq, "")).lower() != tip or not acknowledged.command_ids <= kept:
                missing.append(office)
        return missing


async def test_no_acknowledged_event_is_lost(empty_file: bytes, writer: SqliteWriter, tmp_path: Path) -> None:
    whole = new_disk(empty_file)
    assert work(whole, writer, sqlite.KEPT_FOR_WRITER).heads["office0"][0] == 3 + 4 * (TRANSACTIONS - 1)
    for cut in range(CUTS):
        chance = Random(cut)
        disk = new_disk(empty_file, cut_at=chance.randint(1, whole.steps))
        acknowledged = work(disk, writer, sqlite.KEPT_FOR_WRITER)
        found = disk.after_cut(chance)
        if cut % WHOLLY_VERIFIED == 0:
            await demand_sound(found, tmp_path / f"cut{cut}.sqlite3")
        assert lost(found, acknowledged) == [], f"cut {cut}, at step {disk.cut_at} of {whole.steps}"


def test_the_test_can_fail(empty_file: bytes, writer: SqliteWriter) -> None:
    """Without the sync at each commit the same cuts do lose what was acknowledged."""
    pragmas = (*sqlite.KEPT_FOR_WRITER, "synchronous = NORMAL")
    whole = new_disk(empty_file)
    work(whole, writer, pragmas)
    losing = 0
    for cut in range(20):
        chance = Random(cut)
        disk = new_disk(empty_file, cut_at=chance.randint(whole.steps // 2, whole.steps))
        acknowledged = work(disk, writer, pragmas)
        losing += bool(lost(disk.after_cut(chance), acknowledged))
    assert losing > 5


async def demand_sound(disk: Disk, file: Path) -> None:
    """The product itself reads the disk and finds nothing wrong with it."""
    for name, stored in disk.files.items():
        file.with_name(name.replace(FILE, file.name).lstrip("/")).write_bytes(bytes(stored.synced))
    database = await Database.open(f"sqlite+aiosqlite:///{file}")
    assert (await verify(database)).findings == ()
    await database.dispose()
