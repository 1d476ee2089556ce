"""An appointment from the phone to the kiosk: booked on the page, checked in by its digits or by a scanner."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.web.kiosk.boxes import controls, cut_off
from tests.web.kiosk.conftest import PHONE, PORTRAIT, SMALL, Hall

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
TARGET_PX = 44


def booked(opened: Opened, language: str = "ru") -> "Page":
    """The page of an appointment at the next free time, booked as a visitor does it."""
    page = opened(f"/book/klin?lang={language}", PHONE)
    page.click(".choices .choice >> nth=1")
    page.click(".choices .choice >> nth=0")
    page.click(".days .choice >> nth=0")
    assert cut_off(page) == []
    page.locator(".times button").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "wider than the phone"
    page.click(".times button >> nth=0")
    page.locator("#book").wait_for()
    assert cut_off(page) == []
    page.click("#book")
    page.locator(".booking__code").wait_for()
    return page


@pytest.mark.parametrize("language", ["ru", "en", "zh"])
def test_an_appointment_is_booked_and_given_back(opened: Opened, trouble: list[str], language: str) -> None:
    page = booked(opened, language)
    assert urlsplit(page.url).path.startswith("/t/")
    assert len(page.locator(".booking__code").inner_text()) == 6
    assert min(box.height for box in controls(page)) >= TARGET_PX
    assert cut_off(page) == []
    page.click(".do button >> nth=1")
    page.click(".sheet .button--danger")
    page.locator(".booking").wait_for(state="detached")
    assert trouble == []


@pytest.mark.parametrize("size", [PORTRAIT, SMALL])
def test_its_digits_are_typed_at_the_kiosk(
    opened: Opened, hall: Hall, trouble: list[str], size: tuple[int, int]
) -> None:
    code = booked(opened).locator(".booking__code").inner_text()
    kiosk = opened("/kiosk/klin", size)
    kiosk.click("#appointment")
    for digit in "000000" if code != "000000" else "111111":
        kiosk.get_by_role("button", name=digit, exact=True).click()
    kiosk.click("#check-in")
    kiosk.locator(".confirm__failed").wait_for()
    assert cut_off(kiosk) == []
    for digit in code:
        kiosk.get_by_role("button", name=digit, exact=True).click()
    kiosk.click("#check-in")
    kiosk.locator(".got__number .chip").wait_for()
    assert trouble == []


def scan(kiosk: "Page", text: str) -> None:
    """What a scanner types, in a burst as it does: keys sent one by one from here come as a busy machine has time."""
    taken = kiosk.evaluate(
        """text => [...text, "Enter"].map((key) =>
          !document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))
        )""",
        text,
    )
    assert taken[-1], "Enter would press what has the focus"
    assert not any(taken[:-1])


def test_its_code_is_read_by_a_scanner_from_any_screen(opened: Opened) -> None:
    address = booked(opened).url
    kiosk = opened("/kiosk/klin", PORTRAIT)
    kiosk.click(".card >> nth=0")
    scan(kiosk, address)
    kiosk.locator(".got__number .chip").wait_for()


@pytest.mark.parametrize("typed", [True, False], ids=["typed", "pressed again"])
def test_a_scan_whose_answer_was_lost_is_said_and_is_the_same_check_in(opened: Opened, typed: bool) -> None:
    page = booked(opened)
    code, address = page.locator(".booking__code").inner_text(), page.url
    kiosk = opened("/kiosk/klin", PORTRAIT)
    kiosk.locator("#appointment").wait_for()

    def lose(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    kiosk.route("**/check_in", lose)
    scan(kiosk, address)
    kiosk.locator(".confirm__failed").wait_for()
    assert cut_off(kiosk) == []
    kiosk.unroute("**/check_in")
    for digit in code if typed else "":
        kiosk.get_by_role("button", name=digit, exact=True).click()
    kiosk.click("#check-in")
    kiosk.locator(".got__number .chip").wait_for()


def test_nobody_goes_back_while_a_check_in_is_asked_for(opened: Opened) -> None:
    kiosk = opened("/kiosk/klin", PORTRAIT)
    kiosk.click("#appointment")
    held: list[Any] = []
    kiosk.route("**/check_in", lambda route: held.append(route))
    back = kiosk.locator(".bar__back button")
    back.wait_for()
    for digit in "000000":
        kiosk.get_by_role("button", name=digit, exact=True).click()
    with kiosk.expect_request("**/check_in"):
        kiosk.click("#check-in")
    back.wait_for(state="detached")
    held[0].continue_()
    back.wait_for()


@pytest.mark.parametrize("size", [PORTRAIT, SMALL])
def test_the_keys_are_large_and_within_reach(opened: Opened, size: tuple[int, int]) -> None:
    kiosk = opened("/kiosk/klin", size)
    kiosk.click("#appointment")
    for reach in (None, "Ниже"):
        if reach is not None:
            kiosk.get_by_role("button", name=reach).click()
        assert cut_off(kiosk) == []
        keys = [box for box in controls(kiosk) if len(box.words) == 1]
        assert len(keys) == 10
        assert min(min(box.width, box.height) for box in keys) >= 80
        if reach is not None:
            assert min(box.top for box in controls(kiosk)) >= size[1] / 2 - 1
