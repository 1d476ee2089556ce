"""How an office's day stands with the standard: counts of this day's visits, and everybody whose clock runs now.

Kept from event to event: what one ticket counted before is taken out and what it counts now is put in, so an event
costs the same with 50 and with 50,000 visits. Every judgement is `domain.judging`'s and every clock `domain.clocks`'s;
held by tests to their sums over all tickets.

A day is the local date of issue, as in reports. Whoever still waits from an earlier date stays in sight until called.
Within an office a visit belongs to the topic last waited for, whose standard it is judged by.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from queue_server.domain.changing import changed
from queue_server.domain.clocks import accountable_ms, breach_at, counts
from queue_server.domain.ids import Instant, TicketId, TopicId
from queue_server.domain.judging import Judgement, abandoned, judged
from queue_server.domain.line import Entry, Line
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.domain.ticket import Ticket, TicketState

BREACHES_AHEAD = 24
"""How many of the next breaches a row tells of. A page counts with them until the next row: 24 within the half-minute
after which rows are read anew would be more than an office issues in its busiest minutes."""


@dataclass(frozen=True, slots=True)
class Count:
    """Of one office or one topic. `running_since` and `breaches` hold whoever's clock runs; the rest stands still.

    `earlier` are the breaches of those who came on an earlier date: in sight, and no part of this day's service level.
    """

    issued: int = 0
    met: int = 0
    breached: int = 0
    excluded: int = 0
    abandoned: int = 0
    no_show: int = 0
    served: int = 0
    running_since: Line = field(default_factory=Line)
    breaches: Line = field(default_factory=Line)
    earlier: Line = field(default_factory=Line)

    @property
    def longest_since_at(self) -> Instant | None:
        """The instant from which the longest wait of those whose clock runs would have run without a pause."""
        first = self.running_since.first()
        return first[0] if first is not None else None

    @property
    def longest_ticket(self) -> TicketId | None:
        """Whose wait that is."""
        first = self.running_since.first()
        return first[2] if first is not None else None

    def above(self, at: Instant) -> int:
        """How many of those whose clock runs are above the standard at `at`; its exact instant is within it."""
        return self.breaches.count_before((at,))

    def above_earlier(self, at: Instant) -> int:
        """How many of those came on an earlier date."""
        return self.earlier.count_before((at,))

    def above_standard_at(self, at: Instant) -> list[Instant]:
        """The next moments, from `at` on, after which one more is above the standard."""
        passed = self.above(at)
        return [entry[0] for entry in islice(self.breaches, passed, passed + BREACHES_AHEAD)]


@dataclass(frozen=True, slots=True)
class DayFigures:
    """The office's count, and its topics', on the local date `day`."""

    day: str
    office: Count
    topics: Mapping[TopicId, Count]

    @classmethod
    def of(cls, office: Office, at: Instant) -> "DayFigures":
        """Counted over all tickets: for a first look, and once a day."""
        day = local_date(office.configured, at)
        parts = [
            part for part in (_part(office, day, ticket) for ticket in office.tickets.values()) if part is not None
        ]
        by_topic: dict[TopicId, list[_Part]] = {}
        for part in parts:
            by_topic.setdefault(part.topic, []).append(part)
        return cls(day, _total(parts), {topic: _total(several) for topic, several in by_topic.items()})

    def after(self, before: Office, after: Office, tickets: Iterable[TicketId], at: Instant) -> "DayFigures":
        """The figures once `tickets` are what they are in `after`; counted anew where the date or the rules turned."""
        if after.config is not before.config or local_date(after.configured, at) != self.day:
            return DayFigures.of(after, at)
        figures = self
        for ticket in tickets:
            old, new = before.tickets.get(ticket), after.tickets.get(ticket)
            if old is not new:
                figures = figures._with(after, old, new)
        return figures

    def topic(self, topic: TopicId) -> Count:
        """The count of one topic."""
        return self.topics.get(topic, NOTHING)

    def _with(self, office: Office, old: Ticket | None, new: Ticket | None) -> "DayFigures":
        out = _part(office, self.day, old)
        into = _part(office, self.day, new)
        topics = dict(self.topics)
        whole = self.office
        for part, sign in ((out, -1), (into, 1)):
            if part is not None:
                whole = _summed(whole, part, sign)
                topics[part.topic] = _summed(topics.get(part.topic, NOTHING), part, sign)
        if out is not None and not topics[out.topic].issued and not topics[out.topic].running_since:
            del topics[out.topic]
        return DayFigures(self.day, whole, topics)


def waits_since_at(ticket: Ticket) -> Instant:
    """The instant from which a waiting ticket's accountable wait, as it stands, would have run without a pause."""
    return max(ticket.since_at, ticket.clock_start_at) - ticket.round_ms


