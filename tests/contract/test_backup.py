"""A backup is one file, whichever database it came from, and goes back into either."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select, text
from typer.testing import CliRunner

from analytics.outlook.store import moves_taken
from queue_server.__main__ import command_line
from queue_server.database.copying import BackupUnusable, copy_to_file
from queue_server.database.engine import Database
from queue_server.errors import DatabaseHoldsLog, DatabaseUnusable
from queue_server.log.restoring import restore
from queue_server.log.store import LogStore
from queue_server.log.verify import verify
from tests.contract.office_day import append, day, visit


@pytest.fixture
async def backup(database: Database, store: LogStore, tmp_path: Path) -> Path:
    """A backup of an office's day, with a snapshot and an answer."""
    await store.append([append("klin", 0, day(3), command_id="c1")])
    await store.save_snapshot("klin", 15, (await store.load())["klin"].state)
    await store.epoch()
    await copy_to_file(database, tmp_path / "backup.sqlite3")
    return tmp_path / "backup.sqlite3"


async def contents(url: str) -> tuple[object, ...]:
    opened = await Database.open(url)
    store = LogStore(opened)
    try:
        return (
            await store.read("klin"),
            await store.heads(),
            await store.answer("klin", "c1"),
            (await store.load())["klin"].state,
            (await verify(opened)).findings,
        )
    finally:
        await opened.dispose()


