"""Takes the README's pictures of a running demo.

python -m tests.e2e.pictures http://127.0.0.1:8080
"""

import sys

from playwright.sync_api import Browser, Page, sync_playwright

from queue_server.cli.demo_play import PASSWORD
from tests.browsers import ARGUMENTS, found_browser
from tests.conftest import ROOT

IMAGES = ROOT / "docs" / "images"
OFFICE, BUSY_OFFICE = "mytishchi", "podolsk"
DESK_OFFICE, DESK, MANAGER = "podolsk", "8", "ulyanova"
SUPERVISOR = "supervisor"
LARGEST_BYTES = 300_000
LOOK_MS = 4000
RUSH = {OFFICE: ("meters", "certificates"), BUSY_OFFICE: ("account", "meters", "debt", "certificates", "recalculation")}
"""Who comes at once, so that there is something to see; a device may take five tickets within ten seconds."""
A_DEVICE = 3
RUSH_MS = 15_000
"""A quarter of an hour of a demo at its usual speed."""


def main() -> None:
    """A board, a kiosk, a desk, and an office in the cockpit, as they are now."""
    url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found_browser(), args=ARGUMENTS)
        _rush(browser, url)
        _keep(_device(browser, url, "display", f"/board/{OFFICE}", (1920, 1080), query="?far=6"), "board")
        _keep(_kiosk(browser, url), "kiosk")
        _keep(_desk(browser, url), "desk")
        _keep(_cockpit(browser, url), "cockpit")
        browser.close()


def _rush(browser: Browser, url: str) -> None:
    for office, topics in RUSH.items():
        for topic in topics:
            kiosk = browser.new_context()
            code = kiosk.request.post(f"{url}/api/v1/devices", data={"role": "kiosk", "office": office}).json()["code"]
            kiosk.request.post(f"{url}/api/v1/devices/enrol", data={"code": code})
            for _ in range(A_DEVICE):
                taken = kiosk.request.post(f"{url}/api/v1/offices/{office}/tickets", data={"topic": topic})
                if not taken.ok:
                    raise SystemExit(f"{office}: no ticket, {taken.text()}")
            kiosk.close()
    page = browser.new_page()
    page.wait_for_timeout(RUSH_MS)
    page.close()


def _device(browser: Browser, url: str, role: str, path: str, size: tuple[int, int], *, query: str = "") -> Page:
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="ru-RU").new_page()
    office = path.rsplit("/", 1)[1]
    code = page.request.post(f"{url}/api/v1/devices", data={"role": role, "office": office}).json()["code"]
    page.goto(f"{url}{path}{query}#enrol={code}")
    page.wait_for_timeout(LOOK_MS)
    return page


def _kiosk(browser: Browser, url: str) -> Page:
    return _device(browser, url, "kiosk", f"/kiosk/{BUSY_OFFICE}", (1080, 1920))


def _desk(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport={"width": 1366, "height": 768}, locale="ru-RU").new_page()
    page.request.post(f"{url}/api/v1/session", data={"login": MANAGER, "password": PASSWORD})
    page.goto(f"{url}/desk?office={DESK_OFFICE}&desk={DESK}")
    page.get_by_role("button", name="Открыть окно").click()
    page.get_by_role("button", name="Вызвать следующего").click()
    page.get_by_role("button", name="Начать приём").click()
    page.wait_for_timeout(LOOK_MS)
    return page


def _cockpit(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport={"width": 1366, "height": 900}, locale="ru-RU").new_page()
    page.request.post(f"{url}/api/v1/session", data={"login": SUPERVISOR, "password": PASSWORD})
    page.goto(f"{url}/cockpit#office/{BUSY_OFFICE}")
    page.wait_for_timeout(2 * LOOK_MS)
    return page


def _keep(page: Page, name: str) -> None:
    target = IMAGES / f"{name}.png"
    page.screenshot(path=target, animations="disabled")
    size = target.stat().st_size
    if size > LARGEST_BYTES:
        raise SystemExit(f"{target} has {size} bytes, more than {LARGEST_BYTES}")
    print(f"{target.name}: {size:,} bytes")


if __name__ == "__main__":
    main()
