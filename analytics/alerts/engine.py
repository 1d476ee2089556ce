"""The rules at work: signals go on and off, alerts open, grow worse, ease and close.

Pure: the next standing and what changed, from the standing before and one reading. A cause that comes back on the same
day is the same alert, opened again: no office has more alerts a day than there are causes. One that the day's end finds
open is closed with the day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from analytics.alerts.alert import Alert, AlertChange, ChangeKind, ClosedWhy, Person
from analytics.alerts.hysteresis import Held, held_after
from analytics.alerts.reading import Reading, Seen, seen
from analytics.alerts.rules import SIGNALS, AlertRules, Cause, Severity, Signal
from analytics.alerts.watch import OfficeWatch
from queue_server.domain.ids import Instant, OfficeId
from queue_server.domain.office import Office

RANK = {Severity.WARNING: 1, Severity.CRITICAL: 2}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one office stands with the rules. `last` is the latest alert of each cause, open or closed."""

    held: Mapping[Signal, Held] = field(default_factory=dict)
    last: Mapping[Cause, Alert] = field(default_factory=dict)

    def open(self, cause: Cause) -> Alert | None:
        """The cause's open alert."""
        alert = self.last.get(cause)
        return alert if alert is not None and alert.closed_at is None else None


def standing_of(alerts: Mapping[Cause, Alert]) -> Standing:
    """The standing after a restart: what is open stays open and is not raised again; waits of a change begin anew."""
    held = {}
    for signal, (cause, severity) in SIGNALS.items():
        alert = alerts.get(cause)
        held[signal] = Held(alert is not None and alert.closed_at is None and alert.severity is severity)
    return Standing(held, dict(alerts))


def advance(
    standing: Standing,
    reading: Reading,
    *,
    office: Office,
    watch: OfficeWatch,
    rules: AlertRules,
    new_id: Callable[[], str],
) -> tuple[Standing, list[AlertChange]]:
    """The standing once `reading` was seen, and what changed by it."""
    if not reading.open or _of_an_earlier_day(standing, office):
        return _at_days_end(standing, reading.at)
    held = {
        signal: held_after(
            standing.held.get(signal, Held()),
            reading.value(signal),
            rules.threshold(signal, reading.budget),
            reading.at,
        )
        for signal in SIGNALS
    }
    last = dict(standing.last)
    changes: list[AlertChange] = []
    for cause in Cause:
        severity = _severity(held, cause)
        alert = standing.open(cause)
        if severity is None:
            if alert is not None:
                last[cause] = closed(alert, reading.at, ClosedWhy.PASSED)
                changes.append(_change(last[cause], ChangeKind.CLOSED, reading.at))
            continue
        before = standing.last.get(cause)
        kind = _kind(before, severity, office.day_opened_at or 0)
        if kind is ChangeKind.REOPENED and _rests(before, reading.at, rules):
            continue
        found = seen(reading, office, watch, rules, cause=cause, severity=severity)
        if before is None or kind is ChangeKind.OPENED:
            last[cause] = _raised(new_id(), office.id, cause, found, reading.at)
        else:
            last[cause] = _continued(before, kind, found, reading.at, rules)
        if kind is not None:
            changes.append(_change(last[cause], kind, reading.at))
    return Standing(held, last), changes


def acknowledged(alert: Alert, by: Person, at: Instant) -> tuple[Alert, AlertChange | None]:
    """Somebody has seen it: it is silent until it grows worse. The first one to say so counts."""
    if alert.acknowledged_at is not None:
        return alert, None
    after = replace(alert, acknowledged_at=at, acknowledged_by=by, changed_at=at)
    return after, _change(after, ChangeKind.ACKNOWLEDGED, at, by)


def owned(alert: Alert, owner: Person | None, by: Person, at: Instant) -> tuple[Alert, list[AlertChange]]:
    """Somebody takes it on, which acknowledges it too; or gives it back (`owner` None)."""
    if alert.owner == owner:
        return alert, []
    after = replace(alert, owner=owner, changed_at=at)
    changes = [_change(after, ChangeKind.OWNED if owner is not None else ChangeKind.RELEASED, at, owner or by)]
    if owner is not None and after.acknowledged_at is None:
        after, more = acknowledged(after, by, at)
        changes += [more] if more is not None else []
    return after, changes


