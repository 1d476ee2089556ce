"""A ticket opened by its number and the four letters of its slip: in any alphabet, today, here, and by no guessing."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest

from queue_server.api.fields import instant_of
from queue_server.api.wrong_codes import WRONG_OF_AN_OFFICE
from queue_server.projections.ticket import SHORT_CODES, short_code
from tests.integration.api.doors import Doors, opened

DAY_S = 24 * 3600


@pytest.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Doors]:
    """Klin and Tula with their day open, and no limit by address."""
    async with opened(tmp_path, kiosk_burst=0, slip_codes_per_hour=0) as fresh:
        await fresh.open_day("klin")
        await fresh.open_day("tula")
        yield fresh


async def follow(hall: Doors, number: str, code: str, office: str = "klin") -> httpx2.Response:
    body = {"number": number, "code": code}
    return await (await hall.by(None)).post(f"/api/v1/offices/{office}/follow", json=body)


def wrong(ticket: dict[str, Any]) -> str:
    return next(code for code in SHORT_CODES if code != ticket["short_code"])


async def test_the_number_and_the_code_open_the_ticket_however_they_are_typed(hall: Doors) -> None:
    ticket = await hall.ticket(topic="contract", category="veteran")
    number, code = ticket["number"], ticket["short_code"]
    assert (number, code in SHORT_CODES) == ("К001", True)
    latin = code.translate(str.maketrans("АЕКМТ", "AEKMT"))
    for typed_number, typed_code in (
        (number, code),
        ("K001", latin),
        ("к1", latin.lower()),
        (" k-001 ", " ".join(code)),
    ):
        opened_by = await follow(hall, typed_number, typed_code)
        assert opened_by.status_code == 200, opened_by.text
        assert (opened_by.json()["id"], opened_by.json()["category"]) == (ticket["id"], None)


async def test_a_wrong_code_number_office_or_day_have_one_answer(hall: Doors) -> None:
    ticket = await hall.ticket()
    number, code = ticket["number"], ticket["short_code"]
    answers = [
        await follow(hall, number, wrong(ticket)),
        await follow(hall, "П002", code),
        await follow(hall, number, code, office="tula"),
    ]
    await (await hall.by("kiosk", "klin")).post(f"/api/v1/tickets/{ticket['id']}/cancel", json={})
    answers.append(await follow(hall, number, code))
    hall.time.pass_s(DAY_S)
    answers.append(await follow(hall, number, code))
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.json()["code"] for answer in answers} == {"slip_unknown"}
    assert len({answer.json()["detail"] for answer in answers}) == 1


async def test_a_code_cannot_be_guessed_and_other_tickets_do_not_suffer(hall: Doors) -> None:
    mine, other = await hall.ticket(), await hall.ticket()
    guesses = [code for code in SHORT_CODES if code != mine["short_code"]][:12]
    statuses = [(await follow(hall, mine["number"], code)).status_code for code in guesses]
    assert statuses == [404] * 5 + [429] * 7
    for other_way in (mine["number"].lower(), "1"):
        assert (await follow(hall, other_way, mine["short_code"])).status_code == 429, (
            "neither by another way to write it"
        )
    assert (await follow(hall, other["number"], other["short_code"])).status_code == 200


async def test_whoever_has_the_slip_opens_it_as_often_as_they_like(hall: Doors) -> None:
    ticket = await hall.ticket()
    for _ in range(4):
        assert (await follow(hall, ticket["number"], wrong(ticket))).status_code == 404
        assert (await follow(hall, ticket["number"], ticket["short_code"])).status_code == 200


async def test_one_address_types_so_many_an_hour(tmp_path: Path) -> None:
    async with opened(tmp_path, slip_codes_per_hour=3) as hall:
        statuses = [(await follow(hall, f"П{number:03}", "КЕМТ")).status_code for number in range(1, 6)]
        assert statuses == [404, 404, 404, 429, 429]


async def test_right_codes_of_one_address_use_up_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, slip_codes_per_hour=3) as hall:
        await hall.open_day("klin")
        ticket = await hall.ticket()
        statuses = [(await follow(hall, ticket["number"], ticket["short_code"])).status_code for _ in range(4)]
        assert statuses == [200] * 4


async def test_digits_alone_open_the_ticket_whose_code_it_is(hall: Doors) -> None:
    tickets = [await hall.ticket(topic="contract"), await hall.ticket()]
    assert {ticket["number"][1:] for ticket in tickets} == {"001"}
    for ticket in tickets:
        assert (await follow(hall, "001", ticket["short_code"])).json()["id"] == ticket["id"]


async def test_an_office_bears_so_many_wrong_codes_an_hour(hall: Doors) -> None:
    ticket = await hall.ticket()
    for number in range(100, 100 + WRONG_OF_AN_OFFICE):
        assert (await follow(hall, str(number), "КЕМТ")).status_code == 404
    assert (await follow(hall, ticket["number"], ticket["short_code"])).status_code == 429
    hall.time.pass_s(3600)
    assert (await follow(hall, ticket["number"], ticket["short_code"])).status_code == 200


async def test_what_has_no_number_or_a_guessable_id_has_no_letters_that_open_it(hall: Doors) -> None:
    booked = await (await hall.by("manager", "klin")).post(
        "/api/v1/appointments", json={"office": "klin", "topic": "meters", "slot": "2026-03-02T10:00:00Z"}
    )
    assert (booked.status_code, booked.json()["short_code"]) == (201, None)
    short = await hall.ticket(id="t1")
    assert short["short_code"] is None
    assert (await follow(hall, short["number"], short_code("t1"))).status_code == 404


async def test_a_visit_keeps_its_code_over_midnight_beside_todays_of_the_same_number(hall: Doors) -> None:
    hall.time.at = instant_of(datetime(2026, 3, 2, 20, 50, tzinfo=UTC))  # 23:50 in the hall
    late = await hall.ticket(id="late-6Qm2bVt7Lw5nRz1Ag")
    hall.time.pass_s(20 * 60)
    early = await hall.ticket(id="early-9Xc4kJd8Ps3hTy6Wf")
    assert late["number"] == early["number"] == "П001"
    assert late["short_code"] != early["short_code"]
    for ticket in (late, early):
        for number in ("П001", "1"):
            assert (await follow(hall, number, ticket["short_code"])).json()["id"] == ticket["id"]
    kiosk = await hall.by("kiosk", "klin")
    await kiosk.post(f"/api/v1/tickets/{late['id']}/cancel", json={})
    assert (await follow(hall, "П001", late["short_code"])).status_code == 404, "yesterday's, and over"
    assert (await follow(hall, "П001", early["short_code"])).json()["id"] == early["id"]


async def test_who_missed_a_call_before_midnight_opens_the_ticket_until_the_grace_is_over(hall: Doors) -> None:
    hall.time.at = instant_of(datetime(2026, 3, 2, 20, 50, tzinfo=UTC))
    ticket = await hall.ticket()
    desk = await hall.desk_open()
    await desk.post("/api/v1/offices/klin/desks/1/call_next")
    await desk.post(f"/api/v1/tickets/{ticket['id']}/recall")
    hall.time.pass_s(40)
    missed = await desk.post(f"/api/v1/tickets/{ticket['id']}/mark_no_show")
    assert missed.json()["state"] == "no_show"
    hall.time.pass_s(900)  # the exact second, 00:05:40
    assert (await follow(hall, ticket["number"], ticket["short_code"])).json()["id"] == ticket["id"]
    hall.time.pass_s(1)
    assert (await follow(hall, ticket["number"], ticket["short_code"])).status_code == 404


async def test_no_board_and_no_queue_shows_it(hall: Doors) -> None:
    ticket = await hall.ticket()
    for role, path in (("display", "board"), ("manager", "queue")):
        seen = await (await hall.by(role, "klin")).get(f"/api/v1/offices/klin/{path}")
        assert ticket["number"] in seen.text
        assert ticket["short_code"] not in seen.text
