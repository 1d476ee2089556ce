"""What an office's day has shown until now, read off its tickets in one walk: many of them are put away as bytes, and
each walk makes those again."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from queue_server.domain.ids import SECOND, CategoryId, Instant, Milliseconds, TopicId
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket, TicketState

LOOK_BACK_S = 3600.0
LOOK_BACK_LEAST_S = 1800.0
"""Those who stood at the door in the morning are no measure of the day."""


@dataclass(slots=True)
class DaySoFar:
    """`opened_s`: when the day was opened, after local midnight; `today`: visitors since then. `lately` by the topic
    they came for, and `lately_categories` (None: without), in the last `lately_s` seconds: an hour, or what there has
    been of the day. `waited_ms`: all waiting since the day was opened; `gave_up`: how many of those who waited then
    went by themselves."""

    midnight_s: float
    lately_s: float
    opened_s: float = 0.0
    today: int = 0
    lately: Counter[TopicId] = field(default_factory=Counter)
    lately_categories: Counter[CategoryId | None] = field(default_factory=Counter)
    waited_ms: Milliseconds = 0
    gave_up: int = 0


def day_so_far(office: Office, at: Instant) -> DaySoFar:
    """One walk over the office's tickets as it stands at `at`."""
    now = datetime.fromtimestamp(at / SECOND, tz=ZoneInfo(office.configured.timezone))
    midnight_s = float(now.hour * 3600 + now.minute * 60 + now.second)
    opened_at = office.day_opened_at if office.day_opened_at is not None else at
    lately_s = min(LOOK_BACK_S, max(LOOK_BACK_LEAST_S, (at - opened_at) / SECOND))
    since_at, midnight_at = at - round(lately_s * SECOND), at - round(midnight_s * SECOND)
    found = DaySoFar(midnight_s, lately_s, max(0, opened_at - midnight_at) / SECOND)
    for ticket, issued_at in _issued(office):
        found.today += issued_at >= max(midnight_at, opened_at)
        if issued_at >= since_at:
            found.lately.update(_came_for(ticket))
            found.lately_categories[ticket.category] += 1
        if office.day_opened_at is not None and issued_at >= office.day_opened_at:
            found.waited_ms += ticket.wait_ms + (at - ticket.since_at if ticket.state is TicketState.WAITING else 0)
            found.gave_up += ticket.state in (TicketState.LEFT, TicketState.CANCELLED)
    return found


def _came_for(ticket: Ticket) -> tuple[TopicId, ...]:
    return (ticket.finished[0].topic,) if ticket.finished else ticket.topics[:1]


def _issued(office: Office) -> Iterator[tuple[Ticket, Instant]]:
    for ticket in office.tickets.values():
        if ticket.issued_at is not None:
            yield ticket, ticket.issued_at
