"""A canary through the whole server (security item 35): what nobody may read later is said to it in every way, and its
log, told to write all it can, has none of it.

`RunningServer` holds the same of its own passwords and tokens at the end of every other test that starts a server.
"""

import secrets
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from tests.running_server import PASSWORD, RunningServer

OFFICE = "klin"
API = "/api/v1"


def canary() -> str:
    """A word that the server can have from nowhere but here."""
    return f"canary-{secrets.token_hex(12)}"


@pytest.fixture
def talkative(tmp_path: Path, always_open: Path) -> Iterator[RunningServer]:
    """A server of its own that writes down all it can."""
    running = RunningServer(tmp_path, config=always_open, settings={"log_level": "debug", "log_form": "json"})
    try:
        yield running.start().wait_until_issuing()
    finally:
        running.close()


def test_whatever_is_said_to_the_server_nothing_secret_is_in_its_log(talkative: RunningServer) -> None:
    talkative.let_in("ivanova", role="manager", office=OFFICE)
    said: list[str] = [PASSWORD]
    with talkative.client("admin") as admin, httpx2.Client(base_url=talkative.url, trust_env=False, timeout=30) as door:
        said += _of_people(door, admin)
        said += _of_devices(door, admin)
        said += _of_visitors(door, admin)
        said += _of_strangers(door, talkative)
        said.append(admin.headers["Authorization"].removeprefix("Bearer "))
    talkative.stop()
    written = talkative.log.read_text("utf-8")
    assert "Serving " in written, "this is where the server writes"
    assert [word for word in said if word in written] == []


def _of_people(door: httpx2.Client, admin: httpx2.Client) -> list[str]:
    """Passwords that are right, wrong and new; a password in the field of the login; the session's cookie."""
    wrong, as_login, new = canary(), canary(), canary()
    door.post(f"{API}/session", json={"login": "ivanova", "password": wrong})
    door.post(f"{API}/session", json={"login": as_login, "password": "x"})
    door.post(f"{API}/session", json={"login": "ivanova", "password": [wrong]})
    assert door.post(f"{API}/session", json={"login": "ivanova", "password": PASSWORD}).is_success
    cookie = next(iter(door.cookies.values()))
    name = canary()
    person = {"login": "zorina", "name": name, "role": "supervisor", "password": new}
    assert admin.post(f"{API}/people", json=person).status_code == 201
    assert not admin.post(f"{API}/people", json=person).is_success
    assert admin.post(f"{API}/people/zorina/set_password", json={"password": f"{new}-2"}).is_success
    door.post(f"{API}/session/first_admin", json={"code": wrong, "login": "x1", "name": name, "password": new})
    return [wrong, as_login, new, name, cookie]


def _of_devices(door: httpx2.Client, admin: httpx2.Client) -> list[str]:
    """A code, right and wrong, and the token that a device got for it."""
    code = str(admin.post(f"{API}/devices", json={"role": "kiosk", "office": OFFICE}).json()["code"])
    wrong = canary()
    door.post(f"{API}/devices/enrol", json={"code": wrong})
    before = set(door.cookies.values())
    assert door.post(f"{API}/devices/enrol", json={"code": code}).is_success
    return [code, wrong, *(set(door.cookies.values()) - before)]


def _of_visitors(door: httpx2.Client, admin: httpx2.Client) -> list[str]:
    """How a visitor could be reached, the link to the ticket, and the visitor's own words."""
    contact, comment, reason, ticket = (canary() for _ in range(4))
    wish = {"topic": "meters", "contact": contact, "id": ticket}
    assert admin.post(f"{API}/offices/{OFFICE}/tickets", json=wish).status_code == 201
    admin.post(f"{API}/offices/{OFFICE}/tickets", json={**wish, "topic": canary()})
    door.get(f"{API}/tickets/{ticket}")
    door.get(f"/t/{ticket}")
    assert admin.post(f"{API}/tickets/{ticket}/start", json={}).status_code == 409
    assert door.post(f"{API}/tickets/{ticket}/postpone", json={"by": "visitor", "reason": reason}).is_success
    door.post(f"{API}/tickets/{ticket}/rate", json={"score": 5, "comment": comment})
    assert admin.post(f"{API}/tickets/{ticket}/remove", json={"reason": reason}).is_success
    return [contact, comment, reason, ticket]


def _of_strangers(door: httpx2.Client, server: RunningServer) -> list[str]:
    """Tokens that are none, wherever somebody might put one; bodies that are no JSON; addresses of nothing."""
    token = canary()
    for headers in ({"Authorization": f"Bearer {token}"}, {"Cookie": f"queue={token}"}, {"Idempotency-Key": token}):
        door.post(f"{API}/offices/{OFFICE}/tickets", json={"topic": "meters"}, headers=headers)
    door.post(f"{API}/session", content=f'{{"password": "{token}"', headers={"Content-Type": "application/json"})
    door.get(f"{API}/offices?token={token}")
    door.get(f"/nothing/{token}")
    address = f"{server.url.replace('http', 'ws')}{API}/offices/{OFFICE}/stream?view=queue&ticket={token}"
    socket = connect(address, additional_headers={"Authorization": f"Bearer {token}"})
    with socket as stream, pytest.raises(ConnectionClosed):
        stream.recv(timeout=30)
    return [token]
