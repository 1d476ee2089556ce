"""Alerts as programs outside read them: on the stream, in answers, in webhooks. One shape for all three."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypedDict

from analytics.alerts.alert import Alert, AlertChange, Person
from analytics.alerts.reading import EvidenceShape, Facts
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import Instant, Names


class PersonShape(TypedDict):
    """Somebody, as the log knows them and as colleagues read it."""

    subject: str
    name: str


class AlertShape(TypedDict):
    """An alert. `value`, `peak`: a burn rate for `error_budget`, seconds for the others."""

    id: str
    office: str
    office_name: Names
    territory: str | None
    timezone: str
    cause: str
    severity: str
    open: bool
    opened_at: str
    changed_at: str
    value: float
    peak: float
    peak_at: str
    facts: Facts
    evidence: list[EvidenceShape]
    rings: int
    quiet: bool
    reopened: int
    acknowledged_at: str | None
    acknowledged_by: PersonShape | None
    owner: PersonShape | None
    closed_at: str | None
    closed_why: str | None


class AlertChangeShape(TypedDict):
    """One line of an alert's history; `by` is null where the rules did it."""

    at: str
    kind: str
    severity: str
    value: float
    by: PersonShape | None


class AlertHistoryShape(AlertShape):
    """An alert with what became of it, oldest first."""

    history: list[AlertChangeShape]


def alert_shape(alert: Alert, config: OfficeConfig | None, *, quiet: bool = False) -> AlertShape:
    """The alert. `config` is None for an office that is no longer configured; `quiet`: it shall not be heard now."""
    return {
        "id": alert.id,
        "office": alert.office,
        "office_name": config.name if config is not None else {},
        "territory": config.territory if config is not None else None,
        "timezone": config.timezone if config is not None else "UTC",
        "cause": alert.cause.value,
        "severity": alert.severity.value,
        "open": alert.closed_at is None,
        "opened_at": instant(alert.opened_at),
        "changed_at": instant(alert.changed_at),
        "value": alert.value,
        "peak": alert.peak,
        "peak_at": instant(alert.peak_at),
        "facts": alert.facts,
        "evidence": list(alert.evidence),
        "rings": alert.rings,
        "quiet": quiet,
        "reopened": alert.reopened,
        "acknowledged_at": instant(alert.acknowledged_at) if alert.acknowledged_at is not None else None,
        "acknowledged_by": person_shape(alert.acknowledged_by),
        "owner": person_shape(alert.owner),
        "closed_at": instant(alert.closed_at) if alert.closed_at is not None else None,
        "closed_why": alert.closed_why.value if alert.closed_why is not None else None,
    }


def history_shape(
    alert: Alert, config: OfficeConfig | None, changes: Sequence[AlertChange], *, quiet: bool = False
) -> AlertHistoryShape:
    """The alert with what became of it."""
    return {**alert_shape(alert, config, quiet=quiet), "history": [_change_shape(change) for change in changes]}


def person_shape(person: Person | None) -> PersonShape | None:
    """A person, or null."""
    return {"subject": person.subject, "name": person.name} if person is not None else None


def instant(at: Instant) -> str:
    """RFC 3339 in UTC with milliseconds.

    >>> instant(1_772_431_500_000)
    '2026-03-02T06:05:00.000Z'
    """
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _change_shape(change: AlertChange) -> AlertChangeShape:
    return {
        "at": instant(change.at),
        "kind": change.kind.value,
        "severity": change.severity.value,
        "value": change.value,
        "by": person_shape(change.by),
    }
