"""Whoever is bound to a territory has its offices, as the organisation is at that moment, and no others exist."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from queue_server.push.overview import Scope
from tests.integration.analytics.test_alerts import somebody_waits_too_long, time_passes
from tests.integration.api.doors import BASE, ORGANISATION, Doors, opened
from tests.integration.api.test_people_and_devices import PASSWORD, sign_in
from tests.integration.api.test_who_may import PLACES, guarded

DAY = "2026-03-02"
DAYS = {"from": DAY, "to": DAY}
TERRITORIES = """
[[territory]]
id = "north"
name = { ru = "Север", en = "North" }

[[territory]]
id = "south"
name = { ru = "Юг", en = "South" }

[[report]]
id = "morning"
kind = "brief"

[[report]]
id = "week"
kind = "bulletin"
territory = "north"

[[report]]
id = "far"
kind = "bulletin"
territory = "south"

[[report]]
id = "whole"
kind = "monthly"
"""


@pytest.fixture
async def doors(tmp_path: Path) -> AsyncIterator[Doors]:
    """Klin in the north, Tula in the south; both open."""
    organisation = ORGANISATION + TERRITORIES
    for office, territory in (("klin", "north"), ("tula", "south")):
        organisation = organisation.replace(
            f'id = "{office}"\nname', f'id = "{office}"\nterritory = "{territory}"\nname'
        )
    easy: dict[str, Any] = {"kiosk_burst": 0, "kiosk_per_minute": 0, "office_per_minute": 0, "topic_per_minute": 0}
    async with opened(tmp_path, organisation=organisation, **easy) as fresh:
        await fresh.open_day("klin")
        await fresh.open_day("tula")
        yield fresh


async def move(doors: Doors, office: str, territory: str) -> None:
    """What `queue-server apply` does where the file puts an office into another territory."""
    offices = doors.app.state.surroundings.offices
    config = offices.get(office).state.config
    await offices.apply({office: replace(config, territory=territory)}, actor="terminal")


def asked(method: str) -> dict[str, Any]:
    return {} if method in ("GET", "DELETE") else {"json": {}}


@pytest.mark.parametrize("role", ["supervisor", "integration"])
async def test_a_territorys_people_on_each_route_of_an_office_outside(doors: Doors, role: str) -> None:
    """Their role is refused as ever; what they may do otherwise, they may not do there: it does not exist."""
    taken = await doors.ticket()
    stranger = await doors.by(role, territory="south")
    for method, path, permission in guarded():
        if "{office}" not in path and "{ticket}" not in path:
            continue
        answer = await stranger.request(method, path.format(**{**PLACES, "ticket": taken["id"]}), **asked(method))
        told = f"{method} {path}: {answer.status_code} {answer.text}"
        refused = role not in permission.roles
        assert answer.status_code == (403 if refused else 404) or (answer.status_code == 422 and not refused), told
        assert taken["number"] not in answer.text, told


@pytest.mark.parametrize("role", ["supervisor", "integration"])
async def test_a_territorys_people_on_each_route_of_their_own_office(doors: Doors, role: str) -> None:
    """What anybody of this role may read, they read; what is not their role's is refused."""
    taken = await doors.ticket()
    own, whole = await doors.by(role, territory="north"), await doors.by(role)
    for method, path, permission in guarded():
        if "{office}" not in path and "{ticket}" not in path:
            continue
        where = path.format(**{**PLACES, "ticket": taken["id"]})
        answer = await own.request(method, where, **asked(method))
        told = f"{method} {where}: {answer.status_code} {answer.text}"
        assert (answer.status_code == 403) == (role not in permission.roles), told
        if method == "GET":
            assert answer.status_code == (await whole.get(where)).status_code, told
        else:
            assert answer.json().get("code") not in ("office_unknown", "ticket_unknown"), told


