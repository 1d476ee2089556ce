"""Nights at work: who is due, a process that learns, what is put to use at once and at the next start."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import insert

from analytics.estimators.learned import LearnedEstimator
from analytics.estimators.night_rules import VISITS_LEAST, due, read_until
from analytics.estimators.nights import Nights
from analytics.estimators.simple import SimpleEstimator
from analytics.estimators.store import WaitStore, told_waits
from analytics.estimators.telling import Telling
from queue_server.database.engine import Database
from queue_server.domain.events import Event, TicketIssued
from queue_server.domain.evolve import evolve, fold
from queue_server.domain.expected_wait import ExpectedWait
from queue_server.domain.finding import the_ticket
from queue_server.domain.ids import SECOND, Instant, TopicId
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket, TicketState
from queue_server.log.store import Append, LogStore, NewEvent
from tests.unit.analytics.skilled_office import DAY_MS, MONDAY, days

DAYS = 4
HOUR = 3600 * SECOND


@dataclass
class Hall:
    """A running office as far as nights see one."""

    state: Office
    seq: int

    @property
    def id(self) -> str:
        return self.state.id


class Klin:
    """Some days of a simulated office in a database, of which the last is only half over."""

    def __init__(self, database: Database) -> None:
        self.database = database
        everything = list(days(DAYS, seed=4))
        self.now = MONDAY + (DAYS - 1) * DAY_MS + 3 * HOUR
        self.events = [event for event in everything if event.at <= self.now]
        self.coming = everything[len(self.events) :]
        self.hall = Hall(fold(Office("klin"), self.events), len(self.events))
        self.estimator = LearnedEstimator()
        self.nights = self.another_start()

    async def written(self) -> "Klin":
        told = tuple(NewEvent(event, "m1", None) for event in self.events)
        await LogStore(self.database).append([Append("klin", 0, told, ())])
        return self

    def another_start(self) -> Nights:
        self.estimator = LearnedEstimator()
        self.nights = Nights([self.hall], self.database, estimator=self.estimator, clock=lambda: self.now)
        return self.nights

    def told(self) -> list[ExpectedWait | None]:
        """What is said of everybody who waits."""
        waiting = [t for t in self.hall.state.tickets.values() if t.state is TicketState.WAITING]
        return [self.estimator.for_ticket(self.hall.state, ticket, self.now) for ticket in waiting]


@pytest.fixture
async def klin(tmp_path: Path) -> AsyncIterator[Klin]:
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path}/log.db")
    yield await Klin(database).written()
    await database.dispose()


async def test_an_office_with_a_history_is_learned_from_at_once_and_answered_for(klin: Klin) -> None:
    simple = SimpleEstimator()
    before = Office("klin")
    for event in klin.events:
        simple.observe(before, event)
        before = evolve(before, event)
    await klin.nights.look()
    waiting = [t for t in klin.hall.state.tickets.values() if t.state is TicketState.WAITING]
    assert len(waiting) > 3
    by_rule = [simple.for_ticket(klin.hall.state, ticket, klin.now) for ticket in waiting]
    assert None not in klin.told()
    assert klin.told() != by_rule


async def test_the_next_start_knows_what_was_learned_and_the_day_so_far(klin: Klin) -> None:
    await klin.nights.look()
    learned = klin.told()
    klin.another_start()
    await klin.nights.remember()
    assert klin.told() == learned


async def test_a_night_is_not_done_twice(klin: Klin, monkeypatch: pytest.MonkeyPatch) -> None:
    await klin.nights.look()
    started = []
    monkeypatch.setattr(asyncio, "create_subprocess_exec", lambda *words, **pipes: started.append(words))
    await klin.nights.look()
    klin.another_start()
    await klin.nights.remember()
    await klin.nights.look()
    assert started == []


async def test_a_process_that_fails_leaves_the_simple_estimator(klin: Klin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.estimators.nights.sys.executable", "/bin/false")
    await klin.nights.look()
    assert await WaitStore(klin.database).learned("klin") is None
    assert None not in klin.told()


def test_at_night_once_a_local_date_and_never_while_the_day_is_open(klin: Klin) -> None:
    closed = fold(klin.hall.state, klin.coming)
    evening = klin.coming[-1].at
    night = MONDAY + DAYS * DAY_MS + 3 * HOUR - 9 * HOUR  # MONDAY is nine in the morning
    assert not closed.day_open
    for office, learned_at, at, wanted in (
        (closed, MONDAY, night, True),
        (closed, night - HOUR // 2, night, False),
        (closed, None, night, True),
        (closed, MONDAY, evening, False),
        (closed, MONDAY, night + 6 * HOUR, False),
        (klin.hall.state, MONDAY, night, False),
        (Office("new"), None, night, False),
    ):
        assert due(replace(office, issued_count=0), learned_at=learned_at, at=at) is wanted
    today = sum(klin.hall.state.numbers["2026-03-05"].values())
    assert today > 50
    for before, wanted in ((VISITS_LEAST - 1, False), (VISITS_LEAST, True)):
        office = replace(klin.hall.state, issued_count=before + today)
        assert due(office, learned_at=None, at=klin.now) is wanted


def test_a_day_that_has_begun_is_read_another_night(klin: Klin) -> None:
    until_at = read_until(klin.hall.state, klin.now)
    assert until_at < klin.now - 3 * HOUR
    assert until_at > klin.now - 24 * HOUR
    assert read_until(fold(klin.hall.state, klin.coming), klin.now) == klin.now


class Says:
    """An estimator that always says the same."""

    def for_newcomer(self, office: Office, topic: TopicId, at: Instant) -> ExpectedWait | None:
        return ExpectedWait(1, 2, 3, 4)

    def for_ticket(self, office: Office, ticket: Ticket, at: Instant) -> ExpectedWait | None:
        return ExpectedWait(60.0, 120.5, 240.0, 300.0, "simple")


async def test_what_was_told_with_the_ticket_is_kept_and_nothing_later(klin: Klin) -> None:
    store = WaitStore(klin.database)
    telling = Telling(Says(), store)
    office = Office("klin")
    issued: list[Event] = []
    for event in klin.events:
        office = evolve(office, event)
        if isinstance(event, TicketIssued) and len(issued) < 5:
            issued.append(event)
            telling.for_ticket(office, the_ticket(office, event.ticket), event.at)
            telling.for_ticket(office, the_ticket(office, event.ticket), event.at + 1000)
    telling.for_newcomer(office, "meters", klin.now)
    await telling.keep()
    await telling.keep()
    told = await store.told("klin", issued[0].at, issued[-1].at + 1)
    assert [(row.ticket, row.at) for row in told] == [(e.ticket, e.at) for e in issued if isinstance(e, TicketIssued)]
    assert {row.wait for row in told} == {ExpectedWait(60.0, 120.5, 240.0, 300.0)}
    assert len(await store.told("klin", issued[1].at, issued[3].at)) == 2
    await store.keep_told(told[:1])
    await store.keep_told(told[:1])  # a server that starts again within the same millisecond
    assert len(await store.told("klin", issued[0].at, issued[0].at + 1)) == 3


async def test_the_first_wait_of_a_ticket_is_found_before_and_after_it_is_written(klin: Klin) -> None:
    store = WaitStore(klin.database)
    telling = Telling(Says(), store)
    issued = [event for event in klin.events if isinstance(event, TicketIssued)][:3]
    office = Office("klin")
    for event in klin.events:
        office = evolve(office, event)
        if event in issued:
            telling.for_ticket(office, the_ticket(office, event.ticket), event.at)
            if event is issued[1]:
                await telling.keep()
    for event in issued:
        first = await telling.first_told("klin", event.ticket, event.at)
        assert first is not None
        assert (first.ticket, first.at, first.wait) == (event.ticket, event.at, ExpectedWait(60.0, 120.5, 240.0, 300.0))
        assert first.wait is not None
        assert first.wait.by == "simple"
    assert await store.first_told("klin", issued[2].ticket, issued[2].at) is None, "not written yet"
    assert await telling.first_told("klin", issued[0].ticket, issued[0].at + 1) is None, "told at another moment"
    assert await telling.first_told("tula", issued[0].ticket, issued[0].at) is None


async def test_a_wait_told_by_an_older_server_has_its_high_end_as_the_upper_value(klin: Klin) -> None:
    older = [("t1", 1000, {"low_s": 60.0, "likely_s": 120.5, "high_s": 300.0}), ("t2", 1000, None)]
    packed = {"office": "klin", "first_at": 1000, "last_at": 1000, "rows": msgspec.msgpack.encode(older)}
    async with klin.database.write() as connection:
        await connection.execute(insert(told_waits), [packed])
    told = await WaitStore(klin.database).told("klin", 1000, 1001)
    assert [row.wait for row in told] == [ExpectedWait(60.0, 120.5, 300.0, 300.0), None]
