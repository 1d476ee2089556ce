"""How long a ticket's link opens the ticket to whoever has it, without a token or a session (security item 23).

Knows the ticket and the office's calendar. A link is the ticket's id: 128 random bits.
"""

from datetime import date

from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.projections.ticket import GUESSABLE_LENGTH

DAYS_AFTER = 1
"""Whole local days for which the link of a visit that has ended still works: who forgot to rate does so tomorrow."""


def link_opens(office: Office, ticket_id: str, now: Instant) -> bool:
    """Whether the link works now: nobody could guess it, and its visit is open or ended yesterday at the earliest."""
    ticket = office.tickets.get(ticket_id)
    if ticket is None or len(ticket_id) < GUESSABLE_LENGTH:
        return False
    if ticket.ended_at is None or office.config is None:
        return True
    ended_on, today = (date.fromisoformat(local_date(office.config, at)) for at in (ticket.ended_at, now))
    return (today - ended_on).days <= DAYS_AFTER
