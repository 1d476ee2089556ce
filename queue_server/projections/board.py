"""The hall's board: who is called where, the last calls, who is next. Number, topic and desk; never a person.

A display can be read by everybody in the hall, so no row has a ticket's id, a category or anybody of the staff.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypedDict

from queue_server.domain.ids import DeskNumber, Names
from queue_server.domain.ticket import Ticket, TicketState
from queue_server.projections.change import Change
from queue_server.projections.office import newcomers_wait
from queue_server.projections.office_at import NEXT_SHOWN, OfficeAt
from queue_server.projections.presence import Presence, presence
from queue_server.projections.view import Key, id_in
from queue_server.projections.wire import ExpectedWaitShape, instant


class BoardOfficeRow(TypedDict):
    """The office. `expected_wait` is that of whoever takes a ticket now, over all topics; null where nobody knows."""

    kind: Literal["office"]
    id: str
    name: Names
    timezone: str
    open: bool
    issuing: bool
    waiting: int
    phone_join: bool
    message: Names
    standard_s: float
    expected_wait: ExpectedWaitShape | None


class CallRow(TypedDict):
    """One call. `announced_at` moves with a recall; `done` is over, and shown among the last calls."""

    kind: Literal["call"]
    number: str
    desk: str
    called_at: str
    announced_at: str
    calls: int
    state: Literal["called", "serving", "done"]


class NextRow(TypedDict):
    """Who is likely to be called soon; 0 is first."""

    kind: Literal["next"]
    position: int
    number: str
    topic: str


class BoardDeskRow(TypedDict):
    """A desk, and the number of the visitor who is called to it or sits there."""

    kind: Literal["desk"]
    number: str
    open: bool
    number_called: str | None
    state: Presence


@dataclass(frozen=True, slots=True)
class BoardView:
    """Rows `office:{id}`, `call:{number}`, `next:{position}`, `desk:{number}`."""

    @property
    def name(self) -> str:
        """The view's name in the stream's address."""
        return "board"

    def keys(self, moment: OfficeAt) -> Iterable[Key]:
        """All rows; there are as many `next` rows as people, up to `NEXT_SHOWN`."""
        yield f"office:{moment.office.id}"
        yield from (f"call:{number}" for number in moment.calls)
        yield from (f"next:{position}" for position in range(NEXT_SHOWN))
        yield from (f"desk:{number}" for number in moment.office.desks)

    def row(self, moment: OfficeAt, key: Key) -> BoardOfficeRow | CallRow | NextRow | BoardDeskRow | None:
        """The row under `key`."""
        match key.partition(":"):
            case "office", _, _:
                return _office_row(moment)
            case "call", _, number:
                ticket = moment.calls.get(number)
                return None if ticket is None else _call_row(ticket)
            case "next", _, position:
                return _next_row(moment, int(position))
            case _:
                return _desk_row(moment, id_in(key))

    def touched(self, change: Change) -> Iterable[Key]:
        """The office always; the calls, places and desks that are not what they were."""
        before, after = change.before.next_up, change.after.next_up
        yield f"office:{change.after.office.id}"
        yield from (f"call:{number}" for number in change.calls)
        for position in range(max(len(before), len(after))):
            if before[position : position + 1] != after[position : position + 1]:
                yield f"next:{position}"
        yield from (f"desk:{number}" for number in change.desks)

    def waits_of_newcomers(self, moment: OfficeAt) -> Iterable[Key]:
        """The office's."""
        return (f"office:{moment.office.id}",)


def _office_row(moment: OfficeAt) -> BoardOfficeRow:
    config = moment.config
    return {
        "kind": "office",
        "id": moment.office.id,
        "name": config.name,
        "timezone": config.timezone,
        "open": moment.office.day_open,
        "issuing": moment.office.issuing,
        "waiting": moment.waiting,
        "phone_join": config.phone_join,
        "message": config.message,
        "standard_s": float(config.standard_s),
        "expected_wait": newcomers_wait(moment, config.topics),
    }


def _call_row(ticket: Ticket) -> CallRow:
    called_at = ticket.called_at or 0
    state: Literal["called", "serving", "done"] = "done"
    if ticket.state is TicketState.CALLED:
        state = "called"
    elif ticket.state is TicketState.SERVING:
        state = "serving"
    return {
        "kind": "call",
        "number": ticket.number or "",
        "desk": ticket.desk or "",
        "called_at": instant(called_at),
        "announced_at": instant(ticket.announced_at or called_at),
        "calls": ticket.calls,
        "state": state,
    }


def _next_row(moment: OfficeAt, position: int) -> NextRow | None:
    if position >= len(moment.next_up):
        return None
    ticket = moment.next_up[position]
    return {"kind": "next", "position": position, "number": ticket.number or "", "topic": ticket.topic or ""}


def _desk_row(moment: OfficeAt, number: DeskNumber) -> BoardDeskRow | None:
    desk = moment.office.desks.get(number)
    if desk is None:
        return None
    ticket = moment.office.tickets.get(desk.ticket) if desk.ticket is not None else None
    return {
        "kind": "desk",
        "number": number,
        "open": desk.manager is not None,
        "number_called": ticket.number if ticket is not None else None,
        "state": presence(moment.office, desk),
    }
