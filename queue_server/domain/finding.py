"""Looking things up for a command, and saying no in one voice where they are not there."""

from queue_server.domain.ids import DeskNumber, TicketId, TopicId
from queue_server.domain.office import Desk, Office
from queue_server.domain.rejection import CommandRejected
from queue_server.domain.ticket import Ticket, TicketState


def not_here(thing: str, name: str | None) -> str:
    """What is said of a thing that was not found: named wrongly, or not at all."""
    return f"This office has no {thing} {name!r}." if name else f"Name the {thing}."


def the_ticket(office: Office, ticket_id: TicketId) -> Ticket:
    """The ticket named, or `ticket_unknown`."""
    ticket = office.tickets.get(ticket_id)
    if ticket is None:
        raise CommandRejected("ticket_unknown", not_here("ticket", ticket_id))
    return ticket


def in_state(ticket: Ticket, states: frozenset[TicketState], code: str) -> Ticket:
    """The ticket, if it is in one of `states`; otherwise `code`."""
    if ticket.state not in states:
        wanted = " or ".join(sorted(state.value for state in states))
        raise CommandRejected(
            code, f"Ticket {name_of(ticket)} is {ticket.state.value}; this needs it {wanted}.", ticket.state.value
        )
    return ticket


def name_of(ticket: Ticket) -> str:
    """How people name the ticket: its number, or its id before check-in."""
    return ticket.number or ticket.id


def the_desk(office: Office, number: DeskNumber) -> Desk:
    """The desk named, or `desk_unknown`."""
    desk = office.desks.get(number)
    if desk is None:
        raise CommandRejected("desk_unknown", not_here("desk", number))
    return desk


def the_open_desk(office: Office, number: DeskNumber) -> Desk:
    """The desk named if a manager sits there, or `desk_unknown`, `desk_closed`."""
    desk = the_desk(office, number)
    if desk.manager is None:
        raise CommandRejected("desk_closed", f"Desk {number} is closed; open it first.")
    return desk


def without_visitor(desk: Desk) -> Desk:
    """The desk if nobody is at it, or `desk_busy`."""
    if desk.ticket is not None:
        raise CommandRejected("desk_busy", f"Desk {desk.number} has a visitor; settle that visit first.")
    return desk


def the_free_desk(office: Office, number: DeskNumber) -> Desk:
    """A desk that can call: open, not on a break, nobody at it."""
    desk = the_open_desk(office, number)
    if desk.break_since_at is not None:
        raise CommandRejected("desk_on_break", f"Desk {number} is on a break; end it first.")
    return without_visitor(desk)


def the_topic(office: Office, topic: TopicId | None) -> TopicId:
    """A topic that visitors are served on here, or `topic_unknown`."""
    if topic is None or not office.configured.offers(topic):
        raise CommandRejected(
            "topic_unknown", f"This office does not offer the topic {topic!r}." if topic else "Name the topic."
        )
    return topic


def with_day_open(office: Office) -> None:
    """Refuses with `office_not_open` outside the day."""
    if not office.day_open:
        raise CommandRejected("office_not_open", f"Office {office.id} is not open; open the day first.")
