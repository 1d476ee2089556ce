"""Every screen of the staff in every language and theme: axe finds nothing, nothing is cut off, no text is missing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.web.axe import LOOKS, axe_in
from tests.web.console.conftest import LARGE, OFFICE, House
from tests.web.console.desk_page import DeskPage

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]

PAGES = [
    ("/", None, ".office"),
    ("/sign-in", None, ".sign-in-form"),
    ("/sign-in#first-admin=", None, ".sign-in-form"),
    (f"/desk?office={OFFICE}&choose=1", "sidorova", ".tile--desk"),
    ("/reception", "orlova", ".table tbody tr"),
    ("/admin", "orlova", ".panel .table"),
    ("/admin", "chief", ".tile"),
    ("/admin#devices", "chief", ".panel"),
    ("/admin#people", "chief", ".panel .table"),
    ("/admin#audit", "chief", ".panel .table"),
]

PUT_ON = """([language, theme]) => {
  document.documentElement.dataset.theme = theme;
  return import("/assets/web/i18n.js").then((words) => words.setLanguage(language, { remember: false }))
    .then(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn()))));
}"""

TO_REST = """() => {
  for (let depth = 0; depth < 100; depth++) {
    const moving = document.getAnimations().filter((one) => one instanceof CSSTransition);
    if (moving.length === 0) return;
    moving.forEach((one) => one.finish());
  }
}"""
"""Colours that are still on their way from one theme to the other are no colours of the page. They are brought to their
end and not waited for: a busy machine may draw no frame for a while. A colour that is inherited sets out when that of
the element around it has arrived, so it goes on until none is left."""

OVERFLOW = """() => [...document.querySelectorAll("button, h1, h2, p, td, .choice, .picker__item, .bar, .stage, .echo")]
  .filter((one) => one.checkVisibility() && !one.closest(".only-read"))
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline")
  .map((one) => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 60)}`)"""


def faults(page: "Page") -> list[str]:
    """What is wrong with what is on the screen, in any language and theme."""
    found: list[str] = []
    for look in LOOKS:
        page.evaluate(PUT_ON, list(look))
        page.evaluate(TO_REST)
        found += [f"{look}: {fault}" for fault in (*axe_in(*look, page), *page.evaluate(OVERFLOW))]
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            found.append(f"{look}: the page scrolls sideways")
    return found


def without_axe(trouble: list[str]) -> list[str]:
    """Trouble of the page's own: axe itself tries inline styles, which the policy stops."""
    return [words for words in trouble if "Content Security Policy" not in words]


@pytest.mark.parametrize(("path", "who", "ready"), PAGES)
def test_a_page_in_every_language_and_theme(
    opened: Opened, house: House, trouble: list[str], path: str, who: str | None, ready: str
) -> None:
    house.take("certificates", category="veteran")
    page = opened(path, who, reduced_motion="reduce")
    page.wait_for_selector(ready)
    assert trouble == []
    assert faults(page) == []
    assert without_axe(trouble) == []


def test_the_desk_in_all_its_situations(opened: Opened, house: House, trouble: list[str]) -> None:
    for _ in range(3):
        house.take("certificates", category="infant", language="en")
    page = DeskPage(opened("/desk?desk=5", "sidorova", reduced_motion="reduce"))
    seen = {"closed": faults(page.until("closed").page)}
    page.focus("[data-action=open]").press("Enter")
    seen["ready"] = faults(page.until("ready").page)
    seen["called"] = faults(page.press("Space").until("called").page)
    for key, dialog in (("F6", "transfer"), ("F9", "postpone")):
        page.press(key).page.wait_for_selector("dialog[open]")
        seen[dialog] = faults(page.page)
        page.press("Escape").settled()
    page.press("F9").page.wait_for_selector("dialog[open]")
    page.press("1", "Enter").until("ready").press("F2").until("called")
    seen["serving beside somebody postponed"] = faults(page.press("F7").until("serving").page)
    assert {name: found for name, found in seen.items() if found} == {}
    assert without_axe(trouble) == []


def test_the_dialogs_of_the_desk(opened: Opened, house: House, trouble: list[str]) -> None:
    house.take("certificates")
    page = DeskPage(opened("/desk?desk=5", "sidorova", reduced_motion="reduce")).until("closed")
    page.focus("[data-action=open]").press("Enter").until("ready")
    seen: dict[str, list[str]] = {}

    def look_into(*dialogs: tuple[str, str]) -> None:
        for key, dialog in dialogs:
            page.press(key).page.wait_for_selector("dialog[open]")
            seen[dialog] = faults(page.page)
            page.press("Escape").settled()

    look_into(("Shift+F2", "call by number"), ("Control+k", "commands"), ("F1", "keys"), ("Shift+F10", "my topics"))
    look_into(("F10", "pause"))
    page.press("F2").until("called").press("F7").until("serving")
    look_into(("F8", "outcome"), ("Shift+F7", "add a topic"))
    assert {name: found for name, found in seen.items() if found} == {}
    assert without_axe(trouble) == []


ESCAPE_AND = """async (key) => {
  const dialog = document.querySelector("dialog[open]");
  if (dialog.dispatchEvent(new Event("cancel", { cancelable: true }))) dialog.close();
  for (let turn = 0; turn < 9; turn += 1) await null; // the page draws; the platform's word comes after all of these
  dispatchEvent(new KeyboardEvent("keydown", { key, code: key }));
}"""
"""What a browser does for Escape, and another key before it tells of the closing."""

CLOSE_AND_TELL = """() => new Promise((told) => {
  const dialog = document.querySelector("dialog[open]");
  dialog.addEventListener("close", told, { once: true });
  dialog.close();
})"""
"""What a browser does for a second Escape, which asks nobody."""


def test_a_key_right_after_escape_opens_what_it_asks_for(opened: Opened, house: House, trouble: list[str]) -> None:
    page = DeskPage(opened("/desk?lang=en&desk=5", "sidorova")).until("closed")
    page.press("Control+k").page.wait_for_selector("dialog[open]")
    page.page.evaluate(ESCAPE_AND, "F1")
    page.page.evaluate("() => new Promise((told) => setTimeout(told, 50))")  # the platform tells of the closing
    page.dialog("Keys")
    page.page.evaluate(CLOSE_AND_TELL)
    page.settled()
    page.press("F1").dialog("Keys")
    assert trouble == []


def test_the_desk_fits_both_monitors_without_scrolling_the_page(opened: Opened, house: House) -> None:
    house.take("certificates")
    for size in ((1366, 768), LARGE):
        page = opened("/desk?lang=ru&desk=5", "sidorova", size=size)
        page.wait_for_selector(".stage")
        assert page.evaluate("document.documentElement.scrollHeight") <= size[1]
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
