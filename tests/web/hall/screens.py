"""A board in a browser, and what a test asks of it. Errors of the page and of its security policy fail the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.web.hall.scripted_office import ScriptedOffice

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OBSERVER = Path(__file__).with_name("observer.js")


@dataclass
class Screen:
    """One board."""

    page: "Page"
    office: ScriptedOffice
    complaints: list[str] = field(default_factory=list)
    pardoned: str = "(nothing)"

    def open(self, path: str = "/board/klin", **settings: object) -> "Screen":
        """Show the board with these settings in its address, and wait for its first rows."""
        self.page.goto(
            f"http://127.0.0.1:{self.office.port}{path}?" + "&".join(f"{k}={v}" for k, v in settings.items())
        )
        self.page.wait_for_selector(".head, .notice")
        return self

    def size(self, width: int, height: int) -> "Screen":
        """Another screen, with the same page."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_function("width => window.innerWidth === width", arg=width)
        self.page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        return self

    def text(self, selector: str) -> str:
        """What stands there."""
        return self.page.inner_text(selector)

    def texts(self, selector: str) -> list[str]:
        """What stands in each of these."""
        return [text.strip() for text in self.page.locator(selector).all_inner_texts()]

    def observe(self, what: str, *given: object) -> Any:
        """What `observer.js` measures."""
        return self.page.evaluate("([what, given]) => window.observer[what](...given)", [what, list(given)])


@contextmanager
def screen(
    browser: "Browser", office: ScriptedOffice, *, width: int = 1920, height: int = 1080, **context: Any
) -> Iterator[Screen]:
    """A board of this size. Fails at the end if the page complained of anything that was not a lost connection."""
    surroundings = browser.new_context(viewport={"width": width, "height": height}, **context)
    page = surroundings.new_page()
    shown = Screen(page, office)
    page.on("pageerror", lambda error: shown.complaints.append(str(error)))
    page.on("console", lambda message: _note(shown, message.type, message.text))
    page.add_init_script(path=OBSERVER)
    try:
        yield shown
        assert shown.complaints == [], shown.complaints
    finally:
        surroundings.close()


def _note(shown: Screen, kind: str, text: str) -> None:
    if kind == "error" and shown.pardoned not in text and "WebSocket connection" not in text:
        shown.complaints.append(text)