NOTHING = Count()


@dataclass(frozen=True, slots=True)
class _Part:
    """What one ticket counts for."""

    topic: TopicId
    of_the_day: bool
    judgement: Judgement | None
    abandoned: bool
    state: TicketState
    since: Entry | None
    breach: Entry | None


def _part(office: Office, day: str, ticket: Ticket | None) -> _Part | None:
    if ticket is None or ticket.number is None or ticket.issued_at is None:
        return None
    config = office.configured
    running = counts(ticket)
    of_the_day = local_date(config, ticket.issued_at) == day
    if not running and not of_the_day:
        return None
    breach = breach_at(ticket) if running else None
    if breach is not None and accountable_ms(ticket, ticket.since_at) > ticket.target_ms:
        breach = min(breach, ticket.since_at - 1)  # above it already: by an earlier round, before this wait began
    return _Part(
        topic=ticket.awaited or ticket.topics[0],
        of_the_day=of_the_day,
        judgement=None if running else judged(ticket, ticket.since_at, config.limits),
        abandoned=abandoned(ticket, config.limits),
        state=ticket.state,
        since=(waits_since_at(ticket), ticket.order, ticket.id) if running else None,
        breach=(breach, ticket.order, ticket.id) if breach is not None else None,
    )


def _total(parts: Sequence[_Part]) -> Count:
    today = [part for part in parts if part.of_the_day]
    judgements = [part.judgement for part in today]
    states = [part.state for part in today]
    return Count(
        issued=len(today),
        met=judgements.count(Judgement.MET),
        breached=judgements.count(Judgement.BREACHED),
        excluded=judgements.count(Judgement.EXCLUDED),
        abandoned=sum(part.abandoned for part in today),
        no_show=states.count(TicketState.NO_SHOW),
        served=states.count(TicketState.COMPLETED),
        running_since=Line.of(part.since for part in parts if part.since is not None),
        breaches=Line.of(part.breach for part in parts if part.breach is not None),
        earlier=Line.of(part.breach for part in parts if part.breach is not None and not part.of_the_day),
    )


def _summed(count: Count, part: _Part, sign: int) -> Count:
    lines: dict[str, Line] = {}
    earlier = None if part.of_the_day else part.breach
    for name, entry in (("running_since", part.since), ("breaches", part.breach), ("earlier", earlier)):
        if entry is not None:
            line: Line = getattr(count, name)
            lines[name] = line.add(entry) if sign > 0 else line.remove(entry)
    if not part.of_the_day:
        return changed(count, **lines)
    return changed(
        count,
        issued=count.issued + sign,
        met=count.met + sign * (part.judgement is Judgement.MET),
        breached=count.breached + sign * (part.judgement is Judgement.BREACHED),
        excluded=count.excluded + sign * (part.judgement is Judgement.EXCLUDED),
        abandoned=count.abandoned + sign * part.abandoned,
        no_show=count.no_show + sign * (part.state is TicketState.NO_SHOW),
        served=count.served + sign * (part.state is TicketState.COMPLETED),
        **lines,
    )
