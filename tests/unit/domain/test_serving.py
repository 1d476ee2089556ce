"""From the start of service to the end of the visit; transfers, postponements, topics."""

import pytest

from queue_server.domain import commands as c
from queue_server.domain.clocks import accountable_ms, breach_at, service_ms, wait_ms
from queue_server.domain.events import (
    PinEnded,
    ServiceStarted,
    TicketCalled,
    TicketPostponed,
    TicketResumed,
    TicketSentBack,
    TicketTransferred,
    VisitCompleted,
)
from queue_server.domain.judging import abandoned, judged
from queue_server.domain.ticket import PostponedBy, TicketState, WaitReason
from tests.unit.domain.scenario import CONFIG, Scenario, at, open_office, serving, waiting

OFFICE, VISITOR = PostponedBy.OFFICE, PostponedBy.VISITOR
MINUTE = 60_000


def accountable_minutes(scenario: Scenario, ticket: str, minutes: float) -> float:
    return accountable_ms(scenario.ticket(ticket), at(minutes)) / MINUTE


@pytest.mark.parametrize(("walk_s", "counted_s"), [(180, 0), (181, 1), (400, 220)])
def test_a_walk_above_three_minutes_counts_as_waiting(walk_s: int, counted_s: int) -> None:
    scenario = waiting("a").when(at(5), c.CallNext("1")).when(at(5, walk_s), c.Start("a")).then(ServiceStarted)
    assert accountable_ms(scenario.ticket("a"), at(60)) == (300 + counted_s) * 1000
    scenario.shows("a", walk_ms=walk_s * 1000)


def test_while_called_nothing_since_the_call_counts_yet() -> None:
    scenario = waiting("a").when(at(5), c.CallNext("1"))
    assert accountable_minutes(scenario, "a", 50) == 5
    assert breach_at(scenario.ticket("a")) is None


@pytest.mark.parametrize(
    ("command", "counted"),
    [
        (c.ReturnToQueue("a"), 7),
        (c.Transfer("a", topic="contract"), 7),
        (c.Postpone("a", OFFICE), 7),
        (c.Remove("a", "left by the back door"), 7),
        (c.CloseDay(), 7),
        (c.Postpone("a", VISITOR), 5),
    ],
)
def test_a_call_that_the_office_lets_come_to_nothing_did_not_stop_the_clock(command: c.Command, counted: int) -> None:
    scenario = waiting("a").when(at(5), c.CallNext("1")).when(at(7), command)
    assert accountable_minutes(scenario, "a", 7) == counted


def test_after_a_transfer_the_clock_adds_up_and_the_number_stays() -> None:
    scenario = serving().when(at(15), c.Transfer("t1", topic="contract")).then(TicketTransferred)
    scenario.shows("t1", number="A001", wait_reason=WaitReason.TRANSFERRED, topic="contract", promise_at=at(20))
    assert accountable_minutes(scenario, "t1", 20) == 15
    assert service_ms(scenario.ticket("t1"), at(20)) == 5 * MINUTE


def test_a_transfer_names_exactly_one_target() -> None:
    scenario = serving()
    scenario.refuses(at(11), c.Transfer("t1"), "transfer_target_required")
    scenario.refuses(at(11), c.Transfer("t1", topic="contract", to_desk="2"), "transfer_target_required")
    scenario.refuses(at(11), c.Transfer("t1", manager="nobody"), "manager_unknown")
    scenario.refuses(at(11), c.Transfer("t1", to_desk="9"), "desk_unknown")
    scenario.refuses(at(11), c.Transfer("t1", topic="papers"), "topic_unknown")


def test_a_pin_to_a_manager_ends_after_ten_minutes() -> None:
    scenario = waiting("t1", topic="contract", desks=("1", "2", "3")).when(at(1), c.CallNext("1"), c.Start("t1"))
    scenario = scenario.when(at(2), c.Transfer("t1", manager="sidorova"))
    assert scenario.when(at(12), c.CallNext("1")).called() is None, "every limit includes its exact second"
    assert scenario.when(at(12), c.CallNext("3")).called() == "t1"
    scenario.when(at(12, 0.001), c.CallNext("1")).then(PinEnded, TicketCalled)


