"""What the routes need of the rest of the server, handed to them in one piece by `starting.py`."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from starlette.requests import HTTPConnection
from starlette.types import Scope

from queue_server.access.federation import RoleRules
from queue_server.access.hall_codes import HallCodes
from queue_server.access.oidc import Provider
from queue_server.access.service import Access
from queue_server.api.flood import Floodgate
from queue_server.api.measures import Measures
from queue_server.api.repeats import Repeats
from queue_server.domain.ids import Instant, Names, TopicId
from queue_server.domain.office import Office
from queue_server.log.store import LogStore
from queue_server.offices.registry import Offices
from queue_server.projections.estimating import FirstWaits, WaitEstimator

HEADERS = "queue_server.headers"
"""Where a request's headers stand by name, once somebody has asked for them."""

FOUND = "queue_server.surroundings"
"""Where the surroundings stand, once somebody has asked: every step of a request does."""


@dataclass(frozen=True, slots=True)
class OrganisationWords:
    """What the public is told of the organisation."""

    name: str
    goal: float
    standard_s: int
    territories: Mapping[str, Names] = field(default_factory=dict)


class Speech(Protocol):
    """Whatever reads sentences aloud."""

    @property
    def languages(self) -> Sequence[str]:
        """Languages that it may know."""
        ...

    async def reads(self, language: str) -> bool:
        """Whether it can read this language aloud here."""
        ...

    async def sentence(self, language: str, text: str) -> bytes | None:
        """The text as a WAV file; None where nothing reads it."""
        ...


class RefusalBook(Protocol):
    """Whoever counts the tickets that were refused."""

    def note(self, office: Office, topic: TopicId | None, code: str) -> None:
        """One ticket was asked for and refused."""
        ...


@dataclass(frozen=True, slots=True)
class Entering:
    """The ways in for people: passwords, a sign-in provider with the roles that its claims give, or both."""

    passwords: bool = True
    provider: Provider | None = None
    name: str = ""
    roles: RoleRules = field(default_factory=RoleRules)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The server around the routes."""

    offices: Offices
    log: LogStore
    access: Access
    hall_codes: HallCodes
    estimator: WaitEstimator
    first_waits: FirstWaits
    flood: Floodgate
    speech: Speech
    clock: Callable[[], Instant]
    measures: Measures
    refusals: RefusalBook
    repeats: Repeats
    database_answers: Callable[[], Awaitable[bool]]
    organisation: Callable[[], OrganisationWords]
    public_url: str | None = None
    allowed_origins: frozenset[str] = frozenset()
    demo: bool = False
    entering: Entering = field(default_factory=Entering)
    stopping: Callable[[], bool] = lambda: False


def surroundings_of(connection: HTTPConnection) -> Surroundings:
    """The surroundings of a request or a socket."""
    found: Surroundings | None = connection.scope.get(FOUND)
    if found is None:
        found = connection.scope[FOUND] = connection.scope["app"].state.surroundings
    return found


def headers_of(connection: HTTPConnection) -> dict[bytes, bytes]:
    """What the request says of itself, by names in small letters; the last one where something is said twice."""
    return headers_in(connection.scope)


def headers_in(scope: Scope) -> dict[bytes, bytes]:
    """The same, before a request has been made of the scope."""
    found: dict[bytes, bytes] | None = scope.get(HEADERS)
    if found is None:
        found = scope[HEADERS] = dict(scope["headers"])
    return found


def address_of(connection: HTTPConnection) -> str:
    """The address under which visitors reach this server: the configured one, or the one this request came to."""
    configured = surroundings_of(connection).public_url
    return configured if configured is not None else asked_address_of(connection)


def asked_address_of(connection: HTTPConnection) -> str:
    """The address that this request came to."""
    host = headers_of(connection).get(b"host", b"localhost").decode("latin-1")
    return f"{'https' if secure(connection) else 'http'}://{host}"


def secure(connection: HTTPConnection) -> bool:
    """Whether the connection is encrypted, as far as the server or its trusted proxy can tell."""
    return connection.scope["scheme"] in ("https", "wss")


def client_of(connection: HTTPConnection) -> str:
    """The network address of whoever asks."""
    return connection.client.host if connection.client is not None else ""
