"""OpenID Connect towards one provider: discovery, the way there with PKCE, and what comes back, checked.

Knows the protocol (OpenID Connect Core 1.0, RFC 7636, RFC 9207) and the provider's signing keys. Who somebody is here,
`federation` says. The library that checks signatures is loaded with the first token: a start does not wait for it.
"""

import asyncio
import hmac
import logging
import secrets
from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from pydantic import SecretStr

from queue_server.domain.ids import SECOND, Instant
from queue_server.errors import NotIdentified, Unavailable

if TYPE_CHECKING:
    pass

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519")
"""Signatures with a key that only the provider has. `none` and those with a shared secret are not among them."""

PENDING_LASTS_S = 600
"""How long somebody may take at the provider."""
MOST_PENDING = 10_000
CLOCKS_DIFFER_S = 60
TIMEOUT_S = 10.0
LONGEST_ANSWER = 1_000_000
KEYS_AGAIN_AFTER_S = 60
"""How often keys are asked for anew because a token names one that is not known."""
LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """The provider, and who we are to it."""

    issuer: str
    client_id: str
    client_secret: SecretStr | None = None
    scopes: str = "openid profile email"


@dataclass(frozen=True, slots=True)
class Departure:
    """Where a browser is sent, and what it has to show when it comes back."""

    address: str
    binding: str


@dataclass(frozen=True, slots=True)
class _Pending:
    binding: str
    nonce: str
    verifier: str
    redirect_uri: str
    next_page: str
    expires_at: Instant


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody whom the provider vouches for. `claims` are checked."""

    issuer: str
    subject: str
    claims: Mapping[str, Any]
    next_page: str


class Provider:
    """One provider, asked over HTTPS. A sign-in under way is known in memory: a restart sends people there again."""

    def __init__(self, settings: ProviderSettings, clock: Callable[[], Instant]) -> None:
        self.settings = settings
        self._clock = clock
        self._metadata: dict[str, Any] | None = None
        self._keys: Any = None
        self._keys_at: Instant = 0
        self._pending: OrderedDict[str, _Pending] = OrderedDict()
        self._turn = asyncio.Lock()
        self._discovering: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Asks for the provider's addresses, beside the start: who signs in first need not wait for it."""
        self._discovering = asyncio.create_task(self._discover_early(), name="oidc")

    async def stop(self) -> None:
        """Asks no more."""
        if self._discovering is not None:
            self._discovering.cancel()
            await asyncio.gather(self._discovering, return_exceptions=True)

    async def depart(self, redirect_uri: str, next_page: str) -> Departure:
        """The way to the provider. Raises `Unavailable` where it does not answer."""
        metadata = await self._known()
        state, binding, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(4))
        at = self._clock()
        self._forget(at)
        self._pending[state] = _Pending(
            binding, nonce, verifier, redirect_uri, next_page, at + PENDING_LASTS_S * SECOND
        )
        words = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": redirect_uri,
            "scope": self.settings.scopes,
            "state": state,
            "nonce": nonce,
            "code_challenge": urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        address = metadata["authorization_endpoint"]
        return Departure(f"{address}{'&' if '?' in address else '?'}{urlencode(words, quote_via=quote)}", binding)

    async def arrive(self, answer: Mapping[str, str], binding: str | None) -> Arrival:
        """Whom the provider sent back with this answer. Each state is taken once.

        Raises `NotIdentified` where anything of it does not hold, `Unavailable` where the provider does not answer.
        """
        pending = self._pending.pop(answer.get("state", ""), None)
        if pending is None or self._clock() >= pending.expires_at:
            raise _refused("This sign-in was used already, or took too long.", code="provider_state_unknown")
        if binding is None or not hmac.compare_digest(binding.encode(), pending.binding.encode()):
            raise _refused("This sign-in was begun in another browser.", code="provider_state_unknown")
        metadata = await self._known()
        named = answer.get("iss")
        if named is None and metadata.get("authorization_response_iss_parameter_supported") is True:
            raise _refused("The answer does not say which provider it is from.", code="provider_refused")
        if named is not None and named != self.settings.issuer:
            raise _refused("The answer is from another provider.", code="provider_refused")
        if "error" in answer or not answer.get("code"):
            logger.warning("the provider refused: %.100s", answer.get("error", "no code"))
            raise _refused("The provider did not let this person in.", code="provider_refused")
        token = await self._redeem(metadata, answer["code"], pending)
        claims = await self._checked(metadata, token, pending.nonce)
        return Arrival(self.settings.issuer, str(claims["sub"]), claims, pending.next_page)

    # ---- What the provider says --------------------------------------------------------------------------------------

    async def _discover_early(self) -> None:
        try:
            await self._known()
        except Unavailable as problem:
            logger.warning("the sign-in provider does not answer yet: %s", problem.detail)

    async def _known(self) -> dict[str, Any]:
        async with self._turn:
            if self._metadata is None:
                issuer = self.settings.issuer
                found = await self._get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
                if found.get("issuer") != issuer:
                    raise _away("It calls itself by another name than QUEUE_OIDC_ISSUER.")
                for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                    _careful(found.get(name), name)
                self._metadata = found
            return self._metadata

    async def _redeem(self, metadata: Mapping[str, Any], code: str, pending: _Pending) -> str:
        words = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": pending.redirect_uri,
            "client_id": self.settings.client_id,
            "code_verifier": pending.verifier,
        }
        secret = self.settings.client_secret
        basic: tuple[str, str] | None = None
        if secret is not None:
            methods = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
            if "client_secret_basic" in methods:
                basic = quote(self.settings.client_id, safe=""), quote(secret.get_secret_value(), safe="")
            else:
                words["client_secret"] = secret.get_secret_value()
        answer = await self._ask("POST", metadata["token_endpoint"], data=words, auth=basic)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise _refused("The provider gave no proof of identity.", code="provider_refused")
        return token

    async def _checked(self, metadata: Mapping[str, Any], token: str, nonce: str) -> dict[str, Any]:
        """The claims of a token that is the provider's, for us, of now, and of this sign-in."""
        from joserfc import jwt
        from joserfc.errors import JoseError

        try:
            try:
                claims: dict[str, Any] = jwt.decode(token, await self._key_set(metadata), algorithms=ALGORITHMS).claims
            except (JoseError, ValueError):
                keys = await self._key_set(metadata, anew=True)  # the provider may have changed its keys
                claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError, TypeError, KeyError) as problem:
            logger.warning("a token of the provider is not signed as it should be: %s", type(problem).__name__)
            raise _refused("The proof of identity does not hold.", code="provider_token_invalid") from None
        wrong = _wrong_in(claims, self.settings, nonce, self._clock() / SECOND)
        if wrong is not None:
            logger.warning("a token of the provider does not hold: %s", wrong)
            raise _refused("The proof of identity does not hold.", code="provider_token_invalid")
        return claims

    async def _key_set(self, metadata: Mapping[str, Any], *, anew: bool = False) -> Any:
        from joserfc.jwk import KeySet

        async with self._turn:
            at = self._clock()
            if self._keys is None or (anew and at >= self._keys_at + KEYS_AGAIN_AFTER_S * SECOND):
                found = await self._get(metadata["jwks_uri"])
                keys = found.get("keys")
                signing = [one for one in keys if isinstance(one, dict) and one.get("kty") != "oct"] if keys else []
                self._keys, self._keys_at = KeySet.import_key_set({"keys": signing}), at
            return self._keys

    async def _get(self, address: str) -> dict[str, Any]:
        return await self._ask("GET", address)

    async def _ask(
        self,
        method: str,
        address: str,
        *,
        data: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
    ) -> dict[str, Any]:
        """A JSON object from the provider. Follows no redirect: the addresses are what the provider published."""
        import httpx2

        _careful(address, "address")
        try:
            async with httpx2.AsyncClient(timeout=TIMEOUT_S, follow_redirects=False) as http:
                answer: httpx2.Response = await http.request(
                    method, address, data=data, auth=auth, headers={"Accept": "application/json"}
                )
        except httpx2.HTTPError as problem:
            raise _away(type(problem).__name__) from None
        if 400 <= answer.status_code < 500 and method == "POST":
            logger.warning("the provider took no code: %d", answer.status_code)
            raise _refused("The provider did not let this person in.", code="provider_refused")
        if answer.status_code != 200 or len(answer.content) > LONGEST_ANSWER:
            raise _away(f"{urlsplit(address).path} answers {answer.status_code}.")
        try:
            found = answer.json()
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise _away(f"{urlsplit(address).path} is no JSON object.")
        return found

    def _forget(self, at: Instant) -> None:
        while self._pending and (
            len(self._pending) >= MOST_PENDING or next(iter(self._pending.values())).expires_at <= at
        ):
            self._pending.popitem(last=False)


