"""Who is called next, and who is ahead of whom.

`next_ticket` looks at the heads of the desk's lines: its cost does not depend on how many wait. Source: DOMAIN "Who
is called next: everything is seconds".
"""

from collections.abc import Iterator
from heapq import merge

from queue_server.domain.ids import DeskNumber, ManagerId, TopicId
from queue_server.domain.line import Line
from queue_server.domain.office import Desk, LineKey, Office
from queue_server.domain.policies import POLICIES
from queue_server.domain.standing import line_entry
from queue_server.domain.ticket import PinKind, Ticket, TicketState


def next_ticket(office: Office, desk: Desk) -> Ticket | None:
    """The eligible ticket with the smallest place and penalty at `desk`, or None.

    An appointment before its slot is called only where nobody else is eligible.
    """
    found = _best_head(office, desk, office.lines) or _best_head(office, desk, office.early)
    return office.tickets.get(found) if found is not None else None


def desk_of_manager(office: Office, manager: ManagerId) -> Desk | None:
    """The desk where `manager` sits, or None where the manager is offline."""
    return next((desk for desk in office.desks.values() if desk.manager == manager), None)


def desks_serving(office: Office, topic: TopicId) -> list[Desk]:
    """Open desks that have `topic` among their active topics, those on a break included."""
    return [desk for desk in office.desks.values() if desk.manager is not None and topic in desk.topics]


def waiting_count(office: Office, topic: TopicId) -> int:
    """How many wait for `topic`, pinned and early ones included."""
    return sum(len(line) for lines in (office.lines, office.early) for key, line in lines.items() if key[0] == topic)


def people_ahead(office: Office, ticket: Ticket) -> int:
    """How many waiting tickets stand before `ticket` among those that the desks serving its topic may call.

    Skill penalties are left out: they differ by desk. 0 for a ticket that does not wait.
    """
    if ticket.state is not TicketState.WAITING or ticket.topic is None:
        return 0
    return count_before(office, ticket.topic, line_entry(office, ticket)[:2])


def count_before(office: Office, topic: TopicId, place: tuple[int, int]) -> int:
    """How many of those who compete with `topic` for its desks stand before `place`."""
    topics = competing_topics(office, topic)
    return sum(line.count_before(place) for key, line in office.lines.items() if key[0] in topics)


def competing_topics(office: Office, topic: TopicId) -> frozenset[TopicId]:
    """The topics served by at least one desk that serves `topic`; itself always."""
    return frozenset((topic,)).union(*(desk.topics for desk in desks_serving(office, topic)))


def heads(office: Office, limit: int) -> list[Ticket]:
    """The first `limit` waiting tickets of the whole office by place, pins and desks left aside."""
    found: list[Ticket] = []
    for entry in merge(*office.lines.values()):
        ticket = office.tickets.get(entry[2])
        if ticket is not None:
            found.append(ticket)
        if len(found) >= limit:
            break
    return found


def _best_head(office: Office, desk: Desk, lines: dict[LineKey, Line]) -> str | None:
    best: tuple[int, int, str] | None = None
    for key, penalty in lines_of(office, desk):
        line = lines.get(key)
        head = line.first() if line is not None else None
        if head is not None:
            candidate = (head[0] + penalty, head[1], head[2])
            if best is None or candidate < best:
                best = candidate
    return best[2] if best is not None else None


def lines_of(office: Office, desk: Desk) -> Iterator[tuple[LineKey, int]]:
    """The lines that `desk` may call from, each with what the manager's skill adds to the promise."""
    config = office.configured
    policy = POLICIES[config.policy]
    manager = config.managers.get(desk.manager) if desk.manager is not None else None
    if manager is None:
        return
    for topic in desk.topics:
        level = manager.topics.get(topic)
        if level is None:
            continue
        penalty = policy.penalty(level, config)
        yield (topic, None, None), penalty
        yield (topic, PinKind.MANAGER, manager.id), penalty
        yield (topic, PinKind.DESK, desk.number), penalty


def pinned_to(office: Office, kind: PinKind, to: ManagerId | DeskNumber) -> list[Ticket]:
    """Tickets of any state that are tied to this manager or desk (every pin is in the due list)."""
    tickets = (office.tickets.get(entry[2]) for entry in office.due)
    return [t for t in tickets if t is not None and t.pin is not None and t.pin.kind is kind and t.pin.to == to]
