"""People sign in with a cookie that no script reads; devices are let in by a code that works once."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from queue_server.access import Role
from tests.integration.api.doors import BASE, Doors, opened

PASSWORD = "correct horse battery staple"
PERSON = {"login": "ivanova", "name": "Иванова А. П.", "role": "manager", "office": "klin", "manager": "ivanova",
          "password": PASSWORD}  # fmt: skip


async def make(doors: Doors, **words: Any) -> None:
    """Somebody who may sign in."""
    answer = await (await doors.by("admin")).post("/api/v1/people", json={**PERSON, **words})
    assert answer.status_code == 201, answer.text


async def sign_in(client: httpx2.AsyncClient, login: str = "ivanova", password: str = PASSWORD) -> httpx2.Response:
    """Signing in, as the page does it."""
    return await client.post("/api/v1/session", json={"login": login, "password": password}, headers={"Origin": BASE})


async def test_a_manager_signs_in_works_and_signs_out(doors: Doors) -> None:
    await make(doors)
    async with doors.plain() as page:
        assert (await page.get("/api/v1/session")).status_code == 401
        signed_in = await sign_in(page)
        assert signed_in.status_code == 200
        assert signed_in.json() == {
            "subject": "person:ivanova", "name": "Иванова А. П.", "role": "manager", "office": "klin",
            "territory": None, "desk": None, "manager": "ivanova", "demo": False,
        }  # fmt: skip
        cookie = signed_in.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        opened_desk = await page.post("/api/v1/offices/klin/desks/1/open", json={}, headers={"Origin": BASE})
        assert opened_desk.json()["manager"] == "ivanova", "nobody named: whoever is signed in"
        gone = await page.delete("/api/v1/session", headers={"Origin": BASE})
        assert (gone.status_code, gone.headers["clear-site-data"]) == (204, '"cache"')
        assert (await page.get("/api/v1/session")).status_code == 401


async def test_a_session_is_of_no_use_to_another_sites_page(doors: Doors) -> None:
    await make(doors)
    async with doors.plain() as page:
        await sign_in(page)
        answer = await page.post("/api/v1/offices/klin/desks/1/open", headers={"Origin": "https://evil.example"})
        assert (answer.status_code, answer.json()["code"]) == (403, "origin_foreign")


async def test_a_manager_opens_a_desk_for_themselves_only(doors: Doors) -> None:
    await make(doors)
    async with doors.plain() as page:
        await sign_in(page)
        answer = await page.post("/api/v1/offices/klin/desks/1/open", json={"manager": "petrov"})
        assert answer.status_code == 403
        await doors.desk_open("2", "petrov")
        other = await page.post("/api/v1/offices/klin/desks/2/call_next")
        assert (other.status_code, other.json()["code"]) == (403, "desk_of_another")


async def test_over_https_the_cookie_is_bound_to_the_host(doors: Doors) -> None:
    await make(doors)
    async with doors.plain(base="https://queue.test") as page:
        cookie = (await page.post("/api/v1/session", json={"login": "ivanova", "password": PASSWORD})).headers[
            "set-cookie"
        ]
        assert cookie.startswith("__Host-")
        assert "; Secure" in cookie


async def test_what_was_wrong_is_not_said(doors: Doors) -> None:
    await make(doors)
    async with doors.plain() as page:
        wrong, nobody = await sign_in(page, password="x" * 12), await sign_in(page, login="nobody")
        assert wrong.status_code == nobody.status_code == 401
        assert wrong.json() == nobody.json()


async def test_whoever_is_locked_out_is_out_at_once(doors: Doors) -> None:
    await make(doors)
    admin = await doors.by("admin")
    async with doors.plain() as page:
        await sign_in(page)
        assert (await admin.post("/api/v1/people/ivanova/disable")).json()["disabled_at"] is not None
        assert (await page.get("/api/v1/session")).status_code == 401
        assert (await sign_in(page)).status_code == 401
        await admin.post("/api/v1/people/ivanova/enable")
        assert (await sign_in(page)).status_code == 200
    assert (await admin.post("/api/v1/people/nobody/disable")).status_code == 404


async def test_a_new_password_ends_the_old_sessions(doors: Doors) -> None:
    await make(doors)
    admin = await doors.by("admin")
    async with doors.plain() as page:
        await sign_in(page)
        words = {"password": "another horse, another battery"}
        assert (await admin.post("/api/v1/people/ivanova/set_password", json=words)).status_code == 200
        assert (await page.get("/api/v1/session")).status_code == 401
        assert (await sign_in(page, password=words["password"])).status_code == 200


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ({"password": "short"}, 422, None),
        ({"role": "kiosk"}, 422, "request_invalid"),
        ({"office": "nowhere"}, 404, "office_unknown"),
        ({"manager": "ivanov"}, 404, "manager_unknown"),
        ({"manager": "sidorov"}, 404, "manager_unknown"),
        ({"role": "supervisor", "office": None, "manager": "ivanov"}, 404, "manager_unknown"),
        ({"role": "admin", "office": None, "manager": "ivanov"}, 404, "manager_unknown"),
        ({"office": None}, 422, "office_required"),
        ({"login": "И"}, 422, "login_invalid"),
        ({"is_admin": True}, 422, "request_invalid"),
    ],
)
async def test_a_person_that_makes_no_sense_is_refused(
    doors: Doors, words: dict[str, Any], status: int, code: str | None
) -> None:
    answer = await (await doors.by("admin")).post("/api/v1/people", json={**PERSON, **words})
    assert answer.status_code == status, answer.text
    assert code is None or answer.json()["code"] == code


async def test_nobody_becomes_a_manager_out_of_reach_by_leaving_the_office_out(doors: Doors) -> None:
    everywhere, of_klin = await doors.by("admin"), await doors.by("admin", "klin")
    words = {"name": "Сидоров В. Д.", "role": "supervisor", "manager": "sidorov"}
    new = await of_klin.post("/api/v1/people", json={**PERSON, **words, "office": None})
    assert (new.status_code, new.json()["code"]) == (404, "manager_unknown")
    await make(doors)
    changed = [(await who.post("/api/v1/people/ivanova/change", json=words)) for who in (of_klin, everywhere)]
    assert [answer.status_code for answer in changed] == [404, 200]


async def test_the_audit_says_who_did_what_and_no_password(doors: Doors) -> None:
    await make(doors)
    admin = await doors.by("admin")
    audit = await admin.get("/api/v1/audit?limit=500")
    assert "person_created" in [entry["action"] for entry in audit.json()["entries"]]
    assert PASSWORD not in audit.text
    assert [row["login"] for row in (await admin.get("/api/v1/people")).json()["people"]] == ["ivanova"]


async def test_the_audit_is_read_from_its_end_page_by_page(doors: Doors) -> None:
    await make(doors)
    admin = await doors.by("admin")
    forwards = [entry["seq"] for entry in (await admin.get("/api/v1/audit?limit=500")).json()["entries"]]
    latest = (await admin.get(f"/api/v1/audit?before={2**53 - 1}&limit=1")).json()["entries"]
    rest = (await admin.get(f"/api/v1/audit?before={latest[0]['seq']}&limit=500")).json()["entries"]
    assert [entry["seq"] for entry in latest + rest] == forwards[::-1]


async def test_a_device_is_let_in_by_a_code_once(doors: Doors) -> None:
    admin = await doors.by("admin")
    given = (await admin.post("/api/v1/devices", json={"role": "kiosk", "office": "klin"})).json()
    assert given["url"] == f"{BASE}/kiosk/klin#enrol={given['code']}"
    async with doors.plain() as kiosk, doors.plain() as other:
        let_in = await kiosk.post("/api/v1/devices/enrol", json={"code": given["code"].lower()})
        assert (let_in.json()["role"], let_in.json()["office"]) == ("kiosk", "klin")
        assert "HttpOnly" in let_in.headers["set-cookie"]
        assert "queue_" not in let_in.text, "the token is in the cookie and nowhere else"
        taken = await kiosk.post("/api/v1/offices/klin/tickets", json={"topic": "meters"}, headers={"Origin": BASE})
        assert taken.status_code == 201
        again = await other.post("/api/v1/devices/enrol", json={"code": given["code"]})
        assert (again.status_code, again.json()["code"]) == (401, "code_invalid")
        device = next(row for row in (await admin.get("/api/v1/devices")).json()["devices"] if row["office"] == "klin")
        assert (await admin.post(f"/api/v1/devices/{device['id']}/revoke")).status_code == 204
        assert (await kiosk.get("/api/v1/session")).status_code == 401


async def test_a_code_expires(doors: Doors) -> None:
    given = await (await doors.by("admin")).post("/api/v1/devices", json={"role": "display", "office": "klin"})
    doors.time.pass_s(601)
    async with doors.plain() as board:
        answer = await board.post("/api/v1/devices/enrol", json={"code": given.json()["code"]})
        assert (answer.status_code, answer.json()["code"]) == (401, "code_invalid")


async def test_in_a_demonstration_anybody_lets_a_device_in(tmp_path: Path) -> None:
    async with opened(tmp_path, demo=True) as doors, doors.plain() as page:
        nobody = await page.get("/api/v1/session")
        assert (nobody.status_code, nobody.json()["demo"]) == (401, True)
        given = await page.post("/api/v1/devices", json={"role": "manager", "office": "klin", "desk": "2"})
        assert given.status_code == 201
        desk = (await page.post("/api/v1/devices/enrol", json={"code": given.json()["code"]})).json()
        assert (desk["role"], desk["desk"], desk["demo"]) == ("manager", "2", True)


async def test_the_first_administrator_comes_by_the_printed_code(doors: Doors) -> None:
    code, _ = await doors.app.state.surroundings.access.create_admin_code()
    words = {"code": code, "login": "petrova", "name": "Петрова Е. В.", "password": PASSWORD}
    async with doors.plain() as page:
        answer = await page.post("/api/v1/session/first_admin", json=words)
        assert (answer.status_code, answer.json()["role"]) == (200, "admin")
        assert (await page.get("/api/v1/people")).status_code == 200
        again = await page.post("/api/v1/session/first_admin", json={**words, "login": "second"})
        assert again.status_code == 401


async def test_a_token_taken_back_is_nobodys(doors: Doors) -> None:
    access = doors.app.state.surroundings.access
    token = await access.create_token(Role.INTEGRATION)
    async with doors.plain({"Authorization": f"Bearer {token}"}) as program:
        assert (await program.get("/api/v1/session")).status_code == 200
        given = next(row for row in await access.list_tokens() if row.role is Role.INTEGRATION)
        await access.revoke_token(given.id)
        answer = await program.get("/api/v1/offices")
        assert (answer.status_code, answer.json()["code"]) == (401, "identity_required"), "even where nobody is asked"


async def test_in_a_demonstration_the_fast_day_signs_nobody_out(tmp_path: Path) -> None:
    async with opened(tmp_path, demo=True) as doors, doors.plain() as page:
        await doors.app.state.surroundings.access.create_person(
            "orlova", name="Орлова М. А.", role=Role.SUPERVISOR, office="klin", password=PASSWORD
        )
        assert (await sign_in(page, "orlova")).status_code == 200
        doors.time.pass_s(24 * 3600)
        assert (await page.get("/api/v1/session")).status_code == 200