def url_of(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


async def test_a_backup_holds_all_there_is(backup: Path, database_url: str) -> None:
    assert await contents(url_of(backup)) == await contents(database_url)
    assert {path.name for path in backup.parent.iterdir() if "partial" in path.name} == set()


async def test_a_backup_goes_into_a_new_file(backup: Path, database_url: str, tmp_path: Path) -> None:
    restored = await restore(backup, url_of(tmp_path / "new.sqlite3"))
    assert (restored.verified.events, restored.set_aside) == (15, None)
    assert await contents(url_of(tmp_path / "new.sqlite3")) == await contents(database_url)


async def test_a_backup_goes_into_postgresql(backup: Path, database_url: str, new_postgres_url: str) -> None:
    await restore(backup, new_postgres_url)
    assert await contents(new_postgres_url) == await contents(database_url)


async def test_what_is_counted_goes_on_behind_what_came_with_a_backup(
    database: Database, new_postgres_url: str, tmp_path: Path
) -> None:
    move = {"office": "klin", "at": 1, "by": "person:a", "move": "{}"}
    async with database.write() as connection:
        await connection.execute(moves_taken.insert(), [move, move])
    await copy_to_file(database, tmp_path / "backup.sqlite3")
    await restore(tmp_path / "backup.sqlite3", new_postgres_url)
    opened = await Database.open(new_postgres_url)
    try:
        async with opened.write() as connection:
            await connection.execute(moves_taken.insert(), [move])
        async with opened.read() as connection:
            ids = (await connection.scalars(select(moves_taken.c.id).order_by(moves_taken.c.id))).all()
    finally:
        await opened.dispose()
    assert list(ids) == [1, 2, 3]


class Told:
    """Steps as a terminal sees them: title, how much there is, how much was done."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, int | None, int]] = []

    @contextmanager
    def __call__(self, title: str, total: int | None) -> Iterator[Callable[[int], None]]:
        done: list[int] = []
        yield done.append
        self.steps.append((title, total, sum(done)))


async def test_long_work_tells_how_far_it_is(
    backup: Path, database: Database, new_postgres_url: str, tmp_path: Path
) -> None:
    """Each step to its end; a copy of a file by the megabyte, also one that is not full."""
    copying, restoring = Told(), Told()
    await copy_to_file(database, tmp_path / "again.sqlite3", copying)
    assert [title for title, *_ in copying.steps] == [
        "Copying" if database.on_sqlite else "Copying rows", "Checking pages"
    ]  # fmt: skip
    await restore(backup, new_postgres_url, steps=restoring)
    rows = next(total for title, total, _ in restoring.steps if title == "Copying rows")
    assert rows is not None and rows > 15
    assert restoring.steps == [
        ("Checking pages", None, 0),
        ("Copying megabytes", 1, 1),
        ("Checking events", 15, 15),
        ("Copying rows", rows, rows),
    ]
    if not database.on_sqlite:
        assert copying.steps[0] == ("Copying rows", rows, rows)


async def test_a_restore_begins_a_new_epoch(backup: Path, store: LogStore, tmp_path: Path) -> None:
    await restore(backup, url_of(tmp_path / "new.sqlite3"))
    opened = await Database.open(url_of(tmp_path / "new.sqlite3"))
    assert await LogStore(opened).epoch() != await store.epoch()
    await opened.dispose()


async def test_a_log_is_replaced_only_by_force(
    backup: Path, database: Database, store: LogStore, database_url: str
) -> None:
    await store.append([append("klin", 15, visit(4))])
    await database.dispose()
    with pytest.raises(DatabaseHoldsLog, match="--force"):
        await restore(backup, database_url)
    assert len((await contents(database_url))[0]) == 19  # type: ignore[arg-type]
    restored = await restore(backup, database_url, force=True)
    assert len((await contents(database_url))[0]) == 15  # type: ignore[arg-type]
    if restored.set_aside is not None:
        assert len((await contents(url_of(restored.set_aside)))[0]) == 19  # type: ignore[arg-type]


async def test_nothing_is_restored_under_a_working_server(backup: Path, database: Database, database_url: str) -> None:
    async with database.read() as connection:
        await connection.execute(text("SELECT 1"))
        with pytest.raises(DatabaseUnusable, match=r"Stop (the server|it) first"):
            await restore(backup, database_url, force=True)


async def test_a_damaged_backup_is_not_restored(backup: Path, tmp_path: Path) -> None:
    new = url_of(tmp_path / "new.sqlite3")
    torn = tmp_path / "torn.sqlite3"
    content = bytearray(backup.read_bytes())  # noqa: ASYNC240
    content[4096 * 3 : 4096 * 5] = bytes(4096 * 2)
    torn.write_bytes(content)
    with pytest.raises(BackupUnusable, match="damaged"):
        await restore(torn, new)
    opened = await Database.open(url_of(backup))
    async with opened.write() as connection:
        await connection.execute(text("UPDATE events SET actor = 'somebody' WHERE seq = 9"))
    await opened.dispose()
    with pytest.raises(BackupUnusable, match="klin: event 9 was changed"):
        await restore(backup, new)
    assert not (tmp_path / "new.sqlite3").exists()
    await restore(backup, new, despite_findings=True)


def test_the_terminal_tells_programs_what_it_did(tmp_path: Path) -> None:
    url, other = url_of(tmp_path / "queue.sqlite3"), url_of(tmp_path / "other.sqlite3")
    asyncio.run(filled(url))
    run, app, file = CliRunner(), command_line(), str(tmp_path / "backup.sqlite3")

    done = run.invoke(app, ["backup", file, "--database", url, "--json"])
    assert (done.exit_code, json.loads(done.stdout)["file"]) == (0, file)
    assert run.invoke(app, ["backup", file, "--database", url]).exit_code == 2

    done = run.invoke(app, ["restore", file, "--database", other, "--json"])
    assert (done.exit_code, json.loads(done.stdout)["events"]) == (0, 15)
    assert run.invoke(app, ["restore", file, "--database", other]).exit_code == 2

    done = run.invoke(app, ["verify", "--database", other, "--json"])
    assert (done.exit_code, json.loads(done.stdout)["sound"]) == (0, True)
    asyncio.run(tampered(other))
    done = run.invoke(app, ["verify", "--database", other, "--json"])
    assert done.exit_code == 1
    assert json.loads(done.stdout)["findings"][0] | {"what": ""} == {
        "office": "klin", "seq": 9, "kind": "changed", "what": ""
    }  # fmt: skip
    assert "office klin: event 9 was changed" in run.invoke(app, ["verify", "--database", other]).stdout
    assert run.invoke(app, ["verify", "--database", url_of(tmp_path / "none.sqlite3")]).exit_code == 3


def test_the_terminal_checks_the_audit_too(tmp_path: Path) -> None:
    url = url_of(tmp_path / "queue.sqlite3")
    run, app = CliRunner(), command_line()
    assert run.invoke(app, ["token", "--role", "integration", "--database", url]).exit_code == 0
    assert run.invoke(app, ["verify", "--database", url]).exit_code == 0
    asyncio.run(done_to(url, "DROP TRIGGER audit_no_update", "UPDATE audit SET actor = 'somebody' WHERE seq = 1"))
    checked = run.invoke(app, ["verify", "--database", url, "--json"])
    assert (checked.exit_code, json.loads(checked.stdout)["sound"]) == (1, False)
    assert "audit: entry 1 was changed" in run.invoke(app, ["verify", "--database", url]).stdout


async def filled(url: str) -> None:
    opened = await Database.open(url)
    await LogStore(opened).append([append("klin", 0, day(3))])
    await opened.dispose()


async def tampered(url: str) -> None:
    await done_to(url, "UPDATE events SET actor = 'somebody' WHERE seq = 9")


async def done_to(url: str, *statements: str) -> None:
    opened = await Database.open(url)
    async with opened.write() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await opened.dispose()


async def test_a_backup_is_not_put_at_an_address_that_cannot_be_read(backup: Path) -> None:
    with pytest.raises(DatabaseUnusable, match="no database address") as refused:
        await restore(backup, "postgresql+asyncpg://queue:p@ss:k7Fq@db.example.org/queue")
    assert "k7Fq" not in str(refused.value)
