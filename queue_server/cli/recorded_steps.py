"""A day of the log as the commands that its people gave: what `demo --replay` does again.

Knows the domain's events and the public API's addresses. What time alone brought (a postponement that was due, a pin
that ended) is no command: the server brings it again by itself.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from queue_server.client.driver.recorded_day import Step
from queue_server.client.driver.visiting import rfc3339
from queue_server.domain import events as e
from queue_server.domain.ids import Instant, OfficeId
from queue_server.domain.office import Office
from queue_server.domain.ticket import PinKind, TicketState
from queue_server.log.recorded import Recorded
from queue_server.offices.deciding import TIME

RECORDED = "as recorded"
"""The reason for each call by number: in a recorded day the order is what it was."""


def steps_of(office: OfficeId, log: Iterable[Recorded]) -> Iterator[Step]:
    """The steps that lead to these events, in order."""
    due: dict[str, Instant | None] = {}
    for record in log:
        if record.actor == TIME or _was_due(record.event, due):
            continue
        found = _step(record.event)
        if found is not None:
            path, body = found
            prefix = "" if path.startswith("/") else f"/api/v1/offices/{office}/"
            yield Step(at=record.at, path=prefix + path, body=body)


def _was_due(event: e.Event, due: dict[str, Instant | None]) -> bool:
    """Whether a postponed visit comes back because its time had come: an import writes so without naming time."""
    if isinstance(event, e.TicketPostponed):
        due[event.ticket] = event.due_at
    elif isinstance(event, e.TicketResumed):
        promised_at = due.pop(event.ticket, None)
        return promised_at is not None and promised_at <= event.at
    return False


def opening_steps(office: Office, at: Instant) -> Iterator[Step]:
    """What brings an empty office to where the recorded one stood when the day began: open desks, people inside."""
    prefix = f"/api/v1/offices/{office.id}/"
    if office.day_open:
        yield Step(at, prefix + "open_day")
    for desk in office.desks.values():
        if desk.manager is not None:
            yield Step(at, f"{prefix}desks/{desk.number}/open", {"manager": desk.manager})
            yield Step(at, f"{prefix}desks/{desk.number}/set_topics", {"topics": list(desk.topics)})
    inside = [ticket for ticket in office.open_tickets() if ticket.state in INSIDE]
    for ticket in sorted(inside, key=lambda ticket: ticket.order):
        body = _given(id=ticket.id, topic=ticket.topic, category=ticket.category, language=ticket.language)
        yield Step(at, prefix + "tickets", body)
        if ticket.state is not TicketState.WAITING:
            yield Step(at, f"{prefix}desks/{ticket.desk}/call", {"ticket": ticket.id, "reason": RECORDED})
        if ticket.state is TicketState.SERVING:
            yield Step(at, f"/api/v1/tickets/{ticket.id}/start")


INSIDE = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.SERVING})

Found = tuple[str, dict[str, Any]]


def _step(event: e.Event) -> Found | None:
    match event:
        case e.TicketIssued():
            return "tickets", _given(
                id=event.ticket, topic=event.topic, category=event.category, language=event.language
            )
        case e.TicketCalled():
            return f"desks/{event.desk}/call", {"ticket": event.ticket, "reason": RECORDED}
        case e.DeskOpened():
            return f"desks/{event.desk}/open", {"manager": event.manager}
        case e.DeskClosed():
            return f"desks/{event.desk}/close", {}
        case e.BreakStarted():
            return f"desks/{event.desk}/start_break", _given(reason=event.reason)
        case e.BreakEnded():
            return f"desks/{event.desk}/end_break", {}
        case e.TopicsSet():
            return f"desks/{event.desk}/set_topics", {"topics": list(event.topics)}
        case e.TopicSuspended():
            return "suspend_topic", _given(topic=event.topic, reason=event.reason)
        case e.TopicResumed():
            return "resume_topic", {"topic": event.topic}
        case e.DayOpened() | e.DayClosed() | e.IssuingStopped() | e.IssuingResumed():
            return OF_THE_DAY[type(event)], {}
        case _:
            return _ticket_step(event)


OF_THE_DAY: dict[type, str] = {
    e.DayOpened: "open_day",
    e.DayClosed: "close_day",
    e.IssuingStopped: "stop_issuing",
    e.IssuingResumed: "resume_issuing",
}

PLAIN: dict[type, str] = {
    e.TicketRecalled: "recall",
    e.ServiceStarted: "start",
    e.CallReturned: "return_to_queue",
    e.TicketResumed: "resume",
    e.NoShowMarked: "mark_no_show",
    e.TicketRestored: "restore",
    e.TicketCancelled: "cancel",
    e.TicketLeft: "mark_left",
}
"""Events of one ticket whose command needs no words."""


def _ticket_step(event: e.Event) -> Found | None:
    match event:
        case e.VisitCompleted() | e.TicketSentBack():
            return _about(event.ticket, "complete", _given(outcome=event.outcome))
        case e.TopicFinished():
            return _about(event.ticket, "finish_topic", _given(outcome=event.outcome))
        case e.TopicAdded() | e.TopicSwitched():
            command = "add_topic" if isinstance(event, e.TopicAdded) else "switch_topic"
            return _about(event.ticket, command, {"topic": event.topic})
        case e.TicketTransferred():
            return _about(event.ticket, "transfer", _transfer(event))
        case e.TicketPostponed():
            due = None if event.due_at is None else rfc3339(event.due_at)
            return _about(event.ticket, "postpone", _given(by=str(event.by), reason=event.reason, due=due))
        case e.TicketRemoved():
            return _about(event.ticket, "remove", {"reason": event.reason})
        case e.VisitRated():
            return _about(event.ticket, "rate", _given(score=event.score, comment=event.comment))
        case _:
            plain = PLAIN.get(type(event))
            return None if plain is None else _about(event.ticket, plain, {})  # type: ignore[union-attr]


def _transfer(event: e.TicketTransferred) -> dict[str, Any]:
    body: dict[str, Any] = {"return_to_me": event.return_to is not None}
    if event.pin is None:
        return {**body, "topic": event.topic}
    return {**body, "manager" if event.pin.kind is PinKind.MANAGER else "to_desk": event.pin.to}


def _about(ticket: str, command: str, body: dict[str, Any]) -> Found:
    return f"/api/v1/tickets/{ticket}/{command}", body


def _given(**members: Any) -> dict[str, Any]:
    """Only what was said."""
    return {name: value for name, value in members.items() if value is not None}
