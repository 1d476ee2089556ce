"""The cockpit with 200 offices: the worst first, down to a ticket's story, the steps that help, and who sees what."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.company import OFFICES
from tests.web.analytics.conftest import IDLE, LATE, PHONE, Company

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
ROWS = ".offices-table tbody tr"


def first_names(page: "Page", count: int) -> list[str]:
    return page.locator(f"{ROWS} .office-link").all_inner_texts()[:count]


def test_all_offices_are_there_and_the_worst_comes_first(opened: Opened, company: Company, trouble: list[str]) -> None:
    page = opened("?lang=ru")
    page.wait_for_function(f"() => document.querySelectorAll('{ROWS}').length === {OFFICES}")
    assert first_names(page, 2) == ["Сергиев Посад", "Можайск"]
    worst = page.locator(ROWS).first
    assert worst.get_attribute("data-tone") == "breach"
    assert page.locator(ROWS).nth(1).get_attribute("data-tone") == "late"
    assert page.locator(".figure").count() == 7
    assert trouble == []


def test_a_command_changes_the_row_and_the_numbers_without_asking_again(opened: Opened, company: Company) -> None:
    page = opened("?lang=ru")
    row = page.locator(ROWS, has_text="Руза, 4-й офис")
    before = int(row.locator("td").first.inner_text())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    company.take("o90", "meters")
    page.wait_for_function(
        "([rows, count]) => [...document.querySelectorAll(rows)].some((row) => row.textContent.includes('Руза, 4-й') "
        "&& row.querySelector('td').textContent === String(count))",
        arg=[ROWS, before + 1],
    )
    assert asked == []


def test_sorting_search_territory_and_tiles(opened: Opened, company: Company) -> None:
    page = opened("?lang=ru")
    page.wait_for_selector(ROWS)
    page.get_by_role("button", name="Офис", exact=True).click()
    names = first_names(page, OFFICES)
    assert names == sorted(names, key=lambda name: name.replace("ё", "е"))
    page.get_by_role("button", name="Простаивают").click()
    assert page.locator(ROWS).first.locator(".idle").inner_text() == "1"
    assert page.locator("th[aria-sort=descending]").count() == 1
    page.get_by_role("searchbox").fill("клин")
    page.wait_for_function(f"() => document.querySelectorAll('{ROWS}').length === 8")
    page.get_by_role("searchbox").fill("такого нет")
    page.wait_for_selector(".state h2")
    page.get_by_role("searchbox").fill("")
    page.get_by_role("combobox").select_option("t7")
    page.wait_for_function(f"() => document.querySelectorAll('{ROWS}').length === {OFFICES // 8}")
    page.get_by_role("button", name="Плитки").click()
    assert page.locator(".territory").count() == 1
    assert page.locator(".office-tile").count() == OFFICES // 8
    page.get_by_role("combobox").select_option("")
    page.wait_for_function("() => document.querySelectorAll('.territory').length === 8")


def test_from_the_office_by_its_topic_to_the_ticket_s_story(opened: Opened, company: Company) -> None:
    page = opened("?lang=ru")
    page.locator(ROWS).first.locator(".office-link").click()
    topic = page.locator(".panel .table tbody tr").first
    topic.wait_for()
    assert "договор" in topic.inner_text()
    assert topic.get_attribute("data-tone") == "breach"
    topic.locator(".office-link").click()
    page.wait_for_function("() => document.querySelectorAll('.ticket-line').length === 3")
    page.locator(".ticket-line").first.click()
    page.wait_for_selector(".story__table tbody tr")
    judged = page.locator(".story__judged").inner_text()
    assert re.search(r"Учтено 2\d:\d\d при нормативе 15:00: норматив нарушен", judged)
    lasted, counted = page.locator(".story__table tfoot td").all_inner_texts()
    assert lasted == counted
    page.get_by_role("link", name="Все офисы").click()
    page.wait_for_selector(ROWS)


def test_a_story_tells_each_stretch_and_who_did_it(opened: Opened, company: Company) -> None:
    company.open_desk("o60", "1")
    ticket = company.take("o60", "meters", minutes_ago=5)
    company.do("offices/o60/desks/1/call", {"ticket": ticket, "reason": "test"})
    company.do(f"tickets/{ticket}/return_to_queue")
    company.do("offices/o60/desks/1/call", {"ticket": ticket, "reason": "test"})
    company.do(f"tickets/{ticket}/start")
    page = opened(f"?lang=en#office/o60/ticket/{ticket}")
    page.wait_for_function("() => document.querySelectorAll('.story__table tbody tr').length === 5")
    states = page.locator(".story__table tbody th").all_inner_texts()
    assert [state.split("\n")[0] for state in states] == ["Waiting", "Called", "Waiting", "Called", "Being served"]
    assert "returned to the queue" in states[2]
    assert "within the standard" in page.locator(".story__judged").inner_text()
    company.do(f"tickets/{ticket}/complete")
    page.wait_for_function("() => document.querySelectorAll('.story__table tbody tr').length === 6")
    number = page.locator(".story__head .chip").inner_text().strip()
    page.goto(page.url.split("#")[0] + "#office/o60")
    page.get_by_text("Find a past ticket").click()
    page.get_by_label("Number").fill("nobody's")
    page.get_by_role("button", name="Show its story").click()
    page.get_by_text("no ticket of this office had the number").wait_for()
    page.get_by_label("Number").fill(number)
    page.get_by_role("button", name="Show its story").click()
    page.wait_for_function("() => document.querySelectorAll('.story__table tbody tr').length === 6")
    assert page.url.endswith(f"#office/o60/ticket/{ticket}")
    assert page.locator(".story__first").count() == 0, "a kiosk that was offline told no wait"
    fresh = company.take("o60", "meters")
    page.goto(page.url.split("#")[0] + f"#office/o60/ticket/{fresh}")
    first = page.locator(".story__first")
    first.wait_for()
    assert "Told with the ticket: " in first.inner_text()
    assert "Not called yet" in first.inner_text()
    company.do("offices/o60/desks/1/call", {"ticket": fresh, "reason": "test"})
    page.locator(".story__first[data-came=within], .story__first[data-came=sooner]").wait_for()


def test_issuing_is_stopped_and_resumed_where_one_looks(opened: Opened, company: Company) -> None:
    page = opened("?lang=en#office/o70")
    page.get_by_role("button", name="Stop issuing").click()
    page.locator("dialog[open]").get_by_role("button", name="Stop issuing").click()
    page.get_by_role("button", name="Resume issuing").click()
    page.get_by_role("button", name="Stop issuing").wait_for()
    page.wait_for_selector(".said:has-text('Done.')")


def test_a_topic_is_suspended_with_a_reason_and_resumed(opened: Opened, company: Company) -> None:
    page = opened("?lang=en#office/o71")
    page.get_by_role("button", name="Suspend: Debt").click()
    page.locator("dialog[open] .choice").first.click()
    page.locator("dialog[open]").get_by_role("button", name="Suspend").click()
    row = page.locator(".panel .table tbody tr", has_text="Debt")
    page.get_by_role("button", name="Resume: Debt").wait_for()
    assert "suspended: The system is down" in row.inner_text()
    page.get_by_role("button", name="Resume: Debt").click()
    page.get_by_role("button", name="Suspend: Debt").wait_for()


def test_a_manager_s_topics_are_changed_and_an_idle_desk_is_named(opened: Opened, company: Company) -> None:
    page = opened(f"?lang=en#office/{IDLE}")
    desk = page.locator(".desk-line[data-idle]")
    desk.wait_for()
    assert "ready while people wait" in desk.inner_text()
    desk.get_by_role("button").click()
    page.locator("dialog[open] .choice", has_text="Meter readings").click()
    page.locator("dialog[open]").get_by_role("button", name="Save").click()
    page.wait_for_selector(".desk-line:not([data-idle])")
    assert "Contracts, Debt" in page.locator(".desk-line").inner_text()
    company.do(f"offices/{IDLE}/desks/3/set_topics", {"topics": ["meters", "contract", "debt"]})
    page.wait_for_selector(".desk-line[data-idle]")


def test_a_message_reaches_the_hall_and_is_taken_away(opened: Opened, company: Company) -> None:
    page = opened("?lang=en#office/o72")
    page.get_by_role("button", name="Message to the hall").click()
    page.locator("dialog[open] input").nth(1).fill("Desk 4 is moving")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_selector(".office-head:has-text('Desk 4 is moving')")
    board = company.by("admin").get("/api/v1/offices/o72/board").json()
    assert board["office"]["message"] == {"en": "Desk 4 is moving"}
    page.get_by_role("button", name="Message to the hall").click()
    page.get_by_role("button", name="Take away").click()
    page.wait_for_selector(".office-head:not(:has-text('Desk 4 is moving'))")


def test_a_supervisor_of_one_office_sees_it_alone_and_at_once(opened: Opened, company: Company) -> None:
    page = opened("?lang=ru", "orlova")
    page.wait_for_selector(".office-head h1")
    assert page.locator(".office-head h1").inner_text() == "Сергиев Посад"
    assert page.get_by_role("link", name="Все офисы").count() == 0
    page.goto(page.url.partition("#")[0] + f"#office/{LATE}")
    page.wait_for_selector(".banner")
    assert page.locator(".office-head").count() == 0


def test_a_supervisor_of_a_territory_sees_its_offices_alone(
    opened: Opened, company: Company, trouble: list[str]
) -> None:
    page = opened("?lang=ru", "severina")
    page.wait_for_function(f"() => document.querySelectorAll('{ROWS}').length === {OFFICES // 8}")
    assert page.locator("h1").inner_text() == "Мещёрская территория"
    assert page.get_by_role("combobox").count() == 0, "there is no other territory to choose"
    assert first_names(page, 1) == ["Сергиев Посад"]
    page.goto(page.url.partition("#")[0] + f"#office/{LATE}")
    page.wait_for_selector(".banner")
    assert page.locator(".office-head").count() == 0
    assert trouble == []


def test_a_manager_is_told_that_this_is_not_theirs(opened: Opened, company: Company) -> None:
    page = opened("?lang=en", "o7m1")
    page.wait_for_selector(".state h2")
    assert page.locator(".figures").count() == 0


def test_a_phone_shows_tiles_and_does_not_scroll_sideways(opened: Opened, company: Company) -> None:
    page = opened("?lang=ru", size=PHONE)
    page.wait_for_selector(".office-tile")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".office-tile .office-link").first.click()
    page.wait_for_selector(".ticket-line")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_one_step_in_the_offices_of_a_territory_is_named_before_and_told_office_by_office(
    opened: Opened, company: Company, trouble: list[str]
) -> None:
    company.do("offices/o78/stop_issuing")
    page = opened("?lang=en")
    page.wait_for_selector(ROWS)
    page.get_by_role("button", name="Several offices at once").click()
    dialog = page.locator("dialog[open]")
    dialog.locator(".many__list").wait_for()
    assert dialog.locator("input:checked").count() == 0, "nothing is chosen beforehand among all offices"
    dialog.get_by_role("button", name="Next").click()
    dialog.get_by_text("Choose at least one office.").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("combobox").select_option("t6")
    page.wait_for_function(f"() => document.querySelectorAll('{ROWS}').length === {OFFICES // 8}")
    page.get_by_role("button", name="Several offices at once").click()
    dialog.locator(".many__list").wait_for()
    assert dialog.locator("input:checked").count() == OFFICES // 8
    dialog.get_by_role("button", name="Choose none").click()
    for office in ("o78", "o86"):
        name = company.by("admin").get(f"/api/v1/offices/{office}").json()["name"]["en"]
        dialog.get_by_label(name, exact=True).check()
    dialog.get_by_role("button", name="Next").click()
    names = dialog.locator(".many__names li")
    assert names.count() == 2
    speak = (
        "(language) => import('/assets/web/i18n.js').then((words) => words.setLanguage(language, { remember: false }))"
    )
    english = names.all_inner_texts()
    page.evaluate(speak, "ru")
    dialog.get_by_role("button", name="Сделать").wait_for()
    russian = {company.by("admin").get(f"/api/v1/offices/{office}").json()["name"]["ru"] for office in ("o78", "o86")}
    assert set(names.all_inner_texts()) == russian != set(english)
    page.evaluate(speak, "en")
    dialog.get_by_role("button", name="Do it").click()
    dialog.get_by_text("Done in 1 of 2.").wait_for()
    assert dialog.locator(".many__failed li").count() == 1
    assert company.by("admin").get("/api/v1/offices/o86").json()["issuing"] is False
    company.do("offices/o78/resume_issuing")
    dialog.get_by_role("button", name="Try that one again").click()
    dialog.get_by_text("Done in 2 of 2.").wait_for()
    assert company.by("admin").get("/api/v1/offices/o78").json()["issuing"] is False
    dialog.get_by_role("button", name="Close").click()
    for office in ("o78", "o86"):
        company.do(f"offices/{office}/resume_issuing")
    assert trouble == []


def test_whoever_has_one_office_reads_of_no_ranking_on_the_home_page(
    opened: Callable[..., "Page"], company: Company
) -> None:
    for who, told in (("orlova", False), ("chief", True)):
        page = opened(who=who)
        page.locator("main").first.wait_for()
        page.goto(f"{company.server.url}/?lang=en")
        page.locator("a.bar__account").wait_for()
        assert ("ranking" in page.locator("a.tile[href='/reports']").inner_text()) is told