async def test_the_answer_to_a_ticket_outside_is_that_to_no_ticket(doors: Doors) -> None:
    taken, stranger = await doors.ticket(), await doors.by("supervisor", territory="south")
    known = (await stranger.get(f"/api/v1/tickets/{taken['id']}")).json()
    unknown = (await stranger.get(f"/api/v1/tickets/{'B' * 22}")).json()
    assert {**known, "detail": ""} == {**unknown, "detail": ""}
    booked = {"office": "klin", "topic": "meters", "slot": "2026-03-03T09:30:00Z"}
    answer = await stranger.post("/api/v1/appointments", json=booked)
    assert (answer.status_code, answer.json()["code"]) == (404, "office_unknown")


async def test_the_binding_follows_the_organisation_as_it_is(doors: Doors) -> None:
    north, south = [await doors.by("supervisor", territory=one) for one in ("north", "south")]
    assert (await north.get("/api/v1/offices/klin/queue")).status_code == 200
    await move(doors, "klin", "south")
    assert (await north.get("/api/v1/offices/klin/queue")).status_code == 404
    assert (await south.get("/api/v1/offices/klin/queue")).status_code == 200


async def test_alerts_of_the_territory_only_and_given_to_who_can_see_them(doors: Doors) -> None:
    alert = await somebody_waits_too_long(doors)
    admin = await doors.by("admin")
    for login, territory in (("severina", "north"), ("yuzhnaya", "south")):
        words = {"login": login, "name": login.title(), "role": "supervisor", "territory": territory}
        assert (await admin.post("/api/v1/people", json={**words, "password": PASSWORD})).status_code == 201
    north, south = [await doors.by("supervisor", territory=one) for one in ("north", "south")]
    assert [one["id"] for one in (await north.get("/api/v1/alerts")).json()["alerts"]] == [alert["id"]]
    for words in ({}, {"office": "klin"}, {"territory": "north"}, {"state": "all"}):
        assert (await south.get("/api/v1/alerts", params=words)).json() == {"alerts": []}, words
    path = f"/api/v1/alerts/{alert['id']}"
    for verb in ("", "/acknowledge", "/own", "/release"):
        answer = await (south.post(path + verb) if verb else south.get(path))
        assert (answer.status_code, answer.json()["code"]) == (404, "alert_unknown"), verb
    refused = await north.post(f"{path}/own", json={"login": "yuzhnaya"})
    assert (refused.status_code, refused.json()["code"]) == (404, "person_unknown")
    given = await north.post(f"{path}/own", json={"login": "severina"})
    assert given.json()["owner"]["subject"] == "person:severina"
    await move(doors, "klin", "south")
    assert (await north.get(path)).status_code == 404
    assert (await south.post(f"{path}/own", json={"login": "yuzhnaya"})).status_code == 200


async def test_the_overview_gains_and_loses_an_office_with_its_alerts(doors: Doors) -> None:
    alert = await somebody_waits_too_long(doors)
    overview = doors.app.state.streams.overview
    held = {}
    for territory in ("north", "south"):
        scope = Scope(territory=territory)
        await overview.prepare(scope)
        held[territory] = overview.subscribe(scope, after=None, epoch=None).live
    mine = {"office:klin", f"alert:{alert['id']}"}
    assert (rows(held["north"]), rows(held["south"])) == (mine, {"office:tula"})
    await move(doors, "klin", "south")
    overview._flush()
    assert (rows(held["north"]), rows(held["south"])) == (set(), {*mine, "office:tula"})
    await time_passes(doors, 1)
    overview._flush()
    assert (rows(held["north"]), rows(held["south"])) == (set(), {*mine, "office:tula"})


def rows(held: Any) -> set[str]:
    return set(held._rows)


async def test_the_outlook_lists_offices_of_the_territory_only(doors: Doors) -> None:
    await doors.desk_open()
    for _ in range(5):
        await doors.ticket()
    north, south = [await doors.by("supervisor", territory=one) for one in ("north", "south")]
    assert (await north.get("/api/v1/offices/klin/staffing/outlook")).status_code == 200
    await doors.app.state.outlooks.sweep()
    assert [one["office"] for one in (await north.get("/api/v1/staffing/outlook")).json()["outlooks"]] == ["klin"]
    assert (await south.get("/api/v1/staffing/outlook")).json() == {"outlooks": []}


