"""What a manager relies on: one press is one command, stale is never shown as live, every press is answered."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.web.console.conftest import PASSWORD, House
from tests.web.console.desk_page import DeskPage
from tests.web.console.test_desk_shift import at_open_desk

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]

ECHO_FRAMES = 2
"""A press is answered by the screen within so many of its frames, whatever the network does. Frames and not
milliseconds: a busy machine draws fewer of them."""

COUNT_FRAMES_TO_ECHO = """() => {
  window.echo = null;
  if (window.counting) return;
  window.counting = true;
  let frames = null;
  addEventListener("keydown", () => { frames = 0; }, { capture: true });
  const drawn = () => { if (frames !== null) frames += 1; requestAnimationFrame(drawn); };
  requestAnimationFrame(drawn);
  const element = (node) => node instanceof Element ? node : node.parentElement;
  new MutationObserver((changes) => {
    if (frames === null || !changes.some((one) => element(one.target)?.closest(".echo__words"))) return;
    window.echo = frames;
    frames = null;
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


def test_a_lost_answer_is_asked_for_again_and_calls_one_person(opened: Opened, house: House) -> None:
    for _ in range(3):
        house.take("certificates")
    page = at_open_desk(opened)
    sent: list[str] = []

    def lose_the_first_answer(route: Any) -> None:
        sent.append(route.request.headers["idempotency-key"])
        if len(sent) == 1:
            route.fetch()  # the server has carried it out
            route.abort("connectionreset")
        else:
            route.continue_()

    page.page.route("**/call_next", lose_the_first_answer)
    page.press("Space").until("called")
    page.page.wait_for_function("() => document.querySelector('[data-action=start]:not([aria-disabled])')")
    assert len(sent) >= 2 and len(set(sent)) == 1, "asked again, under the same key"
    assert house.look("offices/klin")["waiting"] == 2


def test_a_second_tab_shows_everything_and_presses_nothing_until_it_is_taken_over(opened: Opened, house: House) -> None:
    ticket = house.take("certificates")
    first = at_open_desk(opened)
    second = DeskPage(opened("/desk?lang=en&desk=3", tab_of=first.page))
    second.page.locator(".banner", has_text="another tab").wait_for()
    second.until("ready").press("Space").says("another tab")
    assert house.state(ticket["id"]) == "waiting"
    second.focus(".banner button").press("Enter")
    first.page.locator(".banner", has_text="another tab").wait_for()
    second.press("Space").until("called")
    first.until("called").press("F7").says("another tab")
    second.page.close()
    first.page.wait_for_selector(".banner", state="detached")
    first.press("F7").until("serving")


def test_two_browsers_at_one_desk_never_call_two_people(opened: Opened, house: House) -> None:
    for _ in range(2):
        house.take("certificates")
    page = at_open_desk(opened)
    other = DeskPage(opened("/desk?lang=en&desk=3", "sidorova")).until("ready")
    other.page.route_web_socket("**/stream?**", lambda socket: None)  # this one hears nothing any more
    page.press("Space").until("called")
    other.press("Space")
    other.page.locator(".stage[data-here=called], .echo[data-tone=refused]").first.wait_for()
    assert house.look("offices/klin")["waiting"] == 1


def test_a_cut_off_desk_says_so_and_its_buttons_wait(opened: Opened, house: House) -> None:
    house.take("certificates")
    page = at_open_desk(opened, own_time=True)
    sent: list[str] = []
    page.page.on("request", lambda request: sent.append(request.url))
    page.page.context.set_offline(True)
    page.page.clock.run_for(60_000)
    page.page.locator(".banner", has_text="No connection").wait_for()
    page.page.wait_for_selector("[data-action=call_next][aria-disabled]")
    page.press("Space").says("No connection")
    assert not [url for url in sent if url.endswith("call_next")]
    page.page.context.set_offline(False)
    page.page.clock.run_for(60_000)
    page.page.wait_for_selector("[data-action=call_next]:not([aria-disabled])")


def test_a_session_that_ended_is_put_right_in_place(opened: Opened, house: House) -> None:
    house.take("certificates")
    page = at_open_desk(opened)
    page.press("Space").until("called")
    number = page.number
    page.page.context.request.delete(f"{house.server.url}/api/v1/session", headers={"Origin": house.server.url})
    page.dialog("signed out")
    assert page.number == number, "what was on the screen stays"
    page.type(PASSWORD).press("Enter").settled().until("called")
    page.page.wait_for_selector("[data-action=start]:not([aria-disabled])")
    page.press("F7").until("serving")


def test_every_press_is_answered_by_the_next_frames_whatever_the_network_does(opened: Opened, house: House) -> None:
    house.take("certificates")
    page = at_open_desk(opened)
    held: list[Any] = []
    page.page.route("**/call_next", lambda route: held.append(route))
    measured = {}
    for key in ("F3", "Space"):
        page.page.evaluate(COUNT_FRAMES_TO_ECHO)
        page.press(key)
        page.page.wait_for_function("() => window.echo !== null")
        measured[key] = page.page.evaluate("() => window.echo")
    held[0].continue_()
    page.until("called")
    assert max(measured.values()) <= ECHO_FRAMES, measured


def test_a_desk_where_somebody_else_works_is_named_and_left_alone(opened: Opened, house: House) -> None:
    at_open_desk(opened, who="petrov")
    page = opened("/desk?lang=en&desk=3", "sidorova")
    page.locator("main", has_text="Desk 3 is taken").wait_for()
    page.keyboard.press("Tab")
    page.get_by_role("link", name="Change desk").press("Enter")
    page.locator(".tile--desk", has_text="Петров").wait_for()


def test_opening_a_second_desk_says_to_close_the_first(opened: Opened, house: House) -> None:
    at_open_desk(opened)
    page = DeskPage(opened("/desk?lang=en&desk=4", "sidorova")).until("closed")
    page.focus("[data-action=open]").press("Enter").says("another desk already")
