"""Visits of the past as the events that would have been recorded, in the order in which they happened.

What files do not tell is told as little as possible: a day is open from its first event until nobody is in the office
and the date has changed; a desk from its first call to its last end of service before somebody else sits there, or
nobody is called there for `SHIFT_GAP_MS`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.events import (
    DayClosed,
    DayOpened,
    DeskClosed,
    DeskOpened,
    Event,
    NoShowMarked,
    ServiceStarted,
    TicketCalled,
    TicketCancelled,
    TicketIssued,
    TicketLeft,
    TicketPostponed,
    TicketRemoved,
    TicketResumed,
    TicketTransferred,
    TicketUnserved,
    VisitCompleted,
)
from queue_server.domain.ids import SECOND, DeskNumber, Instant, ManagerId, TicketId
from queue_server.domain.opening import local_date
from queue_server.domain.ticket import PostponedBy
from queue_server.log.history.visit import Leg, Visit

IMPORTED = "imported"
NOT_YET_IN_LINE = "not yet in the next line"

Place: TypeAlias = tuple[Instant, int, Instant, int, int]
"""Sorts events: by time; then who goes before who comes before who is served; then the shorter service first."""

GOES, COMES, IS_SERVED = 0, 1, 2

SHIFT_GAP_MS = 4 * 3600 * SECOND
"""A desk at which nobody was called for longer was closed in between. In two months of a bank 99.9 % of the pauses
within a manager's date are shorter, and every night between two shifts is longer (from seven hours on)."""

