"""The timetable opens, stops and closes a day by the office's own clock and calendar."""

from queue_server.domain import commands as c
from queue_server.offices.timetable import NOT_RECORDED, commands_due
from tests.unit.domain.scenario import at, configured, open_office, serving, waiting

HOUR = 60
CLOSING = 11 * HOUR


def test_the_day_opens_at_opening_and_not_before() -> None:
    office = configured().office
    assert commands_due(office, at(-60, -1)) == []
    assert commands_due(office, at(-60)) == [c.OpenDay()]
    assert commands_due(office, at(CLOSING)) == []


def test_it_may_open_a_while_before_the_hours() -> None:
    office = configured(opens_before_s=1800).office
    assert commands_due(office, at(-90, -1)) == []
    assert commands_due(office, at(-90)) == [c.OpenDay()]


def test_a_server_that_comes_back_late_opens_at_once() -> None:
    assert commands_due(configured().office, at(4 * HOUR)) == [c.OpenDay()]


def test_a_day_that_somebody_closed_is_not_opened_again() -> None:
    office = open_office().when(at(60), c.CloseDay()).office
    assert commands_due(office, at(61)) == []
    assert commands_due(office, at(23 * HOUR)) == [c.OpenDay()], "the next morning is another day"


def test_no_day_opens_on_a_holiday() -> None:
    assert commands_due(configured(days={"2026-03-02": "closed"}).office, at(60)) == []


def test_at_closing_issuing_stops_and_who_is_inside_is_served() -> None:
    scenario = waiting("a")
    assert commands_due(scenario.office, at(CLOSING, -1)) == []
    assert commands_due(scenario.office, at(CLOSING)) == [c.StopIssuing()]
    stopped = scenario.when(at(CLOSING), c.StopIssuing())
    assert commands_due(stopped.office, at(CLOSING + 59)) == []
    assert commands_due(stopped.office, at(CLOSING + 60)) == [c.CloseDay()]


def test_an_empty_office_closes_at_closing() -> None:
    assert commands_due(open_office("1").office, at(CLOSING)) == [c.CloseDay()]


def test_a_day_left_open_over_night_is_closed_once_the_server_is_back() -> None:
    assert commands_due(waiting("a").office, at(22 * HOUR)) == [c.CloseDay()]


def test_a_visit_that_nobody_finished_does_not_keep_the_next_morning_shut() -> None:
    scenario = serving()
    scenario.refuses(at(CLOSING + 61), c.CloseDay(), "office_still_serving")
    assert commands_due(scenario.office, at(CLOSING + 61)) == [], "what would be refused is not asked every second"
    due = commands_due(scenario.office, at(22 * HOUR))
    assert due == [c.Complete("t1", NOT_RECORDED), c.CloseDay()]
    closed = scenario.when(at(22 * HOUR), *due)
    assert commands_due(closed.office, at(23 * HOUR)) == [c.OpenDay()]


def test_a_day_opened_on_a_date_without_hours_ends_with_the_date() -> None:
    office = configured(hours={}).when(at(0), c.OpenDay()).office
    assert commands_due(office, at(15 * HOUR, -1)) == []
    assert commands_due(office, at(15 * HOUR)) == [c.CloseDay()]


def test_an_appointment_that_nobody_came_for_is_let_go_of_the_next_morning() -> None:
    booked = open_office().when(at(1), c.Book("a", "meters", at(120)), c.Book("b", "meters", at(24 * HOUR + 120)))
    closed = booked.when(at(CLOSING), c.CloseDay()).office
    assert commands_due(closed, at(23 * HOUR)) == [c.Cancel("a"), c.OpenDay()]
