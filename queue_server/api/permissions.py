"""Who may do what: every route names one of these. A route that names none cannot be built (see `guard`).

Roles are those of `queue-server token`. Whose desk or whose ticket it is, is looked at besides (see `scope`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

KIOSK, DISPLAY, MANAGER, SUPERVISOR, ADMIN, INTEGRATION = (
    "kiosk", "display", "manager", "supervisor", "admin", "integration",
)  # fmt: skip
EVERY_ROLE = frozenset((KIOSK, DISPLAY, MANAGER, SUPERVISOR, ADMIN, INTEGRATION))


@dataclass(frozen=True, slots=True)
class Permission:
    """Who may use a route.

    `anybody`: without saying who. `by_code`: whoever stands in the hall, by the code on its screens. `holder`: whoever
    knows the ticket's id, with the same check of the id's length that `scope` makes. `operations`: programs on this
    machine as well. `in_demo`: in a demonstration anybody.
    """

    name: str
    roles: frozenset[str]
    anybody: bool = False
    holder: bool = False
    by_code: bool = False
    operations: bool = False
    in_demo: bool = False


PUBLIC = Permission("public", EVERY_ROLE, anybody=True)
HOLDER = Permission("holder", frozenset((KIOSK, MANAGER, SUPERVISOR, ADMIN, INTEGRATION)), holder=True)
TAKES_TICKETS = Permission("takes_tickets", frozenset((KIOSK, MANAGER, SUPERVISOR, ADMIN, INTEGRATION)), by_code=True)
CHECKS_IN = Permission("checks_in", frozenset((KIOSK, MANAGER, SUPERVISOR, ADMIN, INTEGRATION)))
BOOKS = Permission("books", frozenset((KIOSK, MANAGER, SUPERVISOR, ADMIN, INTEGRATION)), anybody=True)
DESK = Permission("desk", frozenset((MANAGER, SUPERVISOR, ADMIN, INTEGRATION)))
SUPERVISES = Permission("supervises", frozenset((SUPERVISOR, ADMIN)))
KEEPS_CALENDARS = Permission("keeps_calendars", frozenset((SUPERVISOR, ADMIN, INTEGRATION)))
ADMINISTERS = Permission("administers", frozenset((ADMIN,)))
LETS_DEVICES_IN = Permission("lets_devices_in", frozenset((ADMIN,)), in_demo=True)

SHOWS_JOINING = Permission(
    "shows_joining", frozenset((KIOSK, DISPLAY, MANAGER, SUPERVISOR, ADMIN, INTEGRATION)), in_demo=True
)
SPEAKS = Permission("speaks", frozenset((KIOSK, MANAGER, SUPERVISOR, ADMIN)), in_demo=True)
SEES_BOARD = Permission("sees_board", frozenset((KIOSK, DISPLAY, MANAGER, SUPERVISOR, ADMIN, INTEGRATION)))
SEES_QUEUE = Permission("sees_queue", frozenset((MANAGER, SUPERVISOR, ADMIN)))
WATCHES = Permission("watches", frozenset((SUPERVISOR, ADMIN, INTEGRATION)))
READS_LOG = Permission("reads_log", frozenset((INTEGRATION, ADMIN)))
OPERATES = Permission("operates", frozenset((ADMIN, INTEGRATION)), operations=True)

_ATTRIBUTE = "__permission__"


def permits(permission: Permission) -> Callable[[Endpoint], Endpoint]:
    """Declares who may use the route that this function serves."""

    def mark(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, _ATTRIBUTE, permission)
        return endpoint

    return mark


def permission_of(endpoint: Callable[..., Any]) -> Permission | None:
    """What the function declared, or None."""
    found = getattr(endpoint, _ATTRIBUTE, None)
    return found if isinstance(found, Permission) else None
