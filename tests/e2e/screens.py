"""The screens of an office as a test opens them: each in a browser context of its own, as on a device of its own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, StorageState, WebSocketRoute, expect

from tests.running_server import PASSWORD, RunningServer

OFFICE, DESK, MANAGER = "klin", "1", "sidorova"

expect.set_options(timeout=30_000)
"""A machine that runs other things besides is slow; a screen that is broken stays broken."""

KIOSK = (1080, 1920)
WALL = (1920, 1080)
OVER_DESK = (1280, 720)
PC = (1366, 768)
PHONE = (390, 844)

NUMBER = re.compile(r"[АЕКМТ]\d{3}")
KNOWN: dict[tuple[str, str], StorageState] = {}
"""Cookies by server and login or device, for the rest of the run."""

ENROLLED = re.compile(r"/devices/enrol$")
"""Until this has an answer the device has no cookie that could be kept, and a server counts enrolments."""

NOWHERE = "/nowhere"
EXPECTED = re.compile(rf"status of 401|status of 404 .*({NOWHERE}|/check_in)$")
"""A page asks who is there before anybody is; an address leads nowhere on purpose, and digits to no appointment."""

CUT_NOTICED_MS = 6_000
"""A page says that it is cut off after five seconds."""


@dataclass
class Screens:
    """Opens screens, and keeps what any of them complained of."""

    browser: Browser
    server: RunningServer
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)
    dark: bool = False
    links: list[WebSocketRoute] = field(default_factory=list)
    severed: bool = False

    def cut_off(self, page: Page) -> Page:
        """The screen without its stream, after the time in which it says so. What is opened later stays without.

        The screen has to be live: a stream closed while it opens makes the browser complain.
        """
        page.clock.install()
        self.severed = True
        for link in self.links:
            link.close()
        page.clock.fast_forward(CUT_NOTICED_MS)
        return page

    def kiosk(self, locale: str = "ru-RU", query: str = "", office: str = OFFICE) -> Page:
        """A kiosk that has been enrolled by its link."""
        return self._device("kiosk", None, KIOSK, locale, query, office)

    def board(self, locale: str = "ru-RU", query: str = "", office: str = OFFICE) -> Page:
        """The board in the hall."""
        return self._device("display", None, WALL, locale, query, office)

    def desk_board(self, locale: str = "ru-RU", query: str = "") -> Page:
        """The board over a desk."""
        return self._device("display", DESK, OVER_DESK, locale, query, OFFICE)

    def phone(self, ticket: str, locale: str = "ru-RU") -> Page:
        """The visitor's phone at the ticket's own address."""
        return self._open(f"/t/{ticket}", PHONE, locale)

    def plain(self, path: str, locale: str = "ru-RU", size: tuple[int, int] = PC) -> Page:
        """A page that anybody may open."""
        return self._open(path, size, locale)

    def signed_in(self, path: str, login: str, locale: str = "ru-RU", size: tuple[int, int] = PC) -> Page:
        """A page of the staff, its user signed in: once a server, for a server counts attempts."""
        if (self.server.url, login) not in KNOWN:
            context = self.browser.new_context()
            wish = {"login": login, "password": PASSWORD}
            answer = context.request.post(f"{self.server.url}/api/v1/session", data=wish)
            assert answer.ok, answer.text()
            KNOWN[self.server.url, login] = context.storage_state()
            context.close()
        return self._open(path, size, locale, KNOWN[self.server.url, login])

    def close(self) -> None:
        """Close every screen."""
        for context in self.contexts:
            context.close()

    def _device(self, role: str, desk: str | None, size: tuple[int, int], locale: str, query: str, office: str) -> Page:
        """The device by its link the first time, as an administrator opens it; from then on it is known."""
        known_as = f"{role} {office}"
        if (self.server.url, known_as) in KNOWN:
            path = f"/kiosk/{office}" if role == "kiosk" else f"/board/{office}{f'/desk/{desk}' if desk else ''}"
            return self._open(path + query, size, locale, KNOWN[self.server.url, known_as])
        wish: dict[str, Any] = {"role": role, "office": office}
        if desk is not None:
            wish["desk"] = desk
        with self.server.client("admin") as admin:
            answer = admin.post("/api/v1/devices", json=wish)
            answer.raise_for_status()
            path, code = answer.json()["url"].removeprefix(self.server.url).split("#")
        page = self._open(f"{path}{query}#{code}", size, locale, answered=ENROLLED)
        page.wait_for_function("() => location.hash === ''")
        expect(page.locator("#app")).not_to_be_empty()
        if desk is None and page.context.cookies():
            KNOWN[self.server.url, known_as] = page.context.storage_state()
        return page

    def _open(
        self,
        path: str,
        size: tuple[int, int],
        locale: str,
        known: StorageState | None = None,
        answered: re.Pattern[str] | None = None,
    ) -> Page:
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale=locale, storage_state=known,
            color_scheme="dark" if self.dark else "light",
        )  # fmt: skip
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.route_web_socket(re.compile("/stream"), self._linked)
        with nullcontext() if answered is None else page.expect_response(answered):
            page.goto(self.server.url + path)
        return page

    def _linked(self, link: WebSocketRoute) -> None:
        if self.severed:
            link.close()
            return
        link.connect_to_server()
        self.links.append(link)

    def _heard(self, message: ConsoleMessage) -> None:
        said = f"{message.text} {message.location.get('url')}"
        if message.type in ("error", "warning") and not EXPECTED.search(said):
            self.complaints.append(said)


@contextmanager
def opened(browser: Browser, server: RunningServer, *, dark: bool = False) -> Iterator[Screens]:
    """Screens that are closed at the end, and that nobody may have heard complain."""
    screens = Screens(browser, server, dark=dark)
    try:
        yield screens
        assert not screens.complaints, screens.complaints
    finally:
        screens.close()


def ticket_called(server: RunningServer, number: str) -> str:
    """The id of the open ticket with this number."""
    with server.client("admin") as admin:
        tickets = admin.get(f"/api/v1/offices/{OFFICE}/queue").json()["tickets"]
    return next(str(ticket["id"]) for ticket in tickets if ticket["number"] == number)
