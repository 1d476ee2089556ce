"""The kiosk reads its screen aloud: top to bottom, each screen that follows, each control that the keys come to."""

import io
import struct
import wave
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.web.kiosk.boxes import cut_off
from tests.web.kiosk.conftest import PORTRAIT, SMALL

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

Opened = Callable[..., "Page"]


def a_word() -> bytes:
    """A tenth of a second of sound."""
    content = io.BytesIO()
    with wave.open(content, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(b"".join(struct.pack("<h", 3000 if i % 20 < 10 else -3000) for i in range(800)))
    return content.getvalue()


def speaking(opened: Opened, size: tuple[int, int] = PORTRAIT) -> tuple["Page", list[str]]:
    """A kiosk whose server has a voice, and what it was asked to say."""
    page, said = opened("/kiosk/klin", size), list[str]()

    def say(route: "Route") -> None:
        said.append(parse_qs(urlsplit(route.request.url).query)["text"][0])
        route.fulfill(body=a_word(), content_type="audio/wav")

    page.route("**/api/v1/speech", lambda route: route.fulfill(json={"languages": ["ru", "en"]}))
    page.route("**/api/v1/speech/*", say)
    page.reload()
    page.locator("#read-aloud").wait_for()
    page.locator(".card").first.wait_for()
    return page, said


def until(page: "Page", said: list[str], words: str) -> None:
    """Wait until something with these words was said."""
    for _ in range(200):
        if any(words in one for one in said):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{words!r} is not among {said}")


def test_the_screen_is_read_from_top_to_bottom_and_the_next_one_after_it(opened: Opened, trouble: list[str]) -> None:
    page, said = speaking(opened)
    page.click("#read-aloud")
    until(page, said, "Контраст")
    assert said[0] == "Зачем вы пришли?"
    cards = [card.replace("\n", ", ").replace("–", " – ") for card in page.locator(".card").all_inner_texts()]
    assert [one for one in said if one in cards], said
    said.clear()
    page.click(".card >> nth=0")
    until(page, said, page.locator("h1").inner_text())
    page.click("#read-aloud")
    assert page.locator(".read-now").count() == 0
    assert trouble == []


def test_with_keys_each_control_is_said_as_it_is_reached(opened: Opened) -> None:
    page, said = speaking(opened, SMALL)
    page.keyboard.press("F1")
    until(page, said, "Зачем вы пришли?")
    page.keyboard.press("Tab")
    first = page.locator(".card >> nth=0 >> .card__name").inner_text().replace("\n", ", ")
    until(page, said, first)
    page.keyboard.press("Enter")
    until(page, said, "Что именно вам нужно?")


def test_a_kiosk_without_a_voice_has_no_button_for_it(opened: Opened) -> None:
    page = opened("/kiosk/klin", PORTRAIT)
    page.route("**/api/v1/speech", lambda route: route.fulfill(json={"languages": []}))
    page.reload()
    page.locator(".card").first.wait_for()
    page.locator(".languages__one").first.wait_for()
    assert page.locator("#read-aloud").count() == 0


def test_with_the_longer_bar_nothing_is_cut_off(opened: Opened) -> None:
    for size in (PORTRAIT, SMALL):
        page, _ = speaking(opened, size)
        assert cut_off(page) == []
        page.get_by_role("button", name="Ниже").click()
        assert cut_off(page) == []
