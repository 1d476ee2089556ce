"""The same key gives the first answer again: beside it, after it, after a restart; never to other words."""

import asyncio
from pathlib import Path

from tests.integration.api.doors import Doors, Time, opened

TICKETS = "/api/v1/offices/klin/tickets"


async def test_ten_touches_at_once_are_one_ticket(doors: Doors) -> None:
    kiosk = await doors.by("kiosk", "klin")
    key = {"Idempotency-Key": "touch-1"}
    answers = await asyncio.gather(*(kiosk.post(TICKETS, json={"topic": "meters"}, headers=key) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum(answer.headers.get("Idempotency-Replayed") == "true" for answer in answers) == 9
    assert (await kiosk.get("/api/v1/offices/klin")).json()["waiting"] == 1


async def test_the_same_key_with_other_words_is_refused(doors: Doors) -> None:
    kiosk = await doors.by("kiosk", "klin")
    key = {"Idempotency-Key": "touch-2"}
    await kiosk.post(TICKETS, json={"topic": "meters"}, headers=key)
    other = await kiosk.post(TICKETS, json={"topic": "contract"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_one_caller_does_not_get_the_answer_to_another(doors: Doors) -> None:
    kiosk = await doors.by("kiosk", "klin")
    key = {"Idempotency-Key": "touch-3"}
    await kiosk.post(TICKETS, json={"topic": "meters"}, headers=key)
    other = await (await doors.by("manager", "klin")).post(TICKETS, json={"topic": "meters"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_a_call_that_is_repeated_calls_one_person(doors: Doors) -> None:
    await doors.ticket()
    await doors.ticket()
    desk = await doors.desk_open()
    key = {"Idempotency-Key": "call-1"}
    first = await desk.post("/api/v1/offices/klin/desks/1/call_next", headers=key)
    again = await desk.post("/api/v1/offices/klin/desks/1/call_next", headers=key)
    assert first.content == again.content
    assert again.headers["Idempotency-Replayed"] == "true"


async def test_a_refusal_is_not_remembered(doors: Doors) -> None:
    kiosk = await doors.by("kiosk", "klin")
    supervisor = await doors.by("supervisor")
    key = {"Idempotency-Key": "touch-4"}
    await supervisor.post("/api/v1/offices/klin/suspend_topic", json={"topic": "meters"})
    refused = await kiosk.post(TICKETS, json={"topic": "meters"}, headers=key)
    assert (refused.status_code, refused.json()["code"]) == (409, "topic_suspended")
    await supervisor.post("/api/v1/offices/klin/resume_topic", json={"topic": "meters"})
    assert (await kiosk.post(TICKETS, json={"topic": "meters"}, headers=key)).status_code == 201


async def test_the_first_answer_survives_a_restart(tmp_path: Path) -> None:
    time = Time()
    key = {"Idempotency-Key": "touch-5"}
    async with opened(tmp_path, time) as before:
        await before.open_day()
        integration = await before.by("integration", "klin")
        token = integration.headers["Authorization"]
        first = await integration.post(TICKETS, json={"topic": "meters"}, headers=key)
        assert first.status_code == 201
    async with opened(tmp_path, time) as after, after.plain({"Authorization": token}) as integration:
        again = await integration.post(TICKETS, json={"topic": "meters"}, headers=key)
        assert (again.status_code, again.content) == (201, first.content)
        other = await integration.post(TICKETS, json={"topic": "contract"}, headers=key)
        assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_a_key_older_than_memory_is_found_in_the_log(doors: Doors) -> None:
    integration = await doors.by("integration", "klin")
    key = {"Idempotency-Key": "touch-6"}
    first = await integration.post(TICKETS, json={"topic": "meters"}, headers=key)
    for number in range(300):
        await integration.post(TICKETS, json={"topic": "meters"}, headers={"Idempotency-Key": f"later-{number}"})
    again = await integration.post(TICKETS, json={"topic": "meters"}, headers=key)
    assert again.content == first.content


async def test_a_ticket_named_by_the_client_is_the_same_ticket(doors: Doors) -> None:
    kiosk = await doors.by("kiosk", "klin")
    words = {"topic": "meters", "id": "k3J9x0Qm2bVt7Lw5nRz1Ag"}
    first, again = await asyncio.gather(*(kiosk.post(TICKETS, json=words) for _ in range(2)))
    assert first.json()["number"] == again.json()["number"]
    elsewhere = await (await doors.by("supervisor")).post("/api/v1/offices/tula/open_day")
    assert elsewhere.status_code == 200
    taken = await (await doors.by("kiosk", "tula")).post("/api/v1/offices/tula/tickets", json=words)
    assert (taken.status_code, taken.json()["code"]) == (409, "ticket_exists")


async def test_letting_a_device_in_is_repeated_safely(doors: Doors) -> None:
    admin = await doors.by("admin")
    key = {"Idempotency-Key": "device-1"}
    words = {"role": "kiosk", "office": "klin"}
    first, again = await asyncio.gather(*(admin.post("/api/v1/devices", json=words, headers=key) for _ in range(2)))
    assert first.json()["code"] == again.json()["code"]
    other = await admin.post("/api/v1/devices", json={"role": "display", "office": "klin"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_a_key_that_makes_no_sense_is_refused(doors: Doors) -> None:
    kiosk = await doors.by("kiosk", "klin")
    for key in ("", "x" * 256, "tab\there"):
        answer = await kiosk.post(TICKETS, json={"topic": "meters"}, headers={"Idempotency-Key": key})
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_invalid"), repr(key)
