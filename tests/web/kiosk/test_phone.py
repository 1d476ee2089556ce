"""The phone page as a visitor holds it, on a real server: place, call, stepping out, leaving, a lost network."""

import tomllib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.always_open import DEMO
from tests.web.axe import LOOKS, axe_in
from tests.web.kiosk.boxes import controls, cut_off
from tests.web.kiosk.conftest import PHONE, Hall

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
TARGET_PX = 44
LANGUAGES = ("ru", "en", "zh")

HEARD_AND_FELT = """() => {
  window.tones = 0;
  window.shaken = [];
  const start = AudioScheduledSourceNode.prototype.start;
  AudioScheduledSourceNode.prototype.start = function (...at) { window.tones += 1; return start.apply(this, at); };
  navigator.vibrate = (pattern) => { window.shaken.push(pattern); return true; };
}"""
"""Counts the notes that are played, and keeps every wish to vibrate."""


@pytest.fixture
def at_desk(hall: Hall) -> Iterator[str]:
    """Desk 1 with a manager who can serve certificates."""
    hall.do("desks/1/open", manager=manager(hall))
    yield "1"
    hall.do("desks/1/close")


def manager(hall: Hall) -> str:
    """Somebody of Klin who serves certificates."""
    managers = tomllib.loads((DEMO / "managers.toml").read_text("utf-8"))["manager"]
    found = (one["id"] for one in managers if one["office"] == "klin" and "certificates" in one["topics"])
    return str(next(found))


def call(hall: Hall, ticket: str) -> None:
    hall.do("desks/1/call", ticket=ticket, reason="a test")


def test_it_shows_the_number_the_people_ahead_and_a_range(opened: Opened, hall: Hall, trouble: list[str]) -> None:
    hall.take()
    ticket = hall.take()
    page = opened(f"/t/{ticket['id']}?lang=ru", PHONE)
    assert page.locator(".number .chip").inner_text() == ticket["number"]
    page.locator(".pairs dd", has_text="человек").wait_for()
    page.locator(".updated", has_text="Обновлено").wait_for()
    assert trouble == []


def test_the_place_moves_by_itself_when_somebody_ahead_leaves(opened: Opened, hall: Hall) -> None:
    ahead, ticket = hall.take("complaints"), hall.take("complaints")
    page = opened(f"/t/{ticket['id']}?lang=en", PHONE)
    first = page.locator(".pairs dd").first
    first.wait_for()
    before = first.inner_text()
    hall.ticket(ahead["id"], "cancel")
    page.wait_for_function("(before) => document.querySelector('.pairs dd').innerText !== before", arg=before)


def test_the_call_fills_the_phone_with_the_desk_and_rings(opened: Opened, hall: Hall, at_desk: str) -> None:
    ticket = hall.take()
    page = opened(f"/t/{ticket['id']}?lang=ru", PHONE)
    page.evaluate(HEARD_AND_FELT)
    page.click(".alarm")
    page.wait_for_function("() => window.tones === 2")  # how it will sound
    assert page.evaluate("window.shaken.every((pattern) => pattern === 0)")
    call(hall, ticket["id"])
    page.locator(".called h1", has_text="Вас вызывают").wait_for()
    assert page.locator(".called .plate").inner_text() == at_desk
    page.wait_for_function("() => window.tones >= 4 && window.shaken.some((pattern) => pattern.length > 1)")
    page.get_by_role("button", name="Остановить сигнал").click()
    assert page.evaluate("window.shaken.at(-1)") == 0, "it lies still at once"
    hall.ticket(ticket["id"], "start")
    page.locator("h1", has_text="Вы на приёме").wait_for()
    hall.ticket(ticket["id"], "complete", outcome="settled")
    page.locator(".score").nth(4).click()
    page.fill("textarea", "Быстро")
    page.get_by_role("button", name="Отправить").click()
    page.locator(".thanks").wait_for()
    page.reload()
    page.locator(".thanks").wait_for()


def test_a_call_taken_back_puts_the_visitor_where_they_were(opened: Opened, hall: Hall, at_desk: str) -> None:
    ticket = hall.take()
    page = opened(f"/t/{ticket['id']}?lang=en", PHONE)
    page.evaluate(HEARD_AND_FELT)
    page.locator(".hero__large").click()
    call(hall, ticket["id"])
    page.locator(".called").wait_for()
    page.wait_for_function("() => window.shaken.some((pattern) => pattern.length > 1)")
    assert page.evaluate("window.tones") == 0, "nobody asked for sound"
    hall.ticket(ticket["id"], "return_to_queue")
    page.locator(".hero__large").wait_for()


