"""The open tickets of an office as staff see them: since when, promised until when, how it stands with the standard."""

from typing import Any

from queue_server.domain.clocks import accountable_ms, breach_at, wait_ms
from queue_server.domain.ids import Instant
from queue_server.domain.judging import judged
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket, TicketState
from queue_server.projections.wire import instant, instant_or_null, seconds


def queue_rows(office: Office, at: Instant) -> list[dict[str, Any]]:
    """Rows of all open tickets: who waits by promise, then the others by since when."""
    return [queue_row(office, ticket, at) for ticket in sorted(office.open_tickets(), key=_order)]


def queue_row(office: Office, ticket: Ticket, at: Instant) -> dict[str, Any]:
    """One open ticket."""
    return {
        "id": ticket.id,
        "number": ticket.number,
        "topic": ticket.topic,
        "category": ticket.category,
        "state": ticket.state,
        "issued_at": instant_or_null(ticket.issued_at),
        "since_at": instant(ticket.since_at),
        "promise_at": instant(ticket.promise_at) if ticket.number is not None else None,
        "breach_at": instant_or_null(breach_at(ticket)),
        "wait_s": seconds(wait_ms(ticket, at)),
        "accountable_wait_s": seconds(accountable_ms(ticket, at)),
        "target_s": seconds(ticket.target_ms),
        "judged": judged(ticket, at, office.configured.limits),
        "desk": ticket.desk,
        "calls": ticket.calls,
        "postponed_by": ticket.postponed_by if ticket.state is TicketState.POSTPONED else None,
        "due_at": instant_or_null(ticket.due_at),
        "appointment": ticket.appointment,
        "slot_at": instant_or_null(ticket.slot_at),
        "pinned_to": None if ticket.pin is None else {"kind": ticket.pin.kind.value, "to": ticket.pin.to},
    }


def _order(ticket: Ticket) -> tuple[int, int, int]:
    if ticket.state is TicketState.WAITING:
        return (0, ticket.promise_at, ticket.order)
    return (1, ticket.since_at, ticket.order)
