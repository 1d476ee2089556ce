"""A ticket as its holder and the API see it, and the phone's live view of it.

Whoever has the id holds the ticket: the id cannot be guessed. No name of staff is in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from typing import Literal, TypedDict

from queue_server.domain.clocks import accountable_ms, breach_at
from queue_server.domain.ids import SECOND, TicketId
from queue_server.domain.routing import people_ahead
from queue_server.domain.ticket import Ticket, TicketState
from queue_server.projections.change import Change
from queue_server.projections.office import OfficeRow, office_row
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.view import Key
from queue_server.projections.wire import ExpectedWaitShape, expected_wait, instant_or_null, seconds

GUESSABLE_LENGTH = 16
"""A ticket id shorter than this could be guessed: knowing it proves nothing, its holder has to be known otherwise."""

SHORT_CODES = tuple("".join(code) for code in product("АЕКМТ", repeat=4) if code[:2] != code[2:])
"""Letters that are alike in both alphabets and aloud, and like no digit; never the same two twice: nursery words.

600 are too few to stand alone: a code opens the ticket of one number only, and bears few tries (docs/adr/0342).
"""


class TicketShape(TypedDict):
    """A ticket in the API. Place and expected wait are null unless it waits; a booked one has no number and promise."""

    id: str
    number: str | None
    office: str
    topic: str | None
    category: str | None
    language: str | None
    state: str
    issued_at: str | None
    target_s: float | None
    promise_at: str | None
    people_ahead: int | None
    expected_wait: ExpectedWaitShape | None
    desk: str | None
    calls: int
    track_url: str
    check_in_code: str | None
    short_code: str | None


class StandardShape(TypedDict):
    """The standard and how far the visit is: `accountable_wait_s` as of `since_at`; `breach_at` if nothing happens."""

    target_s: float | None
    accountable_wait_s: float
    breach_at: str | None


class TicketRow(TicketShape):
    """The row `ticket` of the phone's view. The category is left out: a link may be seen by others than its holder.

    `desks`: how many are open for its topic while it waits; with none nobody can tell its wait.
    """

    kind: Literal["ticket"]
    since_at: str
    called_at: str | None
    announced_at: str | None
    slot_at: str | None
    due_at: str | None
    postponed_by: str | None
    restore_until_at: str | None
    rated: bool
    desks: int | None
    standard: StandardShape


def track_url(public_url: str, ticket: TicketId) -> str:
    """Where a phone follows the ticket; `public_url` may be empty for an address on the page's own origin."""
    return f"{public_url}/t/{ticket}"


def check_in_code(ticket: TicketId) -> str:
    """Six digits by which a booking of today is found; they say nothing of the id, which opens the ticket's page.

    >>> check_in_code("k3J9x0Qm2bVt7Lw5nRz1Ag")
    '471731'
    """
    return f"{int.from_bytes(sha256(ticket.encode()).digest()[:8]) % 1_000_000:06d}"


def short_code(ticket: TicketId) -> str:
    """Four letters that open a ticket together with its number, for who cannot scan; they say nothing of its id.

    >>> short_code("k3J9x0Qm2bVt7Lw5nRz1Ag")
    'ЕТКК'
    """
    return SHORT_CODES[int.from_bytes(sha256(b"slip\n" + ticket.encode()).digest()[:8]) % len(SHORT_CODES)]


def representation(moment: OfficeAt, ticket: Ticket, public_url: str) -> TicketShape:
    """The ticket as the API gives it to its holder and to staff."""
    waits = ticket.state is TicketState.WAITING
    promised = ticket.number is not None
    estimate = moment.estimator.for_ticket(moment.office, ticket, moment.at) if waits else None
    return {
        "id": ticket.id,
        "number": ticket.number,
        "office": moment.office.id,
        "topic": ticket.topic,
        "category": ticket.category,
        "language": ticket.language,
        "state": ticket.state.value,
        "issued_at": instant_or_null(ticket.issued_at),
        "target_s": seconds(ticket.target_ms) if promised else None,
        "promise_at": instant_or_null(ticket.promise_at) if promised else None,
        "people_ahead": people_ahead(moment.office, ticket) if waits else None,
        "expected_wait": expected_wait(estimate),
        "desk": ticket.desk,
        "calls": ticket.calls,
        "track_url": track_url(public_url, ticket.id),
        "check_in_code": check_in_code(ticket.id) if ticket.state is TicketState.BOOKED else None,
        "short_code": short_code(ticket.id) if promised and len(ticket.id) >= GUESSABLE_LENGTH else None,
    }


@dataclass(frozen=True, slots=True)
class TicketView:
    """The phone's view: its one ticket, and the office."""

    ticket: TicketId
    public_url: str = ""

    @property
    def name(self) -> str:
        """The view's name in the stream's address."""
        return "ticket"

    def keys(self, moment: OfficeAt) -> Iterable[Key]:
        """The ticket and its office."""
        return ("ticket", f"office:{moment.office.id}")

    def row(self, moment: OfficeAt, key: Key) -> TicketRow | OfficeRow | None:
        """The row under `key`."""
        if key != "ticket":
            return office_row(moment)
        ticket = moment.office.tickets.get(self.ticket)
        return None if ticket is None else self._ticket_row(moment, ticket)

    def touched(self, change: Change) -> Iterable[Key]:
        """Both, always: the place in the line depends on everybody's steps, the hours on the last event."""
        return self.keys(change.after)

    def waits_of_newcomers(self, moment: OfficeAt) -> Iterable[Key]:  # noqa: ARG002
        """None: this ticket is no newcomer's, and its own wait is not paced."""
        return ()

    def _ticket_row(self, moment: OfficeAt, ticket: Ticket) -> TicketRow:
        grace_ms = moment.config.limits.restore_grace_s * SECOND
        restorable = ticket.state is TicketState.NO_SHOW and not ticket.restore_used and moment.office.day_open
        shape = representation(moment, ticket, self.public_url)
        return {
            "kind": "ticket",
            **shape,
            "category": None,
            "since_at": instant_or_null(ticket.since_at) or "",
            "called_at": instant_or_null(ticket.called_at),
            "announced_at": instant_or_null(ticket.announced_at),
            "slot_at": instant_or_null(ticket.slot_at),
            "due_at": instant_or_null(ticket.due_at),
            "postponed_by": ticket.postponed_by.value
            if ticket.state is TicketState.POSTPONED and ticket.postponed_by
            else None,
            "restore_until_at": instant_or_null(ticket.since_at + grace_ms if restorable else None),
            "rated": ticket.score is not None,
            "desks": self._desks(moment, ticket),
            "standard": {
                "target_s": shape["target_s"],
                "accountable_wait_s": seconds(accountable_ms(ticket, ticket.since_at)),
                "breach_at": instant_or_null(breach_at(ticket)),
            },
        }

    def _desks(self, moment: OfficeAt, ticket: Ticket) -> int | None:
        if ticket.state is not TicketState.WAITING or ticket.topic is None:
            return None
        return len(moment.desks_by_topic.get(ticket.topic, ()))
