"""Access on a fresh database, with a clock that tests move and hashes that are quick."""

from base64 import b32decode
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest

from queue_server.access import Access, Role, SecondFactorPolicy, SecondFactorRules
from queue_server.access.hashing import Hashing
from queue_server.access.one_time_codes import STEP_S, code_at
from queue_server.database.engine import Database
from queue_server.errors import RequestError

PASSWORD = "correct horse battery"
ADDRESS = "192.0.2.1"
KEY = bytes(range(32))


@dataclass
class Clock:
    """Time as data."""

    at: int = 1_790_000_000_000

    def __call__(self) -> int:
        return self.at

    def move(self, seconds: float) -> None:
        self.at += round(seconds * 1000)


def quick_hashing() -> Hashing:
    return Hashing(memory_kib=8, passes=1, lanes=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    opened = await Database.open(sqlite_url)
    yield opened
    await opened.dispose()


@pytest.fixture
async def access(database: Database, clock: Clock) -> AsyncIterator[Access]:
    """A server's access that looks for changes only when the test says so."""
    access = Access(database, clock, hashing=quick_hashing())
    await access.look()
    yield access


@pytest.fixture
def terminal(database: Database, clock: Clock) -> Access:
    """The access of another process, such as a command at the terminal."""
    return Access(database, clock, hashing=quick_hashing())


@pytest.fixture
def revoked(access: Access) -> Iterator[list[str]]:
    """What the access told its listeners."""
    told: list[str] = []
    access.listeners.append(told.append)
    yield told


@pytest.fixture
async def ivanova(access: Access) -> str:
    """A manager who may sign in."""
    await access.create_person(
        "ivanova", name="Иванова А. П.", role=Role.MANAGER, office="klin", manager="ivanova", password=PASSWORD
    )
    return "ivanova"


@pytest.fixture
async def smirnova(access: Access) -> str:
    """A supervisor who may sign in."""
    await access.create_person("smirnova", name="Смирнова", role=Role.SUPERVISOR, password=PASSWORD)
    return "smirnova"


def of(database: Database, clock: Clock, policy: str, key: bytes | None = KEY) -> Access:
    rules = SecondFactorRules(SecondFactorPolicy(policy), key)
    return Access(database, clock, hashing=quick_hashing(), second_factor=rules)


class App:
    """An authenticator app on somebody's phone."""

    def __init__(self, letters: str, clock: Clock) -> None:
        self._secret = b32decode(letters)
        self._clock = clock

    def code(self) -> str:
        return code_at(self._secret, self._clock.at // 1000 // STEP_S)


async def set_up(access: Access, login: str, clock: Clock) -> tuple[App, list[str]]:
    shown = await access.begin_second_factor(login, PASSWORD, ADDRESS, issuer="Two halls")
    app = App(shown.letters, clock)
    session, codes = await access.set_second_factor(login, PASSWORD, app.code(), ADDRESS)
    assert access.authenticate_session(session.id) is not None
    clock.move(STEP_S)
    return app, codes


async def refused(access: Access, login: str, code: str | None, password: str = PASSWORD) -> str:
    with pytest.raises(RequestError) as found:
        await access.sign_in(login, password, ADDRESS, code=code)
    return found.value.code
