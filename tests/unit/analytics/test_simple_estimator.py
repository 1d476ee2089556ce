"""The simple estimator: what it says where the answer is plain, and how often it is right in a simulated office."""

from dataclasses import replace

import pytest

from analytics.estimators.service_times import PRIOR_VISITS
from analytics.estimators.simple import BREAK_REST_S, REACTION_S, SimpleEstimator
from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.events import TicketCalled, TicketIssued
from queue_server.domain.expected_wait import ExpectedWait
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket
from tests.unit.analytics.simulated_office import START, Traffic, simulate

ONE_TOPIC = {"meters": 240.0}


class Day:
    """An office at work, with an estimator that watches."""

    def __init__(self, traffic: Traffic) -> None:
        self.estimator = SimpleEstimator()
        self.office = Office("klin")
        self.at = START
        self.do(c.Configure(traffic.config()), c.OpenDay())

    def do(self, *commands: Command, after_s: float = 0) -> "Day":
        self.at += round(after_s * SECOND)
        for command in commands:
            before = self.office
            events, self.office = handle(self.office, command, self.at)
            assert len(events) <= 1, "the estimator wants to see the office before each event"
            for event in events:
                self.estimator.observe(before, event)
        return self

    def newcomer(self, topic: str = "meters") -> ExpectedWait:
        wait = self.estimator.for_newcomer(self.office, topic, self.at)
        assert wait is not None
        return wait


def three_desks() -> Day:
    desks = dict.fromkeys(("1", "2", "3"), ("meters",))
    day = Day(Traffic(desks, ONE_TOPIC, load=0.9))
    return day.do(*(c.OpenDesk(number, f"m{number}") for number in desks))


def test_it_does_not_know_where_no_desk_serves_the_topic() -> None:
    day = Day(Traffic({"1": ("meters",), "2": ("debt",)}, {"meters": 240.0, "debt": 300.0}, load=0.9))
    assert day.estimator.for_newcomer(day.office, "meters", day.at) is None
    day.do(c.OpenDesk("2", "m2"))
    assert day.estimator.for_newcomer(day.office, "meters", day.at) is None
    assert day.estimator.for_newcomer(day.office, "debt", day.at) is not None
    assert day.estimator.for_newcomer(day.office, "no-such-topic", day.at) is None


def test_with_free_desks_and_nobody_waiting_the_call_comes_at_once() -> None:
    wait = three_desks().newcomer()
    assert 0 <= wait.low_s < wait.likely_s < wait.upper_s < wait.high_s < REACTION_S


def test_more_people_ahead_are_a_longer_wait_and_more_desks_a_shorter_one() -> None:
    day = three_desks()
    waits = []
    for number in range(8):
        day.do(c.Issue(f"t{number}", "meters"))
        waits.append(day.newcomer().likely_s)
    assert waits == sorted(waits)
    before = day.newcomer().likely_s
    assert day.do(c.CloseDesk("3")).newcomer().likely_s > 1.3 * before


def test_a_wait_behind_people_is_their_work_shared_by_the_desks() -> None:
    day = three_desks()
    day.do(*(c.Issue(f"t{number}", "meters") for number in range(30)))
    expected_s = REACTION_S / 3 + 30 * (240 + 30) / 3
    assert day.newcomer().likely_s == pytest.approx(expected_s, rel=0.05)


def test_a_ticket_in_the_line_waits_for_those_before_it_only() -> None:
    day = three_desks()
    day.do(*(c.Issue(f"t{number}", "meters") for number in range(6)))
    waits = [day.estimator.for_ticket(day.office, ticket, day.at) for ticket in _by_order(day.office)]
    likely = [wait.likely_s for wait in waits if wait is not None]
    assert len(likely) == 6
    assert likely == sorted(likely)
    assert likely[-1] < day.newcomer().likely_s


def test_only_who_waits_has_an_expected_wait() -> None:
    day = three_desks()
    day.do(c.Issue("t1", "meters"), c.CallNext("1"))
    ticket = day.office.tickets.get("t1")
    assert ticket is not None
    assert day.estimator.for_ticket(day.office, ticket, day.at) is None


def test_people_for_a_topic_that_the_desks_do_not_share_are_not_ahead() -> None:
    day = Day(Traffic({"1": ("meters",), "2": ("debt",)}, {"meters": 240.0, "debt": 300.0}, load=0.9))
    day.do(c.OpenDesk("1", "m1"), c.OpenDesk("2", "m2"))
    alone = day.newcomer()
    day.do(*(c.Issue(f"t{number}", "debt") for number in range(10)))
    assert day.newcomer() == alone
    assert day.newcomer("debt").likely_s > 2000


def test_a_category_moves_ahead_of_who_has_none() -> None:
    day = three_desks()
    day.do(*(c.Issue(f"t{number}", "meters") for number in range(9)))
    last = _by_order(day.office)[-1]
    sooner = replace(last, promise_at=last.promise_at - 600 * SECOND)
    late, soon = (day.estimator.for_ticket(day.office, ticket, day.at) for ticket in (last, sooner))
    assert late is not None
    assert soon is not None
    assert soon.likely_s < late.likely_s / 3