def test_a_pin_ends_when_the_manager_goes_offline_and_a_break_keeps_it() -> None:
    scenario = waiting("t1", topic="contract", desks=("1", "3")).when(at(1), c.CallNext("1"), c.Start("t1"))
    scenario = scenario.when(at(2), c.Transfer("t1", manager="sidorova"))
    assert scenario.when(at(3), c.StartBreak("3")).when(at(4), c.CallNext("1")).called() is None
    assert scenario.when(at(3), c.CloseDesk("3")).when(at(4), c.CallNext("1")).called() == "t1"


def test_a_pin_is_not_set_to_an_offline_manager_or_a_closed_desk() -> None:
    serving().when(at(11), c.Transfer("t1", manager="petrov")).shows("t1", pin=None)
    serving().when(at(11), c.Transfer("t1", to_desk="2")).shows("t1", pin=None)


def test_a_pin_does_not_waive_the_topic() -> None:
    scenario = serving(desks=("1", "2")).when(at(11), c.Transfer("t1", manager="petrov"))
    assert scenario.when(at(12), c.CallNext("2")).called() is None, "Petrov does not serve meters"


def test_with_return_to_me_the_next_complete_sends_the_visitor_back() -> None:
    scenario = serving(desks=("1", "2")).when(at(12), c.Transfer("t1", topic="contract", return_to_me=True))
    scenario = scenario.when(at(13), c.CallNext("2"), c.Start("t1")).when(at(15), c.Complete("t1", "signed"))
    scenario.then(TicketSentBack).shows("t1", topic="meters", wait_reason=WaitReason.SENT_BACK, returns=())
    assert scenario.when(at(16), c.CallNext("2")).called() is None
    served = scenario.when(at(16), c.CallNext("1"), c.Start("t1")).when(at(17), c.Complete("t1", "settled"))
    served.then(VisitCompleted)
    assert accountable_minutes(served, "t1", 60) == 12


def test_returns_are_a_stack() -> None:
    scenario = serving(desks=("1", "2", "3")).when(at(11), c.Transfer("t1", topic="contract", return_to_me=True))
    scenario = scenario.when(at(12), c.CallNext("2"), c.Start("t1"))
    scenario = scenario.when(at(13), c.Transfer("t1", manager="sidorova", return_to_me=True))
    scenario = scenario.when(at(14), c.CallNext("3"), c.Start("t1"), c.Complete("t1", "x"))
    assert scenario.when(at(15), c.CallNext("2")).called() == "t1"


def test_a_suspended_topic_may_be_transferred_to() -> None:
    serving().when(at(11), c.SuspendTopic("contract"), c.Transfer("t1", topic="contract")).shows("t1", topic="contract")


def test_postponed_by_the_visitor_the_clock_stands_and_by_the_office_it_runs() -> None:
    scenario = waiting("v", "o").when(at(2), c.Postpone("v", VISITOR)).when(at(2), c.Postpone("o", OFFICE))
    scenario = scenario.when(at(8), c.Resume("v"), c.Resume("o"))
    assert accountable_minutes(scenario, "v", 10) == 4
    assert accountable_ms(scenario.ticket("o"), at(10)) == 10 * MINUTE - 1000
    assert wait_ms(scenario.ticket("o"), at(10)) == 4 * MINUTE - 1000
    scenario.shows("v", promise_at=at(21)).shows("o", promise_at=at(15, 1))


def test_a_due_time_brings_the_visitor_back_by_itself_at_that_time() -> None:
    scenario = waiting("a").when(at(2), c.Postpone("a", VISITOR, due_at=at(7))).then(TicketPostponed)
    later = scenario.when(at(30), c.CallNext("1")).then(TicketResumed, TicketCalled)
    assert later.events[0].at == at(7)
    assert accountable_minutes(later, "a", 30) == 25


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.Postpone("a", None), "by_required"),
        (c.Postpone("a", VISITOR, due_at=at(2)), "due_past"),
        (c.Postpone("x", VISITOR), "ticket_unknown"),
        (c.Resume("a"), "ticket_not_postponed"),
        (c.Start("a"), "ticket_not_called"),
        (c.Recall("a"), "ticket_not_called"),
        (c.Complete("a", "x"), "ticket_not_serving"),
        (c.Restore("a"), "ticket_not_no_show"),
        (c.Rate("a", 5), "ticket_not_completed"),
        (c.Remove("a", ""), "reason_required"),
        (c.Transfer("a", topic="contract"), "ticket_not_called"),
    ],
)
def test_a_command_that_the_state_does_not_allow_is_refused_and_changes_nothing(command: c.Command, code: str) -> None:
    waiting("a").refuses(at(2), command, code)


