"""Whoever sits farthest reads the board: sizes, contrast, accessibility, in every language and state."""

import base64
import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.web.axe import axe
from tests.web.hall.screens import Screen, screen
from tests.web.hall.scripted_office import ScriptedOffice

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LANGUAGES = ("ru", "en", "zh")
SIZES = ((1920, 1080), (1366, 768))
MESSAGE = {
    "ru": "Приготовьте паспорт и договор заранее",
    "en": "Please have your passport and contract ready",
    "zh": "请提前准备好护照和合同",
}


EXPECTED = {"low_s": 300.0, "likely_s": 600.0, "upper_s": 840.0, "high_s": 1140.0}


def required_px(width: int, height: int, *, far_m: float, diagonal_in: float, mm_per_m: float = 12.2) -> float:
    """Px that a capital letter needs: EN 301 549, 12.2 mm for each metre; worked out here a second time."""
    return mm_per_m * far_m * math.hypot(width, height) / (diagonal_in * 25.4)


def one_call(office: ScriptedOffice) -> None:
    office.call("А015", "3", ago_s=60)
    office.line("К021", "А016", "М003")
    office.office(expected_wait=EXPECTED)


def three_calls(office: ScriptedOffice) -> None:
    office.call("М101", "12", ago_s=200, state="done")
    office.call("К020", "5", ago_s=100, state="serving")
    office.call("А015", "3", ago_s=60)
    office.line("К021", "А016", "М003", "Е007")


def twelve_calls(office: ScriptedOffice) -> None:
    for place in range(12):
        office.call(f"{'АЕКМ'[place % 4]}{100 + place}", str(place + 1), ago_s=300 - place * 10)
    office.line(*(f"Т{number:03}" for number in range(8)))


def long_numbers(office: ScriptedOffice) -> None:
    office.call("М1015", "12", ago_s=100)
    office.call("М1016", "11", ago_s=60)


def nobody(office: ScriptedOffice) -> None:
    office.line("К021", "А016")


def no_tickets(office: ScriptedOffice) -> None:
    three_calls(office)
    office.office(issuing=False)


def closed(office: ScriptedOffice) -> None:
    office.office(open=False, issuing=False)


HALLS: tuple[Callable[[ScriptedOffice], None], ...] = (
    one_call, three_calls, twelve_calls, long_numbers, nobody, no_tickets, closed,
)  # fmt: skip


@pytest.mark.parametrize(("far_m", "diagonal_in"), [(10, 55), (6, 55), (5, 43), (3, 55)])
def test_signs_are_as_large_as_the_far_seat_needs(
    browser: "Browser", office: ScriptedOffice, far_m: float, diagonal_in: float
) -> None:
    three_calls(office)
    office.office(message=MESSAGE)
    with screen(browser, office) as board:
        board.open(far=far_m, diagonal=diagonal_in, lang="ru")
        cap = board.observe("cap")
        for width, height in (*SIZES, (3840, 2160), (1080, 1920)):
            if width < height and far_m == 10:
                continue
            board.size(width, height)
            signs = required_px(width, height, far_m=far_m, diagonal_in=diagonal_in)
            words = required_px(width, height, far_m=far_m, diagonal_in=diagonal_in, mm_per_m=4.7)
            measured = board.observe("fonts")
            assert sum(name.startswith(("first", "line")) for name, _ in measured) == 3
            for name, font_px in measured:
                least = signs if name.startswith(("first", "line")) else words
                assert font_px * cap >= least - 0.6, f"{name} at {width}: {font_px * cap:.1f} px of {least:.1f}"


