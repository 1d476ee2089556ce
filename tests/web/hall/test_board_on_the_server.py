"""The board before the real server: let in by its code, called by a real desk, through a kill of the server."""

import secrets
from typing import TYPE_CHECKING, Any

import httpx2

from tests.running_server import RunningServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OFFICE = "klin"
DESK = "1"
FIRST = ".first--arriving .chip"
COMES_BACK_MS = 20_000


def test_a_board_shows_every_call_once_also_over_a_kill_of_the_server(
    browser: "Browser", server: RunningServer
) -> None:
    server.wait_until_issuing()
    with server.client("admin") as admin:
        device = said(admin, "/api/v1/devices", role="display", office=OFFICE)
        offices = admin.get("/api/v1/offices").json()["offices"]
    topics = [topic for office in offices if office["id"] == OFFICE for topic in office["topics"]]
    open_topics = [topic["id"] for topic in topics if topic["state"] != "heading"]

    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(device["url"].replace("/board/klin", "/board/klin?lang=ru"))
    page.wait_for_selector(".first--empty")
    assert "#" not in page.url, "the code is nobody else's business"

    with server.client("supervisor", OFFICE) as staff:
        said(staff, f"/api/v1/offices/{OFFICE}/desks/{DESK}/open", manager="ivanova")
        for topic in open_topics:
            said(staff, f"/api/v1/offices/{OFFICE}/tickets", topic=topic)
        first = called(staff)
        assert arrived(page, first["number"]) == DESK

        server.kill()
        page.wait_for_selector(".stale", timeout=30_000)
        assert page.locator("[data-theme=light]").count() == 0
        server.start()

        said(staff, f"/api/v1/tickets/{first['id']}/start")
        said(staff, f"/api/v1/tickets/{first['id']}/complete", outcome="settled")
        second = called(staff)
        assert arrived(page, second["number"]) == DESK
        assert page.locator(".stale").count() == 0
        assert first["number"] in page.inner_text(".others")
    page.close()


def called(staff: httpx2.Client) -> dict[str, Any]:
    """The ticket that is next at the desk."""
    ticket: dict[str, Any] = said(staff, f"/api/v1/offices/{OFFICE}/desks/{DESK}/call_next")["ticket"]
    return ticket


def arrived(page: "Page", number: str) -> str:
    """The desk to which `number` is sent, once it stands in the large place."""
    page.wait_for_selector(f"{FIRST}:has-text('{number}')", timeout=COMES_BACK_MS)
    return page.inner_text(".first .plate")


def said(client: httpx2.Client, path: str, **body: object) -> Any:
    """The answer to a command that must be accepted."""
    answer = client.post(path, json=body, headers={"Idempotency-Key": secrets.token_hex(8)})
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None
