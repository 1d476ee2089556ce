"""The second factor in a browser: set up by QR code, asked for at sign-in, recovery codes, an administrator's reset."""

import re
import time
from base64 import b32decode
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from queue_server.access.one_time_codes import STEP_S, code_at
from tests.running_server import PASSWORD, RunningServer
from tests.web.console.conftest import PHONE
from tests.web.console.test_console_accessible import faults, without_axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

Opened = Callable[..., "Page"]


@pytest.fixture
def chief(running: RunningServer) -> Iterator[str]:
    """A supervisor who has no second factor yet."""
    login = f"chief{time.time_ns()}"
    running.let_in(login, role="supervisor", name="Громова Е. А.")
    yield login


def type_password(page: "Page", login: str) -> None:
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form button[type=submit]").click()


def code_of(secret: str, *, later: int = 0) -> str:
    """What the app shows now; `later` steps on, which the window still takes."""
    return code_at(b32decode(secret.replace(" ", "")), int(time.time()) // STEP_S + later)


def set_up(page: "Page") -> str:
    page.locator(".sign-in__card button", has_text="Set up an app").click()
    page.locator("input[name=password]").fill("not the password")
    page.locator("form button[type=submit]").click()
    page.get_by_text("Login or password is not right").wait_for()
    page.keyboard.type(PASSWORD)  # the field is ready to be typed into
    page.locator("form button[type=submit]").click()
    secret = page.locator(".second__secret").inner_text()
    assert page.locator(".second__picture").evaluate("(qr) => qr.decode().then(() => qr.naturalWidth)") > 0
    page.locator("input[name=code]").fill("000000")
    page.locator("form button[type=submit]").click()
    page.get_by_text("This code is not right").wait_for()
    page.locator("input[name=code]").fill(code_of(secret))
    page.locator("form button[type=submit]").click()
    page.wait_for_selector(".second__codes")
    return secret


def test_it_is_set_up_and_asked_for_and_a_recovery_code_helps_once(
    opened: Opened, chief: str, trouble: list[str]
) -> None:
    page = opened("/sign-in?lang=en&next=/account")
    type_password(page, chief)
    page.get_by_text("Only the password protects").wait_for()
    secret = set_up(page)
    codes = page.locator(".second__codes code").all_inner_texts()
    assert len(codes) == 10
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    assert download.value.path().read_text("utf-8").split() == codes
    page.get_by_role("button", name="I have kept them").click()
    page.get_by_text("10 recovery codes are left").wait_for()
    sign_in = re.sub(r"/account.*", "/sign-in?lang=en&next=/account", page.url)
    page.context.clear_cookies()  # another day
    page.goto(sign_in)
    type_password(page, chief)
    page.locator("input[name=code]").fill(code_of(secret, later=1))
    page.locator("form button[type=submit]").click()
    page.get_by_text("10 recovery codes are left").wait_for()
    page.get_by_role("button", name="New recovery codes").click()
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form button[type=submit]").click()
    page.locator("input[name=code]").fill(codes[0])
    page.locator("form button[type=submit]").click()
    page.wait_for_selector(".second__codes")
    new = page.locator(".second__codes code").all_inner_texts()
    assert not set(codes) & set(new)
    page.get_by_role("button", name="I have kept them").click()
    page.get_by_role("button", name="Remove the second factor").click()
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form button[type=submit]").click()
    page.locator("input[name=code]").fill(new[0])
    page.locator("form button[type=submit]").click()
    page.wait_for_url("**/sign-in**")
    type_password(page, chief)
    page.get_by_text("Only the password protects").wait_for()
    assert [line for line in trouble if "401" not in line] == []


def test_an_administrator_resets_it(opened: Opened, chief: str) -> None:
    page = opened("/sign-in?lang=en&next=/account")
    type_password(page, chief)
    set_up(page)
    admin = opened("/admin?lang=en#people", "chief")
    row = admin.locator("tr", has_text=chief)
    row.get_by_text("two factors").wait_for()
    row.get_by_role("button", name="Reset second factor").click()
    admin.locator("dialog[open]").get_by_role("button", name="Reset second factor").click()
    row.get_by_text("two factors").wait_for(state="detached")
    page.goto(re.sub(r"/account.*", "/sign-in?lang=en&next=/account", page.url))
    type_password(page, chief)
    page.get_by_text("Only the password protects").wait_for()


def test_every_step_is_accessible_and_fits_a_phone(opened: Opened, chief: str, trouble: list[str]) -> None:
    page = opened("/sign-in?lang=en&next=/account", size=PHONE, reduced_motion="reduce")
    type_password(page, chief)
    page.get_by_text("Only the password protects").wait_for()
    seen = {"account": faults(page)}
    page.locator(".sign-in__card .button--primary").click()
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form button[type=submit]").click()
    secret = page.locator(".second__secret").inner_text()
    seen["secret"] = faults(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("input[name=code]").fill(code_of(secret))
    page.locator("form button[type=submit]").click()
    page.wait_for_selector(".second__codes")
    seen["recovery codes"] = faults(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert {name: found for name, found in seen.items() if found} == {}
    assert without_axe(trouble) == []
