"""A manager's whole shift at the desk, by the keyboard alone, on a real server."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.web.console.conftest import PASSWORD, House
from tests.web.console.desk_page import DeskPage

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]


def at_open_desk(opened: Opened, who: str = "sidorova", *, own_time: bool = False) -> DeskPage:
    """Signed in at desk 3, open and free."""
    page = DeskPage(opened("/desk?lang=en&desk=3", who, own_time=own_time))
    page.until("closed").focus("[data-action=open]").press("Enter").until("ready")
    return page


def test_from_signing_in_to_an_open_desk(opened: Opened, house: House, trouble: list[str]) -> None:
    page = DeskPage(opened("/desk?lang=en"))
    page.page.wait_for_selector("input[name=login]")
    page.type("sidorova").press("Tab").type(PASSWORD).press("Enter")
    page.page.wait_for_selector(".tile--desk")
    page.press("3", "Enter").until("closed")
    assert page.page.locator("[data-action=open] kbd").inner_text() == "F10"
    page.press("F10").until("ready").says("Desk 3 is open")
    assert trouble == []


def test_a_visit_from_the_call_to_its_outcome(opened: Opened, house: House, trouble: list[str]) -> None:
    ticket = house.take("certificates", category="veteran")
    page = at_open_desk(opened)
    page.press("Space").until("called").says("is called to desk 3")
    assert page.number == ticket["number"]
    assert "Veteran" in page.page.locator(".facts").inner_text()
    page.press("F3").says("called once more")
    page.press("F7").until("serving")
    page.press("Shift+F7").dialog("Add a topic").type("meter").press("Enter").settled().says("Topic added")
    page.press("Shift+F8").dialog("How did this topic end").press("1", "Enter").settled().says("Topic finished")
    page.page.locator(".visit-topic--done").wait_for()
    page.press("F8").dialog("How did it end").press("2", "Enter").until("ready").says("is finished")
    assert house.state(ticket["id"]) == "completed"
    assert house.events("VisitCompleted")[-1]["outcome"] is not None
    assert trouble == []


def test_the_visitors_history_tells_each_state_with_its_desk_and_time(opened: Opened, house: House) -> None:
    ticket = house.take("certificates")
    page = at_open_desk(opened)
    page.press("F2").until("called")
    house.do(f"tickets/{ticket['id']}/return_to_queue")
    page.until("ready").press("F2").until("called").press("F7").until("serving")
    page.page.locator(".segment[data-state=serving]").wait_for()
    told = page.page.locator(".segment").all()
    states = [one.get_attribute("data-state") for one in told]
    assert states == ["waiting", "called", "waiting", "called", "serving"]
    words = [one.inner_text() for one in told]
    assert "desk 3" in words[1] and "put back" in words[2] and "now" in words[4], words
    assert all(re.search(r"\d:\d\d$", one) for one in words), words


def test_the_language_changes_without_a_reload_and_the_visitor_stays(opened: Opened, house: House) -> None:
    ticket = house.take("certificates")
    page = at_open_desk(opened)
    page.press("F2").until("called")
    page.page.evaluate("window.sameDocument = true")
    for index, words in enumerate(("Начать приём", "Start", "开始办理")):
        page.page.locator(".bar .languages__one").nth(index).click()
        page.page.locator("[data-action=start]", has_text=words).wait_for()
        assert page.number == ticket["number"]
    assert page.page.evaluate("window.sameDocument") is True


def test_a_call_by_mistake_is_undone_within_ten_seconds(opened: Opened, house: House) -> None:
    ticket = house.take("certificates")
    page = at_open_desk(opened)
    page.press("F2").until("called").press("Control+z").until("ready").says("as if never called")
    assert house.state(ticket["id"]) == "waiting"
    page.press("Control+z").says("nothing to undo")


def test_a_no_show_counts_calls_then_seconds_and_can_be_restored(opened: Opened, house: House) -> None:
    ticket = house.take("certificates")
    page = at_open_desk(opened)
    page.press("F2").until("called").press("F4").says("Call the visitor once more first")
    page.press("F3").says("called once more").press("F4").says("Wait ")
    page.page.wait_for_selector("[data-action=mark_no_show]:not([aria-disabled])")
    page.press("F4").until("ready").says("did not come")
    assert house.state(ticket["id"]) == "no_show"
    page.focus(f"button[aria-label='Restore {ticket['number']}']").press("Enter").says("back in the queue")
    assert house.state(ticket["id"]) == "waiting"


def test_postponing_says_whose_wish_it_is_and_when_the_visitor_comes_back(opened: Opened, house: House) -> None:
    ticket = house.take("certificates")
    page = at_open_desk(opened)
    page.press("F2").until("called").press("F9").dialog("Postpone")
    page.press("Enter").page.locator("dialog [role=alert]", has_text="whose wish").wait_for()
    page.press("1")
    page.page.wait_for_function("() => document.activeElement?.name === 'reason'")
    page.press("1")
    page.page.wait_for_function("() => document.activeElement?.name === 'due'")
    page.press("3", "Enter").until("ready").says("is postponed")
    event = house.events("TicketPostponed")[-1]
    assert event["by"] == "visitor" and event["reason"] == "Fetches documents" and event["due_at"] is not None
    page.focus(f"button[aria-label='Back to the queue {ticket['number']}']").press("Enter").says("back in the queue")
    assert house.state(ticket["id"]) == "waiting"


def test_a_transfer_finds_its_target_by_typing_and_can_bring_the_visitor_back(opened: Opened, house: House) -> None:
    house.take("certificates")
    page = at_open_desk(opened)
    page.press("F2").until("called").press("F7").until("serving")
    page.press("F6").dialog("Transfer").type("contr").press("Shift+Enter").until("ready").says("is transferred")
    event = house.events("TicketTransferred")[-1]
    assert event["topic"] == "contract" and event["return_to"]["manager"] == "sidorova"


def test_an_undone_transfer_calls_the_visitor_back_with_a_reason(opened: Opened, house: House) -> None:
    house.take("certificates")
    page = at_open_desk(opened)
    page.press("F2").until("called").press("F6").dialog("Transfer").type("debt").press("Enter").until("ready")
    page.press("Control+z").until("called")
    assert house.events("TicketCalled")[-1]["reason"]


def test_a_call_by_number_takes_either_alphabet_and_needs_a_reason(opened: Opened, house: House) -> None:
    tickets = [house.take("certificates") for _ in range(2)]
    page = at_open_desk(opened)
    prefix, digits = tickets[1]["number"][0], int(tickets[1]["number"][1:])
    in_latin = prefix.translate(str.maketrans("АЕКМТ", "aekmt"))
    page.press("Shift+F2").dialog("Call by number").type(f"{in_latin}{digits}").press("Enter")
    page.page.locator("dialog [role=alert]", has_text="reason").wait_for()
    page.press("3", "Enter").until("called")
    assert page.number == tickets[1]["number"]
    event = house.events("TicketCalled")[-1]
    assert event["out_of_order"] and event["reason"] == "The visitor is unwell"


def test_the_list_of_commands_finds_what_has_no_place_in_memory(opened: Opened, house: House) -> None:
    page = at_open_desk(opened)
    page.press("Control+k").dialog("All commands").type("back off").press("Enter").until("back_office")
    page.press("F10").until("ready")


def test_break_topics_and_the_end_of_the_shift(opened: Opened, house: House) -> None:
    house.take("certificates")
    page = at_open_desk(opened)
    page.press("F10").dialog("No calls").press("1", "Enter").until("break")
    page.press("Space").says("on a break")
    page.press("F10").until("ready")
    page.press("Shift+F10").dialog("Topics I call now").press("1", "2", "3", "Enter").settled().says(
        "topics are changed"
    )
    assert list(house.events("TopicsSet")[-1]["topics"]) == []
    page.press("Space").says("Nobody is waiting for your topics")
    page.press("F10").dialog("No calls").press("3", "Enter").until("closed")


def test_one_filled_button_in_every_situation(opened: Opened, house: House) -> None:
    house.take("certificates")
    page = DeskPage(opened("/desk?lang=en&desk=3", "sidorova")).until("closed")
    filled = {"closed": page.filled()}
    page.focus("[data-action=open]").press("Enter").until("ready")
    filled["ready"] = page.filled()
    filled["called"] = page.press("F2").until("called").filled()
    filled["serving"] = page.press("F7").until("serving").filled()
    page.press("F8").dialog("How").press("1", "Enter").until("ready")
    assert page.filled() == [], "with nobody in the line there is no next step"
    page.press("F10").dialog("No calls").press("Enter").until("break")
    filled["break"] = page.filled()
    assert {name: len(buttons) for name, buttons in filled.items()} == dict.fromkeys(filled, 1), filled


def test_until_the_answer_is_there_the_stage_is_busy_however_soon_the_screen_shows_it(opened: Opened) -> None:
    page = DeskPage(opened("/desk?lang=en&desk=3", "sidorova")).until("closed")
    page.focus("[data-action=open]").press("Enter").until("ready")
    held: list[tuple[Any, Any]] = []
    page.page.route("**/start_break", lambda route: held.append((route, route.fetch())))
    page.press("F10").dialog("No calls").press("Enter")
    page.page.wait_for_selector(".stage[data-here=break][aria-busy=true]")
    assert page.filled() == []
    for route, answer in held:
        route.fulfill(response=answer)
    assert len(page.until("break").filled()) == 1


def test_no_number_is_seen_before_the_call_and_never_a_name(opened: Opened, house: House) -> None:
    ticket = house.take("certificates", category="veteran")
    page = at_open_desk(opened)
    words = page.page.locator("main").inner_text()
    assert ticket["number"] not in words and "Veteran" not in words
    assert page.page.locator(".line__count b").inner_text() == "1"


def test_the_desk_tells_how_long_somebody_who_comes_now_will_wait(opened: Opened, house: House) -> None:
    page = at_open_desk(opened)
    line = page.page.locator(".line__new")
    line.filter(has_text="Wait for a new visitor: no wait").wait_for()
    for _ in range(3):
        house.take("certificates")
    line.filter(has_text="minutes").wait_for()


def test_hands_faster_than_the_network_lose_no_key_and_call_nobody_twice(opened: Opened, house: House) -> None:
    for _ in range(2):
        house.take("certificates")
    page = at_open_desk(opened)
    held: list[Any] = []
    keys: set[str] = set()
    slow = True

    def hold(route: Any) -> None:
        """The network while it is slow; a page that has waited long enough asks again, under the same key."""
        keys.add(route.request.headers["idempotency-key"])
        held.append(route) if slow else route.continue_()

    page.page.route("**/call_next", hold)
    with page.page.expect_request("**/call_next"):
        page.press("Space", "Space", "F2", "F7")
    slow = False
    for route in held:
        route.continue_()
    page.until("serving")
    assert len(keys) == 1
    assert house.look("offices/klin")["waiting"] == 1


def test_a_manager_is_told_until_when_the_desk_was_to_be_open(opened: Opened, house: House, trouble: list[str]) -> None:
    until = datetime.now(UTC) + timedelta(seconds=6)
    move = {"kind": "open_desk", "desk": "3", "manager": "sidorova", "until": until.isoformat()}
    house.do("offices/klin/staffing/moves", move)
    page = DeskPage(opened("/desk?lang=en&desk=3", "sidorova")).until("ready")
    page.page.locator(".own-shift", has_text="agreed until").wait_for()
    page.page.locator(".own-shift[data-due]", has_text="Close it when you are free").wait_for()
    house.do("offices/klin/desks/3/close")
    page.until("closed").page.locator(".own-shift").wait_for(state="detached")
    assert trouble == []
