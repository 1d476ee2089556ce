"""Advice that was taken has its effect and its memory: schedules move along, ends are reminded of, neighbours asked."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from analytics.outlook.steps import Steps
from analytics.outlook.store import TakenMoves
from analytics.schedules.book import ScheduleBook
from queue_server.api.outlook_answers import StepsAnswer, TakenMoveAnswer
from queue_server.domain.commands import CloseDay, CloseDesk, Command, EndBreak, OpenDay, OpenDesk
from queue_server.errors import Unavailable
from queue_server.log.reader import LogReader
from queue_server.offices.answers import nothing_to_say
from queue_server.offices.running import RunningOffice
from tests.integration.api.doors import Doors, opened

EASY: dict[str, Any] = {"kiosk_burst": 0, "kiosk_per_minute": 0, "office_per_minute": 0, "topic_per_minute": 0}
MOVES = "/api/v1/offices/klin/staffing/moves"
STEPS = "/api/v1/offices/klin/staffing/steps"
SCHEDULE = "/api/v1/offices/klin/staffing/schedule"
HALF_PAST = "2026-03-02T06:30:00.000Z"
HELP: dict[str, Any] = {
    "kind": "call_neighbour", "desk": "2", "office": "tula", "manager": "sidorov", "until": HALF_PAST,
}  # fmt: skip


@pytest.fixture
async def doors(tmp_path: Path) -> AsyncIterator[Doors]:
    async with opened(tmp_path, **EASY) as fresh:
        await fresh.open_day("klin")
        yield fresh


def beside(doors: Doors) -> dict[str, str]:
    """Which rows of steps stand in the overview, and whose they are."""
    held = doors.app.state.streams.overview._beside
    return {key: office.id for key, (office, _) in held.items() if key.startswith(("step:", "help:"))}


async def steps(doors: Doors) -> list[dict[str, Any]]:
    told = (await (await doors.by("manager", "klin", "1")).get(STEPS)).json()
    StepsAnswer.model_validate(told)
    found: list[dict[str, Any]] = told["steps"]
    return found


async def publish(doors: Doors, *breaks: str, version: int = 0) -> None:
    shift = {"manager": "ivanova", "desk": "1", "begins": "08:00", "ends": "14:00", "breaks": list(breaks)}
    body = {"days": [{"day": "2026-03-02", "version": version, "shifts": [shift]}]}
    published = await (await doors.by("supervisor")).put(SCHEDULE, json=body)
    assert published.status_code == 200, published.text


async def breaks_published(doors: Doors) -> tuple[int, list[str]]:
    day = (await (await doors.by("supervisor")).get(SCHEDULE, params={"days": 1})).json()["days"][0]
    return day["version"], day["shifts"][0]["breaks"]


async def test_a_break_that_is_moved_is_moved_in_the_published_schedule(doors: Doors) -> None:
    """It is 09:05. The break of 09:20 is to be taken 20 minutes later; then it is, and nobody need be reminded."""
    chief = await doors.by("supervisor")
    desk = await doors.desk_open()
    await publish(doors, "09:20-09:50", "12:00-12:15")
    made = await chief.post(MOVES, json={"kind": "move_break", "desk": "1", "by_s": 1200})
    assert made.status_code == 200, made.text
    assert made.json()["due_at"] == "2026-03-02T06:40:00.000Z"
    assert await breaks_published(doors) == (2, ["09:40-10:10", "12:00-12:15"])
    entries = (await (await doors.by("admin")).get("/api/v1/audit")).json()["entries"]
    first, moved = (entry for entry in entries if entry["action"] == "schedule_published")
    assert (moved["subject"], moved["actor"]) == ("office:klin", first["actor"])
    assert [json.loads(moved[side]) for side in ("before", "after")] == [
        {"versions": {"2026-03-02": 1}}, {"versions": {"2026-03-02": 2}}
    ]  # fmt: skip
    (step,) = await steps(doors)
    assert (step["due_at"], step["manager_name"]) == ("2026-03-02T06:40:00.000Z", "Иванова А. П.")
    doors.time.pass_s(2100)
    assert (await desk.post("/api/v1/offices/klin/desks/1/start_break", json={})).status_code == 200
    assert await steps(doors) == []


async def test_a_break_that_goes_on_ends_and_is_taken_later(doors: Doors) -> None:
    chief = await doors.by("supervisor")
    desk = await doors.desk_open()
    await publish(doors, "09:00-09:30")
    await desk.post("/api/v1/offices/klin/desks/1/start_break", json={})
    made = await chief.post(MOVES, json={"kind": "move_break", "desk": "1", "by_s": 1200})
    assert made.status_code == 200, made.text
    assert doors.app.state.surroundings.offices.get("klin").state.desks["1"].break_since_at is None
    assert await breaks_published(doors) == (2, ["09:25-09:55"])


async def test_a_break_that_would_not_fit_is_refused_with_why_and_nothing_is_done(doors: Doors) -> None:
    chief = await doors.by("supervisor")
    desk = await doors.desk_open()
    await publish(doors, "09:00-09:30", "09:40-09:50")
    await desk.post("/api/v1/offices/klin/desks/1/start_break", json={})
    refused = await chief.post(MOVES, json={"kind": "move_break", "desk": "1", "by_s": 1200})
    assert (refused.status_code, refused.json()["code"]) == (422, "schedule_invalid")
    assert refused.json()["findings"][0]["code"] == "breaks_overlap"
    assert doors.app.state.surroundings.offices.get("klin").state.desks["1"].break_since_at is not None
    assert await breaks_published(doors) == (1, ["09:00-09:30", "09:40-09:50"])
    assert (await chief.get(MOVES)).json() == {"moves": []}


async def test_a_schedule_that_is_published_at_the_same_moment_leaves_no_step_half_done(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody publishes, just before the break ends, a day into which the moved break would not fit."""
    chief, desk = await doors.by("supervisor"), await doors.desk_open()
    await publish(doors, "09:00-09:30")
    await desk.post("/api/v1/offices/klin/desks/1/start_break", json={})
    submit = RunningOffice.submit

    async def after_another(office: RunningOffice, command: Command, **words: Any) -> Any:
        if isinstance(command, EndBreak):
            version, _ = await breaks_published(doors)
            await publish(doors, "09:00-09:30", "09:40-09:50", version=version)
        return await submit(office, command, **words)

    monkeypatch.setattr(RunningOffice, "submit", after_another)
    made = await chief.post(MOVES, json={"kind": "move_break", "desk": "1", "by_s": 1200})
    assert made.status_code == 200, made.text
    assert doors.app.state.surroundings.offices.get("klin").state.desks["1"].break_since_at is None
    assert [row["id"] for row in (await chief.get(MOVES)).json()["moves"]] == [made.json()["id"]]


