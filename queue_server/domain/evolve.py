"""evolve(office, event) → office: what an event changes. It never refuses what was recorded."""

from collections.abc import Iterable
from functools import reduce
from typing import assert_never

from queue_server.domain import day_changes as day
from queue_server.domain import desk_changes as desks
from queue_server.domain import service_changes as service
from queue_server.domain import ticket_changes as tickets
from queue_server.domain import waiting_changes as waiting
from queue_server.domain.events import (
    BreakEnded,
    BreakStarted,
    CallReturned,
    DayClosed,
    DayOpened,
    DeskClosed,
    DeskOpened,
    Event,
    IssuingResumed,
    IssuingStopped,
    NoShowMarked,
    OfficeConfigured,
    PinEnded,
    ServiceStarted,
    SlotReached,
    TicketBooked,
    TicketCalled,
    TicketCancelled,
    TicketCheckedIn,
    TicketIssued,
    TicketLeft,
    TicketPostponed,
    TicketRecalled,
    TicketRemoved,
    TicketRestored,
    TicketResumed,
    TicketSentBack,
    TicketTransferred,
    TicketUnserved,
    TopicAdded,
    TopicFinished,
    TopicResumed,
    TopicsSet,
    TopicSuspended,
    TopicSwitched,
    VisitCompleted,
    VisitRated,
)
from queue_server.domain.office import Office
from queue_server.domain.ticket import TicketState


def fold(office: Office, events: Iterable[Event]) -> Office:
    """The office after all `events`, in order."""
    return reduce(evolve, events, office)


def evolve(office: Office, event: Event) -> Office:
    """The office after `event`."""
    match event:
        case TicketIssued():  # the first four, because nearly every visit has them
            return tickets.issued(office, event)
        case TicketCalled():
            return service.called(office, event)
        case ServiceStarted():
            return service.started(office, event)
        case VisitCompleted():
            return service.completed(office, event)
        case OfficeConfigured():
            return day.configured(office, event)
        case DayOpened():
            return day.opened(office, event)
        case IssuingStopped():
            return day.issuing(office, event.at, issuing=False)
        case IssuingResumed():
            return day.issuing(office, event.at, issuing=True)
        case DayClosed():
            return day.closed(office, event)
        case TopicSuspended():
            return day.suspended(office, event)
        case TopicResumed():
            return day.resumed(office, event)
        case DeskOpened():
            return desks.opened(office, event)
        case DeskClosed():
            return desks.closed(office, event)
        case BreakStarted():
            return desks.break_started(office, event)
        case BreakEnded():
            return desks.break_ended(office, event)
        case TopicsSet():
            return desks.topics_set(office, event)
        case TicketBooked():
            return tickets.booked(office, event)
        case TicketCheckedIn():
            return tickets.checked_in(office, event)
        case SlotReached():
            return waiting.slot_reached(office, event)
        case PinEnded():
            return waiting.pin_ended(office, event)
        case TicketTransferred():
            return waiting.transferred(office, event)
        case CallReturned():
            return waiting.returned(office, event)
        case TicketPostponed():
            return waiting.postponed(office, event)
        case TicketResumed():
            return waiting.resumed(office, event)
        case TicketRestored():
            return waiting.restored(office, event)
        case TicketSentBack():
            return waiting.sent_back(office, event)
        case TicketRecalled():
            return service.recalled(office, event)
        case TopicAdded():
            return service.topic_added(office, event)
        case TopicSwitched():
            return service.topic_switched(office, event)
        case TopicFinished():
            return service.topic_finished(office, event)
        case NoShowMarked():
            return tickets.ended(office, event.at, event.ticket, TicketState.NO_SHOW)
        case TicketCancelled():
            return tickets.ended(office, event.at, event.ticket, TicketState.CANCELLED)
        case TicketLeft():
            return tickets.ended(office, event.at, event.ticket, TicketState.LEFT)
        case TicketRemoved():
            return tickets.removed(office, event)
        case TicketUnserved():
            return tickets.ended(office, event.at, event.ticket, TicketState.UNSERVED)
        case VisitRated():
            return tickets.rated(office, event)
        case _:
            assert_never(event)
