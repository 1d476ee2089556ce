"""What a command is answered with, and what it is answered from."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from queue_server.domain.events import Event, TicketCalled
from queue_server.domain.ids import Instant, TicketId
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket


class Answer(NamedTuple):
    """What the caller gets: a status and a body, `replayed` where it is the first answer given again."""

    status: int
    body: bytes
    replayed: bool


class Outcome(NamedTuple):
    """What a command led to: the office as it will be once the events are on disk.

    `ticket` is the one that the command named or called, as it will be; None where there is none.
    """

    office: Office
    events: tuple[Event, ...]
    at: Instant
    ticket: Ticket | None


Present: TypeAlias = Callable[[Outcome], tuple[int, bytes]]
"""Makes the answer before the commit, so that it is kept with the events; it is given only after the commit."""


def outcome_of(office: Office, events: list[Event], at: Instant, named: TicketId | None) -> Outcome:
    """The outcome of a command that named ticket `named`, or called one."""
    called = next((event.ticket for event in events if isinstance(event, TicketCalled)), None)
    ticket_id = named or called
    ticket = office.tickets.get(ticket_id) if ticket_id is not None else None
    return Outcome(office=office, events=tuple(events), at=at, ticket=ticket)


def nothing_to_say(_outcome: Outcome) -> tuple[int, bytes]:
    """The answer to whoever asks on behalf of the office itself: the timetable, the clock, the organisation file."""
    return 204, b""
