"""What one event changed: the office before and after it, and which of its parts are not what they were.

Parts are compared by identity, because `evolve` makes anew what it changes and nothing else.
"""

from functools import cached_property

from queue_server.domain.events import DayClosed, DayOpened, Event, OfficeConfigured, TopicResumed, TopicSuspended
from queue_server.domain.ids import DeskNumber, TicketId, TopicId
from queue_server.domain.ticket import Ticket
from queue_server.projections.day_figures import DayFigures
from queue_server.projections.office_at import OfficeAt


class Change:
    """One event between two moments of an office. An office without a configuration has no view before it."""

    def __init__(self, event: Event, before: OfficeAt, after: OfficeAt) -> None:
        self.event = event
        self.before = before
        self.after = after

    @property
    def reconfigures(self) -> bool:
        """Whether the organisation file said something new, so that any row may differ."""
        return isinstance(self.event, OfficeConfigured)

    @property
    def turns_the_day(self) -> bool:
        """Whether the day was opened or closed."""
        return isinstance(self.event, DayOpened | DayClosed)

    @cached_property
    def ticket(self) -> TicketId | None:
        """The ticket the event speaks of. An event changes one ticket at most."""
        ticket: TicketId | None = getattr(self.event, "ticket", None)
        return ticket

    def follow_day(self) -> DayFigures:
        """The figures of the day after the event, from those before it."""
        return self.after.follow_day(self.before, () if self.ticket is None else (self.ticket,))

    @cached_property
    def desks(self) -> frozenset[DeskNumber]:
        """Desks that are not what they were, and those where the event's ticket was or is."""
        old, new = self.before.office.desks, self.after.office.desks
        changed = {number for number in old.keys() | new.keys() if old.get(number) is not new.get(number)}
        for ticket in (self._ticket_in(self.before), self._ticket_in(self.after)):
            if ticket is not None and ticket.desk is not None:
                changed.add(ticket.desk)
        return frozenset(changed)

    @cached_property
    def topics(self) -> frozenset[TopicId]:
        """Topics whose queue, desks or suspension are not what they were, with the headings above them."""
        old, new = self.before, self.after
        changed = {
            topic
            for topic in old.waiting_by_topic.keys() | new.waiting_by_topic.keys()
            if old.waiting_by_topic[topic] != new.waiting_by_topic[topic]
        }
        if self.desks:
            before, after = old.desks_by_topic, new.desks_by_topic
            changed |= {topic for topic in before.keys() | after.keys() if before.get(topic) != after.get(topic)}
        if isinstance(self.event, TopicSuspended | TopicResumed):
            changed.add(self.event.topic)
        return frozenset(changed | {above for topic in changed for above in self._headings(topic)})

    @cached_property
    def calls(self) -> frozenset[str]:
        """Numbers whose call is not what it was."""
        old, new = self.before.calls, self.after.calls
        return frozenset(number for number in old.keys() | new.keys() if old.get(number) is not new.get(number))

    @property
    def moves_lines(self) -> bool:
        """Whether any line is not what it was."""
        old, new = self.before.office, self.after.office
        return old.lines is not new.lines or old.early is not new.early

    def _ticket_in(self, moment: OfficeAt) -> Ticket | None:
        return moment.office.tickets.get(self.ticket) if self.ticket is not None else None

    def _headings(self, topic: TopicId) -> list[TopicId]:
        topics = self.after.config.topics
        above: list[TopicId] = []
        parent = topics[topic].parent if topic in topics else None
        while parent is not None and parent in topics and parent not in above:
            above.append(parent)
            parent = topics[parent].parent
        return above
