"""Rosters on a real server: what is published comes first, is changed by hand, published again; a week is planned."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.running_server import RunningServer
from tests.web.analytics.conftest import DESKTOP, PATIENCE_MS, PHONE
from tests.web.console.test_console_accessible import faults, without_axe

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

SUNDAY, TUESDAY, WEDNESDAY = "2037-03-01", "2037-03-03", "2037-03-04"
"""A week in which the demo's offices are closed on Sunday."""
LETS_GO = "dispatchEvent(new Event('beforeunload', {cancelable: true}))"
"""Whether the page lets itself be left without a question."""

SCHEDULE = "/api/v1/offices/klin/staffing/schedule"
SHIFTS: list[dict[str, Any]] = [
    {"manager": "ivanova", "desk": "1", "begins": "08:00", "ends": "16:00", "breaks": ["12:00-12:45"]},
    {"manager": "petrov", "desk": "2", "begins": "12:00", "ends": "20:00", "breaks": []},
]


@pytest.fixture
def server(klin: RunningServer) -> RunningServer:
    return klin


@pytest.fixture
def roster(office_days: Callable[..., "Page"]) -> Callable[..., "Page"]:
    """Opens the page, signed in, at a week."""

    def open_page(first: str, *, size: tuple[int, int] = DESKTOP) -> "Page":
        return office_days("/roster", first, size=size, reduced_motion="reduce")

    return open_page


def published(server: RunningServer, day: str) -> dict[str, Any]:
    with server.client("admin") as admin:
        found: dict[str, Any] = admin.get(SCHEDULE, params={"from": day, "days": 1}).json()["days"][0]
        return found


def publish(server: RunningServer, day: str, shifts: list[dict[str, Any]]) -> None:
    body = {"days": [{"day": day, "version": published(server, day)["version"], "shifts": shifts}]}
    with server.client("admin") as admin:
        answer = admin.put(SCHEDULE, json=body)
        assert answer.is_success, answer.text


def unsaved(page: "Page") -> int:
    return page.locator(".roster__version b").count()


def test_what_is_published_is_changed_by_hand_and_published_again(
    roster: Callable[..., "Page"], server: RunningServer, trouble: list[str]
) -> None:
    publish(server, TUESDAY, SHIFTS)
    before = published(server, TUESDAY)["version"]
    page = roster(TUESDAY)
    rows = page.locator(".roster__shift")
    rows.nth(1).wait_for()
    assert (rows.count(), unsaved(page)) == (2, 0)
    bars = page.locator(".roster__coverage svg")
    covered = bars.inner_html()

    rest = rows.nth(0).locator(".roster__break")
    rest.focus()
    page.keyboard.press("ArrowRight")
    assert rest.get_attribute("aria-valuetext") == "12:15–13:00"
    assert bars.inner_html() != covered  # at once
    assert unsaved(page) == 1
    page.keyboard.press("Control+z")
    assert (rest.get_attribute("aria-valuetext"), unsaved(page)) == ("12:00–12:45", 0)
    page.keyboard.press("Control+Shift+z")
    assert rest.get_attribute("aria-valuetext") == "12:15–13:00"

    rows.nth(1).locator("select").first.select_option("sidorova")
    rows.nth(1).locator(".roster__row-tools .button").first.click()  # a break in its middle
    page.locator(".roster__add .button").click()
    rows.nth(2).locator(".roster__row-tools .button").last.click()
    assert rows.count() == 2
    page.locator(".roster__actions .button--primary").click()
    page.locator(".roster__said .icon").wait_for()
    assert unsaved(page) == 0
    found = published(server, TUESDAY)
    assert found["version"] == before + 1
    assert [(one["manager"], one["breaks"]) for one in found["shifts"]] == [
        ("ivanova", ["12:15-13:00"]), ("sidorova", ["15:45-16:30"]),
    ]  # fmt: skip
    assert without_axe(trouble) == []


