"""A break that is taken later is that break in the schedule, or the step is refused."""

from datetime import date

import pytest

from analytics.schedules.hours import plan_of
from analytics.schedules.moving import with_break_later
from analytics.schedules.schedule import DaySchedule, ScheduledShift, minutes_of, shift_document, span_of
from queue_server.domain.configuration import Manager, OfficeConfig
from queue_server.domain.ids import Instant
from queue_server.domain.office import Desk, Office, Rest
from queue_server.domain.opening import local_instant
from queue_server.errors import ScheduleInvalid

MONDAY = date(2026, 3, 2)
CONFIG = OfficeConfig(
    "klin", {}, "Europe/Moscow", {}, ("1", "2"), {name: Manager(name, name.title(), {}) for name in ("ann", "bob")},
    hours={"mon": "09:00-20:00"},
)  # fmt: skip
BREAKS = ("12:00-12:30", "15:00-15:15")


def day(*breaks: str, config: OfficeConfig = CONFIG, on: date = MONDAY) -> DaySchedule:
    rests = tuple(span_of(text) for text in breaks)
    ann = ScheduledShift("ann", 9 * 60, 17 * 60, "1", rests)
    return DaySchedule(config.id, on, 3, shifts=(ann, ScheduledShift("bob", 11 * 60, 20 * 60)))


def moved(now: str, by_min: int, *breaks: str, manager: str = "ann", second: int = 0) -> tuple[list[str], str] | None:
    at = local_instant(CONFIG.timezone, MONDAY.isoformat(), minutes_of(now)) + second * 1000
    found = with_break_later(CONFIG, day(*breaks), manager, at, by_min * 60)
    if found is None:
        return None
    assert (found.schedule.version, found.schedule.shifts[1]) == (3, day().shifts[1])
    rests = shift_document(found.schedule.shifts[0])["breaks"]
    begins = next(text[:5] for text in rests if text not in breaks)
    assert found.begins_at == local_instant(CONFIG.timezone, MONDAY.isoformat(), minutes_of(begins))
    return rests, begins


def test_a_break_that_is_to_begin_begins_later_and_is_as_long() -> None:
    assert moved("11:40", 20, *BREAKS) == (["12:20-12:50", "15:00-15:15"], "12:20")


def test_one_that_goes_on_is_taken_whole_counted_from_now() -> None:
    assert moved("12:05", 20, *BREAKS) == (["12:25-12:55", "15:00-15:15"], "12:25")
    assert moved("12:05", 20, *BREAKS, second=1) == (["12:26-12:56", "15:00-15:15"], "12:26")


def at(clock: str) -> Instant:
    return local_instant(CONFIG.timezone, MONDAY.isoformat(), minutes_of(clock))


@pytest.mark.parametrize(
    ("since", "now", "breaks"),
    [
        ("12:00", "12:20", ["12:00-12:20", "12:40-13:10", "15:00-15:15"]),
        ("11:50", "12:10", ["11:50-12:10", "12:30-13:00", "15:00-15:15"]),  # begun early
        ("11:45", "11:55", ["11:45-11:55", "12:20-12:50", "15:00-15:15"]),
        ("12:05", "12:05", ["12:25-12:55", "15:00-15:15"]),
    ],
)
def test_what_was_taken_of_a_break_that_is_moved_stays_and_the_whole_is_still_to_come(
    since: str, now: str, breaks: list[str]
) -> None:
    found = with_break_later(CONFIG, day(*BREAKS), "ann", at(now), 1200, resting_since=at(since))
    assert found is not None
    assert shift_document(found.schedule.shifts[0])["breaks"] == breaks
    office = Office(CONFIG.id, CONFIG, desks={"1": Desk("1", "ann")}, rested={"ann": (Rest(at(since), at(now)),)})
    due_s, length_s = plan_of(found.schedule, office, at(now)).of("ann").rests[0]
    assert (at(now) + due_s * 1000, length_s) == (found.begins_at, 1800.0)


@pytest.mark.parametrize(("now", "manager"), [("11:29", "ann"), ("12:30", "ann"), ("11:40", "bob"), ("11:40", "eve")])
def test_another_break_is_not_meant(now: str, manager: str) -> None:
    assert moved(now, 20, *BREAKS, manager=manager) is None


@pytest.mark.parametrize(
    ("breaks", "code"), [(("12:00-12:30", "12:40-12:50"), "breaks_overlap"), (("16:30-17:00",), "break_outside")]
)
def test_a_break_that_would_not_fit_is_refused(breaks: tuple[str, ...], code: str) -> None:
    with pytest.raises(ScheduleInvalid) as refused:
        moved("11:40" if code == "breaks_overlap" else "16:10", 20, *breaks)
    assert [one["code"] for one in refused.value.findings] == [code]


def test_the_clock_on_the_wall_counts_where_it_was_turned() -> None:
    berlin = OfficeConfig("b", {}, "Europe/Berlin", {}, ("1",), CONFIG.managers, hours={"sun": "09:00-20:00"})
    turned = date(2026, 3, 29)
    at = local_instant(berlin.timezone, turned.isoformat(), minutes_of("11:50"))
    found = with_break_later(berlin, day("12:00-12:30", config=berlin, on=turned), "ann", at, 600)
    assert found is not None
    assert shift_document(found.schedule.shifts[0])["breaks"] == ["12:10-12:40"]
