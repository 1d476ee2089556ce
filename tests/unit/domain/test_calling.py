"""Calling: who is next, by number, again, by mistake, not there."""

import pytest

from queue_server.domain import commands as c
from queue_server.domain.clocks import accountable_ms
from queue_server.domain.configuration import PolicyName
from queue_server.domain.events import (
    CallReturned,
    IssuingStopped,
    NoShowMarked,
    TicketCalled,
    TicketRecalled,
    TicketRestored,
)
from queue_server.domain.ticket import PostponedBy, TicketState
from tests.unit.domain.scenario import Scenario, at, open_office, waiting


def test_nobody_to_call_is_an_answer_and_changes_nothing() -> None:
    scenario = open_office("1")
    after = scenario.when(at(1), c.CallNext("1"))
    assert after.events == ()
    assert after.office == scenario.office


@pytest.mark.parametrize(("desk", "code"), [("9", "desk_unknown"), ("2", "desk_closed")], ids=["unknown", "closed"])
def test_only_an_open_desk_calls(desk: str, code: str) -> None:
    waiting("a").refuses(at(1), c.CallNext(desk), code)


def test_a_desk_calls_one_visitor_at_a_time() -> None:
    waiting("a", "b").when(at(1), c.CallNext("1")).refuses(at(1), c.CallNext("1"), "desk_busy")


def test_a_desk_on_a_break_calls_nobody() -> None:
    waiting("a").when(at(1), c.StartBreak("1")).refuses(at(2), c.CallNext("1"), "desk_on_break")


def test_a_credit_is_seconds_and_not_a_trump() -> None:
    scenario = waiting("early").when(at(9), c.Issue("veteran", "meters", category="veteran"))
    assert scenario.when(at(9), c.CallNext("1")).called() == "veteran"
    later = waiting("early").when(at(11), c.Issue("veteran", "meters", category="veteran"))
    assert later.when(at(11), c.CallNext("1")).called() == "early"


def test_a_credit_is_bounded_by_the_target_so_nobody_starves() -> None:
    scenario = waiting("early").when(at(16), c.Issue("infant", "meters", category="infant"))
    assert scenario.when(at(16), c.CallNext("1")).called() == "early"


def test_a_secondary_skill_sees_the_promise_five_minutes_later() -> None:
    scenario = open_office("3").when(at(0), c.Issue("m", "meters")).when(at(4, 59), c.Issue("k", "contract"))
    assert scenario.when(at(6), c.CallNext("3")).called() == "k"
    scenario = open_office("3").when(at(0), c.Issue("m", "meters")).when(at(5), c.Issue("k", "contract"))
    assert scenario.when(at(6), c.CallNext("3")).called() == "m", "equal seconds go to whoever was issued first"


def test_fifo_asks_only_who_was_first() -> None:
    scenario = waiting("early", policy=PolicyName.FIFO)
    scenario = scenario.when(at(1), c.Issue("veteran", "meters", category="veteran"))
    assert scenario.when(at(1), c.CallNext("1")).called() == "early"


def test_strict_priority_always_prefers_the_category() -> None:
    scenario = waiting("early", policy=PolicyName.STRICT_PRIORITY)
    scenario = scenario.when(at(14), c.Issue("veteran", "meters", category="veteran"))
    assert scenario.when(at(14), c.CallNext("1")).called() == "veteran"


def test_only_active_topics_are_called() -> None:
    scenario = waiting("m").when(at(1), c.SetTopics("1", ("contract",)))
    assert scenario.when(at(1), c.CallNext("1")).called() is None
    assert scenario.when(at(1), c.SetTopics("1", ("meters",)), c.CallNext("1")).called() == "m"


def test_a_call_by_number_out_of_order_needs_a_reason_and_is_counted() -> None:
    scenario = waiting("a", "b")
    scenario.refuses(at(1), c.Call("1", "b"), "reason_required")
    scenario.refuses(at(1), c.Call("1", "b", "  "), "reason_required")
    scenario.when(at(1), c.Call("1", "b", "faint")).then(TicketCalled).shows("b", out_of_order_calls=1)
    scenario.when(at(1), c.Call("1", "a")).shows("a", out_of_order_calls=0)


