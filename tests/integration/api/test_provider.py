"""Signing in by a provider (security item 16): code with PKCE, state, nonce, tokens checked, forged ones refused."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from tests.integration.api.doors import BASE, Doors
from tests.integration.api.provided import come_back, depart, session, sign_in

pytest.importorskip("joserfc", reason="tokens are checked by joserfc: make setup")

if TYPE_CHECKING:
    from tests.fake_provider import FakeProvider


async def test_whoever_the_provider_vouches_for_is_let_in_as_what_the_claim_says(
    vouched: Doors, provider: "FakeProvider"
) -> None:
    async with vouched.plain() as page:
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
    admin = await vouched.by("admin")
    (person,) = (await admin.get("/api/v1/people")).json()["people"]
    assert person["password_set_at"] is None
    audit = (await admin.get("/api/v1/audit?limit=500")).json()["entries"]
    assert [(entry["actor"], entry["action"]) for entry in audit if "person" in entry["subject"]][:2] == [
        ("provider", "person_created"), ("person:orlova", "sign_in"),
    ]  # fmt: skip
    assert "Орлова" not in str(audit), "who is removed leaves a login and no name"


async def test_cookies_on_the_way_are_as_careful_as_they_can_be(vouched: Doors, provider: "FakeProvider") -> None:
    async with vouched.plain(base="https://queue.test") as page:
        answer = await page.get("/api/v1/session/provider")
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-queue-departed=")
        assert all(word in cookie for word in ("; Secure", "HttpOnly", "SameSite=Lax", "Max-Age=600"))
        back = await page.get(provider.log_in(answer.headers["location"]))
        session_cookie, gone = back.headers.get_list("set-cookie")
        assert session_cookie.startswith("__Host-queue=") and "SameSite=Strict" in session_cookie
        assert gone.startswith("__Host-queue-departed=;") and "Max-Age=0" in gone
        assert back.headers["cache-control"] == "no-store"


async def test_an_ec_key_is_as_good(vouched: Doors, provider: "FakeProvider") -> None:
    provider.token = lambda claims: provider.signed(claims, provider.ec, "ES256")
    async with vouched.plain() as page:
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
    vouched: Doors, provider: "FakeProvider", forged: str
) -> None:
    provider.forge = FORGED_CLAIMS[forged]
    async with vouched.plain() as page:
        assert await sign_in(page, provider) == ("/sign-in", "provider_token_invalid")
        assert (await page.get("/api/v1/session")).status_code == 401
    assert (await (await vouched.by("admin")).get("/api/v1/people")).json() == {"people": []}


@pytest.mark.parametrize(
    "forged", ["another key", "another key of that name", "none", "shared secret", "changed", "no token"]
)
async def test_a_token_that_the_provider_did_not_sign_opens_nothing(
    vouched: Doors, provider: "FakeProvider", forged: str
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
    async with vouched.plain() as page:
        assert await sign_in(page, provider) == ("/sign-in", "provider_token_invalid")
        assert (await page.get("/api/v1/session")).status_code == 401


async def test_a_state_is_taken_once_in_one_browser_and_in_time(vouched: Doors, provider: "FakeProvider") -> None:
    unknown = ("/sign-in", "provider_state_unknown")
    async with vouched.plain() as page, vouched.plain() as other:
        back = provider.log_in(await depart(page))
        assert await come_back(other, back) == unknown, "another browser began nothing"
        assert await come_back(page, back) == unknown, "and it is used up with that"
        back = provider.log_in(await depart(page))
        assert await come_back(page, back) == ("/cockpit", None)
        assert await come_back(page, back) == unknown, "a replayed state"
        back = provider.log_in(await depart(page))
        vouched.time.pass_s(601)
        assert await come_back(page, back) == unknown, "too late"
        for wrong in ("", "state=guessed&code=x", "code=x"):
            assert await come_back(page, f"/api/v1/session/provider/callback?{wrong}") == unknown, wrong


async def test_an_answer_from_another_provider_or_a_refusal_is_refused(
    vouched: Doors, provider: "FakeProvider"
) -> None:
    async with vouched.plain() as page:
        for change in (
            {"iss": "https://evil.example"}, {"iss": None}, {"code": None}, {"error": "access_denied"},
            {"code": "of another"},
        ):  # fmt: skip
            back = urlsplit(provider.log_in(await depart(page)))
            words = {**dict(parse_qsl(back.query)), **change}
            query = urlencode({name: value for name, value in words.items() if value is not None})
            assert await come_back(page, f"{back.path}?{query}") == ("/sign-in", "provider_refused"), change


async def test_nobody_is_led_on_to_another_site(vouched: Doors, provider: "FakeProvider") -> None:
    for page_asked in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "cockpit"):
        async with vouched.plain() as page:
            back = await page.get(provider.log_in(await depart(page, page_asked)))
            assert back.headers["location"] == "/", page_asked


async def test_new_keys_of_the_provider_are_taken_over(vouched: Doors, provider: "FakeProvider") -> None:
    from joserfc.jwk import RSAKey

    async with vouched.plain() as page:
        assert await sign_in(page, provider) == ("/cockpit", None)
        second = RSAKey.generate_key(2048, {"kid": "second", "use": "sig"}, private=True)
        provider.published = [second]
        provider.token = lambda claims: provider.signed(claims, second)
        assert await sign_in(page, provider) == ("/sign-in", "provider_token_invalid"), "not asked for at every token"
        vouched.time.pass_s(61)
        assert await sign_in(page, provider) == ("/cockpit", None)
        assert provider.asked.count("/realm/keys") == 2
