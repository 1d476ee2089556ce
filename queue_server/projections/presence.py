"""What a desk is doing now, in one word."""

from typing import Literal, TypeAlias

from queue_server.domain.office import Desk, Office
from queue_server.domain.ticket import TicketState

Presence: TypeAlias = Literal["offline", "ready", "calling", "serving", "break", "back_office"]

BACK_OFFICE: Presence = "back_office"
"""The reason of a break that is work away from visitors, and not rest."""


def presence(office: Office, desk: Desk) -> Presence:
    """Offline, ready, calling, serving, on a break, or at work in the back office."""
    if desk.manager is None:
        return "offline"
    if desk.break_since_at is not None:
        return "back_office" if desk.break_reason == BACK_OFFICE else "break"
    ticket = office.tickets.get(desk.ticket) if desk.ticket is not None else None
    if ticket is None:
        return "ready"
    return "serving" if ticket.state is TicketState.SERVING else "calling"
