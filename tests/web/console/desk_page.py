"""A manager at the desk page: hands on the keyboard, eyes on the screen. Never clicks."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SITUATIONS = {"closed", "ready", "called", "serving", "break", "back_office", "taken", "office_closed", "loading"}


class DeskPage:
    """The page of one desk."""

    def __init__(self, page: "Page") -> None:
        self.page = page

    def press(self, *keys: str) -> "DeskPage":
        """One key after another."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def type(self, text: str) -> "DeskPage":
        """Letters into whatever has the focus."""
        self.page.keyboard.type(text)
        return self

    def until(self, situation: str) -> "DeskPage":
        """Waits until the desk stands so, with no command on its way."""
        assert situation in SITUATIONS
        self.page.wait_for_selector(f".stage[data-here={situation}]")
        self.page.wait_for_selector('[aria-busy="true"]', state="detached")
        return self

    def says(self, words: str) -> "DeskPage":
        """Waits until the echo line says this."""
        self.page.locator(".echo__words", has_text=words).wait_for()
        return self

    def dialog(self, name: str) -> "DeskPage":
        """Waits for a dialog with this in its title."""
        self.page.locator("dialog[open] h2", has_text=name).wait_for()
        return self

    def settled(self) -> "DeskPage":
        """Waits until no dialog is open."""
        self.page.wait_for_selector("dialog[open]", state="detached")
        return self

    def focus(self, selector: str, limit: int = 60) -> "DeskPage":
        """Tab until the focus is on it, as somebody without a mouse does."""
        for _ in range(limit):
            if self.page.evaluate("(wanted) => document.activeElement?.matches(wanted) ?? false", selector):
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached by Tab")

    @property
    def number(self) -> str:
        """The number of the visitor at the desk."""
        return self.page.locator(".stage__number .chip").inner_text().strip()

    def filled(self) -> list[str]:
        """The filled buttons in sight."""
        return self.page.locator(".button--primary:visible").all_inner_texts()