def test_what_does_not_fit_is_marked_and_anothers_version_is_not_overwritten(
    roster: Callable[..., "Page"], server: RunningServer
) -> None:
    publish(server, WEDNESDAY, SHIFTS)
    page = roster(WEDNESDAY)
    page.locator(".roster__shift").nth(1).locator("select").first.select_option("ivanova")
    page.locator(".roster__actions .button--primary").click()
    page.locator(".roster__findings li").wait_for()
    assert page.locator(".roster__shift[data-wrong]").count() == 1
    page.locator(".roster__shift").nth(1).locator("select").first.select_option("sidorova")
    assert page.locator(".roster__findings").count() == 0
    publish(server, WEDNESDAY, SHIFTS[:1])
    page.locator(".roster__actions .button--primary").click()
    page.locator(".form-trouble .button").click()
    page.locator(".form-trouble .button").wait_for(state="detached")
    assert (len(published(server, WEDNESDAY)["shifts"]), unsaved(page)) == (1, 1)
    page.locator(".roster__actions .button--primary").click()
    page.locator(".roster__said .icon").wait_for()
    assert [one["manager"] for one in published(server, WEDNESDAY)["shifts"]] == ["ivanova", "sidorova"]


def test_leaving_with_changes_is_asked_first(roster: Callable[..., "Page"], server: RunningServer) -> None:
    publish(server, TUESDAY, SHIFTS)
    page = roster(TUESDAY)
    page.locator(".roster__shift .roster__row-tools .button").last.click()
    day = page.locator(".office-days__where input[type=date]")
    day.fill(SUNDAY)
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".roster__shift").count() == 1
    day.fill(WEDNESDAY)
    page.locator("dialog[open] .button--primary").click()
    page.locator("dialog[open]").wait_for(state="detached")
    page.wait_for_function(f"() => {LETS_GO}")
    asked: list[str] = []

    def agree(dialog: "Dialog") -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    page.reload()
    assert asked == []
    page.locator(".office-days__where input[type=date]").fill(TUESDAY)
    page.locator(".roster__shift .roster__row-tools .button").last.click()
    page.wait_for_function(f"() => !{LETS_GO}")
    page.reload()
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_language_and_theme(
    roster: Callable[..., "Page"], server: RunningServer, trouble: list[str], size: tuple[int, int]
) -> None:
    publish(server, TUESDAY, SHIFTS)
    page = roster(TUESDAY, size=size)
    page.locator(".roster__shift").nth(1).locator("select").first.select_option("ivanova")
    page.locator(".roster__actions .button--primary").click()
    page.locator(".roster__findings li").wait_for()
    assert faults(page) == []
    assert without_axe(trouble) == []


def test_a_week_is_planned_and_a_shift_is_moved_by_hand(roster: Callable[..., "Page"], trouble: list[str]) -> None:
    page = roster("2027-03-07")  # a Sunday; the Monday after it is a holiday
    page.locator(".roster__board").wait_for()
    page.locator(".roster__actions .button--primary").click()
    page.locator(".roster__compare").wait_for(timeout=8 * PATIENCE_MS)
    assert page.locator(".roster__days button").count() == 5
    assert page.locator(".roster__coverage path").count() == 1  # the need
    handle = page.locator(".roster__handle").first
    handle.scroll_into_view_if_needed()
    track = page.locator(".roster__track").first.bounding_box()
    before, box = handle.get_attribute("aria-valuetext"), handle.bounding_box()
    assert box is not None
    assert track is not None
    middle = box["x"] + box["width"] / 2
    aside = 0.2 if middle < track["x"] + track["width"] * 0.3 else -0.2  # wherever the plan put it, there is room there
    page.mouse.move(middle, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(middle + track["width"] * aside, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    assert handle.get_attribute("aria-valuetext") != before
    page.locator(".roster__try").click()
    page.locator(".roster__level").filter(has_text="%").wait_for()
    page.locator(".roster__actions .button").nth(1).click()  # undo: a drag is one step
    assert handle.get_attribute("aria-valuetext") == before
    assert faults(page) == []
    assert without_axe(trouble) == []
