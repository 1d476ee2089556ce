"""Access on a fresh database, with a clock that tests move and hashes that are quick."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest

from queue_server.access import Access, Role
from queue_server.access.hashing import Hashing
from queue_server.database.engine import Database

PASSWORD = "correct horse battery"
ADDRESS = "192.0.2.1"


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
