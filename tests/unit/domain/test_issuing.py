"""Taking a ticket: numbers, hours, appointments, repeats."""

import pytest

from queue_server.domain import commands as c
from queue_server.domain.clocks import accountable_ms, visit_ms
from queue_server.domain.events import SlotReached, TicketBooked, TicketCalled, TicketCheckedIn, TicketIssued
from queue_server.domain.judging import judged
from queue_server.domain.ticket import TicketState
from tests.unit.domain.scenario import CONFIG, at, configured, open_office, waiting


def test_numbers_count_by_prefix_from_one_with_three_digits() -> None:
    scenario = waiting("a", "b").when(at(1), c.Issue("k", "contract"))
    assert [scenario.ticket(t).number for t in "abk"] == ["A001", "A002", "K001"]


def test_numbers_survive_a_reopening_and_begin_anew_on_the_next_local_date() -> None:
    scenario = waiting("a").when(at(5), c.CloseDay()).when(at(6), c.OpenDay(), c.Issue("b", "meters"))
    scenario.shows("b", number="A002")
    nearly_midnight = scenario.when(at(14 * 60 + 59), c.Issue("late", "meters"))
    nearly_midnight.shows("late", number="A003")
    nearly_midnight.when(at(15 * 60), c.Issue("next", "meters")).shows("next", number="A001")


def test_a_thousandth_ticket_has_four_digits() -> None:
    scenario = open_office("1")
    for n in range(1000):
        scenario = scenario.when(at(0), c.Issue(f"t{n}", "meters"))
    scenario.shows("t999", number="A1000")


def test_a_repeat_is_the_same_ticket_before_every_other_check() -> None:
    scenario = waiting("a").when(at(1), c.StopIssuing())
    assert scenario.when(at(2), c.Issue("a", "nonsense", category="nobody")).then().office == scenario.office


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.Issue("n", "nonsense"), "topic_unknown"),
        (c.Issue("n", None), "topic_unknown"),
        (c.Issue("n", "papers"), "topic_unknown"),
        (c.Issue("n", "meters", category="nobody"), "category_unknown"),
    ],
)
def test_a_ticket_needs_a_topic_offered_here_and_a_known_category(command: c.Issue, code: str) -> None:
    open_office().refuses(at(1), command, code)


def test_no_ticket_outside_the_day_or_once_issuing_stopped() -> None:
    configured().refuses(at(1), c.Issue("n", "meters"), "office_not_issuing")
    scenario = open_office().when(at(1), c.StopIssuing()).refuses(at(1), c.Issue("n", "x"), "office_not_issuing")
    scenario.when(at(2), c.ResumeIssuing(), c.Issue("n", "meters")).shows("n", number="A001")


def test_a_suspended_topic_issues_nothing_and_serves_who_waits() -> None:
    scenario = waiting("a").when(at(1), c.SuspendTopic("meters", "no network"))
    scenario.refuses(at(1), c.Issue("b", "meters"), "topic_suspended").when(at(1), c.Issue("k", "contract"))
    assert scenario.when(at(2), c.CallNext("1")).called() == "a"


def test_before_opening_the_clock_starts_at_opening() -> None:
    scenario = configured().when(at(-75), c.OpenDay()).when(at(-70), c.Issue("a", "meters"))
    scenario.shows("a", clock_start_at=at(-60), promise_at=at(-45))
    assert accountable_ms(scenario.ticket("a"), at(-61)) == 0
    assert accountable_ms(scenario.ticket("a"), at(-59)) == 60_000
    assert visit_ms(scenario.ticket("a"), at(-59)) == 11 * 60_000


def test_a_day_without_hours_starts_the_clock_at_issue() -> None:
    scenario = (
        configured(days={"2026-03-02": "closed"}).when(at(-75), c.OpenDay()).when(at(-70), c.Issue("a", "meters"))
    )
    scenario.shows("a", clock_start_at=at(-70))
    scenario.refuses(at(0), c.Book("b", "meters", at(10)), "slot_outside_hours")


def test_an_offline_kiosk_gives_its_own_time_but_never_one_to_come() -> None:
    scenario = open_office().when(at(30), c.Issue("a", "meters", issued_at=at(10), offline=True))
    scenario.shows("a", issued_at=at(10), offline=True, clock_start_at=at(10), promise_at=at(25))
    assert accountable_ms(scenario.ticket("a"), at(30)) == 20 * 60_000
    scenario.when(at(30), c.Issue("b", "meters", issued_at=at(50), offline=True)).shows("b", issued_at=at(30))
    scenario.when(at(30), c.Issue("c", "meters", issued_at=at(10))).shows("c", issued_at=at(30), offline=False)


