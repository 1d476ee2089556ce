"""Home, sign-in, reception and administration on a real server."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from queue_server.cli.demo_cast import unplayed_manager
from queue_server.cli.demo_play import OVERSEERS
from queue_server.cli.demo_play import PASSWORD as PASSWORD_OF_THE_DEMO
from queue_server.organisation.loading import load
from tests.always_open import DEMO
from tests.web.console.conftest import OFFICE, PASSWORD, PHONE, House

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]
VIEWER = Path(__file__).parents[3] / "queue_server/client/web/vendor/swagger_ui.js"
DEMO_PEOPLE = Path(__file__).parents[3] / "queue_server/console/web/home/demo_people.js"


def test_home_leads_to_every_screen_and_shows_its_code(opened: Opened, house: House, trouble: list[str]) -> None:
    page = opened("/?lang=en")
    page.wait_for_selector(".office")
    links = {link.get_attribute("href") for link in page.locator("a[href]").all()}
    assert {"/desk", "/reception", "/admin", f"/kiosk/{OFFICE}", f"/board/{OFFICE}", "/sign-in"} <= links
    assert page.locator(".office").count() == 5
    page.get_by_role("button", name="Show the code of Kiosk, Klin").click()
    code = page.locator("dialog[open] .qr")
    assert code.evaluate("(qr) => qr.decode().then(() => qr.naturalWidth)") > 0
    assert page.locator(".one-screen__address").inner_text() == f"{house.server.url}/kiosk/{OFFICE}"
    assert trouble == []


def test_a_demo_says_on_its_home_page_how_to_sign_in(opened: Opened) -> None:
    page = opened("/?lang=en")
    assert page.locator(".demo__password").inner_text() == PASSWORD_OF_THE_DEMO
    page.locator(".demo__person", has_text="Klin").click()
    assert page.locator("input[name=login]").input_value() == "yakovleva"


def test_the_people_of_the_demo_are_those_whom_the_demo_makes() -> None:
    line = r'login: "(\w+)", role: "\w+", office: (?:"(\w+)"|null)(?:, territory: "(\w+)")?'
    written = set(re.findall(line, DEMO_PEOPLE.read_text("utf-8")))
    made = {(login, "", territory or "") for login, _, _, territory in OVERSEERS}
    for config in load(DEMO).offices.values():
        manager = unplayed_manager(config)
        if manager is not None:
            made.add((manager.id, config.id, ""))
    assert written == made
    assert f'"{PASSWORD_OF_THE_DEMO}"' in DEMO_PEOPLE.read_text("utf-8")


@pytest.mark.skipif(not VIEWER.is_file(), reason="the viewer is missing: npm ci && python config/vendor.py")
def test_an_operation_of_the_api_is_tried_on_its_page_under_the_strict_policy(
    opened: Opened, house: House, trouble: list[str]
) -> None:
    page = opened("/docs#/offices", color_scheme="dark")
    page.locator(".opblock-get button.opblock-summary-control").first.click()
    page.locator(".try-out__btn").click()
    page.locator("button.execute").click()
    assert "Клин" in page.locator(".live-responses-table .response-col_description code").first.inner_text()
    assert page.evaluate("performance.getEntriesByType('resource').every((file) => file.name.startsWith(origin))")
    assert trouble == []


def test_an_administrator_enrols_a_device_from_its_code(opened: Opened, house: House) -> None:
    page = opened("/?lang=en", "chief")
    page.get_by_role("button", name="Show the code of Hall board, Klin").or_(
        page.get_by_role("button", name="Show the code of Board, Klin")
    ).first.click()
    page.get_by_role("button", name="Make a code").click()
    page.locator(".one-screen__address", has_text="#enrol=").wait_for()
    page.get_by_role("link", name="Open the screen").click()
    page.wait_for_url(f"**/board/{OFFICE}*")
    assert page.evaluate("fetch('/api/v1/session').then((answer) => answer.status)") == 200


def test_a_wrong_password_is_said_in_words_and_nothing_is_lost(opened: Opened) -> None:
    page = opened("/sign-in?lang=en")
    page.wait_for_selector("input[name=login]:focus")
    page.keyboard.type("sidorova")
    page.keyboard.press("Enter")
    page.locator("[role=alert]", has_text="Enter your password").wait_for()
    page.keyboard.type("something else")
    page.keyboard.press("Enter")
    page.locator("[role=alert]", has_text="not right").wait_for()
    assert page.locator("input[name=login]").input_value() == "sidorova"


@pytest.mark.parametrize(
    "elsewhere", ["//example.org/desk", "https://example.org/", "/\\example.org", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(opened: Opened, house: House, elsewhere: str) -> None:
    page = opened(f"/sign-in?lang=en&next={elsewhere}")
    page.fill("input[name=login]", "orlova")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/cockpit")
    assert page.url.startswith(house.server.url)


AUTOFILL = """
new MutationObserver(() => {
  const login = document.querySelector("input[name=login]");
  if (!login || window.filled) return;
  window.filled = true;
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  const fill = (field, words) => (set.call(field, words), field.dispatchEvent(new Event("input", { bubbles: true })));
  fill(login, "orlova");
  fill(document.querySelector("input[name=password]"), "PASSWORD");
}).observe(document, { childList: true, subtree: true });
"""
"""A password manager that fills the form as it appears, before anything runs after the first painting."""


def test_what_a_password_manager_fills_at_once_stays(opened: Opened, house: House) -> None:
    page = opened("/")
    page.add_init_script(AUTOFILL.replace("PASSWORD", PASSWORD))
    page.goto(f"{house.server.url}/sign-in?lang=en")
    page.wait_for_function("() => window.filled")
    page.locator("form button[type=submit]").click()
    page.wait_for_url("**/cockpit")


def test_reception_gives_out_a_ticket_by_keys_and_prints_its_slip(
    opened: Opened, house: House, trouble: list[str]
) -> None:
    page = opened("/reception?lang=en", "sidorova")
    page.wait_for_selector(".choice input:focus")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    number = page.locator(".issue__number").inner_text().strip()
    page.locator(".table", has_text=number).wait_for()
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.slips === 1")
    page.get_by_role("button", name="Next visitor").click()
    page.wait_for_selector(".choice input:focus")
    assert house.look(f"offices/{OFFICE}")["waiting"] == 1
    assert trouble == []


def test_reception_finds_anybody_and_marks_who_has_left(opened: Opened, house: House) -> None:
    tickets = [house.take(topic) for topic in ("certificates", "debt", "meters")]
    page = opened("/reception?lang=en", "sidorova")
    page.wait_for_selector(".table tbody tr")
    number = tickets[1]["number"]
    latin = number.translate(str.maketrans("АЕКМТ", "AEKMT"))
    page.get_by_role("searchbox").fill(latin.lower())
    page.wait_for_function("() => document.querySelectorAll('.table tbody tr').length === 1")
    page.get_by_role("button", name=f"Has left {number}").click()
    page.get_by_role("button", name="Yes, has left").click()
    page.locator(".said", has_text="has left").wait_for()
    assert house.state(tickets[1]["id"]) == "left"


def test_reception_checks_in_who_comes_by_appointment(opened: Opened, house: House) -> None:
    slot = datetime.now(UTC).replace(second=0, microsecond=0)
    slot += timedelta(minutes=15 - slot.minute % 15)
    booked = house.do("appointments", {"office": OFFICE, "topic": "certificates", "slot": slot.isoformat()})
    page = opened("/reception?lang=en", "sidorova")
    page.get_by_role("button", name="Check in").click()
    page.locator(".said", has_text="checked in").wait_for()
    assert house.state(booked["id"]) == "waiting"


def test_only_a_supervisor_removes_and_says_why(opened: Opened, house: House) -> None:
    ticket = house.take("debt")
    page = opened("/reception?lang=en", "sidorova")
    page.get_by_role("button", name=f"Has left {ticket['number']}").wait_for()
    assert page.get_by_role("button", name=f"Remove {ticket['number']}").count() == 0
    page = opened("/reception?lang=en", "orlova")
    page.get_by_role("button", name=f"Remove {ticket['number']}").click()
    dialog = page.locator("dialog[open]")
    dialog.get_by_role("button", name="Remove").click()
    page.locator("dialog [role=alert]", has_text="reason").wait_for()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.locator(".said", has_text="removed").wait_for()
    assert house.events("TicketRemoved")[-1]["reason"] == "Took two tickets"


def test_a_supervisor_stops_issuing_suspends_a_topic_and_speaks_on_the_boards(opened: Opened, house: House) -> None:
    page = opened("/admin?lang=en", "orlova")
    page.get_by_role("button", name="Stop issuing tickets").click()
    page.locator("h2", has_text="no tickets are issued").wait_for()
    page.get_by_role("button", name="Issue tickets again").click()
    page.locator("h2", has_text="The day is open").wait_for()
    page.get_by_role("button", name="Suspend: Submit meter readings").click()
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Resume: Submit meter readings").wait_for()
    topics = {topic["id"]: topic for topic in house.look(f"offices/{OFFICE}")["topics"]}
    assert topics["meters"]["state"] == "suspended" and topics["meters"]["reason"]
    page.get_by_role("button", name="Resume: Submit meter readings").click()
    page.get_by_role("button", name="Suspend: Submit meter readings").wait_for()
    page.locator(".message-line input").nth(1).fill("Desk 3 until 4 pm")
    page.get_by_role("button", name="Show", exact=True).click()
    page.locator(".said", has_text="on the boards").wait_for()
    assert house.look(f"offices/{OFFICE}")["message"]["en"] == "Desk 3 until 4 pm"


def test_closing_the_day_asks_first_and_says_how_many_are_left(opened: Opened, house: House) -> None:
    house.take("debt")
    page = opened("/admin?lang=en", "orlova")
    page.get_by_role("button", name="Close the day").click()
    page.locator("dialog[open]", has_text="1 person is still waiting").wait_for()
    assert house.look(f"offices/{OFFICE}")["open"]
    page.keyboard.press("Enter")  # as the button says
    page.locator("h2", has_text="The day is closed").wait_for()
    page.get_by_role("button", name="Open the day").click()
    page.locator("h2", has_text="The day is open").wait_for()


def test_an_administrator_lets_people_and_devices_in_and_out(opened: Opened, house: House) -> None:
    page = opened("/admin?lang=en#people", "chief")
    page.wait_for_selector("form.panel select")
    page.get_by_label("Name", exact=True).fill("Зорина В. В.")
    page.get_by_label("Login", exact=True).fill("zorina")
    page.get_by_label("Role").select_option("supervisor")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Add").click()
    page.locator("tr", has_text="zorina").wait_for()
    page.get_by_role("button", name="Close access: Зорина В. В.").click()
    page.locator("dialog[open]").get_by_role("button", name="Close access").click()
    page.get_by_role("button", name="Open access: Зорина В. В.").wait_for()
    page.goto(f"{house.server.url}/admin?lang=en#devices")
    page.wait_for_selector("form.panel option", state="attached")
    page.get_by_role("button", name="Make a code").click()
    assert re.fullmatch(r"[0-9A-Z]{4}-?[0-9A-Z]{4}", page.locator(".enrolment__code").inner_text())
    page.get_by_role("link", name="Audit").click()
    row = page.locator("tr", has_text="Person added").filter(has_text="zorina")
    row.wait_for()
    assert "role: Supervisor" in row.inner_text()


def test_a_manager_is_not_let_into_administration(opened: Opened) -> None:
    page = opened("/admin?lang=en", "sidorova")
    page.locator("h2", has_text="not for").wait_for()


def test_home_and_sign_in_fit_a_phone(opened: Opened) -> None:
    for path, ready in (("/?lang=ru", ".office"), ("/sign-in?lang=ru", ".sign-in-form")):
        page = opened(path, size=PHONE)
        page.wait_for_selector(ready)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], path
