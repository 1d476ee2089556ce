"""Every screen in every language: no complaint in the console, no text missing, nothing wider than the screen.

The pictures are kept under test-results/screens, to be looked at by people as well.
"""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import tomlkit
from playwright.sync_api import Browser, Page, expect

from tests.conftest import EASY, ROOT
from tests.e2e.screens import DESK, MANAGER, NOWHERE, OFFICE, PHONE, Screens, opened
from tests.running_server import RunningServer
from tests.web.analytics.test_forecast import answer as forecast_of_a_history

PICTURES = ROOT / "test-results" / "screens"
LOCALES = {"ru": "ru-RU", "en": "en-GB", "zh": "zh-CN"}
SCREENS = (
    "home", "sign-in", "kiosk", "kiosk-topic", "kiosk-ticket", "phone", "phone-called", "board", "desk-board", "desk",
    "desk-called", "reception", "admin", "cockpit", "cockpit-office",
    "reports", "report", "roster", "account", "join", "book", "kiosk-closed", "kiosk-suspended", "kiosk-full",
    "kiosk-stopped", "kiosk-refused", "kiosk-check-in", "board-closed", "alerts", "forecast", "what-if", "not-found",
    "kiosk-offline", "board-stale",
)  # fmt: skip
IN_THE_DARK = ("home", "phone-called", "desk-called", "admin", "cockpit-office", "reports", "roster", "book")
CLOSED, FULL, SUSPENDED, STOPPED = "kolomna", "zaraysk", "podolsk", "mytishchi"
"""Offices beside the one that works: its day is over, as many wait as it takes, one topic is not served, no tickets."""

TROUBLED = {
    "closed": CLOSED, "full": FULL, "suspended": SUSPENDED, "stopped": STOPPED, "offline": CLOSED, "stale": OFFICE,
}  # fmt: skip

IN_A_WEEK = str((datetime.now(UTC) + timedelta(days=7)).date())

SAYS = {
    "kiosk-closed": ".trouble[data-situation=closed] h1",
    "kiosk-full": ".trouble[data-situation=full] h1",
    "kiosk-suspended": ".card:disabled",
    "kiosk-stopped": ".trouble[data-situation=stopped] h1",
    "kiosk-refused": ".confirm__failed",
    "kiosk-check-in": ".confirm__failed",
    "board-closed": ".closed h1",
    "kiosk-offline": ".trouble[data-situation=offline] h1",
    "board-stale": ".stale",
    "alerts": ".alert >> nth=1",
    "forecast": ".forecast__so-far",
    "what-if": ".what-if__card",
    "not-found": ".state h2",
    "reports": ".making__links .button",
    "report": "h1",
    "roster": ".roster__board",
    "account": "h1",
    "join": ".choice",
    "book": ".choice",
}
"""What has to be on a screen before it is one."""

SETTLED = """() => document.fonts.status === "loaded"
    && document.querySelector("#app")?.childElementCount > 0
    && !document.querySelector("[aria-busy=true]")"""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, always_open: Path) -> Iterator[RunningServer]:
    """An office in the middle of its day: people wait, one is called, one is being served."""
    directory = tmp_path_factory.mktemp("screens")
    running = RunningServer(directory, config=with_a_limit(always_open, directory / "organisation"), settings=EASY)
    try:
        running.start().wait_until_issuing()
        running.let_in(MANAGER, role="manager", office=OFFICE, name="Сидорова Н. К.")
        running.let_in("head", role="admin", name="Титов М. К.")
        fill(running)
        yield running
    finally:
        running.close()


def with_a_limit(organisation: Path, copy: Path) -> Path:
    """The organisation: one office takes one visitor, one has usual hours in a week, idle desks are told soon."""
    shutil.copytree(organisation, copy)
    file = copy / "offices.toml"
    document = tomlkit.parse(file.read_text(encoding="utf-8"))
    next(office for office in document["office"] if office["id"] == FULL)["queue_limit"] = 1
    next(office for office in document["office"] if office["id"] == OFFICE)["days"] = {IN_A_WEEK: "08:00-20:00"}
    file.write_text(tomlkit.dumps(document), encoding="utf-8")
    whole = copy / "organisation.toml"
    document = tomlkit.parse(whole.read_text(encoding="utf-8"))
    document["organisation"]["alerts"] = {"idle_s": 1}
    whole.write_text(tomlkit.dumps(document), encoding="utf-8")
    return copy


def fill(running: RunningServer) -> None:
    """Visitors of several topics; two desks besides the one that the screens show."""
    with running.client("admin") as admin:

        def post(path: str, **body: object) -> dict[str, dict[str, str]]:
            answer = admin.post(f"/api/v1/{path}", json=body)
            answer.raise_for_status()
            told: dict[str, dict[str, str]] = answer.json() if answer.content else {}
            return told

        office = f"offices/{OFFICE}"
        post(f"{office}/desks/2/open", manager="ivanova")
        post(f"{office}/desks/3/open", manager="petrov")
        for topic in ("account", "debt", "certificates", "meters", "recalculation", "contract", "meters", "complaints"):
            post(f"{office}/tickets", topic=topic)
        first = post(f"{office}/desks/2/call_next")["ticket"]["id"]
        post(f"tickets/{first}/start")
        post(f"{office}/desks/3/call_next")
        post(f"offices/{FULL}/tickets", topic="certificates")
        post(f"offices/{SUSPENDED}/suspend_topic", topic="certificates", reason="Нет бланков")
        post(f"offices/{CLOSED}/close_day")
        post(f"offices/{STOPPED}/stop_issuing")
        # Two desks stand free while somebody waits: two alerts.
        post(f"offices/{SUSPENDED}/desks/1/open", manager="makarova")
        post(f"offices/{SUSPENDED}/tickets", topic="account")
        post(f"offices/{FULL}/desks/1/open", manager="frolov")


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_is_whole(browser: Browser, hall: RunningServer, screen: str, language: str) -> None:
    with opened(browser, hall) as screens:
        look(show(screens, screen, LOCALES[language], hall), f"{screen}.{language}", language)


