"""Access means the same on SQLite and on PostgreSQL; its tables come and go by migration."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from queue_server.access import TERMINAL, Access, AppliedOrganisations, Role, shorten_audit, verify_audit
from queue_server.access.audit import hold_end
from queue_server.access.audit import record as audit_entry
from queue_server.access.tables import access_state, audit, codes, organisations, people, sessions, tokens
from queue_server.database.engine import Database
from queue_server.database.failure import StorageUnavailable
from queue_server.database.migrating import downgrade, upgrade
from queue_server.errors import NotIdentified
from queue_server.organisation import load
from tests.unit.access.conftest import ADDRESS, PASSWORD, Clock, quick_hashing

DEMO = Path(__file__).parents[3] / "config" / "demo"
TABLES = (access_state, audit, codes, organisations, people, sessions, tokens)


async def test_a_day_of_access(database_url: str, clock: Clock) -> None:
    database = await Database.open(database_url)
    try:
        access = Access(database, clock, hashing=quick_hashing())
        await access.look()
        code, _ = await access.create_admin_code()
        root = await access.first_admin(code, login="root", name="Root", password=PASSWORD, address=ADDRESS)
        await access.create_person(
            "ivanova", name="Иванова", role=Role.MANAGER, office="klin", password=PASSWORD, by=root.identity.subject
        )
        session = await access.sign_in("ivanova", PASSWORD, ADDRESS)
        enrolment, _ = await access.create_enrolment(Role.KIOSK, office="klin", by=root.identity.subject)
        token, _ = await access.enrol(enrolment)
        with pytest.raises(NotIdentified):
            await access.enrol(enrolment)
        clock.move(7200)
        assert access.authenticate_session(session.id) is not None
        assert access.authenticate_token(token) is not None
        await access.tend()
        other = Access(database, clock, hashing=quick_hashing())
        await other.look()
        assert other.authenticate_session(session.id) == session.identity
        assert other.authenticate_session(root.id) is None
        await other.disable_person("ivanova")
        await access.look()
        assert access.authenticate_session(session.id) is None
        assert [row.seen_at for row in await access.list_tokens()] == [clock.at]
        assert await verify_audit(database) == []
        assert await shorten_audit(database, before_at=clock.at, at=clock.at, actor=TERMINAL) > 0
        assert await verify_audit(database) == []
        for statement in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit"):
            with pytest.raises((DBAPIError, StorageUnavailable)):
                async with database.write() as connection:
                    await connection.execute(text(statement))
        assert await verify_audit(database) == []
    finally:
        await database.dispose()


async def test_the_audit_is_shortened_while_somebody_writes_an_entry(postgres_url: str, clock: Clock) -> None:
    """Both take the end of the chain before the table: neither waits for what the other has."""
    database = await Database.open(postgres_url)
    try:
        access = Access(database, clock, hashing=quick_hashing())
        await access.create_token(Role.KIOSK, office="klin")
        clock.move(1)
        async with database.write() as writing:
            await hold_end(writing)
            shortening = asyncio.create_task(shorten_audit(database, before_at=clock.at, at=clock.at, actor=TERMINAL))
            while not shortening.done() and not await _somebody_waits(database):
                await asyncio.sleep(0)
            await audit_entry(writing, at=clock.at, actor="person:ivanova", action="sign_in")
        assert await shortening == 1
        assert [entry.action for entry in await access.audit_entries()] == ["sign_in", "audit_shortened"]
        assert await verify_audit(database) == []
    finally:
        await database.dispose()


async def _somebody_waits(database: Database) -> bool:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    async with database.read() as connection:
        return bool(await connection.scalar(text(waiting)))


async def test_organisations_are_kept_version_by_version(database_url: str) -> None:
    database = await Database.open(database_url)
    try:
        applied = AppliedOrganisations(database)
        demo = load(DEMO)
        assert (await applied.version(), await applied.latest()) == (0, None)
        assert await applied.keep(demo, by="terminal", at=1) == 1
        assert await applied.keep(demo, by="terminal", at=2) == 1
        latest = await applied.latest()
        assert latest is not None
        assert (latest.version, latest.organisation, latest.applied_at) == (1, demo, 1)
    finally:
        await database.dispose()


async def test_the_migration_makes_the_tables_as_they_are_declared_and_takes_them_back(database_url: str) -> None:
    database = await Database.open(database_url)
    try:
        async with database.write() as connection:
            found = await connection.run_sync(_columns)
            for table in TABLES:
                assert found[table.name] == {
                    (column.name, bool(column.nullable), column.primary_key) for column in table.columns
                }, table.name
            await downgrade(connection, "0001")
            assert not set(await connection.run_sync(_columns)) & {table.name for table in TABLES}
            await upgrade(connection)
    finally:
        await database.dispose()


def _columns(connection: Connection) -> dict[str, set[tuple[str, bool, bool]]]:
    inspector = inspect(connection)
    return {
        name: {
            (
                column["name"],
                bool(column["nullable"]),
                column["name"] in inspector.get_pk_constraint(name)["constrained_columns"],
            )
            for column in inspector.get_columns(name)
        }
        for name in inspector.get_table_names()
    }
