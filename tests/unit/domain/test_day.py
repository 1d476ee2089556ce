"""The office's day and its desks."""

from dataclasses import replace

import pytest

from queue_server.domain import commands as c
from queue_server.domain.events import DayClosed, DeskClosed, OfficeConfigured, PinEnded, TicketUnserved
from queue_server.domain.opening import clock_start_at, hours_around, hours_on, local_date
from queue_server.domain.ticket import PostponedBy, TicketState
from tests.unit.domain.scenario import CONFIG, at, configured, open_office, serving, waiting


def test_the_day_does_not_close_while_anybody_is_served() -> None:
    scenario = serving().refuses(at(11), c.CloseDay(), "office_still_serving")
    scenario.when(at(12), c.Complete("t1")).when(at(12), c.CloseDay()).then(DeskClosed, DayClosed)


def test_closing_ends_who_waits_as_unserved_and_leaves_booked_and_no_show() -> None:
    scenario = waiting("missed", "called", "later", "waits").when(at(0), c.Book("booked", "meters", at(600)))
    scenario = scenario.when(at(1), c.CallNext("1"), c.Recall("missed")).when(at(2), c.MarkNoShow("missed"))
    scenario = scenario.when(at(2), c.CallNext("1")).when(at(3), c.Postpone("later", PostponedBy.VISITOR))
    scenario = scenario.when(at(4), c.CloseDay())
    scenario.then(TicketUnserved, TicketUnserved, TicketUnserved, DeskClosed, DayClosed)
    states = {name: scenario.ticket(name).state for name in ("missed", "called", "later", "waits", "booked")}
    assert states == {
        "missed": TicketState.NO_SHOW,
        "called": TicketState.UNSERVED,
        "later": TicketState.UNSERVED,
        "waits": TicketState.UNSERVED,
        "booked": TicketState.BOOKED,
    }


@pytest.mark.parametrize(
    ("before", "command", "code"),
    [
        ((c.OpenDay(),), c.OpenDay(), "office_already_open"),
        ((), c.CloseDay(), "office_not_open"),
        ((), c.StopIssuing(), "office_not_open"),
        ((c.OpenDay(), c.StopIssuing()), c.StopIssuing(), "office_not_issuing"),
        ((c.OpenDay(),), c.ResumeIssuing(), "office_already_issuing"),
        ((), c.ResumeIssuing(), "office_not_open"),
        ((c.SuspendTopic("meters"),), c.SuspendTopic("meters"), "topic_suspended"),
        ((), c.ResumeTopic("meters"), "topic_not_suspended"),
        ((), c.SuspendTopic("papers"), "topic_unknown"),
        ((), c.OpenDesk("9", "ivanova"), "desk_unknown"),
        ((), c.OpenDesk("1", "nobody"), "manager_unknown"),
        ((), c.OpenDesk("1", None), "manager_unknown"),
        ((c.OpenDesk("1", "ivanova"),), c.OpenDesk("1", "petrov"), "desk_already_open"),
        ((c.OpenDesk("1", "ivanova"),), c.OpenDesk("2", "ivanova"), "manager_at_a_desk"),
        ((), c.CloseDesk("1"), "desk_closed"),
        ((), c.StartBreak("1"), "desk_closed"),
        ((c.OpenDesk("1", "ivanova"),), c.EndBreak("1"), "desk_not_on_break"),
        ((c.OpenDesk("1", "ivanova"), c.StartBreak("1")), c.StartBreak("1"), "desk_on_break"),
        ((c.OpenDesk("2", "petrov"),), c.SetTopics("2", ("meters",)), "topic_not_skilled"),
        ((c.OpenDesk("2", "petrov"),), c.SetTopics("2", ("papers",)), "topic_unknown"),
        ((c.OpenDesk("2", "petrov"),), c.SetTopics("2", None), "topics_required"),
    ],
)
def test_what_the_day_and_the_desks_refuse(before: tuple[c.Command, ...], command: c.Command, code: str) -> None:
    configured().when(at(0), *before).refuses(at(1), command, code)


def test_a_desk_with_a_visitor_neither_closes_nor_breaks() -> None:
    serving().refuses(at(11), c.CloseDesk("1"), "desk_busy").refuses(at(11), c.StartBreak("1"), "desk_busy")


def test_a_desk_opens_with_all_of_the_managers_topics_that_the_office_has() -> None:
    assert open_office("1").office.desks["1"].topics == ("meters", "contract", "debt")


def test_closing_a_desk_ends_the_pins_to_it() -> None:
    scenario = serving(desks=("1", "3")).when(at(11), c.Transfer("t1", to_desk="3"))
    scenario.when(at(12), c.CloseDesk("3")).then(DeskClosed, PinEnded).shows("t1", pin=None)


def test_suspensions_outlast_the_day() -> None:
    scenario = open_office().when(at(1), c.SuspendTopic("meters")).when(at(2), c.CloseDay()).when(at(3), c.OpenDay())
    scenario.refuses(at(4), c.Issue("a", "meters"), "topic_suspended")


def test_hours_are_read_on_the_local_date() -> None:
    assert hours_on(CONFIG, "2026-03-02") == (at(-60), at(11 * 60))
    assert hours_on(CONFIG, "2026-03-07") is None
    assert local_date(CONFIG, at(15 * 60)) == "2026-03-03"


def test_hours_that_run_past_midnight_belong_to_the_date_on_which_they_began() -> None:
    night = configured(hours={"mon": "20:00-02:00"}).office.configured
    one_in_the_morning = at(16 * 60)
    assert hours_around(night, one_in_the_morning) == (at(11 * 60), at(17 * 60))
    assert clock_start_at(night, one_in_the_morning) == one_in_the_morning


@pytest.mark.parametrize(
    ("day", "hours_open"),
    [("2026-03-28", 24), ("2026-03-29", 23), ("2026-10-25", 25)],
    ids=["usual", "spring", "autumn"],
)
def test_a_day_on_which_the_clocks_change_has_the_length_it_has(day: str, hours_open: int) -> None:
    berlin = configured(timezone="Europe/Berlin", days={day: "00:00-00:00"}).office.configured
    hours = hours_on(berlin, day)
    assert hours is not None
    assert hours[1] - hours[0] == hours_open * 3_600_000


def test_a_configuration_that_says_the_same_is_no_event_and_a_new_order_of_topics_is() -> None:
    scenario = configured()
    config = scenario.office.configured
    assert scenario.when(at(0), c.Configure(replace(config))).events == ()
    reordered = replace(config, topics=dict(reversed(config.topics.items())))
    scenario.when(at(0), c.Configure(reordered)).then(OfficeConfigured)


def test_a_desk_that_is_configured_no_more_works_until_it_closes_and_is_gone_then() -> None:
    scenario = open_office("1")
    fewer = replace(scenario.office.configured, desks=("2", "3"))
    scenario = scenario.when(at(0), c.Configure(fewer), c.Issue("a", "meters"), c.CallNext("1"), c.Start("a"))
    scenario = scenario.when(at(5), c.Complete("a"), c.CloseDesk("1"))
    assert list(scenario.office.desks) == ["2", "3"]
    scenario.refuses(at(6), c.OpenDesk("1", "ivanova"), "desk_unknown")
