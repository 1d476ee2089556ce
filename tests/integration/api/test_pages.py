"""Pages, files and codes: what browsers may keep, and that a code leads nowhere else."""

from pathlib import Path

import pytest

from queue_server.api.edge import CONTENT_SECURITY_POLICY
from queue_server.app import PAGES
from queue_server.client.pages import HTML, STAFF
from tests.integration.api.doors import BASE, Doors, opened


@pytest.mark.parametrize("path", ["/", "/sign-in", "/desk", "/reception", "/admin", "/cockpit", "/kiosk/klin",
                                  "/board/klin", "/board/klin/desk/1", "/t/AAAAAAAAAAAAAAAAAAAAAA"])  # fmt: skip
async def test_each_screen_has_its_address(doors: Doors, path: str) -> None:
    page = await (await doors.by(None)).get(path)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<script>" not in page.text


async def test_a_person_is_shown_a_page_where_there_is_none_and_a_program_is_told(doors: Doors) -> None:
    client = await doors.by(None)
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    shown = await client.get("/kiosks/klin", headers=browser)
    assert (shown.status_code, shown.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "/assets/console/not_found.js" in shown.text
    for path, headers in (("/kiosks/klin", {}), ("/api/v1/nothing", browser)):
        told = await client.get(path, headers=headers)
        assert (told.status_code, told.json()["code"]) == (404, "not_found")


async def test_the_browsable_api_is_a_page_like_the_others_where_it_is_asked_for(doors: Doors, tmp_path: Path) -> None:
    browser = {"Accept": "text/html"}
    assert (await (await doors.by(None)).get("/docs", headers=browser)).status_code == 404
    (tmp_path / "asked").mkdir()
    async with opened(tmp_path / "asked", docs=True) as asked:
        page = await (await asked.by(None)).get("/docs", headers=browser)
        assert page.status_code == 200
        assert page.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert "//" not in page.text, "an address of another server"


async def test_a_browser_asks_whether_a_page_is_still_the_same(doors: Doors) -> None:
    client = await doors.by(None)
    first = await client.get("/kiosk/klin")
    assert first.headers["cache-control"] == "no-cache"
    again = await client.get("/kiosk/klin", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (await client.get("/t/AAAAAAAAAAAAAAAAAAAAAA")).headers["cache-control"] == "no-store"


async def test_a_browser_keeps_nothing_of_a_page_for_staff(doors: Doors) -> None:
    client = await doors.by(None)
    own = [page.path for page in PAGES if page.media_type == HTML and STAFF in page.html]
    shells = {path: await client.get(path) for path in own}
    assert {"/desk", "/reception", "/admin", "/cockpit", "/alerts", "/reports", "/account"} <= shells.keys()
    assert {path: shell.headers["cache-control"] for path, shell in shells.items()} == dict.fromkeys(shells, "no-store")


async def test_a_rooms_file_is_asked_for_again_by_its_tag(doors: Doors) -> None:
    client = await doors.by(None)
    first = await client.get("/assets/web/tokens.css")
    assert (first.status_code, first.headers["cache-control"]) == (200, "no-cache")
    again = await client.get("/assets/web/tokens.css", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path", ["/assets/web/../../settings.py", "/assets/web/%2e%2e/pages.py", "/assets/nothing/x.js"]
)
async def test_nothing_but_the_rooms_folders_is_handed_out(doors: Doors, path: str) -> None:
    assert (await (await doors.by(None)).get(path)).status_code == 404


async def test_a_tickets_code_is_its_pages(doors: Doors) -> None:
    taken = await doors.ticket()
    client = await doors.by(None)
    answer = await client.get(f"/api/v1/tickets/{taken['id']}/qr.svg")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    same = await client.get("/api/v1/qr.svg", params={"text": taken["track_url"]})
    assert same.content == answer.content
    assert (await client.get("/api/v1/tickets/BBBBBBBBBBBBBBBBBBBBBB/qr.svg")).status_code == 404


@pytest.mark.parametrize(
    "text",
    ["https://evil.example/", "//evil.example", f"{BASE}.evil.example/", f"{BASE}@evil.example/", "javascript:alert(1)",
     "/\\evil.example", f"{BASE}"],
)  # fmt: skip
async def test_a_code_leads_to_this_server_only(doors: Doors, text: str) -> None:
    answer = await (await doors.by(None)).get("/api/v1/qr.svg", params={"text": text})
    assert (answer.status_code, answer.json()["code"]) == (404, "address_foreign")


async def test_the_contract_has_an_example_and_its_errors_for_every_operation(doors: Doors) -> None:
    contract = (await (await doors.by(None)).get("/api/v1/openapi.json")).json()
    schemas = contract["components"]["schemas"]
    for path, operations in contract["paths"].items():
        for method, operation in operations.items():
            told = f"{method} {path}"
            assert operation["summary"], told
            assert "503" in operation["responses"], told
            if method == "post":
                assert any(parameter["name"] == "Idempotency-Key" for parameter in operation["parameters"]), told
                assert {"409", "413", "415", "422", "429"} <= operation["responses"].keys(), told
                body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
                for name in [ref.rpartition("/")[2] for ref in _references(body)]:
                    assert schemas[name].get("examples"), f"{told}: {name} has no example"


async def test_every_tag_is_told_once(doors: Doors) -> None:
    contract = (await (await doors.by(None)).get("/api/v1/openapi.json")).json()
    told = [tag["name"] for tag in contract["tags"]]
    used = {tag for path in contract["paths"].values() for operation in path.values() for tag in operation["tags"]}
    assert sorted(told) == sorted(used)


def _references(schema: object) -> list[str]:
    match schema:
        case {"$ref": str(reference)}:
            return [reference]
        case dict():
            return [found for value in schema.values() for found in _references(value)]
        case list():
            return [found for value in schema for found in _references(value)]
        case _:
            return []
