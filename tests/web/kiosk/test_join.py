"""A ticket on the visitor's own phone: from the code on the hall's screens to the ticket's page, on a real server."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.web.kiosk.boxes import controls, cut_off
from tests.web.kiosk.conftest import PHONE, PORTRAIT, SMALL, Hall

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
TARGET_PX = 44


def shown(hall: Hall) -> str:
    """Where the code on the board leads."""
    with hall.server.client("display", "klin") as board:
        url = urlsplit(board.get("/api/v1/offices/klin/join").raise_for_status().json()["url"])
    return f"{url.path}?{url.query}"


@pytest.mark.parametrize("language", ["ru", "en", "zh"])
def test_a_phone_takes_a_ticket_by_the_code(opened: Opened, hall: Hall, trouble: list[str], language: str) -> None:
    page = opened(f"{shown(hall)}&lang={language}", PHONE)
    page.locator(".choice").first.wait_for()
    assert min(box.height for box in controls(page)) >= TARGET_PX
    assert cut_off(page) == []
    page.click(".choice >> nth=1")
    page.click(".choice >> nth=0")
    page.locator("#take").wait_for()
    assert cut_off(page) == []
    before = hall.waiting()
    page.click("#take")
    page.locator(".number .chip").wait_for()
    assert urlsplit(page.url).path.startswith("/t/")
    assert hall.waiting() == before + 1
    assert trouble == []


def test_the_ticket_that_the_phone_has_is_offered_first(opened: Opened, hall: Hall) -> None:
    page = opened(f"{shown(hall)}&lang=en", PHONE)
    page.click(".choice >> nth=1")
    page.click(".choice >> nth=0")
    page.click("#take")
    number = page.locator(".number .chip").inner_text()
    page.goto(hall.server.url + shown(hall))
    assert page.locator(".had .chip").inner_text() == number


def test_the_way_back_is_the_browsers_own(opened: Opened, hall: Hall) -> None:
    page = opened(f"{shown(hall)}&lang=en", PHONE)
    page.click(".choice >> nth=1")
    page.locator(".join__closer").wait_for()
    page.go_back()
    page.locator(".join__closer").wait_for(state="detached")
    page.locator(".choice").first.wait_for()


def test_an_old_code_is_told_to_scan_again(opened: Opened, hall: Hall) -> None:
    told = {"code=AAAABBBBCCCC": "this one has changed", "": "point your phone’s camera at it"}
    for code, words in told.items():
        page = opened(f"/join/klin?lang=en&{code}", PHONE)
        page.get_by_text(words).wait_for()
        assert page.locator(".choice").count() == 0
    opened("/join/nowhere?lang=en", PHONE).get_by_role("heading", name="There is no such office").wait_for()


def test_who_cannot_scan_types_the_number_and_the_letters_of_the_slip(
    opened: Opened, hall: Hall, trouble: list[str]
) -> None:
    ticket = hall.take()
    page = opened("/join/klin?lang=en", PHONE)
    page.get_by_role("button", name="Open").click()
    page.get_by_text("Type the number and the code of your slip").wait_for()
    page.get_by_label("Number").fill(ticket["number"].lower())
    page.get_by_label("Code").fill("AAAA")
    page.get_by_role("button", name="Open").click()
    page.get_by_text("No open ticket has this number and code").wait_for()
    assert min(box.height for box in controls(page)) >= TARGET_PX
    assert cut_off(page) == []
    page.get_by_label("Code").fill(ticket["short_code"].translate(str.maketrans("АЕКМТ", "aekmt")))
    page.get_by_role("button", name="Open").click()
    page.locator(".number .chip").wait_for()
    assert urlsplit(page.url).path == f"/t/{ticket['id']}"
    assert trouble == []


def test_at_the_halls_code_a_slip_can_be_opened_too(opened: Opened, hall: Hall) -> None:
    page = opened(f"{shown(hall)}&lang=en", PHONE)
    page.get_by_role("button", name="I have a paper ticket").click()
    assert page.get_by_label("Number").is_visible()


@pytest.mark.parametrize("size", [PORTRAIT, SMALL])
def test_the_kiosk_shows_the_code_large(opened: Opened, hall: Hall, trouble: list[str], size: tuple[int, int]) -> None:
    page = opened("/kiosk/klin", size)
    page.click("#on-phone")
    picture = page.locator(".by-phone__qr")
    picture.wait_for()
    page.wait_for_function("() => document.querySelector('.by-phone__qr').naturalWidth > 0")
    box = picture.bounding_box()
    assert box is not None
    assert abs(box["width"] - box["height"]) < 1
    assert box["width"] >= 320
    assert cut_off(page) == []
    page.get_by_role("button", name="Назад").click()
    page.locator(".card").first.wait_for()
    assert trouble == []
