"""Waiting and desks through a day: the log's events folded by the domain, looked at every few minutes.

Pure. Must not know where events are kept, nor what is drawn of the points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.events import TicketBooked, TicketIssued
from queue_server.domain.evolve import evolve
from queue_server.domain.ids import SECOND, Instant, Milliseconds, TicketId
from queue_server.domain.office import Desk, Office
from queue_server.domain.ticket import TicketState
from queue_server.log.recorded import Recorded

STEP_MS: Milliseconds = 5 * 60 * SECOND
"""Between two points: a day of twelve hours has 144, which is what a chart of a screen's width can show."""


@dataclass(frozen=True, slots=True)
class Point:
    """An office at one moment: people waiting, desks open and not on a break, desks with a visitor being served."""

    at: Instant
    waiting: int
    desks_open: int
    serving: int


def began_before(recorded: Sequence[Recorded]) -> list[TicketId]:
    """Tickets that `recorded` speaks of without their beginning: booked on an earlier day, or still there from it."""
    seen: dict[TicketId, bool] = {}
    for record in recorded:
        ticket: TicketId | None = getattr(record.event, "ticket", None)
        if ticket is not None:
            seen.setdefault(ticket, isinstance(record.event, TicketIssued | TicketBooked))
    return [ticket for ticket, begins in seen.items() if not begins]


def curve(config: OfficeConfig, recorded: Sequence[Recorded], *, begin_at: Instant, end_at: Instant) -> list[Point]:
    """A point every `STEP_MS` to `end_at`: from `begin_at` where somebody was there then, else from the first event
    after it.

    `recorded` is in order, each ticket with its beginning (see `began_before`).
    """
    office = Office(id=config.id, config=config, desks={number: Desk(number) for number in config.desks})
    return list(_points(office, recorded, begin_at, end_at))


def _points(office: Office, recorded: Sequence[Recorded], begin_at: Instant, end_at: Instant) -> Iterator[Point]:
    first = next((place for place, record in enumerate(recorded) if record.at >= begin_at), len(recorded))
    for record in recorded[:first]:
        office = evolve(office, record.event)
    if anybody(point(office, begin_at)):
        at = begin_at + -begin_at % STEP_MS
    elif first < len(recorded):
        at = max(recorded[first].at - recorded[first].at % STEP_MS, begin_at + -begin_at % STEP_MS)
    else:
        return
    for record in recorded[first:]:
        while at < record.at and at <= end_at:
            yield point(office, at)
            at += STEP_MS
        office = evolve(office, record.event)
    while at <= end_at:
        yield point(office, at)
        at += STEP_MS


def anybody(one: Point) -> bool:
    """Whether the office was not empty."""
    return bool(one.waiting or one.desks_open or one.serving)


def point(office: Office, at: Instant) -> Point:
    """The office as it is."""
    working = [desk for desk in office.desks.values() if desk.manager is not None and desk.break_since_at is None]
    visitors = (office.tickets.get(desk.ticket) for desk in working if desk.ticket is not None)
    return Point(
        at=at,
        waiting=sum(len(line) for lines in (office.lines, office.early) for line in lines.values()),
        desks_open=len(working),
        serving=sum(ticket is not None and ticket.state is TicketState.SERVING for ticket in visitors),
    )
