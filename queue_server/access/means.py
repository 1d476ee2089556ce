"""By what people prove who they are, and whether that is enough: the rules of the second factor. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from queue_server.access.identity import Role


class SecondFactorPolicy(StrEnum):
    """What this installation asks of supervisors and administrators beside the password."""

    OFF = "off"
    OFFERED = "offered"
    REQUIRED = "required"


class Means(StrEnum):
    """By what a session was begun."""

    PASSWORD = "password"  # noqa: S105  (a word for it, not one)
    CODE = "code"
    """The password and a code of the authenticator app, or a recovery code."""
    PROVIDER = "provider"
    """The sign-in provider's word: how many factors it asks for is its to say."""
    TERMINAL = "terminal"
    """A code that whoever has the database printed, where passwords are not used."""


BY_PASSWORD = frozenset({Means.PASSWORD, Means.CODE})

FACTOR_ROLES = frozenset({Role.SUPERVISOR, Role.ADMIN})
"""A manager's second factor is the device that was let in, at which they sit."""


@dataclass(frozen=True, slots=True)
class SecondFactorRules:
    """The policy, and the key from which secrets are derived where it is not kept in the database."""

    policy: SecondFactorPolicy = SecondFactorPolicy.OFFERED
    key: bytes | None = None
    passwords: bool = True
    """Whether anybody signs in with a password at all."""
    published: bool = False
    """Whether the password that a demo prints opens anything: there alone."""

    def suffices(self, role: Role, means: Means) -> bool:
        """Whether somebody of this role may work after having come by these means."""
        if not self.passwords and means in BY_PASSWORD:
            return False
        return not (self.policy is SecondFactorPolicy.REQUIRED and role in FACTOR_ROLES and means is Means.PASSWORD)
