"""What the clock on the wall asks of an office: open the day, stop issuing, close it.

Pure: a function of the office's state and the time. A server that was down does what was missed when it comes back.
"""

from queue_server.domain.commands import Cancel, CloseDay, Command, Complete, OpenDay, StopIssuing
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.domain.opening import hours_around, hours_on, local_date
from queue_server.domain.ticket import TicketState

BUSY = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.POSTPONED})

NOT_RECORDED = "not_recorded"
"""Outcome of a visit that nobody finished and the next morning had to."""

HOUR = 3600 * SECOND

FORGOTTEN_AFTER = 4 * HOUR
"""A visit still being served so long after the day's last moment was forgotten, and would keep the day from closing."""


def commands_due(office: Office, at: Instant) -> list[Command]:
    """The commands that the timetable gives now, in order; most of the time none."""
    if office.config is None:
        return []
    if not office.day_open:
        return [*_missed(office, at), OpenDay()] if _opens_now(office, at) else []
    closing_at = _closing_at(office)
    if closing_at is None or at < closing_at:
        return []
    if at < closing_at + office.config.closes_after_s * SECOND and _anybody(office):
        return [StopIssuing()] if office.issuing else []
    forgotten = _forgotten(office, at, closing_at)
    if not forgotten and _anybody_served(office):
        return []
    return [*forgotten, CloseDay()]


def ends_at(office: Office) -> Instant:
    """The latest moment at which the day that is open is closed, unless somebody is served still; 0 where none is."""
    closing_at = _closing_at(office) if office.day_open else None
    return closing_at + office.configured.closes_after_s * SECOND if closing_at is not None else 0


def _missed(office: Office, at: Instant) -> list[Command]:
    """Appointments of days gone by that nobody checked in for: their visitors have cancelled them by not coming."""
    config = office.configured
    today = local_date(config, at)
    return [
        Cancel(ticket.id)
        for ticket in office.open_tickets()
        if ticket.state is TicketState.BOOKED
        and ticket.slot_at is not None
        and local_date(config, ticket.slot_at) < today
    ]


def _opens_now(office: Office, at: Instant) -> bool:
    """Within the hours (or shortly before), on a local date for which nobody has opened the day yet."""
    config = office.configured
    lead_ms = config.opens_before_s * SECOND
    hours = hours_around(config, at + lead_ms)
    if hours is None or not hours[0] - lead_ms <= at < hours[1]:
        return False
    opened_at = office.day_opened_at
    return opened_at is None or local_date(config, opened_at) != local_date(config, hours[0])


def _closing_at(office: Office) -> Instant | None:
    """When the day that is open ends: at its hours' closing, or where it has none at the end of its local date."""
    config = office.configured
    opened_at = office.day_opened_at
    if opened_at is None:
        return None
    hours = hours_around(config, opened_at) or hours_on(config, local_date(config, opened_at))
    if hours is not None and opened_at < hours[1]:
        return hours[1]
    return _end_of_date(office, opened_at)


def _end_of_date(office: Office, opened_at: Instant) -> Instant:
    """The first full hour of another local date after `opened_at`."""
    config = office.configured
    date = local_date(config, opened_at)
    moment = opened_at - opened_at % HOUR + HOUR
    while local_date(config, moment) == date:
        moment += HOUR
    return moment


def _anybody(office: Office) -> bool:
    return any(ticket.state in BUSY for ticket in office.open_tickets())


def _anybody_served(office: Office) -> bool:
    return any(ticket.state is TicketState.SERVING for ticket in office.open_tickets())


def _forgotten(office: Office, at: Instant, closing_at: Instant) -> list[Command]:
    if at < closing_at + office.configured.closes_after_s * SECOND + FORGOTTEN_AFTER:
        return []
    return [
        Complete(ticket.id, NOT_RECORDED) for ticket in office.open_tickets() if ticket.state is TicketState.SERVING
    ]
