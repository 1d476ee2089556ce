"""At the desk: starting, the topics of the visit, the end of it."""

from queue_server.domain.commands import (
    AddTopic,
    Cancel,
    Complete,
    FinishTopic,
    MarkLeft,
    Rate,
    Remove,
    Start,
    SwitchTopic,
)
from queue_server.domain.events import (
    Event,
    ServiceStarted,
    TicketCancelled,
    TicketLeft,
    TicketRemoved,
    TicketSentBack,
    TopicAdded,
    TopicFinished,
    TopicSwitched,
    VisitCompleted,
    VisitRated,
)
from queue_server.domain.finding import in_state, name_of, the_ticket, the_topic
from queue_server.domain.ids import Instant, TicketId
from queue_server.domain.office import Office
from queue_server.domain.rejection import CommandRejected
from queue_server.domain.ticket import OPEN_STATES, Ticket, TicketState
from queue_server.domain.transferring import pin_to_manager

CALLED = frozenset({TicketState.CALLED})
SERVING = frozenset({TicketState.SERVING})
WAITING = frozenset({TicketState.WAITING})
COMPLETED = frozenset({TicketState.COMPLETED})
CANCELLABLE = frozenset({TicketState.BOOKED, TicketState.WAITING, TicketState.POSTPONED})
BEST_SCORE = 5


def start(office: Office, command: Start, at: Instant) -> list[Event]:
    """The visitor has come to the desk."""
    ticket = in_state(the_ticket(office, command.ticket), CALLED, "ticket_not_called")
    return [ServiceStarted(at=at, ticket=ticket.id)]


def add_topic(office: Office, command: AddTopic, at: Instant) -> list[Event]:
    """One more thing to settle in the same visit."""
    ticket = _served(office, command.ticket)
    topic = the_topic(office, command.topic)
    if topic in ticket.topics:
        raise CommandRejected("topic_already_added", f"Topic {topic} is part of this visit already.")
    return [TopicAdded(at=at, ticket=ticket.id, topic=topic)]


def switch_topic(office: Office, command: SwitchTopic, at: Instant) -> list[Event]:
    """To a topic that was added."""
    ticket = _served(office, command.ticket)
    topic = the_topic(office, command.topic)
    if topic not in ticket.topics:
        raise CommandRejected("topic_not_added", f"Topic {topic} is not part of this visit; add it first.")
    return [] if topic == ticket.topic else [TopicSwitched(at=at, ticket=ticket.id, topic=topic)]


def finish_topic(office: Office, command: FinishTopic, at: Instant) -> list[Event]:
    """The active topic is settled."""
    ticket = _served(office, command.ticket)
    if ticket.topic is None:
        raise CommandRejected("topic_none_active", f"Ticket {name_of(ticket)} has no active topic.")
    _with_outcome(office, (ticket.topic,), command.outcome)
    return [TopicFinished(at=at, ticket=ticket.id, topic=ticket.topic, outcome=command.outcome)]


def complete(office: Office, command: Complete, at: Instant) -> list[Event]:
    """The end of the visit, or the way back to whoever transferred it and wanted it back."""
    ticket = _served(office, command.ticket)
    _with_outcome(office, ticket.topics, command.outcome)
    if ticket.returns:
        sender = ticket.returns[-1]
        pin = pin_to_manager(office, sender.manager, at)
        return [TicketSentBack(at=at, ticket=ticket.id, topic=sender.topic, outcome=command.outcome, pin=pin)]
    return [VisitCompleted(at=at, ticket=ticket.id, outcome=command.outcome)]


def cancel(office: Office, command: Cancel, at: Instant) -> list[Event]:
    """The visitor gives the ticket up."""
    ticket = in_state(the_ticket(office, command.ticket), CANCELLABLE, "ticket_not_waiting")
    return [TicketCancelled(at=at, ticket=ticket.id)]


def mark_left(office: Office, command: MarkLeft, at: Instant) -> list[Event]:
    """Staff saw that the visitor is gone, without a call."""
    ticket = in_state(the_ticket(office, command.ticket), WAITING, "ticket_not_waiting")
    return [TicketLeft(at=at, ticket=ticket.id)]


def remove(office: Office, command: Remove, at: Instant) -> list[Event]:
    """A supervisor takes the ticket out, and says why."""
    ticket = in_state(the_ticket(office, command.ticket), OPEN_STATES, "ticket_not_open")
    if not command.reason or not command.reason.strip():
        raise CommandRejected("reason_required", "Removing a ticket needs a reason.", ticket.state.value)
    return [TicketRemoved(at=at, ticket=ticket.id, reason=command.reason)]


def rate(office: Office, command: Rate, at: Instant) -> list[Event]:
    """1 to 5, once."""
    ticket = in_state(the_ticket(office, command.ticket), COMPLETED, "ticket_not_completed")
    if command.score is None or not 1 <= command.score <= BEST_SCORE:
        raise CommandRejected("rate_invalid", f"A rating is a whole number from 1 to {BEST_SCORE}.")
    if ticket.score is not None:
        raise CommandRejected("rate_already_given", f"Ticket {name_of(ticket)} was rated already.", ticket.state.value)
    return [VisitRated(at=at, ticket=ticket.id, score=command.score, comment=command.comment)]


def _served(office: Office, ticket_id: TicketId) -> Ticket:
    return in_state(the_ticket(office, ticket_id), SERVING, "ticket_not_serving")


def _with_outcome(office: Office, topics: tuple[str, ...], outcome: str | None) -> None:
    known = office.configured.topics
    needing = [topic for topic in topics if topic in known and known[topic].outcome_required]
    if needing and not (outcome and outcome.strip()):
        raise CommandRejected("outcome_required", f"Topic {needing[0]} needs an outcome.", TicketState.SERVING.value)