def test_a_call_by_number_asks_neither_topic_nor_pin() -> None:
    scenario = waiting("m", desks=("1", "2"))
    scenario.when(at(1), c.Call("2", "m", "asked for Petrov")).shows("m", desk="2", manager="petrov")


def test_a_recall_grows_the_count_and_keeps_the_time_of_the_call() -> None:
    scenario = waiting("a").when(at(1), c.CallNext("1")).when(at(1, 30), c.Recall("a")).then(TicketRecalled)
    scenario.shows("a", calls=2, called_at=at(1), announced_at=at(1, 30), since_at=at(1))


def test_a_returned_call_is_as_if_never_called_but_for_its_time() -> None:
    scenario = waiting("a").when(at(5), c.CallNext("1"), c.Recall("a")).when(at(6), c.ReturnToQueue("a"))
    scenario.then(CallReturned).shows("a", calls=0, state=TicketState.WAITING, walk_ms=60_000)
    assert accountable_ms(scenario.ticket("a"), at(7)) == 7 * 60_000
    assert scenario.office.desks["1"].ticket is None


@pytest.mark.parametrize(
    ("recalls", "seconds", "allowed"), [(1, 40, True), (1, 39.999, False), (0, 400, False), (5, 39, False)]
)
def test_a_no_show_needs_two_calls_and_forty_seconds(recalls: int, seconds: float, allowed: bool) -> None:
    scenario = waiting("a").when(at(1), c.CallNext("1"), *(c.Recall("a") for _ in range(recalls)))
    if allowed:
        scenario.when(at(1, seconds), c.MarkNoShow("a")).then(NoShowMarked)
    else:
        scenario.refuses(at(1, seconds), c.MarkNoShow("a"), "no_show_too_early")


def test_the_calls_of_a_no_show_count_from_the_last_call_out_of_another_state() -> None:
    scenario = waiting("a").when(at(1), c.CallNext("1"), c.Recall("a"))
    scenario = scenario.when(at(2), c.Postpone("a", PostponedBy.VISITOR)).when(at(3), c.Call("1", "a", "back"))
    scenario.refuses(at(5), c.MarkNoShow("a"), "no_show_too_early").shows("a", calls=3)


def _no_show() -> Scenario:
    """Called at 09:01, marked as a no-show at 09:02."""
    return waiting("a").when(at(1), c.CallNext("1"), c.Recall("a")).when(at(2), c.MarkNoShow("a"))


def test_a_restore_within_the_grace_keeps_the_promise_and_begins_a_round() -> None:
    scenario = _no_show()
    scenario.refuses(at(17, 0.001), c.Restore("a"), "restore_too_late")
    restored = scenario.when(at(17), c.Restore("a")).then(TicketRestored)
    restored.shows("a", promise_at=at(15 + 16), worst_ms=60_000, round_ms=0)
    assert accountable_ms(restored.ticket("a"), at(19)) == 2 * 60_000


def test_a_restore_works_once_a_visit() -> None:
    scenario = _no_show()
    scenario = scenario.when(at(3), c.Restore("a"), c.CallNext("1"), c.Recall("a")).when(at(4), c.MarkNoShow("a"))
    scenario.refuses(at(5), c.Restore("a"), "restore_used")


def test_a_call_from_no_show_continues_the_round_and_is_no_restore() -> None:
    scenario = _no_show()
    scenario.refuses(at(17, 1), c.Call("1", "a", "came back"), "ticket_not_waiting")
    called = scenario.when(at(17), c.Call("1", "a", "came back"))
    called.shows("a", restore_used=False, round_ms=60_000, state=TicketState.CALLED)


def test_coming_back_needs_an_open_day_but_no_issuing() -> None:
    scenario = _no_show()
    scenario.when(at(3), c.StopIssuing(), c.Restore("a")).then(IssuingStopped, TicketRestored)
    closed = scenario.when(at(3), c.CloseDay())
    closed.refuses(at(4), c.Restore("a"), "office_not_open")
    closed.when(at(4), c.OpenDesk("1", "ivanova")).refuses(at(4), c.Call("1", "a", "here"), "office_not_open")
