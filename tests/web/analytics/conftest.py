"""One server of many offices with a day that has gone wrong in some of them, and a browser before its cockpit."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from tests.company import TOPICS, write_company
from tests.conftest import EASY
from tests.running_server import PASSWORD, RunningServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SOME_OFFICES = 40
"""Enough where the number is not what a test is about; a module that has `OFFICES` gets as many."""

DESKTOP, LARGE, PHONE = (1366, 768), (1920, 1080), (390, 844)
PATIENCE_MS = 30_000
"""A page that has not done it by then will not do it."""

WORST, LATE, IDLE = "o7", "o16", "o25"
"""Offices in which somebody waits above the standard, near it, and while a desk is idle."""


class Company:
    """The running server as programs see it, beside the page under test."""

    def __init__(self, server: RunningServer, offices: int) -> None:
        self.server = server
        self.offices = offices
        self._clients: dict[tuple[str, str | None], httpx2.Client] = {}

    def by(self, role: str, office: str | None = None) -> httpx2.Client:
        """A client that speaks as this role."""
        key = (role, office)
        if key not in self._clients:
            self._clients[key] = self.server.client(role, office)
        return self._clients[key]

    def do(self, path: str, body: dict[str, Any] | None = None, *, role: str = "admin") -> Any:
        """A command by its path below `/api/v1/`."""
        answer = self.by(role).post(f"/api/v1/{path}", json=body or {})
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def take(self, office: str, topic: str, *, minutes_ago: float = 0) -> str:
        """A ticket; one taken some minutes ago comes from a kiosk that was offline."""
        body: dict[str, Any] = {"topic": topic}
        if minutes_ago:
            at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
            body |= {"offline": True, "issued_at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z")}
        answer = self.by("kiosk", office).post(f"/api/v1/offices/{office}/tickets", json=body)
        assert answer.is_success, answer.text
        ticket: str = answer.json()["id"]
        return ticket

    def open_desk(self, office: str, desk: str) -> None:
        """The desk's own manager sits down."""
        self.do(f"offices/{office}/desks/{desk}/open", {"manager": f"{office}m{desk}"})

    def serve(self, office: str, desk: str) -> str:
        """The next visitor is called and served; the ticket."""
        ticket: str = self.do(f"offices/{office}/desks/{desk}/call_next")["ticket"]["id"]
        self.do(f"tickets/{ticket}/start")
        return ticket

    def close(self) -> None:
        for client in self._clients.values():
            client.close()


def a_day_gone_wrong(company: Company) -> None:
    """Some people in many offices; a breach, a near one, an idle desk, a break, a suspended topic, no issuing."""
    topics = list(TOPICS)
    for index in range(0, company.offices, 4):
        company.take(f"o{index}", topics[index % 3], minutes_ago=index % 9)
    for minutes in (21, 17, 4):
        company.take(WORST, "contract", minutes_ago=minutes)
    company.open_desk(WORST, "1")
    company.do(f"offices/{WORST}/desks/1/set_topics", {"topics": ["meters"]})
    company.take(WORST, "meters", minutes_ago=3)
    company.serve(WORST, "1")
    company.take(LATE, "debt", minutes_ago=12)
    company.open_desk(LATE, "2")
    company.do(f"offices/{LATE}/desks/2/start_break")
    company.take(IDLE, "meters", minutes_ago=2)
    company.open_desk(IDLE, "3")
    company.do("offices/o33/suspend_topic", {"topic": "debt", "reason": "Не работает система"})
    company.do("offices/o34/stop_issuing")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Company]:
    """The server, its people, and the day."""
    directory = tmp_path_factory.mktemp("cockpit")
    offices: int = getattr(request.module, "OFFICES", SOME_OFFICES)
    server = RunningServer(directory, config=write_company(directory / "organisation", offices), settings=EASY)
    made = Company(server, offices)
    try:
        server.start().wait_until_issuing()
        for login, role, office in (
            ("chief", "supervisor", None), ("orlova", "supervisor", WORST), ("o7m1", "manager", WORST),
        ):  # fmt: skip
            server.let_in(login, role=role, office=office)
        server.let_in("severina", role="supervisor", territory="t7")
        a_day_gone_wrong(made)
        yield made
    finally:
        made.close()
        server.close()


@pytest.fixture
def trouble() -> list[str]:
    """What a page complained of: errors, texts that are missing, what the Content-Security-Policy stopped."""
    return []


@pytest.fixture
def opened(browser: "Browser", company: Company, trouble: list[str]) -> Iterator[Callable[..., "Page"]]:
    """Opens the cockpit, signed in as `who`."""
    contexts: list[Any] = []

    def open_page(hash_: str = "", who: str = "chief", *, size: tuple[int, int] = DESKTOP, **more: Any) -> "Page":
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **more)
        contexts.append(context)
        answer = context.request.post(
            f"{company.server.url}/api/v1/session",
            data={"login": who, "password": PASSWORD}, headers={"Origin": company.server.url},
        )  # fmt: skip
        assert answer.ok, answer.text()
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda message: _note(message, trouble))
        page.goto(f"{company.server.url}/cockpit{hash_}")
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            page.unroute_all(behavior="wait")  # an answer that is being made up needs its page until it is sent
        context.close()


def _note(message: Any, trouble: list[str]) -> None:
    refused = "Content Security Policy" in message.text
    broken = message.type == "error" and "Failed to load resource" not in message.text
    if refused or (broken and "WebSocket" not in message.text):
        trouble.append(message.text)


DEMO = Path(__file__).parents[3] / "config/demo"


@pytest.fixture(scope="module")
def klin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The demo organisation and a supervisor of Klin."""
    running = RunningServer(tmp_path_factory.mktemp("klin"), config=DEMO, settings=EASY)
    try:
        running.start()
        running.let_in("chief", role="supervisor", office="klin")
        yield running
    finally:
        running.close()


@pytest.fixture
def office_days(browser: "Browser", klin: RunningServer, trouble: list[str]) -> Iterator[Callable[..., "Page"]]:
    """Opens a page about the office's days as Klin's supervisor, at a day."""
    contexts: list[Any] = []

    def open_page(path: str, day: str, *, size: tuple[int, int] = DESKTOP, **more: Any) -> "Page":
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **more)
        contexts.append(context)
        signed_in = context.request.post(
            f"{klin.url}/api/v1/session",
            data={"login": "chief", "password": PASSWORD}, headers={"Origin": klin.url},
        )  # fmt: skip
        assert signed_in.ok, signed_in.text()
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.goto(f"{klin.url}{path}")
        page.locator(".office-days__where input[type=date]").fill(day)
        return page

    yield open_page
    for context in contexts:
        context.close()
