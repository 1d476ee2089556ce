"""What events change of a desk and of the manager who sits there."""

from queue_server.domain.changing import changed
from queue_server.domain.events import BreakEnded, BreakStarted, DeskClosed, DeskOpened, TopicsSet
from queue_server.domain.ids import DeskNumber, Instant
from queue_server.domain.office import Desk, Office, Rest

RESTS_KEPT = 20
"""Of one manager's day: nobody has more, and a button that is pressed all day must not fill the memory."""


def opened(office: Office, event: DeskOpened) -> Office:
    """A manager sits down."""
    desk = Desk(number=event.desk, manager=event.manager, topics=event.topics, opened_at=event.at, since_at=event.at)
    return _with(office, desk, event.at)


def closed(office: Office, event: DeskClosed) -> Office:
    """The manager is offline, and a break is over; pins to either end by events of their own. A desk no longer
    configured goes."""
    office = changed(_rested(office, event.desk, event.at), left={**office.left, event.manager: event.at})
    if event.desk not in office.configured.desks:
        rest = {number: desk for number, desk in office.desks.items() if number != event.desk}
        return changed(office, desks=rest, last_at=event.at)
    return _with(office, Desk(number=event.desk, since_at=event.at), event.at)


def break_started(office: Office, event: BreakStarted) -> Office:
    """The desk calls nobody for a while."""
    desk = changed(_desk(office, event.desk), break_since_at=event.at, break_reason=event.reason, since_at=event.at)
    return _with(office, desk, event.at)


def break_ended(office: Office, event: BreakEnded) -> Office:
    """The desk is ready again."""
    office = _rested(office, event.desk, event.at)
    desk = changed(_desk(office, event.desk), break_since_at=None, break_reason=None, since_at=event.at)
    return _with(office, desk, event.at)


def topics_set(office: Office, event: TopicsSet) -> Office:
    """Which topics the desk serves from now on."""
    return _with(office, changed(_desk(office, event.desk), topics=event.topics), event.at)


def _rested(office: Office, number: DeskNumber, at: Instant) -> Office:
    """The office that knows that the break which goes on at the desk, if one does, is over."""
    desk = _desk(office, number)
    if desk.manager is None or desk.break_since_at is None:
        return office
    before = office.rested.get(desk.manager, ())
    rests = (*before, Rest(desk.break_since_at, at))[-RESTS_KEPT:]
    return changed(office, rested={**office.rested, desk.manager: rests})


def _desk(office: Office, number: DeskNumber) -> Desk:
    return office.desks.get(number) or Desk(number)


def _with(office: Office, desk: Desk, at: Instant) -> Office:
    return changed(office, desks={**office.desks, desk.number: desk}, last_at=at)
