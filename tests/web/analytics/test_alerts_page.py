"""Alerts as a supervisor meets them: told by themselves, heard once, seen, taken on; in every language and theme."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import tomlkit

from tests.company import write_company
from tests.conftest import EASY
from tests.running_server import PASSWORD, RunningServer
from tests.web.analytics.conftest import DESKTOP, PATIENCE_MS, PHONE, _note
from tests.web.console.test_console_accessible import faults, without_axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

COUNTS_TONES = """
window.tones = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (at) { window.tones += 1; return start.call(this, at); };
"""
TONES_OF_A_WARNING = 2
PUT_TONES_ON = """() => {
  const cards = document.querySelectorAll(".alert");
  ["late", "breach"].forEach((tone, place) => (cards[place].dataset.tone = tone));
}"""
CARD = ".alert[data-tone=calm]"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Three offices in which a desk counts as idle after a second."""
    directory = tmp_path_factory.mktemp("alerts")
    config = write_company(directory / "organisation", 3)
    file = config / "organisation.toml"
    document = tomlkit.parse(file.read_text("utf-8"))
    document["organisation"]["alerts"] = {"idle_s": 1}
    document["channel"] = [
        {"id": "duty-hook", "kind": "webhook", "url": "http://127.0.0.1:9/queue", "quiet": "22:00-07:00"},
        {"id": "chiefs", "kind": "mail", "to": ["chief@example.org"], "severity": "critical"},
    ]
    file.write_text(tomlkit.dumps(document), "utf-8")
    (directory / "duty-hook").write_text("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", "utf-8")
    outward = {"outbound": '["127.0.0.1"]', "secrets": str(directory)}
    running = RunningServer(directory, config=config, settings={**EASY, **outward})
    try:
        running.start().wait_until_issuing()
        running.let_in("head", role="admin", name="Управляющая")
        running.let_in("chief", role="supervisor", name="Начальница смены")
        yield running
    finally:
        running.close()


@pytest.fixture(scope="module")
def context(browser: "Browser", server: RunningServer) -> Iterator["BrowserContext"]:
    """A supervisor's browser, whose tones are counted."""
    made = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, reduced_motion="reduce")
    made.add_init_script(COUNTS_TONES)
    sign_in(made, server, "chief")
    yield made
    made.close()


@pytest.fixture
def head(browser: "Browser", server: RunningServer) -> Iterator["BrowserContext"]:
    """An administrator's browser."""
    made = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, reduced_motion="reduce")
    sign_in(made, server, "head")
    yield made
    made.close()


def sign_in(context: "BrowserContext", server: RunningServer, who: str) -> None:
    answer = context.request.post(
        f"{server.url}/api/v1/session",
        data={"login": who, "password": PASSWORD}, headers={"Origin": server.url},
    )  # fmt: skip
    assert answer.ok, answer.text()


def opened(context: "BrowserContext", server: RunningServer, path: str, trouble: list[str]) -> "Page":
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda message: _note(message, trouble))
    page.goto(f"{server.url}{path}")
    return page


def a_desk_stands_free_while_somebody_waits(server: RunningServer, office: str) -> str:
    with server.client("admin") as admin, server.client("kiosk", office) as kiosk:
        taken = admin.post(f"/api/v1/offices/{office}/desks/1/open", json={"manager": f"{office}m1"})
        assert taken.is_success, taken.text
        ticket: str = kiosk.post(f"/api/v1/offices/{office}/tickets", json={"topic": "meters"}).json()["id"]
    return ticket


def test_an_alert_is_told_heard_seen_and_remembered(
    context: "BrowserContext", server: RunningServer, trouble: list[str]
) -> None:
    page = opened(context, server, "/alerts?lang=ru", trouble)
    page.wait_for_selector(".state h2")
    assert page.locator(".state h2").inner_text() == "Тревог нет"
    ticket = a_desk_stands_free_while_somebody_waits(server, "o0")
    page.wait_for_selector(CARD)
    page.wait_for_function(f"() => window.tones === {TONES_OF_A_WARNING}")
    assert page.title() == "(1) Тревоги"
    card = page.locator(CARD)
    assert "Клин" in card.locator(".alert__title").inner_text()
    assert "Окно 1 свободно" in card.locator(".alert__said").inner_text()
    assert card.locator(".alert__tickets a").get_attribute("href") == f"/cockpit#office/o0/ticket/{ticket}"

    other = opened(context, server, "/cockpit?lang=ru", trouble)
    other.wait_for_selector(".alerts .alert")
    assert other.locator(".alerts a[href='/alerts']").inner_text() == "Все тревоги и история"
    page.reload()
    page.wait_for_selector(CARD)
    page.locator(".history summary").click()
    page.wait_for_selector(".history__lines li")
    assert [page.evaluate("window.tones"), other.evaluate("window.tones")] == [0, 0]  # heard once, whoever looks again

    page.get_by_role("button", name="Вижу").click()
    page.wait_for_selector(".alert[data-seen] .alert__person")
    assert "Видит Начальница смены" in card.inner_text()
    page.get_by_role("button", name="Беру на себя").click()
    page.get_by_role("button", name="Отдать").wait_for()
    assert "Занимается Начальница смены" in card.inner_text()
    page.wait_for_function("() => document.querySelectorAll('.history__lines li').length === 3")
    other.close()

    with server.client("kiosk", "o0") as kiosk:
        assert kiosk.post(f"/api/v1/tickets/{ticket}/cancel", json={}).is_success
    card.get_by_text("Сейчас этого уже не видно.").wait_for()  # what is now, and apart from it what was worst
    assert re.search(r"Хуже всего было в \d\d:\d\d: окно стояло свободным", card.inner_text())
    assert trouble == []
    page.close()


def test_the_page_in_every_language_theme_and_tone(
    context: "BrowserContext", server: RunningServer, trouble: list[str]
) -> None:
    for office in ("o1", "o2"):
        a_desk_stands_free_while_somebody_waits(server, office)
    page = opened(context, server, "/alerts", trouble)
    page.wait_for_function("() => document.querySelectorAll('#now ~ .alert').length >= 2")
    assert trouble == []
    page.evaluate(
        "() => ['late', 'breach'].forEach((tone, n) => (document.querySelectorAll('.alert')[n].dataset.tone = tone))"
    )
    seen = {"page": faults(page)}
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    seen["phone"] = faults(page)
    assert {name: found for name, found in seen.items() if found} == {}
    assert without_axe(trouble) == []
    page.close()


def test_an_administrator_sees_what_stands_in_a_channels_way_and_tries_it(
    head: "BrowserContext", server: RunningServer, trouble: list[str]
) -> None:
    page = opened(head, server, "/alerts?lang=ru", trouble)
    page.wait_for_selector(".channel")
    hook, mail = page.locator(".channel").all()
    assert "Готов." in hook.inner_text() and "тихие часы 22:00-07:00" in hook.inner_text()
    assert "Не отправляет: no mail server is named (QUEUE_MAIL_HOST)" in mail.inner_text()
    assert mail.get_by_role("button").is_disabled()
    hook.get_by_role("button", name="Проверить").click()
    page.wait_for_function("() => document.querySelector('.channel small').textContent.startsWith('Не принято')")
    assert "127.0.0.1 cannot be reached" in hook.inner_text()
    assert faults(page) == []
    assert without_axe(trouble) == []
