"""One server serves a database, on SQLite and on PostgreSQL; a second one is told so."""

import asyncio

import pytest
from sqlalchemy import text

from queue_server.database.engine import Database
from queue_server.database.sole_server import HeldSession, sole_server
from queue_server.errors import DatabaseServed

NEVER_S = 1e6
"""Nobody looks by itself: the test does."""

CUT_THE_LOCKS_SESSION = """SELECT pg_terminate_backend(pid) FROM pg_locks
    WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


def nothing_lost() -> None:
    raise AssertionError("the right to serve was lost")


async def test_a_second_server_is_refused_until_the_first_has_ended(database: Database, database_url: str) -> None:
    first = await sole_server(database, nothing_lost)
    other = await Database.open(database_url, migrate=False)
    try:
        with pytest.raises(DatabaseServed, match="Another server is serving"):
            await sole_server(other, nothing_lost, wait_s=0)
        await first.give_back()
        second = await sole_server(other, nothing_lost)
        with pytest.raises(DatabaseServed):
            await sole_server(database, nothing_lost, wait_s=0)
        await second.give_back()
    finally:
        await other.dispose()


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_start_waits_for_the_one_before_to_be_gone(database: Database) -> None:
    first = await sole_server(database, nothing_lost)
    second = asyncio.create_task(sole_server(database, nothing_lost))
    await asyncio.sleep(0)
    await first.give_back()
    await (await second).give_back()


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_lock_that_was_cut_off_is_taken_again(database: Database) -> None:
    held = await sole_server(database, nothing_lost, look_every_s=NEVER_S)
    assert isinstance(held, HeldSession)
    await cut(database)
    for _ in range(2):  # the first look finds the connection cut, the second has a new one
        assert await held.look()
    with pytest.raises(DatabaseServed):
        await sole_server(database, nothing_lost, wait_s=0)
    await held.give_back()


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_who_finds_another_server_there_ends(database: Database) -> None:
    lost: list[bool] = []
    held = await sole_server(database, lambda: lost.append(True), look_every_s=NEVER_S)
    assert isinstance(held, HeldSession)
    await cut(database)
    other = await sole_server(database, nothing_lost)
    assert await held.look()
    assert not lost
    assert not await held.look()
    assert lost == [True]
    await other.give_back()
    await held.give_back()


async def cut(database: Database) -> None:
    """What a restart of PostgreSQL, or a cable, does to the session that holds the lock."""
    async with database.write() as connection:
        await connection.execute(text(CUT_THE_LOCKS_SESSION))
    async with database.read() as connection:
        while (await connection.execute(text("SELECT 1 FROM pg_locks WHERE locktype = 'advisory'"))).first():
            await asyncio.sleep(0.01)
