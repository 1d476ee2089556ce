"""The office's day: opening, stopping to issue, closing, and topics that are suspended for a while."""

from queue_server.domain.commands import (
    CloseDay,
    Configure,
    OpenDay,
    ResumeIssuing,
    ResumeTopic,
    StopIssuing,
    SuspendTopic,
)
from queue_server.domain.desks import closing
from queue_server.domain.events import (
    DayClosed,
    DayOpened,
    Event,
    IssuingResumed,
    IssuingStopped,
    OfficeConfigured,
    TicketUnserved,
    TopicResumed,
    TopicSuspended,
)
from queue_server.domain.finding import the_topic, with_day_open
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.domain.rejection import CommandRejected
from queue_server.domain.ticket import TicketState

ENDED_AT_CLOSING = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.POSTPONED})


def configure(office: Office, command: Configure, at: Instant) -> list[Event]:
    """What the organisation file says of this office is part of its log, or a replay would decide otherwise."""
    if command.config.same_as(office.config):
        return []
    return [OfficeConfigured(at=at, config=command.config)]


def open_day(office: Office, command: OpenDay, at: Instant) -> list[Event]:  # noqa: ARG001
    """Open means between `open_day` and `close_day`, whatever the hours."""
    if office.day_open:
        raise CommandRejected("office_already_open", f"Office {office.id} is open already.")
    return [DayOpened(at=at, date=local_date(office.configured, at))]


def stop_issuing(office: Office, command: StopIssuing, at: Instant) -> list[Event]:  # noqa: ARG001
    """No more tickets; who has one is served."""
    with_day_open(office)
    if not office.issuing:
        raise CommandRejected("office_not_issuing", f"Office {office.id} has stopped issuing already.")
    return [IssuingStopped(at=at)]


def resume_issuing(office: Office, command: ResumeIssuing, at: Instant) -> list[Event]:  # noqa: ARG001
    """Tickets again."""
    with_day_open(office)
    if office.issuing:
        raise CommandRejected("office_already_issuing", f"Office {office.id} issues tickets already.")
    return [IssuingResumed(at=at)]


def close_day(office: Office, command: CloseDay, at: Instant) -> list[Event]:  # noqa: ARG001
    """Who still waits was not served, and the log says so. Refused while anybody is being served."""
    with_day_open(office)
    tickets = sorted(office.open_tickets(), key=lambda ticket: ticket.order)
    serving = [ticket.number for ticket in tickets if ticket.state is TicketState.SERVING]
    if serving:
        raise CommandRejected("office_still_serving", f"Being served: {', '.join(n for n in serving if n)}.")
    unserved = [TicketUnserved(at=at, ticket=ticket.id) for ticket in tickets if ticket.state in ENDED_AT_CLOSING]
    closed = [event for desk in office.desks.values() for event in closing(office, desk, at)]
    gone = {event.ticket for event in unserved}
    kept = [event for event in closed if getattr(event, "ticket", None) not in gone]
    return [*unserved, *kept, DayClosed(at=at)]


def suspend_topic(office: Office, command: SuspendTopic, at: Instant) -> list[Event]:
    """Refuses tickets for this topic only."""
    topic = the_topic(office, command.topic)
    if topic in office.suspended:
        raise CommandRejected("topic_suspended", f"Topic {topic} is suspended already.")
    return [TopicSuspended(at=at, topic=topic, reason=command.reason)]


def resume_topic(office: Office, command: ResumeTopic, at: Instant) -> list[Event]:
    """Tickets for this topic again."""
    topic = the_topic(office, command.topic)
    if topic not in office.suspended:
        raise CommandRejected("topic_not_suspended", f"Topic {topic} is not suspended.")
    return [TopicResumed(at=at, topic=topic)]
