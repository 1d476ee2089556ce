"""The tables grow by migrations, forth and back, and are then what the code says."""

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import insert, inspect, select
from sqlalchemy.engine import Connection

from analytics import store as visit_tables
from analytics.alerts import tables as alert_tables
from analytics.estimators import store as wait_tables
from analytics.forecast import store as calendar_tables
from analytics.outlook import store as move_tables
from analytics.ranking import tables as ranking_tables
from analytics.reports import runs_table
from analytics.schedules import tables as schedule_tables
from analytics.store.tables import summaries, unsummed_days
from analytics.store.writing import replace_desk_time
from analytics.visits.desk_time import DeskTime
from queue_server.access import tables as access_tables
from queue_server.database.engine import Database
from queue_server.database.metadata import metadata
from queue_server.database.migrating import (
    FOLDER,
    VERSION_TABLE,
    downgrade,
    newest_revision,
    revisions_known,
    upgrade,
)
from queue_server.errors import DatabaseUnusable
from queue_server.log import tables as log_tables
from queue_server.log.store import LogStore
from tests.contract.office_day import answer, append, morning, visit

DECLARED = (
    access_tables, log_tables, visit_tables, wait_tables, calendar_tables, move_tables, alert_tables, ranking_tables,
    runs_table, schedule_tables,
)  # fmt: skip


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {VERSION_TABLE}


async def test_migrations_lead_to_the_declared_tables(new_database_url: str) -> None:
    opened = await Database.open(new_database_url)
    async with opened.read() as connection:
        assert await connection.run_sync(differences) == []
    await opened.dispose()


async def test_migrations_can_be_taken_back_and_run_again(new_database_url: str) -> None:
    opened = await Database.open(new_database_url)
    async with opened.write() as connection:
        await downgrade(connection, "base")
        assert await connection.run_sync(tables) == set()
    async with opened.write() as connection:
        await upgrade(connection)
    assert len((await LogStore(opened).append([append("klin", 0, morning())]))[0]) == 3
    await opened.dispose()


async def test_summaries_of_an_earlier_form_are_made_anew(new_database_url: str) -> None:
    """Outcomes are kept apart since 0015: what was summed up before is summed up again, day by day."""
    opened = await Database.open(new_database_url)
    desk = DeskTime("klin", None, "2026-03-02", 0, 540, "1", "ivanova", None, None, free_ms=1000)
    try:
        async with opened.write() as connection:
            await downgrade(connection, "0013")
            await replace_desk_time(connection, [desk])
            earlier = {"kind": "topic", "level": "day", "period": "2026-03", "office": "klin"}
            await connection.execute(insert(summaries).values(**earlier, cells=b"?", bins=b"?"))
        async with opened.write() as connection:
            await upgrade(connection)
            assert (await connection.execute(select(summaries))).all() == []
            assert (await connection.execute(select(unsummed_days))).all() == [("klin", "2026-03-02")]
    finally:
        await opened.dispose()


async def test_answers_and_histories_outlive_the_change_of_their_order(new_database_url: str) -> None:
    opened = await Database.open(new_database_url)
    store = LogStore(opened)
    (recorded,) = await store.append([append("klin", 0, [*morning(), *visit(1)], command_id="c1")])
    for step in (lambda connection: downgrade(connection, "0015"), upgrade):
        async with opened.write() as connection:
            await step(connection)
        assert await store.answer("klin", "c1") == answer("c1")
        assert await store.of_ticket("klin", "t1") == [one for one in recorded if one.event in visit(1)]
    await opened.dispose()


async def test_the_calendar_that_was_kept_is_that_of_all_offices(new_database_url: str) -> None:
    """Offices and territories have their own since 0022; going back, those go and the common one stays."""
    opened = await Database.open(new_database_url)
    rows = [
        {"scope": scope, "day": "2026-03-02", "name": "rain_mm", "value": value}
        for scope, value in (("", 1.5), ("office:klin", 4.0))
    ]
    async with opened.write() as connection:
        await connection.execute(insert(calendar_tables.calendar_days), rows)
    for step in (lambda connection: downgrade(connection, "0021"), upgrade):
        async with opened.write() as connection:
            await step(connection)
    async with opened.read() as connection:
        found = (await connection.execute(select(calendar_tables.calendar_days))).mappings().all()
    assert [dict(row) for row in found] == rows[:1]
    await opened.dispose()


def test_what_a_start_knows_of_the_migrations_is_what_they_are() -> None:
    script = ScriptDirectory(str(FOLDER))
    assert revisions_known() == {each.revision: each.down_revision for each in script.walk_revisions()}
    assert script.get_heads() == [newest_revision()]


def test_a_start_that_finds_nothing_to_change_does_not_load_what_changes_tables(sqlite_url: str) -> None:
    program = f"""
import asyncio, sys
from queue_server.database.engine import Database
async def main():
    await (await Database.open({sqlite_url!r})).dispose()
    print("alembic" in sys.modules)
asyncio.run(main())
"""
    told = [
        subprocess.run([sys.executable, "-c", program], timeout=60, check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    ]
    assert told == ["True\n", "False\n"]


async def test_a_database_of_a_newer_version_is_left_alone(new_database_url: str) -> None:
    opened = await Database.open(new_database_url)
    async with opened.write() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    await opened.dispose()
    for migrate in (True, False):
        with pytest.raises(DatabaseUnusable, match="newer version"):
            await Database.open(new_database_url, migrate=migrate)


async def test_a_database_of_something_else_is_left_alone(new_database_url: str) -> None:
    opened = await Database.open(new_database_url)
    async with opened.write() as connection:
        await downgrade(connection, "base")
        await connection.exec_driver_sql("DROP TABLE alembic_version")
        await connection.exec_driver_sql("CREATE TABLE cats (name TEXT)")
    await opened.dispose()
    with pytest.raises(DatabaseUnusable, match="something else"):
        await Database.open(new_database_url)
    with pytest.raises(DatabaseUnusable, match="not one of queue-server"):
        await Database.open(new_database_url, migrate=False)
