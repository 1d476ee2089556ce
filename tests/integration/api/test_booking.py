"""Appointments as a visitor and a kiosk have them: what is free, a code, a check-in; and nobody left over."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.api.doors import ORGANISATION, Doors, opened

MINUTES = 60


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Doors]:
    """Klin takes one appointment every half an hour of its Mondays, 8 to 20; it is five past nine there."""
    words = ORGANISATION.replace('id = "klin"', 'id = "klin"\nslot_minutes = 30\nslot_capacity = 1')
    async with opened(tmp_path, organisation=words, kiosk_burst=0, bookings_per_hour=3) as fresh:
        await fresh.open_day("klin")
        yield fresh


async def slots(hall: Doors, query: str = "days=1") -> Any:
    answer = await (await hall.by(None)).get(f"/api/v1/offices/klin/slots?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def book(hall: Doors, slot: str) -> Any:
    return await (await hall.by(None)).post(
        "/api/v1/appointments", json={"office": "klin", "topic": "meters", "slot": slot}
    )


async def test_what_is_free_can_be_booked_and_is_then_taken(hall: Doors) -> None:
    [monday] = (await slots(hall))["days"]
    assert monday["day"] == "2026-03-02"
    assert monday["slots"][0] == {"slot": "2026-03-02T06:30:00.000Z", "left": 1}, "half past nine, the next to come"
    assert monday["slots"][-1]["slot"] == "2026-03-02T16:30:00.000Z", "the last begins before closing"
    booked = await book(hall, monday["slots"][0]["slot"])
    assert booked.status_code == 201, booked.text
    [after] = (await slots(hall))["days"]
    assert after["slots"] == monday["slots"][1:]
    assert (await book(hall, monday["slots"][0]["slot"])).json()["code"] == "slot_full"


async def test_days_without_hours_have_no_slots_and_an_office_without_a_grid_lists_none(hall: Doors) -> None:
    week = (await slots(hall, "day=2026-03-03&days=7"))["days"]
    assert [bool(day["slots"]) for day in week] == [False] * 6 + [True]
    tula = (await (await hall.by(None)).get("/api/v1/offices/tula/slots")).json()
    assert tula["slot_minutes"] is None
    assert all(day["slots"] == [] for day in tula["days"])


async def test_a_kiosk_checks_in_by_the_code_or_by_what_it_scans(hall: Doors) -> None:
    first = (await book(hall, "2026-03-02T07:00:00Z")).json()
    second = (await book(hall, "2026-03-02T07:30:00Z")).json()
    hall.time.pass_s(40 * MINUTES)
    kiosk = await hall.by("kiosk", "klin")
    by_code = await kiosk.post("/api/v1/offices/klin/check_in", json={"code": first["check_in_code"]})
    assert (by_code.status_code, by_code.json()["id"], by_code.json()["number"]) == (200, first["id"], "П001")
    assert by_code.json()["check_in_code"] is None
    scanned = await kiosk.post("/api/v1/offices/klin/check_in", json={"code": second["id"]})
    assert scanned.json()["number"] == "П002"
    again = await kiosk.post("/api/v1/offices/klin/check_in", json={"code": first["check_in_code"]})
    assert (again.status_code, again.json()["code"]) == (409, "ticket_not_booked")


async def test_a_code_of_nobody_or_of_another_day_opens_nothing(hall: Doors) -> None:
    next_monday = (await book(hall, "2026-03-09T07:00:00Z")).json()
    kiosk = await hall.by("kiosk", "klin")
    for code in ("000000", next_monday["check_in_code"]):
        answer = await kiosk.post("/api/v1/offices/klin/check_in", json={"code": code})
        assert (answer.status_code, answer.json()["code"]) == (404, "appointment_unknown")
    phone = await hall.by(None)
    assert (await phone.post("/api/v1/offices/klin/check_in", json={"code": "000000"})).status_code == 401


async def test_one_address_does_not_book_the_whole_day(hall: Doors) -> None:
    free = [one["slot"] for one in (await slots(hall))["days"][0]["slots"]]
    answers = [(await book(hall, slot)).status_code for slot in free[:5]]
    assert answers == [201, 201, 201, 429, 429]