@pytest.mark.parametrize(
    ("slot", "code"),
    [
        (None, "slot_invalid"),
        (at(-61), "slot_outside_hours"),
        (at(11 * 60), "slot_outside_hours"),
        (at(0, 59), "slot_past"),
        (at(7), "slot_invalid"),
    ],
)
def test_a_slot_is_within_hours_to_come_and_on_the_grid(slot: int | None, code: str) -> None:
    open_office(slot_minutes=10).refuses(at(1), c.Book("b", "meters", slot), code)


def test_a_slot_holds_as_many_as_its_capacity_and_a_cancelled_one_is_free_again() -> None:
    scenario = open_office(slot_capacity=1).when(at(0), c.Book("a", "meters", at(30))).then(TicketBooked)
    scenario.refuses(at(0), c.Book("b", "meters", at(30)), "slot_full")
    scenario.when(at(1), c.Cancel("a")).when(at(2), c.Book("b", "meters", at(30))).then(TicketBooked)
    came = scenario.when(at(1), c.CheckIn("a")).refuses(at(1), c.Book("b", "meters", at(30)), "slot_full")
    for gone in (c.Cancel("a"), c.MarkLeft("a"), c.Remove("a", "twice")):
        came.when(at(2), gone).when(at(3), c.Book("b", "meters", at(30))).then(TicketBooked)


def test_a_booked_visit_has_no_number_no_clock_and_no_judgement() -> None:
    scenario = configured().when(at(0), c.Book("a", "meters", at(30)))
    scenario.shows("a", number=None, state=TicketState.BOOKED)
    assert accountable_ms(scenario.ticket("a"), at(600)) == 0
    assert judged(scenario.ticket("a"), at(600), CONFIG.limits) == "undecided"
    cancelled = scenario.when(at(20), c.Cancel("a"))
    assert judged(cancelled.ticket("a"), at(600), CONFIG.limits) == "excluded"


def test_check_in_opens_an_hour_before_the_slot() -> None:
    scenario = open_office("1").when(at(0), c.Book("a", "meters", at(90)))
    scenario.refuses(at(29, 59.999), c.CheckIn("a"), "check_in_too_early")
    checked = scenario.when(at(30), c.CheckIn("a")).then(TicketCheckedIn)
    checked.shows("a", number="A001", clock_start_at=at(90), issued_at=at(30), target_ms=300_000)
    checked.refuses(at(31), c.CheckIn("a"), "ticket_not_booked")


def test_later_than_twenty_minutes_is_a_walk_in() -> None:
    scenario = open_office("1").when(at(0), c.Book("a", "meters", at(10)))
    scenario.when(at(30), c.CheckIn("a")).shows("a", appointment=True, clock_start_at=at(30), target_ms=300_000)
    scenario.when(at(30, 0.001), c.CheckIn("a")).shows("a", appointment=False, target_ms=900_000)


def test_check_in_needs_an_open_day() -> None:
    configured().when(at(0), c.Book("a", "meters", at(10))).refuses(at(5), c.CheckIn("a"), "office_not_open")


def test_an_appointment_before_its_slot_is_called_only_if_nobody_else_is_there() -> None:
    scenario = open_office("1").when(at(0), c.Book("a", "meters", at(20))).when(at(1), c.CheckIn("a"))
    assert scenario.when(at(2), c.CallNext("1")).called() == "a"
    with_other = scenario.when(at(19), c.Issue("w", "meters"))
    assert with_other.when(at(19, 59), c.CallNext("1")).called() == "w"
    reached = with_other.when(at(20), c.CallNext("1")).then(SlotReached, TicketCalled)
    assert reached.called() == "a"


def test_a_topics_own_standard_counts_for_appointments_too() -> None:
    scenario = open_office("1").when(at(0), c.Book("d", "debt", at(10))).when(at(5), c.CheckIn("d"))
    scenario.shows("d", target_ms=1_200_000)


def test_the_order_of_a_booked_ticket_begins_at_check_in() -> None:
    scenario = open_office("1").when(at(0), c.Book("a", "meters", at(10))).when(at(1), c.Issue("w", "meters"))
    scenario = scenario.when(at(10), c.CheckIn("a")).then(TicketCheckedIn)
    assert scenario.ticket("a").order > scenario.ticket("w").order
    assert isinstance(scenario.when(at(11), c.Issue("x", "meters")).events[0], TicketIssued)
