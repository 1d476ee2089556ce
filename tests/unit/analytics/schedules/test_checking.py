"""What does not fit in a schedule is said with its place and what to do, all of it at once."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.schedules.checking import ADVICE, findings
from analytics.schedules.schedule import ScheduledShift, Span, minutes_of, shift_document, shift_of, span_of
from queue_server.domain.configuration import Manager, OfficeConfig

MONDAY, SUNDAY, YESTERDAY = date(2026, 3, 2), date(2026, 3, 8), date(2026, 3, 1)
CONFIG = OfficeConfig(
    "klin", {}, "Europe/Moscow", {}, ("1", "2"),
    {name: Manager(name, name.title(), {}) for name in ("ann", "bob", "cat")},
    hours={"mon": "08:00-20:00"},
)  # fmt: skip
HOMES = {"dan": "tula", **dict.fromkeys(CONFIG.managers, "klin")}


def shift(manager: str, span: str, desk: str | None = None, *breaks: str) -> ScheduledShift:
    begins, _, ends = span.partition("-")
    return ScheduledShift(manager, minutes_of(begins), minutes_of(ends), desk, tuple(span_of(text) for text in breaks))


def codes(*shifts: ScheduledShift, day: date = MONDAY) -> list[tuple[str, int | None]]:
    found = findings(CONFIG, day, shifts, today=MONDAY, home=HOMES.get)
    assert all(one.detail and "{" not in one.detail for one in found)
    return [(one.code, one.shift) for one in found]


def test_a_day_that_fits_has_no_findings() -> None:
    fits = [
        shift("ann", "08:00-14:00", "1", "11:00-11:30"),
        shift("bob", "14:00-20:00", "1"),
        shift("cat", "09:00-18:00"),
    ]
    assert codes(*fits) == []
    assert codes() == []
    assert codes(day=SUNDAY) == []


@pytest.mark.parametrize(
    ("code", "place", "shifts"),
    [
        ("manager_unknown", 0, [shift("eve", "09:00-12:00")]),
        ("manager_elsewhere", 1, [shift("ann", "09:00-12:00"), shift("dan", "09:00-12:00")]),
        ("desk_unknown", 0, [shift("ann", "09:00-12:00", "7")]),
        ("ends_first", 0, [shift("ann", "12:00-12:00")]),
        ("outside_hours", 0, [shift("ann", "07:30-12:00")]),
        ("outside_hours", 0, [shift("ann", "12:00-20:01")]),
        ("break_outside", 0, [shift("ann", "09:00-12:00", None, "11:45-12:15")]),
        ("break_outside", 0, [shift("ann", "09:00-12:00", None, "11:00-11:00")]),
        ("breaks_overlap", 0, [shift("ann", "09:00-12:00", None, "10:00-10:30", "10:15-10:45")]),
        ("manager_twice", 1, [shift("ann", "09:00-12:00", "1"), shift("ann", "11:59-15:00", "2")]),
        ("desk_twice", 1, [shift("ann", "09:00-12:00", "1"), shift("bob", "11:00-15:00", "1")]),
        ("desks_short", 2, [shift("ann", "09:00-12:00"), shift("bob", "10:00-15:00"), shift("cat", "11:00-12:00")]),
    ],
)
def test_each_thing_that_does_not_fit(code: str, place: int, shifts: list[ScheduledShift]) -> None:
    assert codes(*shifts) == [(code, place)]


def test_days_that_cannot_be_planned() -> None:
    assert codes(shift("ann", "09:00-12:00"), day=SUNDAY) == [("closed", None)]
    assert codes(shift("ann", "09:00-12:00"), day=YESTERDAY) == [("past", None)]


def test_all_of_it_is_said_at_once_and_where_somebody_belongs() -> None:
    found = findings(
        CONFIG, MONDAY, [shift("dan", "07:00-09:00", "7"), shift("eve", "10:00-11:00")], today=MONDAY, home=HOMES.get
    )
    assert [one.code for one in found] == ["manager_elsewhere", "desk_unknown", "outside_hours", "manager_unknown"]
    assert "tula" in found[0].detail
    assert "ann, bob, cat" in found[0].detail
    assert found[2].document()["values"] == {
        "manager": "dan", "begins": "07:00", "ends": "09:00", "opens": "08:00", "closes": "20:00",
    }  # fmt: skip


def test_every_code_has_its_case_here() -> None:
    cases = test_each_thing_that_does_not_fit.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {case[0] for case in cases} | {"closed", "past"} == set(ADVICE)


def test_hours_past_midnight_end_at_midnight_here() -> None:
    ann = {"ann": Manager("ann", "Ann", {})}
    night = OfficeConfig("bar", {}, "UTC", {}, ("1",), ann, hours={"mon": "18:00-02:00"})
    late = ScheduledShift("ann", 18 * 60, 24 * 60, breaks=(Span(20 * 60, 21 * 60),))
    assert findings(night, MONDAY, [late], today=MONDAY, home=HOMES.get) == []


def test_a_shift_that_ends_at_midnight_ends_with_the_day() -> None:
    always = replace(CONFIG, hours={"mon": "00:00-00:00"})
    late = shift_of({"manager": "ann", "begins": "18:00", "ends": "00:00", "breaks": ["23:30-00:00"]})
    assert (late.ends, late.breaks) == (1440, (Span(1410, 1440),))
    assert findings(always, MONDAY, [late], today=MONDAY, home=HOMES.get) == []
    assert shift_document(late)["ends"] == "24:00"
