"""What is known of days beforehand, over HTTP: by office, territory and for all; by version, with the audit."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from queue_server.api.staffing_calendar import CalendarAnswer
from tests.integration.api.doors import Doors

PATH = "/api/v1/offices/klin/staffing/calendar"
MONDAY = {"from": "2026-03-02", "days": "2"}


async def told(doors: Doors, path: str = PATH) -> CalendarAnswer:
    answer = await (await doors.by("admin")).get(path, params=MONDAY)
    assert answer.status_code == 200, answer.text
    return CalendarAnswer.model_validate(answer.json())


def body(version: str, values: dict[str, Any], place: str = "office") -> dict[str, Any]:
    return {"place": place, "version": version, "days": [{"day": "2026-03-02", "values": values}]}


async def test_the_nearest_place_says_most_and_what_is_not_named_stays(doors: Doors) -> None:
    admin = await doors.by("admin")
    empty = await told(doors)
    assert (empty.columns, empty.versions, [day.hours for day in empty.days]) == (
        [], {"all": "0", "office": "0"}, ["08:00-20:00", None],
    )  # fmt: skip
    assert (await admin.put(PATH, json=body("0", {"billing": 1, "rain_mm": 4}, "all"))).status_code == 200
    kept = await admin.put(PATH, json=body("0", {"rain_mm": 9.5}))
    monday = CalendarAnswer.model_validate(kept.json()).days[0]
    assert monday.values == {"billing": {"all": 1.0}, "rain_mm": {"all": 4.0, "office": 9.5}}
    elsewhere = await told(doors, PATH.replace("klin", "tula"))
    assert elsewhere.days[0].values["rain_mm"] == {"all": 4.0}
    version = kept.json()["versions"]["office"]
    out = await admin.put(PATH, json=body(version, {"rain_mm": None, "strike": 1}))
    assert out.json()["days"][0]["values"]["rain_mm"] == {"all": 4.0}
    assert out.json()["columns"] == ["billing", "rain_mm", "strike"]


async def test_of_two_writers_none_is_overwritten_unseen_and_a_repeat_changes_nothing(doors: Doors) -> None:
    admin = await doors.by("admin")
    first = await admin.put(PATH, json=body("0", {"billing": 1}))
    assert (await admin.put(PATH, json=body("0", {"billing": 1}))).json() == first.json()
    late = await admin.put(PATH, json=body("0", {"rain_mm": 3}))
    assert (late.status_code, late.json()["code"]) == (409, "calendar_changed")
    assert (await told(doors)).days[0].values == {"billing": {"office": 1.0}}


async def test_days_beyond_the_calendar_and_a_day_twice_are_refused(doors: Doors) -> None:
    admin = await doors.by("admin")
    last = {"from": "9999-12-31", "to": "9999-12-31", "date": "9999-12-31", "days": "2"}
    for path in (PATH, *(PATH.replace("calendar", name) for name in ("forecast", "schedule"))):
        assert (await admin.get(path, params=last)).status_code == 422, path
    for name in ("figures", "fair_play"):
        assert (await admin.get(f"/api/v1/reports/{name}", params=last)).status_code == 422, name
    far = {**body("0", {"billing": 1}), "days": [{"day": "9999-12-31", "values": {"billing": 1}}]}
    assert (await admin.put(PATH, json=far)).status_code == 422
    day = body("0", {"billing": 1})["days"]
    twice = await admin.put(PATH, json={**body("0", {}), "days": [*day, *day]})
    assert twice.status_code == 422
    assert "a day stands there twice" in twice.text
    assert (await told(doors)).columns == []


async def test_a_year_at_once_holds_the_writer_for_two_statements(doors: Doors) -> None:
    admin = await doors.by("admin")
    year = [(date(2026, 1, 1) + timedelta(number)).isoformat() for number in range(365)]

    def of_all(version: str, rain: float) -> dict[str, Any]:
        days = [{"day": day, "values": {"rain_mm": rain}} for day in year]
        return {"place": "office", "version": version, "days": days}

    first = await admin.put(PATH, json=of_all("0", 1))
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "calendar_days" in statement and not statement.startswith("SELECT"):
            said.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        second = await admin.put(PATH, json=of_all(first.json()["versions"]["office"], 2))
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    assert {day["values"]["rain_mm"]["office"] for day in second.json()["days"]} == {2.0}
    assert [statement.split()[0] for statement in said] == ["DELETE", "INSERT"]


async def test_a_place_is_kept_by_whoever_looks_after_the_whole_of_it(doors: Doors) -> None:
    of_klin = await doors.by("supervisor", "klin")
    read = CalendarAnswer.model_validate((await of_klin.get(PATH, params=MONDAY)).json())
    assert read.may_keep == ["office"]
    assert (await of_klin.put(PATH, json=body("0", {"billing": 1}, "all"))).status_code == 403
    assert (await of_klin.put(PATH, json=body("0", {"billing": 1}, "territory"))).status_code == 403  # it is in none
    assert (await of_klin.put(PATH, json=body("0", {"billing": 1}))).status_code == 200
    assert (await (await doors.by("integration", "klin")).put(PATH, json=body("0", {"billing": 1}))).status_code == 200
    for role in ("manager", "kiosk"):
        assert (await (await doors.by(role, "klin")).get(PATH, params=MONDAY)).status_code == 403, role
    tula = await doors.by("supervisor", "tula")
    assert (await tula.put(PATH, json=body("0", {"billing": 1}))).status_code == 404
    assert (await told(doors)).may_keep == ["office", "all"]


async def test_who_changed_what_is_in_the_audit(doors: Doors) -> None:
    of_klin, admin = await doors.by("supervisor", "klin"), await doors.by("admin")
    first = await of_klin.put(PATH, json=body("0", {"billing": 1, "rain_mm": 2}))
    await of_klin.put(PATH, json=body(first.json()["versions"]["office"], {"billing": 1, "rain_mm": 3}))
    await of_klin.put(PATH, json=body("0", {"billing": 1, "rain_mm": 3}))  # the same again is no entry
    entries = (await admin.get("/api/v1/audit?limit=500")).json()["entries"]
    made, changed = (entry for entry in entries if entry["action"] == "calendar_kept")
    assert (made["subject"], json.loads(made["before"])["2026-03-02 billing"]) == ("office:klin", None)
    assert json.loads(changed["before"]) == {"2026-03-02 rain_mm": 2.0}
    assert json.loads(changed["after"]) == {"2026-03-02 rain_mm": 3.0}
    assert changed["actor"].startswith("supervisor:")


@pytest.mark.parametrize(
    "values", [{"date": 1}, {f"c{number}": 1 for number in range(31)}, {"a;b": 1}, {"rain": "wet"}]
)
async def test_what_cannot_be_kept_is_told_and_nothing_is(doors: Doors, values: dict[str, Any]) -> None:
    assert (await (await doors.by("admin")).put(PATH, json=body("0", values))).status_code == 422
    assert (await told(doors)).columns == []
