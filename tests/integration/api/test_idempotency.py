"""The same key gives the first answer again: beside it, after it, after a restart; never to other words."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from queue_server.access import Role
from queue_server.api import flood
from queue_server.api.fields import instant_of
from tests.integration.api.doors import BASE, Doors, Time, opened
from tests.unsealed import layers

PASSWORD = "correct horse battery staple"
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


async def test_people_and_devices_get_their_first_answers_after_a_restart(tmp_path: Path, database_url: str) -> None:
    time = Time()
    person = {"login": "orlova", "name": "Орлова М. А.", "role": "supervisor", "password": PASSWORD}
    calls = [
        ("/api/v1/people", person),
        ("/api/v1/people/orlova/set_password", {"password": PASSWORD + " again"}),
        ("/api/v1/people/orlova/disable", None),
        ("/api/v1/devices", {"role": "kiosk", "office": "klin"}),
    ]
    async with opened(tmp_path, time, database=database_url) as before:
        admin = await before.by("admin")
        token = admin.headers["Authorization"]
        first = [await keyed(admin, path, words) for path, words in calls]
        assert {answer.status_code for answer in first} <= {200, 201}, [answer.text for answer in first]
        enrolment = {"code": first[-1].json()["code"]}
        async with before.plain({"Origin": BASE}) as device:
            enrolled = await keyed(device, "/api/v1/devices/enrol", enrolment)
        assert enrolled.status_code == 200
    async with opened(tmp_path, time, database=database_url) as after, after.plain({"Authorization": token}) as admin:
        for (path, words), told in zip(calls, first, strict=True):
            again = await keyed(admin, path, words)
            assert (again.status_code, again.content) == (told.status_code, told.content), path
            assert again.headers["Idempotency-Replayed"] == "true", path
        other = await keyed(admin, "/api/v1/people", {**person, "password": PASSWORD + " or another"}, "/api/v1/people")
        assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
        async with after.plain({"Origin": BASE}) as device:
            once_more = await keyed(device, "/api/v1/devices/enrol", enrolment)
            assert once_more.headers["Set-Cookie"] == enrolled.headers["Set-Cookie"]
            assert (await device.get("/api/v1/session")).json()["role"] == "kiosk", "the token that was lost opens"
        assert len((await admin.get("/api/v1/devices")).json()["devices"]) == 2, "the administrator's and one kiosk's"
        time.pass_s(24 * 3600)
        taken = await keyed(admin, "/api/v1/people", person)
        assert (taken.status_code, taken.json()["code"]) == (422, "login_taken"), "after a day the key is a new one"


async def test_no_secret_of_a_first_answer_is_in_the_database(tmp_path: Path) -> None:
    code, token = await _secrets_told(tmp_path)
    kept = _written(tmp_path)
    assert b"person:orlova" in kept
    assert token.startswith("queue_")
    with closing(sqlite3.connect(tmp_path / "queue.sqlite3")) as database:
        rows = database.execute("SELECT count(*) FROM first_answers").fetchone()
    assert rows == (3,), "the person's, the device's and its token's"
    assert [secret for secret in (PASSWORD, code, token) if secret.encode() in kept] == []


def _written(directory: Path) -> bytes:
    """Whatever is in the files, and what the first answers hold without a key."""
    plain = b"".join(file.read_bytes() for file in directory.glob("queue.sqlite3*"))
    with closing(sqlite3.connect(directory / "queue.sqlite3")) as database:
        sealed = [one for (one,) in database.execute("select sealed from first_answers")]
    assert len(sealed) == 3
    return plain + b"".join(layer for one in sealed for layer in layers(one))


async def _secrets_told(directory: Path) -> tuple[str, str]:
    """A device's code and its token, told under keys, as a person's password was."""
    async with opened(directory) as doors:
        admin = await doors.by("admin")
        person = {"login": "orlova", "name": "Орлова", "role": "supervisor", "password": PASSWORD}
        assert (await keyed(admin, "/api/v1/people", person)).status_code == 201
        code = (await keyed(admin, "/api/v1/devices", {"role": "kiosk", "office": "klin"})).json()["code"]
        async with doors.plain({"Origin": BASE}) as device:
            enrolled = await keyed(device, "/api/v1/devices/enrol", {"code": code})
            token = enrolled.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
    return code, token


async def keyed(client: httpx2.AsyncClient, path: str, words: object, key: str | None = None) -> httpx2.Response:
    """Sent under a key that is the address."""
    return await client.post(path, json=words, headers={"Idempotency-Key": key or path})


async def test_a_repeat_has_its_answer_though_the_visitor_is_at_another_desk_by_then(doors: Doors) -> None:
    ticket = await doors.ticket()
    first_desk, second_desk = await doors.desk_open(), await doors.desk_open("2", "petrov")
    await first_desk.post("/api/v1/offices/klin/desks/1/call_next")
    path, words = f"/api/v1/tickets/{ticket['id']}/transfer", {"to_desk": "2"}
    key = {"Idempotency-Key": "send-on"}
    first = await first_desk.post(path, json=words, headers=key)
    await second_desk.post("/api/v1/offices/klin/desks/2/call_next")
    again = await first_desk.post(path, json=words, headers=key)
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["Idempotency-Replayed"] == "true"
    for other in ({"Idempotency-Key": "never-sent"}, {}):
        refused = await first_desk.post(path, json=words, headers=other)
        assert (refused.status_code, refused.json()["code"]) == (403, "desk_of_another")
    not_theirs = await first_desk.post(path, json={"to_desk": "1"}, headers=key)
    assert (not_theirs.status_code, not_theirs.json()["code"]) == (403, "desk_of_another")


async def test_a_repeat_has_its_answer_though_its_device_is_told_to_be_slower(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flood, "BURST_S", 3600)
    async with opened(tmp_path, kiosk_burst=2) as doors:
        await doors.open_day("klin")
        kiosk = await doors.by("kiosk", "klin")
        key = {"Idempotency-Key": "touch-7"}
        answers = [await kiosk.post(TICKETS, json={"topic": "meters"}, headers=key) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [201] * 4
        assert len({answer.content for answer in answers}) == 1
        other = await kiosk.post(TICKETS, json={"topic": "meters"}, headers={"Idempotency-Key": "touch-8"})
        assert (other.status_code, other.json()["code"]) == (429, "too_many_requests")


async def test_a_repeated_booking_has_its_answer_though_its_address_has_booked_enough(tmp_path: Path) -> None:
    async with opened(tmp_path, bookings_per_hour=1) as doors:
        visitor = await doors.by(None)
        words = {"office": "klin", "topic": "meters", "slot": "2026-03-02T08:00:00Z"}
        first, again = [await keyed(visitor, "/api/v1/appointments", words, "book-1") for _ in range(2)]
        assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
        assert again.headers["Idempotency-Replayed"] == "true"
        later = {**words, "slot": "2026-03-02T09:00:00Z"}
        for other in (words, "book-2"), (later, "book-1"):
            refused = await keyed(visitor, "/api/v1/appointments", *other)
            assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests"), other


async def test_who_was_moved_to_another_office_gets_no_answer_out_of_the_old_one(doors: Doors) -> None:
    ticket = await doors.ticket(category="veteran")
    access = doors.app.state.surroundings.access
    words = {"role": Role.MANAGER, "manager": None, "territory": None, "by": "test"}
    await access.create_person("petrov", name="Петров", password=PASSWORD, office="klin", **words)
    path = f"/api/v1/tickets/{ticket['id']}/mark_left"
    async with doors.plain({"Origin": BASE}) as page:
        login = {"login": "petrov", "password": PASSWORD}
        await page.post("/api/v1/session", json=login)
        first, again = [await keyed(page, path, {}, "left-1") for _ in range(2)]
        assert (first.json()["category"], again.content) == ("veteran", first.content)
        await access.change_person("petrov", name="Петров", office="tula", **words)
        await page.post("/api/v1/session", json=login)
        moved = await keyed(page, path, {}, "left-1")
        assert (moved.status_code, moved.json()["code"]) == (404, "ticket_unknown")


async def test_a_repeat_has_its_answer_though_the_code_holds_no_longer(doors: Doors) -> None:
    reception = await doors.by("manager", "klin")
    words = {"office": "klin", "topic": "meters", "slot": "2026-03-02T08:00:00Z"}
    booked = (await reception.post("/api/v1/appointments", json=words)).json()
    path, code = "/api/v1/offices/klin/check_in", {"code": booked["check_in_code"]}
    doors.time.at = instant_of(datetime(2026, 3, 2, 8, tzinfo=UTC))
    key = {"Idempotency-Key": "here-1"}
    first = await reception.post(path, json=code, headers=key)
    assert first.status_code == 200, first.text
    await reception.post(f"/api/v1/tickets/{booked['id']}/cancel", json={})
    again = await reception.post(path, json=code, headers=key)
    assert (again.status_code, again.content) == (200, first.content)
    assert (await reception.post(path, json=code)).json()["code"] == "appointment_unknown"


async def test_a_key_that_makes_no_sense_is_refused(doors: Doors) -> None:
    kiosk = await doors.by("kiosk", "klin")
    for key in ("", "x" * 256, "tab\there"):
        answer = await kiosk.post(TICKETS, json={"topic": "meters"}, headers={"Idempotency-Key": key})
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_invalid"), repr(key)
