"""When visits passed their target: what came of a step is counted by it."""

from bisect import bisect_right

from queue_server.domain.clocks import accountable_ms
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket, TicketState


def passed_at(office: Office, now: Instant) -> list[Instant]:
    """When each visit whose accountable wait is above the target by now passed it, the earliest first."""
    return sorted(
        _passes_at(office, ticket)
        for ticket in office.tickets.values()
        if ticket.state is not TicketState.BOOKED and accountable_ms(ticket, now) > ticket.target_ms
    )


def between(passed: list[Instant], first_at: Instant, last_at: Instant) -> int:
    """How many moments of the sorted list lie within `(first_at, last_at]`."""
    return bisect_right(passed, last_at) - bisect_right(passed, first_at)


def _passes_at(office: Office, ticket: Ticket) -> Instant:
    """The moment at which the target was passed: the promise, with the category's credit given back."""
    category = office.configured.categories.get(ticket.category or "")
    credit_ms = min(category.credit_s * SECOND, ticket.target_ms) if category is not None else 0
    return ticket.promise_at + credit_ms
