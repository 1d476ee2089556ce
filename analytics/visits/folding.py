"""From events to visits: folds one office's log with the domain's own `evolve`.

Rows of visits that ended come out as they end (again, where a no-show comes back or a visitor rates); those that still
go on can be asked for at any moment. Must not know where rows are kept.
"""

from dataclasses import dataclass, field, replace

from analytics.fair_play.marks import Mark, MarkWatch
from analytics.visits.desk_time import DeskTime, DeskWatch
from analytics.visits.visit import Trail, Visit, visit_of
from queue_server.domain.events import (
    DayOpened,
    Event,
    NoShowMarked,
    ServiceStarted,
    TicketBooked,
    TicketCalled,
    TicketCancelled,
    TicketIssued,
    TicketLeft,
    TicketRemoved,
    TicketRestored,
    TicketSentBack,
    TicketTransferred,
    TicketUnserved,
    VisitCompleted,
    VisitRated,
)
from queue_server.domain.evolve import evolve
from queue_server.domain.forgetting import forget
from queue_server.domain.ids import SECOND, Instant, TicketId
from queue_server.domain.office import Office
from queue_server.domain.ticket import TicketState

KEPT_AFTER_END_MS = 7 * 24 * 3600 * SECOND
"""How long an ended visit is remembered, so that a later rating finds it."""

ENDS = VisitCompleted | TicketCancelled | TicketLeft | TicketRemoved | TicketUnserved | NoShowMarked | VisitRated

LEG_BEGINS = (TicketTransferred, TicketSentBack, TicketRestored)
"""What ends one wait of a visit and begins the next."""


@dataclass(slots=True)
class VisitFolder:
    """The state of one office so far, what is remembered of each ticket's way, and the desks' time.

    `marks` are those of fair play that the last event made.
    """

    office: Office
    trails: dict[TicketId, Trail] = field(default_factory=dict)
    desks: DeskWatch = field(default_factory=DeskWatch)
    watch: MarkWatch = field(default_factory=MarkWatch)
    marks: list[Mark] = field(default_factory=list)

    def take(self, event: Event, actor: str = "") -> Visit | None:
        """Folds `event`, which `actor` brought about; the visit's row where it ended it or added to its end."""
        self.desks.until(self.office, event.at)
        before, self.office = self.office, evolve(self.office, event)
        self.marks = self.watch.take(before, event, self.office, actor=actor)
        self._follow(event, before)
        if isinstance(event, ENDS):
            ticket = self.office.tickets.get(event.ticket)
            trail = self.trails.get(event.ticket)
            if ticket is not None and trail is not None:
                return visit_of(self.office, ticket, trail, event.at)
        return None

    def going_on(self, at: Instant) -> list[Visit]:
        """The rows of numbered visits that have not ended, as they stand at `at`."""
        rows = (
            visit_of(self.office, ticket, self.trails[ticket.id], at)
            for ticket in self.office.open_tickets()
            if ticket.state is not TicketState.BOOKED and ticket.id in self.trails
        )
        return [row for row in rows if row is not None]

    def desk_time(self) -> list[DeskTime]:
        """The desks' time of whole local days that are over, or closed for now (again, should such a day reopen)."""
        return self.desks.finished(self.office)

    def desk_time_going_on(self, at: Instant) -> list[DeskTime]:
        """The desks' time of the present day as it stands at `at`; nothing while office and desks are closed."""
        return self.desks.going_on(self.office, at)

    def open_from(self) -> str | None:
        """The first local day on which something still goes on: a visit, or open desks. None: nothing does."""
        days = {row.day for row in self.going_on(self.desks.since_at)}
        days |= {row.day for row in self.desk_time_going_on(self.desks.since_at)}
        return min(days, default=None)

    def _follow(self, event: Event, before: Office) -> None:
        if isinstance(event, LEG_BEGINS):
            self._follow_leg(event, before)
        match event:
            case TicketIssued() | TicketBooked():
                self.trails[event.ticket] = Trail(topic=event.topic)
            case TicketTransferred():
                trail = self.trails[event.ticket]
                self.trails[event.ticket] = replace(trail, transfers=trail.transfers + 1)
            case TicketCalled():
                trail = self.trails[event.ticket]
                self.trails[event.ticket] = replace(trail, first_called_at=trail.first_called_at or event.at)
            case ServiceStarted():
                self._follow_start(event)
            case DayOpened():
                self._forget(event.at)
            case _:
                pass

    def _follow_leg(self, event: TicketTransferred | TicketSentBack | TicketRestored, before: Office) -> None:
        waited, waits = before.tickets.get(event.ticket), self.office.tickets.get(event.ticket)
        if waited is not None and waits is not None:
            self.trails[event.ticket] = self.trails[event.ticket].leg_ended(waited, waits.counted_ms)

    def _follow_start(self, event: ServiceStarted) -> None:
        ticket = self.office.tickets.get(event.ticket)
        trail = self.trails[event.ticket]
        desk = ticket.desk if ticket is not None else None
        desks = trail.desks if desk is None or desk in trail.desks else (*trail.desks, desk)
        self.trails[event.ticket] = replace(trail, desks=desks, first_started_at=trail.first_started_at or event.at)

    def _forget(self, at: Instant) -> None:
        self.office = forget(self.office, at - KEPT_AFTER_END_MS)
        self.trails = {name: trail for name, trail in self.trails.items() if name in self.office.tickets}
