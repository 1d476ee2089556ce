"""Who stands where: keeps the lines and the due list in step with the tickets.

A waiting ticket stands in the line of its topic and pin, or among the early ones while its appointment's slot is not
reached. The due list holds what time alone will bring. Both follow from the tickets, so a snapshot leaves them out.
"""

from collections import defaultdict
from typing import Any, TypeAlias

from queue_server.domain.changing import changed
from queue_server.domain.ids import Instant
from queue_server.domain.line import Entry, Line
from queue_server.domain.office import LineKey, Office
from queue_server.domain.policies import POLICIES
from queue_server.domain.register import Register
from queue_server.domain.ticket import OPEN_STATES, Ticket, TicketState

Lines: TypeAlias = dict[LineKey, Line]


def line_key(ticket: Ticket) -> LineKey:
    """The line a waiting ticket stands in."""
    if ticket.topic is None:
        raise LookupError(f"ticket {ticket.id!r} waits for no topic")
    return (ticket.topic, ticket.pin.kind, ticket.pin.to) if ticket.pin else (ticket.topic, None, None)


def line_entry(office: Office, ticket: Ticket) -> Entry:
    """The entry of a waiting ticket in its line."""
    config = office.configured
    return (POLICIES[config.policy].place(ticket, config), ticket.order, ticket.id)


def due_moments(ticket: Ticket) -> tuple[Instant, ...]:
    """When time alone will change the ticket: its postponement is due, its slot reached, its pin ended."""
    moments = []
    if ticket.state is TicketState.POSTPONED and ticket.due_at is not None:
        moments.append(ticket.due_at)
    if ticket.early and ticket.slot_at is not None:
        moments.append(ticket.slot_at)
    if ticket.pin is not None and (ticket.state in OPEN_STATES or ticket.state is TicketState.NO_SHOW):
        moments.append(ticket.pin.until_at)
    return tuple(moments)


def at_rest(ticket: Ticket) -> bool:
    """Whether the visit is over for good: it stands nowhere, and time changes nothing of it."""
    return ticket.state not in OPEN_STATES and ticket.state is not TicketState.NO_SHOW and not due_moments(ticket)


def with_ticket(office: Office, ticket: Ticket, **also: Any) -> Office:
    """The office with `ticket` as it now is, standing where it now belongs; `also` are other fields that change."""
    before = office.tickets.get(ticket.id)
    tickets = office.tickets.put(ticket.id, ticket)
    due = _due_with(office, before, ticket)
    was_waiting = before is not None and before.state is TicketState.WAITING
    if not was_waiting and ticket.state is not TicketState.WAITING:
        return changed(office, tickets=tickets, due=due, **also)
    lines, early = _lines_with(office, before if was_waiting else None, ticket)
    return changed(office, tickets=tickets, due=due, lines=lines, early=early, **also)


def rebuild(office: Office) -> Office:
    """The office with its lines, early lines and due list made anew from its tickets; those put away are at rest."""
    lines: dict[LineKey, list[Entry]] = defaultdict(list)
    early: dict[LineKey, list[Entry]] = defaultdict(list)
    due: list[Entry] = []
    for ticket in office.tickets.at_hand():
        if ticket.state is TicketState.WAITING:
            (early if ticket.early else lines)[line_key(ticket)].append(line_entry(office, ticket))
        due.extend((moment, ticket.order, ticket.id) for moment in due_moments(ticket))
    return changed(
        office,
        lines={key: Line.of(entries) for key, entries in lines.items()},
        early={key: Line.of(entries) for key, entries in early.items()},
        due=Line.of(due),
    )


def office_of(office: Office, tickets: list[Ticket]) -> Office:
    """The office holding exactly `tickets`, everything that follows from them made anew."""
    return rebuild(changed(office, tickets=Register.of({ticket.id: ticket for ticket in tickets})))


def _due_with(office: Office, before: Ticket | None, after: Ticket) -> Line:
    old = due_moments(before) if before else ()
    new = due_moments(after)
    due = office.due
    if old != new:
        for moment in old:
            due = due.remove((moment, after.order, after.id))
        for moment in new:
            due = due.add((moment, after.order, after.id))
    return due


def _lines_with(office: Office, old: Ticket | None, after: Ticket) -> tuple[Lines, Lines]:
    """Lines and early lines once `old`, as it stood there, is gone and `after` stands there if it waits."""
    lines, early = office.lines, office.early
    if old is not None:
        entry, key = line_entry(office, old), line_key(old)
        if old.early:
            early = _with_line(early, key, early[key].remove(entry))
        else:
            lines = _with_line(lines, key, lines[key].remove(entry))
    if after.state is TicketState.WAITING:
        entry, key = line_entry(office, after), line_key(after)
        if after.early:
            early = _with_line(early, key, early.get(key, Line()).add(entry))
        else:
            lines = _with_line(lines, key, lines.get(key, Line()).add(entry))
    return lines, early


def _with_line(lines: Lines, key: LineKey, line: Line) -> Lines:
    if line:
        return {**lines, key: line}
    return {other: kept for other, kept in lines.items() if other != key}
