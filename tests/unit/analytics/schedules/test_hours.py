"""One reading of a day's schedule: shifts that are on, breaks that are taken, whoever comes; by hand."""

from datetime import date

import pytest

from analytics.estimators.hours import Hours
from analytics.schedules.hours import plan_of
from analytics.schedules.schedule import Agreed, Coming, DaySchedule, Plan, ScheduledShift, Span
from queue_server.domain import commands as c
from queue_server.domain.configuration import Manager, OfficeConfig, SkillLevel, Topic
from queue_server.domain.handling import handle
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office

NINE = 1_772_431_200_000
"""2026-03-02, 09:00 in Moscow."""
MINUTE = 60_000
LUNCH = Span(13 * 60, 13 * 60 + 40)
ALL_DAY = ScheduledShift("ann", 9 * 60, 20 * 60, "1", (LUNCH,))
CONFIG = OfficeConfig(
    "klin", {}, "Europe/Moscow", {"meters": Topic("meters", {})}, ("1", "2"),
    {name: Manager(name, name, {"meters": SkillLevel.PRIMARY}) for name in ("ann", "bob")},
    hours={"mon": "09:00-20:00"},
)  # fmt: skip


def at(clock: str) -> Instant:
    hours, minutes = clock.split(":")
    return NINE + ((int(hours) - 9) * 60 + int(minutes)) * MINUTE


def day(*rests: str, desk: str = "1") -> Office:
    """Ann's: from nine on at her desk, with breaks like `12:50-13:30`; one that goes on is `12:50`."""
    office = Office("klin")
    _, office = handle(office, c.Configure(CONFIG), NINE)
    _, office = handle(office, c.OpenDay(), NINE)
    _, office = handle(office, c.OpenDesk(desk, "ann"), NINE)
    for rest in rests:
        begins, _, ends = rest.partition("-")
        _, office = handle(office, c.StartBreak(desk), at(begins))
        if ends:
            _, office = handle(office, c.EndBreak(desk), at(ends))
    return office


def read(office: Office, now: str, *shifts: ScheduledShift) -> Plan:
    return plan_of(DaySchedule("klin", date(2026, 3, 2), 1, NINE, "chief", shifts), office, at(now))


@pytest.mark.parametrize(
    ("rests", "now", "to_come", "back"),
    [
        # as planned
        ([], "12:30", [(30, 40)], None),
        (["13:00"], "13:10", [], 30),
        (["13:00-13:40"], "13:40", [], None),
        # early: once it is over it is not played again, and while it goes on it is as long as planned
        (["12:40"], "12:50", [], 30),
        (["12:40-13:20"], "12:59", [], None),
        (["12:40-13:20"], "13:25", [], None),
        (["10:00-10:40"], "12:30", [(30, 40)], None),  # three hours before it was another one
        (["12:30-12:35"], "12:50", [(10, 40)], None),  # five minutes are no lunch
        # late: due now, until its end or for half of its length
        ([], "13:10", [(0, 30)], None),
        ([], "13:35", [(0, 20)], None),
        (["13:15"], "13:20", [], 20),
        (["13:30"], "13:31", [], 19),
        (["13:50"], "13:51", [], 19),  # later than its end: so little is still owed
        # shortened: most of it is over
        (["13:00-13:22"], "13:25", [], None),
        # skipped: nobody looks for it after its end
        ([], "13:40", [], None),
        # split: less than half of it was taken, and the rest is still due
        (["13:00-13:15"], "13:16", [(0, 24)], None),
        (["13:00-13:15", "13:20"], "13:22", [], 18),
        (["13:00-13:15", "13:20-13:30"], "13:32", [], None),
        # a break that nobody planned
        (["10:00"], "10:05", [(175, 40)], None),
    ],
)  # fmt: skip
def test_a_planned_break_is_taken_once(
    rests: list[str], now: str, to_come: list[tuple[int, int]], back: int | None
) -> None:
    """Given a lunch of forty minutes at one, in minutes from now."""
    found = read(day(*rests), now, ALL_DAY).of("ann")
    assert [(due_s / 60, length_s / 60) for due_s, length_s in found.rests] == to_come
    assert (None if found.back_s is None else found.back_s / 60) == back
    assert found.whole_s == (2400.0 if back is not None else 0.0)


def test_each_rest_belongs_to_the_planned_break_that_it_is_next_to() -> None:
    coffee = Span(11 * 60, 11 * 60 + 20)
    two = ScheduledShift("ann", 9 * 60, 20 * 60, "1", (coffee, LUNCH))
    assert read(day("11:30-11:50"), "12:30", two).of("ann").rests == ((1800.0, 2400.0),)
    assert read(day("10:50-11:05", "12:30-13:00"), "12:40", two).of("ann").rests == ()


def test_a_rest_is_remembered_at_another_desk_and_forgotten_on_another_day() -> None:
    office = day("12:40-13:00")
    moves: list[c.Command] = [c.StartBreak("1"), c.CloseDesk("1"), c.OpenDesk("2", "ann")]
    for command in moves:
        _, office = handle(office, command, at("13:00"))
    assert read(office, "13:05", ALL_DAY).of("ann").rests == ()
    assert [(one.began_at, one.ended_at) for one in office.rested["ann"]] == [
        (at("12:40"), at("13:00")), (at("13:00"), at("13:00")),
    ]  # fmt: skip
    tomorrow: list[c.Command] = [c.CloseDesk("2"), c.CloseDay(), c.OpenDay()]
    for command in tomorrow:
        _, office = handle(office, command, at("20:00"))
    assert office.rested == {}


