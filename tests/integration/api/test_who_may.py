"""Who may do what: every route declares it, every role is tried on every route, another office does not exist."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute

from queue_server.api.guard import GuardedRoute
from queue_server.api.permissions import EVERY_ROLE, Permission, permission_of, permits
from queue_server.api.stream import router as stream_router
from queue_server.app import build
from queue_server.settings import Settings
from tests.integration.api.doors import Doors

PLACES = {"office": "klin", "desk": "1", "login": "nobody", "device": "0123456789ab", "ticket": "A" * 22,
          "alert": "0123456789abcdef", "channel": "duty", "message": "msg_0123", "language": "ru", "clip": "chime",
          "code": "AAAABBBBCCCC", "kind": "brief", "move": "17"}  # fmt: skip
UNNAMED = ("/api/v1/offices/{office}/stream", "/api/v1/stream")
"""The sockets decide by the view that is asked for; their own tests walk the views."""


def routes() -> list[BaseRoute]:
    """All routes of an application that nobody has started."""
    return list(build(Settings()).routes)


def test_every_route_declares_who_may_use_it() -> None:
    for route in routes():
        if isinstance(route, Mount):
            assert route.path.startswith("/assets/"), route.path
        elif isinstance(route, WebSocketRoute):
            assert route.path in UNNAMED
        else:
            assert isinstance(route, Route)
            assert permission_of(route.endpoint) is not None, route.path


def test_every_route_of_the_api_is_guarded_or_public() -> None:
    for route in routes():
        if isinstance(route, APIRoute) and not isinstance(route, GuardedRoute):
            permission = permission_of(route.endpoint)
            assert permission is not None
            assert permission.anybody, f"{route.path} names a permission that nobody looks at"


def test_a_route_without_a_permission_cannot_be_built() -> None:
    async def nobody_said() -> None: ...

    with pytest.raises(TypeError, match="without declaring who may use it"):
        GuardedRoute("/somewhere", nobody_said)


def test_the_stream_router_serves_these_sockets_only() -> None:
    assert [r.path for r in stream_router.routes if isinstance(r, WebSocketRoute)] == [*UNNAMED]


def guarded() -> list[tuple[str, str, Permission]]:
    """Method, path and permission of every guarded route."""
    return [
        (method, route.path, permission)
        for route in routes()
        if isinstance(route, GuardedRoute) and (permission := permission_of(route.endpoint)) is not None
        for method in sorted(route.methods or ())
    ]


@pytest.mark.parametrize("role", [*sorted(EVERY_ROLE), None])
async def test_each_role_on_each_route(doors: Doors, role: str | None) -> None:
    """401 where nobody said who they are, 403 where the role may not; what lies behind is not looked at."""
    client = await doors.by(role, None if role in (None, "admin", "integration", "supervisor") else "klin")
    for method, path, permission in guarded():
        if role is None and permission.name in ("operates", "lets_devices_in", "takes_tickets"):
            continue  # by address, by the demo setting, by the hall's code: tested beside
        arguments: dict[str, Any] = {} if method == "GET" else {"json": {}}
        if method == "DELETE":
            arguments = {}
        answer = await client.request(method, path.format(**PLACES), **arguments)
        told = f"{role} {method} {path}: {answer.status_code}"
        if role is None:
            refused = not (permission.anybody or permission.holder)
            own = path == "/api/v1/session" and method == "GET"
            signs_in = path in ("/api/v1/session", "/api/v1/devices/enrol", "/api/v1/session/first_admin")
            assert own or signs_in or (answer.status_code == 401) == refused, told
        else:
            refused = role not in permission.roles
            assert (answer.status_code == 403) == refused, told
        assert answer.status_code < 500, told


async def test_nobody_lets_devices_in_without_an_administrator(doors: Doors) -> None:
    words = {"role": "kiosk", "office": "klin"}
    assert (await (await doors.by(None)).post("/api/v1/devices", json=words)).status_code == 401
    assert (await (await doors.by("supervisor")).post("/api/v1/devices", json=words)).status_code == 403


async def test_what_is_in_another_office_does_not_exist(doors: Doors) -> None:
    taken = await doors.ticket()
    strangers = [await doors.by(role, "tula") for role in ("kiosk", "manager", "supervisor", "admin", "integration")]
    for stranger in strangers:
        for method, path, permission in guarded():
            if "{office}" not in path and "{ticket}" not in path:
                continue
            places = {**PLACES, "ticket": taken["id"]}
            arguments: dict[str, Any] = {} if method == "GET" else {"json": {}}
            answer = await stranger.request(method, path.format(**places), **arguments)
            told = f"{method} {path} {permission.name}: {answer.status_code} {answer.text}"
            public = permission.anybody and "{office}" in path
            assert answer.status_code in ((200, 403, 404, 422) if public else (403, 404, 422)), told
            assert taken["number"] not in answer.text, told


async def test_the_answer_to_anothers_ticket_is_that_to_no_ticket(doors: Doors) -> None:
    taken = await doors.ticket()
    stranger = await doors.by("manager", "tula")
    known = (await stranger.get(f"/api/v1/tickets/{taken['id']}")).json()
    unknown = (await stranger.get(f"/api/v1/tickets/{'B' * 22}")).json()
    assert {**known, "detail": ""} == {**unknown, "detail": ""}


async def test_an_id_that_can_be_guessed_opens_nothing(doors: Doors) -> None:
    await doors.ticket(id="t1")
    phone = await doors.by(None)
    assert (await phone.get("/api/v1/tickets/t1")).status_code == 404
    assert (await phone.post("/api/v1/tickets/t1/cancel")).status_code == 404
    assert (await (await doors.by("kiosk", "klin")).get("/api/v1/tickets/t1")).status_code == 200


async def test_a_link_works_until_the_day_after_the_visit_ends_and_staff_look_on(doors: Doors) -> None:
    await doors.ticket(id=(link := "a-link-that-nobody-can-guess"))
    await doors.ticket(id=(waiting := "another-that-nobody-can-guess"))
    phone, kiosk = await doors.by(None), await doors.by("kiosk", "klin")
    assert (await phone.post(f"/api/v1/tickets/{link}/cancel", json={})).status_code == 200
    ended_on = datetime.fromtimestamp(doors.time() / 1000, ZoneInfo("Europe/Moscow"))
    end_of_tomorrow = ended_on.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=2)
    doors.time.pass_s(end_of_tomorrow.timestamp() - doors.time() / 1000 - 1)
    assert (await phone.get(f"/api/v1/tickets/{link}")).status_code == 200
    doors.time.pass_s(1)
    gone = await phone.get(f"/api/v1/tickets/{link}")
    never = await phone.get(f"/api/v1/tickets/{'B' * len(link)}")
    assert (
        (gone.status_code, gone.json()["code"]) == (never.status_code, never.json()["code"]) == (404, "ticket_unknown")
    )
    assert (await kiosk.get(f"/api/v1/tickets/{link}")).status_code == 200
    assert (await phone.get(f"/api/v1/tickets/{waiting}")).status_code == 200


async def test_a_visitor_postpones_only_for_themselves(doors: Doors) -> None:
    taken = await doors.ticket()
    phone = await doors.by(None)
    path = f"/api/v1/tickets/{taken['id']}/postpone"
    assert (await phone.post(path, json={"by": "office"})).status_code == 403
    assert (await phone.post(path, json={})).json()["postponed_by"] == "visitor"


async def test_a_device_works_at_its_own_desk(doors: Doors) -> None:
    await doors.desk_open("1")
    at_two = await doors.by("manager", "klin", "2")
    answer = await at_two.post("/api/v1/offices/klin/desks/1/call_next")
    assert (answer.status_code, answer.json()["code"]) == (403, "desk_of_another")


async def test_a_visitor_at_a_desk_is_that_desks(doors: Doors) -> None:
    taken = await doors.ticket()
    desk = await doors.desk_open("1")
    await desk.post("/api/v1/offices/klin/desks/1/call_next")
    at_two = await doors.by("manager", "klin", "2")
    assert (await at_two.post(f"/api/v1/tickets/{taken['id']}/start")).status_code == 403
    assert (await desk.post(f"/api/v1/tickets/{taken['id']}/start")).status_code == 200


async def test_only_a_kiosk_dates_a_ticket(doors: Doors) -> None:
    words = {"topic": "meters", "issued_at": "2026-03-02T06:00:00Z", "offline": True}
    manager = await doors.by("manager", "klin")
    assert (await manager.post("/api/v1/offices/klin/tickets", json=words)).status_code == 403
    kiosk = await doors.by("kiosk", "klin")
    assert (await kiosk.post("/api/v1/offices/klin/tickets", json=words)).json()["issued_at"] == (
        "2026-03-02T06:00:00.000Z"
    )


def test_permits_marks_and_returns_the_function() -> None:
    def endpoint() -> None: ...

    nobody = Permission("nobody", frozenset())
    assert permits(nobody)(endpoint) is endpoint
    assert permission_of(endpoint) is nobody
