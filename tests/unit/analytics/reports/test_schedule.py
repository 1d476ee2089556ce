"""When reports are due: local times, open days, changes of the clocks, grace, and each one once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from analytics.reports.company import Company
from analytics.reports.schedule import DAY_MS, GRACE_MS, Due, GivenUp, last_open_day, still_due, upcoming
from analytics.reports.schedule import due as due_since
from tests.unit.analytics.reports.days import COMPANY, OFFICE, instant

BERLIN = replace(OFFICE, id="mitte", timezone="Europe/Berlin", territory="west", hours={"sun": "08:00-12:00"})
TWO = Company({"klin": OFFICE, "mitte": BERLIN}, territories={"north": {}, "west": {}})


@dataclass(frozen=True)
class Row:
    id: str = "morning"
    kind: str = "brief"
    at: str = "07:30"
    office: str | None = "klin"
    territory: str | None = None
    language: str = "ru"
    formats: Sequence[str] = ("pdf",)
    to: Sequence[str] = field(default_factory=list)


def due(rows: Sequence[Row], company: Company, now: int) -> list[Due]:
    """What is due of what never ran."""
    found, lost = due_since(rows, company, now, {})
    assert lost == []
    return found


def told(found: Sequence[Due]) -> list[tuple[str, str]]:
    return [(one.subject, one.period) for one in found]


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp()) * 1000


def test_a_brief_comes_on_open_days_about_the_last_open_day() -> None:
    tuesday = instant("2026-03-03", "07:30")
    assert told(due([Row()], COMPANY, tuesday)) == [("klin", "2026-03-02")]
    assert due([Row()], COMPANY, tuesday)[0].due_at == tuesday
    assert told(due([Row()], COMPANY, tuesday - 1)) == [("klin", "2026-02-27")]  # still Monday's, about Friday
    assert told(due([Row()], COMPANY, instant("2026-03-09", "08:00"))) == [("klin", "2026-03-06")]  # Monday
    assert due([Row()], COMPANY, instant("2026-03-08", "08:00")) == []  # Sunday: Friday's is past its grace


def test_a_brief_of_a_territory_is_one_of_each_office_at_its_own_time() -> None:
    row = Row(office=None)
    found = due([row], TWO, at("2026-03-30T12:00:00+03:00"))
    assert told(found) == [("klin", "2026-03-27")]  # Berlin opens on Sundays only
    sunday = due([replace(row, territory="west")], TWO, at("2026-03-29T12:00:00+02:00"))
    assert told(sunday) == [("mitte", "2026-03-22")]
    assert sunday[0].due_at == at("2026-03-29T07:30:00+02:00")


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("02:30", "2026-03-29T03:30:00+02:00"),  # skipped: an hour later
        ("03:00", "2026-03-29T03:00:00+02:00"),
    ],
)
def test_a_time_that_the_clocks_skip_is_an_hour_later(clock: str, expected: str) -> None:
    (found,) = due([Row(office="mitte", at=clock)], TWO, at("2026-03-29T23:00:00+02:00"))
    assert found.due_at == at(expected)


def test_a_time_that_the_clocks_repeat_comes_once() -> None:
    row = Row(office="mitte", at="02:30")
    (first,) = due([row], TWO, at("2026-10-25T02:30:00+02:00"))
    (again,) = due([row], TWO, at("2026-10-25T02:30:00+01:00"))
    assert first == again
    assert first.due_at == at("2026-10-25T02:30:00+02:00")


@pytest.mark.parametrize(
    ("kind", "day", "period"),
    [("bulletin", "2026-03-09", "2026-W10"), ("monthly", "2026-03-01", "2026-02"),
     ("quarterly", "2026-04-01", "2026Q1"), ("quarterly", "2026-01-01", "2025Q4")],
)  # fmt: skip
def test_long_reports_come_on_the_first_day_after(kind: str, day: str, period: str) -> None:
    row = Row(id="r", kind=kind, office=None)
    due_at = instant(day, "07:30")
    assert told(due([row], COMPANY, due_at)) == [("company", period)]
    assert period not in [one for _, one in told(due([row], COMPANY, due_at - 1))]
    assert told(due([row], COMPANY, due_at + GRACE_MS[kind])) == [("company", period)]
    assert due([row], COMPANY, due_at + GRACE_MS[kind] + 1) == []
    assert told(due([replace(row, territory="north")], COMPANY, due_at)) == [("territory:north", period)]


def test_what_comes_next() -> None:
    rows = [Row(), Row(id="week", kind="bulletin", office=None), Row(id="gone", office="nowhere")]
    found = upcoming(rows, COMPANY, instant("2026-03-06", "12:00"))
    assert [(one.subscription.id, one.period) for one in found] == [("morning", "2026-03-06"), ("week", "2026-W10")]
    assert found[0].due_at == instant("2026-03-09", "07:30")


def test_an_office_without_hours_is_told_of_every_day() -> None:
    always = Company({"klin": replace(OFFICE, hours={})})
    assert told(due([Row()], always, instant("2026-03-08", "08:00"))) == [("klin", "2026-03-07")]
    never = replace(OFFICE, hours={}, days={"2026-03-03": "closed"})
    assert last_open_day(never, datetime(2026, 3, 4).date()) is None
    assert GRACE_MS["brief"] == DAY_MS


def test_what_was_missed_since_the_last_run_is_due_the_newest_first() -> None:
    ran = {("morning", "klin"): instant("2026-03-03", "07:30")}
    found, lost = due_since([Row()], COMPANY, instant("2026-03-06", "11:00"), ran)
    assert told(found) == [("klin", "2026-03-05"), ("klin", "2026-03-04"), ("klin", "2026-03-03")]
    assert lost == []
    ran = {("morning", "klin"): found[0].due_at}
    assert due_since([Row()], COMPANY, instant("2026-03-06", "11:00"), ran) == ([], [])


def test_what_is_too_old_is_given_up_and_counted() -> None:
    ran = {("morning", "klin"): instant("2026-02-02", "07:30")}
    found, (lost,) = due_since([Row()], COMPANY, instant("2026-03-06", "11:00"), ran)
    assert [one.period for one in found] == ["2026-03-05", "2026-03-04", "2026-03-03", "2026-03-02", "2026-02-27"]
    assert (lost.newest.period, lost.count) == ("2026-02-26", 19)
    ran = {("morning", "klin"): lost.newest.due_at}
    assert due_since([Row()], COMPANY, instant("2026-03-06", "11:00"), ran) == (found, [])
    assert isinstance(lost, GivenUp)


def test_what_waits_is_still_due_while_it_is_subscribed_to_and_not_too_old() -> None:
    now, due_at = instant("2026-03-06", "11:00"), instant("2026-03-03", "07:30")
    waiting = [(("morning", "klin"), "2026-03-02", due_at), (("gone", "klin"), "2026-03-02", due_at)]
    (one,) = still_due(waiting, [Row()], COMPANY, now)
    assert (one.key, one.due_at) == (("morning", "klin", "2026-03-02"), due_at)
    assert still_due(waiting, [Row()], COMPANY, now + 5 * DAY_MS) == []
