"""A change and its entry in the audit are kept together or not at all: calendars, who may work how, schedules, alerts,
what is entered for the ranking."""

import asyncio
import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, text
from sqlalchemy.exc import IntegrityError

from analytics.alerts.alert import Person
from analytics.alerts.keeper import AlertKeeper
from analytics.alerts.rules import Cause
from analytics.alerts.store import AlertStore
from analytics.forecast import store
from analytics.forecast.book import CalendarBook
from analytics.forecast.calendar import Calendar
from analytics.forecast.recording import recording
from analytics.forecast.store import OF_ALL, KeptCalendar
from analytics.ranking.entries import Entry as RankingEntry
from analytics.ranking.store import EntryStore
from analytics.schedules.schedule import DaySchedule, ScheduledShift
from analytics.schedules.store import Schedules
from analytics.staffing.people import PeopleBook
from analytics.staffing.store import PeopleStore
from queue_server.access import Access, Entry, verify_audit
from queue_server.access.tables import STATE, access_state
from queue_server.database.engine import Database
from queue_server.database.recording import Recorder
from queue_server.domain.configuration import OfficeConfig
from queue_server.errors import CalendarChanged
from tests.contract.office_day import config as office_config
from tests.unit.analytics.alerts.test_letters import AT, alert

ADMIN = "person:orlova"
MOST = 30
FIRST = date(2026, 1, 1)
LATE: dict[str, Any] = {"manager": "ivanova", "wishes": "16:00-20:00"}


class BrokenAuditError(Exception):
    """The audit cannot be written."""


async def broken(_connection: object, _before: object, _after: object) -> None:
    raise BrokenAuditError


@pytest.fixture
async def access(database: Database) -> Access:
    """On tables that were emptied of the row where the audit begins, too."""
    async with database.write() as connection:
        await connection.execute(delete(access_state))
        await connection.execute(insert(access_state).values(id=STATE, changes=0, audit_seq=0, audit_hash="0" * 64))
    return Access(database, lambda: 1_772_431_500_000)


@pytest.fixture
def config() -> OfficeConfig:
    return office_config()


def record(access: Access) -> Recorder:
    return access.recorder(actor=ADMIN, action="calendar_kept", subject="office:klin", address="203.0.113.9")


def days(rain: float | None, count: int) -> list[dict[str, Any]]:
    return [{"day": (FIRST + timedelta(number)).isoformat(), "values": {"rain_mm": rain}} for number in range(count)]


async def last(access: Access, database: Database) -> Entry:
    assert await verify_audit(database) == []
    return (await access.audit_entries())[-1]


async def test_a_calendar_whose_entry_cannot_be_written_stays_as_it_was(
    database: Database, access: Access, config: OfficeConfig
) -> None:
    book = CalendarBook(database)
    await book.keep(config, "office", "0", days(2.5, 3), most=MOST, record=record(access))
    kept = await book.read(config, FIRST, 4)
    version = kept["versions"]["office"]
    with pytest.raises(BrokenAuditError):
        await book.keep(config, "office", version, days(9, 3), most=MOST, record=broken)
    calendar = Calendar(("rain_mm",), {FIRST: [7.0]})
    with pytest.raises(BrokenAuditError):
        await KeptCalendar(database).keep(calendar, "office:klin", beside=recording(broken))
    assert await book.read(config, FIRST, 4) == kept
    entry = await last(access, database)
    assert (entry.actor, entry.address, len(await access.audit_entries())) == (ADMIN, "203.0.113.9", 1)
    assert json.loads(entry.after or "") == {f"2026-01-0{day} rain_mm": 2.5 for day in (1, 2, 3)}


async def test_a_year_is_told_in_one_line_and_the_same_again_is_not(
    database: Database, access: Access, config: OfficeConfig
) -> None:
    book = CalendarBook(database)
    for version in ("0", "of long ago"):
        await book.keep(config, "office", version, days(1, 365), most=MOST, record=record(access))
    entry = await last(access, database)
    span = {"columns": ["rain_mm"], "days": ["2026-01-01", "2026-12-31"]}
    assert (entry.seq, entry.before) == (1, None)
    assert json.loads(entry.after or "") == {"cells": 365, **span}
    version = (await book.read(config, FIRST, 1))["versions"]["office"]
    await book.keep(config, "office", version, days(None, 365), most=MOST, record=record(access))
    assert json.loads((await last(access, database)).after or "") == {"cells": 365, "taken_out": 365, **span}