async def test_who_came_back_from_a_break_meanwhile_needs_no_step(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief, desk = await doors.by("supervisor"), await doors.desk_open()
    await publish(doors, "09:00-09:30")
    await desk.post("/api/v1/offices/klin/desks/1/start_break", json={})
    asked = ScheduleBook.break_later

    async def while_they_come_back(book: ScheduleBook, *words: Any) -> int | None:
        found = await asked(book, *words)
        assert (await desk.post("/api/v1/offices/klin/desks/1/end_break", json={})).status_code == 200
        return found

    monkeypatch.setattr(ScheduleBook, "break_later", while_they_come_back)
    refused = await chief.post(MOVES, json={"kind": "move_break", "desk": "1", "by_s": 1200})
    assert (refused.status_code, refused.json()["code"]) == (409, "desk_not_on_break")
    assert await breaks_published(doors) == (1, ["09:00-09:30"])
    assert (await chief.get(MOVES)).json() == {"moves": []}


async def test_a_desk_that_another_has_taken_meanwhile_keeps_its_break(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief, desk = await doors.by("supervisor"), await doors.desk_open()
    await desk.post("/api/v1/offices/klin/desks/1/start_break", json={})
    asked = ScheduleBook.break_later

    async def while_the_manager_changes(book: ScheduleBook, *words: Any) -> int | None:
        assert (await chief.post("/api/v1/offices/klin/desks/1/close", json={})).status_code == 200
        opened = await chief.post("/api/v1/offices/klin/desks/1/open", json={"manager": "petrov"})
        assert opened.status_code == 200, opened.text
        assert (await chief.post("/api/v1/offices/klin/desks/1/start_break", json={})).status_code == 200
        return await asked(book, *words)

    monkeypatch.setattr(ScheduleBook, "break_later", while_the_manager_changes)
    refused = await chief.post(MOVES, json={"kind": "move_break", "desk": "1", "by_s": 1200})
    assert (refused.status_code, refused.json()["code"]) == (409, "desk_closed")
    assert doors.app.state.surroundings.offices.get("klin").state.desks["1"].break_since_at is not None


async def test_a_break_whose_end_is_refused_is_moved_once_when_it_is_asked_for_again(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief, desk = await doors.by("supervisor"), await doors.desk_open()
    await publish(doors, "09:00-09:30")
    await desk.post("/api/v1/offices/klin/desks/1/start_break", json={})
    move, key = {"kind": "move_break", "desk": "1", "by_s": 1200}, {"Idempotency-Key": "one-press-of-later"}

    async def fails(*_: object, **__: object) -> None:
        raise Unavailable("The disk is gone.")

    with monkeypatch.context() as broken:
        broken.setattr(RunningOffice, "submit", fails)
        assert (await chief.post(MOVES, json=move, headers=key)).status_code == 503
    assert await breaks_published(doors) == (1, ["09:00-09:30"])
    for _ in range(2):
        again = await chief.post(MOVES, json=move, headers=key)
        assert again.status_code == 200, again.text
    assert await breaks_published(doors) == (2, ["09:25-09:55"])


async def test_a_key_that_was_used_for_something_else_is_refused(doors: Doors) -> None:
    chief, desk = await doors.by("supervisor"), await doors.desk_open()
    key = {"Idempotency-Key": "a-key-of-another-request"}
    assert (await chief.post("/api/v1/offices/klin/desks/1/start_break", json={}, headers=key)).status_code == 200
    refused = await chief.post(MOVES, json={"kind": "move_break", "desk": "1", "by_s": 1200}, headers=key)
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_key_reused")
    assert doors.app.state.surroundings.offices.get("klin").state.desks["1"].break_since_at is not None
    assert (await desk.post("/api/v1/offices/klin/desks/1/end_break", json={})).status_code == 200


async def test_without_a_schedule_a_moved_break_is_remembered_all_the_same(doors: Doors) -> None:
    chief = await doors.by("supervisor")
    await doors.desk_open()
    made = (await chief.post(MOVES, json={"kind": "move_break", "desk": "1", "by_s": 1200})).json()
    assert made["due_at"] == "2026-03-02T06:25:00.000Z"
    assert [step["id"] for step in await steps(doors)] == [made["id"]]


async def test_a_desk_that_is_open_until_is_told_of_until_it_closes(doors: Doors) -> None:
    chief = await doors.by("supervisor")
    move = {"kind": "open_desk", "desk": "2", "manager": "petrov", "until": HALF_PAST}
    made = (await chief.post(MOVES, json=move)).json()
    (step,) = await steps(doors)
    assert (step["due_at"], step["move"]["desk"]) == (HALF_PAST, "2")
    assert beside(doors) == {f"step:{made['id']}": "klin"}
    assert agreed(doors) == {"petrov": 1500.0}, "and expected waits do not count on the desk for longer"
    doors.time.pass_s(3600)  # past its end, it is told of all the more
    assert len(await steps(doors)) == 1
    assert (await chief.post("/api/v1/offices/klin/desks/2/close", json={})).status_code == 200
    assert beside(doors) == {}
    assert await steps(doors) == []
    assert agreed(doors) == {}


async def test_a_supervisor_needs_no_reminder_any_more(doors: Doors) -> None:
    chief = await doors.by("supervisor")
    move = {"kind": "open_desk", "desk": "2", "manager": "petrov", "until": HALF_PAST}
    made = (await chief.post(MOVES, json=move)).json()
    answer = await chief.post(f"{MOVES}/{made['id']}/acknowledge")
    assert answer.status_code == 200, answer.text
    assert (await steps(doors), beside(doors)) == ([], {})
    assert (await chief.post(f"{MOVES}/999/acknowledge")).json()["code"] == "move_unknown"


async def test_the_neighbour_sees_that_a_colleague_is_asked_for_and_says_so(doors: Doors) -> None:
    chief, neighbour = await doors.by("supervisor", "klin"), await doors.by("supervisor", "tula")
    made = (await chief.post(MOVES, json=HELP)).json()
    step, ask = f"step:{made['id']}", f"help:{made['id']}"
    assert beside(doors) == {step: "klin", ask: "tula"}
    theirs = f"/api/v1/offices/tula/staffing/moves/{made['id']}/acknowledge"
    assert (await chief.post(theirs)).status_code == 404
    doors.time.pass_s(60)
    for _ in range(2):  # a repeat changes nothing
        seen = await neighbour.post(theirs)
        assert seen.status_code == 200, seen.text
        TakenMoveAnswer.model_validate(seen.json())
        doors.time.pass_s(60)
    assert beside(doors) == {step: "klin"}
    (row,) = (await chief.get(MOVES)).json()["moves"]
    assert (row["seen_at"], bool(row["seen_by"])) == ("2026-03-02T06:06:00.000Z", True)
    assert [one["seen_at"] for one in await steps(doors)] == [row["seen_at"]]


async def test_an_office_that_nobody_knows_cannot_be_asked(doors: Doors) -> None:
    chief = await doors.by("supervisor")
    for wrong, code in (
        ({"office": "mars"}, "office_unknown"), ({"desk": "77"}, "desk_unknown"),
        ({"office": "klin"}, "office_unknown"), ({"manager": "ivanova"}, "manager_unknown"),
    ):  # fmt: skip
        refused = await chief.post(MOVES, json=HELP | wrong)
        assert (refused.status_code, refused.json()["code"]) == (404, code)
    assert (await chief.get(MOVES)).json() == {"moves": []}


async def test_a_move_that_was_carried_out_and_not_noted_is_noted_when_it_is_asked_for_again(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief = await doors.by("supervisor")
    move, key = {"kind": "open_desk", "desk": "2", "manager": "petrov"}, {"Idempotency-Key": "one-press-of-do"}

    async def fails(*_: object) -> None:
        raise Unavailable("The disk is gone.")

    with monkeypatch.context() as broken:
        broken.setattr(TakenMoves, "keep", fails)
        assert (await chief.post(MOVES, json=move, headers=key)).status_code == 503
    assert (await chief.get(MOVES)).json() == {"moves": []}
    for _ in range(2):
        again = await chief.post(MOVES, json=move, headers=key)
        assert again.status_code == 200, again.text
    assert len((await chief.get(MOVES)).json()["moves"]) == 1


async def test_what_was_agreed_on_outlives_a_restart(tmp_path: Path) -> None:
    async with opened(tmp_path, **EASY) as first:
        await first.open_day("klin")
        made = (await (await first.by("supervisor")).post(MOVES, json=HELP)).json()
    async with opened(tmp_path, **EASY) as second:
        assert beside(second) == {f"step:{made['id']}": "klin", f"help:{made['id']}": "tula"}
        second.time.pass_s(24 * 3600)
        await second.app.state.outlooks.sweep()
        assert beside(second) == {}


def agreed(doors: Doors) -> dict[str, float]:
    """How long managers stay, as expected waits know it, in seconds."""
    state = doors.app.state.surroundings.offices.get("klin").state
    hours = doors.app.state.schedules._expected.desk_hours(state, doors.time.at)
    return {manager: one.leaves_s for manager, one in hours.items()}


async def test_a_colleague_who_has_come_and_gone_is_not_awaited_by_a_server_that_began_since(doors: Doors) -> None:
    """Nor does it count who was there before the question: all of it follows from the log."""
    chief, desk = await doors.by("supervisor"), await doors.desk_open()
    await desk.post("/api/v1/offices/klin/desks/1/close", json={})
    doors.time.pass_s(60)
    assert (await chief.post(MOVES, json=HELP)).status_code == 200
    surroundings = doors.app.state.surroundings
    office = surroundings.offices.get("klin")
    database = surroundings.access._database

    async def awaited() -> list[list[str]]:
        begun = Steps(
            surroundings.offices, TakenMoves(database), surroundings.clock, lambda *_: None, log=LogReader(database)
        )
        await begun.start()
        known = doors.app.state.outlooks._steps
        return [
            [one.manager for one in steps.agreed(None, office.state, surroundings.clock())] for steps in (known, begun)
        ]

    for minute, manager in enumerate(("ivanova", "petrov")):
        assert await awaited() == [["sidorov"], ["sidorov"]], minute
        doors.time.pass_s(60)
        await office.submit(OpenDesk("2", manager), actor="test", present=nothing_to_say)
        await office.submit(CloseDesk("2"), actor="test", present=nothing_to_say)
    assert await awaited() == [[], []]
    for again in (CloseDay(), OpenDay()):  # both know of who came since the closing only
        await office.submit(again, actor="test", present=nothing_to_say)
    assert await awaited() == [["sidorov"], ["sidorov"]]