QUARTER_HOUR = 900 * SECOND
"""No zone changes its date within a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class NumberedVisit:
    """A visit with the id and number that it has in the log."""

    visit: Visit
    ticket: TicketId
    number: str
    date: str


def told(config: OfficeConfig, visits: Iterable[NumberedVisit]) -> Iterator[list[Event]]:
    """The events of one office, cut where its day is over: each list begins and ends with the office closed."""
    placed: list[tuple[Place, Event]] = []
    endless: set[TicketId] = set()
    for order, numbered in enumerate(visits):
        placed.extend(_placed(order, numbered))
        if numbered.visit.last.end == "unserved":
            endless.add(numbered.ticket)
    placed.sort(key=lambda pair: pair[0])
    for day in _days(config, [event for _, event in placed], endless):
        yield _with_day(config, day, endless)


def _placed(order: int, numbered: NumberedVisit) -> Iterator[tuple[Place, Event]]:
    before: tuple[Instant, int] = (-1, GOES)
    for step, (event, leg) in enumerate(_events(numbered)):
        match event:
            case TicketIssued():
                phase = COMES
            case TicketCalled() | ServiceStarted():
                phase = IS_SERVED
            case _:
                phase = GOES
        if event.at == before[0]:
            phase = max(phase, before[1])
        before = (event.at, phase)
        ends_at = leg.finished_at if leg.finished_at is not None else event.at
        yield (event.at, phase, ends_at if phase == IS_SERVED else 0, order, step), event


def _events(numbered: NumberedVisit) -> Iterator[tuple[Event, Leg]]:
    visit, ticket = numbered.visit, numbered.ticket
    first = visit.legs[0]
    yield (
        TicketIssued(
            at=visit.issued_at,
            ticket=ticket,
            number=numbered.number,
            date=numbered.date,
            topic=first.topic,
            issued_at=visit.issued_at,
            clock_start_at=visit.issued_at,
            category=visit.category,
            language=visit.language,
        ),
        first,
    )
    for leg, following in zip(visit.legs, (*visit.legs[1:], None), strict=True):
        for event in _leg(ticket, leg):
            yield event, leg
        if following is not None:
            for event in _onward(ticket, leg, following):
                yield event, leg
        elif (end := _end(ticket, leg)) is not None:
            yield end, leg


def _leg(ticket: TicketId, leg: Leg) -> Iterator[Event]:
    ended_at = leg.finished_at if leg.finished_at is not None else leg.queued_at
    if leg.called_at is not None and leg.desk is not None and leg.manager is not None:
        yield TicketCalled(at=leg.called_at, ticket=ticket, desk=leg.desk, manager=leg.manager)
    if leg.end == "completed":
        yield ServiceStarted(at=leg.started_at if leg.started_at is not None else ended_at, ticket=ticket)


def _onward(ticket: TicketId, leg: Leg, following: Leg) -> Iterator[Event]:
    """From one desk to the next line. Time between the two is neither waiting nor service."""
    ended_at = leg.finished_at if leg.finished_at is not None else leg.queued_at
    yield TicketTransferred(at=ended_at, ticket=ticket, topic=following.topic)
    if following.queued_at > ended_at:
        yield TicketPostponed(
            at=ended_at,
            ticket=ticket,
            by=PostponedBy.VISITOR,
            reason=NOT_YET_IN_LINE,
            due_at=following.queued_at,
        )
        yield TicketResumed(at=following.queued_at, ticket=ticket)


def _end(ticket: TicketId, leg: Leg) -> Event | None:
    at = leg.finished_at if leg.finished_at is not None else leg.queued_at
    match leg.end:
        case "completed":
            return VisitCompleted(at=at, ticket=ticket)
        case "left":
            return TicketLeft(at=at, ticket=ticket)
        case "cancelled":
            return TicketCancelled(at=at, ticket=ticket)
        case "no_show":
            return NoShowMarked(at=at, ticket=ticket)
        case "removed":
            return TicketRemoved(at=at, ticket=ticket, reason=IMPORTED)
        case _:
            return None


ENDS = (VisitCompleted, TicketLeft, TicketCancelled, NoShowMarked, TicketRemoved)
FREES = (VisitCompleted, NoShowMarked, TicketTransferred)


def _days(config: OfficeConfig, events: list[Event], endless: set[TicketId]) -> Iterator[list[Event]]:
    """Cut at the first moment at which nobody is in the office and what follows is of another local date."""
    day: list[Event] = []
    present: set[TicketId] = set()
    date_in = lru_cache(maxsize=1024)(lambda quarter: local_date(config, quarter * QUARTER_HOUR))
    for event, following in zip(events, (*events[1:], None), strict=True):
        day.append(event)
        if isinstance(event, TicketIssued) and event.ticket not in endless:
            present.add(event.ticket)
        elif isinstance(event, ENDS):
            present.discard(event.ticket)
        over = following is None or date_in(following.at // QUARTER_HOUR) != date_in(day[0].at // QUARTER_HOUR)
        if over and not present:
            yield day
            day = []


def _with_day(config: OfficeConfig, events: list[Event], endless: set[TicketId]) -> list[Event]:
    """The same events, with the opening and closing of the day and the desks around them."""
    first_at, last_at = events[0].at, events[-1].at
    told: list[Event] = [DayOpened(at=first_at, date=local_date(config, first_at))]
    closes = _last_uses(events)
    sits: dict[DeskNumber, ManagerId] = {}
    at_desk: dict[TicketId, DeskNumber] = {}
    for index, event in enumerate(events):
        if isinstance(event, TicketCalled):
            if event.desk not in sits:
                topics = tuple(config.managers[event.manager].topics)
                told.append(DeskOpened(at=event.at, desk=event.desk, manager=event.manager, topics=topics))
                sits[event.desk] = event.manager
            at_desk[event.ticket] = event.desk
        told.append(event)
        if index in closes and isinstance(event, FREES):
            desk = at_desk[event.ticket]
            told.append(DeskClosed(at=event.at, desk=desk, manager=sits.pop(desk)))
    told.extend(
        TicketUnserved(at=last_at, ticket=event.ticket)
        for event in events
        if isinstance(event, TicketIssued) and event.ticket in endless
    )
    told.append(DayClosed(at=last_at))
    return told


def _last_uses(events: list[Event]) -> set[int]:
    """Where a desk is freed and its manager calls nobody more there, first calls elsewhere, or calls a shift later."""
    calls: dict[TicketId, TicketCalled] = {}
    freed: list[tuple[int, TicketCalled]] = []
    for index, event in enumerate(events):
        if isinstance(event, TicketCalled):
            calls[event.ticket] = event
        elif isinstance(event, FREES) and event.ticket in calls:
            freed.append((index, calls.pop(event.ticket)))
    next_at_desk: dict[DeskNumber, TicketCalled] = {}
    next_of_manager: dict[ManagerId, TicketCalled] = {}
    last = set()
    for index, call in reversed(freed):
        following = next_at_desk.get(call.desk)
        same_shift = (
            following is not None
            and following is next_of_manager.get(call.manager)
            and following.at - events[index].at <= SHIFT_GAP_MS
        )
        if not same_shift:
            last.add(index)
        next_at_desk[call.desk] = next_of_manager[call.manager] = call
    return last
