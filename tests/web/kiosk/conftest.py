"""A real server for the visitor's pages, once for each file of tests, and the hands of a desk and a supervisor."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from tests.conftest import EASY
from tests.running_server import PLAIN, RunningServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OFFICE = "klin"
OPENS_WITHIN_S = 60.0
PORTRAIT, WIDE, SMALL = (1080, 1920), (1920, 1080), (1366, 768)
PHONE = (390, 844)


class Hall:
    """One office of a running server, as staff act in it and as visitors' pages see it."""

    def __init__(self, server: RunningServer) -> None:
        self.server = server
        self._cookies: list[Any] = []

    def do(self, path: str, role: str = "supervisor", **body: Any) -> Any:
        """A command of the office by its path; the answer, or None where there is none."""
        with self.server.client(role, OFFICE) as client:
            answer = client.post(f"/api/v1/offices/{OFFICE}/{path}", json=body)
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def ticket(self, ticket: str, command: str, role: str = "supervisor", **body: Any) -> Any:
        """A command on a ticket."""
        with self.server.client(role, OFFICE) as client:
            answer = client.post(f"/api/v1/tickets/{ticket}/{command}", json=body)
        assert answer.is_success, f"{command}: {answer.status_code} {answer.text}"
        return answer.json()

    def take(self, topic: str = "certificates") -> Any:
        """A ticket as the kiosk takes one."""
        return self.do("tickets", role="kiosk", topic=topic)

    def let_in(self) -> list[Any]:
        """The cookies of a kiosk that the server knows: enrolled once, for enrolling is limited to some a minute."""
        if not self._cookies:
            with httpx2.Client(base_url=self.server.url, trust_env=False, verify=PLAIN) as client:
                code = client.post("/api/v1/devices", json={"role": "kiosk", "office": OFFICE}).json()["code"]
                client.post("/api/v1/devices/enrol", json={"code": code}).raise_for_status()
                cookies = [(cookie.name, cookie.value or "") for cookie in client.cookies.jar]
            self._cookies = [{"name": name, "value": value, "url": self.server.url} for name, value in cookies]
        return self._cookies

    def wait_until_open(self) -> None:
        """The office opens its day by itself, a moment after the server is ready."""
        until = time.monotonic() + OPENS_WITHIN_S
        while not self._seen()["issuing"]:
            assert time.monotonic() < until, "the office did not open"
            time.sleep(0.1)

    def waiting(self) -> int:
        """How many wait."""
        number: int = self._seen()["waiting"]
        return number

    def _seen(self) -> Any:
        with self.server.client("supervisor", OFFICE) as client:
            return client.get(f"/api/v1/offices/{OFFICE}").json()


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, always_open: Path) -> Iterator[Hall]:
    """Klin with its day open."""
    server = RunningServer(tmp_path_factory.mktemp("hall"), config=always_open, settings=EASY)
    try:
        server.start()
        made = Hall(server)
        made.wait_until_open()
        yield made
    finally:
        server.close()


@pytest.fixture
def trouble() -> list[str]:
    """What a page complained of: errors, and whatever the Content-Security-Policy stopped. Tests end with it empty."""
    return []


@pytest.fixture
def opened(browser: "Browser", hall: Hall, trouble: list[str]) -> Iterator[Callable[..., "Page"]]:
    """Opens a page of the server; `print` counts in `window.slips`; with `own_time` the test moves the clock."""
    contexts = []

    def open_page(path: str, size: tuple[int, int] = PORTRAIT, *, own_time: bool = False, **context: Any) -> "Page":
        made = browser.new_context(viewport={"width": size[0], "height": size[1]}, **context)
        contexts.append(made)
        if path.startswith("/kiosk/"):
            made.add_cookies(hall.let_in())
        page = made.new_page()
        page.add_init_script("window.slips = 0; window.print = () => { window.slips += 1; };")
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda message: _note(message, trouble))
        if own_time:
            page.clock.install()
        page.goto(hall.server.url + path)
        return page

    yield open_page
    for made in contexts:
        made.close()


def _note(message: Any, trouble: list[str]) -> None:
    refused = "Content Security Policy" in message.text
    broken = message.type == "error" and "Failed to load resource" not in message.text
    if refused or (broken and "WebSocket" not in message.text):
        trouble.append(message.text)
