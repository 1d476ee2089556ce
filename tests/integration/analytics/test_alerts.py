"""An alert from the hall to whoever takes it on: raised by what happened, kept, listed, taken, told after a restart."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from queue_server.api.alert_answers import AlertAnswer, AlertHistoryAnswer, AlertRow
from queue_server.push.overview import Scope
from tests.integration.api.doors import Doors, opened

EASY: dict[str, Any] = {"kiosk_burst": 0, "kiosk_per_minute": 0, "office_per_minute": 0, "topic_per_minute": 0}


@pytest.fixture
async def doors(tmp_path: Path) -> AsyncIterator[Doors]:
    async with opened(tmp_path, **EASY) as fresh:
        await fresh.open_day("klin")
        yield fresh


async def time_passes(doors: Doors, minutes: float) -> None:
    """Looks every ten seconds, as the server does by itself."""
    for _ in range(round(minutes * 6)):
        doors.time.pass_s(10)
        await doors.app.state.alerting.keeper.look()


async def somebody_waits_too_long(doors: Doors) -> dict[str, Any]:
    ticket = await doors.ticket()
    await time_passes(doors, 19)
    (alert,) = (await (await doors.by("supervisor")).get("/api/v1/alerts")).json()["alerts"]
    assert [row["ticket"] for row in alert["evidence"]] == [ticket["id"]]
    found: dict[str, Any] = alert
    return found


async def test_a_long_wait_is_listed_with_its_ticket_and_its_history(doors: Doors) -> None:
    alert = await somebody_waits_too_long(doors)
    AlertAnswer.model_validate(alert)
    assert (alert["cause"], alert["severity"], alert["office"], alert["rings"]) == (
        "longest_wait",
        "warning",
        "klin",
        1,
    )
    assert alert["facts"]["number"] == "П001"
    told = (await (await doors.by("integration")).get(f"/api/v1/alerts/{alert['id']}")).json()
    AlertHistoryAnswer.model_validate(told)
    assert [(line["kind"], line["by"]) for line in told["history"]] == [("opened", None)]


async def test_who_acknowledges_first_counts_and_the_audit_names_them(doors: Doors) -> None:
    alert = await somebody_waits_too_long(doors)
    chief, admin = await doors.by("supervisor"), await doors.by("admin")
    path = f"/api/v1/alerts/{alert['id']}"
    first = (await chief.post(f"{path}/acknowledge")).json()
    again = (await admin.post(f"{path}/acknowledge")).json()
    assert first["acknowledged_by"] == again["acknowledged_by"]
    kinds = [line["kind"] for line in (await chief.get(path)).json()["history"]]
    assert kinds == ["opened", "acknowledged"]
    entries = (await admin.get("/api/v1/audit", params={"limit": 1000})).json()["entries"]
    actor = next(entry["actor"] for entry in entries if entry["action"] == "alert_acknowledged")
    assert actor == first["acknowledged_by"]["subject"]


async def test_taking_on_acknowledges_and_a_repeated_key_gives_the_first_answer(doors: Doors) -> None:
    alert = await somebody_waits_too_long(doors)
    chief = await doors.by("supervisor")
    path = f"/api/v1/alerts/{alert['id']}"
    key = {"Idempotency-Key": "take-1"}
    taken = await chief.post(f"{path}/own", headers=key)
    repeated = await chief.post(f"{path}/own", headers=key)
    assert taken.json() == repeated.json() and repeated.headers["Idempotency-Replayed"] == "true"
    assert taken.json()["owner"] == taken.json()["acknowledged_by"]
    assert (await chief.post(f"{path}/release")).json()["owner"] is None
    kinds = [line["kind"] for line in (await chief.get(path)).json()["history"]]
    assert kinds == ["opened", "owned", "acknowledged", "released"]
    refused = await chief.post(f"{path}/own", json={"login": "nobody"})
    assert (refused.status_code, refused.json()["code"]) == (404, "person_unknown")


async def test_it_is_given_to_somebody_who_supervises_that_office_only(doors: Doors) -> None:
    alert = await somebody_waits_too_long(doors)
    admin = await doors.by("admin")
    for login, role, office in (
        ("orlova", "supervisor", "klin"), ("tulina", "supervisor", "tula"), ("lebedeva", "manager", "klin"),
    ):  # fmt: skip
        words = {"login": login, "name": login.title(), "role": role, "office": office, "password": "four-plain-words"}
        made = await admin.post("/api/v1/people", json=words | ({"manager": "ivanova"} if role == "manager" else {}))
        assert made.status_code == 201, made.text
    path = f"/api/v1/alerts/{alert['id']}/own"
    given = await admin.post(path, json={"login": "Orlova"})
    assert given.json()["owner"] == {"subject": "person:orlova", "name": "Orlova"}
    assert given.json()["acknowledged_by"]["subject"] != "person:orlova"  # whoever gives it has seen it
    for login in ("tulina", "lebedeva"):
        refused = await admin.post(path, json={"login": login})
        assert (refused.status_code, refused.json()["code"]) == (404, "person_unknown"), login


async def test_another_office_has_no_such_alert(doors: Doors) -> None:
    alert = await somebody_waits_too_long(doors)
    stranger = await doors.by("supervisor", "tula")
    assert (await stranger.get("/api/v1/alerts")).json() == {"alerts": []}
    assert (await stranger.get("/api/v1/alerts", params={"office": "klin"})).json() == {"alerts": []}
    for answer in (
        await stranger.get(f"/api/v1/alerts/{alert['id']}"),
        await stranger.post(f"/api/v1/alerts/{alert['id']}/acknowledge"),
        await stranger.post(f"/api/v1/alerts/{alert['id']}/own"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "alert_unknown")
    own = await doors.by("supervisor", "klin")
    assert [a["id"] for a in (await own.get("/api/v1/alerts")).json()["alerts"]] == [alert["id"]]


async def test_it_closes_by_itself_and_stays_in_the_history(doors: Doors) -> None:
    alert = await somebody_waits_too_long(doors)
    kiosk, chief = await doors.by("kiosk", "klin"), await doors.by("supervisor")
    await kiosk.post(f"/api/v1/tickets/{alert['evidence'][0]['ticket']}/cancel")
    await time_passes(doors, 4)
    assert (await chief.get("/api/v1/alerts")).json() == {"alerts": []}
    (closed,) = (await chief.get("/api/v1/alerts", params={"state": "closed"})).json()["alerts"]
    assert (closed["id"], closed["closed_why"], closed["open"]) == (alert["id"], "passed", False)
    everything = {"state": "all", "before": alert["id"]}
    assert (await chief.get("/api/v1/alerts", params=everything)).json() == {"alerts": []}


async def test_a_restart_raises_nothing_again(tmp_path: Path) -> None:
    async with opened(tmp_path, **EASY) as before:
        await before.open_day("klin")
        alert = await somebody_waits_too_long(before)
        await (await before.by("supervisor")).post(f"/api/v1/alerts/{alert['id']}/own")
        at = before.time.at
    async with opened(tmp_path, **EASY) as after:
        after.time.at = at
        await time_passes(after, 5)
        chief = await after.by("supervisor")
        (known,) = (await chief.get("/api/v1/alerts", params={"state": "all"})).json()["alerts"]
        assert (known["id"], known["rings"], known["owner"]) == (alert["id"], 1, known["acknowledged_by"])
        assert known["peak"] > alert["peak"]
        kinds = [line["kind"] for line in (await chief.get(f"/api/v1/alerts/{alert['id']}")).json()["history"]]
        assert kinds == ["opened", "owned", "acknowledged"]


async def test_what_cannot_be_kept_has_not_happened(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    from queue_server.errors import Unavailable

    keeper = doors.app.state.alerting.keeper
    real = keeper.store.keep

    async def full(*_: object) -> None:
        raise Unavailable("The disk is full.")

    monkeypatch.setattr(keeper.store, "keep", full)
    await doors.ticket()
    await time_passes(doors, 20)
    assert keeper.open() == []
    monkeypatch.setattr(keeper.store, "keep", real)
    await time_passes(doors, 1)
    assert len(keeper.open()) == 1


async def test_whoever_watches_all_offices_sees_it_at_once_and_sees_it_go(doors: Doors) -> None:
    alert = await somebody_waits_too_long(doors)
    overview = doors.app.state.streams.overview
    await overview.prepare(Scope())
    held = overview.subscribe(Scope(), after=None, epoch=None).live
    row = json.loads(held.snapshot().text)["view"][f"alert:{alert['id']}"]
    AlertRow.model_validate(row)
    assert {**row, "kind": ""} == {**alert, "kind": ""}
    await (await doors.by("kiosk", "klin")).post(f"/api/v1/tickets/{alert['evidence'][0]['ticket']}/cancel")
    await time_passes(doors, 4)
    for _ in range(200):
        await asyncio.sleep(0.02)
        if f"alert:{alert['id']}" not in held:
            break
    assert f"alert:{alert['id']}" not in held


async def test_a_desk_that_the_schedule_expects_is_told_of_until_it_opens(doors: Doors) -> None:
    chief = await doors.by("supervisor")
    shifts = [{"manager": "ivanova", "desk": "1", "begins": "09:00", "ends": "18:00"}]  # the day was opened at 9:05
    body = {"days": [{"day": "2026-03-02", "version": 0, "shifts": shifts}]}
    assert (await chief.put("/api/v1/offices/klin/staffing/schedule", json=body)).status_code == 200
    await time_passes(doors, 9)
    assert (await chief.get("/api/v1/alerts")).json()["alerts"] == []
    await time_passes(doors, 2)
    (alert,) = (await chief.get("/api/v1/alerts")).json()["alerts"]
    AlertAnswer.model_validate(alert)
    assert (alert["cause"], alert["severity"], alert["evidence"]) == ("missing_desks", "warning", [])
    assert (alert["facts"]["desks"], alert["facts"]["managers"]) == ("1", "Иванова А. П.")
    admin = await doors.by("admin")
    opened_desk = await admin.post("/api/v1/offices/klin/desks/1/open", json={"manager": "ivanova"})
    assert opened_desk.status_code == 200, opened_desk.text
    await time_passes(doors, 4)
    (alert,) = (await chief.get("/api/v1/alerts", params={"state": "closed"})).json()["alerts"]
    assert alert["closed_why"] == "passed"
