"""Who may work how, over HTTP: kept by supervisors, whole and by version, and honoured by the next plan."""

import json
from typing import Any

import pytest

from queue_server.api.plan_answers import PlanAnswer
from queue_server.api.staffing_people import PeopleAnswer
from tests.integration.api.doors import Doors

PATH = "/api/v1/offices/klin/staffing"
MONDAY = "2026-03-02"
EARLY: dict[str, Any] = {"manager": "ivanova", "wishes": "08:00-12:00", "lengths_h": [4], "cost": 1.0}
LATE: dict[str, Any] = {"manager": "petrov", "wishes": "16:00-20:00", "lengths_h": [4], "hours_week": 20}


async def kept(doors: Doors) -> PeopleAnswer:
    return PeopleAnswer.model_validate((await (await doors.by("supervisor")).get(f"{PATH}/people")).json())


async def test_everybody_works_as_usual_until_something_is_kept(doors: Doors) -> None:
    found = await kept(doors)
    assert (found.version, found.saved_by, found.break_minutes) == (0, None, 45)
    assert [(one.manager, one.hours_week, one.wishes) for one in found.staff] == [
        ("ivanova", 40, None), ("petrov", 40, None),
    ]  # fmt: skip


async def test_what_is_kept_is_read_again_and_never_overwritten_unseen(doors: Doors) -> None:
    supervisor = await doors.by("supervisor")
    body = {"version": 0, "break_minutes": 30, "staff": [LATE]}
    first = await supervisor.put(f"{PATH}/people", json=body)
    assert first.status_code == 200, first.text
    again = await supervisor.put(f"{PATH}/people", json=body)
    assert again.json() == first.json()  # may be repeated
    found = await kept(doors)
    assert (found.version, found.break_minutes) == (1, 30)
    assert [(one.manager, one.wishes) for one in found.staff] == [("ivanova", None), ("petrov", "16:00-20:00")]
    other = await supervisor.put(f"{PATH}/people", json={**body, "staff": [EARLY]})
    assert (other.status_code, other.json()["code"]) == (409, "people_changed")
    newer = await supervisor.put(f"{PATH}/people", json={**body, "version": 1, "staff": [EARLY]})
    assert newer.json()["version"] == 2
    tula = await supervisor.get("/api/v1/offices/tula/staffing/people")
    assert tula.json()["version"] == 0  # each office has its own


async def test_who_changed_what_and_when_is_in_the_audit(doors: Doors) -> None:
    supervisor = await doors.by("supervisor", "klin")
    for version, rows in enumerate([[LATE], [LATE], [{**LATE, "hours_week": 30}]]):
        body = {"version": min(version, 1), "break_minutes": 30, "staff": rows}
        assert (await supervisor.put(f"{PATH}/people", json=body)).status_code == 200
    assert (await supervisor.put(f"{PATH}/people", json={"version": 1, "staff": []})).status_code == 409
    entries = (await (await doors.by("admin")).get("/api/v1/audit?limit=500")).json()["entries"]
    first, second = (entry for entry in entries if entry["action"] == "people_kept")  # the repeat and the refused: none
    assert first["subject"] == "office:klin"
    assert first["actor"].startswith("supervisor:")
    assert json.loads(first["before"])["break_minutes"] == 45
    assert json.loads(first["after"])["petrov"]["wishes"] == "16:00-20:00"
    assert json.loads(second["before"])["petrov"] == {"hours_week": 20}
    assert json.loads(second["after"]) == {"break_minutes": 30, "petrov": {"hours_week": 30}}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"manager": "sidorov"}], "there is no manager “sidorov”"),
        ([EARLY, EARLY], "somebody stands there twice"),
        ([{"manager": "ivanova", "wishes": "18:00-09:00"}], "ends before it begins"),
        ([{"manager": "ivanova", "off": ["2026-02-31"]}], "neither a weekday"),
    ],
)
async def test_what_does_not_fit_is_told_and_not_kept(doors: Doors, rows: list[dict[str, Any]], said: str) -> None:
    supervisor = await doors.by("supervisor")
    answer = await supervisor.put(f"{PATH}/people", json={"version": 0, "staff": rows})
    assert (answer.status_code, answer.json()["code"]) == (422, "scenario_invalid")
    assert said in answer.json()["detail"]
    assert (await kept(doors)).version == 0


async def test_wishes_and_costs_are_for_supervisors_alone(doors: Doors) -> None:
    for role in ("manager", "integration", "kiosk"):
        answer = await (await doors.by(role, "klin")).get(f"{PATH}/people")
        assert answer.status_code == 403, role


async def test_a_plan_keeps_to_what_is_kept_where_it_names_nobody(doors: Doors) -> None:
    supervisor = await doors.by("supervisor")
    demand = {"visits": 20, "topics": {"meters": 1}, "day_variation": 0.1}
    swapped = [{**LATE, "manager": "ivanova"}, {**EARLY, "manager": "petrov"}]
    for rows, first in (([EARLY, LATE], "ivanova"), (swapped, "petrov")):
        version = (await kept(doors)).version
        await supervisor.put(f"{PATH}/people", json={"version": version, "staff": rows})
        week = {"from": MONDAY, "days": 1, "demand": demand, "goal": 0.5}
        answer = await supervisor.post(f"{PATH}/plan", json={"week": week})
        assert answer.status_code == 200, answer.text
        (day,) = PlanAnswer.model_validate(answer.json()).days
        begins = {one.manager: one.begins for one in day.proposed.shifts}
        assert min(begins, key=lambda manager: begins[manager]) == first, begins
        assert all(one.breaks == [] for one in day.proposed.shifts)  # four hours each
