"""A manager at a desk: coming, going, breaks, and which topics the desk serves."""

from queue_server.domain.commands import CloseDesk, EndBreak, OpenDesk, SetTopics, StartBreak
from queue_server.domain.events import BreakEnded, BreakStarted, DeskClosed, DeskOpened, Event, PinEnded, TopicsSet
from queue_server.domain.finding import not_here, the_desk, the_open_desk, the_topic, without_visitor
from queue_server.domain.ids import Instant
from queue_server.domain.office import Desk, Office
from queue_server.domain.rejection import CommandRejected
from queue_server.domain.routing import desk_of_manager, pinned_to
from queue_server.domain.ticket import PinKind


def open_desk(office: Office, command: OpenDesk, at: Instant) -> list[Event]:
    """The desk serves all of the manager's topics that the office has."""
    desk = the_desk(office, command.desk)
    if desk.manager is not None:
        raise CommandRejected("desk_already_open", f"Desk {desk.number} is open already.")
    config = office.configured
    manager = config.managers.get(command.manager) if command.manager is not None else None
    if manager is None:
        raise CommandRejected("manager_unknown", not_here("manager", command.manager))
    elsewhere = desk_of_manager(office, manager.id)
    if elsewhere is not None:
        raise CommandRejected("manager_at_a_desk", f"Manager {manager.id} is at desk {elsewhere.number}.")
    topics = tuple(topic for topic in config.topics if config.offers(topic) and topic in manager.topics)
    return [DeskOpened(at=at, desk=desk.number, manager=manager.id, topics=topics)]


def close_desk(office: Office, command: CloseDesk, at: Instant) -> list[Event]:
    """Not with a visitor. Pins to the desk and to its manager end."""
    return closing(office, without_visitor(the_open_desk(office, command.desk)), at)


def closing(office: Office, desk: Desk, at: Instant) -> list[Event]:
    """The events of a desk that closes."""
    if desk.manager is None:
        return []
    tied = {ticket.id: ticket for ticket in pinned_to(office, PinKind.MANAGER, desk.manager)}
    tied |= {ticket.id: ticket for ticket in pinned_to(office, PinKind.DESK, desk.number)}
    return [
        DeskClosed(at=at, desk=desk.number, manager=desk.manager),
        *(PinEnded(at=at, ticket=ticket.id) for ticket in sorted(tied.values(), key=lambda ticket: ticket.order)),
    ]


def start_break(office: Office, command: StartBreak, at: Instant) -> list[Event]:
    """Not with a visitor; the visitors' clocks run on."""
    desk = without_visitor(the_open_desk(office, command.desk))
    if desk.break_since_at is not None:
        raise CommandRejected("desk_on_break", f"Desk {desk.number} is on a break already.")
    return [BreakStarted(at=at, desk=desk.number, reason=command.reason)]


def end_break(office: Office, command: EndBreak, at: Instant) -> list[Event]:
    """Ready again."""
    desk = the_open_desk(office, command.desk)
    if desk.break_since_at is None:
        raise CommandRejected("desk_not_on_break", f"Desk {desk.number} is not on a break.")
    return [BreakEnded(at=at, desk=desk.number)]


def set_topics(office: Office, command: SetTopics, at: Instant) -> list[Event]:
    """Within the manager's skills; an empty list calls nobody."""
    desk = the_open_desk(office, command.desk)
    if command.topics is None:
        raise CommandRejected("topics_required", "Name the list of topics; it may be empty.")
    manager = office.configured.managers.get(desk.manager) if desk.manager is not None else None
    for topic in command.topics:
        the_topic(office, topic)
        if manager is None or topic not in manager.topics:
            raise CommandRejected("topic_not_skilled", f"The manager at desk {desk.number} has no skill for {topic}.")
    return [TopicsSet(at=at, desk=desk.number, topics=tuple(dict.fromkeys(command.topics)))]
