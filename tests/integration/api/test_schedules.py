"""Schedules over HTTP: published whole or not at all, one version after another, seen by everybody who works there."""

import asyncio
from typing import Any

import httpx2
import pytest

from queue_server.api.plan_answers import PlanAnswer
from queue_server.api.schedule_answers import ScheduleAnswer, ScheduleVersionsAnswer
from queue_server.api.staffing_answers import TriableDayAnswer
from tests.integration.api.doors import Doors

PATH = "/api/v1/offices/klin/staffing/schedule"
MONDAY, NEXT = "2026-03-02", "2026-03-09"
EARLY: dict[str, Any] = {
    "manager": "ivanova",
    "desk": "2",
    "begins": "08:00",
    "ends": "14:00",
    "breaks": ["11:00-11:30"],
}
LATE: dict[str, Any] = {"manager": "petrov", "desk": None, "begins": "12:00", "ends": "20:00", "breaks": []}


async def publish(client: httpx2.AsyncClient, *shifts: dict[str, Any], day: str = MONDAY, version: int = 0) -> Any:
    return await client.put(PATH, json={"days": [{"day": day, "version": version, "shifts": list(shifts)}]})


async def read(client: httpx2.AsyncClient, day: str = MONDAY) -> ScheduleAnswer:
    answer = await client.get(PATH, params={"from": day, "days": 1})
    assert answer.status_code == 200, answer.text
    return ScheduleAnswer.model_validate(answer.json())


async def test_what_is_published_is_read_by_those_who_work_there(doors: Doors) -> None:
    supervisor, manager = await doors.by("supervisor"), await doors.by("manager", "klin")
    before = (await read(manager)).days[0]
    assert (before.version, before.published_by, before.shifts, before.hours) == (0, None, [], "08:00-20:00")
    made = await publish(supervisor, LATE, EARLY)
    assert made.status_code == 200, made.text
    day = (await read(manager)).days[0]
    assert [(one.manager, one.desk, one.begins, one.ends, one.breaks) for one in day.shifts] == [
        ("ivanova", "2", "08:00", "14:00", ["11:00-11:30"]),
        ("petrov", None, "12:00", "20:00", []),
    ]
    assert day.shifts[0].begins_at == "2026-03-02T05:00:00.000Z"
    assert (day.version, day.published_at) == (1, "2026-03-02T06:05:00.000Z")
    assert day.published_by


async def test_the_older_version_is_refused_and_nothing_of_its_days_is_kept(doors: Doors) -> None:
    supervisor = await doors.by("supervisor")
    await publish(supervisor, EARLY)
    both = [{"day": NEXT, "version": 0, "shifts": [LATE]}, {"day": MONDAY, "version": 0, "shifts": [LATE]}]
    refused = await supervisor.put(PATH, json={"days": both})
    assert (refused.status_code, refused.json()["code"], refused.json()["days"]) == (409, "schedule_changed", [MONDAY])
    assert (await read(supervisor, NEXT)).days[0].version == 0
    assert (await publish(supervisor, LATE, version=1)).json()["days"][0]["version"] == 2


async def test_the_same_again_changes_nothing(doors: Doors) -> None:
    supervisor = await doors.by("supervisor")
    first = await publish(supervisor, EARLY, LATE)
    again = await publish(supervisor, LATE, EARLY)
    assert (again.status_code, again.json()) == (200, first.json())
    answer = await supervisor.get(f"{PATH}/versions", params={"day": MONDAY})
    assert [one.version for one in ScheduleVersionsAnswer.model_validate(answer.json()).versions] == [1]


async def test_of_two_who_publish_at_once_one_is_told(doors: Doors) -> None:
    supervisor, admin = await doors.by("supervisor"), await doors.by("admin")
    answers = await asyncio.gather(publish(supervisor, EARLY), publish(admin, LATE))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_every_version_stays(doors: Doors) -> None:
    supervisor = await doors.by("supervisor")
    await publish(supervisor, EARLY)
    doors.time.pass_s(60)
    await publish(await doors.by("admin"), version=1)
    answer = await supervisor.get(f"{PATH}/versions", params={"day": MONDAY})
    second, first = ScheduleVersionsAnswer.model_validate(answer.json()).versions
    assert (second.shifts, [one.manager for one in first.shifts]) == ([], ["ivanova"])
    assert second.published_by != first.published_by


@pytest.mark.parametrize(
    ("shift", "code"),
    [
        ({**EARLY, "manager": "sidorov"}, "manager_elsewhere"),
        ({**EARLY, "manager": "nobody"}, "manager_unknown"),
        ({**EARLY, "ends": "21:00"}, "outside_hours"),
        ({**EARLY, "breaks": ["15:00-15:30"]}, "break_outside"),
    ],
)
async def test_what_does_not_fit_is_told_with_its_place(doors: Doors, shift: dict[str, Any], code: str) -> None:
    supervisor = await doors.by("supervisor")
    answer = await publish(supervisor, LATE, shift)
    assert (answer.status_code, answer.json()["code"]) == (422, "schedule_invalid")
    (finding,) = answer.json()["findings"]
    assert (finding["code"], finding["day"], finding["shift"]) == (code, MONDAY, 1)
    assert finding["detail"] in answer.json()["detail"]
    assert (await read(supervisor)).days[0].version == 0


@pytest.mark.parametrize("shift", [{**EARLY, "begins": "8:00"}, {**EARLY, "breaks": ["noon"]}, {**EARLY, "more": 1}])
async def test_words_that_are_no_times_are_refused(doors: Doors, shift: dict[str, Any]) -> None:
    answer = await publish(await doors.by("supervisor"), shift)
    assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")


async def test_the_present_roster_is_what_is_published(doors: Doors) -> None:
    supervisor = await doors.by("supervisor")
    path = "/api/v1/offices/klin/staffing"
    await publish(supervisor, EARLY)
    answer = await supervisor.get(f"{path}/day", params={"day": MONDAY})
    day = TriableDayAnswer.model_validate(answer.json())
    assert day.published
    assert day.scenario["shift"] == [EARLY]
    week = {"from": MONDAY, "days": 1, "goal": 0.5, "demand": {"visits": 30, "topics": {"meters": 1}}}
    planned = await supervisor.post(f"{path}/plan", json={"week": week})
    assert planned.status_code == 200, planned.text
    (present,) = PlanAnswer.model_validate(planned.json()).days[0].present.shifts
    assert {**present.model_dump()} == EARLY
    tried = await supervisor.post(
        f"{path}/what_if", json={"scenario": {"day": MONDAY, **day.scenario}, "replications": 20}
    )
    assert [one["manager"] for one in tried.json()["variants"][0]["by_shift"]] == ["ivanova"]