def test_the_language_changes_without_a_reload_and_the_place_is_kept(opened: Opened, hall: Hall) -> None:
    ticket = hall.take()
    page = opened(f"/t/{ticket['id']}?lang=en", PHONE)
    page.locator(".hero__large").wait_for()
    page.evaluate("window.sameDocument = true")
    for index, words in enumerate(("Покинуть очередь", "Leave the queue", "离开队列")):
        page.locator(".languages__one").nth(index).click()
        page.get_by_role("button", name=words).wait_for()
        assert page.locator("html").get_attribute("lang") == LANGUAGES[index]
        assert page.locator(".number .chip").inner_text() == ticket["number"]
    assert page.evaluate("window.sameDocument") is True


def test_in_forced_colours_what_is_chosen_and_both_objects_keep_a_line(opened: Opened, hall: Hall) -> None:
    ticket = hall.take()
    page = opened(f"/t/{ticket['id']}?lang=en", PHONE)
    page.locator(".pairs").wait_for()
    page.emulate_media(forced_colors="active")
    lined = {
        name: page.locator(name).first.evaluate("one => getComputedStyle(one).outlineStyle")
        for name in (
            ".chip",
            ".alarm__knob",
            ".languages__one[aria-pressed=true]",
            ".languages__one[aria-pressed=false]",
        )
    }
    assert list(lined.values()) == ["solid", "solid", "solid", "none"], lined


def test_stepping_out_stops_the_line_for_this_visitor_and_coming_back_goes_on(opened: Opened, hall: Hall) -> None:
    ticket = hall.take()
    page = opened(f"/t/{ticket['id']}?lang=en", PHONE)
    page.get_by_role("button", name="Step out for a while").click()
    page.get_by_role("button", name="20 minutes").click()
    page.locator("h1", has_text="You stepped out").wait_for()
    page.get_by_role("button", name="I am back").click()
    page.locator(".hero__large").wait_for()


def test_leaving_is_asked_once_and_ends_the_ticket(opened: Opened, hall: Hall) -> None:
    ticket = hall.take()
    page = opened(f"/t/{ticket['id']}?lang=en", PHONE)
    page.get_by_role("button", name="Leave the queue").click()
    page.get_by_role("button", name="Stay").click()
    assert page.locator(".hero__large").is_visible()
    page.get_by_role("button", name="Leave the queue").click()
    page.get_by_role("button", name="Leave", exact=True).click()
    page.locator("h1", has_text="You left the queue").wait_for()


def test_a_ticket_that_is_not_there_is_said_so(opened: Opened) -> None:
    page = opened("/t/0000000000000000000000000a?lang=en", PHONE)
    page.locator("h2", has_text="Ticket not found").wait_for()


def test_without_a_network_the_last_state_stays_with_its_time(opened: Opened, hall: Hall) -> None:
    ticket = hall.take()
    page = opened(f"/t/{ticket['id']}?lang=en", PHONE)
    page.locator(".updated", has_text="Updated").wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    hall.server.stop()
    try:
        page.reload()
        page.locator(".banner", has_text="No connection").wait_for(timeout=30_000)
        assert page.locator(".number .chip").inner_text() == ticket["number"]
        assert page.get_by_role("button", name="Leave the queue").is_disabled()
    finally:
        hall.server.start()
    page.locator(".banner").wait_for(state="detached", timeout=30_000)


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_axe_finds_nothing_and_every_control_can_be_hit(
    opened: Opened, hall: Hall, at_desk: str, language: str, scheme: str
) -> None:
    ticket = hall.take()
    page = opened(f"/t/{ticket['id']}?lang={language}&theme={scheme}", PHONE, reduced_motion="reduce")
    page.locator(".pairs").wait_for()

    def look(where: str) -> None:
        page.wait_for_timeout(300)
        assert axe_in(language, scheme, page) == [], where
        for box in controls(page):
            assert min(box.width, box.height) >= TARGET_PX - 0.01, f"{where}: {box}"
        assert cut_off(page) == [], where
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), where

    look("waiting")
    page.locator(".do > .button").first.click()
    look("stepping out")
    page.keyboard.press("Escape")
    call(hall, ticket["id"])
    page.locator(".called").wait_for()
    look("called")
    hall.ticket(ticket["id"], "start")
    hall.ticket(ticket["id"], "complete", outcome="settled")
    page.locator(".score").nth(3).click()
    look("rating")
