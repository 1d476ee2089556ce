"""The day of several offices: their curves grow with events as the log has them, and what adds up adds up."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from analytics.answering import FigureAnswers
from analytics.day.book import DayBook
from analytics.day.curve import STEP_MS, curve
from analytics.day.curves import Curves
from analytics.day.together import TogetherBook
from analytics.store import VisitStore
from queue_server.database.engine import Database
from queue_server.domain.events import Event
from queue_server.domain.evolve import evolve, fold
from queue_server.domain.office import Office
from queue_server.log.recorded import FIRST_HASH, Recorded
from tests.unit.analytics.skilled_office import DAY_MS, MONDAY, days
from tests.unit.analytics.test_day_book import NOON
from tests.unit.analytics.test_summaries import append

SEEDS = {"klin": 5, "dubna": 6}
HALF_WAY = NOON - 2 * 3600 * 1000
"""When the server of the test begins: the morning before it has to be read from the log."""


class Running:
    """A running office that takes events one after another."""

    def __init__(self, name: str, until: int) -> None:
        self.id = name
        self.later = [event for event in EVENTS[name] if until < event.at <= NOON]
        earlier = [event for event in EVENTS[name] if event.at <= until]
        self.state, self.seq = fold(Office(name), earlier), len(earlier)

    def take(self, event: Event, curves: Curves) -> None:
        before, self.state, self.seq = self.state, evolve(self.state, event), self.seq + 1
        recorded = Recorded(self.id, self.seq, event.at, event, "test", None, FIRST_HASH, FIRST_HASH)
        curves.committed(cast(Any, self), before, [recorded], self.state)


class Room:
    """Works out at once what the clerk would in turn."""

    def __init__(self, database: Database) -> None:
        self._answers = FigureAnswers(VisitStore(database, lambda: NOON))

    async def in_turn(self, work: Callable[[FigureAnswers], Awaitable[Any]]) -> Any:
        return await work(self._answers)


def two_mondays(name: str, seed: int) -> list[Event]:
    """A Monday and the one after it, in an office of that name: two days are enough for a usual one."""
    found: list[Event] = []
    for event in days(8, seed=seed):
        config = getattr(event, "config", None)
        if event.at < MONDAY + DAY_MS or event.at >= MONDAY + 7 * DAY_MS:
            found.append(replace(event, config=replace(config, id=name)) if config is not None else event)
    return found


EVENTS = {name: two_mondays(name, seed) for name, seed in SEEDS.items()}


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    opened = await Database.open(sqlite_url)
    for name, found in EVENTS.items():
        await append(opened, [event for event in found if event.at <= NOON], office=name)
    yield opened
    await opened.dispose()


async def told(database: Database, *names: str) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The day of these offices together, by a server that began in the morning; and each by itself."""
    offices = [Running(name, HALF_WAY) for name in names]
    curves = Curves(cast(Any, offices))
    curves.start()
    for event, running in sorted(((event, one) for one in offices for event in one.later), key=lambda pair: pair[0].at):
        running.take(event, curves)
    book = DayBook(Room(database), database, lambda: NOON)
    together = TogetherBook(Room(database), curves, book.curve, lambda: NOON)
    return await together.told(cast(Any, offices)), {
        office.id: await book.told(cast(Any, office)) for office in offices
    }


def summed(rows: list[list[dict[str, Any]]], key: str, *names: str) -> dict[str, dict[str, int]]:
    sums: dict[str, Counter[str]] = {}
    for of_office in rows:
        for row in of_office:
            sums.setdefault(row[key], Counter()).update({name: row[name] for name in names})
    return {begin: {name: found[name] for name in names} for begin, found in sorted(sums.items())}


async def test_what_adds_up_is_the_sum_of_the_offices_and_of_one_office_it_is_that_office(database: Database) -> None:
    whole, each = await told(database, "klin", "dubna")
    curve_is_the_sum(whole, each)
    days_are_sums_and_the_level_is_of_the_sums(whole, each)
    usual = summed([one["half_hours"] for one in each.values()], "begin", "usual_issued")
    assert {row["begin"]: row["usual_issued"] for row in whole["half_hours"]} == {
        begin: pytest.approx(found["usual_issued"], abs=0.02) for begin, found in usual.items()
    }
    assert (whole["offices"], whole["usual_days"]) == (2, each["klin"]["usual_days"])
    alone, each = await told(database, "klin")
    assert {**alone, "office": "klin"} == {**each["klin"], "offices": 1}


def curve_is_the_sum(whole: dict[str, Any], each: dict[str, dict[str, Any]]) -> None:
    names = ("waiting", "desks_open", "serving")
    expected = summed([one["curve"] for one in each.values()], "at", *names)
    assert {one["at"]: {name: one[name] for name in names} for one in whole["curve"]} == expected
    assert len(expected) > 20 and any(one["waiting"] > 2 for one in expected.values())


def days_are_sums_and_the_level_is_of_the_sums(whole: dict[str, Any], each: dict[str, dict[str, Any]]) -> None:
    names = ("issued", "met", "breached")
    assert len(whole["days"]) == len(each["klin"]["days"]) == 2
    for mapped in whole["days"]:
        rows = [day["half_hours"] for one in each.values() for day in one["days"] if day["day"] == mapped["day"]]
        expected = summed(rows, "begin", *names)
        assert {row["begin"]: {name: row[name] for name in names} for row in mapped["half_hours"]} == expected
        for row in mapped["half_hours"]:
            judged = row["met"] + row["breached"]
            assert row["service_level"] == (pytest.approx(row["met"] / judged) if judged else None)


def test_a_curve_grows_as_the_log_has_it_whatever_the_gaps() -> None:
    events = EVENTS["klin"]
    office = cast(Running, SimpleNamespace(id="klin", state=Office("klin"), seq=0))
    curves = Curves(cast(Any, [office]))
    curves.start()
    recorded = [Recorded("klin", n, one.at, one, "test", None, FIRST_HASH, FIRST_HASH) for n, one in enumerate(events)]
    begin = 0
    while begin < len(recorded):  # several events of one commit, as a server writes them
        batch = recorded[begin : begin + 1 + begin % 3]
        before = office.state
        for one in batch:
            office.state = evolve(office.state, one.event)
        curves.committed(cast(Any, office), before, batch, office.state)
        begin += len(batch)
    now = events[-1].at + 3 * STEP_MS
    points = curves.of("klin", office.state).told(office.state, now)
    fresh = curve(office.state.configured, recorded, begin_at=points[0].at, end_at=now)
    assert [one for one in points if one.at >= fresh[0].at] == fresh
    assert len(fresh) > 50
