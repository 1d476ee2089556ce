"""What the rules see of an office at a moment: a value for each signal, and the facts and tickets behind it.

Source of the figures: the domain's judging, clocks and routing, through `watch`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from analytics.alerts.rules import AlertRules, Cause, Severity, Signal, Windows, budget_of, burn_of
from analytics.alerts.watch import OfficeWatch
from queue_server.domain.clocks import accountable_ms
from queue_server.domain.ids import SECOND, DeskNumber, Instant, ManagerId, Milliseconds, TicketId
from queue_server.domain.office import Office
from queue_server.domain.routing import next_ticket

EVIDENCE_LIMIT = 20
"""Tickets that an alert names: enough to see why, few enough to read."""

Fact = int | float | str | None
Facts = dict[str, Fact]


class EvidenceShape(TypedDict):
    """One ticket behind an alert, as it stood then."""

    ticket: str
    number: str
    topic: str | None
    wait_s: float


@dataclass(frozen=True, slots=True)
class Burn:
    """One burn rule: the long window's late and judged visits and burn; `value`, the slower burn of both windows."""

    breached: int
    judged: int
    burn: float
    value: float


@dataclass(frozen=True, slots=True)
class Idle:
    """A desk that stands free while somebody it could call waits, and for how long."""

    desk: DeskNumber
    idle_ms: Milliseconds
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Missing:
    """A desk that should be open by the schedule and is not, since when, and whose; which one, where that is known."""

    manager: ManagerId
    desk: DeskNumber | None
    since_at: Instant


