"""A real server for the staff's pages, people who sign in, and the hands of a visitor at the kiosk."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomlkit

from tests.conftest import EASY
from tests.running_server import RunningServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OFFICE = "klin"
PASSWORD = "zelenaya dver vesnoj"
DESKTOP, LARGE, PHONE = (1366, 768), (1920, 1080), (390, 844)
NO_SHOW_AFTER_S = 2
"""The rule's 40 seconds are a setting; a test does not wait for them."""

PATIENCE_MS = 30_000
"""A page that has not done it by then will not do it."""

PEOPLE = {
    "sidorova": {"role": "manager", "office": OFFICE, "manager": "sidorova", "name": "Сидорова Н. К."},
    "petrov": {"role": "manager", "office": OFFICE, "manager": "petrov", "name": "Петров И. С."},
    "orlova": {"role": "supervisor", "office": OFFICE, "name": "Орлова М. А."},
    "chief": {"role": "admin", "name": "Администратор"},
}


class House:
    """A running server as programs see it, beside the pages under test."""

    def __init__(self, server: RunningServer) -> None:
        self.server = server

    def do(self, path: str, body: dict[str, Any] | None = None, *, role: str = "supervisor") -> Any:
        """A command by its path below `/api/v1/`; the answer, or None where there is none."""
        with self.server.client(role, None if role == "admin" else OFFICE) as client:
            answer = client.post(f"/api/v1/{path}", json=body or {})
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def look(self, path: str, role: str = "supervisor") -> Any:
        """A resource by its path."""
        with self.server.client(role, None if role == "admin" else OFFICE) as client:
            return client.get(f"/api/v1/{path}").json()

    def take(self, topic: str, **more: Any) -> Any:
        """A ticket from the kiosk."""
        return self.do(f"offices/{OFFICE}/tickets", {"topic": topic, **more}, role="kiosk")

    def state(self, ticket: str) -> str:
        """Where a visit stands."""
        state: str = self.look(f"tickets/{ticket}")["state"]
        return state

    def events(self, kind: str) -> list[dict[str, Any]]:
        """What the log holds of one kind, in order."""
        found: list[dict[str, Any]] = []
        after = 0
        while page := self.look(f"offices/{OFFICE}/events?after={after}&limit=500", role="admin")["events"]:
            found += [record["data"] for record in page if record["event"] == kind]
            after = page[-1]["seq"]
        return found

    def fresh_day(self) -> None:
        """Nobody waits and every desk is closed."""
        for row in self.look(f"offices/{OFFICE}/queue")["tickets"]:
            if row["state"] == "serving":
                self.do(f"tickets/{row['id']}/complete", {"outcome": "settled"})
        self.do(f"offices/{OFFICE}/close_day")
        self.do(f"offices/{OFFICE}/open_day")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, always_open: Path) -> Iterator[RunningServer]:
    """The demo organisation with a short wait for the no-show, and everybody's password set."""
    directory = tmp_path_factory.mktemp("console")
    config = shutil.copytree(always_open, directory / "config")
    file = config / "organisation.toml"
    document = tomlkit.parse(file.read_text("utf-8"))
    document["organisation"]["limits"] = {"no_show_after_s": NO_SHOW_AFTER_S}
    file.write_text(tomlkit.dumps(document), "utf-8")
    server = RunningServer(directory, config=config, settings={**EASY, "docs": "true"})
    try:
        server.start().wait_until_issuing()
        house = House(server)
        for login, who in PEOPLE.items():
            house.do("people", {"login": login, "password": PASSWORD, **who}, role="admin")
        yield server
    finally:
        server.close()


@pytest.fixture
def house(running: RunningServer) -> House:
    """The office at the beginning of a day."""
    made = House(running)
    made.fresh_day()
    return made


@pytest.fixture
def trouble() -> list[str]:
    """What a page complained of: errors, texts that are missing, what the Content-Security-Policy stopped."""
    return []


@pytest.fixture
def opened(browser: "Browser", house: House, trouble: list[str]) -> Iterator[Callable[..., "Page"]]:
    """Opens a page of the server, signed in as `who` where one is named. With `tab_of` it is another tab of
    that page's browser; with `own_time` the test moves the page's clock.
    """
    contexts: list[Any] = []

    def open_page(
        path: str,
        who: str | None = None,
        *,
        size: tuple[int, int] = DESKTOP,
        tab_of: "Page | None" = None,
        own_time: bool = False,
        **more: Any,
    ) -> "Page":
        if tab_of is None:
            context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **more)
            contexts.append(context)
        else:
            context = tab_of.context
        if who is not None:
            sign_in(context, house, who)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.add_init_script("window.slips = 0; window.print = () => { window.slips += 1; };")
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda message: _note(message, trouble))
        if own_time:
            page.clock.install()
        page.goto(house.server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def sign_in(context: Any, house: House, who: str) -> None:
    """As the sign-in page does it."""
    answer = context.request.post(
        f"{house.server.url}/api/v1/session",
        data={"login": who, "password": PASSWORD},
        headers={"Origin": house.server.url},
    )
    assert answer.ok, answer.text()


def _note(message: Any, trouble: list[str]) -> None:
    refused = "Content Security Policy" in message.text
    broken = message.type == "error" and "Failed to load resource" not in message.text
    if refused or (broken and "WebSocket" not in message.text):
        trouble.append(message.text)
