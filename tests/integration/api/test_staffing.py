"""Forecasts and what-if over HTTP: asked by supervisors, bounded, answered as the contract says."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from analytics.forecast import office
from analytics.staffing import bureau, day_need, week
from analytics.staffing.need import Need, desks_need
from queue_server.__main__ import command_line
from queue_server.api.plan_answers import NeedAnswer, PlanAnswer
from queue_server.api.staffing_answers import ForecastAnswer, TriableDayAnswer, WhatIfAnswer
from tests.integration.api.doors import ORGANISATION, Doors

PATH = "/api/v1/offices/klin/staffing"
WEEK_S = 7 * 24 * 3600
SCENARIO: dict[str, Any] = {
    "hours": "09:00-13:00",
    "demand": {"visits": 40},
    "variant": [{"name": "twice as many", "demand": {"visits": 80}}],
}


async def test_a_scenario_is_simulated_and_told_side_by_side(doors: Doors) -> None:
    supervisor = await doors.by("supervisor")
    body = {"scenario": SCENARIO, "replications": 200, "seed": 3}
    answer = await supervisor.post(f"{PATH}/what_if", json=body)
    assert answer.status_code == 200, answer.text
    found = WhatIfAnswer.model_validate(answer.json())
    as_it_is, twice = found.variants
    assert twice.service_level_difference is not None
    assert twice.service_level_difference.high is not None
    assert twice.service_level_difference.high < 0
    assert len(as_it_is.by_half_hour) == 8
    again = await supervisor.post(f"{PATH}/what_if", json=body)
    assert again.json() == answer.json()


async def test_the_terminal_says_the_same_of_the_same_scenario(doors: Doors, tmp_path: Path) -> None:
    (tmp_path / "there.toml").write_text(ORGANISATION, encoding="utf-8")
    words = 'organisation = "there.toml"\noffice = "klin"\nhours = "09:00-13:00"\n[demand]\nvisits = 40\n'
    twice = '[[variant]]\nname = "twice as many"\ndemand = { visits = 80 }\n'
    (tmp_path / "scenario.toml").write_text(words + twice, encoding="utf-8")
    asked = ["simulate", str(tmp_path / "scenario.toml"), "--replications", "200", "--seed", "3", "--json"]
    told = CliRunner().invoke(command_line(), asked)
    assert told.exit_code == 0, told.output
    body = {"scenario": SCENARIO, "replications": 200, "seed": 3}
    answer = await (await doors.by("supervisor")).post(f"{PATH}/what_if", json=body)
    assert json.loads(told.output) == answer.json()


async def test_the_day_of_the_office_can_be_tried_as_it_is_given(doors: Doors) -> None:
    supervisor = await doors.by("supervisor")
    day = TriableDayAnswer.model_validate((await supervisor.get(f"{PATH}/day", params={"day": "2026-03-02"})).json())
    assert day.hours == "08:00-20:00"
    assert not day.from_history  # this office has none
    scenario = {"day": day.day, **day.scenario}
    tried = await supervisor.post(f"{PATH}/what_if", json={"scenario": scenario, "replications": 50})
    assert tried.status_code == 200, tried.text
    closed = await supervisor.get(f"{PATH}/day", params={"day": "2026-03-03"})
    assert closed.json()["hours"] is None
    refused = await supervisor.post(f"{PATH}/what_if", json={"scenario": {**scenario, "day": "2026-03-03"}})
    assert refused.status_code == 422
    assert "closed on 2026-03-03" in refused.json()["detail"]


async def test_without_history_nothing_is_forecast(doors: Doors) -> None:
    answer = await (await doors.by("supervisor")).get(f"{PATH}/forecast", params={"from": "2026-03-03"})
    assert answer.status_code == 200, answer.text
    assert ForecastAnswer.model_validate(answer.json()).days == []


async def test_of_today_it_is_told_what_has_come_and_of_other_days_nothing(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "LONGEST_DAYS", 21)  # a day alone is told from as long ago as within its week
    chief = await doors.by("supervisor")
    for _ in range(3):
        await doors.open_day()
        for topic in ("meters", "meters", "contract"):
            await doors.ticket(topic=topic)
        # else a slow machine's clerk closes, a week late, the day that is opened next
        assert (await chief.post("/api/v1/offices/klin/close_day")).is_success
        doors.time.pass_s(WEEK_S)
    await doors.open_day()
    for _ in range(8):
        await doors.ticket()
    doors.time.pass_s(1500)  # 09:30: the half-hour is over
    await doors.ticket()  # and this one is of the half-hour that goes on
    answer = await chief.get(f"{PATH}/forecast", params={"from": "2026-03-23", "days": 8})
    assert answer.status_code == 200, answer.text
    today, *later = ForecastAnswer.model_validate(answer.json()).days
    so_far = today.so_far
    assert so_far is not None
    assert (so_far.until, so_far.seen, so_far.half_hours) == ("09:30", 8, {"09:00": 8})
    assert 0 < so_far.expected < 8
    assert so_far.factor > 1
    assert set(today.topics) == {"meters", "contract"}
    assert [day.so_far for day in later] == [None] * 7
    assert later[-1].expected > 0
    next_week = await chief.get(f"{PATH}/forecast", params={"from": "2026-03-30", "days": 1})
    assert next_week.json()["days"][0]["so_far"] is None
    # what has come today is not all of today: no day to come is told by it
    assert next_week.json()["days"][0] == later[-1].model_dump(mode="json", by_alias=True)
    doors.time.pass_s(12 * 3600)  # and in the evening it does
    next_week = await chief.get(f"{PATH}/forecast", params={"from": "2026-03-30", "days": 1})
    assert next_week.json()["days"][0]["expected"] > later[-1].expected


async def test_what_ends_today_changes_no_day_to_come_before_the_day_is_over(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bureau, "FEWEST_SERVED", 2)
    chief = await doors.by("supervisor")
    await doors.open_day()
    await chief.post("/api/v1/offices/klin/desks/1/open", json={"manager": "ivanova"})

    async def told() -> dict[str, dict[str, float]]:
        answer = await chief.get(f"{PATH}/day", params={"day": "2026-03-09"})
        found: dict[str, dict[str, float]] = answer.json()["scenario"]["service"]
        return found

    for lasts_s in (200, 400):
        ticket = (await doors.ticket())["id"]
        assert (await chief.post("/api/v1/offices/klin/desks/1/call_next")).is_success
        doors.time.pass_s(35)
        assert (await chief.post(f"/api/v1/tickets/{ticket}/start")).is_success
        doors.time.pass_s(lasts_s)
        assert (await chief.post(f"/api/v1/tickets/{ticket}/complete")).is_success
    assert await told() == {"mean_s": {}, "variation_by_topic": {}}
    doors.time.pass_s(12 * 3600)
    services = {"mean_s": {"meters": 300}, "variation_by_topic": {"meters": 0.471}}  # √20000 s by 300 s
    assert await told() == {**services, "walk_s": 35.0}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"scenario": {"hours": "09:00-13:00"}}, "demand: Field required"),
        ({"scenario": {**SCENARIO, "demand": {"visits": 20000}}, "replications": 5000}, "too much at once"),
        ({"scenario": {**SCENARIO, "shift": [{"manager": "nobody"}]}}, "there is no manager “nobody”"),
    ],
)
async def test_a_scenario_that_does_not_fit_is_told_why(doors: Doors, body: dict[str, Any], said: str) -> None:
    answer = await (await doors.by("supervisor")).post(f"{PATH}/what_if", json=body)
    assert answer.status_code == 422
    assert answer.json()["code"] == "scenario_invalid"
    assert said in answer.json()["detail"]


async def test_a_rush_of_questions_is_asked_to_come_back_and_the_server_goes_on(doors: Doors) -> None:
    supervisor = await doors.by("supervisor")
    body = {"scenario": {**SCENARIO, "demand": {"visits": 200}}, "replications": 2000}
    rush = [asyncio.create_task(supervisor.post(f"{PATH}/what_if", json={**body, "seed": seed})) for seed in range(12)]
    beside = await supervisor.get("/api/v1/offices")
    answers = await asyncio.gather(*rush)
    assert beside.status_code == 200
    statuses = [answer.status_code for answer in answers]
    assert set(statuses) == {200, 429}
    assert all("retry-after" in answer.headers for answer in answers if answer.status_code == 429)


async def test_a_day_is_planned_and_told_in_the_language_asked_for(doors: Doors) -> None:
    supervisor = await doors.by("supervisor")
    demand = {"visits": 60, "topics": {"meters": 1}, "day_variation": 0.1}
    shift = [{"manager": "ivanova", "begins": "08:00", "ends": "12:00"}]
    week = {"from": "2026-03-02", "days": 2, "demand": demand, "shift": shift, "goal": 0.8}
    answer = await supervisor.post(f"{PATH}/plan", json={"week": week, "language": "en"})
    assert answer.status_code == 200, answer.text
    found = PlanAnswer.model_validate(answer.json())
    assert [day.day for day in found.days] == ["2026-03-02"]  # the office opens on Mondays only
    before, after = found.week["present"].service_level.value, found.week["proposed"].service_level.value
    assert before is not None
    assert after is not None
    assert before < 0.8 <= after
    assert any("Monday" in change.sentence for change in found.changes)


async def test_a_week_without_demand_and_without_history_is_refused(doors: Doors) -> None:
    answer = await (await doors.by("supervisor")).post(f"{PATH}/plan", json={"week": {"from": "2026-03-02"}})
    assert answer.status_code == 422
    assert "nothing can be forecast" in answer.json()["detail"]


async def test_the_need_of_a_day_is_told_by_half_hour_and_topic(doors: Doors) -> None:
    supervisor = await doors.by("supervisor")
    answer = await supervisor.get(f"{PATH}/need", params={"day": "2026-03-02"})
    assert answer.status_code == 200, answer.text
    found = NeedAnswer.model_validate(answer.json())
    assert not found.from_history  # this office has none: a guess is told as one
    assert len(found.half_hours) == 24
    assert all(1 <= row.need <= 2 for row in found.half_hours)
    for row in found.half_hours:
        assert sum(row.need_by_skills.values()) == row.need
        assert all(count <= row.need for count in row.need_by_topic.values())
    assert max(row.need_by_topic.get("contract", 0) for row in found.half_hours) == 1  # one manager knows it
    assert {one.id: set(one.topics) for one in found.managers} == {
        "ivanova": {"meters", "contract"},
        "petrov": {"meters"},
    }
    again = await supervisor.get(f"{PATH}/need", params={"day": "2026-03-09"})  # a Monday like this one
    assert again.json()["half_hours"] == answer.json()["half_hours"]
    closed = await supervisor.get(f"{PATH}/need", params={"day": "2026-03-03"})
    assert closed.json()["half_hours"] == []


async def test_a_plan_and_a_need_of_the_same_day_are_one_search(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    searches = list[object]()

    def counted(*given: Any, **more: Any) -> Need:
        searches.append(given)
        return desks_need(*given, **more)

    monkeypatch.setattr(day_need, "desks_need", counted)
    monkeypatch.setattr(day_need, "PATIENCE_S", 600.0)
    monkeypatch.setattr(week, "desks_need", None)  # nobody else searches
    supervisor = await doors.by("supervisor")
    told = (await supervisor.get(f"{PATH}/day", params={"day": "2026-03-02"})).json()["scenario"]["demand"]
    for day in ("2026-03-02", "2026-03-09"):  # days alike
        need = await supervisor.get(f"{PATH}/need", params={"day": day})
        assert need.status_code == 200, need.text
        planned = await supervisor.post(f"{PATH}/plan", json={"week": {"from": day, "days": 1, "demand": told}})
        assert planned.status_code == 200, planned.text
        (of_plan,) = planned.json()["days"]
        assert [row["need"] for row in of_plan["half_hours"]] == [row["need"] for row in need.json()["half_hours"]]
        assert of_plan["need_service_level"] == need.json()["need_service_level"]
    assert len(searches) == 1
