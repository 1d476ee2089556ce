"""An office at one moment, and the figures that several views take from it, each worked out at most once.

Knows how to count what the state holds. The cost of every figure depends on topics, desks and lines, never on how many
wait: heads of lines are looked at, not the lines.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from queue_server.domain.clocks import breach_at
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.expected_wait import ExpectedWait
from queue_server.domain.ids import DeskNumber, Instant, TicketId, TopicId
from queue_server.domain.office import LineKey, Office
from queue_server.domain.routing import heads
from queue_server.domain.ticket import Ticket, TicketState
from queue_server.projections.day_figures import DayFigures, waits_since_at
from queue_server.projections.estimating import WaitEstimator

NEXT_SHOWN = 8
"""How many of those who are next a hall's board can show."""

LINE_LOOK = 64
"""How many from the head of one line are looked at for the longest wait and the next breaches.

A line is in order of the promise; a category's credit moves people by minutes, so whoever waits longest stands near
the head. The limit keeps an event's cost the same with 50 and with 50,000 waiting.
"""

BREACHES_SHOWN = 8
"""How many of the next breaches a desk is told of: it counts with them between two events."""


@dataclass(frozen=True, slots=True)
class LineFigures:
    """Of one line: how many stand in it, since when the one who waits longest, and the next breaches."""

    waiting: int
    longest_since_at: Instant | None
    breaches_at: tuple[Instant, ...]


class OfficeAt:
    """One office at one moment. Never changes; figures are worked out when first asked for."""

    def __init__(self, office: Office, at: Instant, estimator: WaitEstimator) -> None:
        self.office = office
        self.at = at
        self.estimator = estimator
        self._expected: dict[TopicId, ExpectedWait | None] = {}
        self._lines: dict[tuple[bool, LineKey], LineFigures] = {}
        self._day: DayFigures | None = None

    @property
    def config(self) -> OfficeConfig:
        """What the organisation file says of the office."""
        return self.office.configured

    @cached_property
    def waiting_by_topic(self) -> Counter[TopicId]:
        """People waiting by topic, pinned and early ones included."""
        counts: Counter[TopicId] = Counter()
        for lines in (self.office.lines, self.office.early):
            for (topic, _, _), line in lines.items():
                counts[topic] += len(line)
        return counts

    @cached_property
    def waiting(self) -> int:
        """People waiting in the whole office."""
        return self.waiting_by_topic.total()

    @cached_property
    def desks_by_topic(self) -> dict[TopicId, frozenset[DeskNumber]]:
        """Open desks by active topic, those on a break included."""
        desks: dict[TopicId, set[DeskNumber]] = {}
        for desk in self.office.desks.values():
            if desk.manager is not None:
                for topic in desk.topics:
                    desks.setdefault(topic, set()).add(desk.number)
        return {topic: frozenset(numbers) for topic, numbers in desks.items()}

    @property
    def day(self) -> DayFigures:
        """How the day stands with the standard, as of the last event; counted over all tickets unless it followed."""
        if self._day is None:
            self._day = DayFigures.of(self.office, self.office.last_at)
        return self._day

    def follow_day(self, before: "OfficeAt", tickets: Iterable[TicketId]) -> DayFigures:
        """The same, from the figures of the moment `before`, where nothing but `tickets` has changed since."""
        if self._day is None:
            self._day = before.day.after(before.office, self.office, tickets, self.office.last_at)
        return self._day

    @cached_property
    def calls(self) -> dict[str, Ticket]:
        """By number: the last calls and everybody now called. Who is back in the line is not among them."""
        found: dict[str, Ticket] = {}
        at_desks = (desk.ticket for desk in self.office.desks.values() if desk.ticket is not None)
        for ticket_id in (*self.office.recent_calls, *at_desks):
            ticket = self.office.tickets.get(ticket_id)
            if ticket is None or ticket.number is None or ticket.desk is None or ticket.called_at is None:
                continue
            recent = ticket_id in self.office.recent_calls
            other = found.get(ticket.number)
            newer = other is None or (other.called_at or 0) < ticket.called_at
            if newer and (recent or ticket.state is TicketState.CALLED):
                found[ticket.number] = ticket
        return found

    @cached_property
    def next_up(self) -> list[Ticket]:
        """Who is next in the whole office."""
        return heads(self.office, NEXT_SHOWN)

    @cached_property
    def skilled_topics(self) -> frozenset[TopicId]:
        """Topics that at least one manager of this office can serve."""
        return frozenset(topic for manager in self.config.managers.values() for topic in manager.topics)

    def expected_wait(self, topic: TopicId) -> ExpectedWait | None:
        """The wait of somebody who would take a ticket for `topic` now."""
        if topic not in self._expected:
            self._expected[topic] = self.estimator.for_newcomer(self.office, topic, self.at)
        return self._expected[topic]

    def line(self, key: LineKey, *, early: bool) -> LineFigures:
        """The figures of one line, of those who wait or of those whose appointment is still to come."""
        if (early, key) not in self._lines:
            self._lines[early, key] = self._read_line(key, early=early)
        return self._lines[early, key]

    def _read_line(self, key: LineKey, *, early: bool) -> LineFigures:
        line = (self.office.early if early else self.office.lines).get(key)
        if line is None:
            return LineFigures(0, None, ())
        looked_at = (self.office.tickets.get(entry[2]) for entry in islice(line, LINE_LOOK))
        tickets = [ticket for ticket in looked_at if ticket is not None]
        breaches = sorted(moment for moment in map(breach_at, tickets) if moment is not None)[:BREACHES_SHOWN]
        return LineFigures(len(line), min(map(waits_since_at, tickets), default=None), tuple(breaches))
