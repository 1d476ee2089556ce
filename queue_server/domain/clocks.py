"""The four clocks of a visit, and the accountable wait that the standard is judged on.

`wait` runs in `waiting`, `walk` in `called`, `service` in `serving`, `visit` from the ticket to the end. The
accountable wait runs in `waiting` and while postponed by the office, never before `clock_start_at`, and takes in the
time since a call that the office let come to nothing. Nothing once counted is taken away again.

Source: DOMAIN "Four clocks, and the one that is judged". All times in milliseconds.
"""

from typing import Any

from queue_server.domain.changing import changed
from queue_server.domain.ids import SECOND, Instant, Milliseconds
from queue_server.domain.ticket import PostponedBy, Ticket, TicketState


def counts(ticket: Ticket) -> bool:
    """Whether the accountable wait runs in the ticket's present state."""
    return ticket.state is TicketState.WAITING or (
        ticket.state is TicketState.POSTPONED and ticket.postponed_by is PostponedBy.OFFICE
    )


def since_clock_start(ticket: Ticket, begin_at: Instant, end_at: Instant) -> Milliseconds:
    """The part of `[begin_at, end_at]` that is not before the clock's start."""
    return max(0, end_at - max(begin_at, ticket.clock_start_at))


def settled(ticket: Ticket, at: Instant, **also: Any) -> Ticket:
    """The ticket with the segment that ends at `at` booked on its clocks, and a new one beginning there.

    `also` are other fields that change at that moment: a version of a ticket is not made twice.
    """
    lasted = max(0, at - ticket.since_at)
    counted = since_clock_start(ticket, ticket.since_at, at) if counts(ticket) else 0
    return changed(
        ticket,
        since_at=at,
        wait_ms=ticket.wait_ms + (lasted if ticket.state is TicketState.WAITING else 0),
        walk_ms=ticket.walk_ms + (lasted if ticket.state is TicketState.CALLED else 0),
        service_ms=ticket.service_ms + (lasted if ticket.state is TicketState.SERVING else 0),
        round_ms=ticket.round_ms + counted,
        counted_ms=ticket.counted_ms + counted,
        **also,
    )


def with_void_call_counted(ticket: Ticket, at: Instant) -> Ticket:
    """A call that the office let come to nothing did not stop the clock: the time since it counts."""
    if ticket.state is not TicketState.CALLED:
        return ticket
    return _with_counted(ticket, since_clock_start(ticket, ticket.since_at, at))


def with_long_walk_counted(ticket: Ticket, at: Instant, walk_limit_s: int) -> Ticket:
    """From call to start the visitor walks; what is above the limit is the office's and counts."""
    return _with_counted(ticket, since_clock_start(ticket, ticket.since_at + walk_limit_s * SECOND, at))


def with_new_round(ticket: Ticket) -> Ticket:
    """A restore begins a round with its own sum; the largest round is judged."""
    return changed(ticket, round_ms=0, worst_ms=max(ticket.worst_ms, ticket.round_ms))


def promise_at(ticket: Ticket, at: Instant, target: Milliseconds, credit_s: int) -> Instant:
    """When the accountable wait of a ticket that waits from `at` on reaches `target`, less its category's credit.

    `counted_ms` is of all rounds: a restored ticket keeps the promise it had, moved by the time that did not count.
    """
    return first_promise_at(max(at, ticket.clock_start_at), target, credit_s) - ticket.counted_ms


def first_promise_at(start_at: Instant, target: Milliseconds, credit_s: int) -> Instant:
    """The promise where nothing has counted yet. The credit is bounded by the target, so that nobody starves."""
    return start_at + target - min(credit_s * SECOND, target)


def accountable_ms(ticket: Ticket, at: Instant) -> Milliseconds:
    """The wait that the standard is judged on, as it stands at `at`: the largest round, the running one included."""
    running = since_clock_start(ticket, ticket.since_at, at) if counts(ticket) else 0
    return max(ticket.worst_ms, ticket.round_ms + running)


def all_rounds_ms(ticket: Ticket, at: Instant) -> Milliseconds:
    """The counted wait of all rounds together, as it stands at `at`; without a restore it is the accountable wait."""
    running = since_clock_start(ticket, ticket.since_at, at) if counts(ticket) else 0
    return ticket.counted_ms + running


def breach_at(ticket: Ticket) -> Instant | None:
    """When the accountable wait passes the target if nothing happens; None where it stands still or the ticket ended.

    The present moment or an earlier one where the target is passed already.
    """
    if not counts(ticket):
        return None
    if ticket.worst_ms > ticket.target_ms:
        return ticket.since_at
    return max(ticket.since_at, ticket.clock_start_at) + ticket.target_ms - ticket.round_ms


def wait_ms(ticket: Ticket, at: Instant) -> Milliseconds:
    """Time in `waiting` so far."""
    return ticket.wait_ms + _running(ticket, TicketState.WAITING, at)


def walk_ms(ticket: Ticket, at: Instant) -> Milliseconds:
    """Time in `called` so far."""
    return ticket.walk_ms + _running(ticket, TicketState.CALLED, at)


def service_ms(ticket: Ticket, at: Instant) -> Milliseconds:
    """Time in `serving` so far."""
    return ticket.service_ms + _running(ticket, TicketState.SERVING, at)


def visit_ms(ticket: Ticket, at: Instant) -> Milliseconds:
    """From the ticket (or check-in) to the end, or to `at` while the visit goes on; 0 before check-in."""
    if ticket.issued_at is None:
        return 0
    end_at = ticket.ended_at if ticket.ended_at is not None else at
    return max(0, end_at - ticket.issued_at)


def _running(ticket: Ticket, state: TicketState, at: Instant) -> Milliseconds:
    return max(0, at - ticket.since_at) if ticket.state is state else 0


def _with_counted(ticket: Ticket, counted: Milliseconds) -> Ticket:
    if not counted:
        return ticket
    return changed(ticket, round_ms=ticket.round_ms + counted, counted_ms=ticket.counted_ms + counted)