async def test_a_day_together_is_of_the_offices_of_the_territory_only(doors: Doors) -> None:
    await doors.ticket()
    north, south = [await doors.by("supervisor", territory=one) for one in ("north", "south")]
    own = (await north.get("/api/v1/day")).json()
    assert (own["offices"], sum(row["issued"] for row in own["half_hours"])) == (1, 1)
    assert (await north.get("/api/v1/day", params={"territory": "north"})).json() == own | {"territory": "north"}
    assert sum(row["issued"] for row in (await south.get("/api/v1/day")).json()["half_hours"]) == 0
    assert (await south.get("/api/v1/day", params={"territory": "north"})).status_code == 404


async def test_a_schedule_tells_nothing_of_managers_outside(doors: Doors) -> None:
    shift = {"manager": "sidorov", "begins": "08:00", "ends": "14:00"}
    body = {"days": [{"day": DAY, "version": 0, "shifts": [shift]}]}

    async def told(client: httpx2.AsyncClient) -> tuple[str, str]:
        answer = await client.put("/api/v1/offices/klin/staffing/schedule", json=body)
        (finding,) = answer.json()["findings"]
        return finding["code"], finding["values"]["office"]

    assert await told(await doors.by("supervisor")) == ("manager_elsewhere", "tula")
    assert await told(await doors.by("supervisor", territory="north")) == ("manager_unknown", "")
    assert await told(await doors.by("supervisor", "klin")) == ("manager_unknown", "")