def _wrong_in(claims: Mapping[str, Any], settings: ProviderSettings, nonce: str, now_s: float) -> str | None:
    """Which claim does not hold (OpenID Connect Core 3.1.3.7), or None."""
    audience = claims.get("aud")
    meant = [audience] if isinstance(audience, str) else audience
    if claims.get("iss") != settings.issuer:
        return "iss"
    if not isinstance(meant, list) or settings.client_id not in meant:
        return "aud"
    if (len(meant) > 1 or "azp" in claims) and claims.get("azp") != settings.client_id:
        return "azp"
    if not _is_number(claims.get("exp")) or now_s >= claims["exp"] + CLOCKS_DIFFER_S:
        return "exp"
    if not _is_number(claims.get("iat")) or claims["iat"] > now_s + CLOCKS_DIFFER_S:
        return "iat"
    if "nbf" in claims and (not _is_number(claims["nbf"]) or claims["nbf"] > now_s + CLOCKS_DIFFER_S):
        return "nbf"
    given = claims.get("nonce")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), nonce.encode()):
        return "nonce"
    subject = claims.get("sub")
    return None if isinstance(subject, str) and 0 < len(subject) <= 255 else "sub"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _careful(address: object, name: str) -> None:
    """Raises `Unavailable` for an address that is not encrypted, unless it is on this machine."""
    parts = urlsplit(address) if isinstance(address, str) else None
    if parts is None or not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)):
        raise _away(f"Its {name} is no https address.")


def _refused(detail: str, *, code: str) -> NotIdentified:
    return NotIdentified(detail, code=code)


def _away(why: str) -> Unavailable:
    return Unavailable(f"The sign-in provider cannot be asked now. {why}", code="provider_unavailable")
