"""The visitor at a desk, from the call to the end of service: what the manager needs to see, and from which instant."""

from typing import Literal, TypedDict

from queue_server.domain.clocks import accountable_ms
from queue_server.domain.configuration import Limits
from queue_server.domain.ids import SECOND, DeskNumber, Instant
from queue_server.domain.judging import judged
from queue_server.domain.ticket import Ticket, TicketState
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.wire import instant, instant_or_null, seconds


class FinishedTopicShape(TypedDict):
    """A topic settled during this visit."""

    topic: str
    outcome: str | None


class ReturnShape(TypedDict):
    """Who wants the visitor back, and for what."""

    manager: str
    topic: str


class VisitorRow(TypedDict):
    """`wait_s`, `accountable_wait_s` and `judged` are as of `since_at` and stand still while at the desk.

    `no_show_at` is the instant from which `mark_no_show` is allowed; null while there were too few calls.
    """

    kind: Literal["visitor"]
    id: str
    number: str
    topic: str | None
    topics: list[str]
    category: str | None
    state: Literal["called", "serving"]
    language: str | None
    since_at: str
    issued_at: str | None
    called_at: str | None
    announced_at: str | None
    started_at: str | None
    calls: int
    calls_in_row: int
    no_show_at: str | None
    wait_s: float
    accountable_wait_s: float
    target_s: float
    judged: str
    appointment: bool
    slot_at: str | None
    offline: bool
    returns: list[ReturnShape]
    finished: list[FinishedTopicShape]


def visitor_row(moment: OfficeAt, number: DeskNumber) -> VisitorRow | None:
    """The row `visitor` of desk `number`, or None where nobody is at it."""
    desk = moment.office.desks.get(number)
    ticket = moment.office.tickets.get(desk.ticket) if desk is not None and desk.ticket is not None else None
    if ticket is None:
        return None
    limits = moment.config.limits
    serving = ticket.state is TicketState.SERVING
    return {
        "kind": "visitor",
        "id": ticket.id,
        "number": ticket.number or "",
        "topic": ticket.topic,
        "topics": list(ticket.topics),
        "category": ticket.category,
        "state": "serving" if serving else "called",
        "language": ticket.language,
        "since_at": instant(ticket.since_at),
        "issued_at": instant_or_null(ticket.issued_at),
        "called_at": instant_or_null(ticket.called_at),
        "announced_at": instant_or_null(ticket.announced_at),
        "started_at": instant_or_null(ticket.started_at if serving else None),
        "calls": ticket.calls,
        "calls_in_row": ticket.calls_in_row,
        "no_show_at": instant_or_null(None if serving else no_show_at(ticket, limits)),
        "wait_s": seconds(ticket.wait_ms),
        "accountable_wait_s": seconds(accountable_ms(ticket, ticket.since_at)),
        "target_s": seconds(ticket.target_ms),
        "judged": judged(ticket, ticket.since_at, limits).value,
        "appointment": ticket.appointment,
        "slot_at": instant_or_null(ticket.slot_at),
        "offline": ticket.offline,
        "returns": [{"manager": back.manager, "topic": back.topic} for back in ticket.returns],
        "finished": [{"topic": done.topic, "outcome": done.outcome} for done in ticket.finished],
    }


def no_show_at(ticket: Ticket, limits: Limits) -> Instant | None:
    """When a called visitor may be marked as not having come, or None while there were too few calls in a row."""
    if ticket.called_at is None or ticket.calls_in_row < limits.no_show_calls:
        return None
    return ticket.called_at + limits.no_show_after_s * SECOND
