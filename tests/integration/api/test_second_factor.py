"""The second factor over HTTP: what the sign-in page is told step by step, what an administrator may, what is kept."""

from base64 import b32decode, b64decode
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from queue_server.access.one_time_codes import STEP_S, code_at
from queue_server.api.access_answers import SecondFactorAnswer, SecondFactorSetAnswer, ShownSecretAnswer
from tests.integration.api.doors import BASE, Doors, opened

PASSWORD = "correct horse battery staple"
ORLOVA = {"login": "orlova", "password": PASSWORD}
PATH = "/api/v1/session/second_factor"


async def make_orlova(doors: Doors, **words: Any) -> None:
    body = {**ORLOVA, "name": "Орлова М. А.", "role": "supervisor", **words}
    answer = await (await doors.by("admin")).post("/api/v1/people", json=body)
    assert answer.status_code == 201, answer.text


@pytest.fixture
async def strict(tmp_path: Path) -> AsyncIterator[Doors]:
    """Where a second factor is required."""
    async with opened(tmp_path, second_factor="required") as fresh:
        yield fresh


def code(doors: Doors, secret: str) -> str:
    return code_at(b32decode(secret), doors.time.at // 1000 // STEP_S)


async def post(page: httpx2.AsyncClient, step: str, **words: str) -> httpx2.Response:
    return await page.post(f"{PATH}/{step}", json={**ORLOVA, **words}, headers={"Origin": BASE})


async def sign_in(page: httpx2.AsyncClient, **words: str) -> tuple[int, str | None]:
    answer = await page.post("/api/v1/session", json={**ORLOVA, **words}, headers={"Origin": BASE})
    return answer.status_code, answer.json().get("code")


async def set_up(doors: Doors, page: httpx2.AsyncClient) -> tuple[str, list[str]]:
    shown = (await post(page, "begin")).json()
    ShownSecretAnswer.model_validate(shown)
    done = await post(page, "set", code=code(doors, shown["secret"]))
    assert done.status_code == 200, done.text
    SecondFactorSetAnswer.model_validate(done.json())
    doors.time.pass_s(STEP_S)
    return shown["secret"], done.json()["recovery_codes"]


async def test_without_the_code_sign_in_is_refused_and_a_replayed_code_too(doors: Doors) -> None:
    await make_orlova(doors)
    async with doors.plain() as page, doors.plain() as other:
        secret, _ = await set_up(doors, page)
        assert (await page.get("/api/v1/session")).json()["subject"] == "person:orlova", "setting it up signs in"
        assert await sign_in(other) == (401, "second_factor_required")
        assert (await other.get("/api/v1/session")).status_code == 401
        right = code(doors, secret)
        assert await sign_in(other, code=right) == (200, None)
        async with doors.plain() as thief:
            assert await sign_in(thief, code=right) == (401, "second_factor_refused")
            key = {"Idempotency-Key": "the-same", "Origin": BASE}
            doors.time.pass_s(STEP_S)
            words = {**ORLOVA, "code": code(doors, secret)}
            first = await thief.post("/api/v1/session", json=words, headers=key)
            async with doors.plain() as second:
                again = await second.post("/api/v1/session", json=words, headers=key)
            assert (first.status_code, again.status_code) == (200, 401), "a kept answer would open the door again"


async def test_the_secret_is_told_once_as_a_picture_and_stands_in_no_address(doors: Doors) -> None:
    await make_orlova(doors)
    async with doors.plain() as page:
        answer = await post(page, "begin")
        shown = answer.json()
        assert answer.headers["cache-control"] == "no-store"
        kind, _, picture = shown["picture"].partition(",")
        assert kind == "data:image/svg+xml;base64"
        assert b64decode(picture).startswith(b"<svg")
        assert shown["address"] == f"otpauth://totp/queue.test:orlova?secret={shown['secret']}&issuer=queue.test"
        key = {"Idempotency-Key": "again", "Origin": BASE}
        one, two = [(await page.post(f"{PATH}/begin", json=ORLOVA, headers=key)).json()["secret"] for _ in range(2)]
        assert len({shown["secret"], one, two}) == 3, "no answer with a secret is kept for a repeat"


async def test_the_password_is_asked_for_again_whoever_is_signed_in(doors: Doors) -> None:
    await make_orlova(doors)
    async with doors.plain() as page:
        secret, _ = await set_up(doors, page)
        for step in ("begin", "set", "recovery_codes", "remove"):
            words = {"login": "orlova", "password": "not the right one"} | ({} if step == "begin" else {"code": "1"})
            answer = await page.post(f"{PATH}/{step}", json=words, headers={"Origin": BASE})
            assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_refused"), step
        foreign = await page.post(
            f"{PATH}/remove", json={**ORLOVA, "code": code(doors, secret)}, headers={"Origin": "https://evil.example"}
        )
        assert (foreign.status_code, foreign.json()["code"]) == (403, "origin_foreign")


async def test_what_is_left_is_told_and_codes_are_made_anew(doors: Doors) -> None:
    await make_orlova(doors)
    async with doors.plain() as page:
        assert (await page.get(PATH)).status_code == 401
        assert await sign_in(page) == (200, None)
        state = (await page.get(PATH)).json()
        SecondFactorAnswer.model_validate(state)
        assert state == {"policy": "offered", "set_at": None, "recovery_codes_count": 0}
        secret, codes = await set_up(doors, page)
        assert await sign_in(page, code=codes[0]) == (200, None)
        assert (await page.get(PATH)).json()["recovery_codes_count"] == len(codes) - 1
        new = (await post(page, "recovery_codes", code=code(doors, secret))).json()["recovery_codes"]
        assert not set(new) & set(codes)
        doors.time.pass_s(STEP_S)
        assert (await post(page, "remove", code=code(doors, secret))).status_code == 204
        assert (await page.get("/api/v1/session")).status_code == 401, "signed in nowhere any more"
        assert await sign_in(page) == (200, None)
    token = await doors.by("supervisor")
    assert (await token.get(PATH)).status_code == 404, "a program has none"


async def test_an_administrator_sees_who_has_one_and_resets_it(doors: Doors) -> None:
    await make_orlova(doors)
    admin = await doors.by("admin")
    async with doors.plain() as page:
        await set_up(doors, page)
        (person,) = (await admin.get("/api/v1/people")).json()["people"]
        assert person["second_factor_at"] is not None
        reset = await admin.post("/api/v1/people/orlova/reset_second_factor")
        assert (reset.status_code, reset.json()["second_factor_at"]) == (200, None)
        assert (await page.get("/api/v1/session")).status_code == 401
        assert await sign_in(page) == (200, None)
    assert (await admin.post("/api/v1/people/nobody/reset_second_factor")).status_code == 404
    actions = [entry["action"] for entry in (await admin.get("/api/v1/audit?limit=500")).json()["entries"]]
    assert actions.count("second_factor_reset") == 1


async def test_where_it_is_required_sign_in_leads_to_setting_it_up(strict: Doors) -> None:
    await make_orlova(strict)
    async with strict.plain() as page:
        assert await sign_in(page) == (401, "second_factor_missing")
        assert (await page.get("/api/v1/session")).status_code == 401
        await set_up(strict, page)
        assert (await page.get("/api/v1/session")).status_code == 200


async def test_where_it_is_required_a_manager_sits_at_a_device_that_was_let_in(strict: Doors) -> None:
    await make_orlova(strict, role="manager", office="klin", manager="ivanova")
    admin = await strict.by("admin")
    async with strict.plain() as page:
        assert await sign_in(page) == (401, "device_required")
        given = (await admin.post("/api/v1/devices", json={"role": "manager", "office": "klin", "desk": "1"})).json()
        await page.post("/api/v1/devices/enrol", json={"code": given["code"]}, headers={"Origin": BASE})
        assert await sign_in(page) == (200, None)
        assert (await page.get("/api/v1/session")).json()["desk"] == "1"


async def test_codes_are_guessed_slowly(doors: Doors) -> None:
    await make_orlova(doors)
    async with doors.plain() as page:
        await set_up(doors, page)
        told = [await sign_in(page, code=f"{number:06}") for number in range(7)]
    assert told[:5] == [(401, "second_factor_refused")] * 5
    assert told[5:] == [(429, "sign_in_too_often")] * 2


async def test_a_key_that_is_too_short_is_refused_at_start(tmp_path: Path) -> None:
    from queue_server.errors import SettingsInvalid

    (tmp_path / "second_factor").write_text("short", encoding="utf-8")
    with pytest.raises(SettingsInvalid, match="less than 32 signs"):
        async with opened(tmp_path, secrets=tmp_path):
            pass


async def test_a_key_out_of_an_example_is_refused_at_start(tmp_path: Path) -> None:
    from queue_server.errors import SettingsInvalid

    (tmp_path / "second_factor").write_text("change-me-" * 4, encoding="utf-8")
    with pytest.raises(SettingsInvalid, match="an example's"):
        async with opened(tmp_path, secrets=tmp_path):
            pass


async def test_secrets_follow_from_the_key_beside_the_database(tmp_path: Path) -> None:
    (tmp_path / "second_factor").write_text("0123456789abcdef0123456789abcdef\n", encoding="utf-8")
    async with opened(tmp_path, secrets=tmp_path) as first:
        await make_orlova(first)
        async with first.plain() as page:
            secret, _ = await set_up(first, page)
        time = first.time
    async with opened(tmp_path, time, secrets=tmp_path) as again, again.plain() as page:
        assert await sign_in(page, code=code(again, secret)) == (200, None)
    async with opened(tmp_path, time) as without, without.plain() as page:
        without.time.pass_s(STEP_S)
        assert await sign_in(page, code=code(without, secret)) == (401, "second_factor_refused")
