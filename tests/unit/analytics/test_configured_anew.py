"""A day in whose middle the organisation file changed is told by what was in force, and never refused."""

from collections.abc import AsyncIterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from analytics.day.book import DayBook
from analytics.outlook.passed import PassedMoments
from queue_server.database.engine import Database
from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.events import Event, OfficeConfigured
from queue_server.domain.evolve import fold
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND
from queue_server.domain.office import Office
from queue_server.log.reader import LogReader
from tests.unit.analytics.skilled_office import MONDAY, config
from tests.unit.analytics.test_summaries import append

DAY_S = 86_400


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    opened = await Database.open(sqlite_url)
    yield opened
    await opened.dispose()


def changed_config() -> OfficeConfig:
    before = config()
    topics = {name: one for name, one in before.topics.items() if name != "meters"}
    return replace(before, standard_s=3000, topics=topics, desks=("1", "2"))


class Day:
    def __init__(self) -> None:
        self.events, self.office = list[Event](), Office("klin")

    def at(self, seconds: int, *commands: Command) -> "Day":
        for command in commands:
            events, self.office = handle(self.office, command, MONDAY + seconds * SECOND)
            self.events += events
        return self


def day() -> Day:
    """A visit to the topic `meters` is late, by the standard of then, when it is sent on; then the topic and desk 3 go.

    A day was closed before it: nothing of this one tells how the office was configured as it began.
    """
    told = Day().at(-DAY_S, c.Configure(config()), c.OpenDay()).at(60 - DAY_S, c.CloseDay())
    told.at(0, c.OpenDay(), c.OpenDesk("1", "m1"), c.OpenDesk("3", "m3"))
    told.at(0, c.Issue("a", "meters")).at(1000, c.CallNext("1"), c.Start("a"))
    told.at(2000, c.Transfer("a", topic="billing"))
    return told.at(2100, c.CallNext("3"), c.Start("a"), c.Complete("a", "")).at(2400, c.Configure(changed_config()))


async def test_the_curve_of_the_day_is_told(database: Database) -> None:
    told = day()
    seq = await append(database, told.events)
    office = SimpleNamespace(id="klin", state=told.office, seq=seq)
    book = DayBook(cast(Any, None), database, lambda: 0)
    points = await book.curve(cast(Any, office), MONDAY, MONDAY + 3000 * SECOND)
    assert [(one.waiting, one.serving) for one in points[1:4]] == [(1, 0), (1, 0), (1, 0)]
    assert {one.desks_open for one in points} == {2}


async def test_a_late_visit_passed_by_the_standard_of_then(database: Database) -> None:
    told = day()
    await append(database, told.events)
    reader = LogReader(database)
    now = MONDAY + 3000 * SECOND
    assert await PassedMoments(reader.of_tickets_as_configured).of(told.office, now) == [MONDAY + 900 * SECOND]
    ticket = (await reader.of_ticket("klin", "a"))[0].seq
    (before,) = await reader.configured_before("klin", ticket)
    assert before.event == told.events[0]


async def test_each_ticket_is_read_with_the_configurations_of_its_own_time(database: Database) -> None:
    told = day().at(2500, c.Issue("b", "billing")).at(2600, c.Configure(config()))
    await append(database, told.events)
    read = await LogReader(database).of_tickets_as_configured("klin", ["a", "b", "unknown"])
    configured = [event for event in told.events if isinstance(event, OfficeConfigured)]
    assert len(configured) == 3
    for ticket, since in (("a", 0), ("b", 1)):
        events = [record.event for record in read.pop(ticket)]
        assert [event for event in events if isinstance(event, OfficeConfigured)] == configured[since:]
        assert events[0] == configured[since]
        assert len(events) > len(configured[since:])
    assert read == {}


def test_what_was_recorded_is_never_refused() -> None:
    """Folded by a configuration that has not the topic, or has another prefix for it."""
    told = day()
    tickets = [event for event in told.events if getattr(event, "ticket", None) == "a"]
    others = config().topics
    renamed = replace(config(), topics={**others, "meters": replace(others["meters"], prefix="Z9")})
    for other in (changed_config(), renamed):
        office = fold(Office("klin", config=other), tickets)
        (counts,) = office.numbers.values()
        assert counts == {"M": 1}
