"""Figures and fair play over HTTP: what the terminal says, for whom it is, and requests that make no sense."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from analytics.figures import FIGURES, GROUPS
from queue_server.api import figures as edge
from queue_server.api.figure_answers import FairPlayAnswer, FiguresAnswer
from tests.integration.api.doors import Doors, opened

FIGURES_AT = "/api/v1/reports/figures"
FAIR_PLAY_AT = "/api/v1/reports/fair_play"


@pytest.fixture
async def doors(tmp_path: Path) -> AsyncIterator[Doors]:
    async with opened(tmp_path, kiosk_burst=0, kiosk_per_minute=0, office_per_minute=0, topic_per_minute=0) as fresh:
        await fresh.open_day("klin")
        yield fresh


def today(doors: Doors) -> dict[str, str]:
    day = datetime.fromtimestamp(doors.app.state.surroundings.clock() / 1000, tz=UTC).date().isoformat()
    return {"from": day, "to": day}


async def serve(doors: Doors, seconds: float) -> None:
    """One visitor, called at once and served so long."""
    desk = await doors.by("manager", "klin", "1")
    called = (await desk.post("/api/v1/offices/klin/desks/1/call_next")).json()["ticket"]["id"]
    assert (await desk.post(f"/api/v1/tickets/{called}/start")).status_code == 200
    doors.time.pass_s(seconds)
    assert (await desk.post(f"/api/v1/tickets/{called}/complete", json={"outcome": "settled"})).status_code == 200


async def test_figures_of_the_present_day_count_those_who_still_wait(doors: Doors) -> None:
    await doors.desk_open()
    for _ in range(3):
        await doors.ticket()
    await serve(doors, 120)
    doors.time.pass_s(60)
    chief = await doors.by("supervisor")
    answer = await chief.get(FIGURES_AT, params={**today(doors), "by": "office, topic"})
    assert answer.status_code == 200, answer.text
    told = answer.json()
    FiguresAnswer.model_validate(told)
    (row,) = told["rows"]
    assert set(row) == {"office", "topic", *FIGURES}
    assert (row["office"], row["topic"]) == ("klin", "meters")
    assert (row["issued"], row["served"], row["undecided"], row["service_total_s"]) == (3, 1, 2, 120.0)
    (whole,) = (await chief.get(FIGURES_AT, params=today(doors))).json()["rows"]
    assert whole["desks_serving_s"] == 120.0
    assert whole["idle_waiting_s"] == 60.0


async def test_fair_play_names_the_tickets(doors: Doors) -> None:
    await doors.desk_open()
    for _ in range(4):
        await doors.ticket()
        await serve(doors, 3)
    chief = await doors.by("supervisor")
    told = (await chief.get(FAIR_PLAY_AT, params=today(doors))).json()
    FairPlayAnswer.model_validate(told)
    (finding,) = told["findings"]
    assert (finding["rule"], finding["manager"], finding["marks"]) == ("served_in_seconds", "ivanova", 4)
    assert [mark["lasted_s"] for mark in finding["evidence"]] == [3.0] * 4
    assert all(mark["ticket"] and mark["number"] for mark in finding["evidence"])


async def test_issuing_closed_early_comes_with_the_last_ticket_and_how_many_were_refused(doors: Doors) -> None:
    await doors.ticket()
    chief, kiosk = await doors.by("supervisor"), await doors.by("kiosk", "klin")
    assert (await chief.post("/api/v1/offices/klin/stop_issuing")).status_code == 200
    doors.time.pass_s(1200)
    for _ in range(2):
        assert (await kiosk.post("/api/v1/offices/klin/tickets", json={"topic": "meters"})).status_code == 409
    assert (await chief.post("/api/v1/offices/klin/resume_issuing")).status_code == 200
    found = (await chief.get(FAIR_PLAY_AT, params=today(doors))).json()["findings"]
    (finding,) = (one for one in found if one["rule"] == "issuing_closed_early")
    assert (finding["refused"], finding["lasted_s"]) == (2, 1200.0)
    assert finding["evidence"][0]["ticket"] and finding["evidence"][0]["number"]


async def test_refused_tickets_are_counted_and_outlive_the_server(tmp_path: Path) -> None:
    async with opened(tmp_path, kiosk_burst=0) as doors:
        await doors.open_day("klin")
        await doors.ticket()
        chief, kiosk = await doors.by("supervisor"), await doors.by("kiosk", "klin")
        assert (await chief.post("/api/v1/offices/klin/suspend_topic", json={"topic": "meters"})).status_code == 200
        for _ in range(2):
            assert (await kiosk.post("/api/v1/offices/klin/tickets", json={"topic": "meters"})).status_code == 409
        (row,) = (await chief.get(FIGURES_AT, params=today(doors))).json()["rows"]
        assert (row["issued"], row["refused"]) == (1, 2)
        assert (await kiosk.post("/api/v1/offices/klin/tickets", json={"topic": "meters"})).status_code == 409
    async with opened(tmp_path, doors.time) as again:
        chief = await again.by("supervisor")
        (row,) = (await chief.get(FIGURES_AT, params={**today(again), "by": "topic,half_hour"})).json()["rows"]
        assert (row["topic"], row["refused"]) == ("meters", 3)
        (row,) = (await chief.get(FIGURES_AT, params={**today(again), "by": "manager"})).json()["rows"]
        assert row["refused"] is None


async def test_a_topic_that_only_refused_has_a_row(tmp_path: Path) -> None:
    async with opened(tmp_path, kiosk_burst=0) as doors:
        await doors.open_day("klin")
        chief, kiosk = await doors.by("supervisor"), await doors.by("kiosk", "klin")
        assert (await chief.post("/api/v1/offices/klin/suspend_topic", json={"topic": "meters"})).status_code == 200
        assert (await kiosk.post("/api/v1/offices/klin/tickets", json={"topic": "meters"})).status_code == 409
        for by in ("topic", "half_hour"):
            (row,) = (await chief.get(FIGURES_AT, params={**today(doors), "by": by})).json()["rows"]
            assert (row["issued"], row["refused"], row["service_level"], row["wait_p90_s"]) == (0, 1, None, None)
        assert (await chief.get(FIGURES_AT, params={**today(doors), "by": "manager"})).json()["rows"] == []


async def test_somebody_of_one_office_sees_that_office_only(doors: Doors) -> None:
    await doors.ticket()
    elsewhere = await doors.by("supervisor", "tver")
    (row,) = (await elsewhere.get(FIGURES_AT, params=today(doors))).json()["rows"]
    assert row["issued"] == 0
    answer = await elsewhere.get(FIGURES_AT, params={**today(doors), "office": "klin"})
    assert (answer.status_code, answer.json()["code"]) == (404, "office_unknown")
    mine = await doors.by("supervisor", "klin")
    assert (await mine.get(FIGURES_AT, params=today(doors))).json()["rows"][0]["issued"] == 1


@pytest.mark.parametrize("role", ["kiosk", "display", "manager"])
async def test_figures_are_for_supervisors(doors: Doors, role: str) -> None:
    client = await doors.by(role, "klin")
    for path in (FIGURES_AT, FAIR_PLAY_AT):
        assert (await client.get(path, params=today(doors))).status_code == 403
    assert (await (await doors.by(None)).get(FIGURES_AT, params=today(doors))).status_code == 401


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ({}, 422, "request_invalid"),
        ({"from": "2026-03-02"}, 422, "request_invalid"),
        ({"from": "yesterday", "to": "2026-03-02"}, 422, "request_invalid"),
        ({"from": "2026-02-30", "to": "2026-03-02"}, 422, "request_invalid"),
        ({"from": "2026-03-03", "to": "2026-03-02"}, 422, "request_invalid"),
        ({"from": "2020-01-01", "to": "2026-03-02"}, 422, "request_invalid"),
        ({"from": "1793145600", "to": "2026-11-02"}, 422, "request_invalid"),
        ({"from": "2026-03-02T00:00:00Z", "to": "2026-03-02"}, 422, "request_invalid"),
        ({"from": "9999-12-31", "to": "9999-12-31"}, 422, "request_invalid"),
        ({"from": "2026-03-02", "to": "2026-03-02", "by": "moon"}, 422, "request_invalid"),
        ({"from": "2026-03-02", "to": "2026-03-02", "by": "office,office"}, 422, "request_invalid"),
        ({"from": "2026-03-02", "to": "2026-03-02", "by": "office," * 60}, 422, "request_invalid"),
        ({"from": "2026-03-02", "to": "2026-03-02", "office": "a b"}, 422, "request_invalid"),
        ({"from": "2026-03-02", "to": "2026-03-02", "office": "nowhere"}, 404, "office_unknown"),
    ],
)
async def test_a_request_that_makes_no_sense_is_told_what_is_wrong(
    doors: Doors, words: dict[str, str], status: int, code: str
) -> None:
    answer = await (await doors.by("supervisor")).get(FIGURES_AT, params=words)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["detail"]


@pytest.mark.parametrize("path", [FIGURES_AT, FAIR_PLAY_AT])
async def test_days_of_imported_history_can_be_asked_for(doors: Doors, path: str) -> None:
    answer = await (await doors.by("supervisor")).get(path, params={"from": "1999-01-01", "to": "1999-02-28"})
    assert answer.status_code == 200, answer.text


async def test_an_answer_too_large_is_refused(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    await doors.ticket()
    monkeypatch.setattr(edge, "ROWS_MOST", 0)
    answer = await (await doors.by("supervisor")).get(FIGURES_AT, params=today(doors))
    assert (answer.status_code, answer.json()["code"]) == (422, "answer_too_large")


def test_the_api_groups_as_the_figures_do() -> None:
    assert edge.GROUPS == GROUPS


async def test_the_contract_shows_an_answer_that_holds(doors: Doors) -> None:
    contract: dict[str, Any] = (await (await doors.by(None)).get("/api/v1/openapi.json")).json()
    names = {one["name"] for one in contract["paths"][FIGURES_AT]["get"]["parameters"]}
    assert names == {"from", "to", "office", "by"}
    for name, model in (("FiguresAnswer", FiguresAnswer), ("FairPlayAnswer", FairPlayAnswer)):
        for example in contract["components"]["schemas"][name]["examples"]:
            model.model_validate(example)
