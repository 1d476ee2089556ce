"""Every screen in every language: no complaint in the console, no text missing, nothing wider than the screen.

The pictures are kept under test-results/screens, to be looked at by people as well.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import EASY, ROOT
from tests.e2e.screens import DESK, MANAGER, OFFICE, Screens, opened
from tests.running_server import RunningServer

PICTURES = ROOT / "test-results" / "screens"
LOCALES = {"ru": "ru-RU", "en": "en-GB", "zh": "zh-CN"}
SCREENS = (
    "home", "sign-in", "kiosk", "kiosk-topic", "kiosk-ticket", "phone", "phone-called", "board", "desk-board", "desk",
    "desk-called", "reception", "admin", "cockpit", "cockpit-office",
)  # fmt: skip

SETTLED = """() => document.fonts.status === "loaded"
    && document.querySelector("#app")?.childElementCount > 0
    && !document.querySelector("[aria-busy=true]")"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, always_open: Path) -> Iterator[RunningServer]:
    """An office in the middle of its day: people wait, one is called, one is being served."""
    running = RunningServer(tmp_path_factory.mktemp("screens"), config=always_open, settings=EASY)
    try:
        running.start().wait_until_issuing()
        running.let_in(MANAGER, role="manager", office=OFFICE, name="Сидорова Н. К.")
        running.let_in("head", role="admin", name="Титов М. К.")
        fill(running)
        yield running
    finally:
        running.close()


def fill(running: RunningServer) -> None:
    """Visitors of several topics; two desks besides the one that the screens show."""
    with running.client("admin") as admin:

        def post(path: str, **body: object) -> dict[str, dict[str, str]]:
            answer = admin.post(f"/api/v1/{path}", json=body)
            answer.raise_for_status()
            told: dict[str, dict[str, str]] = answer.json()
            return told

        office = f"offices/{OFFICE}"
        post(f"{office}/desks/2/open", manager="ivanova")
        post(f"{office}/desks/3/open", manager="petrov")
        for topic in ("account", "debt", "certificates", "meters", "recalculation", "contract", "meters", "complaints"):
            post(f"{office}/tickets", topic=topic)
        first = post(f"{office}/desks/2/call_next")["ticket"]["id"]
        post(f"tickets/{first}/start")
        post(f"{office}/desks/3/call_next")


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_is_whole(browser: Browser, hall: RunningServer, screen: str, language: str) -> None:
    with opened(browser, hall) as screens:
        page = show(screens, screen, LOCALES[language], hall)
        page.wait_for_function(SETTLED)
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{screen}.{language}.png", animations="disabled")
        assert page.evaluate("document.documentElement.lang").startswith(language)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "wider than the screen"
        assert "undefined" not in page.locator("body").inner_text()
        assert "{" not in page.locator("body").inner_text(), "a text whose value is missing"


def show(screens: Screens, screen: str, locale: str, hall: RunningServer) -> Page:
    """The screen, in the state that its name says."""
    match screen:
        case "home":
            return screens.plain("/", locale)
        case "sign-in":
            return screens.plain("/sign-in", locale)
        case "kiosk" | "kiosk-topic" | "kiosk-ticket":
            return kiosk(screens, screen, locale)
        case "phone" | "phone-called":
            return screens.phone(ticket_in(hall, "called" if screen == "phone-called" else "waiting"), locale)
        case "board":
            return screens.board(locale, f"?languages={locale[:2]}")
        case "desk-board":
            return screens.desk_board(locale, f"?languages={locale[:2]}")
        case "desk" | "desk-called":
            return desk(screens, screen, locale)
        case "reception" | "admin":
            return screens.signed_in(f"/{screen}?office={OFFICE}", "head", locale)
        case "cockpit" | "cockpit-office":
            page = screens.signed_in("/cockpit" if screen == "cockpit" else f"/cockpit#office/{OFFICE}", "head", locale)
            expect(page.get_by_role("table").first).to_be_visible()
            return page
        case _:
            raise ValueError(screen)


def kiosk(screens: Screens, screen: str, locale: str) -> Page:
    """The kiosk's first page, a topic, or the ticket."""
    page = screens.kiosk(locale)
    in_its_language(page, locale)
    expect(page.get_by_role("main").get_by_role("button").first).to_be_visible()
    if screen != "kiosk":
        page.get_by_role("main").get_by_role("button").nth(1).click()
        expect(page.get_by_role("main").get_by_role("button")).to_have_count(2)
        page.get_by_role("main").get_by_role("button").first.click()
        expect(page.get_by_role("heading", level=2).first).to_be_visible()
    if screen == "kiosk-ticket":
        page.get_by_role("main").get_by_role("button").first.click()
        expect(page.get_by_role("main").get_by_role("img").first).to_be_visible()
    return page


def in_its_language(page: Page, locale: str) -> None:
    """A kiosk begins in the office's language; a visitor presses theirs."""
    names = {"ru": "Русский", "en": "English", "zh": "中文"}
    page.get_by_role("button", name=names[locale[:2]]).click()


def desk(screens: Screens, screen: str, locale: str) -> Page:
    """The manager's desk, free or with a visitor called."""
    with screens.server.client("admin") as admin:
        path = f"/api/v1/offices/{OFFICE}/desks/{DESK}"
        state = admin.get(f"/api/v1/offices/{OFFICE}/board").json()["desks"]
        if not next(each for each in state if each["number"] == DESK)["open"]:
            admin.post(f"{path}/open", json={"manager": MANAGER}).raise_for_status()
        if screen == "desk-called":
            called = admin.post(f"{path}/call_next")
            assert called.is_success or called.json()["code"] == "desk_busy", called.text
    page = screens.signed_in(f"/desk?office={OFFICE}&desk={DESK}", MANAGER, locale)
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_be_visible()
    return page


def ticket_in(hall: RunningServer, state: str) -> str:
    """A ticket of the hall in this state."""
    with hall.client("admin") as admin:
        tickets = admin.get(f"/api/v1/offices/{OFFICE}/queue").json()["tickets"]
    return next(str(ticket["id"]) for ticket in tickets if ticket["state"] == state)
