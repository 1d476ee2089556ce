"""An open database of either kind, and the log in it."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from typing import Any

import asyncpg  # type: ignore[import-untyped]
import pytest

from queue_server.database.engine import Database
from queue_server.log.group_commit import GroupCommit
from queue_server.log.store import LogStore

EMPTY = """
SET session_replication_role = replica; -- some tables can only grow
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE 'TRUNCATE ' || quote_ident(name);
    END LOOP;
END $$
"""


@pytest.fixture(scope="session")
def contract_database(postgres: Any) -> str:
    """One PostgreSQL database for all of these tests: making one for each takes longer than the tests."""
    name = f"contract_{secrets.token_hex(6)}"
    postgres.psql(f"CREATE DATABASE {name};")
    return str(postgres.get_uri(database=name))


@pytest.fixture
def postgres_url(contract_database: str) -> str:
    """Its address, after whatever was in its tables is gone."""

    async def empty() -> None:
        connection = await asyncpg.connect(contract_database)
        await connection.execute(EMPTY)
        await connection.close()

    asyncio.run(empty())
    return contract_database.replace("postgresql://", "postgresql+asyncpg://", 1)


@pytest.fixture
def new_postgres_url(postgres: Any) -> str:
    """The address of a PostgreSQL database without any table."""
    name = f"queue_{secrets.token_hex(6)}"
    postgres.psql(f"CREATE DATABASE {name};")
    return str(postgres.get_uri(database=name)).replace("postgresql://", "postgresql+asyncpg://", 1)


@pytest.fixture(params=["sqlite_url", "new_postgres_url"])
def new_database_url(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn, without any table."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await Database.open(database_url)
    yield opened
    await opened.dispose()


@pytest.fixture
def store(database: Database) -> LogStore:
    return LogStore(database)


@pytest.fixture
async def group(store: LogStore) -> AsyncIterator[GroupCommit]:
    commit = GroupCommit(store)
    commit.start()
    yield commit
    await commit.stop()
