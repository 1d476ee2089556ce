"""The reports' page in a browser: a report is made and opened, what is planned, the ranking, entering values."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.running_server import PASSWORD, RunningServer
from tests.web.analytics.conftest import DESKTOP, PATIENCE_MS, PHONE, _note
from tests.web.analytics.reports_house import ENTERED, MONDAY, QUARTER, began
from tests.web.console.test_console_accessible import faults, without_axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ONE_ROW = 80
"""CSS pixels: a bar that needs two rows is higher."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The server with its history, and two people."""
    running = began(tmp_path_factory.mktemp("reports"))
    try:
        running.let_in("chief", role="supervisor")
        running.let_in("petrova", role="supervisor", office="south-1")
        running.let_in("severina", role="supervisor", territory="north")
        yield running
    finally:
        running.close()


@pytest.fixture
def reports(browser: "Browser", server: RunningServer, trouble: list[str]) -> Iterator[Callable[..., "Page"]]:
    """Opens the page, signed in as `who`."""
    contexts: list[Any] = []

    def open_page(hash_: str = "", who: str = "chief", *, size: tuple[int, int] = DESKTOP, **more: Any) -> "Page":
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **more)
        contexts.append(context)
        answer = context.request.post(
            f"{server.url}/api/v1/session",
            data={"login": who, "password": PASSWORD}, headers={"Origin": server.url},
        )  # fmt: skip
        assert answer.ok, answer.text()
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda message: _note(message, trouble))
        page.goto(f"{server.url}/reports{hash_}")
        page.wait_for_selector(".panel")
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_a_report_is_chosen_and_opened_under_its_own_strict_policy(
    reports: Callable[..., "Page"], trouble: list[str]
) -> None:
    page = reports("?lang=en")
    page.get_by_role("button", name="Week").click()
    page.get_by_label("Office or territory").select_option("territory:south")
    page.locator("input[type=date]").fill(MONDAY.date().isoformat())
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Open").click()
    document = popup.value
    document.wait_for_selector("h1")  # a page that is still on its way cannot be loaded again
    document.on("console", lambda message: _note(message, trouble))
    document.reload()
    document.wait_for_selector("h1")
    assert document.locator("h1").inner_text() == "South: weekly bulletin"
    assert document.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") == "960px", (
        "its style applies"
    )
    assert document.locator("#result .figures div", has_text="Visits").locator("dd").inner_text() == "4"
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    assert download.value.suggested_filename.endswith("-en.xlsx")
    assert trouble == []


def test_what_is_planned_is_seen(reports: Callable[..., "Page"]) -> None:
    page = reports("?lang=en")
    page.wait_for_selector("#upcoming")
    planned = page.locator("section", has=page.locator("#upcoming")).locator("tbody tr")
    assert planned.count() == 5  # three briefs, a bulletin, a quarter's report
    assert "1 address, PDF" in planned.filter(has_text="Morning brief").first.inner_text()


def test_the_ranking_and_entering_values(reports: Callable[..., "Page"], trouble: list[str]) -> None:
    page = reports("?lang=en#ranking")
    page.wait_for_selector(".league")
    rows = page.locator(".league").first.locator("tbody").first.locator("tr")
    assert [row.split("\t")[1] for row in rows.all_inner_texts()] == ["South", "North"]
    assert "To pass “South”" in rows.nth(1).inner_text()
    page.locator("input[type=file]").set_input_files(
        {"name": "e.csv", "mimeType": "text/csv", "buffer": ENTERED.format(quarter=QUARTER).encode()}
    )
    page.get_by_text("2 values were taken.").wait_for()
    page.wait_for_selector(".league")
    page.locator("summary").first.click()
    shopper = page.locator(".values").first.locator("tr", has_text="Mystery shopper")
    assert shopper.inner_text().split("\t") == ["Mystery shopper", "10", "79", "88"]
    page.locator("input[type=file]").set_input_files(
        {
            "name": "e.csv",
            "mimeType": "text/csv",
            "buffer": b"quarter,territory,criterion,value\n2026Q1,moon,complaints,1",
        }
    )
    page.get_by_text("line 2: there is no territory “moon”").wait_for()
    assert trouble == []


def test_somebody_of_one_office_sees_that_office(reports: Callable[..., "Page"]) -> None:
    page = reports("?lang=en#ranking", "petrova")
    page.wait_for_selector("#upcoming")
    assert page.locator("h1").inner_text() == "Reports"
    assert page.get_by_role("link", name="Ranking").count() == 0
    assert page.get_by_label("Office or territory").count() == 0
    field = page.locator(".field", has_text="Office")  # a choice of one is read, not chosen
    assert field.locator(".field__only").all_inner_texts() == ["Office South"]
    assert field.locator("select").count() == 0


def test_somebody_of_a_territory_sees_it_and_where_it_stands(
    reports: Callable[..., "Page"], trouble: list[str]
) -> None:
    page = reports("?lang=en", "severina")
    page.wait_for_selector("#upcoming")
    page.get_by_role("button", name="Month").click()
    assert page.get_by_label("Office or territory").locator("option").all_inner_texts() == ["North", "Office North"]
    assert "territory=north" in str(page.get_by_role("link", name="Open").get_attribute("href"))
    page.get_by_role("link", name="Ranking").click()
    page.wait_for_selector(".league")
    assert [row.split("\t")[1] for row in page.locator(".league > .wide tbody tr").all_inner_texts()] == ["North"]
    assert page.locator("input[type=file]").count() == 0
    assert trouble == []


def test_every_part_in_every_language_and_theme(reports: Callable[..., "Page"], trouble: list[str]) -> None:
    page = reports(reduced_motion="reduce")
    page.wait_for_selector("#upcoming")
    seen = {"reports": faults(page)}
    page.goto(f"{page.url.partition('#')[0]}#ranking")
    page.wait_for_selector(".league")
    page.locator("summary").first.click()
    seen["ranking"] = faults(page)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    seen["ranking on a phone"] = faults(page)
    page.goto(f"{page.url.partition('#')[0]}#")
    page.wait_for_selector("#upcoming")
    seen["reports on a phone"] = faults(page)
    assert {name: found for name, found in seen.items() if found} == {}
    assert without_axe(trouble) == []


def test_on_a_phone_the_pages_are_a_list_behind_one_button(reports: Callable[..., "Page"], trouble: list[str]) -> None:
    page = reports("?lang=en", size=PHONE)
    button, pages = page.get_by_role("button", name="Pages: Reports"), page.locator("#bar-pages")
    assert not pages.is_visible()
    bar = page.locator(".bar").bounding_box()
    assert bar is not None
    assert bar["width"] == PHONE[0] and bar["height"] < ONE_ROW
    button.click()
    assert pages.get_by_role("link").all_inner_texts() == [
        "Desk", "Reception", "Overview", "Alerts", "Reports", "Forecast", "Rosters", "What if", "Administration",
        "Your account",
    ]  # fmt: skip
    page.keyboard.press("Escape")
    pages.wait_for(state="hidden")
    button.press("Enter")
    pages.get_by_role("link", name="Rosters").click()
    page.wait_for_url("**/roster")
    page.get_by_role("button", name="Pages: Rosters").click()
    assert faults(page) == [], "in every language and theme, with the list open"
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    page.locator("a[href='/alerts']").first.click()
    page.wait_for_url("**/alerts")
    assert without_axe(trouble) == []
