"""The error tree: everything that this product raises on purpose, outside the rules of the domain.

    QueueServerError
    ├── StartError                 the operator has to put something right; printed without a traceback
    │   ├── SettingsInvalid        a setting cannot be used
    │   ├── OrganisationInvalid    the organisation file says something that does not hold
    │   ├── ScenarioInvalid        a scenario cannot be simulated
    │   ├── DatabaseUnusable       the database cannot be opened, or is not ours
    │   ├── DatabaseHoldsLog       a log stands there already, and nobody said to replace it
    │   ├── DatabaseServed         another server serves this database
    │   └── AddressInUse           the port is taken
    ├── LogError
    │   ├── SequenceConflict       another process wrote to this office first
    │   └── LogDamaged             what is in the log is not what was written
    └── RequestError               the caller is told: `code`, a sentence, a status (see `api.problems`)
        ├── NotIdentified          nobody, or a token that is not valid
        ├── NotAllowed             somebody who may not do this
        ├── RequestForeign         a browser sent this from another site
        ├── Unknown                no such thing, or none that the caller may see
        │   ├── OfficeUnknown
        │   ├── TerritoryUnknown
        │   ├── TicketUnknown
        │   ├── DeskUnknown
        │   ├── AlertUnknown
        │   └── MoveUnknown
        ├── RequestInvalid         the request makes no sense
        │   ├── IdempotencyKeyReused
        │   ├── IdempotencyKeyInvalid
        │   └── ScheduleInvalid    shifts that do not fit: every finding is told
        ├── ScheduleChanged        somebody else published the day meanwhile
        ├── PeopleChanged          somebody else wrote down who may work how meanwhile
        ├── TooManyRequests        come back after `retry_after_s`
        └── Unavailable            stopping, or the disk is full: nothing was done, come back

The domain's own refusal, `CommandRejected`, stands beside this tree: the domain knows nothing of servers.
"""

from collections.abc import Mapping, Sequence


class QueueServerError(Exception):
    """The root of the tree."""


class StartError(QueueServerError):
    """The operator has to put something right before the server can work. The message is the whole story."""


class SettingsInvalid(StartError):
    """A setting cannot be used."""


class OrganisationInvalid(StartError):
    """The organisation file says something that does not hold. The message lists every finding."""


class ScenarioInvalid(StartError):
    """A scenario cannot be simulated. The message has a line for each thing to put right."""


class DatabaseUnusable(StartError):
    """The database cannot be opened, is not ours, or is of another version."""


class DatabaseHoldsLog(StartError):
    """A log stands where another is to be put, and nobody said to replace it."""


class DatabaseServed(StartError):
    """Another process serves this database."""

    def __init__(self, database: str) -> None:
        super().__init__(
            f"Another server is serving the database {database}. One at a time can: stop that one, or name another "
            "database with --database."
        )


class AddressInUse(StartError):
    """The address to listen on is taken or is not ours."""


class LogError(QueueServerError):
    """The log did not do what was asked."""


class SequenceConflict(LogError):
    """Another process wrote to this office's log first. Read on and decide again."""

    def __init__(self, office: str) -> None:
        super().__init__(f"the log of office {office!r} has moved on")
        self.office = office


class LogDamaged(LogError):
    """What is in the log is not what was written."""


class RequestError(QueueServerError):
    """A request that cannot be done. `code` is for programs, `detail` is a sentence for people."""

    code = "request_refused"

    def __init__(self, detail: str, *, code: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        if code is not None:
            self.code = code


class NotIdentified(RequestError):
    """Nobody, or a token or session that is not valid (any more)."""

    code = "identity_required"


class NotAllowed(RequestError):
    """Somebody known, who may not do this."""

    code = "not_allowed"


class RequestForeign(NotAllowed):
    """An unsafe request that a browser sent from another site's page."""

    code = "origin_foreign"


class Unknown(RequestError):
    """No such thing, or none that the caller may see: the answer is the same."""

    code = "unknown"


class OfficeUnknown(Unknown):
    """No such office."""

    code = "office_unknown"

    def __init__(self, office: str) -> None:
        super().__init__(f"There is no office “{office}”.")
        self.office = office


class TerritoryUnknown(Unknown):
    """No such territory."""

    code = "territory_unknown"

    def __init__(self, territory: str) -> None:
        super().__init__(f"There is no territory “{territory}”.")
        self.territory = territory


class TicketUnknown(Unknown):
    """No such ticket."""

    code = "ticket_unknown"

    def __init__(self, ticket: str) -> None:
        super().__init__(f"There is no ticket “{ticket}”.")
        self.ticket = ticket


class DeskUnknown(Unknown):
    """No such desk in this office."""

    code = "desk_unknown"

    def __init__(self, desk: str) -> None:
        super().__init__(f"There is no desk “{desk}” here.")
        self.desk = desk


class MoveUnknown(Unknown):
    """No such step taken on advice, or one that is over."""

    code = "move_unknown"

    def __init__(self, move: str) -> None:
        super().__init__(f"There is no step “{move}” of today.")
        self.move = move


class AlertUnknown(Unknown):
    """No such alert."""

    code = "alert_unknown"

    def __init__(self, alert: str) -> None:
        super().__init__(f"There is no alert “{alert}”.")
        self.alert = alert


class RequestInvalid(RequestError):
    """The request makes no sense: malformed, or with fields that nobody knows."""

    code = "request_invalid"


class IdempotencyKeyReused(RequestInvalid):
    """The key belongs to another request, which has been answered already."""

    code = "idempotency_key_reused"

    def __init__(self, detail: str = "This Idempotency-Key was used for another request.") -> None:
        super().__init__(detail)


class IdempotencyKeyInvalid(RequestInvalid):
    """The key is empty, too long, or not printable."""

    code = "idempotency_key_invalid"


class ScheduleInvalid(RequestInvalid):
    """Shifts that do not fit. `findings` says of each what is wrong, where, and what to do."""

    code = "schedule_invalid"

    def __init__(self, findings: Sequence[Mapping[str, object]]) -> None:
        super().__init__("\n".join(f"{finding['day']}: {finding['detail']}" for finding in findings))
        self.findings = findings


class ScheduleChanged(RequestError):
    """Somebody else has published these days since the caller read them."""

    code = "schedule_changed"

    def __init__(self, days: Sequence[str]) -> None:
        super().__init__(f"Somebody else has published {', '.join(days)} meanwhile. Read the schedule again.")
        self.days = days


class PeopleChanged(RequestError):
    """Somebody else has kept other hours and wishes since the caller read them."""

    code = "people_changed"

    def __init__(self) -> None:
        super().__init__("Somebody else has changed hours and wishes meanwhile. Read them again.")


class CalendarChanged(RequestError):
    """Somebody else has changed the calendar of this place since the caller read it."""

    code = "calendar_changed"

    def __init__(self) -> None:
        super().__init__("Somebody else has changed this calendar meanwhile. Read it again.")


class TooManyRequests(RequestError):
    """More than is sensible. Come back after `retry_after_s`."""

    code = "too_many_requests"

    def __init__(self, detail: str, *, retry_after_s: float, code: str | None = None) -> None:
        super().__init__(detail, code=code)
        self.retry_after_s = retry_after_s


class Unavailable(RequestError):
    """Nothing was done: the server is stopping, or the disk is full. Come back after `retry_after_s`."""

    code = "unavailable"

    def __init__(self, detail: str, *, retry_after_s: float = 2.0, code: str | None = None) -> None:
        super().__init__(detail, code=code)
        self.retry_after_s = retry_after_s
