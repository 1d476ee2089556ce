"""The charts of an office's day in a browser: drawn within the policy, in every language and theme, told in words."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.web.analytics.conftest import WORST, Company
from tests.web.console.test_console_accessible import faults, without_axe

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

HALF_HOURS = [f"{hour:02d}:{minute}" for hour in range(8, 20) for minute in ("00", "30")]


def half_hour(begin: str, issued: int, level: float | None) -> dict[str, Any]:
    return {"begin": begin, "issued": issued, "met": issued, "breached": 0, "service_level": level}


DAY = {
    "office": WORST, "day": "2026-03-02", "timezone": "Europe/Moscow", "goal": 0.95, "usual_days": 5,
    "half_hours": [
        {**half_hour(begin, 3 if place < 12 else 0, 1.0), "usual_issued": 4.5} for place, begin in enumerate(HALF_HOURS)
    ],
    "curve": [
        {"at": f"2026-03-02T{5 + step // 12:02d}:{step % 12 * 5:02d}:00.000Z", "waiting": step % 9, "desks_open": 3,
         "serving": 2}
        for step in range(96)
    ],
    "days": [
        {"day": f"2026-02-{day}", "half_hours": [half_hour(begin, 3, level) for begin in HALF_HOURS]}
        for day, level in (("25", 1.0), ("26", 0.93), ("27", 0.7), ("28", 0.2))
    ],
}  # fmt: skip


def test_the_day_in_charts(opened: Callable[..., "Page"], company: Company, trouble: list[str]) -> None:
    page = opened("?lang=en", reduced_motion="reduce")

    def answer(route: "Route") -> None:
        route.fulfill(json=DAY)

    page.route("**/api/v1/offices/*/day", answer)
    page.goto(f"{company.server.url}/cockpit?lang=en#office/{WORST}")
    page.wait_for_function("() => document.querySelectorAll('.chart canvas').length === 2")
    shown = page.locator(".chart [role=img]").evaluate_all("(all) => all.map((one) => one.getAttribute('aria-label'))")
    assert shown == [
        "Arrivals today and usually. Tickets taken today: 36",
        "Waiting and desks through the day. Now 5 wait, 3 desks open",
    ]
    rows = page.locator(".half-hours tbody tr")
    assert rows.first.locator("th").inner_text().endswith("28 Feb")
    shades = [rows.nth(row).locator("td").first.get_attribute("data-late") for row in range(4)]
    assert shades == ["most", "far", "below", "kept"]
    assert page.locator(".half-hours thead th").count() == len(HALF_HOURS) + 1
    inked = """() => [...document.querySelectorAll('.chart canvas')].every((one) =>
      one.getContext('2d').getImageData(0, 0, one.width, one.height).data.some((value) => value > 0))"""
    assert page.evaluate(inked)
    assert trouble == []
    assert faults(page) == []
    assert without_axe(trouble) == []


def test_the_day_of_all_offices_and_of_a_territory(
    opened: Callable[..., "Page"], company: Company, trouble: list[str]
) -> None:
    page = opened("?lang=en", reduced_motion="reduce")
    asked: list[str] = []

    def answer(route: "Route") -> None:
        asked.append(route.request.url.split("/api/v1", 1)[1])
        together = {name: value for name, value in DAY.items() if name != "office"}
        route.fulfill(json={**together, "territory": None, "offices": 200})

    page.route("**/api/v1/day*", answer)
    page.goto(f"{company.server.url}/cockpit?lang=en")
    page.get_by_role("button", name="The day").click()
    page.wait_for_function("() => document.querySelectorAll('.together .chart canvas').length === 2")
    assert page.locator("#together-title").inner_text() == "All offices"
    page.locator(".tools__territory").select_option(value="t7")
    page.wait_for_function("() => document.querySelector('#together-title').textContent !== 'All offices'")
    page.wait_for_selector(".together .half-hours tbody td[data-late]")
    assert asked == ["/day", "/day?territory=t7"]
    assert trouble == []
    assert faults(page) == []
    assert without_axe(trouble) == []


def test_a_day_of_this_server_is_drawn_as_it_comes(opened: Callable[..., "Page"], company: Company) -> None:
    page = opened(f"?lang=en#office/{WORST}")
    page.wait_for_selector(".half-hours tbody td[data-late]")
    assert page.locator(".half-hours tbody tr").count() == 1
    assert "No usual day yet" in page.locator("[aria-labelledby=arrivals-title]").inner_text()
