"""Marks: moments of the log that a rule of fair play looks at, each with its ticket, its manager and its length.

A mark says what happened, never that it was wrong: one call taken back is a mistake, ten a day are a habit. How many
are too many, `rules` says. Marks are read off the event and the office just before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from queue_server.domain.clocks import accountable_ms, service_ms
from queue_server.domain.events import (
    CallReturned,
    DayClosed,
    Event,
    IssuingResumed,
    IssuingStopped,
    NoShowMarked,
    ServiceStarted,
    TicketCalled,
    TicketIssued,
    TicketPostponed,
    TicketTransferred,
    TopicsSet,
    VisitCompleted,
)
from queue_server.domain.ids import SECOND, DeskNumber, Instant, ManagerId, Milliseconds, TopicId
from queue_server.domain.office import Desk, Office
from queue_server.domain.opening import hours_around, local_date
from queue_server.domain.routing import next_ticket
from queue_server.domain.ticket import PostponedBy, Ticket, TicketState

EARLY_NO_SHOW_MS = 60 * SECOND
"""The domain allows a no-show after 40 s; nobody has crossed a hall and found the desk much sooner than in a minute."""
IDLE_STRETCH_MS = 120 * SECOND
"""Between two visitors a manager writes something down; two minutes of that with people waiting is a pause."""
SHORT_SERVICE_MS = 10 * SECOND
CLOSED_EARLY_MS = 900 * SECOND
"""Tickets refused for a quarter of an hour or more of the opening hours."""
HARDER = 1.25
"""A topic is harder than another where its services take so many times as long."""
LEARNED_SERVICES = 20
"""Services of a topic after which their mean is trusted above the organisation file's first guess."""
VISITOR = "visitor"
"""The log's name for somebody who followed their own ticket."""


class Rule(StrEnum):
    """What is looked for."""

    CALLED_EARLY = "called_early"
    EARLY_NO_SHOW = "early_no_show"
    IDLE_WHILE_WAITING = "idle_while_waiting"
    HARD_TOPICS_SKIPPED = "hard_topics_skipped"
    MASS_POSTPONING = "mass_postponing"
    ISSUING_CLOSED_EARLY = "issuing_closed_early"
    SERVED_IN_SECONDS = "served_in_seconds"


@dataclass(frozen=True, slots=True)
class Mark:
    """One sign: `lasted_ms` of what the rule measures, from or up to `at`; ticket and manager where there is one."""

    office: str
    day: str
    rule: str
    at: Instant
    manager: ManagerId | None
    ticket: str | None
    number: str | None
    lasted_ms: Milliseconds


