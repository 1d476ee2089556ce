"""An office's day as it is told: today from the office in memory says what every report says of it afterwards."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from analytics.answering import FigureAnswers
from analytics.day.book import DayBook
from analytics.day.histories import Histories
from analytics.day.telling import BY_HALF_HOUR, DAYS_SHOWN
from analytics.figures import figures
from analytics.store import Asked, VisitStore
from queue_server.database.engine import Database
from queue_server.domain.events import DayClosed
from queue_server.domain.evolve import fold
from queue_server.domain.office import Office
from queue_server.domain.routing import waiting_count
from queue_server.log.reader import LogReader
from tests.unit.analytics.skilled_office import DAY_MS, MONDAY, days
from tests.unit.analytics.test_summaries import append

EVENTS = list(days(8, seed=5))
NOON = MONDAY + 7 * DAY_MS + DAY_MS // 6
"""Of the second Monday, in the middle of its visits."""


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    opened = await Database.open(sqlite_url)
    yield opened
    await opened.dispose()


@pytest.fixture
async def told(database: Database) -> dict[str, Any]:
    until_noon = [event for event in EVENTS if event.at <= NOON]
    seq = await append(database, until_noon)
    office = SimpleNamespace(id="klin", state=fold(Office("klin"), until_noon), seq=seq)
    return await DayBook(Histories(Room(database)), database, lambda: NOON).told(cast(Any, office))


class Room:
    """Works out at once what the clerk would in turn."""

    def __init__(self, database: Database) -> None:
        self._answers = FigureAnswers(VisitStore(database, lambda: NOON))

    async def in_turn(self, work: Callable[[FigureAnswers], Awaitable[Any]]) -> Any:
        return await work(self._answers)


def without_usual(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "usual_issued"}


async def test_today_and_the_days_before_are_the_figures_of_reports(database: Database, told: dict[str, Any]) -> None:
    store = VisitStore(database, lambda: NOON)
    await store.catch_up()
    visits = await store.columns(Asked("2000-01-01", "2100-01-01"))
    rows = figures(visits, ("day", "half_hour"), only=BY_HALF_HOUR)
    for mapped in told["days"]:
        expected = [
            {"begin": row["half_hour"], **{name: row[name] for name in BY_HALF_HOUR}}
            for row in rows
            if row["day"] == mapped["day"]
        ]
        assert mapped["half_hours"] == expected, mapped["day"]
    assert [mapped["day"] for mapped in told["days"]] == sorted({str(row["day"]) for row in rows})[-DAYS_SHOWN:]
    todays = [without_usual(row) for row in told["half_hours"] if row["issued"]]
    assert todays == told["days"][-1]["half_hours"]


async def test_the_usual_day_is_that_of_the_same_weekday_before(told: dict[str, Any]) -> None:
    week_ago = (date.fromisoformat(told["day"]) - timedelta(days=7)).isoformat()
    before = next(mapped for mapped in told["days"] if mapped["day"] == week_ago)
    assert told["usual_days"] == 1
    usual = {row["begin"]: row["usual_issued"] for row in told["half_hours"] if row["usual_issued"]}
    assert usual == {row["begin"]: row["issued"] for row in before["half_hours"]}


async def test_the_curve_ends_with_the_office_as_it_is(told: dict[str, Any]) -> None:
    office = fold(Office("klin"), [event for event in EVENTS if event.at <= NOON])
    last = told["curve"][-1]
    assert last["waiting"] == sum(waiting_count(office, topic) for topic in office.configured.topics)
    assert last["desks_open"] == sum(
        desk.manager is not None and desk.break_since_at is None for desk in office.desks.values()
    )


async def test_the_last_event_before_a_moment_is_found_by_halving(database: Database) -> None:
    await append(database, EVENTS[:400])
    reader = LogReader(database)
    for at in (0, MONDAY, MONDAY + 1, EVENTS[200].at, EVENTS[200].at + 1, EVENTS[399].at, EVENTS[399].at + 1):
        assert await reader.seq_before("klin", at) == sum(event.at < at for event in EVENTS[:400])
    assert await reader.seq_before("nowhere", MONDAY) == 0


async def test_the_end_of_a_day_is_looked_for_among_so_many_events(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await append(database, EVENTS)
    reader = LogReader(database)
    closings = [seq for seq, event in enumerate(EVENTS, 1) if isinstance(event, DayClosed)]
    first, second = closings[:2]
    assert await reader.closing_before("klin", second - 1) == first
    assert await reader.closing_before("klin", first - 1) == 0
    monkeypatch.setattr("queue_server.log.reader.LOOKS_BACK", 10)
    assert await reader.closing_before("klin", first + 9) == first
    assert await reader.closing_before("klin", first + 10) == first
    assert await reader.closing_before("klin", first + 11) == first + 1