async def test_figures_add_up_offices_of_the_territory_only(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    for office, count in (("klin", 3), ("tula", 2)):
        for _ in range(count):
            await doors.ticket(office)
    path = "/api/v1/reports/figures"

    async def issued(client: httpx2.AsyncClient, **words: str) -> dict[str, int]:
        answer = await client.get(path, params={**DAYS, "by": "office", **words})
        assert answer.status_code == 200, answer.text
        return {row["office"]: row["issued"] for row in answer.json()["rows"]}

    north, whole = await doors.by("supervisor", territory="north"), await doors.by("supervisor")
    assert await issued(whole) == {"klin": 3, "tula": 2}
    assert await issued(north) == await issued(north, office="klin") == {"klin": 3}
    assert (await north.get(path, params=DAYS)).json()["rows"][0]["issued"] == 3
    outside = await north.get(path, params={**DAYS, "office": "tula"})
    assert (outside.status_code, outside.json()["code"]) == (404, "office_unknown")
    assert (await north.get("/api/v1/reports/fair_play", params={**DAYS, "office": "tula"})).status_code == 404
    monkeypatch.setattr("analytics.answering.EXACT_MOST", 0)  # what a year of 200 offices is answered from
    assert (await issued(north), await issued(whole)) == ({"klin": 3}, {"klin": 3, "tula": 2})
    await move(doors, "klin", "south")
    assert (await issued(north), await issued(await doors.by("supervisor", territory="south"))) == (
        {}, {"klin": 3, "tula": 2},
    )  # fmt: skip


async def test_fair_play_speaks_of_offices_of_the_territory_only(doors: Doors) -> None:
    for office, manager in (("klin", "ivanova"), ("tula", "sidorov")):
        desk = await doors.desk_open("1", manager, office)
        for _ in range(4):
            await doors.ticket(office)
            called = (await desk.post(f"/api/v1/offices/{office}/desks/1/call_next")).json()["ticket"]["id"]
            await desk.post(f"/api/v1/tickets/{called}/start")
            doors.time.pass_s(3)
            assert (await desk.post(f"/api/v1/tickets/{called}/complete", json={})).status_code == 200
    north = await doors.by("supervisor", territory="north")
    found = (await north.get("/api/v1/reports/fair_play", params=DAYS)).json()["findings"]
    assert {finding["office"] for finding in found} == {"klin"}
    assert {one["office"] for one in
            (await (await doors.by("supervisor")).get("/api/v1/reports/fair_play", params=DAYS)).json()["findings"]
            } == {"klin", "tula"}  # fmt: skip


async def test_reports_about_the_territory_and_its_offices_only(doors: Doors) -> None:
    await doors.ticket()
    north = await doors.by("supervisor", territory="north")
    documents = "/api/v1/reports/documents"

    async def status(kind: str, period: str, **words: str) -> tuple[int, str]:
        answer = await north.get(f"{documents}/{kind}", params={"period": period, "format": "json", **words})
        return answer.status_code, answer.json().get("code", answer.headers.get("content-disposition"))

    assert (await status("brief", DAY, office="klin"))[0] == 200
    assert await status("brief", DAY, office="tula") == (404, "office_unknown")
    assert await status("brief", DAY) == (422, "request_invalid")
    for words in ({}, {"territory": "north"}):
        got = await status("bulletin", "2026-W10", **words)
        assert got == (200, 'attachment; filename="bulletin-north-2026-W10-ru.json"')
    assert await status("bulletin", "2026-W10", territory="south") == (404, "territory_unknown")
    assert await status("bulletin", "2026-W10", territory="moon") == (404, "territory_unknown")
    assert (await status("ranking", "2026Q1"))[0] == 403
    coming = (await north.get("/api/v1/reports")).json()["upcoming"]
    assert {(one["report"], one["office"], one["territory"]) for one in coming} == {
        ("morning", "klin", None), ("week", None, "north"),
    }  # fmt: skip


async def test_the_ranking_tells_a_territory_of_itself(doors: Doors) -> None:
    await doors.ticket()
    north, whole = await doors.by("supervisor", territory="north"), await doors.by("supervisor")
    everybody, own = [
        (await client.get("/api/v1/reports/ranking?quarter=2026Q1")).json()["leagues"] for client in (whole, north)
    ]
    assert {one["territory"] for league in everybody for one in league["standings"]} == {"north", "south"}
    assert [one["territory"] for league in own for one in league["standings"]] == ["north"]
    report = await north.get("/api/v1/reports/documents/quarterly", params={"period": "2026Q1", "format": "csv"})
    assert report.status_code == 200
    assert "Юг" not in report.text
    entries = await north.post("/api/v1/reports/ranking/entries", json={"csv": "quarter\n"})
    assert entries.status_code == 403, "nobody enters the values by which they are ranked"


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ({"role": "supervisor", "territory": "moon"}, 404, "territory_unknown"),
        ({"role": "supervisor", "territory": "north", "office": "klin"}, 422, "place_ambiguous"),
        ({"role": "admin", "territory": "north"}, 422, "territory_not_for_role"),
        ({"role": "manager", "territory": "north"}, 422, "office_required"),
    ],
)
async def test_a_binding_that_makes_no_sense_is_refused(
    doors: Doors, words: dict[str, Any], status: int, code: str
) -> None:
    body = {"login": "orlova", "name": "Орлова М. А.", "password": PASSWORD, **words}
    answer = await (await doors.by("admin")).post("/api/v1/people", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_person_of_a_territory_is_made_signs_in_and_is_bound_elsewhere(doors: Doors) -> None:
    admin = await doors.by("admin")
    body = {"login": "orlova", "name": "Орлова М. А.", "role": "supervisor", "territory": "north", "password": PASSWORD}
    assert (await admin.post("/api/v1/people", json=body)).json()["territory"] == "north"
    async with doors.plain() as page:
        assert (await sign_in(page, "orlova")).json()["territory"] == "north"
        assert (await page.get("/api/v1/offices/tula/queue")).status_code == 404
        change = {"name": "Орлова М. А.", "role": "supervisor", "territory": "south"}
        assert (await admin.post("/api/v1/people/orlova/change", json=change)).json()["territory"] == "south"
        assert (await page.get("/api/v1/session")).status_code == 401, "it was opened as somebody else"
        await sign_in(page, "orlova")
        opened_day = await page.post("/api/v1/offices/tula/stop_issuing", json={}, headers={"Origin": BASE})
        assert opened_day.status_code == 200
        assert (await page.get("/api/v1/offices/klin/queue")).status_code == 404
    audit = (await admin.get("/api/v1/audit?limit=500")).json()["entries"]
    changed = next(entry for entry in audit if entry["action"] == "person_changed")
    assert [json.loads(changed[when])["territory"] for when in ("before", "after")] == ["north", "south"]
