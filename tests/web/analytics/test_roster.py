"""Rosters on a real server: what is published comes first, is changed by hand, published again; a week is planned."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from tests.running_server import RunningServer
from tests.web.analytics.conftest import DESKTOP, PATIENCE_MS, PHONE
from tests.web.console.test_console_accessible import faults, without_axe

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Locator, Page, Route

SUNDAY, TUESDAY, WEDNESDAY = "2037-03-01", "2037-03-03", "2037-03-04"
ANOTHER_TUESDAY = "2037-03-10"
NOBODYS_TUESDAY, NOBODYS_WEDNESDAY = "2037-03-17", "2037-03-18"
"""The first ones are of a week in which the demo's offices are closed on Sunday."""
READS = "**/staffing/schedule?*"
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


def office_of(server: RunningServer) -> dict[str, Any]:
    with server.client("admin") as admin:
        found: dict[str, Any] = admin.get("/api/v1/offices/klin").json()
        return found


def unsaved(page: "Page") -> int:
    return page.locator(".roster__version b").count()


def press_and_meanwhile(page: "Page", button: "Locator", work: Callable[[], object]) -> None:
    """What the page reads after the press comes when the work is done."""
    held: list[Route] = []
    page.route(READS, lambda route: held.append(route))
    with page.expect_request(READS):
        button.click()
    work()
    for route in held:
        route.continue_()
    page.unroute(READS)


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
    bars.locator("path").wait_for(state="attached")  # the need, with no plan made
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
    page.locator(".roster__add .button").click()  # of whoever has none: rows stand in the order of the office's people
    rows.nth(1).locator(".roster__row-tools .button").last.click()
    assert rows.count() == 2
    page.locator(".roster__actions .button--primary").click()
    page.locator(".roster__said .icon").wait_for()
    assert unsaved(page) == 0
    found = published(server, TUESDAY)
    assert found["version"] == before + 1
    at = datetime.fromisoformat(found["published_at"]).astimezone(ZoneInfo(office_of(server)["timezone"]))
    assert f"{at:%H:%M}" in page.locator(".roster__version").inner_text(), "the office's time, wherever one looks from"
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
    publish(server, WEDNESDAY, [SHIFTS[0] | {"begins": "09:00"}, SHIFTS[1] | {"ends": "18:00"}])
    page.locator(".roster__actions .button--primary").click()
    who = page.locator(".roster__shift").nth(1).locator("select").first
    press_and_meanwhile(page, page.locator(".form-trouble .button"), lambda: who.select_option("yakovleva"))
    note = page.locator(".roster__meanwhile li")
    note.nth(1).wait_for()
    assert who.input_value() == "yakovleva"  # entered while it was read
    assert page.locator(".form-trouble .button").count() == 0
    hers, his = (note.nth(place).inner_text() for place in (0, 1))
    assert "08:00–16:00" in hers and "09:00–16:00" in hers and note.nth(0).locator("b").count() == 0
    assert "12:00–18:00" in his and note.nth(1).locator("b").count() == 1  # the shift is another's here
    assert (published(server, WEDNESDAY)["shifts"][0]["begins"], unsaved(page)) == ("09:00", 1)
    publishing = page.locator(".roster__actions .button--primary")
    press_and_meanwhile(page, publishing, lambda: who.select_option("sidorova"))
    page.locator(".roster__said .icon").wait_for()
    assert note.count() == 0
    assert (who.input_value(), unsaved(page)) == ("sidorova", 1)
    assert [(one["manager"], one["begins"], one["ends"]) for one in published(server, WEDNESDAY)["shifts"]] == [
        ("ivanova", "09:00", "16:00"), ("yakovleva", "12:00", "20:00"),
    ]  # fmt: skip


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
    """The need is there before, hours and cost against the plan after it."""
    page = roster("2027-03-07")  # a Sunday; the Monday after it is a holiday
    page.locator(".roster__board").wait_for()
    page.locator(".roster__actions .button--primary").click()
    page.locator(".roster__compare").wait_for(timeout=8 * PATIENCE_MS)
    assert page.locator(".office-days__where select").count() == 0  # hers is one office: there is nothing to choose
    assert page.locator(".office-days__where .field__only").inner_text().strip()
    beyond = page.locator(".roster__compare ~ .roster__lack").first
    assert "Иванова" in beyond.inner_text()  # all day, every day
    card = page.locator(".roster__person[data-manager=ivanova]")
    card.locator("summary").click()
    card.locator("input[type=number]").nth(0).fill("80")
    card.locator("input[type=number]").nth(1).fill("7")
    assert "Иванова" in beyond.inner_text()  # the plan was made with less; what is entered now is for the next one
    page.locator(".roster__people .button--quiet").click()
    assert page.locator(".roster__days button").count() == 5
    assert page.locator(".roster__coverage path").count() == 1
    figures = re.findall(r"\d[\d.,]*", page.locator(".roster__cost").inner_text())
    assert figures[1] == figures[2]  # nothing is dearer yet than the plan
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


