"""Letting go of visits that are over, so that a running office does not grow for ever. The log forgets nothing."""

from queue_server.domain.changing import changed
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.domain.standing import due_moments
from queue_server.domain.ticket import OPEN_STATES, Ticket

FORGET_AFTER_MS = 36 * 3600 * SECOND
"""Ended visits stay in a running office past the end of the next day, as long as a ticket's link works."""

NUMBERED_DAYS = 60
"""Local dates whose number counts are kept: a kiosk that was offline may bring a ticket of an earlier date."""


def forget(office: Office, before_at: Instant) -> Office:
    """The office without tickets that ended before `before_at`, and without counts of long past dates and slots."""
    shown = frozenset(office.recent_calls)
    dates = sorted(office.numbers)[-NUMBERED_DAYS:]
    return changed(
        office,
        tickets=office.tickets.only(lambda ticket: ticket.id in shown or not _is_over(ticket, before_at)),
        numbers={date: office.numbers[date] for date in dates},
        slots={slot: count for slot, count in office.slots.items() if slot >= before_at},
    )


def _is_over(ticket: Ticket, before_at: Instant) -> bool:
    ended = ticket.state not in OPEN_STATES and ticket.ended_at is not None and ticket.ended_at < before_at
    return ended and not due_moments(ticket)
