"""One visit as a row: what reports, SQL users and estimators read.

Every figure comes from the domain (`clocks`, `judging`): there is one definition of each.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from queue_server.domain.clocks import accountable_ms, all_rounds_ms, service_ms, visit_ms, wait_ms, walk_ms
from queue_server.domain.ids import Instant, Milliseconds
from queue_server.domain.judging import abandoned, judged
from queue_server.domain.office import Office
from queue_server.domain.opening import WEEKDAYS
from queue_server.domain.ticket import Ticket

HALF_HOUR_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Trail:
    """What the last state of a ticket no longer tells: where the visit began and whom it met.

    `legs`, `legs_within` and `longest_leg_ms` are of the waits that are over; `leg_from_ms` is what had counted before
    the present one began.
    """

    topic: str
    transfers: int = 0
    desks: tuple[str, ...] = ()
    first_called_at: Instant | None = None
    first_started_at: Instant | None = None
    legs: int = 0
    legs_within: int = 0
    longest_leg_ms: Milliseconds = 0
    leg_from_ms: Milliseconds = 0

    def leg_ended(self, ticket: Ticket, counted_ms: Milliseconds) -> "Trail":
        """The wait of `ticket` for where it was going is over: so much had counted of all of its waits by then."""
        lasted = counted_ms - self.leg_from_ms
        return replace(
            self,
            legs=self.legs + 1,
            legs_within=self.legs_within + (lasted <= ticket.target_ms),
            longest_leg_ms=max(self.longest_leg_ms, lasted),
            leg_from_ms=counted_ms,
        )


@dataclass(frozen=True, slots=True)
class Visit:
    """A numbered ticket as it ended, or as it stands.

    `territory` is the office's at that time. `topic` is the one the visitor came for, `last_topic` the one last waited
    for (its standard is the target; reports count the visit there). `day`, `weekday` and `half_hour` (minutes after
    local midnight) are those of the issue, in the office's zone. A visit's waits (`legs`) begin with the ticket, a
    transfer, being sent back and a restore; their counted times together are `legs_ms`.
    """

    office: str
    territory: str | None
    ticket: str
    number: str
    day: str
    weekday: int
    half_hour: int
    issued_at: Instant
    ended_at: Instant | None
    first_called_at: Instant | None
    first_started_at: Instant | None
    topic: str
    last_topic: str
    category: str | None
    language: str | None
    manager: str | None
    desk: str | None
    state: str
    judged: str
    abandoned: bool
    appointment: bool
    offline: bool
    restored: bool
    target_ms: Milliseconds
    accountable_ms: Milliseconds
    wait_ms: Milliseconds
    walk_ms: Milliseconds
    service_ms: Milliseconds
    visit_ms: Milliseconds
    calls: int
    out_of_order_calls: int
    transfers: int
    desks: int
    outcome: str | None
    score: int | None
    legs: int
    legs_within: int
    legs_ms: Milliseconds
    longest_leg_ms: Milliseconds


def visit_of(office: Office, ticket: Ticket, trail: Trail, at: Instant) -> Visit | None:
    """The row of `ticket` as it stands at `at`; None before it has a number."""
    if ticket.number is None or ticket.issued_at is None:
        return None
    config = office.configured
    local = datetime.fromtimestamp(ticket.issued_at / 1000, tz=ZoneInfo(config.timezone))
    minutes = local.hour * 60 + local.minute
    counted_ms = all_rounds_ms(ticket, at)
    waits = trail.leg_ended(ticket, counted_ms)
    return Visit(
        office=office.id,
        territory=config.territory,
        ticket=ticket.id,
        number=ticket.number,
        day=local.date().isoformat(),
        weekday=local.weekday(),
        half_hour=minutes - minutes % HALF_HOUR_MINUTES,
        issued_at=ticket.issued_at,
        ended_at=ticket.ended_at,
        first_called_at=trail.first_called_at,
        first_started_at=trail.first_started_at,
        topic=trail.topic,
        last_topic=ticket.awaited or trail.topic,
        category=ticket.category,
        language=ticket.language,
        manager=ticket.manager,
        desk=ticket.desk,
        state=ticket.state.value,
        judged=judged(ticket, at, config.limits).value,
        abandoned=abandoned(ticket, config.limits),
        appointment=ticket.appointment,
        offline=ticket.offline,
        restored=ticket.restore_used,
        target_ms=ticket.target_ms,
        accountable_ms=accountable_ms(ticket, at),
        wait_ms=wait_ms(ticket, at),
        walk_ms=walk_ms(ticket, at),
        service_ms=service_ms(ticket, at),
        visit_ms=visit_ms(ticket, at),
        calls=ticket.calls,
        out_of_order_calls=ticket.out_of_order_calls,
        transfers=trail.transfers,
        desks=len(trail.desks),
        outcome=ticket.outcome,
        score=ticket.score,
        legs=waits.legs,
        legs_within=waits.legs_within,
        legs_ms=counted_ms,
        longest_leg_ms=waits.longest_leg_ms,
    )


def weekday_name(weekday: int) -> str:
    """`mon` to `sun`, as in the organisation file."""
    return WEEKDAYS[weekday]


def half_hour_name(minutes: int) -> str:
    """The half-hour's beginning, `HH:MM`.

    >>> half_hour_name(570)
    '09:30'
    """
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
