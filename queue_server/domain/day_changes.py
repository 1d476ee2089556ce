"""What events change of the office as a whole: its configuration, its day, its topics."""

from queue_server.domain.changing import changed
from queue_server.domain.events import DayClosed, DayOpened, OfficeConfigured, TopicResumed, TopicSuspended
from queue_server.domain.ids import Instant
from queue_server.domain.office import Desk, Office
from queue_server.domain.standing import rebuild


def configured(office: Office, event: OfficeConfigured) -> Office:
    """What the organisation file says now. Desks it no longer names go once they are closed."""
    kept = {number: desk for number, desk in office.desks.items() if desk.manager is not None}
    desks = {number: kept.pop(number, Desk(number)) for number in event.config.desks}
    return rebuild(changed(office, config=event.config, desks={**desks, **kept}, last_at=event.at))


def opened(office: Office, event: DayOpened) -> Office:
    """The office is open and issues; its boards begin empty, and nobody has rested or left yet."""
    office = changed(office, day_open=True, issuing=True, day_opened_at=event.at, last_at=event.at)
    return changed(office, recent_calls=(), rested={}, left={})


def closed(office: Office, event: DayClosed) -> Office:
    """The day is over; open tickets and desks were ended by events of their own."""
    return changed(office, day_open=False, issuing=False, last_at=event.at)


def issuing(office: Office, at: Instant, *, issuing: bool) -> Office:
    """Whether tickets are issued."""
    return changed(office, issuing=issuing, last_at=at)


def suspended(office: Office, event: TopicSuspended) -> Office:
    """No tickets for this topic until it is resumed; who waits is served."""
    return changed(office, suspended={**office.suspended, event.topic: event.reason}, last_at=event.at)


def resumed(office: Office, event: TopicResumed) -> Office:
    """Tickets for this topic again."""
    rest = {topic: reason for topic, reason in office.suspended.items() if topic != event.topic}
    return changed(office, suspended=rest, last_at=event.at)
