"""From an office's state to the bytes of an answer, made once. What a caller may not see is left out here.

Knows the shapes of `projections` and who may see a category. Knows nothing of HTTP.
"""

from typing import Any

import msgspec

from queue_server.access.identity import Identity
from queue_server.api.permissions import ADMIN, INTEGRATION, KIOSK, MANAGER, SUPERVISOR
from queue_server.domain.office import Desk, Office
from queue_server.domain.ticket import Ticket, TicketState
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.presence import presence
from queue_server.projections.ticket import representation
from queue_server.projections.wire import instant_or_null

SEE_CATEGORIES = frozenset((MANAGER, SUPERVISOR, ADMIN, INTEGRATION))
"""A category can say that somebody is disabled: staff need it, the public and displays do not."""

KNOWS_OWN_CATEGORY = SEE_CATEGORIES | {KIOSK}
"""Whoever takes a ticket has just said its category; the answer to that very call may repeat it."""

encode = msgspec.json.encode


def sees_categories(identity: Identity | None) -> bool:
    """Whether answers to this caller may say a category."""
    return identity is not None and str(identity.role) in SEE_CATEGORIES


def took_it(identity: Identity | None) -> bool:
    """Whether the answer to taking a ticket may repeat its category."""
    return identity is not None and str(identity.role) in KNOWS_OWN_CATEGORY


def ticket_shape(moment: OfficeAt, ticket: Ticket, address: str, *, with_category: bool) -> dict[str, Any]:
    """A ticket as API.md names it, and what a phone or a program needs besides."""
    shape: dict[str, Any] = {
        **representation(moment, ticket, address),
        "called_at": instant_or_null(ticket.called_at),
        "slot_at": instant_or_null(ticket.slot_at),
        "due_at": instant_or_null(ticket.due_at),
        "postponed_by": ticket.postponed_by if ticket.state is TicketState.POSTPONED else None,
        "rated": ticket.score is not None,
    }
    if not with_category:
        shape["category"] = None
    return shape


def desk_shape(office: Office, desk: Desk) -> dict[str, Any]:
    """A desk and who sits there, for staff."""
    return {
        "number": desk.number,
        "open": desk.manager is not None,
        "manager": desk.manager,
        "presence": presence(office, desk),
        "topics": desk.topics,
        "ticket": desk.ticket,
        "opened_at": instant_or_null(desk.opened_at),
        "break_since_at": instant_or_null(desk.break_since_at),
    }


def office_state_shape(moment: OfficeAt) -> dict[str, Any]:
    """The office in a few words, after a command on the whole of it."""
    return {
        "id": moment.office.id,
        "open": moment.office.day_open,
        "issuing": moment.office.issuing,
        "waiting": moment.waiting,
        "suspended": sorted(moment.office.suspended),
    }
