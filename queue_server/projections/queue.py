"""The supervisor's live view: every open ticket, since when it waits, when it breaches; every desk and topic."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypedDict

from queue_server.domain.clocks import accountable_ms, breach_at
from queue_server.domain.ids import TicketId
from queue_server.domain.ticket import OPEN_STATES, TicketState
from queue_server.projections.change import Change
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.staff_rows import (
    StaffDeskRow,
    StaffOfficeRow,
    StaffTopicRow,
    staff_desk_row,
    staff_office_row,
    staff_topic_row,
)
from queue_server.projections.ticket import check_in_code
from queue_server.projections.view import Key
from queue_server.projections.wire import instant, instant_or_null, seconds


class PinShape(TypedDict):
    """To which manager or desk a ticket is tied, and until when."""

    kind: Literal["manager", "desk"]
    to: str
    until_at: str


class QueueTicketRow(TypedDict):
    """An open ticket. `accountable_wait_s` is as of `since_at`; where `breach_at` is given, its clock runs."""

    kind: Literal["ticket"]
    id: str
    number: str | None
    topic: str | None
    category: str | None
    state: str
    since_at: str
    issued_at: str | None
    promise_at: str | None
    breach_at: str | None
    accountable_wait_s: float
    target_s: float | None
    desk: str | None
    calls: int
    pin: PinShape | None
    postponed_by: str | None
    due_at: str | None
    appointment: bool
    slot_at: str | None
    check_in_code: str | None


@dataclass(frozen=True, slots=True)
class QueueView:
    """Rows `office:{id}`, `desk:{number}`, `topic:{id}`, `ticket:{id}`."""

    @property
    def name(self) -> str:
        """The view's name in the stream's address."""
        return "queue"

    def keys(self, moment: OfficeAt) -> Iterable[Key]:
        """All rows. Looks at every open ticket, so it is for a first look only."""
        yield f"office:{moment.office.id}"
        yield from (f"desk:{number}" for number in moment.office.desks)
        yield from (f"topic:{topic}" for topic in moment.config.topics)
        yield from (f"ticket:{t.id}" for t in moment.office.open_tickets())

    def row(self, moment: OfficeAt, key: Key) -> StaffOfficeRow | StaffDeskRow | StaffTopicRow | QueueTicketRow | None:
        """The row under `key`."""
        match key.partition(":"):
            case "office", _, _:
                return staff_office_row(moment)
            case "desk", _, number:
                return staff_desk_row(moment, number)
            case "topic", _, topic:
                return staff_topic_row(moment, topic)
            case _, _, ticket:
                return queue_ticket_row(moment, ticket)

    def waits_of_newcomers(self, moment: OfficeAt) -> Iterable[Key]:  # noqa: ARG002
        """None: staff are not told it here."""
        return ()

    def touched(self, change: Change) -> Iterable[Key]:
        """What is not what it was, and the event's ticket."""
        yield f"office:{change.after.office.id}"
        yield from (f"desk:{number}" for number in change.desks)
        yield from (f"topic:{topic}" for topic in change.topics)
        if change.ticket is not None:
            yield f"ticket:{change.ticket}"


def queue_ticket_row(moment: OfficeAt, ticket_id: TicketId) -> QueueTicketRow | None:
    """The row `ticket:{id}`, or None where the visit is over."""
    ticket = moment.office.tickets.get(ticket_id)
    if ticket is None or ticket.state not in OPEN_STATES:
        return None
    promised = ticket.number is not None
    postponed = ticket.state is TicketState.POSTPONED
    pin: PinShape | None = None
    if ticket.pin is not None:
        pin = {"kind": ticket.pin.kind.value, "to": ticket.pin.to, "until_at": instant(ticket.pin.until_at)}
    return {
        "kind": "ticket",
        "id": ticket.id,
        "number": ticket.number,
        "topic": ticket.topic,
        "category": ticket.category,
        "state": ticket.state.value,
        "since_at": instant(ticket.since_at),
        "issued_at": instant_or_null(ticket.issued_at),
        "promise_at": instant_or_null(ticket.promise_at) if promised else None,
        "breach_at": instant_or_null(breach_at(ticket)),
        "accountable_wait_s": seconds(accountable_ms(ticket, ticket.since_at)),
        "target_s": seconds(ticket.target_ms) if promised else None,
        "desk": ticket.desk,
        "calls": ticket.calls,
        "pin": pin,
        "postponed_by": ticket.postponed_by.value if postponed and ticket.postponed_by is not None else None,
        "due_at": instant_or_null(ticket.due_at),
        "appointment": ticket.appointment,
        "slot_at": instant_or_null(ticket.slot_at),
        "check_in_code": check_in_code(ticket.id) if ticket.state is TicketState.BOOKED else None,
    }
