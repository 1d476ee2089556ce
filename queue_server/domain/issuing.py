"""Taking a ticket, with or without an appointment. A known ticket id is answered with that ticket: nothing happens."""

from queue_server.domain.commands import Book, CheckIn, Issue
from queue_server.domain.events import Event, TicketBooked, TicketCheckedIn, TicketIssued
from queue_server.domain.finding import in_state, the_ticket, the_topic, with_day_open
from queue_server.domain.ids import SECOND, CategoryId, Instant
from queue_server.domain.numbering import next_number
from queue_server.domain.office import Office
from queue_server.domain.opening import clock_start_at, hours_around, local_date
from queue_server.domain.rejection import CommandRejected
from queue_server.domain.ticket import TicketState

MINUTE = 60 * SECOND
BOOKED = frozenset({TicketState.BOOKED})


def issue(office: Office, command: Issue, at: Instant) -> list[Event]:
    """A walk-in. A kiosk that was offline gives its own time, never one that has yet to come."""
    if command.ticket in office.tickets:
        return []
    if not office.issuing:
        why = "does not issue tickets now" if office.day_open else "is not open"
        raise CommandRejected("office_not_issuing", f"Office {office.id} {why}.")
    topic = the_topic(office, command.topic)
    if topic in office.suspended:
        reason = office.suspended[topic]
        raise CommandRejected("topic_suspended", f"Topic {topic} is suspended" + (f": {reason}." if reason else "."))
    config = office.configured
    issued_at = min(at, command.issued_at) if command.offline and command.issued_at is not None else at
    date = local_date(config, issued_at)
    return [
        TicketIssued(
            at=at,
            ticket=command.ticket,
            number=next_number(office, config.topics[topic].prefix, date),
            date=date,
            topic=topic,
            issued_at=issued_at,
            clock_start_at=clock_start_at(config, issued_at),
            category=_category(office, command.category),
            language=command.language,
            offline=command.offline,
        )
    ]


def book(office: Office, command: Book, at: Instant) -> list[Event]:
    """An appointment: inside opening hours, not past, on the office's grid and within its capacity."""
    if command.ticket in office.tickets:
        return []
    topic = the_topic(office, command.topic)
    category = _category(office, command.category)
    slot_at = _slot(office, command.slot_at, at)
    return [
        TicketBooked(
            at=at, ticket=command.ticket, topic=topic, slot_at=slot_at, category=category, language=command.language
        )
    ]


def check_in(office: Office, command: CheckIn, at: Instant) -> list[Event]:
    """From an hour before the slot. Later than 20 minutes after it the visitor waits as a walk-in."""
    ticket = in_state(the_ticket(office, command.ticket), BOOKED, "ticket_not_booked")
    with_day_open(office)
    config = office.configured
    slot_at = ticket.slot_at if ticket.slot_at is not None else at
    if at < slot_at - config.limits.check_in_early_s * SECOND:
        minutes = config.limits.check_in_early_s // 60
        raise CommandRejected(
            "check_in_too_early", f"Check-in begins {minutes} minutes before the slot.", ticket.state.value
        )
    late = at > slot_at + config.limits.check_in_late_s * SECOND
    topic = the_topic(office, ticket.topic)
    date = local_date(config, at)
    return [
        TicketCheckedIn(
            at=at,
            ticket=ticket.id,
            number=next_number(office, config.topics[topic].prefix, date),
            date=date,
            clock_start_at=clock_start_at(config, at) if late else max(slot_at, at),
            appointment=not late,
        )
    ]


def _category(office: Office, category: CategoryId | None) -> CategoryId | None:
    if category is not None and category not in office.configured.categories:
        raise CommandRejected("category_unknown", f"There is no category {category!r}.")
    return category


def _slot(office: Office, slot_at: Instant | None, at: Instant) -> Instant:
    config = office.configured
    if slot_at is None:
        raise CommandRejected("slot_invalid", "An appointment needs a slot: a time with its zone.")
    hours = hours_around(config, slot_at)
    if hours is None or not hours[0] <= slot_at < hours[1]:
        raise CommandRejected("slot_outside_hours", "The slot is outside the office's opening hours.")
    if slot_at < at:
        raise CommandRejected("slot_past", "The slot has passed.")
    if config.slot_minutes is not None and (slot_at - hours[0]) % (config.slot_minutes * MINUTE):
        raise CommandRejected("slot_invalid", f"Slots begin every {config.slot_minutes} minutes from opening.")
    if config.slot_capacity is not None and office.slots.get(slot_at, 0) >= config.slot_capacity:
        raise CommandRejected("slot_full", "The slot is fully booked.")
    return slot_at
