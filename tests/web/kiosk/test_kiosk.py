"""The kiosk as visitors use it, on a real server: touches, doubts, closed doors, a lost network."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from queue_server.projections.ticket import SHORT_CODES
from tests.web.kiosk.conftest import PORTRAIT, Hall

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
LEAST_MODULE_MM = 0.5
"""A thermal printer's dot is 0.125 mm and its edges run; four dots a module any phone reads at arm's length."""

MODULE_MM = """async (code) => {
  const drawn = await (await fetch(code.src)).text();
  return code.getBoundingClientRect().width / Number(/viewBox="0 0 (\\d+)/.exec(drawn)[1]) / 96 * 25.4;
}"""
START = ".kiosk[data-screen=start]"


def at_confirm(page: "Page", topic: str = "certificates") -> None:
    page.click(f"[data-topic={topic}]")
    page.wait_for_selector("#take")


def test_three_touches_from_the_start_to_a_ticket_of_a_topic_under_a_heading(
    opened: Opened, trouble: list[str]
) -> None:
    page = opened("/kiosk/klin?print=on")
    touches = ("[data-topic=payment]", "[data-topic=debt]", "#take")
    for touch in touches:
        page.click(touch)
    page.wait_for_selector(".got__number .chip")
    assert page.locator(".got__number").inner_text().strip().startswith("К")
    assert page.locator(".got__qr").evaluate("(qr) => qr.decode().then(() => qr.naturalWidth)") > 0
    assert len(touches) <= 3
    assert trouble == []


def test_a_category_costs_no_touch_more(opened: Opened, hall: Hall) -> None:
    page = opened("/kiosk/klin")
    at_confirm(page)
    with page.expect_response("**/offices/klin/tickets") as response:
        page.locator(".category").nth(1).click()
    assert '"category":"veteran"' in (response.value.request.post_data or "")
    page.wait_for_selector("#done")


def test_load_and_what_to_bring_are_seen_before_the_choice(opened: Opened, hall: Hall) -> None:
    for _ in range(3):
        hall.take("complaints")
        hall.take("certificates")
    page = opened("/kiosk/klin?lang=en")
    card = page.locator("[data-topic=complaints]")
    card.locator("text=/[0-9]+ people/").wait_for()
    before = hall.waiting()
    at_confirm(page, "complaints")
    assert "papers about the matter" in page.locator(".bring").inner_text()
    assert hall.waiting() == before, "looking takes no ticket"


def test_the_expected_wait_is_seen_by_topic_before_the_choice(opened: Opened, hall: Hall) -> None:
    page = opened("/kiosk/klin?lang=en")
    wait = {topic: page.locator(f"[data-topic={topic}] .load__one").nth(1) for topic in ("certificates", "complaints")}
    wait["certificates"].filter(has_text="desks closed").wait_for()
    hall.do("desks/1/open", manager="sidorova")  # serves certificates and no complaints
    try:
        wait["certificates"].filter(has_text="minutes").wait_for()
        assert wait["complaints"].inner_text() == "desks closed"
    finally:
        hall.do("desks/1/close")


def test_twenty_taps_in_a_second_are_one_ticket_and_one_slip(opened: Opened, hall: Hall) -> None:
    page = opened("/kiosk/klin?print=on")
    at_confirm(page)
    before = hall.waiting()
    middle = page.locator("#take").bounding_box()
    assert middle is not None
    x, y = middle["x"] + middle["width"] / 2, middle["y"] + middle["height"] / 2
    page.wait_for_timeout(400)  # the screen takes touches only after it has settled
    until = time.monotonic() + 1
    for _ in range(20):
        page.mouse.click(x, y)
        page.wait_for_timeout(max(0, min(50, (until - time.monotonic()) * 1000)))
    page.wait_for_selector("#done")
    page.wait_for_function("() => window.slips >= 1")
    assert hall.waiting() == before + 1
    assert page.evaluate("window.slips") == 1
    assert page.locator("#slip .slip").count() == 1


def test_the_slip_is_80_mm_wide_and_says_what_the_screen_says(opened: Opened) -> None:
    page = opened("/kiosk/klin?print=on&paper=80")
    at_confirm(page)
    page.click("#take")
    page.wait_for_function("() => window.slips === 1")
    number = page.locator(".got__number").inner_text().strip()
    page.emulate_media(media="print")
    slip = page.locator("#slip")
    assert slip.is_visible() and not page.locator("#app").is_visible()
    words = slip.inner_text()
    assert number in words and "Клин" in words and "табло" in words
    assert page.locator(".slip__letters").inner_text() in SHORT_CODES
    assert f"{urlsplit(page.url).netloc}\u200b/join/klin" in words
    assert page.locator(".slip__qr").evaluate(MODULE_MM) >= LEAST_MODULE_MM
    pdf = page.pdf(prefer_css_page_size=True)
    assert b"/Count 1" in pdf, "one slip is one page"
    width_pt = float(pdf.split(b"/MediaBox [0 0 ")[1].split()[0])
    assert abs(width_pt / 72 * 25.4 - 80) < 0.5


def test_a_kiosk_left_alone_warns_and_goes_back_as_the_next_visitor_should_find_it(opened: Opened) -> None:
    page = opened("/kiosk/klin", own_time=True)
    page.wait_for_selector(START)
    page.locator(".languages__one").nth(1).click()
    page.locator(".bar__tools button").first.click()
    at_confirm(page)
    page.clock.pause_at((page.evaluate("Date.now()") + 50) / 1000)  # from here on only the test moves the time
    page.clock.run_for(11_000)
    warning = page.locator(".leaving")
    assert "Touch the screen" in warning.inner_text()
    page.mouse.click(5, 5)
    page.clock.run_for(9_000)
    assert page.locator("#take").is_visible(), "any touch is enough to stay"
    page.clock.run_for(22_000)
    page.clock.resume()
    page.wait_for_selector(START)
    assert page.locator("html").get_attribute("lang") == "ru"
    assert page.locator(".kiosk").get_attribute("data-reach") == "full"


def test_the_language_changes_without_a_reload_and_stays_in_sight_on_every_screen(opened: Opened) -> None:
    page = opened("/kiosk/klin")
    page.wait_for_selector(START)
    page.evaluate("window.sameDocument = true")
    for index, title in enumerate(("Зачем вы пришли?", "What brings you here?", "您来办理什么？")):
        page.locator(".languages__one").nth(index).click()
        page.locator("h1", has_text=title).wait_for()
    at_confirm(page)
    assert page.locator(".languages__one:visible").count() == 3
    assert page.evaluate("window.sameDocument") is True


def test_a_suspended_topic_is_shown_with_its_reason_and_cannot_be_chosen(opened: Opened, hall: Hall) -> None:
    page = opened("/kiosk/klin")
    page.wait_for_selector(START)
    hall.do("suspend_topic", topic="certificates", reason="Нет связи с архивом")
    card = page.locator("[data-topic=certificates]")
    try:
        card.locator("text=Нет связи с архивом").wait_for()
        assert card.is_disabled()
    finally:
        hall.do("resume_topic", topic="certificates")
    page.wait_for_selector("[data-topic=certificates]:enabled")


def test_stopped_and_closed_are_said_in_words_and_end_by_themselves(opened: Opened, hall: Hall) -> None:
    page = opened("/kiosk/klin")
    at_confirm(page)
    hall.do("stop_issuing")
    page.wait_for_selector("[data-situation=stopped] h1")
    assert page.locator("#take").count() == 0
    hall.do("close_day")
    page.wait_for_selector("[data-situation=closed] h1")
    hall.do("open_day")
    page.wait_for_selector("#take", timeout=30_000)


def test_a_ticket_in_the_hand_stays_on_the_screen_when_the_office_stops_issuing(opened: Opened, hall: Hall) -> None:
    page = opened("/kiosk/klin")
    at_confirm(page)
    page.click("#take")
    page.wait_for_selector("#done")
    hall.do("stop_issuing")
    try:
        page.wait_for_timeout(500)
        assert page.locator(".got__number").is_visible()
        page.click("#done")
        page.wait_for_selector("[data-situation=stopped]")
    finally:
        hall.do("resume_issuing")


def test_a_refusal_is_said_in_words_and_the_next_press_is_a_new_ticket(opened: Opened, hall: Hall) -> None:
    page = opened("/kiosk/klin?lang=en")
    at_confirm(page)
    refusal = '{"code": "topic_suspended", "title": "…", "status": 409}'
    page.route("**/offices/klin/tickets", lambda route: route.fulfill(status=409, body=refusal))
    page.click("#take")
    page.locator(".confirm__failed", has_text="suspended for now").wait_for()
    page.unroute("**/offices/klin/tickets")
    page.click("#take")
    page.wait_for_selector("#done")


def test_a_lost_answer_is_asked_for_again_and_is_one_ticket(opened: Opened, hall: Hall) -> None:
    page = opened("/kiosk/klin")
    at_confirm(page)
    before = hall.waiting()
    lost: list[object] = []

    def lose_first(route: object) -> None:
        if not lost:
            lost.append(route.fetch())  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    page.route("**/offices/klin/tickets", lose_first)
    page.click("#take")
    page.wait_for_selector("#done")
    assert len(lost) == 1
    assert hall.waiting() == before + 1


@pytest.mark.parametrize("size", [PORTRAIT], ids=["portrait"])
def test_without_a_network_tickets_have_a_code_survive_a_reload_and_arrive_in_order(
    opened: Opened, hall: Hall, size: tuple[int, int]
) -> None:
    page = opened("/kiosk/klin?print=on", size)
    page.wait_for_selector(START)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    hall.server.stop()
    try:
        page.wait_for_selector(".ask__cut", timeout=30_000)
        codes = [without_a_link(page)]
        page.reload()
        page.wait_for_selector(".ask__cut", timeout=30_000)
        codes.append(without_a_link(page))
        assert page.evaluate("window.slips") == 1, "a slip for each, and the page was loaded anew between them"
    finally:
        hall.server.start()
    page.wait_for_selector(START, timeout=30_000)
    page.wait_for_function("() => document.querySelectorAll('.ask__settled').length === 2", timeout=30_000)
    said = page.locator(".ask__settled").all_inner_texts()
    arrived = sorted((one for one in queue(hall) if one["id"][-4:].upper() in codes), key=lambda one: one["number"])
    assert [one["id"][-4:].upper() for one in arrived] == codes, "in the order in which they were given out"
    for code, one, words in zip(codes, arrived, said, strict=True):
        assert code in words and one["number"] in words
    at_confirm(page)
    page.click("#take")
    page.wait_for_selector("#done")


def test_a_name_with_markup_is_shown_as_it_is_written(opened: Opened, hall: Hall, trouble: list[str]) -> None:
    words = '<img src="/nowhere" onerror="window.ran = 1"><b>3 & 4</b>'
    hall.do("message", text={"ru": words})
    try:
        page = opened("/kiosk/klin")
        page.wait_for_selector(".ask__message")
        assert page.locator(".ask__message").inner_text() == words
        assert page.locator(".ask__message *").count() == 0
        assert page.evaluate("window.ran") is None
    finally:
        hall.do("message")
    assert trouble == []


def without_a_link(page: "Page") -> str:
    """A ticket taken by a visitor at a kiosk that is cut off; its code."""
    at_confirm(page)
    page.wait_for_selector(".confirm .ask__cut")
    page.click("#take")
    page.wait_for_selector("#done")
    code = page.locator(".got__number").inner_text()
    assert page.locator(".got__qr").count() == 0, "its page cannot be reached yet"
    page.click("#done")
    return code


def queue(hall: Hall) -> list[Any]:
    """Who is in the office, as staff see it."""
    with hall.server.client("supervisor", "klin") as client:
        rows: list[Any] = client.get("/api/v1/offices/klin/queue").json()["tickets"]
    return rows


def test_in_a_demonstration_one_browser_is_kiosk_and_board_in_turn(opened: Opened, hall: Hall) -> None:
    page = opened("/kiosk/klin")
    at_confirm(page)
    granted = page.request.post(f"{hall.server.url}/api/v1/devices", data={"role": "display", "office": "klin"}).json()
    page.request.post(f"{hall.server.url}/api/v1/devices/enrol", data={"code": granted["code"]})
    page.click("#take")
    page.wait_for_selector("#done")
