"""Signing in by a provider (security item 16): code with PKCE, state, nonce, tokens checked, forged ones refused."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx2
import pytest

from queue_server.errors import SettingsInvalid
from tests.integration.api.doors import BASE, Doors, opened

pytest.importorskip("joserfc", reason="tokens are checked by joserfc: make setup")

if TYPE_CHECKING:
    from tests.fake_provider import FakeProvider

ROLES = (
    "queue-admins=admin", "all-halls=supervisor", "hall-klin=supervisor@office:klin", "klin-desks=manager@office:klin",
)  # fmt: skip
PASSWORD = "correct horse battery staple"


@pytest.fixture
def provider() -> Iterator["FakeProvider"]:
    from tests.fake_provider import provider as running

    with running() as fake:
        yield fake


def settings(directory: Path, fake: "FakeProvider", **more: Any) -> dict[str, Any]:
    from tests.fake_provider import CLIENT, SECRET

    (directory / "oidc").write_text(SECRET, encoding="utf-8")
    return {
        "oidc_issuer": fake.issuer, "oidc_client_id": CLIENT, "oidc_name": "ЕАИС", "oidc_roles": ROLES,
        "secrets": directory, **more,
    }  # fmt: skip


@pytest.fixture
async def doors(tmp_path: Path, provider: "FakeProvider") -> AsyncIterator[Doors]:
    async with opened(tmp_path, **settings(tmp_path, provider)) as fresh:
        provider.clock = fresh.time
        provider.user["groups"] = ["hall-klin"]
        yield fresh


async def depart(page: httpx2.AsyncClient, next_page: str = "/cockpit") -> str:
    answer = await page.get("/api/v1/session/provider", params={"next": next_page})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def come_back(page: httpx2.AsyncClient, address: str) -> tuple[str, str | None]:
    """Where it leads: the page, and the trouble that it is told of."""
    answer = await page.get(address)
    assert answer.status_code == 303, answer.text
    parts = urlsplit(answer.headers["location"])
    return parts.path, next(iter(parse_qs(parts.query).get("trouble", [])), None)


async def sign_in(page: httpx2.AsyncClient, fake: "FakeProvider") -> tuple[str, str | None]:
    return await come_back(page, fake.log_in(await depart(page)))


async def session(page: httpx2.AsyncClient) -> dict[str, Any]:
    found: dict[str, Any] = (await page.get("/api/v1/session")).json()
    return found


async def test_whoever_the_provider_vouches_for_is_let_in_as_what_the_claim_says(
    doors: Doors, provider: "FakeProvider"
) -> None:
    async with doors.plain() as page:
        there = dict(parse_qsl(urlsplit(await depart(page)).query))
        assert there["redirect_uri"] == f"{BASE}/api/v1/session/provider/callback"
        assert there["scope"] == "openid profile email"
        assert len(there["state"]) >= 43 and len(there["nonce"]) >= 43 and len(there["code_challenge"]) == 43
        assert await sign_in(page, provider) == ("/cockpit", None)
        who = await session(page)
        assert (who["subject"], who["name"], who["role"], who["office"]) == (
            "person:orlova", "Орлова М. А.", "supervisor", "klin",
        )  # fmt: skip
        assert (await page.get("/api/v1/offices/tula/queue")).status_code == 404
    admin = await doors.by("admin")
    (person,) = (await admin.get("/api/v1/people")).json()["people"]
    assert person["password_set_at"] is None
    audit = (await admin.get("/api/v1/audit?limit=500")).json()["entries"]
    assert [(entry["actor"], entry["action"]) for entry in audit if "person" in entry["subject"]][:2] == [
        ("provider", "person_created"), ("person:orlova", "sign_in"),
    ]  # fmt: skip
    assert "Орлова" not in str(audit), "who is removed leaves a login and no name"


async def test_cookies_on_the_way_are_as_careful_as_they_can_be(doors: Doors, provider: "FakeProvider") -> None:
    async with doors.plain(base="https://queue.test") as page:
        answer = await page.get("/api/v1/session/provider")
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-queue-departed=")
        assert all(word in cookie for word in ("; Secure", "HttpOnly", "SameSite=Lax", "Max-Age=600"))
        back = await page.get(provider.log_in(answer.headers["location"]))
        session_cookie, gone = back.headers.get_list("set-cookie")
        assert session_cookie.startswith("__Host-queue=") and "SameSite=Strict" in session_cookie
        assert gone.startswith("__Host-queue-departed=;") and "Max-Age=0" in gone
        assert back.headers["cache-control"] == "no-store"


async def test_an_ec_key_is_as_good(doors: Doors, provider: "FakeProvider") -> None:
    provider.token = lambda claims: provider.signed(claims, provider.ec, "ES256")
    async with doors.plain() as page:
        assert await sign_in(page, provider) == ("/cockpit", None)


FORGED_CLAIMS: dict[str, Callable[[dict[str, Any]], None]] = {
    "another issuer": lambda claims: claims.update(iss="https://evil.example"),
    "for somebody else": lambda claims: claims.update(aud="another client"),
    "for several, by another": lambda claims: claims.update(aud=["queue", "other"], azp="other"),
    "for several, by nobody": lambda claims: claims.update(aud=["queue", "other"]),
    "for nobody": lambda claims: claims.pop("aud"),
    "expired": lambda claims: claims.update(exp=claims["iat"] - 61),
    "for ever": lambda claims: claims.pop("exp"),
    "of tomorrow": lambda claims: claims.update(iat=claims["iat"] + 86_400),
    "not yet": lambda claims: claims.update(nbf=claims["iat"] + 3_600),
    "of another sign-in": lambda claims: claims.update(nonce="another"),
    "of no sign-in": lambda claims: claims.pop("nonce"),
    "about nobody": lambda claims: claims.pop("sub"),
    "about a number": lambda claims: claims.update(sub=7),
}


@pytest.mark.parametrize("forged", FORGED_CLAIMS)
async def test_a_token_whose_claims_do_not_hold_opens_nothing(
    doors: Doors, provider: "FakeProvider", forged: str
) -> None:
    provider.forge = FORGED_CLAIMS[forged]
    async with doors.plain() as page:
        assert await sign_in(page, provider) == ("/sign-in", "provider_token_invalid")
        assert (await page.get("/api/v1/session")).status_code == 401
    assert (await (await doors.by("admin")).get("/api/v1/people")).json() == {"people": []}


@pytest.mark.parametrize(
    "forged", ["another key", "another key of that name", "none", "shared secret", "changed", "no token"]
)
async def test_a_token_that_the_provider_did_not_sign_opens_nothing(
    doors: Doors, provider: "FakeProvider", forged: str
) -> None:
    from joserfc.jwk import RSAKey

    stranger = RSAKey.generate_key(2048, {"kid": "first" if "of that name" in forged else "stranger"}, private=True)

    def token(claims: dict[str, Any]) -> str:
        match forged:
            case "none":
                return provider.unsigned(claims)
            case "shared secret":
                return provider.shared_secret(claims)
            case "changed":
                head, _, signature = provider.signed(claims).split(".")
                return f"{head}.{provider.unsigned({**claims, 'groups': ['queue-admins']}).split('.')[1]}.{signature}"
            case "no token":
                return "not.a.token"
            case _:
                return provider.signed(claims, stranger)

    provider.token = token
    async with doors.plain() as page:
        assert await sign_in(page, provider) == ("/sign-in", "provider_token_invalid")
        assert (await page.get("/api/v1/session")).status_code == 401


async def test_a_state_is_taken_once_in_one_browser_and_in_time(doors: Doors, provider: "FakeProvider") -> None:
    unknown = ("/sign-in", "provider_state_unknown")
    async with doors.plain() as page, doors.plain() as other:
        back = provider.log_in(await depart(page))
        assert await come_back(other, back) == unknown, "another browser began nothing"
        assert await come_back(page, back) == unknown, "and it is used up with that"
        back = provider.log_in(await depart(page))
        assert await come_back(page, back) == ("/cockpit", None)
        assert await come_back(page, back) == unknown, "a replayed state"
        back = provider.log_in(await depart(page))
        doors.time.pass_s(601)
        assert await come_back(page, back) == unknown, "too late"
        for wrong in ("", "state=guessed&code=x", "code=x"):
            assert await come_back(page, f"/api/v1/session/provider/callback?{wrong}") == unknown, wrong


async def test_an_answer_from_another_provider_or_a_refusal_is_refused(doors: Doors, provider: "FakeProvider") -> None:
    async with doors.plain() as page:
        for change in (
            {"iss": "https://evil.example"}, {"iss": None}, {"code": None}, {"error": "access_denied"},
            {"code": "of another"},
        ):  # fmt: skip
            back = urlsplit(provider.log_in(await depart(page)))
            words = {**dict(parse_qsl(back.query)), **change}
            query = urlencode({name: value for name, value in words.items() if value is not None})
            assert await come_back(page, f"{back.path}?{query}") == ("/sign-in", "provider_refused"), change


async def test_nobody_is_led_on_to_another_site(doors: Doors, provider: "FakeProvider") -> None:
    for page_asked in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "cockpit"):
        async with doors.plain() as page:
            back = await page.get(provider.log_in(await depart(page, page_asked)))
            assert back.headers["location"] == "/", page_asked


async def test_new_keys_of_the_provider_are_taken_over(doors: Doors, provider: "FakeProvider") -> None:
    from joserfc.jwk import RSAKey

    async with doors.plain() as page:
        assert await sign_in(page, provider) == ("/cockpit", None)
        second = RSAKey.generate_key(2048, {"kid": "second", "use": "sig"}, private=True)
        provider.published = [second]
        provider.token = lambda claims: provider.signed(claims, second)
        assert await sign_in(page, provider) == ("/sign-in", "provider_token_invalid"), "not asked for at every token"
        doors.time.pass_s(61)
        assert await sign_in(page, provider) == ("/cockpit", None)
        assert provider.asked.count("/realm/keys") == 2


async def test_another_role_at_the_provider_is_another_role_here_at_the_next_sign_in(
    doors: Doors, provider: "FakeProvider"
) -> None:
    async with doors.plain() as page, doors.plain() as elsewhere:
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


async def test_who_comes_by_two_windows_at_once_is_one_person(doors: Doors, provider: "FakeProvider") -> None:
    async with doors.plain() as page, doors.plain() as other:
        ways = [provider.log_in(await depart(one)) for one in (page, other)]
        came = await asyncio.gather(*(come_back(one, way) for one, way in zip((page, other), ways, strict=True)))
        assert came == [("/cockpit", None)] * 2
        assert {(await session(one))["subject"] for one in (page, other)} == {"person:orlova"}
    people = (await (await doors.by("admin")).get("/api/v1/people")).json()["people"]
    assert [person["login"] for person in people] == ["orlova"]


@pytest.mark.parametrize("claim", [{"queue-admins": False}, 7, True, None, [["queue-admins"]]])
async def test_a_claim_that_is_no_list_of_words_gives_no_role(
    doors: Doors, provider: "FakeProvider", claim: object
) -> None:
    provider.user["groups"] = claim
    async with doors.plain() as page:
        assert await sign_in(page, provider) == ("/sign-in", "provider_no_role")


async def test_a_person_is_known_by_subject_and_never_by_name(doors: Doors, provider: "FakeProvider") -> None:
    admin = await doors.by("admin")
    local = {"login": "orlova", "name": "Наша Орлова", "role": "admin", "password": PASSWORD}
    assert (await admin.post("/api/v1/people", json=local)).status_code == 201
    async with doors.plain() as page:
        assert await sign_in(page, provider) == ("/cockpit", None)
        assert ((await session(page))["subject"], (await session(page))["role"]) == ("person:orlova-2", "supervisor")
        provider.user["preferred_username"] = "Petrova"
        await sign_in(page, provider)
        assert (await session(page))["subject"] == "person:orlova-2", "whatever they are called now"
        provider.user["sub"] = "another"
        await sign_in(page, provider)
        assert (await session(page))["subject"] == "person:petrova"


async def test_who_is_locked_out_here_stays_out(doors: Doors, provider: "FakeProvider") -> None:
    admin = await doors.by("admin")
    async with doors.plain() as page:
        await sign_in(page, provider)
        await admin.post("/api/v1/people/orlova/disable")
        assert (await page.get("/api/v1/session")).status_code == 401
        assert await sign_in(page, provider) == ("/sign-in", "provider_person_closed")
        assert (await page.get("/api/v1/session")).status_code == 401


async def test_who_is_removed_is_nobody_and_their_account_is_not_the_next_one_of_that_login(
    doors: Doors, provider: "FakeProvider"
) -> None:
    access = doors.app.state.surroundings.access
    async with doors.plain() as page:
        await sign_in(page, provider)
        await access.remove_person("orlova")
        assert (await page.get("/api/v1/session")).status_code == 401
        words = {"login": "orlova", "name": "Another Orlova", "role": "admin", "password": PASSWORD}
        assert (await (await doors.by("admin")).post("/api/v1/people", json=words)).status_code == 201
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
