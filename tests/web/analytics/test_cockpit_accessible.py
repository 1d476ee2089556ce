"""Every screen of the cockpit in every language and theme: axe finds nothing, nothing is cut off, no text missing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.web.analytics.conftest import WORST, Company
from tests.web.console.test_console_accessible import faults, without_axe

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_every_screen_of_the_cockpit(opened: Callable[..., "Page"], company: Company, trouble: list[str]) -> None:
    page = opened("", reduced_motion="reduce")
    page.wait_for_selector(".offices-table tbody tr")
    page.get_by_role("combobox").select_option("t7")
    seen = {"table": faults(page)}
    page.locator(".tools .languages__one").nth(1).click()
    seen["tiles"] = faults(page)
    page.locator(".tools > .button").click()
    page.locator("dialog.many select").first.select_option("suspend_topic")
    page.locator("dialog.many select").nth(1).wait_for()
    seen["one step in several offices"] = faults(page)
    page.keyboard.press("Escape")
    page.goto(f"{company.server.url}/cockpit#office/{WORST}")
    page.wait_for_selector(".ticket-line")
    page.locator(".past summary").click()  # the form of a past ticket is looked at with its office
    seen["office"] = faults(page)
    page.locator(".desk-line button").first.click()
    seen["topics of a manager"] = faults(page)
    page.keyboard.press("Escape")
    page.locator(".office-head button").last.click()
    seen["message"] = faults(page)
    page.keyboard.press("Escape")
    page.locator(".ticket-line").first.click()
    page.wait_for_selector(".story__table tbody tr")
    seen["story"] = faults(page)
    assert {name: found for name, found in seen.items() if found} == {}
    assert without_axe(trouble) == []