@pytest.mark.parametrize("screen", IN_THE_DARK)
def test_a_screen_is_whole_in_the_dark(browser: Browser, hall: RunningServer, screen: str) -> None:
    with opened(browser, hall, dark=True) as screens:
        page = show(screens, screen, LOCALES["ru"], hall)
        look(page, f"{screen}.ru.dark", "ru")
        assert page.evaluate(LIGHTNESS) < 0.25, "a light page in the dark"


TRIED_MS = 90_000
"""A what-if simulates beside everything else that runs; the page itself has as much patience."""

LIGHTNESS = """() => {
    const canvas = Object.assign(document.createElement("canvas"), {width: 1, height: 1}).getContext("2d");
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    return Math.max(...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)) / 255;
}"""


def look(page: Page, name: str, language: str) -> None:
    """Keep the picture; every text is there, in its language, and nothing is wider than the screen."""
    if page.locator("#app").count():
        page.wait_for_function(SETTLED)
    if (sign := SAYS.get(name.split(".")[0])) is not None:
        expect(page.locator(sign).first).to_be_visible(timeout=TRIED_MS if name.startswith("what-if") else None)
        page.wait_for_function("() => !document.querySelector('[aria-busy=true]')")
        assert page.locator(sign).first.inner_text().strip()
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
    assert page.evaluate("document.documentElement.lang").startswith(language)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "wider than the screen"
    words = page.locator("body").inner_text()
    assert "undefined" not in words
    assert "{" not in words, "a text whose value is missing"


def show(screens: Screens, screen: str, locale: str, hall: RunningServer) -> Page:
    """The screen, in the state that its name says."""
    match screen:
        case "home":
            return screens.plain("/", locale)
        case "sign-in":
            return screens.plain("/sign-in", locale)
        case "kiosk-refused" | "kiosk-check-in":
            return refused(screens, screen, locale, hall)
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
        case "reports" | "roster" | "account" | "alerts":
            return screens.signed_in(f"/{screen}", "head", locale)
        case "forecast":
            page = screens.signed_in(NOWHERE, "head", locale)
            found = forecast_of_a_history(7)
            page.route("**/staffing/forecast?*", lambda route: route.fulfill(json=found))
            page.goto(f"{hall.url}/forecast?office={OFFICE}&date={found['days'][0]['day']}")
            expect(page.locator(".chart canvas").nth(1)).to_be_visible()
            return page
        case "what-if":
            return screens.signed_in(f"/what_if?office={OFFICE}&date={IN_A_WEEK}", "head", locale)
        case "not-found":
            return screens.plain(NOWHERE, locale)
        case "report":
            yesterday = (datetime.now(UTC) - timedelta(days=1)).date()
            wanted = f"brief?office={OFFICE}&period={yesterday}&format=html&language={locale[:2]}"
            return screens.signed_in(f"/api/v1/reports/documents/{wanted}", "head", locale)
        case "join" | "book":
            return screens.plain(joining(hall) if screen == "join" else f"/book/{OFFICE}", locale, PHONE)
        case (
            "kiosk-closed"
            | "kiosk-full"
            | "kiosk-suspended"
            | "kiosk-stopped"
            | "board-closed"
            | "kiosk-offline"
            | "board-stale"
        ):
            return troubled(screens, screen, locale)
        case _:
            raise ValueError(screen)


def troubled(screens: Screens, screen: str, locale: str) -> Page:
    """A screen of the hall on a bad day."""
    kind, trouble = screen.split("-")
    office = {"closed": CLOSED, "full": FULL, "suspended": SUSPENDED, "stopped": STOPPED, "offline": CLOSED}.get(
        trouble, OFFICE
    )
    if kind == "board":
        page = screens.board(locale, f"?languages={locale[:2]}", office)
        expect(page.locator(".head").first).to_be_visible()
    else:
        page = screens.kiosk(locale, office=office)
        in_its_language(page, locale)
        expect(page.locator(".kiosk[data-link=live] h1")).to_be_visible()
    return screens.cut_off(page) if trouble in ("offline", "stale") else page


def refused(screens: Screens, screen: str, locale: str, hall: RunningServer) -> Page:
    """A topic that is suspended while its visitor reads; digits that are no appointment."""
    if screen == "kiosk-check-in":
        page = screens.kiosk(locale)
        in_its_language(page, locale)
        page.locator("#appointment").click()
        for _ in range(6):
            page.locator(".keypad__key--nought").click()
        page.locator("#check-in").click()
        return page
    with hall.client("admin") as admin:
        path, topic = f"/api/v1/offices/{SUSPENDED}", {"topic": "complaints"}
        resumed = admin.post(f"{path}/resume_topic", json=topic)
        assert resumed.is_success or resumed.json()["code"] == "topic_not_suspended", resumed.text
        page = screens.kiosk(locale, office=SUSPENDED)
        in_its_language(page, locale)
        page.locator("[data-topic=complaints]").click()
        expect(page.locator("#take")).to_be_enabled()
        admin.post(f"{path}/suspend_topic", json=topic).raise_for_status()
    return page


def joining(hall: RunningServer) -> str:
    """Where the code on the hall's screen leads."""
    with hall.client("display", OFFICE) as board:
        url = urlsplit(board.get(f"/api/v1/offices/{OFFICE}/join").raise_for_status().json()["url"])
    return f"{url.path}?{url.query}"


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
