"""The traps of SQLite under this driver, each of them measured before it was closed."""

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from queue_server.database import sqlite
from queue_server.database.copying import copy_to_file
from queue_server.database.engine import Database
from queue_server.database.failure import StorageUnavailable
from queue_server.database.sqlite_library import Version, has_wal_reset_bug
from queue_server.errors import DatabaseUnusable
from queue_server.log.group_commit import GroupCommit
from queue_server.log.store import LogStore
from tests.contract.office_day import append, morning, visit


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


async def test_a_hundred_at_once_get_a_hundred_numbers(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("CREATE TABLE numbers (number INTEGER)"))

    async def take() -> int:
        async with database.write() as connection:
            taken = await connection.scalar(text("SELECT coalesce(max(number), 0) FROM numbers"))
            await connection.execute(text("INSERT INTO numbers VALUES (:number)"), {"number": taken + 1})
            return int(taken) + 1

    assert sorted(await asyncio.gather(*(take() for _ in range(100)))) == list(range(1, 101))


@pytest.mark.parametrize(
    ("version", "bug"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 4), False),
    ],
)
def test_versions_that_lose_rows_are_known(version: Version, bug: bool) -> None:
    assert has_wal_reset_bug(version) is bug


async def test_the_library_in_use_does_not_lose_rows(database: Database) -> None:
    async with database.read() as connection:
        version = str(await connection.scalar(text("SELECT sqlite_version()")))
    assert not has_wal_reset_bug(tuple(int(part) for part in version.split(".")))


async def test_a_library_that_loses_rows_is_refused(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "has_wal_reset_bug", lambda _version: True)
    with pytest.raises(DatabaseUnusable, match="can lose committed rows"):
        await Database.open(sqlite_url)


@pytest.mark.parametrize(
    "pragma", ["synchronous = NORMAL", "synchronous = OFF", "journal_mode = DELETE", "foreign_keys = OFF"]
)
async def test_no_start_without_what_durability_needs(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, pragma: str
) -> None:
    monkeypatch.setattr(sqlite, "KEPT_FOR_WRITER", (*sqlite.KEPT_FOR_WRITER, pragma))
    with pytest.raises(DatabaseUnusable, match=pragma.split()[0]):
        await Database.open(sqlite_url)


async def test_readers_cannot_write(database: Database) -> None:
    with pytest.raises(StorageUnavailable, match="cannot be written"):
        async with database.read() as connection:
            await connection.execute(text("DELETE FROM events"))


async def test_a_reader_is_not_in_the_writers_way(database: Database, store: LogStore) -> None:
    async with database.read() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM events")) == 0
        await asyncio.wait_for(store.append([append("klin", 0, morning())]), 5)
        assert await connection.scalar(text("SELECT count(*) FROM events")) == 0, "a reader sees one moment"


async def test_a_full_disk_is_told_and_used_again_when_there_is_room(database: Database, group: GroupCommit) -> None:
    async def most_pages(count: int) -> None:
        async with database.writer.connect() as connection:
            await connection.exec_driver_sql(f"PRAGMA max_page_count = {count}")

    await group.append(append("klin", 0, morning()))
    await most_pages(1)
    seq = 3
    with pytest.raises(StorageUnavailable, match="full"):
        for count in range(1, 1000):
            await group.append(append("klin", seq, visit(count), command_id=f"c{count}"))
            seq += 4
    await most_pages(1_000_000)
    assert (await LogStore(database).head("klin")).seq == seq
    assert len(await group.append(append("klin", seq, visit(1000)))) == 4


async def test_a_locked_file_is_told(database: Database, store: LogStore, monkeypatch: pytest.MonkeyPatch) -> None:
    async with database.writer.connect() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    other = await Database.open(database.url.render_as_string(hide_password=False))
    try:
        async with other.write():
            with pytest.raises(StorageUnavailable, match="Another program"):
                await store.append([append("klin", 0, morning())])
    finally:
        await other.dispose()
    await store.append([append("klin", 0, morning())])


async def test_a_backup_ends_while_the_log_is_written(database: Database, group: GroupCommit, tmp_path: Path) -> None:
    stop = asyncio.Event()

    async def write_on(office: str) -> int:
        seq = len(await group.append(append(office, 0, morning())))
        while not stop.is_set():
            seq += len(await group.append(append(office, seq, visit(seq))))
        return seq

    writers = [asyncio.create_task(write_on(f"office{count}")) for count in range(4)]
    await asyncio.wait_for(copy_to_file(database, tmp_path / "backup.sqlite3"), 60)
    stop.set()
    written = sum(await asyncio.gather(*writers))
    copy = await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'backup.sqlite3'}", migrate=False)
    async with copy.read() as connection:
        copied = await connection.scalar(text("SELECT count(*) FROM events"))
        heads = await connection.scalar(text("SELECT sum(seq) FROM heads"))
    await copy.dispose()
    assert copied == (heads or 0) <= written


def test_the_process_ends_once_the_database_is_given_back(sqlite_url: str) -> None:
    program = f"""
import asyncio
from queue_server.database.engine import Database
async def main():
    database = await Database.open({sqlite_url!r})
    async with database.read(), database.write():
        pass
    await database.dispose()
asyncio.run(main())
"""
    subprocess.run([sys.executable, "-c", program], timeout=120, check=True)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite+aiosqlite:///{folder}/nowhere/queue.sqlite3", "does not exist"),
        ("sqlite+aiosqlite:///{folder}", "cannot be used"),
        ("sqlite+aiosqlite:///{folder}/letter.txt", "damaged"),
        ("sqlite+aiosqlite://", "in memory"),
        ("sqlite+aiosqlite:///:memory:", "in memory"),
        ("mysql://somewhere/queue", "not known"),
        ("queue.sqlite3", "no database address"),
        ("postgresql+asyncpg://nobody:secret@127.0.0.1:1/queue", "cannot be (used|reached)"),
    ],
)
async def test_what_cannot_be_opened_is_told_plainly(tmp_path: Path, url: str, said: str) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader, this is no database. " * 100)
    with pytest.raises(DatabaseUnusable, match=said) as told:
        await Database.open(url.format(folder=tmp_path))
    assert "secret" not in str(told.value)
    assert told.value.__cause__ is None


async def test_no_thread_is_left_behind_by_what_cannot_be_opened(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    with pytest.raises(DatabaseUnusable):
        await Database.open(f"sqlite+aiosqlite:///{tmp_path}")
    assert set(threading.enumerate()) <= before


async def test_looking_at_a_database_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="There is no database"):
        await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'none.sqlite3'}", migrate=False)
    assert not (tmp_path / "none.sqlite3").exists()