def test_a_plan_goes_onto_the_days_that_are_open_when_it_has_come(
    roster: Callable[..., "Page"], trouble: list[str]
) -> None:
    """What somebody enters while it is made stays, on the other days its shifts stand."""
    page = roster(NOBODYS_TUESDAY)
    add, rows = page.locator(".roster__add .button"), page.locator(".roster__shift")
    add.wait_for()
    held: list[Route] = []
    page.route("**/staffing/plan", lambda route: held.append(route))
    with page.expect_request("**/staffing/plan"):
        page.locator(".roster__actions .button--primary").click()
    add.click()
    assert rows.count() == 1
    level = {"service_level": {"value": 0.9}, "person_hours": 16.0}
    proposed: dict[str, Any] = {"shifts": SHIFTS}
    nothing: dict[str, Any] = {"shifts": []}
    half_hour = {"from": "09:00", "to": "09:30", "need": 1, "need_by_topic": {}, "missing": 0}
    days = [
        {"day": day, "proposed": proposed, "present": nothing, "half_hours": [half_hour]}
        for day in (NOBODYS_TUESDAY, NOBODYS_WEDNESDAY)
    ]
    week = {"present": level, "proposed": level}
    held[0].fulfill(json={"days": days, "week": week, "plan": {"hurried": False}, "changes": []})
    page.locator(".roster__compare").wait_for()
    assert rows.count() == 1
    page.locator(".roster__days button").nth(1).click()
    rows.nth(1).wait_for()
    assert rows.count() == len(SHIFTS)
    assert without_axe(trouble) == []


def test_a_level_that_comes_when_the_day_was_changed_is_not_told_of_the_change(
    roster: Callable[..., "Page"], server: RunningServer
) -> None:
    publish(server, ANOTHER_TUESDAY, SHIFTS)
    page = roster(ANOTHER_TUESDAY)
    rest = page.locator(".roster__shift").first.locator(".roster__break")
    rest.wait_for()
    held: list[Route] = []
    page.route("**/staffing/what_if", lambda route: held.append(route))
    with page.expect_request("**/staffing/what_if"):
        page.locator(".roster__try").click()
    rest.focus()
    page.keyboard.press("ArrowRight")
    held[0].fulfill(json={"variants": [{"service_level": {"value": 0.9, "low": 0.88, "high": 0.92}}]})
    page.locator(".roster__try:not([aria-busy])").wait_for()
    level = page.locator(".roster__level")
    assert level.inner_text() == ""
    page.keyboard.press("Control+z")  # the shifts that were tried
    page.locator(".roster__level", has_text="90").wait_for()


def drag(page: "Page", bar: Any, *, right: float = 0.0, to: Any = None) -> None:
    """By the mouse: so many shares of the track to the right, and down or up to the row `to`."""
    bar.scroll_into_view_if_needed()
    track, box = page.locator(".roster__track").first.bounding_box(), bar.bounding_box()
    assert track is not None
    assert box is not None
    x, y = box["x"] + min(box["width"] / 2, 20.0), box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    row = to.bounding_box() if to is not None else None
    page.mouse.move(x + right * track["width"], row["y"] + row["height"] / 2 if row else y, steps=6)
    page.mouse.up()


