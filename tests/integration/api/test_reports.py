"""Reports over HTTP: any one now, the list, the ranking, what is entered; scopes, malformed requests, headers."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import pypdf
import pytest

from analytics.reports.html_file import content_security_policy
from queue_server.api.report_answers import RankingAnswer, ReportsAnswer
from tests.integration.api.doors import ORGANISATION, Doors, opened

TERRITORIES = """
[[territory]]
id = "north"
name = { ru = "Север", en = "North" }

[[report]]
id = "morning"
kind = "brief"
at = "07:30"
to = ["chief@example.org"]

[[report]]
id = "week"
kind = "bulletin"
"""
DAY = "2026-03-02"


@pytest.fixture
async def doors(tmp_path: Path) -> AsyncIterator[Doors]:
    """Two offices, of which Klin is of a territory; two visitors in Klin, one was served."""
    organisation = ORGANISATION.replace('id = "klin"\nname', 'id = "klin"\nterritory = "north"\naccounts = 72000\nname')
    async with opened(tmp_path, organisation=organisation + TERRITORIES) as fresh:
        await fresh.open_day("klin")
        desk = await fresh.desk_open()
        await fresh.ticket()
        await fresh.ticket()
        called = (await desk.post("/api/v1/offices/klin/desks/1/call_next")).json()["ticket"]
        await desk.post(f"/api/v1/tickets/{called['id']}/start")
        fresh.time.pass_s(300)
        assert (await desk.post(f"/api/v1/tickets/{called['id']}/complete")).status_code == 200
        yield fresh


def path(kind: str = "brief", **words: str) -> str:
    asked = {"period": DAY, "office": "klin", **words}
    return f"/api/v1/reports/documents/{kind}?" + "&".join(f"{name}={value}" for name, value in asked.items() if value)


async def test_a_report_in_every_form(doors: Doors) -> None:
    supervisor = await doors.by("supervisor")
    page = await supervisor.get(path(language="en"))
    assert page.status_code == 200, page.text
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-security-policy"] == content_security_policy()
    assert page.headers["content-disposition"] == f'inline; filename="brief-klin-{DAY}-en.html"'
    assert page.headers["cache-control"] == "no-store"
    assert "Klin: morning brief" in page.text
    told = (await supervisor.get(path(format="json"))).json()
    figures = {one["id"]: one["value"] for one in told["sections"][0]["blocks"][0]["figures"]}
    assert (figures["issued"], figures["service_level"], figures["breached"]) == (2, 1.0, 0)
    pdf = await supervisor.get(path(format="pdf"))
    assert pdf.headers["content-disposition"].startswith("attachment")
    assert "Клин" in pypdf.PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    for form, start in (("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
        assert (await supervisor.get(path(format=form))).content.startswith(start)


async def test_the_company_a_territory_and_the_ranking(doors: Doors) -> None:
    supervisor = await doors.by("supervisor")
    for kind, period in (("bulletin", "2026-W10"), ("monthly", "2026-03"), ("quarterly", "2026Q1")):
        for territory in ("", "north"):
            answer = await supervisor.get(path(kind, period=period, office="", territory=territory, format="json"))
            assert answer.status_code == 200, answer.text
            assert answer.json()["headline"]["args"]["n"] == 1  # one judged, one still waits
    page = await supervisor.get(path("ranking", period="2026Q1", office="", language="en"))
    assert "First league" in page.text
    ranking = (await supervisor.get("/api/v1/reports/ranking?quarter=2026Q1")).json()
    RankingAnswer.model_validate(ranking)
    (standing,) = ranking["leagues"][0]["standings"]
    assert (standing["territory"], standing["place"], standing["accounts"]) == ("north", 1, 72000)


async def test_entered_values_count_and_are_audited(doors: Doors) -> None:
    supervisor = await doors.by("supervisor")
    text = "quarter,territory,criterion,value\n2026Q1,north,mystery_shopper,80\n"
    taken = await supervisor.post("/api/v1/reports/ranking/entries", json={"csv": text})
    assert (taken.status_code, taken.json()) == (200, {"taken": 1})
    ranking = (await supervisor.get("/api/v1/reports/ranking?quarter=2026Q1")).json()
    scores = {one["criterion"]: one["score"] for one in ranking["leagues"][0]["standings"][0]["scores"]}
    assert scores["mystery_shopper"] == 50.0
    wrong = await supervisor.post("/api/v1/reports/ranking/entries", json={"csv": text.replace("north", "moon")})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "request_invalid")
    assert "line 2: there is no territory “moon”" in wrong.json()["detail"]


async def test_what_was_made_and_what_comes(doors: Doors) -> None:
    doors.time.pass_s(24 * 3600)
    await doors.app.state.reports.post.look()
    found = (await (await doors.by("supervisor")).get("/api/v1/reports")).json()
    ReportsAnswer.model_validate(found)
    assert {(one["report"], one["office"]) for one in found["upcoming"]} == {
        ("morning", "klin"), ("morning", "tula"), ("week", None),
    }  # fmt: skip
    own = (await (await doors.by("supervisor", "tula")).get("/api/v1/reports")).json()
    assert {one["office"] for one in own["upcoming"]} == {"tula"}
    assert "chief@example.org" not in str(found)


async def test_an_office_sees_its_own_reports_only(doors: Doors) -> None:
    own = await doors.by("supervisor", "klin")
    assert (await own.get(path())).status_code == 200
    assert (await own.get(path(office=""))).status_code == 200, "its own is meant where none is named"
    other = await own.get(path(office="tula"))
    assert (other.status_code, other.json()["code"]) == (404, "office_unknown")
    territory = await own.get(path("bulletin", office="", territory="north", period="2026-W10"))
    assert (territory.status_code, territory.json()["code"]) == (404, "territory_unknown")
    for refused in (
        path("ranking", office="", period="2026Q1"),
        "/api/v1/reports/ranking?quarter=2026Q1",
    ):
        assert (await own.get(refused)).status_code == 403, refused
    entries = await own.post("/api/v1/reports/ranking/entries", json={"csv": "quarter\n"})
    assert entries.status_code == 403


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        (path(period=""), 422, "request_invalid"),
        (path(period="2026-02-30"), 422, "request_invalid"),
        (path(period="20260302"), 422, "request_invalid"),
        (path(period="yesterday"), 422, "request_invalid"),
        (path(period="2026-W10"), 422, "request_invalid"),
        (path("bulletin", period="2026-W60"), 422, "request_invalid"),
        (path("quarterly", period="2026Q9"), 422, "request_invalid"),
        (path(period="0001-01-01"), 422, "request_invalid"),
        (path(period="9999-12-31"), 422, "request_invalid"),
        (path("monthly", period="0001-01"), 422, "request_invalid"),
        (path("ranking", office="", period="9999Q4"), 422, "request_invalid"),
        ("/api/v1/reports/ranking?quarter=0001Q1", 422, "request_invalid"),
        (path(office=""), 422, "request_invalid"),
        (path("monthly", period="2026-03", territory="north"), 422, "request_invalid"),
        (path(format="doc"), 422, "request_invalid"),
        (path(language="fr"), 422, "request_invalid"),
        (path("yearly"), 422, "request_invalid"),
        (path(office="nowhere"), 404, "office_unknown"),
        (path("bulletin", period="2026-W10", office="", territory="moon"), 404, "territory_unknown"),
        ("/api/v1/reports/ranking?quarter=spring", 422, "request_invalid"),
        ("/api/v1/reports/ranking", 422, "request_invalid"),
    ],
)
async def test_malformed_requests_are_told_what_is_wrong(doors: Doors, asked: str, status: int, code: str) -> None:
    answer = await (await doors.by("supervisor")).get(asked)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["code"] == code
    assert answer.json()["detail"]
