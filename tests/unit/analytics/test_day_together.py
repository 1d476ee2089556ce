"""The day of several offices: their curves grow with events as the log has them, and what adds up adds up."""

from collections.abc import AsyncIterator, Awaitable, Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from analytics.answering import FigureAnswers
from analytics.day import together as module
from analytics.day.book import DayBook
from analytics.day.curve import STEP_MS, Point, curve, point
from analytics.day.curves import Curves
from analytics.day.histories import KEPT, Bounded, Histories
from analytics.day.tallies import Tallies
from analytics.day.telling import instant, todays_half_hours
from analytics.day.together import TogetherBook
from analytics.figures import figures
from analytics.store import Asked, VisitStore
from queue_server.database.engine import Database
from queue_server.domain.events import DayOpened, Event
from queue_server.domain.evolve import evolve, fold
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.log.recorded import FIRST_HASH, Recorded
from tests.unit.analytics.skilled_office import DAY_MS, MONDAY, days
from tests.unit.analytics.test_summaries import append
from tests.unit.projections.halls import long_story, story

HOUR_MS = 3600 * 1000
OFFICES = {
    "klin": ("Europe/Moscow", MONDAY, 5),
    "zelenogradsk": ("Europe/Kaliningrad", MONDAY + HOUR_MS, 6),
    "artyom": ("Asia/Vladivostok", MONDAY - 7 * HOUR_MS, 7),
    "dubna": ("Europe/Moscow", MONDAY, 8),
}
"""Each works from nine to five by its own clock."""
LAST = MONDAY + 7 * DAY_MS
MIDNIGHT = LAST - 9 * HOUR_MS
NOON = LAST + 4 * HOUR_MS
"""13:00 in Moscow; in Vladivostok it is 20:00 and the office has closed."""
EVENING = LAST + 9 * HOUR_MS
"""18:00 in Moscow; in Vladivostok the next day has begun."""


class Running:
    """A running office that takes events one after another."""

    def __init__(self, name: str, since: int, now: int) -> None:
        self.id = name
        self.later = [event for event in EVENTS[name] if since < event.at <= now]
        earlier = [event for event in EVENTS[name] if event.at <= since]
        self.state, self.seq = fold(Office(name), earlier), len(earlier)

    def take(self, event: Event, curves: Curves) -> None:
        before, self.state, self.seq = self.state, evolve(self.state, event), self.seq + 1
        recorded = Recorded(self.id, self.seq, event.at, event, "test", None, FIRST_HASH, FIRST_HASH)
        curves.committed(cast(Any, self), before, [recorded], self.state)


class Room:
    """Works out at once what the clerk would in turn, and counts."""

    def __init__(self, database: Database, now: int) -> None:
        self._answers = FigureAnswers(VisitStore(database, lambda: now))
        self.asked = 0

    async def in_turn(self, work: Callable[[FigureAnswers], Awaitable[Any]]) -> Any:
        self.asked += 1
        return await work(self._answers)


def two_mondays(name: str) -> list[Event]:
    """A Monday and the one after it: two days are enough for a usual one."""
    timezone, start, seed = OFFICES[name]
    return list(days(2, seed=seed, load=0.3, office=name, timezone=timezone, start=start, apart=7))


EVENTS = {name: two_mondays(name) for name in OFFICES}


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    opened = await Database.open(sqlite_url)
    yield opened
    await opened.dispose()


class Company:
    """The offices of a server that began an hour or more ago, at `now`."""

    def __init__(self, database: Database, now: int, *names: str, ran_ms: int = 2 * HOUR_MS) -> None:
        self.database, self.now = database, now
        self.offices = [Running(name, now - ran_ms, now) for name in names]
        self.curves, self.tallies = Curves(cast(Any, self.offices)), Tallies()
        self.curves.start()
        for event, running in sorted(
            ((event, one) for one in self.offices for event in one.later), key=lambda pair: pair[0].at
        ):
            running.take(event, self.curves)
        histories = Histories(Room(database, now))
        self.book = DayBook(histories, database, lambda: now)
        self.together = TogetherBook(
            histories, self.curves, self.tallies, read_curve=self.book.curve, clock=lambda: now
        )

    async def written(self) -> "Company":
        for office in self.offices:
            await append(
                self.database, [event for event in EVENTS[office.id] if event.at <= self.now], office=office.id
            )
        return self

    async def told(self) -> dict[str, Any]:
        return await self.together.told(cast(Any, self.offices))

    async def figures(self, *by: str) -> dict[tuple[Any, ...], dict[str, int]]:
        """What reports say, by the visits one by one."""
        store = VisitStore(self.database, lambda: self.now)
        await store.catch_up()
        rows = figures(await store.columns(Asked("2000-01-01", "2100-01-01")), by, only=NAMES)
        return {tuple(row[name] for name in by): {name: row[name] for name in NAMES} for row in rows}

    def points(self, since: int) -> list[Point]:
        """The sums at every five minutes, each office folded from its first event to its last."""
        moments = range(since, self.now + 1, STEP_MS)
        sums = {at: [0, 0, 0] for at in moments}
        for office in self.offices:
            state, later = Office(office.id), iter(EVENTS[office.id])
            event = next(later, None)
            for at in moments:
                while event is not None and event.at <= at:
                    state, event = evolve(state, event), next(later, None)
                here = point(state, at)
                for place, value in enumerate((here.waiting, here.desks_open, here.serving)):
                    sums[at][place] += value
        return [Point(at, *found) for at, found in sums.items()]


