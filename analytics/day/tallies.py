"""Today's half-hours of many offices, kept from one look to the next: looked at again are only tickets that something
happened to, and those whose clock runs.

Most tickets of a day are over and count what they counted. Going through all of them each time a supervisor looks at a
company of 200 offices takes seconds of a processor. Nothing is kept of an office that nobody has looked at.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from analytics.day.telling import half_hour
from analytics.running_office import RunningOffice
from analytics.visits.visit import HALF_HOUR_MINUTES, half_hour_name
from queue_server.domain.clocks import breach_at, counts
from queue_server.domain.events import DayOpened
from queue_server.domain.ids import Instant, TicketId
from queue_server.domain.judging import Judgement, Tally, judged
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.domain.ticket import Ticket
from queue_server.log.recorded import Recorded

Rows: TypeAlias = list[dict[str, Any]]


class _Part(NamedTuple):
    """What a ticket counts for: its half-hour, and the judgement, which stands still unless the clock runs."""

    minutes: int
    judgement: Judgement | None
    breach_at: Instant | None


class HalfHours:
    """The half-hours of one office's day, as `telling.todays_half_hours` finds them by going through all tickets."""

    def __init__(self, office: Office, day: str) -> None:
        self.day, self.config = day, office.config
        self._zone = ZoneInfo(office.configured.timezone)
        self._parts: dict[TicketId, _Part] = {}
        self._running: set[TicketId] = set()
        self._counts: dict[int, dict[Judgement | None, int]] = {}
        for ticket in office.tickets.values():
            self._put(office, ticket.id, ticket)

    def take(self, office: Office, tickets: Iterable[TicketId]) -> None:
        """Looks again at the tickets that something happened to."""
        for ticket in tickets:
            self._put(office, ticket, office.tickets.get(ticket))

    def rows(self, now: Instant) -> Rows:
        """Half-hours with anybody in them, in order, as the visits stand now."""
        late: dict[int, int] = {}
        for ticket in self._running:
            part = self._parts[ticket]
            if part.breach_at is not None and now > part.breach_at:
                late[part.minutes] = late.get(part.minutes, 0) + 1
        return [
            half_hour(
                half_hour_name(minutes),
                Tally(
                    issued=sum(found.values()),
                    met=found.get(Judgement.MET, 0),
                    breached=found.get(Judgement.BREACHED, 0) + late.get(minutes, 0),
                ),
            )
            for minutes, found in sorted(self._counts.items())
            if any(found.values())
        ]

    def _put(self, office: Office, ticket_id: TicketId, ticket: Ticket | None) -> None:
        before, part = self._parts.pop(ticket_id, None), self._part(office, ticket)
        self._running.discard(ticket_id)
        for one, sign in ((before, -1), (part, 1)):
            if one is not None:
                found = self._counts.setdefault(one.minutes, {})
                found[one.judgement] = found.get(one.judgement, 0) + sign
        if part is not None:
            self._parts[ticket_id] = part
            if part.judgement is None:
                self._running.add(ticket_id)

    def _part(self, office: Office, ticket: Ticket | None) -> _Part | None:
        if ticket is None or ticket.number is None or ticket.issued_at is None:
            return None
        config = office.configured
        if local_date(config, ticket.issued_at) != self.day:
            return None
        local = datetime.fromtimestamp(ticket.issued_at / 1000, tz=self._zone)
        minutes = local.hour * 60 + local.minute
        runs = counts(ticket)
        return _Part(
            minutes - minutes % HALF_HOUR_MINUTES,
            None if runs else judged(ticket, ticket.since_at, config.limits),
            _above_from(ticket) if runs else None,
        )


class Tallies:
    """The half-hours of those offices of this server that somebody looks at."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[set[TicketId], HalfHours]] = {}
        self._touched: dict[str, set[TicketId]] = {}

    def committed(self, office: RunningOffice, _before: Office, recorded: Sequence[Recorded], _after: Office) -> None:
        """Notes whose tickets to look at again; a new day begins with nothing kept of the old one."""
        touched = self._touched.get(office.id)
        if touched is None:
            return
        if any(isinstance(record.event, DayOpened) for record in recorded):
            del self._touched[office.id]
            self._kept.pop(office.id, None)
            return
        touched.update(ticket for record in recorded if (ticket := getattr(record.event, "ticket", None)) is not None)

    def look(self, office: RunningOffice, day: str) -> Callable[[Instant], Rows]:
        """The office as it is now; what it answers with may be asked once, away from the loop."""
        name, state = office.id, office.state
        touched = self._touched.get(name)
        since_kept, kept = self._kept.pop(name, (None, None))
        since_now = self._touched[name] = set()

        def rows(now: Instant) -> Rows:
            found = kept
            if (
                found is None or touched is None or since_kept is not touched  # somebody has looked anew meanwhile
                or found.day != day or found.config is not state.config
            ):  # fmt: skip
                found = HalfHours(state, day)
            else:
                found.take(state, touched)
            told = found.rows(now)
            self._kept[name] = since_now, found
            return told

        return rows


def _above_from(ticket: Ticket) -> Instant | None:
    """The last moment at which a wait that runs is within its target; before its own begin where it never was."""
    at = breach_at(ticket)
    return ticket.since_at - 1 if at is not None and ticket.worst_ms > ticket.target_ms else at