def test_where_all_desks_are_on_a_break_the_break_has_to_end_first() -> None:
    day = Day(Traffic({"1": ("meters",)}, ONE_TOPIC, load=0.9)).do(c.OpenDesk("1", "m1"), c.StartBreak("1"))
    assert day.newcomer().high_s > BREAK_REST_S


def test_an_appointment_that_came_early_waits_for_its_slot_at_least() -> None:
    day = three_desks()
    day.do(c.Issue("t1", "meters"))
    ticket = day.office.tickets.get("t1")
    assert ticket is not None
    early = replace(ticket, early=True, slot_at=day.at + 1200 * SECOND)
    wait = day.estimator.for_ticket(day.office, early, day.at)
    assert wait is not None
    assert wait.low_s == 1200


def test_the_day_teaches_how_long_a_service_takes() -> None:
    day = Day(Traffic({"1": ("meters",)}, ONE_TOPIC, load=0.9)).do(c.OpenDesk("1", "m1"))
    day.do(*(c.Issue(f"t{number}", "meters") for number in range(50)))
    before = day.newcomer().likely_s
    for number in range(PRIOR_VISITS):
        day.do(c.CallNext("1")).do(c.Start(f"t{number}"), after_s=30).do(c.Complete(f"t{number}", "done"), after_s=480)
    per_person_s = day.newcomer().likely_s / (50 - PRIOR_VISITS)
    assert before / 50 == pytest.approx(240 + 30, rel=0.05)
    assert per_person_s == pytest.approx((240 + 480) / 2 + 30, rel=0.05), "as much history as prior: half way"


def test_a_slip_of_the_hand_teaches_nothing() -> None:
    day = Day(Traffic({"1": ("meters",)}, ONE_TOPIC, load=0.9)).do(c.OpenDesk("1", "m1"))
    day.do(*(c.Issue(f"t{number}", "meters") for number in range(50)))
    for number in range(20):
        day.do(c.CallNext("1")).do(c.Start(f"t{number}"), after_s=30).do(c.Complete(f"t{number}", "done"), after_s=3)
    assert day.newcomer().likely_s / 30 == pytest.approx(240 + 30, rel=0.05)


def test_an_estimator_that_starts_in_the_middle_of_the_day_learns_from_the_visits_so_far() -> None:
    day = Day(Traffic({"1": ("meters",)}, ONE_TOPIC, load=0.9)).do(c.OpenDesk("1", "m1"))
    day.do(*(c.Issue(f"t{number}", "meters") for number in range(50)))
    for number in range(20):
        day.do(c.CallNext("1")).do(c.Start(f"t{number}"), after_s=30).do(c.Complete(f"t{number}", "done"), after_s=480)
    assert SimpleEstimator().for_newcomer(day.office, "meters", day.at) == day.newcomer()


@pytest.mark.parametrize(
    "traffic",
    [
        Traffic(dict.fromkeys("12345678", ("a",)), {"a": 240.0}, load=0.95),
        Traffic(dict.fromkeys("123", ("a",)), {"a": 240.0}, load=0.9),
        Traffic(dict.fromkeys("1234", ("a",)), {"a": 240.0}, load=0.9, typical_service_s=600),
        Traffic(
            {"1": ("a", "b"), "2": ("a",), "3": ("b", "c"), "4": ("a", "b", "c"), "5": ("c",)},
            {"a": 180.0, "b": 300.0, "c": 420.0},
            load=0.9,
        ),
    ],
    ids=["one pool of eight", "one pool of three", "a first guess that is far off", "differing skills"],
)
def test_in_a_simulated_office_eight_in_ten_waits_lie_in_the_range_and_half_above_the_middle(traffic: Traffic) -> None:
    estimator = SimpleEstimator()
    told: dict[str, tuple[ExpectedWait, int]] = {}
    waits: list[tuple[ExpectedWait, float]] = []
    for event, before, after in simulate(traffic, visitors=2000, seed=1):
        estimator.observe(before, event)
        if isinstance(event, TicketIssued) and _all_busy(after, event.topic):
            ticket = after.tickets.get(event.ticket)
            wait = estimator.for_ticket(after, ticket, event.at) if ticket is not None else None
            if wait is not None:
                told[event.ticket] = (wait, event.at)
        elif isinstance(event, TicketCalled) and event.ticket in told:
            wait, issued_at = told[event.ticket]
            waits.append((wait, (event.at - issued_at) / SECOND))
    inside = sum(wait.low_s <= waited <= wait.high_s for wait, waited in waits) / len(waits)
    below = sum(waited < wait.likely_s for wait, waited in waits) / len(waits)
    error_s = sum(abs(wait.likely_s - waited) for wait, waited in waits) / len(waits)
    mean_s = sum(waited for _, waited in waits) / len(waits)
    assert len(waits) > 1000
    assert 0.75 <= inside <= 0.9
    assert 0.4 <= below <= 0.6
    assert error_s < 0.3 * mean_s


def _all_busy(office: Office, topic: str) -> bool:
    return all(desk.ticket is not None for desk in office.desks.values() if topic in desk.topics)


def _by_order(office: Office) -> list[Ticket]:
    return sorted(office.tickets.values(), key=lambda ticket: ticket.order)
