"""People whom a provider vouches for: roles by its claims, who they are, who stays out; a start without it."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from queue_server.errors import SettingsInvalid
from tests.integration.api.doors import Doors, opened
from tests.integration.api.provided import come_back, depart, session, settings, sign_in

pytest.importorskip("joserfc", reason="tokens are checked by joserfc: make setup")

if TYPE_CHECKING:
    from tests.fake_provider import FakeProvider

PASSWORD = "correct horse battery staple"


async def test_another_role_at_the_provider_is_another_role_here_at_the_next_sign_in(
    vouched: Doors, provider: "FakeProvider"
) -> None:
    async with vouched.plain() as page, vouched.plain() as elsewhere:
        await sign_in(page, provider)
        provider.user["groups"] = ["hall-klin", "queue-admins"]
        assert await sign_in(elsewhere, provider) == ("/cockpit", None)
        assert (await session(elsewhere))["role"] == "admin"
        assert (await page.get("/api/v1/session")).status_code == 401, "it was opened as somebody else"
        provider.user["groups"] = ["accounting"]
        assert await sign_in(page, provider) == ("/sign-in", "provider_no_role")
        assert (await elsewhere.get("/api/v1/session")).status_code == 401, "the role is theirs no more"
        provider.user["groups"] = "klin-desks"
        assert await sign_in(page, provider) == ("/cockpit", None)
        who = await session(page)
        assert (who["role"], who["office"], who["manager"]) == ("manager", "klin", "orlova")


async def test_a_claim_says_which_manager_somebody_is_and_no_name_they_chose(
    tmp_path: Path, provider: "FakeProvider"
) -> None:
    provider.user |= {"groups": ["klin-desks"], "preferred_username": "petrov", "personnel": "sidorova"}
    more = settings(tmp_path, provider, oidc_manager_claim="personnel")
    async with opened(tmp_path, **more) as doors, doors.plain() as page:
        provider.clock = doors.time
        assert await sign_in(page, provider) == ("/cockpit", None)
        assert (await session(page))["manager"] == "sidorova"
        provider.user["personnel"] = "ivanov"
        assert await sign_in(page, provider) == ("/cockpit", None)
        assert (await session(page))["manager"] == "ivanov"
        for nothing in (None, "", "no such/id", ["sidorova"], 7):
            provider.user["personnel"] = nothing
            assert await sign_in(page, provider) == ("/sign-in", "provider_no_manager"), nothing


async def test_who_comes_by_two_windows_at_once_is_one_person(vouched: Doors, provider: "FakeProvider") -> None:
    async with vouched.plain() as page, vouched.plain() as other:
        ways = [provider.log_in(await depart(one)) for one in (page, other)]
        came = await asyncio.gather(*(come_back(one, way) for one, way in zip((page, other), ways, strict=True)))
        assert came == [("/cockpit", None)] * 2
        assert {(await session(one))["subject"] for one in (page, other)} == {"person:orlova"}
    people = (await (await vouched.by("admin")).get("/api/v1/people")).json()["people"]
    assert [person["login"] for person in people] == ["orlova"]


@pytest.mark.parametrize("claim", [{"queue-admins": False}, 7, True, None, [["queue-admins"]]])
async def test_a_claim_that_is_no_list_of_words_gives_no_role(
    vouched: Doors, provider: "FakeProvider", claim: object
) -> None:
    provider.user["groups"] = claim
    async with vouched.plain() as page:
        assert await sign_in(page, provider) == ("/sign-in", "provider_no_role")


async def test_a_person_is_known_by_subject_and_never_by_name(vouched: Doors, provider: "FakeProvider") -> None:
    admin = await vouched.by("admin")
    local = {"login": "orlova", "name": "Наша Орлова", "role": "admin", "password": PASSWORD}
    assert (await admin.post("/api/v1/people", json=local)).status_code == 201
    async with vouched.plain() as page:
        assert await sign_in(page, provider) == ("/cockpit", None)
        assert ((await session(page))["subject"], (await session(page))["role"]) == ("person:orlova-2", "supervisor")
        provider.user["preferred_username"] = "Petrova"
        await sign_in(page, provider)
        assert (await session(page))["subject"] == "person:orlova-2", "whatever they are called now"
        provider.user["sub"] = "another"
        await sign_in(page, provider)
        assert (await session(page))["subject"] == "person:petrova"


async def test_who_is_locked_out_here_stays_out(vouched: Doors, provider: "FakeProvider") -> None:
    admin = await vouched.by("admin")
    async with vouched.plain() as page:
        await sign_in(page, provider)
        await admin.post("/api/v1/people/orlova/disable")
        assert (await page.get("/api/v1/session")).status_code == 401
        assert await sign_in(page, provider) == ("/sign-in", "provider_person_closed")
        assert (await page.get("/api/v1/session")).status_code == 401


async def test_who_is_removed_is_nobody_and_their_account_is_not_the_next_one_of_that_login(
    vouched: Doors, provider: "FakeProvider"
) -> None:
    access = vouched.app.state.surroundings.access
    async with vouched.plain() as page:
        await sign_in(page, provider)
        await access.remove_person("orlova")
        assert (await page.get("/api/v1/session")).status_code == 401
        words = {"login": "orlova", "name": "Another Orlova", "role": "admin", "password": PASSWORD}
        assert (await (await vouched.by("admin")).post("/api/v1/people", json=words)).status_code == 201
        await sign_in(page, provider)
        assert ((await session(page))["subject"], (await session(page))["role"]) == ("person:orlova-2", "supervisor")


async def test_without_roles_only_who_was_linked_comes_in(tmp_path: Path, provider: "FakeProvider") -> None:
    async with opened(tmp_path, **settings(tmp_path, provider, oidc_roles=())) as doors, doors.plain() as page:
        provider.clock = doors.time
        assert await sign_in(page, provider) == ("/sign-in", "provider_person_unknown")
        words = {"login": "smirnova", "name": "Смирнова", "role": "supervisor", "office": "tula", "password": PASSWORD}
        await (await doors.by("admin")).post("/api/v1/people", json=words)
        await doors.app.state.surroundings.access.link_person("smirnova", provider.issuer, provider.user["sub"])
        assert await sign_in(page, provider) == ("/cockpit", None)
        assert ((await session(page))["subject"], (await session(page))["office"]) == ("person:smirnova", "tula")


async def test_the_start_waits_for_no_provider_and_people_are_told(tmp_path: Path, provider: "FakeProvider") -> None:
    provider.away = True
    async with opened(tmp_path, **settings(tmp_path, provider)) as doors, doors.plain() as page:
        provider.clock = doors.time
        provider.user["groups"] = ["all-halls"]
        assert await come_back(page, "/api/v1/session/provider") == ("/sign-in", "provider_unavailable")
        provider.away = False
        assert await sign_in(page, provider) == ("/cockpit", None)


@pytest.mark.parametrize(
    "metadata",
    [{"issuer": "https://evil.example"}, {"token_endpoint": "http://evil.example/token"}, {"jwks_uri": None}],
)
async def test_a_provider_that_is_not_what_it_should_be_is_not_used(
    tmp_path: Path, provider: "FakeProvider", metadata: dict[str, Any]
) -> None:
    provider.metadata = metadata
    async with opened(tmp_path, **settings(tmp_path, provider)) as doors, doors.plain() as page:
        assert await come_back(page, "/api/v1/session/provider") == ("/sign-in", "provider_unavailable")


async def test_where_passwords_are_off_the_terminal_is_the_way_in_that_stays(
    tmp_path: Path, provider: "FakeProvider"
) -> None:
    words = settings(tmp_path, provider, passwords=False, second_factor="required")
    async with opened(tmp_path, **words) as doors, doors.plain() as page:
        provider.clock = doors.time
        provider.user["groups"] = ["all-halls"]
        assert (await page.get("/api/v1/session/ways")).json() == {"passwords": False, "provider": "ЕАИС"}
        access = doors.app.state.surroundings.access
        code, _ = await access.create_admin_code()
        first = {"code": code, "login": "petrova", "name": "Петрова Е. В.", "password": PASSWORD}
        assert (await page.post("/api/v1/session/first_admin", json=first)).json()["role"] == "admin"
        await access.look()
        assert (await page.get("/api/v1/session")).status_code == 200
        signing = {"login": "petrova", "password": PASSWORD}
        for path, body in (
            ("", signing), ("/second_factor/begin", signing), ("/second_factor/set", {**signing, "code": "1"}),
        ):  # fmt: skip
            refused = await page.post(f"/api/v1/session{path}", json=body)
            assert (refused.status_code, refused.json()["code"]) == (403, "passwords_off"), path
        assert await sign_in(page, provider) == ("/cockpit", None)
        access._known_changes = -1
        await access.look()
        assert (await session(page))["role"] == "supervisor", (
            "the provider's word is enough where two factors are asked"
        )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"oidc_client_id": None}, "go together"),
        ({"oidc_issuer": None, "oidc_client_id": None, "passwords": False}, "has to vouch"),
        ({"oidc_scopes": "profile"}, "openid"),
        ({"oidc_roles": ("chief",)}, "VALUE=ROLE"),
        ({"oidc_roles": ("a=kiosk",)}, "VALUE=ROLE"),
        ({"oidc_roles": ("a=manager",)}, "belongs to an office"),
        ({"oidc_roles": ("a=admin@territory:north",)}, "territory binds"),
    ],
)
async def test_settings_that_make_no_sense_are_refused_at_start(
    tmp_path: Path, provider: "FakeProvider", words: dict[str, Any], told: str
) -> None:
    with pytest.raises(SettingsInvalid, match=told):
        async with opened(tmp_path, **settings(tmp_path, provider, **words)):
            pass


async def test_without_a_provider_there_is_none(tmp_path: Path) -> None:
    async with opened(tmp_path) as doors, doors.plain() as page:
        assert (await page.get("/api/v1/session/ways")).json() == {"passwords": True, "provider": None}
        for path in ("/api/v1/session/provider", "/api/v1/session/provider/callback?state=x&code=y"):
            answer = await page.get(path)
            assert (answer.status_code, answer.json()["code"]) == (404, "provider_unknown")