def test_whoever_comes_now_reads_how_long_it_takes_as_a_range(browser: "Browser", office: ScriptedOffice) -> None:
    office.call("А015", "3", ago_s=60)
    said = {"ru": "Новый талон: 5–20 минут", "en": "New ticket: 5–20 minutes", "zh": "现在取号：5–20 分钟"}
    for language, words in said.items():
        office.office(expected_wait=EXPECTED)
        with screen(browser, office) as board:
            board.open(far=10, diagonal=55, lang=language)
            assert board.text(".band") == words
            least = required_px(1920, 1080, far_m=10, diagonal_in=55, mm_per_m=4.7)
            font_px = board.page.evaluate("parseFloat(getComputedStyle(document.querySelector('.band p')).fontSize)")
            assert font_px * board.observe("cap") >= least - 0.6
            office.office(expected_wait=None)
            board.page.wait_for_selector(".band", state="detached")


def test_the_strokes_on_the_screen_are_as_high_as_computed(browser: "Browser", office: ScriptedOffice) -> None:
    office.call("ЕЕ11", "11", ago_s=60)
    office.call("НН11", "11", ago_s=40)
    with screen(browser, office) as board:
        board.open(far=10, diagonal=55, lang="ru")
        for selector in (".first .chip", ".line .chip"):
            assert _stroke_px(board, selector) >= required_px(1920, 1080, far_m=10, diagonal_in=55) - 2


def _stroke_px(board: Screen, selector: str) -> float:
    box = board.page.locator(f"{selector} .chip__number").first.bounding_box()
    assert box is not None
    png = base64.b64encode(board.page.screenshot()).decode()
    # Through the left stem of the first letter: Н and Е have one from top to bottom.
    x, top, bottom = round(box["x"] + box["height"] * 0.15), round(box["y"]), round(box["y"] + box["height"])
    height: float = board.observe("stroke", png, x, top, bottom)
    return height


@pytest.mark.parametrize(("far_m", "diagonal_in", "refused"), [(10, 55, False), (10, 32, True), (20, 55, True)])
def test_a_screen_that_nobody_could_read_is_refused_in_words(
    browser: "Browser", office: ScriptedOffice, far_m: float, diagonal_in: float, refused: bool
) -> None:
    one_call(office)
    with screen(browser, office) as board:
        board.open(far=far_m, diagonal=diagonal_in, lang="ru")
        assert (board.page.locator(".chip").count() == 0) is refused
        if refused:
            assert f"{far_m} м" in board.text("h1")
            assert "экран от" in board.text(".notice")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("far_m", [10, 6])
def test_nothing_is_cut_off_or_lies_over_another(
    browser: "Browser", office: ScriptedOffice, language: str, far_m: int
) -> None:
    with screen(browser, office) as board:
        for hall in HALLS:
            office.reset(message=MESSAGE)
            hall(office)
            board.open(far=far_m, diagonal=55, lang=language)
            for width, height in SIZES:
                board.size(width, height)
                where = f"{hall.__name__} {width} {language}"
                assert board.observe("outside") == [], where
                assert board.observe("clashes") == [], where


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_any_hall(browser: "Browser", office: ScriptedOffice, language: str) -> None:
    with screen(browser, office) as board:
        for hall in HALLS:
            office.reset(message=MESSAGE)
            hall(office)
            _axe(board.open(far=8, lang=language))
        _axe(board.open(far=20, lang=language))
        office.reset()
        for desk in ("3", "11", "77"):
            three_calls(office)
            _axe(board.open(f"/board/klin/desk/{desk}", lang=language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_when_cut_off_or_turned_away(
    browser: "Browser", office: ScriptedOffice, language: str
) -> None:
    three_calls(office)
    with screen(browser, office) as board:
        board.open(lang=language)
        office.cut(1012, refusal=1012)
        board.page.wait_for_selector(".stale", timeout=30_000)
        _axe(board)
        office.refusal = 4401
        board.open(lang=language)
        board.page.wait_for_selector(".notice--setup")
        _axe(board)


def _axe(board: Screen) -> None:
    board.pardoned = "inline style"  # axe puts a style sheet of its own into the page, which the policy refuses
    assert axe(board.page) == []
