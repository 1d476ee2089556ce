"""Who somebody is to this server: a person who signed in, a device, or a program.

Knows roles and what an identity is bound to. What a role may do is declared route by route in `api`.
"""

from dataclasses import dataclass
from enum import StrEnum

from queue_server.domain.ids import DeskNumber, ManagerId, OfficeId
from queue_server.errors import RequestInvalid


class Role(StrEnum):
    """What somebody is here for. A visitor has none: the ticket's id, which cannot be guessed, is enough."""

    KIOSK = "kiosk"
    DISPLAY = "display"
    MANAGER = "manager"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    INTEGRATION = "integration"


DEVICE_ROLES = frozenset({Role.KIOSK, Role.DISPLAY, Role.MANAGER})
"""Roles that a code can give to a device: a code read over somebody's shoulder must not make an administrator."""

STAFF_ROLES = frozenset({Role.MANAGER, Role.SUPERVISOR, Role.ADMIN})
"""Roles of people, who sign in with a password."""


TERRITORIAL_ROLES = frozenset({Role.SUPERVISOR, Role.INTEGRATION})
"""Roles that a territory can bind: who watches offices. Whoever works in a hall is bound to one office."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody known. `office`, `territory` and `desk` bind where they are set; None is every office, any desk.

    Which offices a territory has is the organisation's word, and may be another tomorrow.

    `subject` is what the log and the audit call them; `via` names the session or token by which they came, so that
    whatever they hold open can be closed when it is revoked.
    """

    subject: str
    role: Role
    office: OfficeId | None = None
    territory: str | None = None
    desk: DeskNumber | None = None
    manager: ManagerId | None = None
    name: str = ""
    via: str = ""

    @property
    def bound(self) -> bool:
        """Whether there may be offices that are not theirs."""
        return self.office is not None or self.territory is not None

    def reaches(self, office: OfficeId, territory: str | None) -> bool:
        """Whether the office, which is in `territory` now, is one of theirs."""
        return self.office in (None, office) and self.territory in (None, territory)


def check_place(role: Role, *, office: OfficeId | None, territory: str | None) -> None:
    """Raises `RequestInvalid` where a role cannot be bound so."""
    if territory is None:
        return
    if office is not None:
        raise RequestInvalid("Name an office or a territory, not both.", code="place_ambiguous")
    if role not in TERRITORIAL_ROLES:
        raise RequestInvalid(
            f"A territory binds supervisors and programs that watch offices, not: {role}.",
            code="territory_not_for_role",
        )
