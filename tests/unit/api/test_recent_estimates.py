"""A newcomer is told what was worked out a moment ago; everybody else is told anew."""

from dataclasses import replace

from queue_server.api.recent_estimates import HOLDS_MS, RecentEstimates
from queue_server.domain.expected_wait import ExpectedWait
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket, TicketState

AT = 1_772_431_500_000
OFFICE = Office(id="klin")


class Counting:
    """An estimator that gives a longer wait each time it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def for_newcomer(self, office: Office, topic: str, at: int) -> ExpectedWait | None:
        """Asked for a newcomer."""
        return self.for_ticket(office, issued(at), at)

    def for_ticket(self, office: Office, ticket: Ticket, at: int) -> ExpectedWait | None:
        """Asked for a ticket."""
        self.asked += 1
        return ExpectedWait(low_s=self.asked, likely_s=self.asked, upper_s=self.asked, high_s=self.asked)


def issued(at: int, topic: str = "meters") -> Ticket:
    """A ticket taken at `at`."""
    return Ticket(id="t", order=0, state=TicketState.WAITING, since_at=at, topic=topic, topics=(topic,), issued_at=at)


def test_newcomers_within_a_second_share_an_estimate() -> None:
    counting = Counting()
    recent = RecentEstimates(counting)
    first = recent.for_ticket(OFFICE, issued(AT), AT)
    assert recent.for_ticket(OFFICE, issued(AT + HOLDS_MS - 1), AT + HOLDS_MS - 1) == first
    assert recent.for_ticket(OFFICE, issued(AT + HOLDS_MS), AT + HOLDS_MS) != first


def test_another_topic_category_or_office_is_worked_out() -> None:
    counting = Counting()
    recent = RecentEstimates(counting)
    recent.for_ticket(OFFICE, issued(AT), AT)
    recent.for_ticket(OFFICE, issued(AT, "contract"), AT)
    recent.for_ticket(OFFICE, replace(issued(AT), category="veteran"), AT)
    recent.for_ticket(Office(id="tula"), issued(AT), AT)
    assert counting.asked == 4


def test_whoever_waits_already_is_told_anew() -> None:
    counting = Counting()
    recent = RecentEstimates(counting)
    recent.for_ticket(OFFICE, issued(AT), AT + 1)
    recent.for_ticket(OFFICE, issued(AT), AT + 1)
    assert counting.asked == 2


def test_a_clock_that_ran_backwards_does_not_hold_an_estimate_for_ever() -> None:
    counting = Counting()
    recent = RecentEstimates(counting)
    recent.for_ticket(OFFICE, issued(AT), AT)
    recent.for_ticket(OFFICE, issued(AT - 5), AT - 5)
    assert counting.asked == 2
