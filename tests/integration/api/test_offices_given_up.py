"""An office that the organisation file no longer names is served no more, keeps its past, and can come back."""

from pathlib import Path

from queue_server.access import AppliedOrganisations
from queue_server.api.organisation import OrganisationKeeper
from queue_server.database.engine import Database
from queue_server.organisation import parse
from queue_server.push.overview import Scope
from tests.integration.api.doors import ORGANISATION, Doors, opened

DAY, NUMBER = "2026-03-02", "П001"
WITHOUT_KLIN = (
    ORGANISATION[: ORGANISATION.index('[[office]]\nid = "klin"')]
    + ORGANISATION[ORGANISATION.index('[[office]]\nid = "tula"') : ORGANISATION.index("[[manager]]")]
)


async def offices_listed(doors: Doors) -> list[str]:
    told = (await (await doors.by(None)).get("/api/v1/offices")).json()["offices"]
    return [office["id"] for office in told]


async def a_day_in_klin(doors: Doors) -> None:
    await doors.open_day()
    assert (await doors.ticket())["number"] == NUMBER
    assert (await (await doors.by("supervisor")).post("/api/v1/offices/klin/close_day")).status_code == 200


async def test_it_is_nowhere_any_more_and_its_past_stays(tmp_path: Path) -> None:
    async with opened(tmp_path) as doors:
        await a_day_in_klin(doors)
    async with opened(tmp_path, organisation=WITHOUT_KLIN) as doors:
        assert await offices_listed(doors) == ["tula"]
        assert [office.id for office in doors.app.state.surroundings.offices] == ["tula"], "no timetable opens it"
        supervisor = await doors.by("supervisor")
        for refused in (
            await (await doors.by("kiosk", "klin")).post("/api/v1/offices/klin/tickets", json={"topic": "meters"}),
            await supervisor.post("/api/v1/offices/klin/open_day"),
            await supervisor.get("/api/v1/offices/klin/board"),
        ):
            assert (refused.status_code, refused.json()["code"]) == (404, "office_unknown")
        story = await supervisor.get("/api/v1/offices/klin/history", params={"day": DAY, "number": NUMBER})
        assert (story.status_code, story.json()["number"]) == (200, NUMBER)
        reported = await supervisor.get("/api/v1/reports/figures", params={"office": "klin", "from": DAY, "to": DAY})
        assert reported.status_code == 200, reported.text
    async with opened(tmp_path) as doors:
        assert sorted(await offices_listed(doors)) == ["klin", "tula"]
        await doors.open_day("tula")
        assert (await (await doors.by("supervisor")).get("/api/v1/offices/klin/board")).status_code == 200


async def test_whoever_looks_sees_it_go(tmp_path: Path) -> None:
    async with opened(tmp_path) as doors:
        overview = doors.app.state.streams.overview
        database = await Database.open(doors.app.state.settings.database)
        applied = AppliedOrganisations(database)
        keeper = OrganisationKeeper(applied, doors.app.state.surroundings.offices, doors.time, gone=overview.gone)
        await keeper.begin(None)
        everywhere = overview.subscribe(Scope(), after=None, epoch=None).outbox
        assert "office:klin" in str(await everywhere.take())
        await applied.keep(parse({"new": WITHOUT_KLIN}), by="terminal", at=doors.time())
        await keeper.look()
        await database.dispose()
        assert await offices_listed(doors) == ["tula"]
        told = str(await everywhere.take())
        assert "office:klin" in told and "office:tula" not in told
