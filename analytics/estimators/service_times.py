"""How long a visitor keeps a desk busy, learned during the day.

The mean service time of a topic is shrunk towards the organisation file's `typical_service_s`:

    mean_s = (PRIOR_VISITS * typical_service_s + sum of services seen) / (PRIOR_VISITS + services seen)

so that one odd visit in the morning moves it little and a full day's visits move it wholly. All times in seconds.
A service belongs to the topic that was waited for, whatever else was settled in the same visit: that is what the people
behind have to wait for. Services shorter than `SLIP_S` are slips of the hand and are left out.
"""

from dataclasses import dataclass, field, replace

from queue_server.domain.ids import SECOND, Instant, TicketId, TopicId
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket

PRIOR_VISITS = 8
"""The first guess weighs as much as this many visits."""

SLIP_S = 10.0
"""5.6 % of the services in a bank's year of records were shorter than this: mis-clicks, not services."""

TYPICAL_APPROACH_S = 30.0
"""From the call to the start, until the day has shown its own."""

UNKNOWN_TOPIC_S = 300.0
"""A service on a topic that the office no longer has."""


@dataclass(slots=True)
class _Seen:
    count: int = 0
    total_s: float = 0.0


@dataclass(slots=True)
class ServiceTimes:
    """What one office's day has shown so far."""

    _services: dict[TopicId, _Seen] = field(default_factory=dict)
    _approaches: _Seen = field(default_factory=_Seen)
    _started: dict[TicketId, TopicId] = field(default_factory=dict)

    @classmethod
    def of_day(cls, office: Office) -> "ServiceTimes":
        """What the tickets of an office's open day show: for a server that starts in the middle of one."""
        times = cls()
        for ticket in office.tickets.values():
            if ticket.issued_at is None or ticket.issued_at < (office.day_opened_at or 0) or not ticket.service_ms:
                continue
            topic = ticket.finished[0].topic if ticket.finished else ticket.topic
            if topic is not None:
                times._see_service(topic, ticket.service_ms / SECOND)
                times._see_approach(ticket.walk_ms / SECOND)
        return times

    def copy(self) -> "ServiceTimes":
        """What was seen until now; what is seen later does not change the copy."""
        services = {topic: replace(seen) for topic, seen in self._services.items()}
        return ServiceTimes(services, replace(self._approaches), {**self._started})

    def mean_s(self, office: Office, topic: TopicId | None) -> float:
        """Mean service time of `topic`, in seconds."""
        config = office.configured.topics.get(topic) if topic is not None else None
        typical_s = float(config.typical_service_s) if config is not None else UNKNOWN_TOPIC_S
        seen = self._services.get(topic) if topic is not None else None
        if seen is None:
            return typical_s
        return (PRIOR_VISITS * typical_s + seen.total_s) / (PRIOR_VISITS + seen.count)

    @property
    def approach_s(self) -> float:
        """Mean time a desk waits for one who is served to come, calls in vain included, in seconds."""
        seen = self._approaches
        return (PRIOR_VISITS * TYPICAL_APPROACH_S + seen.total_s) / (PRIOR_VISITS + seen.count)

    def service_started(self, ticket: Ticket, at: Instant) -> None:
        """The visitor has come to the desk."""
        if ticket.topic is not None:
            self._started[ticket.id] = ticket.topic
        if ticket.called_at is not None:
            self._see_approach((at - ticket.called_at) / SECOND)

    def service_ended(self, ticket: Ticket, at: Instant) -> None:
        """The visitor, who was being served until now, leaves the desk."""
        topic = self._started.pop(ticket.id, ticket.topic)
        if topic is not None and ticket.started_at is not None:
            self._see_service(topic, (at - ticket.started_at) / SECOND)

    def called_in_vain(self, ticket: Ticket, at: Instant) -> None:
        """Nobody came: the desk's time is gone, and no service follows."""
        if ticket.called_at is not None:
            self._approaches.total_s += max(0.0, (at - ticket.called_at) / SECOND)

    def _see_service(self, topic: TopicId, lasted_s: float) -> None:
        if lasted_s >= SLIP_S:
            seen = self._services.setdefault(topic, _Seen())
            seen.count += 1
            seen.total_s += lasted_s

    def _see_approach(self, lasted_s: float) -> None:
        self._approaches.count += 1
        self._approaches.total_s += max(0.0, lasted_s)