def test_a_shift_is_dragged_along_lengthened_and_given_to_others(
    roster: Callable[..., "Page"], server: RunningServer, trouble: list[str]
) -> None:
    """By the mouse and by the keyboard; what is open, and who knows a topic, follows at once."""
    publish(server, WEDNESDAY, SHIFTS)
    page = roster(WEDNESDAY)
    first, second = (page.locator(f"[data-place='{place}']") for place in (0, 1))
    cells = page.locator(".roster__topic[data-topic=debt] .roster__cells")
    cells.wait_for(state="attached")
    bars = page.locator(".roster__coverage svg")

    seen = [bars.inner_html()]
    drag(page, second.locator(".roster__bar"), right=-0.125)  # a twelve-hour day: an hour and a half
    assert second.locator(".roster__bar").get_attribute("aria-valuetext") == "10:30–18:30"
    seen.append(bars.inner_html())
    drag(page, second.locator(".roster__handle").last, right=0.125)
    assert second.locator(".roster__bar").get_attribute("aria-valuetext") == "10:30–20:00"
    seen.append(bars.inner_html())
    assert len(set(seen)) == 3

    topics = cells.inner_html()
    drag(page, second.locator(".roster__bar"), to=page.locator(".roster__free").last)
    assert second.locator("select").first.input_value() == "yakovleva"
    assert second.locator(".roster__bar").get_attribute("aria-valuetext") == "10:30–20:00"  # the hours stay
    assert cells.inner_html() != topics  # she does not know it
    page.keyboard.press("Control+z")  # one drag is one step
    assert second.locator("select").first.input_value() == "petrov"

    second.locator(".roster__bar").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Alt+ArrowUp")  # Ivanova works then too: they swap
    assert [row.locator("select").first.input_value() for row in (first, second)] == ["petrov", "ivanova"]
    assert second.locator(".roster__bar").get_attribute("aria-valuetext") == "10:15–19:45"
    assert second.locator(".roster__bar").evaluate("bar => bar === document.activeElement")
    second.locator(".roster__handle").last.focus()
    page.keyboard.press("ArrowRight")
    assert second.locator(".roster__bar").get_attribute("aria-valuetext") == "10:15–20:00"

    page.locator(".roster__order button").last.click()
    drag(page, first.locator(".roster__bar"), to=page.locator(".roster__free").first)
    assert first.locator("select").last.input_value() == "3"
    second.locator(".roster__bar").focus()
    page.keyboard.press("Alt+ArrowDown")
    desks = [row.locator("select").last.input_value() for row in (first, second)]
    assert desks == ["2", "3"]  # the first went to 3, where the second then takes its place
    page.locator(".roster__actions .button--primary").first.click()
    page.locator(".roster__said .icon").wait_for()
    found = {
        one["manager"]: (one["desk"] or "", one["begins"], one["ends"])
        for one in published(server, WEDNESDAY)["shifts"]
    }
    assert found == {"petrov": (desks[0], "08:00", "16:00"), "ivanova": (desks[1], "10:15", "20:00")}
    assert without_axe(trouble) == []


def test_hours_wishes_and_cost_are_entered_kept_and_shown(
    roster: Callable[..., "Page"], server: RunningServer, trouble: list[str]
) -> None:
    publish(server, ANOTHER_TUESDAY, SHIFTS)
    page = roster(ANOTHER_TUESDAY)
    card = page.locator(".roster__person[data-manager=ivanova]")
    card.locator("summary").click()
    hours, _, cost = card.locator("input[type=number]").all()
    hours.fill("7")
    cost.fill("2")
    card.locator("input[type=time]").nth(0).fill("10:00")
    card.locator("input[type=time]").nth(1).fill("09:00")
    page.locator(".roster__save").click()
    page.locator(".form-trouble .icon").wait_for()  # it ends before it begins: nothing is sent
    card.locator("input[type=time]").nth(1).fill("18:00")
    card.locator("[data-name=tue]").click()
    assert card.get_attribute("data-over") == "true"
    assert page.locator(".roster__wish").count() == 1
    page.locator(".roster__save").click()
    page.locator(".roster__said .icon").wait_for()
    with server.client("admin") as admin:
        kept = admin.get("/api/v1/offices/klin/staffing/people").json()
    ivanova = next(one for one in kept["staff"] if one["manager"] == "ivanova")
    assert (ivanova["hours_week"], ivanova["cost"]) == (7, 2)
    assert (ivanova["wishes"], ivanova["off"]) == ("10:00-18:00", ["tue"])
    page.reload()
    page.locator(".office-days__where input[type=date]").fill(ANOTHER_TUESDAY)
    page.locator(".roster__wish").wait_for()
    assert re.search(r"\b22[.,]5$", page.locator(".roster__cost").inner_text())  # 7.25 h at 2, 8 h at 1
    assert without_axe(trouble) == []
