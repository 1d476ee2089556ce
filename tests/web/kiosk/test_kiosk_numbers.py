"""The kiosk's numbers to hold: touch targets, gaps, text, reach; on each screen, in each language, and axe on all."""

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.web.axe import LOOKS, axe_in
from tests.web.kiosk.boxes import controls, cut_off, least_gap, smallest_text
from tests.web.kiosk.conftest import PORTRAIT, SMALL, WIDE, Hall

if TYPE_CHECKING:
    from playwright.sync_api import Page

TARGET_PX, TARGET_MM = 96, 20.0
GAP_MM = 5.0
CAPITAL_MM, CAPITAL_EM = 6.1, 0.7
DIAGONAL_IN = 21.5
SIZES = (PORTRAIT, WIDE, SMALL)
LANGUAGES = ("ru", "en", "zh")


def walk(page: "Page", *, reach: bool = False) -> Iterator[str]:
    """From the start to the ticket, stopping at each screen."""
    page.wait_for_selector(".card")
    if reach:
        page.locator(".bar__tools button").first.click()
    yield "start"
    page.click("[data-topic=meters_and_charges]")
    page.wait_for_selector("[data-topic=recalculation]")
    yield "heading"
    page.click("[data-topic=recalculation]")
    page.wait_for_selector("#take")
    yield "confirm"
    page.click("#take")
    page.wait_for_selector("#done")
    yield "ticket"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_what_is_pressed_is_large_enough_and_far_enough_apart(
    opened: Callable[..., "Page"], size: tuple[int, int], language: str, trouble: list[str]
) -> None:
    mm = DIAGONAL_IN * 25.4 / math.hypot(*size)
    for reach in (False, True):
        page = opened(f"/kiosk/klin?lang={language}&diagonal={DIAGONAL_IN}", size)
        for screen in walk(page, reach=reach):
            where = f"{screen} {language} {size} reach={reach}"
            pressed = controls(page)
            for box in pressed:
                assert min(box.width, box.height) >= TARGET_PX - 0.01, f"{where}: {box}"
                assert min(box.width, box.height) * mm >= TARGET_MM - 0.01, f"{where}: {box}"
                assert box.left >= 0 and box.right <= size[0] + 0.01, f"{where}: {box}"
                assert box.top >= 0 and box.bottom <= size[1] + 0.01, f"{where}: {box}"
                if reach:
                    assert box.top >= size[1] / 2, f"{where}: {box} is not in the lower half"
            distance, pair = least_gap(pressed)
            assert distance * mm >= GAP_MM - 0.01, f"{where}: {pair} are {distance * mm:.1f} mm apart"
            text, words = smallest_text(page)
            assert text * CAPITAL_EM * mm >= CAPITAL_MM - 0.01, f"{where}: {words!r} in {text:.1f} px"
            assert cut_off(page) == [], where
            assert page.locator(".card").count() <= 6, where
    assert trouble == []


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_axe_finds_nothing_on_any_screen(opened: Callable[..., "Page"], language: str, scheme: str, hall: Hall) -> None:
    page = opened(f"/kiosk/klin?lang={language}&theme={scheme}", PORTRAIT)
    for screen in walk(page):
        page.wait_for_timeout(300)  # a transition's half-way colours are nobody's contrast
        assert axe_in(language, scheme, page) == [], screen
    hall.do("stop_issuing")
    try:
        page.click("#done")
        page.wait_for_selector("[data-situation=stopped]")
        assert axe_in(language, scheme, page) == []
    finally:
        hall.do("resume_issuing")