@dataclass(frozen=True, slots=True)
class Seen:
    """What one cause looks like at a moment: its one number (a burn rate, or seconds), facts, tickets."""

    severity: Severity
    value: float
    facts: Facts
    evidence: tuple[EvidenceShape, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at one office. `open` is whether its day is: a closed office has nothing to be alarmed about."""

    at: Instant
    open: bool
    budget: float
    fast: Burn
    slow: Burn
    longest: tuple[TicketId, ...]
    longest_ratio: float
    over: int
    """How many wait above their targets; `longest` names the first of them only."""
    idle: tuple[Idle, ...]
    missing: tuple[Missing, ...]
    late_today: int
    judged_today: int

    def value(self, signal: Signal) -> float:
        """What the signal's threshold is held against."""
        match signal:
            case Signal.FAST_BURN:
                return self.fast.value
            case Signal.SLOW_BURN:
                return self.slow.value
            case Signal.WAIT | Signal.LONG_WAIT:
                return self.longest_ratio
            case Signal.IDLE:
                return self.idle[0].idle_ms / SECOND if self.idle else 0.0
            case Signal.MISSING:
                return self.missing_s

    @property
    def missing_s(self) -> float:
        """For how long the desk that is missing longest should have been open."""
        return (self.at - self.missing[0].since_at) / SECOND if self.missing else 0.0


def read(
    office: Office, watch: OfficeWatch, rules: AlertRules, at: Instant, missing: Sequence[Missing] = ()
) -> Reading:
    """The office at `at`. `watch` has taken every event of `office`; `missing` is what the schedule misses."""
    budget = budget_of(office.configured.goal)
    top = watch.running.longest(at, EVIDENCE_LIMIT)
    late_today, judged_today = watch.today(at)
    return Reading(
        at=at,
        open=office.day_open,
        budget=budget,
        fast=_burn(watch, rules.fast, budget, at),
        slow=_burn(watch, rules.slow, budget, at),
        longest=tuple(ticket for _, ticket in top),
        longest_ratio=top[0][0] if top else 0.0,
        over=watch.running.count_late(at),
        idle=tuple(sorted(_idle_desks(office, at), key=lambda idle: -idle.idle_ms)),
        missing=tuple(sorted((one for one in missing if one.since_at <= at), key=lambda one: one.since_at)),
        late_today=late_today,
        judged_today=judged_today,
    )


def seen(
    reading: Reading, office: Office, watch: OfficeWatch, rules: AlertRules, *, cause: Cause, severity: Severity
) -> Seen:
    """What an alert of `cause` and `severity` says of this reading."""
    return Seen(
        severity,
        _figure(reading, office, cause, severity),
        _facts(reading, office, rules, cause, severity),
        _evidence(reading, office, watch, rules, cause, severity),
    )


def _figure(reading: Reading, office: Office, cause: Cause, severity: Severity) -> float:
    """The one number of an alert: a burn rate, or seconds."""
    match cause:
        case Cause.ERROR_BUDGET:
            return round((reading.fast if severity is Severity.CRITICAL else reading.slow).burn, 2)
        case Cause.LONGEST_WAIT:
            return _wait_s(office, reading.longest[0], reading.at) if reading.longest else 0.0
        case Cause.IDLE_DESKS:
            return reading.idle[0].idle_ms / SECOND if reading.idle else 0.0
        case Cause.MISSING_DESKS:
            return reading.missing_s


def _facts(reading: Reading, office: Office, rules: AlertRules, cause: Cause, severity: Severity) -> Facts:
    """What a sentence about the alert needs; nothing where nothing of it is to be seen any more."""
    match cause:
        case Cause.ERROR_BUDGET:
            critical = severity is Severity.CRITICAL
            burn, windows = (reading.fast, rules.fast) if critical else (reading.slow, rules.slow)
            allowed = reading.budget * reading.judged_today
            return {
                "breached": burn.breached,
                "judged": burn.judged,
                "window_s": windows.long_ms // SECOND,
                "burn": round(burn.burn, 2),
                "goal": office.configured.goal,
                "breached_today": reading.late_today,
                "judged_today": reading.judged_today,
                "spent_share": round(reading.late_today / allowed, 3) if allowed else 0.0,
            }
        case Cause.LONGEST_WAIT:
            first = office.tickets.get(reading.longest[0]) if reading.longest else None
            if first is None:
                return {}
            return {
                "number": first.number,
                "topic": first.topic,
                "wait_s": round(accountable_ms(first, reading.at) / SECOND),
                "target_s": first.target_ms // SECOND,
                "over": reading.over,
            }
        case Cause.IDLE_DESKS:
            long = [idle for idle in reading.idle if idle.idle_ms > rules.idle_s * SECOND * rules.leave_share]
            if not long:
                return {}
            waiting = sum(len(line) for line in office.lines.values())
            return {
                "desks": ", ".join(sorted(idle.desk for idle in long)),
                "desk_count": len(long),
                "idle_s": round(reading.idle[0].idle_ms / SECOND),
                "waiting": waiting,
            }
        case Cause.MISSING_DESKS:
            least_ms = rules.missing_s * SECOND * rules.leave_share
            away = [one for one in reading.missing if reading.at - one.since_at > least_ms]
            if not away:
                return {}
            people = office.configured.managers
            return {
                "desks": ", ".join(sorted(one.desk for one in away if one.desk is not None)),
                "desk_count": len(away),
                "managers": ", ".join(people[one.manager].name for one in away if one.manager in people),
                "missing_s": round(reading.missing_s),
                "waiting": sum(len(line) for line in office.lines.values()),
            }


def _evidence(
    reading: Reading, office: Office, watch: OfficeWatch, rules: AlertRules, cause: Cause, severity: Severity
) -> tuple[EvidenceShape, ...]:
    """The tickets behind an alert, the worst first."""
    found = _tickets(reading, watch, rules, cause, severity)
    shapes = (_shape(office, ticket, reading.at) for ticket in found[:EVIDENCE_LIMIT])
    return tuple(shape for shape in shapes if shape is not None)


def _tickets(
    reading: Reading, watch: OfficeWatch, rules: AlertRules, cause: Cause, severity: Severity
) -> list[TicketId]:
    match cause:
        case Cause.ERROR_BUDGET:
            windows = rules.fast if severity is Severity.CRITICAL else rules.slow
            return watch.late(reading.at - windows.long_ms, reading.at)
        case Cause.LONGEST_WAIT:
            return [ticket for ticket in reading.longest if watch.running[ticket].near(reading.at, rules.leave_share)]
        case Cause.IDLE_DESKS:
            return list(dict.fromkeys(idle.ticket for idle in reading.idle))
        case Cause.MISSING_DESKS:
            return []


def _burn(watch: OfficeWatch, windows: Windows, budget: float, at: Instant) -> Burn:
    breached, judged = watch.between(at - windows.long_ms, at)
    late, decided = watch.between(at - windows.short_ms, at)
    burn = burn_of(breached, judged, budget)
    value = min(burn, burn_of(late, decided, budget))
    return Burn(breached, judged, burn, value if breached >= windows.breaches else 0.0)


def _idle_desks(office: Office, at: Instant) -> list[Idle]:
    """Ready desks whose next visitor, an early appointment aside, could have been called for a while."""
    found = []
    for desk in office.desks.values():
        if desk.manager is None or desk.ticket is not None or desk.break_since_at is not None:
            continue
        ticket = next_ticket(office, desk)
        if ticket is not None and not ticket.early:
            found.append(Idle(desk.number, max(0, at - max(desk.since_at or 0, ticket.since_at)), ticket.id))
    return found


def _wait_s(office: Office, ticket_id: TicketId, at: Instant) -> float:
    ticket = office.tickets.get(ticket_id)
    return accountable_ms(ticket, at) / SECOND if ticket is not None else 0.0


def _shape(office: Office, ticket_id: TicketId, at: Instant) -> EvidenceShape | None:
    ticket = office.tickets.get(ticket_id)
    if ticket is None:
        return None
    return {
        "ticket": ticket.id,
        "number": ticket.number or "",
        "topic": ticket.topic,
        "wait_s": round(accountable_ms(ticket, at) / SECOND, 3),
    }
