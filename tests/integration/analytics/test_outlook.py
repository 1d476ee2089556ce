"""The outlook over HTTP: told to supervisors, a move made by one call, and what came of it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from analytics.outlook.looking import Look
from analytics.outlook.seen import Outlook
from queue_server.api.outlook_answers import OutlookAnswer, OutlooksAnswer, TakenMoveAnswer, TakenMovesAnswer
from tests.integration.api.doors import Doors, opened

EASY: dict[str, Any] = {"kiosk_burst": 0, "kiosk_per_minute": 0, "office_per_minute": 0, "topic_per_minute": 0}
OUTLOOK = "/api/v1/offices/klin/staffing/outlook"
MOVES = "/api/v1/offices/klin/staffing/moves"


@pytest.fixture
async def doors(tmp_path: Path) -> AsyncIterator[Doors]:
    async with opened(tmp_path, **EASY) as fresh:
        await fresh.open_day("klin")
        yield fresh


async def test_a_crowd_without_a_desk_is_told_of_with_what_helps(doors: Doors) -> None:
    tickets = [await doors.ticket() for _ in range(5)]
    chief = await doors.by("supervisor")
    told = (await chief.get(OUTLOOK)).json()
    OutlookAnswer.model_validate(told)
    assert {row["ticket"] for row in told["chances"]} == {ticket["id"] for ticket in tickets}
    assert told["expected_breaches"][0]["mean"] > 1
    assert told["advice"][0]["move"]["kind"] == "open_desk"
    assert told["advice"][0]["minutes_spared"] > 0


async def test_of_those_who_could_open_a_desk_whoever_should_be_there_comes_first(doors: Doors) -> None:
    for _ in range(5):
        await doors.ticket()
    chief = await doors.by("supervisor")
    shift = {"manager": "petrov", "desk": "2", "begins": "08:00", "ends": "14:00", "breaks": ["13:00-13:30"]}
    body = {"days": [{"day": "2026-03-02", "version": 0, "shifts": [shift]}]}
    published = await chief.put("/api/v1/offices/klin/staffing/schedule", json=body)
    assert published.status_code == 200, published.text
    first, second = (await chief.get(OUTLOOK)).json()["advice"][:2]
    assert first["move"] == {"kind": "open_desk", "desk": "2", "manager": "petrov"}
    assert (first["expected_since"], second["expected_since"]) == ("2026-03-02T05:00:00.000Z", None)


async def test_a_move_is_made_at_once_noted_once_and_told_later_with_what_came(doors: Doors) -> None:
    for _ in range(5):
        await doors.ticket()
    chief = await doors.by("supervisor")
    best = (await chief.get(OUTLOOK)).json()["advice"][0]
    key = {"Idempotency-Key": "one-press"}
    made = await chief.post(MOVES, json=best["move"], headers=key)
    again = await chief.post(MOVES, json=best["move"], headers=key)
    assert made.status_code == again.status_code == 200
    TakenMoveAnswer.model_validate(made.json())
    desk = doors.app.state.surroundings.offices.get("klin").state.desks[best["move"]["desk"]]
    assert desk.manager == best["move"]["manager"]
    doors.time.pass_s(1200)
    listed = (await chief.get(MOVES)).json()
    TakenMovesAnswer.model_validate(listed)
    (row,) = listed["moves"]
    assert (row["move"], row["came"]) == (best["move"], 5)
    assert row["expected"] >= row["spared"] > 0


async def test_a_break_is_moved_a_topic_redirected_with_words_and_what_was_said_is_kept(doors: Doors) -> None:
    chief = await doors.by("supervisor")
    at_desk, desk = await doors.desk_open(), "1"
    assert (await at_desk.post(f"/api/v1/offices/klin/desks/{desk}/start_break", json={})).status_code == 200
    steps: list[dict[str, Any]] = [
        {"kind": "move_break", "desk": desk, "manager": "ivanova", "by_s": 1200},
        {"kind": "redirect_topic", "topic": "meters", "office": "tula", "reason": "Please go to Tula"},
        {"kind": "open_desk", "desk": "2", "manager": "petrov", "until": "2026-03-02T09:30:00.000Z"},
        {"kind": "move_break", "desk": desk, "manager": "ivanova", "by_s": 600},
    ]
    for step in steps:
        made = await chief.post(MOVES, json=step)
        assert made.status_code == 200, made.text
        TakenMoveAnswer.model_validate(made.json())
        doors.time.pass_s(1)
    state = doors.app.state.surroundings.offices.get("klin").state
    assert state.desks[desk].break_since_at is None  # ended by the first; the last, of a break to come, is only noted
    assert (state.suspended, state.desks["2"].manager) == ({"meters": "Please go to Tula"}, "petrov")
    listed = (await chief.get(MOVES)).json()["moves"]
    given = [{name: value for name, value in row["move"].items() if value is not None} for row in listed]
    assert given == steps[::-1]
    assert listed[-1]["manager_name"]


async def test_the_company_sees_the_offices_that_may_break_their_promise(doors: Doors) -> None:
    chief = await doors.by("supervisor")
    assert (await chief.get("/api/v1/staffing/outlook")).json() == {"outlooks": []}
    await doors.ticket()
    await doors.app.state.outlooks.sweep()
    unserved = (await chief.get("/api/v1/staffing/outlook")).json()["outlooks"]
    assert [row["office"] for row in unserved] == ["klin"], "one waits and no desk is open"
    await doors.desk_open()
    await doors.app.state.outlooks.sweep()
    assert (await chief.get("/api/v1/staffing/outlook")).json() == {"outlooks": []}, "served at once, and quiet"
    for _ in range(4):
        await doors.ticket()
    await doors.app.state.outlooks.sweep()
    told = (await chief.get("/api/v1/staffing/outlook")).json()
    OutlooksAnswer.model_validate(told)
    assert [row["office"] for row in told["outlooks"]] == ["klin"]
    elsewhere = await doors.by("supervisor", office="tula")
    assert (await elsewhere.get("/api/v1/staffing/outlook")).json() == {"outlooks": []}


@pytest.mark.parametrize(
    ("move", "status", "code"),
    [
        ({"kind": "open_desk", "desk": "77", "manager": "ivanova"}, 404, "desk_unknown"),
        ({"kind": "open_desk", "desk": "1"}, 422, None),
        ({"kind": "dance"}, 422, None),
        ({"kind": "move_break", "desk": "1", "by_s": 1200}, 409, "desk_closed"),
        ({"kind": "move_break", "desk": "1"}, 422, None),
        ({"kind": "redirect_topic", "topic": "meters"}, 422, None),
        ({"kind": "suspend_topic", "topic": "nothing"}, 404, "topic_unknown"),
    ],
)
async def test_a_move_that_makes_no_sense_is_refused_and_not_noted(
    doors: Doors, move: dict[str, str], status: int, code: str | None
) -> None:
    chief = await doors.by("supervisor")
    refused = await chief.post(MOVES, json=move)
    assert refused.status_code == status, refused.text
    if code is not None:
        assert refused.json()["code"] == code
    assert (await chief.get(MOVES)).json() == {"moves": []}


async def test_a_forecast_that_could_not_be_made_is_tried_again_within_the_day(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def made(office: str, day: str) -> list[Any]:
        asked.append(f"{office} {day}")
        raise LookupError("too few days")

    outlooks = doors.app.state.outlooks
    monkeypatch.setattr(outlooks._usual, "_forecast", made)
    for minutes, times in ((0, 1), (30, 1), (31, 2), (1, 2)):
        doors.time.pass_s(minutes * 60)
        await outlooks.sweep()
        assert asked.count("klin 2026-03-02") == times, minutes


async def test_a_manager_sees_no_outlook_and_makes_no_move(doors: Doors) -> None:
    manager = await doors.by("manager")
    assert (await manager.get(OUTLOOK)).status_code == 403
    assert (await manager.post(MOVES, json={"kind": "move_break", "desk": "1", "by_s": 600})).status_code == 403


async def test_a_move_that_is_made_while_the_hall_is_looked_at_is_known_to_the_answer(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        await doors.ticket()
    chief = await doors.by("supervisor")
    loop, looked = asyncio.get_running_loop(), Look.seen
    move = {"kind": "open_desk", "desk": "2", "manager": "petrov"}

    async def made() -> int:
        return (await chief.post(MOVES, json=move)).status_code

    answers: list[int] = []

    def seen(look: Look) -> Outlook:
        found = looked(look)
        if not answers:  # the futures are drawn, and the desk is opened
            answers.append(asyncio.run_coroutine_threadsafe(made(), loop).result(30))
        return found

    monkeypatch.setattr(Look, "seen", seen)
    advice = (await chief.get(OUTLOOK)).json()["advice"]
    assert answers == [200]
    assert "petrov" not in [one["move"].get("manager") for one in advice], "he sits there"
