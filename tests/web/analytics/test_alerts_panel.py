"""Alerts on the cockpit: sentences, the gravest first, seen and taken on by one press. Their rows are laid in here."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.web.analytics.conftest import WORST, Company
from tests.web.console.test_console_accessible import faults

if TYPE_CHECKING:
    from playwright.sync_api import Page, WebSocketRoute

FACTS: dict[str, dict[str, Any]] = {
    "longest_wait": {"number": "Д001", "topic": "contract", "wait_s": 1861, "target_s": 900, "over": 2},
    "idle_desks": {"desks": "3", "desk_count": 1, "idle_s": 190, "waiting": 1},
    "missing_desks": {"desks": "5", "desk_count": 1, "managers": "Орлов", "missing_s": 720, "waiting": 2},
    "error_budget": {
        "breached": 4, "judged": 9, "window_s": 1800, "burn": 8.9, "goal": 0.95, "breached_today": 5,
        "judged_today": 40, "spent_share": 2.5,
    },
}  # fmt: skip


def alert(cause: str, severity: str, **more: Any) -> dict[str, Any]:
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {
        "kind": "alert", "id": cause.encode().hex()[:16], "office": WORST, "office_name": {"ru": "Сергиев Посад"},
        "territory": "t7", "timezone": "Europe/Moscow", "cause": cause, "severity": severity, "open": True,
        "opened_at": now, "changed_at": now, "value": 1.0, "peak": 1.0, "peak_at": now, "facts": FACTS[cause],
        "evidence": [], "rings": 1, "quiet": False, "reopened": 0, "acknowledged_at": None, "acknowledged_by": None,
        "owner": None, "closed_at": None, "closed_why": None, **more,
    }  # fmt: skip


def with_alerts(page: "Page", *alerts: dict[str, Any]) -> None:
    """Lays the rows into the snapshot of all offices, as the server does with its own."""

    def follow(socket: "WebSocketRoute") -> None:
        server = socket.connect_to_server()

        def pass_on(text: str | bytes) -> None:
            message = json.loads(text)
            if message["type"] == "snapshot":
                message["view"] |= {f"alert:{one['id']}": one for one in alerts}
            socket.send(json.dumps(message))

        server.on_message(pass_on)

    page.route_web_socket(lambda url: "/api/v1/stream" in url, follow)
    page.reload()


def test_alerts_are_sentences_the_gravest_first(opened: Callable[..., "Page"], company: Company) -> None:
    page = opened("?lang=en")
    with_alerts(
        page, alert("idle_desks", "warning"), alert("error_budget", "critical"), alert("longest_wait", "warning"),
        alert("missing_desks", "warning"),
    )  # fmt: skip
    page.wait_for_selector(".alert")
    lines = page.locator(".alert b").all_inner_texts()
    assert lines[0] == "4 of 9 late within 30 min; 250% of the day’s budget spent"
    assert "Ticket Д001 has waited 31:01 against 15:00" in lines
    assert "Desk 3 ready for 3:10 while 1 wait" in lines
    assert "An expected desk has not been open for 12:00: Орлов; waiting: 2" in lines
    assert page.locator(".offices-table tbody tr").count() == company.offices
    assert faults(page) == []
    page.locator(".alert a").first.click()
    page.wait_for_selector(".office-head")
    assert page.locator(".alert").count() == 4


def test_a_wait_that_came_back_below_the_standard_is_not_red(opened: Callable[..., "Page"]) -> None:
    page = opened("?lang=en")
    with_alerts(page, alert("longest_wait", "critical", facts=FACTS["longest_wait"] | {"wait_s": 832, "over": 0}))
    page.wait_for_selector(".alert[data-tone=late]")


def test_seen_and_taken_on_are_told_to_the_server(opened: Callable[..., "Page"], company: Company) -> None:
    page = opened("?lang=en")
    with_alerts(page, alert("longest_wait", "critical"))
    told: list[str] = []
    page.on("request", lambda request: told.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Seen: Сергиев Посад").click()
    page.wait_for_selector(".said:not(:empty)")
    page.get_by_role("button", name="Take on: Сергиев Посад").click()
    page.wait_for_function("() => document.querySelectorAll('.alert').length === 1")
    identity = alert("longest_wait", "critical")["id"]
    assert [url.partition("/api/v1/")[2] for url in told] == [
        f"alerts/{identity}/acknowledge",
        f"alerts/{identity}/own",
    ]


def test_what_somebody_has_seen_says_who(opened: Callable[..., "Page"], company: Company) -> None:
    orlova = {"subject": "person:orlova", "name": "Орлова М. А."}
    seen = alert(
        "longest_wait", "critical", acknowledged_at="2026-03-02T06:00:00.000Z", acknowledged_by=orlova, owner=orlova
    )
    page = opened("?lang=en")
    with_alerts(page, seen)
    page.wait_for_selector(".alert[data-seen]")
    assert "Орлова М. А. is on it" in page.locator(".alert").inner_text()
    assert page.get_by_role("button", name="Seen").count() == 0