def closed(alert: Alert, at: Instant, why: ClosedWhy) -> Alert:
    """The alert once it is over."""
    return replace(alert, closed_at=at, closed_why=why, changed_at=at)


def _at_days_end(standing: Standing, at: Instant) -> tuple[Standing, list[AlertChange]]:
    last, changes = dict(standing.last), []
    for cause in Cause:
        alert = standing.open(cause)
        if alert is not None:
            last[cause] = closed(alert, at, ClosedWhy.DAY_CLOSED)
            changes.append(_change(last[cause], ChangeKind.CLOSED, at))
    return Standing({}, last), changes


def _of_an_earlier_day(standing: Standing, office: Office) -> bool:
    """Whether an alert is still open from a day whose end nobody saw: the server was not running then."""
    opened_at = office.day_opened_at or 0
    return any(alert.closed_at is None and alert.opened_at < opened_at for alert in standing.last.values())


def _severity(held: Mapping[Signal, Held], cause: Cause) -> Severity | None:
    return next((severity for signal, (of, severity) in SIGNALS.items() if of is cause and held[signal].on), None)


def _kind(before: Alert | None, severity: Severity, day_opened_at: Instant) -> ChangeKind | None:
    """What it is that a cause has this severity now; None where it had it already."""
    if before is None:
        return ChangeKind.OPENED
    if before.closed_at is not None:
        return ChangeKind.REOPENED if before.opened_at >= day_opened_at else ChangeKind.OPENED
    if severity is before.severity:
        return None
    return ChangeKind.ESCALATED if RANK[severity] > RANK[before.severity] else ChangeKind.EASED


def _rests(before: Alert | None, at: Instant, rules: AlertRules) -> bool:
    """Whether it was over only a moment ago: if it still holds when it has rested, it is opened again then."""
    return before is not None and before.closed_at is not None and at - before.closed_at < rules.rest_ms


def _raised(alert: str, office: OfficeId, cause: Cause, found: Seen, at: Instant) -> Alert:
    return Alert(
        id=alert, office=office, cause=cause, severity=found.severity, worst=found.severity,
        opened_at=at, changed_at=at,
        value=found.value, peak=found.value, peak_at=at, facts=found.facts, evidence=found.evidence,
    )  # fmt: skip


def _continued(alert: Alert, kind: ChangeKind | None, found: Seen, at: Instant, rules: AlertRules) -> Alert:
    """The alert with what is seen of it now: `value` and `facts`. `peak`, `peak_at` and `evidence` are of its worst
    moment, of several alike the last; so where `value` is the `peak`, all of it is of one look.

    News is what is worse than it was, and what comes back after a lull: it may be heard once more, and an
    acknowledgement of what was before does not hold.
    """
    lull = alert.closed_at is not None and at - alert.closed_at > rules.lull_ms
    worse = RANK[found.severity] > RANK[alert.worst]
    news = worse or lull
    higher = found.value >= alert.peak or worse
    return replace(
        alert,
        severity=found.severity,
        worst=found.severity if news else alert.worst,
        value=found.value,
        facts=found.facts,
        peak=found.value if higher else alert.peak,
        peak_at=at if higher else alert.peak_at,
        evidence=found.evidence if higher else alert.evidence,
        changed_at=at if kind is not None else alert.changed_at,
        rings=alert.rings + news,
        reopened=alert.reopened + (kind is ChangeKind.REOPENED),
        acknowledged_at=None if news else alert.acknowledged_at,
        acknowledged_by=None if news else alert.acknowledged_by,
        closed_at=None,
        closed_why=None,
    )


def _change(alert: Alert, kind: ChangeKind, at: Instant, by: Person | None = None) -> AlertChange:
    return AlertChange(alert.id, at, kind, alert.severity, alert.value, by)
