"""An alert and what became of it, as values."""

from dataclasses import dataclass
from enum import StrEnum

from analytics.alerts.reading import EvidenceShape, Facts
from analytics.alerts.rules import Cause, Severity
from queue_server.domain.ids import Instant, OfficeId


class ChangeKind(StrEnum):
    """What can happen to an alert."""

    OPENED = "opened"
    ESCALATED = "escalated"
    EASED = "eased"
    ACKNOWLEDGED = "acknowledged"
    OWNED = "owned"
    RELEASED = "released"
    CLOSED = "closed"
    REOPENED = "reopened"


class ClosedWhy(StrEnum):
    """Why an alert is over."""

    PASSED = "passed"
    DAY_CLOSED = "day_closed"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the log knows them, and as colleagues read it."""

    subject: str
    name: str


@dataclass(frozen=True, slots=True)
class Alert:
    """One cause in one office, from the moment it was raised. `worst` is its gravest severity so far, or since
    the last lull; `rings` counts what may be heard, each once."""

    id: str
    office: OfficeId
    cause: Cause
    severity: Severity
    worst: Severity
    opened_at: Instant
    changed_at: Instant
    value: float
    peak: float
    peak_at: Instant
    facts: Facts
    evidence: tuple[EvidenceShape, ...]
    rings: int = 1
    reopened: int = 0
    acknowledged_at: Instant | None = None
    acknowledged_by: Person | None = None
    owner: Person | None = None
    closed_at: Instant | None = None
    closed_why: ClosedWhy | None = None


@dataclass(frozen=True, slots=True)
class AlertChange:
    """One line of an alert's history. `by` is None where the rules did it."""

    alert: str
    at: Instant
    kind: ChangeKind
    severity: Severity
    value: float
    by: Person | None = None
