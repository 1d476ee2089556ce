"""A phone takes a ticket by the code on the hall's screens: where the office allows it, while the code is shown."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from queue_server.access.hall_codes import TURN_S
from tests.integration.api.doors import ORGANISATION, Doors, opened

TICKETS = "/api/v1/offices/klin/tickets"


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Doors]:
    """Klin gives tickets to phones, Tula does not."""
    words = ORGANISATION.replace('id = "klin"', 'id = "klin"\nphone_join = true')
    async with opened(tmp_path, organisation=words, kiosk_per_minute=0) as fresh:
        await fresh.open_day("klin")
        await fresh.open_day("tula")
        yield fresh


async def code_of(hall: Doors, office: str = "klin") -> str:
    shown = await (await hall.by("display", office)).get(f"/api/v1/offices/{office}/join")
    assert shown.status_code == 200, shown.text
    code: str = shown.json()["code"]
    assert shown.json()["url"] == f"http://queue.test/join/{office}?code={code}"
    return code


async def join(hall: Doors, code: str | None, **words: Any) -> httpx2.Response:
    body = {"topic": "meters", **({} if code is None else {"join": code}), **words}
    return await (await hall.by(None)).post(TICKETS, json=body)


async def test_a_phone_in_the_hall_takes_a_ticket_and_follows_it(hall: Doors) -> None:
    taken = await join(hall, await code_of(hall), category="veteran", language="en")
    assert taken.status_code == 201, taken.text
    assert (taken.json()["number"], taken.json()["category"]) == ("П001", None), "the public is told no category"
    followed = await (await hall.by(None)).get(f"/api/v1/tickets/{taken.json()['id']}")
    assert followed.json()["people_ahead"] == 0


async def test_without_a_good_code_nobody_takes_a_ticket(hall: Doors) -> None:
    assert (await join(hall, None)).status_code == 401
    wrong = await join(hall, "AAAABBBBCCCC")
    assert (wrong.status_code, wrong.json()["code"]) == (403, "join_code_invalid")
    asked = await (await hall.by(None)).get("/api/v1/offices/klin/join/AAAABBBBCCCC")
    assert (asked.status_code, asked.json()["code"]) == (404, "join_code_invalid")
    assert (await (await hall.by(None)).get("/api/v1/offices/klin/join")).status_code == 401


async def test_a_code_is_good_while_it_is_shown_and_one_turn_longer(hall: Doors) -> None:
    code = await code_of(hall)
    hall.time.pass_s(TURN_S)
    assert await code_of(hall) != code
    assert (await join(hall, code)).status_code == 201
    hall.time.pass_s(TURN_S)
    assert (await join(hall, code)).json()["code"] == "join_code_invalid"


async def test_a_code_is_one_offices(hall: Doors) -> None:
    code = await code_of(hall)
    tula = await (await hall.by(None)).post("/api/v1/offices/tula/tickets", json={"topic": "meters", "join": code})
    assert (tula.status_code, tula.json()["code"]) == (403, "join_not_offered")
    assert (await (await hall.by("display", "tula")).get("/api/v1/offices/tula/join")).status_code == 404
    assert (await (await hall.by("display", "tula")).get("/api/v1/offices/klin/join")).status_code == 404


async def test_codes_are_the_same_after_a_restart(tmp_path: Path) -> None:
    words = ORGANISATION.replace('id = "klin"', 'id = "klin"\nphone_join = true')
    async with opened(tmp_path, organisation=words) as before:
        code = await code_of(before)
    async with opened(tmp_path, organisation=words) as after:
        assert await code_of(after) == code


async def test_a_phone_that_takes_too_many_is_stopped_and_others_are_not(hall: Doors) -> None:
    code = await code_of(hall)
    taken = [(await join(hall, code)).status_code for _ in range(100)]
    assert taken.count(201) <= 5
    assert set(taken) <= {201, 409, 429}
    assert (await (await hall.by("manager", "klin")).post(TICKETS, json={"topic": "meters"})).status_code == 201


async def test_who_has_no_code_uses_up_nothing_of_the_offices(tmp_path: Path) -> None:
    words = ORGANISATION.replace('id = "klin"', 'id = "klin"\nphone_join = true')
    async with opened(tmp_path, organisation=words, phones_per_minute=1) as hall:
        await hall.open_day()
        assert [(await join(hall, "AAAABBBBCCCC")).status_code for _ in range(3)] == [403] * 3
        code = await code_of(hall)
        assert [(await join(hall, code)).status_code for _ in range(2)] == [201, 429]


async def test_a_repeat_with_the_same_id_is_the_same_ticket(hall: Doors) -> None:
    code, ticket = await code_of(hall), "k3J9x0Qm2bVt7Lw5nRz1Ag"
    first, second = await join(hall, code, id=ticket), await join(hall, code, id=ticket)
    assert first.json()["number"] == second.json()["number"]
    assert (await join(hall, code, id="t1")).status_code == 422, "an id that can be guessed opens nothing"


async def test_only_a_kiosk_dates_a_ticket_and_no_phone_does(hall: Doors) -> None:
    told = await join(hall, await code_of(hall), issued_at="2026-03-02T06:00:00Z", offline=True)
    assert told.status_code == 403


async def test_a_full_office_gives_no_more_to_kiosks_and_phones(tmp_path: Path) -> None:
    words = ORGANISATION.replace('id = "klin"', 'id = "klin"\nphone_join = true\nqueue_limit = 4')
    async with opened(tmp_path, organisation=words, kiosk_burst=0) as hall:
        await hall.open_day()
        await _fill(hall)


async def _fill(hall: Doors) -> None:
    key = {"Idempotency-Key": "the-fourth"}
    kiosk = await hall.by("kiosk", "klin")
    for _ in range(3):
        await hall.ticket()
    fourth = await kiosk.post(TICKETS, json={"topic": "meters"}, headers=key)
    assert fourth.status_code == 201
    for refused in (await join(hall, await code_of(hall)), await kiosk.post(TICKETS, json={"topic": "meters"})):
        assert (refused.status_code, refused.json()["code"], refused.json()["state"]) == (409, "office_full", "full")
    again = await kiosk.post(TICKETS, json={"topic": "meters"}, headers=key)
    assert (again.status_code, again.json()["number"]) == (201, fourth.json()["number"]), "a repeat is no new ticket"
    same = await kiosk.post(TICKETS, json={"topic": "meters", "id": fourth.json()["id"]})
    assert same.json()["number"] == fourth.json()["number"]
    assert (await (await hall.by("manager", "klin")).post(TICKETS, json={"topic": "meters"})).status_code == 201
    offline = {"topic": "meters", "issued_at": "2026-03-02T06:00:00Z", "offline": True}
    assert (await kiosk.post(TICKETS, json=offline)).status_code == 201, "it was given out already"
