"""Who should be at a desk today: told as moments, read anew when the day turns or another process publishes."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analytics.alerts.reading import Missing
from analytics.estimators.hours import Hours
from analytics.schedules.expected import ExpectedDesks
from analytics.schedules.schedule import Agreed, Coming, DaySchedule, Due, Plan, ScheduledShift, Span
from analytics.schedules.store import Schedules
from queue_server.database.engine import Database
from queue_server.domain import commands as c
from queue_server.domain.configuration import Manager, OfficeConfig
from queue_server.domain.handling import handle
from queue_server.domain.ids import Instant
from queue_server.domain.office import Desk, Office
from queue_server.log.codec import decode_office, encode_office

NINE = 1_772_431_200_000
"""2026-03-02, 09:00 in Moscow."""
MINUTE = 60_000
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
EARLY = ScheduledShift("ann", 9 * 60, 17 * 60, "2", (Span(12 * 60, 12 * 60 + 45),))
LATE = ScheduledShift("bob", 12 * 60, 20 * 60)
CONFIG = OfficeConfig(
    "klin", {}, "Europe/Moscow", {}, ("1", "2"), {name: Manager(name, name, {}) for name in ("ann", "bob")},
    hours={"mon": "09:00-20:00", "tue": "09:00-20:00"},
)  # fmt: skip


@dataclass
class Hall:
    """An office that runs, as far as schedules look."""

    id: str = "klin"
    state: Office = field(default_factory=lambda: Office("klin", config=CONFIG, desks={"1": Desk("1"), "2": Desk("2")}))
    seq: int = 0


async def unwatched(*_: object) -> None:
    """What the audit is told is tried elsewhere."""


@dataclass
class Told:
    expected: ExpectedDesks
    kept: Schedules
    hall: Hall
    rows: list[dict[str, Any] | None]
    now: Instant = NINE

    async def publish(self, *shifts: ScheduledShift, day: date = MONDAY, version: int = 0) -> None:
        wanted = [DaySchedule("klin", day, version, shifts=shifts)]
        await self.kept.publish(wanted, by="chief", at=self.now, record=unwatched)


@pytest.fixture
async def told(tmp_path: Path) -> AsyncIterator[Told]:
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'queue.sqlite3'}")
    rows: list[dict[str, Any] | None] = []
    kept, hall = Schedules(database), Hall()
    expected = ExpectedDesks([hall], kept, lambda: found.now, lambda _office, row: rows.append(row))
    found = Told(expected, kept, hall, rows)
    yield found
    await database.dispose()


async def test_the_row_counts_desks_from_moment_to_moment_and_is_told_once(told: Told) -> None:
    await told.expected.look()
    assert told.rows == []
    await told.publish(EARLY, LATE)
    await told.expected.look()
    await told.expected.look()
    (row,) = told.rows
    assert row is not None
    assert [(step["from_at"][11:16], step["desks"]) for step in row["expected"]] == [
        ("06:00", 1), ("09:00", 2), ("14:00", 1), ("17:00", 0),
    ]  # fmt: skip
    assert (row["day"], row["version"]) == ("2026-03-02", 1)


async def test_another_version_and_the_next_day_come_in_by_themselves(told: Told) -> None:
    await told.publish(EARLY)
    await told.publish(LATE, day=TUESDAY)
    await told.expected.look()
    await told.publish(LATE, version=1)
    await told.expected.look()
    told.now += 24 * 60 * MINUTE
    await told.expected.look()
    told.now += 24 * 60 * MINUTE
    await told.expected.look()
    assert [(row["day"], row["version"]) if row is not None else None for row in told.rows] == [
        ("2026-03-02", 1), ("2026-03-02", 2), ("2026-03-03", 1), None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "due"), [(4, False), (5, True), (179, True), (180, False), (224, False), (225, True), (480, False)]
)
async def test_somebody_is_due_after_five_minutes_but_for_the_break(told: Told, minutes: int, due: bool) -> None:
    await told.publish(EARLY)
    await told.expected.look()
    told.now += minutes * MINUTE
    assert told.expected.due(told.hall.state) == ({"ann": Due(NINE, "2")} if due else {})


async def test_whoever_is_at_some_desk_is_not_due(told: Told) -> None:
    await told.publish(EARLY)
    await told.expected.look()
    told.now += 10 * MINUTE
    there = replace(told.hall.state, desks={"1": Desk("1", manager="ann"), "2": Desk("2")})
    assert told.expected.due(there) == {}
    assert told.expected.due(Office("tula", config=replace(CONFIG, id="tula"))) == {}


def with_desks(told: Told, *desks: Desk, left: dict[str, int] | None = None) -> Office:
    """`left`: who closed a desk, so many minutes after nine."""
    closed = {manager: NINE + minutes * MINUTE for manager, minutes in (left or {}).items()}
    return replace(told.hall.state, desks={desk.number: desk for desk in desks}, left=closed)


@pytest.mark.parametrize(
    ("minutes", "left", "since"),
    [
        (-1, None, None), (0, None, 0), (100, None, 0), (480, None, None),
        # who never came has no break: or the alert would end with it, and begin anew as if nothing had been
        (179, None, 0), (180, None, 0), (224, None, 0), (225, None, 0), (300, None, 0),
        # who was there until it has one, and is missed since its end
        (180, 180, None), (224, 180, None), (225, 180, 225), (479, 180, 225), (480, 180, None),
        (174, 173, 173), (184, 173, None), (230, 173, 225),  # who closes shortly before it is on it
        (179, 165, 165), (184, 165, 165), (300, 165, 165),  # and who left long before it is not
        (200, 10, 10), (300, 240, 240), (100, -30, 0),
    ],
)  # fmt: skip
async def test_a_desk_is_missing_from_the_shift_on_but_for_the_break(
    told: Told, minutes: int, left: int | None, since: int | None
) -> None:
    """The first look tells it, so that a server that starts in the middle of it tells no other story."""
    await told.publish(EARLY)
    await told.expected.look()
    told.now += minutes * MINUTE
    found = told.expected.missing(with_desks(told, Desk("1"), Desk("2"), left={"ann": left} if left else None))
    assert found == ([Missing("ann", "2", NINE + since * MINUTE)] if since is not None else [])


async def test_whoever_comes_late_and_goes_again_is_missed_since_then(told: Told) -> None:
    await told.publish(EARLY)
    await told.expected.look()
    told.now += 301 * MINUTE
    assert told.expected.missing(with_desks(told, Desk("1"), Desk("2", manager="ann"))) == []
    told.now += 30 * MINUTE
    shut = with_desks(told, Desk("1"), Desk("2", since_at=told.now - 5 * MINUTE))
    assert told.expected.missing(shut) == [Missing("ann", "2", told.now - 5 * MINUTE)]


async def test_no_desk_is_missed_before_the_day_is_open(told: Told) -> None:
    await told.publish(EARLY)
    await told.expected.look()
    told.now += 100 * MINUTE
    late = replace(told.hall.state, day_open=True, day_opened_at=NINE + 95 * MINUTE)
    assert told.expected.missing(late) == [Missing("ann", "2", NINE + 95 * MINUTE)]
    early = replace(late, day_opened_at=NINE - 5 * MINUTE)
    assert told.expected.missing(early) == [Missing("ann", "2", NINE)]


async def test_who_was_there_is_known_by_the_log_alone(told: Told) -> None:
    """A desk that is closed tells when its manager left, whatever desk it was; the next day nobody has left yet."""
    office = Office("klin")
    done: list[tuple[int, c.Command]] = [
        (0, c.Configure(CONFIG)), (0, c.OpenDay()), (0, c.OpenDesk("1", "ann")), (60, c.CloseDesk("1")),
        (60, c.OpenDesk("2", "ann")), (180, c.CloseDesk("2")),
    ]  # fmt: skip
    for at, command in done:
        _, office = handle(office, command, NINE + at * MINUTE)
    assert decode_office(encode_office(office)).left == office.left == {"ann": NINE + 180 * MINUTE}
    await told.publish(EARLY)
    await told.expected.look()
    told.now = NINE + 200 * MINUTE
    assert told.expected.missing(office) == []
    tomorrow: list[c.Command] = [c.CloseDay(), c.OpenDay()]
    for command in tomorrow:
        _, office = handle(office, command, NINE + 200 * MINUTE)
    assert office.left == {}


async def test_a_desk_that_is_closed_shortly_before_the_break_is_on_it(told: Told) -> None:
    await told.publish(EARLY)
    await told.expected.look()
    shut = with_desks(told, Desk("1"), Desk("2", since_at=NINE + 173 * MINUTE), left={"ann": 173})
    told.now += 174 * MINUTE
    assert told.expected.missing(shut) == [Missing("ann", "2", NINE + 173 * MINUTE)]
    told.now += 10 * MINUTE
    assert told.expected.missing(shut) == []
    told.now = NINE + 230 * MINUTE
    assert told.expected.missing(shut) == [Missing("ann", "2", NINE + 225 * MINUTE)]


async def test_a_desk_that_was_closed_is_missing_since_then(told: Told) -> None:
    assert told.expected.missing(told.hall.state) == []  # nothing is published
    await told.publish(EARLY, LATE)
    await told.expected.look()
    told.now += 200 * MINUTE  # both, and ann on her break
    shut = with_desks(
        told, Desk("1", since_at=NINE + 190 * MINUTE), Desk("2", since_at=NINE + 60 * MINUTE), left={"ann": 180}
    )
    assert told.expected.missing(shut) == [Missing("bob", None, NINE + 190 * MINUTE)]
    told.now += 30 * MINUTE
    assert told.expected.missing(shut) == [
        Missing("bob", None, NINE + 190 * MINUTE), Missing("ann", "2", NINE + 225 * MINUTE),
    ]  # fmt: skip


async def test_whoever_stands_in_opens_the_desk_that_is_missed_and_a_manager_elsewhere_is_there(told: Told) -> None:
    await told.publish(EARLY, LATE)
    await told.expected.look()
    told.now += 240 * MINUTE
    left = {"ann": 180}
    there = with_desks(told, Desk("1", manager="ann"), Desk("2", manager="eve"), left=left)
    assert told.expected.missing(there) == []  # ann is at another desk, eve stands in for bob
    at_hers = with_desks(told, Desk("1"), Desk("2", manager="eve"), left=left)
    assert [one.manager for one in told.expected.missing(at_hers)] == ["bob"]
    elsewhere = with_desks(told, Desk("1", manager="eve"), Desk("2"), left=left)
    assert [one.manager for one in told.expected.missing(elsewhere)] == ["bob"]  # who is missed longest stays
    swapped = with_desks(told, Desk("1"), Desk("2", manager="bob"), left=left)
    assert [one.manager for one in told.expected.missing(swapped)] == ["ann"]  # bob has his own shift


async def test_the_plan_of_today_is_told_to_the_outlook_and_to_expected_waits(told: Told) -> None:
    assert told.expected.plan(told.hall.state, NINE) == Plan()
    await told.publish(EARLY, LATE)
    await told.expected.look()
    ann = Hours(480 * 60.0, ((180 * 60.0, 45 * 60.0),))
    plan = told.expected.plan(told.hall.state, NINE)
    assert plan == Plan({"ann": ann}, (Coming("bob", None, 180 * 60.0, Hours()),))
    assert told.expected.desk_hours(told.hall.state, NINE) == {"ann": ann}
    assert told.expected.plan(Office("tula", config=replace(CONFIG, id="tula")), NINE) == Plan()


async def test_what_was_agreed_on_is_in_the_plan_whether_a_day_is_published_or_not(told: Told) -> None:
    bob = Agreed("bob", "2", NINE, NINE + 15 * MINUTE)
    told.expected.agreed = lambda _, office, at: [bob] if (office.id, at) == ("klin", NINE) else []
    assert told.expected.desk_hours(told.hall.state, NINE) == {"bob": Hours(900.0)}
    await told.publish(EARLY)
    await told.expected.look()
    assert set(told.expected.desk_hours(told.hall.state, NINE)) == {"ann", "bob"}
    assert "bob" not in told.expected.plan(told.hall.state, NINE + MINUTE).here