async def test_a_version_follows_from_what_changed_whoever_changes_it(
    database: Database, access: Access, config: OfficeConfig
) -> None:
    book, file = CalendarBook(database), Calendar(("rain_mm",), {FIRST: [7.0]})
    versions = {(await book.read(config, FIRST, 1))["versions"]["all"]}
    for calendar in (file, file, Calendar(), file):  # the second changes nothing
        await KeptCalendar(database).keep(calendar, OF_ALL)
        versions.add((await book.read(config, FIRST, 1))["versions"]["all"])
    assert len(versions) == 4, "what was kept once and is kept again is another version"
    with pytest.raises(CalendarChanged):
        await book.keep(config, "all", "0", days(1, 1), most=MOST, record=record(access))


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_file_takes_the_place_of_what_somebody_changes_at_that_moment(
    database: Database, access: Access
) -> None:
    """It says what stood there before; that was put right meanwhile. SQLite's writers take turns anyway."""
    kept, file = KeptCalendar(database), Calendar(("rain_mm",), {FIRST: [7.0]})
    await kept.keep(file, OF_ALL)
    version = (await kept.told([OF_ALL], FIRST, FIRST)).versions[OF_ALL]
    keeping: list[asyncio.Task[None]] = []

    async def meanwhile(*_: object) -> None:
        keeping.append(asyncio.create_task(kept.keep(file, OF_ALL, beside=recording(record(access)))))
        while not keeping[0].done() and not await _waiting(database):
            await asyncio.sleep(0)

    cell = (FIRST.isoformat(), "rain_mm")
    await kept.change(OF_ALL, version, {cell: 9.0}, most=MOST, beside=meanwhile)
    await keeping[0]
    assert (await kept.told([OF_ALL], FIRST, FIRST)).cells[OF_ALL] == {cell: 7.0}
    entry = await last(access, database)
    named = " ".join(cell)
    assert (json.loads(entry.before or ""), json.loads(entry.after or "")) == ({named: 9.0}, {named: 7.0})


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_of_two_who_write_first_the_one_that_comes_second_is_told(
    database: Database, access: Access, config: OfficeConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other days, so that no row is both's, from another server, at a moment at which neither sees the other's."""
    book, kept = CalendarBook(database), KeptCalendar(database)
    file = Calendar(("rain_mm",), {FIRST: [7.0]})
    late: list[asyncio.Task[Any]] = []

    async def names(*words: Any) -> int:
        if not late:
            change = CalendarBook(database).keep(config, "all", "0", days(9, 3)[1:], most=MOST, record=record(access))
            late.append(asyncio.create_task(change))
            late.append(asyncio.create_task(kept.keep(file, OF_ALL, beside=recording(record(access)))))
            while not all(one.done() for one in late) and await _waiting(database) < len(late):
                await asyncio.sleep(0)
        return await counted(*words)

    counted = store._names
    monkeypatch.setattr(store, "_names", names)
    await book.keep(config, "all", "0", days(2.5, 1), most=MOST, record=record(access))
    changed, filed = await asyncio.gather(*late, return_exceptions=True)
    assert isinstance(changed, CalendarChanged)
    assert filed is None, "a file takes the place of whatever stands there"
    assert (await kept.told([OF_ALL], FIRST, FIRST)).cells[OF_ALL] == {(FIRST.isoformat(), "rain_mm"): 7.0}
    entry, cell = await last(access, database), f"{FIRST} rain_mm"
    assert (json.loads(entry.before or ""), json.loads(entry.after or "")) == ({cell: 2.5}, {cell: 7.0})


async def _waiting(database: Database) -> int:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    async with database.read() as connection:
        return int(await connection.scalar(text(waiting)) or 0)


async def test_who_may_work_how_stays_where_its_entry_cannot_be_written(
    database: Database, access: Access, config: OfficeConfig
) -> None:
    book = PeopleBook(PeopleStore(database), lambda: 0)
    document = {"version": 0, "break_minutes": 30, "staff": [LATE]}
    with pytest.raises(BrokenAuditError):
        await book.keep(config, document, ADMIN, broken)
    assert (await book.read(config))["version"] == 0
    await book.keep(config, document, ADMIN, record(access))
    assert json.loads((await last(access, database)).after or "")["ivanova"] == {"wishes": "16:00-20:00"}


async def test_a_schedule_is_published_with_its_entry_or_not_at_all(database: Database, access: Access) -> None:
    kept, monday, tuesday = Schedules(database), date(2026, 3, 2), date(2026, 3, 3)
    wanted = [DaySchedule("klin", day, shifts=(ScheduledShift("ivanova", 540, 1080),)) for day in (monday, tuesday)]
    with pytest.raises(BrokenAuditError):
        await kept.publish(wanted, by=ADMIN, at=AT, record=broken)
    assert [one.version for one in await kept.of("klin", monday, 2)] == [0, 0]
    await kept.publish(wanted[:1], by=ADMIN, at=AT, record=record(access))
    await kept.publish(wanted, by=ADMIN, at=AT, record=record(access))
    entry = await last(access, database)
    told = {"2026-03-03": 0}, {"2026-03-03": 1}
    assert (entry.seq, entry.actor) == (2, ADMIN)
    assert tuple(json.loads(side or "")["versions"] for side in (entry.before, entry.after)) == told
    await kept.publish(wanted, by=ADMIN, at=AT, record=broken)  # changes nothing, so there is nothing to tell


async def test_a_conflict_of_the_audit_is_not_told_as_another_version_of_the_day(database: Database) -> None:
    async def conflicting(*_: object) -> None:
        raise IntegrityError("INSERT INTO audit", {}, Exception("seq is taken"))

    with pytest.raises(IntegrityError, match="seq is taken"):
        await Schedules(database).publish([DaySchedule("klin", date(2026, 3, 2))], by=ADMIN, at=AT, record=conflicting)
    assert [one.version for one in await Schedules(database).of("klin", date(2026, 3, 2))] == [0]


async def test_who_sees_to_an_alert_is_kept_with_its_entry_or_not_at_all(database: Database, access: Access) -> None:
    store, chief = AlertStore(database), Person(ADMIN, "Орлова М. А.")
    await store.keep([alert(Cause.LONGEST_WAIT)])
    keeper = AlertKeeper([], store, lambda: AT)
    with pytest.raises(BrokenAuditError):
        await keeper.acknowledge("a1", chief, record=broken)
    with pytest.raises(BrokenAuditError):
        await keeper.own("a1", chief, chief, record=broken)
    assert await store.find("a1") == alert(Cause.LONGEST_WAIT)
    assert await store.history("a1") == []
    await keeper.own("a1", chief, chief, record=record(access))
    entry = await last(access, database)
    assert json.loads(entry.before or "") == {"owner": None}
    assert json.loads(entry.after or "") == {"office": "klin", "cause": "longest_wait", "owner": ADMIN}
    await keeper.acknowledge("a1", chief, record=broken)  # taking on was seeing: nothing to tell


async def test_values_of_the_ranking_stay_out_where_their_entry_cannot_be_written(
    database: Database, access: Access
) -> None:
    kept, values = EntryStore(database), [RankingEntry("2026Q1", "north", "csat", 91.0)]
    with pytest.raises(BrokenAuditError):
        await kept.keep(values, at=AT, by=ADMIN, record=broken)
    assert await kept.of("2026Q1") == {}
    await kept.keep(values, at=AT, by=ADMIN, record=record(access))
    assert json.loads((await last(access, database)).after or "") == {"taken": 1, "quarters": ["2026Q1"]}
    await kept.keep(values, at=AT, by=ADMIN, record=broken)  # stands there already, so there is nothing to tell
    await kept.keep([], at=AT, by=ADMIN, record=broken)
    later = [RankingEntry("2026Q1", "north", "csat", 92.0), RankingEntry("2026Q2", "north", "csat", 80.0)]
    await kept.keep([*values, later[1]], at=AT, by=ADMIN, record=record(access))
    assert json.loads((await last(access, database)).after or "") == {"taken": 1, "quarters": ["2026Q2"]}
    await kept.keep(later, at=AT, by=ADMIN, record=record(access))
    assert json.loads((await last(access, database)).after or "") == {"taken": 1, "quarters": ["2026Q1"]}
    assert await kept.of("2026Q1") == {"north": {"csat": 92.0}}