def test_several_topics_are_one_visit_with_one_number() -> None:
    scenario = serving().when(at(11), c.AddTopic("t1", "contract")).shows("t1", topic="meters")
    scenario.refuses(at(11), c.AddTopic("t1", "contract"), "topic_already_added")
    scenario.refuses(at(11), c.SwitchTopic("t1", "debt"), "topic_not_added")
    scenario = scenario.when(at(12), c.SwitchTopic("t1", "contract")).shows("t1", topic="contract")
    scenario = scenario.when(at(13), c.FinishTopic("t1", "signed")).shows("t1", topic="meters", topics=("meters",))
    scenario = scenario.when(at(14), c.FinishTopic("t1")).shows("t1", topic=None, topics=())
    scenario.refuses(at(14), c.FinishTopic("t1"), "topic_none_active")
    scenario.refuses(at(14), c.Postpone("t1", OFFICE), "topic_none_active")
    scenario.refuses(at(14), c.Transfer("t1", to_desk="1"), "topic_none_active")
    scenario.when(at(15), c.AddTopic("t1", "debt")).shows("t1", topic="debt")
    done = scenario.when(at(15), c.Complete("t1")).shows("t1", state=TicketState.COMPLETED)
    assert [item.topic for item in done.ticket("t1").finished] == ["contract", "meters"]
    assert accountable_minutes(done, "t1", 99) == 10


def test_a_postponement_from_service_waits_for_the_active_topic() -> None:
    scenario = serving().when(at(11), c.AddTopic("t1", "debt"), c.SwitchTopic("t1", "debt"), c.Postpone("t1", OFFICE))
    scenario.shows("t1", target_ms=1_200_000, topic="debt", desk=None)
    assert scenario.when(at(12), c.Resume("t1"), c.CallNext("1")).called() == "t1"


def test_an_outcome_is_required_where_the_topic_says_so() -> None:
    serving(topic="debt").refuses(at(11), c.Complete("t1"), "outcome_required").when(at(11), c.Complete("t1", "paid"))
    serving().when(at(11), c.Complete("t1")).then(VisitCompleted)


@pytest.mark.parametrize(
    ("seconds", "judgement", "gave_up"), [(60, "excluded", False), (61, "excluded", True), (901, "breached", True)]
)
def test_who_goes_at_once_slipped_and_who_goes_late_was_failed(seconds: int, judgement: str, gave_up: bool) -> None:
    for command in (c.Cancel("a"), c.MarkLeft("a")):
        ticket = waiting("a").when(at(0, seconds), command).ticket("a")
        assert judged(ticket, at(600), CONFIG.limits) == judgement
        assert abandoned(ticket, CONFIG.limits) is gave_up


def test_at_the_standard_is_met_and_a_millisecond_above_is_breached() -> None:
    scenario = waiting("a")
    assert judged(scenario.ticket("a"), at(15), CONFIG.limits) == "undecided"
    assert judged(scenario.ticket("a"), at(15, 0.001), CONFIG.limits) == "breached"
    assert judged(scenario.when(at(15), c.CallNext("1")).ticket("a"), at(99), CONFIG.limits) == "met"


def test_a_rating_is_one_to_five_and_once() -> None:
    scenario = serving().when(at(11), c.Complete("t1"))
    for score in (0, 6, None):
        scenario.refuses(at(12), c.Rate("t1", score), "rate_invalid")
    scenario.when(at(12), c.Rate("t1", 5, "quick")).refuses(at(13), c.Rate("t1", 4), "rate_already_given")


def test_only_open_tickets_can_be_removed() -> None:
    scenario = serving().when(at(11), c.Complete("t1"))
    scenario.refuses(at(12), c.Remove("t1", "mistake"), "ticket_not_open")
    missed = waiting("a").when(at(1), c.CallNext("1"), c.Recall("a")).when(at(2), c.MarkNoShow("a"))
    missed.refuses(at(3), c.Remove("a", "mistake"), "ticket_not_open")


def test_the_promise_of_a_line_is_not_changed_by_time() -> None:
    scenario = open_office("1").when(at(0), c.Issue("a", "meters")).when(at(3), c.Issue("b", "meters"))
    assert scenario.when(at(200), c.CallNext("1")).called() == "a"