def test_a_day_of_breaks_does_not_fill_the_memory() -> None:
    office = day(*(f"10:{minute}-10:{minute}" for minute in range(10, 40)))
    assert len(office.rested["ann"]) == 20
    assert office.rested["ann"][-1].began_at == at("10:39")


def test_two_shifts_of_a_day_are_a_break_for_expected_waits_and_a_second_coming_for_the_outlook() -> None:
    rest = Span(10 * 60, 10 * 60 + 20)
    morning = ScheduledShift("ann", 9 * 60, 12 * 60, "1", (rest,))
    evening = ScheduledShift("ann", 14 * 60, 20 * 60, "2", (Span(16 * 60, 16 * 60 + 20),))
    plan = read(day("10:00"), "10:05", evening, morning)
    assert plan.here == {"ann": Hours(115 * 60.0, (), 900.0, 1200.0)}
    assert plan.comes == (Coming("ann", "2", 235 * 60.0, Hours(rests=((355 * 60.0, 1200.0),))),)
    whole = Hours(rests=((115 * 60.0, 7200.0), (355 * 60.0, 1200.0)), back_s=900.0, whole_s=1200.0)
    assert plan.at_desks() == {"ann": whole}


def test_who_is_here_and_who_comes() -> None:
    """A shift that ends with the office's hours has no end. Beyond a shift somebody is there for another reason."""
    early, late = ScheduledShift("ann", 9 * 60, 17 * 60), ScheduledShift("bob", 12 * 60, 20 * 60)
    shifts = (early, late, ScheduledShift("ann", 18 * 60, 20 * 60))
    assert read(day(), "11:00", *shifts) == Plan(
        {"ann": Hours(360 * 60.0)},
        (Coming("bob", None, 3600.0, Hours()), Coming("ann", None, 420 * 60.0, Hours())),
    )
    assert read(day(), "17:05", *shifts) == Plan({"bob": Hours()}), "ann stays on, bob is late"
    assert read(day(), "17:45", *shifts) == Plan({"bob": Hours(), "ann": Hours()}), "a shift begins a little before"
    empty = Office("klin", config=CONFIG)
    assert read(empty, "17:45", *shifts).comes == (Coming("ann", None, 900.0, Hours()),)


def helped(now: str, agreed_at: str, until: str, *shifts: ScheduledShift) -> Plan:
    """Ann is at her desk by what was agreed on."""
    published = DaySchedule("klin", date(2026, 3, 2), 1, NINE, "chief", shifts)
    return plan_of(published, day(), at(now), [Agreed("ann", "1", at(agreed_at), at(until))])


def test_what_was_agreed_on_ends_a_shift_sooner() -> None:
    plan = helped("11:00", "10:30", "11:30", ScheduledShift("ann", 9 * 60, 20 * 60, breaks=(Span(670, 675),)))
    assert plan.here == {"ann": Hours(1800.0, ((600.0, 300.0),))}
    assert plan.of("eve") == plan.of(None) == Hours()


def test_whoever_helps_before_a_shift_of_their_own_has_it_all_the_same() -> None:
    """Given ann, who is asked to a desk at nine and whose shift is from twelve to six."""
    own = ScheduledShift("ann", 12 * 60, 18 * 60, breaks=(LUNCH,))
    plan = helped("10:00", "09:00", "11:00", own)
    assert plan.here == {"ann": Hours(3600.0)}
    assert plan.comes == (Coming("ann", None, 7200.0, Hours(480 * 60.0, ((180 * 60.0, 2400.0),))),)
    assert plan.at_desks() == {"ann": Hours(480 * 60.0, ((3600.0, 3600.0), (180 * 60.0, 2400.0)))}
    whole = {"ann": Hours(480 * 60.0, ((180 * 60.0, 2400.0),))}
    for until in ("11:50", "12:00", "14:00"):
        assert helped("10:00", "09:00", until, own) == Plan(whole), "the one goes over into the other"
    assert helped("11:50", "09:00", "12:00", own).here["ann"].leaves_s == 370 * 60.0, "nobody goes home at twelve"
    assert helped("12:05", "09:00", "12:10", own).here["ann"].leaves_s == 355 * 60.0
    assert helped("17:00", "09:00", "19:00", own).here == {"ann": Hours(7200.0)}, "and stays on"


def test_whoever_was_asked_over_comes_and_goes_home() -> None:
    eve = Agreed("eve", "2", NINE, at("11:00"), from_at=at("10:00"))
    empty = Office("klin", config=CONFIG)
    coming = Coming("eve", "2", 1800.0, Hours(5400.0))
    assert plan_of(None, empty, at("09:30"), [eve]) == Plan({}, (coming,))
    late = DaySchedule("klin", date(2026, 3, 2), 1, NINE, "chief", (ScheduledShift("bob", 590, 720),))
    assert [one.manager for one in plan_of(late, empty, at("09:30"), [eve]).comes] == ["bob", "eve"]
