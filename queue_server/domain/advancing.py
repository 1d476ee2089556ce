"""What time alone brings: a postponed ticket is due, an appointment's slot is reached, a pin ends.

Each becomes an event dated at its own moment, before anything that happens at or after it.
"""

from queue_server.domain.events import Event, PinEnded, SlotReached, TicketResumed
from queue_server.domain.evolve import evolve
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket, TicketState


def next_due_at(office: Office) -> Instant | None:
    """When time will next change this office, or None where nothing is due."""
    head = office.due.first()
    return head[0] if head is not None else None


def advance(office: Office, at: Instant) -> tuple[list[Event], Office]:
    """The events that became true up to and including `at`, and the office after them."""
    events: list[Event] = []
    while (head := office.due.first()) is not None and head[0] <= at:
        ticket = office.tickets.get(head[2])
        if ticket is None:
            raise LookupError(f"the due list names a ticket that does not exist: {head[2]!r}")
        event = _due_event(ticket, head[0])
        events.append(event)
        office = evolve(office, event)
    return events, office


def _due_event(ticket: Ticket, due_at: Instant) -> Event:
    if ticket.state is TicketState.POSTPONED and ticket.due_at == due_at:
        return TicketResumed(at=due_at, ticket=ticket.id)
    if ticket.early and ticket.slot_at == due_at:
        return SlotReached(at=due_at, ticket=ticket.id)
    return PinEnded(at=due_at, ticket=ticket.id)
