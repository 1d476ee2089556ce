"""Handing a visitor on: to a topic, a manager or a desk. The number and the clocks go along."""

from queue_server.domain.commands import Transfer
from queue_server.domain.events import Event, TicketTransferred
from queue_server.domain.finding import in_state, name_of, not_here, the_desk, the_ticket, the_topic
from queue_server.domain.ids import SECOND, DeskNumber, Instant, ManagerId, Milliseconds
from queue_server.domain.office import Office
from queue_server.domain.rejection import CommandRejected
from queue_server.domain.routing import desk_of_manager
from queue_server.domain.ticket import Pin, PinKind, ReturnTo, Ticket, TicketState

AT_A_DESK = frozenset({TicketState.CALLED, TicketState.SERVING})


def transfer(office: Office, command: Transfer, at: Instant) -> list[Event]:
    """Exactly one target. A pin is not set to an offline manager or a closed desk; the ticket then waits by topic."""
    ticket = in_state(the_ticket(office, command.ticket), AT_A_DESK, "ticket_not_called")
    if sum(target is not None for target in (command.topic, command.manager, command.to_desk)) != 1:
        raise CommandRejected(
            "transfer_target_required", "A transfer names exactly one of topic, manager, to_desk.", ticket.state.value
        )
    pin: Pin | None = None
    if command.topic is not None:
        topic = the_topic(office, command.topic)
    else:
        topic = _active(ticket)
        if command.manager is not None:
            _known_manager(office, command.manager)
            pin = pin_to_manager(office, command.manager, at)
        elif command.to_desk is not None:
            pin = _pin_to_desk(office, command.to_desk, at)
    return_to = _sender(ticket) if command.return_to_me else None
    return [TicketTransferred(at=at, ticket=ticket.id, topic=topic, pin=pin, return_to=return_to)]


def pin_to_manager(office: Office, manager: ManagerId, at: Instant) -> Pin | None:
    """A tie to `manager` that ends by itself; None where the manager is offline."""
    if desk_of_manager(office, manager) is None:
        return None
    return Pin(PinKind.MANAGER, manager, at + pin_ms(office))


def pin_ms(office: Office) -> Milliseconds:
    """How long a pin holds: through the exact second of its limit, and not a millisecond more."""
    return office.configured.limits.pin_s * SECOND + 1


def _pin_to_desk(office: Office, number: DeskNumber, at: Instant) -> Pin | None:
    if the_desk(office, number).manager is None:
        return None
    return Pin(PinKind.DESK, number, at + pin_ms(office))


def _known_manager(office: Office, manager: ManagerId) -> None:
    if manager not in office.configured.managers:
        raise CommandRejected("manager_unknown", not_here("manager", manager))


def _active(ticket: Ticket) -> str:
    if ticket.topic is None:
        raise CommandRejected(
            "topic_none_active", f"Ticket {name_of(ticket)} has no active topic to wait for.", ticket.state.value
        )
    return ticket.topic


def _sender(ticket: Ticket) -> ReturnTo:
    if ticket.manager is None:
        raise LookupError(f"ticket {ticket.id!r} is at a desk without a manager")
    return ReturnTo(ticket.manager, _active(ticket))