@dataclass(slots=True)
class MarkWatch:
    """What has to be remembered between two events of one office."""

    idle: dict[DeskNumber, tuple[Instant, str, str | None]] = field(default_factory=dict)
    services: dict[TopicId, tuple[int, Milliseconds]] = field(default_factory=dict)
    stopped_at: Instant | None = None
    last: tuple[str, str | None] | None = None
    """The last ticket that was given out on the present day: its id and number."""

    def take(self, before: Office, event: Event, after: Office, *, actor: str = "") -> list[Mark]:
        """The marks that `event` makes; `before` is the office as it stood until then."""
        if before.config is None:
            return []
        found = [
            *self._of_ticket(before, event, actor),
            *self._of_office(before, event),
            *self._of_idle(after, event.at),
        ]
        self._learn(before, event)
        return found

    def _of_ticket(self, office: Office, event: Event, actor: str) -> Iterator[Mark]:
        match event:
            case CallReturned() | TicketTransferred() | TicketPostponed(by=PostponedBy.OFFICE):
                ticket = _the(office, event.ticket)
                if ticket.state is TicketState.CALLED:
                    yield _mark(office, Rule.CALLED_EARLY, event.at, ticket, event.at - ticket.since_at)
            case ServiceStarted():
                ticket = _the(office, event.ticket)
                if event.at - ticket.since_at > office.configured.limits.walk_limit_s * SECOND:
                    yield _mark(office, Rule.CALLED_EARLY, event.at, ticket, event.at - ticket.since_at)
            case NoShowMarked():
                ticket = _the(office, event.ticket)
                if event.at - ticket.since_at <= EARLY_NO_SHOW_MS:
                    yield _mark(office, Rule.EARLY_NO_SHOW, event.at, ticket, event.at - ticket.since_at)
            case VisitCompleted():
                ticket = _the(office, event.ticket)
                served_ms = service_ms(ticket, event.at)
                if served_ms < SHORT_SERVICE_MS:
                    yield _mark(office, Rule.SERVED_IN_SECONDS, event.at, ticket, served_ms)
            case TicketPostponed(by=PostponedBy.VISITOR) if actor != VISITOR:
                ticket = _the(office, event.ticket)
                waited_ms = accountable_ms(ticket, event.at)
                if 2 * waited_ms >= ticket.target_ms:
                    yield _mark(office, Rule.MASS_POSTPONING, event.at, ticket, waited_ms)
            case TicketCalled(out_of_order=True):
                yield from self._skipped(office, event)
            case TopicsSet():
                yield from self._dropped(office, event)
            case _:
                pass

    def _skipped(self, office: Office, event: TicketCalled) -> Iterator[Mark]:
        """Whose turn it was, where theirs is the harder topic."""
        turn, called = next_ticket(office, office.desks[event.desk]), _the(office, event.ticket)
        if turn is not None and self._expected_ms(office, turn.topic) >= HARDER * self._expected_ms(
            office, called.topic
        ):
            waited_ms = accountable_ms(turn, event.at)
            yield _mark(office, Rule.HARD_TOPICS_SKIPPED, event.at, turn, waited_ms, manager=event.manager)

    def _dropped(self, office: Office, event: TopicsSet) -> Iterator[Mark]:
        """Those who wait first for topics that a desk no longer serves, where they are harder than what it keeps."""
        desk = office.desks[event.desk]
        kept = [self._expected_ms(office, topic) for topic in event.topics]
        for topic in desk.topics:
            first = _first(office, topic)
            if topic in event.topics or first is None:
                continue
            if kept and self._expected_ms(office, topic) >= HARDER * sum(kept) / len(kept):
                waited_ms = accountable_ms(first, event.at)
                yield _mark(office, Rule.HARD_TOPICS_SKIPPED, event.at, first, waited_ms, manager=desk.manager)

    def _of_office(self, office: Office, event: Event) -> Iterator[Mark]:
        match event:
            case IssuingStopped():
                self.stopped_at = event.at
            case IssuingResumed():
                yield from self._closed_early(office, self.stopped_at, event.at)
                self.stopped_at = None
            case DayClosed():
                hours = hours_around(office.configured, event.at)
                end_at = max(event.at, hours[1] if hours else 0)
                yield from self._closed_early(office, self.stopped_at or event.at, end_at)
                self.stopped_at = self.last = None
            case TicketIssued() if self.stopped_at is None:
                self.last = (event.ticket, event.number)
            case _:
                pass

    def _closed_early(self, office: Office, stopped_at: Instant | None, until_at: Instant) -> Iterator[Mark]:
        """The time within the opening hours in which no tickets were given out, with the last that was."""
        hours = hours_around(office.configured, stopped_at) if stopped_at is not None else None
        if stopped_at is None or hours is None:
            return
        begin_at, end_at = max(stopped_at, hours[0]), min(until_at, hours[1])
        if end_at - begin_at >= CLOSED_EARLY_MS:
            day, (ticket, number) = local_date(office.configured, begin_at), self.last or (None, None)
            rule = Rule.ISSUING_CLOSED_EARLY
            yield Mark(office.id, day, rule, begin_at, None, ticket, number, end_at - begin_at)

    def _of_idle(self, office: Office, at: Instant) -> Iterator[Mark]:
        """Stretches end when the desk calls, closes or goes on a break, or nobody waits for it any more."""
        for desk in office.desks.values():
            waiting = next_ticket(office, desk) if _free(desk) else None
            since = self.idle.get(desk.number)
            if waiting is not None:
                if since is None:
                    self.idle[desk.number] = (at, waiting.id, desk.manager)
            elif since is not None:
                del self.idle[desk.number]
                if at - since[0] >= IDLE_STRETCH_MS:
                    ticket, day = office.tickets.get(since[1]), local_date(office.configured, since[0])
                    number = ticket.number if ticket is not None else None
                    rule = Rule.IDLE_WHILE_WAITING
                    yield Mark(office.id, day, rule, since[0], since[2], since[1], number, at - since[0])

    def _learn(self, office: Office, event: Event) -> None:
        if isinstance(event, VisitCompleted):
            ticket = _the(office, event.ticket)
            served_ms = service_ms(ticket, event.at)
            if ticket.topic is not None and served_ms >= SHORT_SERVICE_MS:
                count, total_ms = self.services.get(ticket.topic, (0, 0))
                self.services[ticket.topic] = (count + 1, total_ms + served_ms)

    def _expected_ms(self, office: Office, topic: TopicId | None) -> float:
        count, total_ms = self.services.get(topic or "", (0, 0))
        if count >= LEARNED_SERVICES:
            return total_ms / count
        known = office.configured.topics.get(topic or "")
        return known.typical_service_s * SECOND if known is not None else 0.0


def _mark(
    office: Office, rule: Rule, at: Instant, ticket: Ticket, lasted_ms: Milliseconds, *, manager: str | None = None
) -> Mark:
    by = manager if manager is not None else ticket.manager
    return Mark(office.id, local_date(office.configured, at), rule, at, by, ticket.id, ticket.number, lasted_ms)


def _first(office: Office, topic: TopicId) -> Ticket | None:
    line = office.lines.get((topic, None, None))
    head = line.first() if line is not None else None
    return office.tickets.get(head[2]) if head is not None else None


def _free(desk: Desk) -> bool:
    return desk.manager is not None and desk.ticket is None and desk.break_since_at is None


def _the(office: Office, ticket: str) -> Ticket:
    found = office.tickets.get(ticket)
    if found is None:
        raise LookupError(f"office {office.id!r} does not know ticket {ticket!r}")
    return found