NAMES = ("issued", "met", "breached")


def of_half_hours(rows: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    return {row["begin"]: {name: row[name] for name in NAMES} for row in rows if row["issued"]}


def told_points(answer: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(one["at"], one["waiting"], one["desks_open"], one["serving"]) for one in answer["curve"]]


def trimmed(points: list[Point]) -> list[tuple[Any, ...]]:
    first = next(place for place, one in enumerate(points) if one.waiting or one.desks_open or one.serving)
    return [(instant(one.at), one.waiting, one.desks_open, one.serving) for one in points[first:]]


@pytest.mark.parametrize("now", [NOON, EVENING])
async def test_over_several_time_zones_half_hours_are_local_and_the_curve_is_by_the_instant(
    database: Database, monkeypatch: pytest.MonkeyPatch, now: int
) -> None:
    monkeypatch.setattr(module, "READ_S", 60.0)
    company = await Company(database, now, *OFFICES).written()
    whole = await company.told()
    assert (whole["day"], whole["timezone"], whole["timezones"]) == ("2026-03-09", "Europe/Moscow", 3)
    assert (whole["offices"], whole["usual_days"], whole["known_from"]) == (4, 1, None)
    by_half_hour = await company.figures("day", "half_hour")
    expected = {half_hour: row for (day, half_hour), row in by_half_hour.items() if day == "2026-03-09"}
    assert of_half_hours(whole["half_hours"]) == of_half_hours(whole["days"][-1]["half_hours"]) == expected
    assert len(whole["days"]) == 2
    before = {half_hour: row for (day, half_hour), row in by_half_hour.items() if day == "2026-03-02"}
    assert of_half_hours(whole["days"][0]["half_hours"]) == before
    usual = {row["begin"]: row["usual_issued"] for row in whole["half_hours"] if row["usual_issued"]}
    assert usual == {half_hour: row["issued"] for half_hour, row in before.items()}
    for row in whole["half_hours"]:
        judged = row["met"] + row["breached"]
        assert row["service_level"] == (pytest.approx(row["met"] / judged) if judged else None)
    assert told_points(whole) == trimmed(company.points(MIDNIGHT))
    assert whole["curve"][0]["at"] == "2026-03-08T23:00:00.000Z"  # nine in Vladivostok
    assert max(one["desks_open"] for one in whole["curve"]) > 12
    assert {row["begin"]: row["reached"] for row in whole["half_hours"] if row["begin"] > "11:30"} == (
        {"12:00": 4, "12:30": 3, "13:00": 3} | dict.fromkeys(list(usual)[9:], 1)
        if now == NOON
        else dict.fromkeys(list(usual)[6:], 4)
    )


async def test_until_all_is_read_the_answer_says_from_when_the_curve_is_known(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "READ_S", -1.0)
    monkeypatch.setattr(module, "FRESH_S", -1.0)
    company = await Company(database, NOON, "klin", "zelenogradsk", "artyom").written()
    closed_at = OFFICES["artyom"][1] + 7 * DAY_MS + 8 * HOUR_MS
    whole = company.points(MIDNIGHT)
    for _ in range(2):  # one office is read at each question; none of them is known whole before the last
        answer = await company.told()
        assert answer["known_from"] is not None
        assert answer["known_from"] > instant(closed_at)
        assert told_points(answer) == [one for one in trimmed(whole) if one[0] >= answer["known_from"]]
    answer = await company.told()
    assert answer["known_from"] is None
    assert told_points(answer) == trimmed(whole)


async def test_whoever_was_there_when_the_day_began_is_in_the_curve(database: Database) -> None:
    """By Moscow's clock an office in Vladivostok may have opened on the evening before."""
    company = await Company(database, NOON, "artyom", "klin").written()
    begin_at = OFFICES["artyom"][1] + 7 * DAY_MS + 2 * HOUR_MS + 1
    read = await company.book.curve(cast(Any, company.offices[0]), begin_at, NOON)
    alone = Company(database, NOON, "artyom").points(begin_at + STEP_MS - 1)
    assert read == alone
    assert read[0].desks_open > 4


async def test_an_office_that_cannot_be_read_does_not_refuse_the_day_of_all(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "READ_S", 60.0)
    company = await Company(database, NOON, "klin", "dubna").written()

    async def read(office: Any, begin_at: int, now: int) -> list[Point]:
        if office.id == "klin":
            raise KeyError("meters")
        return await company.book.curve(office, begin_at, now)

    company.together._read_curve = read
    answer = await company.told()
    known_from = company.curves.of("klin", company.offices[0].state).known_from
    assert answer["known_from"] == instant(known_from)
    assert company.curves.of("dubna", company.offices[1].state).known_from == MIDNIGHT
    assert told_points(answer) == [one for one in trimmed(company.points(MIDNIGHT)) if one[0] >= answer["known_from"]]


async def test_of_one_office_it_is_that_office(database: Database) -> None:
    company = await Company(database, NOON, "klin").written()
    alone, own = await company.told(), await company.book.told(cast(Any, company.offices[0]))
    for row in alone["half_hours"]:
        assert row.pop("reached") == (row["begin"] <= "13:00")
    assert alone.pop("known_from") is None
    assert {**alone, "office": "klin"} == {**own, "offices": 1, "timezones": 1}


async def test_what_was_read_while_the_day_before_went_on_somewhere_is_read_again(database: Database) -> None:
    await Company(database, NOON, "klin").written()
    room = Room(database, NOON)
    histories = Histories(room)
    among = frozenset({"klin"})
    for earliest, asked in (("2026-03-08", 1), ("2026-03-08", 1), ("2026-03-09", 2), ("2026-03-09", 2)):
        await histories.of(among, "2026-03-09", earliest)
        assert room.asked == asked
    await histories.of(among, "2026-03-10", "2026-03-10")
    assert room.asked == 3


async def test_a_history_is_one_question(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await Company(database, NOON, "klin").written()
    asked = list[tuple[str, ...]]()
    answer = FigureAnswers.answer

    async def counted(answers: FigureAnswers, *days: str, by: tuple[str, ...], **others: Any) -> Any:
        asked.append(by)
        return await answer(answers, *days, by=by, **others)

    monkeypatch.setattr(FigureAnswers, "answer", counted)
    history = await Histories(Room(database, NOON)).of(frozenset({"klin"}), "2026-03-09", "2026-03-09")
    assert history.usual.total > 0
    assert asked == [("day", "half_hour")]


def test_half_hours_kept_from_look_to_look_are_those_of_all_tickets() -> None:
    """After any commands, however many between two looks, in whatever state tickets are, and when the date turns."""
    for seed in range(4):
        tallies, office = Tallies(), cast(Running, SimpleNamespace(id="klin", state=Office("klin"), seq=0))
        looked = 0
        for number, (event, before, after) in enumerate(story(long_story(seed, length=300))):
            recorded = Recorded("klin", number + 1, event.at, event, "test", None, FIRST_HASH, FIRST_HASH)
            tallies.committed(cast(Any, office), before, [recorded], after)
            office.state = after
            if number % 3 == seed % 3:
                now = event.at + 400_000 * (number % 3)
                day = local_date(after.configured, event.at)
                rows = tallies.look(cast(Any, office), day)(now)
                assert rows == todays_half_hours(after, day, now)
                looked += bool(rows)
        assert looked > 8
        assert tallies.look(cast(Any, office), "2026-03-01")(office.state.last_at) == []


def test_a_look_that_ends_late_does_not_spoil_the_next_and_a_new_day_keeps_nothing() -> None:
    """A request that was given up goes on in its thread: its end is heard after another look has begun."""
    tallies, office = Tallies(), cast(Running, SimpleNamespace(id="klin", state=Office("klin"), seq=0))
    late, opened = None, 0
    for number, (event, before, after) in enumerate(story(long_story(1, length=300))):
        recorded = Recorded("klin", number + 1, event.at, event, "test", None, FIRST_HASH, FIRST_HASH)
        tallies.committed(cast(Any, office), before, [recorded], after)
        office.state = after
        if isinstance(event, DayOpened):
            assert (tallies._touched, tallies._kept) == ({}, {})
            opened += 1
        day = local_date(after.configured, event.at)
        asked = tallies.look(cast(Any, office), day)
        if late is not None:
            late(event.at)
        late = asked if number % 2 else None
        if late is None:
            assert asked(event.at) == todays_half_hours(after, day, event.at)
    assert opened


def test_what_is_kept_is_bounded_and_what_was_asked_for_last_stays() -> None:
    kept: Bounded[int, str] = Bounded(KEPT)
    for number in range(KEPT + 1):
        kept.put(number, "kept")
        assert kept.get(0) == "kept"
    assert kept.get(1) is None
    assert kept.get(2) == "kept"


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
