"""Fair play in a browser: what was noticed stands by day in calm words, and each ticket leads to its story."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.conftest import EASY
from tests.running_server import PASSWORD, RunningServer
from tests.web.analytics.conftest import DESKTOP, PATIENCE_MS, PHONE, Company, _note
from tests.web.analytics.reports_house import organisation
from tests.web.console.test_console_accessible import faults, without_axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

MANAGER = """
[[manager]]
id = "ivanova"
name = "Иванова Анна Петровна"
office = "south-1"
topics = { meters = "primary" }
"""


@pytest.fixture(scope="module")
def noticed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """An office in which four visits in a row were over at once."""
    directory = tmp_path_factory.mktemp("fair_play")
    config = directory / "organisation.toml"
    config.write_text(organisation() + MANAGER, encoding="utf-8")
    server = RunningServer(directory, config=config, settings=EASY)
    company = Company(server, 3)
    try:
        server.start().wait_until_issuing()
        for login, office in (("chief", None), ("petrova", "south-1"), ("vostok", "east-1")):
            server.let_in(login, role="supervisor", office=office)
        company.do("offices/south-1/desks/1/open", {"manager": "ivanova"})
        for _ in range(4):
            company.take("south-1", "meters")
            company.do(f"tickets/{company.serve('south-1', '1')}/complete", {"outcome": "done"})
        yield server
    finally:
        company.close()
        server.close()


def opened(browser: "Browser", server: RunningServer, who: str, trouble: list[str]) -> tuple["BrowserContext", "Page"]:
    """The page, signed in as `who`."""
    context = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, reduced_motion="reduce")
    answer = context.request.post(
        f"{server.url}/api/v1/session", data={"login": who, "password": PASSWORD}, headers={"Origin": server.url}
    )
    assert answer.ok, answer.text()
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda message: _note(message, trouble))
    page.goto(f"{server.url}/reports?lang=en#fair_play")
    return context, page


def test_what_was_noticed_is_told_and_its_tickets_lead_to_their_stories(
    browser: "Browser", noticed: RunningServer, trouble: list[str]
) -> None:
    context, page = opened(browser, noticed, "chief", trouble)
    try:
        one = page.locator(".fair__one", has_text="Visits of a few seconds")
        one.wait_for()
        told = one.inner_text()
        assert "Office South · Иванова Анна Петровна · 4 cases, of 4 visits" in told.replace("\n", " ")
        assert "a slip of the mouse" in told.lower()
        assert page.locator(".fair__lead").inner_text().startswith("The rules mark moments")
        assert one.locator(".fair__ticket").count() == 4
        page.get_by_label("Office").select_option("north-1")
        page.get_by_text("Nothing noticed on these days").wait_for()
        page.get_by_label("Office").select_option("south-1")
        one.wait_for()
        one.locator(".fair__ticket").first.click()
        page.wait_for_url("**/cockpit#office/south-1/ticket/**")
        page.locator(".story .chip").wait_for()
        assert trouble == []
    finally:
        context.close()


def test_somebody_of_one_office_sees_its_own(browser: "Browser", noticed: RunningServer, trouble: list[str]) -> None:
    for who, findings in (("petrova", 1), ("vostok", 0)):
        context, page = opened(browser, noticed, who, trouble)
        try:
            page.locator(".fair__one" if findings else ".panel h2:text('Nothing noticed')").first.wait_for()
            assert page.locator(".fair__one").count() == findings
            assert page.get_by_label("Office").count() == 0
            assert page.get_by_role("link", name="Ranking").count() == 0
        finally:
            context.close()
    assert trouble == []


def test_it_is_accessible_in_every_language_and_theme(
    browser: "Browser", noticed: RunningServer, trouble: list[str]
) -> None:
    context, page = opened(browser, noticed, "chief", trouble)
    try:
        page.locator(".fair__one").first.wait_for()
        assert faults(page) == []
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        assert faults(page) == []
        assert without_axe(trouble) == []
    finally:
        context.close()
