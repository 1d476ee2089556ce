"""Rows of visitors who are in no line for now: postponed, or called in vain and still able to come back."""

from typing import Literal, TypedDict

from queue_server.domain.ids import SECOND, TicketId
from queue_server.domain.ticket import TicketState
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.view import Key
from queue_server.projections.wire import instant, instant_or_null


class PostponedRow(TypedDict):
    """Out of the line for a while, by whose wish, and until when if that is known."""

    kind: Literal["postponed"]
    id: str
    number: str
    topic: str | None
    since_at: str
    due_at: str | None
    by: str | None
    reason: str | None


class NoShowRow(TypedDict):
    """Called in vain; comes back until `until_at`. The row stays for the day: a page hides it after that instant."""

    kind: Literal["no_show"]
    id: str
    number: str
    topic: str | None
    since_at: str
    until_at: str
    restore_used: bool


def aside_keys(ticket: TicketId) -> tuple[Key, Key]:
    """The keys under which a ticket may stand aside."""
    return (f"postponed:{ticket}", f"no_show:{ticket}")


def postponed_row(moment: OfficeAt, ticket_id: TicketId) -> PostponedRow | None:
    """The row `postponed:{id}`, or None where the ticket is not postponed."""
    ticket = moment.office.tickets.get(ticket_id)
    if ticket is None or ticket.state is not TicketState.POSTPONED:
        return None
    return {
        "kind": "postponed",
        "id": ticket.id,
        "number": ticket.number or "",
        "topic": ticket.topic,
        "since_at": instant(ticket.since_at),
        "due_at": instant_or_null(ticket.due_at),
        "by": ticket.postponed_by.value if ticket.postponed_by is not None else None,
        "reason": ticket.reason,
    }


def no_show_row(moment: OfficeAt, ticket_id: TicketId) -> NoShowRow | None:
    """The row `no_show:{id}`, or None unless the ticket was missed on the day that is open now."""
    office = moment.office
    ticket = office.tickets.get(ticket_id)
    if ticket is None or ticket.state is not TicketState.NO_SHOW or not office.day_open:
        return None
    if ticket.since_at < (office.day_opened_at or 0):
        return None
    return {
        "kind": "no_show",
        "id": ticket.id,
        "number": ticket.number or "",
        "topic": ticket.topic,
        "since_at": instant(ticket.since_at),
        "until_at": instant(ticket.since_at + moment.config.limits.restore_grace_s * SECOND),
        "restore_used": ticket.restore_used,
    }
