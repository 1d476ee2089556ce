"""A visit over HTTP, from the kiosk to the rating, and what each caller may see of it."""

from itertools import pairwise
from pathlib import Path

from queue_server.api.answers import OfficeAnswer, OfficesAnswer, TicketAnswer
from queue_server.api.hall_answers import HistoryAnswer
from tests.integration.api.doors import Doors, Time, opened


async def test_a_ticket_is_taken_called_served_and_rated(doors: Doors) -> None:
    taken = await doors.ticket(language="ru")
    assert taken["number"] == "П001"
    assert taken["state"] == "waiting"
    assert taken["issued_at"] == "2026-03-02T06:05:00.000Z"
    assert taken["target_s"] == 900.0
    desk = await doors.desk_open()
    doors.time.pass_s(240)
    called = (await desk.post("/api/v1/offices/klin/desks/1/call_next")).json()["ticket"]
    assert (called["id"], called["state"], called["desk"]) == (taken["id"], "called", "1")
    ticket = f"/api/v1/tickets/{taken['id']}"
    assert (await desk.post(f"{ticket}/start")).json()["state"] == "serving"
    doors.time.pass_s(300)
    assert (await desk.post(f"{ticket}/complete", json={})).json()["state"] == "completed"
    phone = await doors.by(None)
    assert (await phone.post(f"{ticket}/rate", json={"score": 5})).json()["rated"] is True
    history = (await (await doors.by("manager", "klin")).get(f"{ticket}/history")).json()
    assert [(one["state"], one["seconds"], one["counted_s"]) for one in history["segments"]] == [
        ("waiting", 240.0, 240.0), ("called", 0.0, 0.0), ("serving", 300.0, 0.0), ("completed", 0.0, 0.0),
    ]  # fmt: skip
    HistoryAnswer.model_validate(history)


async def test_nobody_to_call_is_an_answer(doors: Doors) -> None:
    desk = await doors.desk_open()
    answer = await desk.post("/api/v1/offices/klin/desks/1/call_next")
    assert (answer.status_code, answer.json()) == (200, {"ticket": None})


async def test_a_ticket_is_called_by_its_number(doors: Doors) -> None:
    await doors.ticket()
    second = await doors.ticket()
    desk = await doors.desk_open()
    words = {"number": second["number"], "reason": "Feels unwell"}
    answer = await desk.post("/api/v1/offices/klin/desks/1/call", json=words)
    assert answer.json()["ticket"]["id"] == second["id"]
    unknown = await desk.post("/api/v1/offices/klin/desks/1/call", json={"number": "П777"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "ticket_unknown")


async def test_a_state_in_the_way_is_a_409_that_names_it(doors: Doors) -> None:
    taken = await doors.ticket()
    desk = await doors.desk_open()
    answer = await desk.post(f"/api/v1/tickets/{taken['id']}/start")
    problem = answer.json()
    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    assert (problem["code"], problem["state"]) == ("ticket_not_called", "waiting")


async def test_what_is_answered_is_what_is_published(doors: Doors) -> None:
    taken = await doors.ticket(category="veteran")
    TicketAnswer.model_validate(taken)
    phone = await doors.by(None)
    OfficesAnswer.model_validate((await phone.get("/api/v1/offices")).json())
    OfficeAnswer.model_validate((await phone.get("/api/v1/offices/klin")).json())


async def test_the_public_is_told_no_category_and_no_staff(doors: Doors) -> None:
    taken = await doors.ticket(category="veteran")
    assert taken["category"] == "veteran", "whoever took the ticket has just said it"
    await doors.desk_open()
    phone = await doors.by(None)
    board = await doors.by("display", "klin")
    public = [
        (await phone.get(f"/api/v1/tickets/{taken['id']}")).text,
        (await phone.get("/api/v1/offices/klin")).text.replace('{"id":"veteran","name"', ""),
        (await board.get("/api/v1/offices/klin/board")).text,
    ]
    for text in public:
        assert "veteran" not in text
        assert "ivanova" not in text
        assert "Иванова" not in text
    assert taken["id"] not in public[2]
    manager = await doors.by("manager", "klin")
    assert (await manager.get(f"/api/v1/tickets/{taken['id']}")).json()["category"] == "veteran"


async def test_an_acknowledged_ticket_is_there_after_a_restart(tmp_path: Path) -> None:
    time = Time()
    async with opened(tmp_path, time) as before:
        await before.open_day()
        taken = await before.ticket()
    async with opened(tmp_path, time) as after:
        phone = await after.by(None)
        assert (await phone.get(f"/api/v1/tickets/{taken['id']}")).json()["number"] == taken["number"]
        assert after.app.state.changes == [], "the same organisation file changes nothing"


async def test_a_line_on_the_board_survives_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path) as before:
        supervisor = await before.by("supervisor")
        answer = await supervisor.post("/api/v1/offices/klin/message", json={"text": {"ru": "Окно 2 до 16:00"}})
        assert answer.status_code == 200
    async with opened(tmp_path) as after:
        phone = await after.by(None)
        assert (await phone.get("/api/v1/offices/klin")).json()["message"] == {"ru": "Окно 2 до 16:00"}


async def test_an_appointment_is_booked_checked_in_and_given_back(doors: Doors) -> None:
    phone = await doors.by(None)
    slot = {"office": "klin", "topic": "meters", "slot": "2026-03-02T07:00:00+00:00"}
    booked = await phone.post("/api/v1/appointments", json=slot)
    assert booked.status_code == 201, booked.text
    ticket = booked.json()
    assert (ticket["state"], ticket["number"], ticket["slot_at"]) == ("booked", None, "2026-03-02T07:00:00.000Z")
    doors.time.pass_s(600)
    checked_in = await phone.post(f"/api/v1/appointments/{ticket['id']}/check_in")
    assert (checked_in.status_code, checked_in.json()["number"]) == (200, "П001")
    other = (await phone.post("/api/v1/appointments", json=slot)).json()
    assert (await phone.post(f"/api/v1/appointments/{other['id']}/cancel")).json()["state"] == "cancelled"


async def test_the_log_is_read_in_order_and_without_gaps(doors: Doors) -> None:
    taken = await doors.ticket()
    reader = await doors.by("integration", "klin")
    page = (await reader.get("/api/v1/offices/klin/events?after=0&limit=1000")).json()
    assert [event["seq"] for event in page["events"]] == list(range(1, page["last_seq"] + 1))
    last = page["events"][-1]
    assert (last["event"], last["data"]["ticket"]) == ("TicketIssued", taken["id"])
    hashes = [(event["previous_hash"], event["hash"]) for event in page["events"]]
    assert all(before[1] == after[0] for before, after in pairwise(hashes))
    rest = (await reader.get(f"/api/v1/offices/klin/events?after={page['last_seq']}")).json()
    assert rest["events"] == []
