"""A sign-in provider on loopback that signs real tokens, and forged ones where a test says how."""

import hmac
import json
import secrets
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

CLIENT, SECRET = "queue", "a secret / that is : escaped"


class FakeProvider:
    """Who signs in next is `user`. `forge` changes the claims, `token` makes another token of them."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}/realm"
        self.rsa = RSAKey.generate_key(2048, {"kid": "first", "use": "sig"}, private=True)
        self.ec = ECKey.generate_key("P-256", {"kid": "ec", "use": "sig"}, private=True)
        self.published: list[Any] = [self.rsa, self.ec]
        self.user: dict[str, Any] = {
            "sub": "f3b1",
            "preferred_username": "Orlova",
            "name": "Орлова М. А.",
            "groups": [],
        }
        self.clock: Callable[[], int] = lambda: 0
        self.asked: list[str] = []
        self.forge: Callable[[dict[str, Any]], None] | None = None
        self.token: Callable[[dict[str, Any]], str] | None = None
        self.metadata: dict[str, Any] = {}
        self.away = False
        self._codes: dict[str, dict[str, str]] = {}

    def log_in(self, address: str) -> str:
        """What the person does there: the address to which they are sent back."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT
        code = secrets.token_urlsafe(8)
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.issuer})}"

    def answer(self, method: str, path: str, headers: Any, body: str) -> tuple[int, dict[str, Any]]:
        self.asked.append(path)
        if self.away:
            return 503, {}
        if path == "/realm/.well-known/openid-configuration":
            return 200, {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "authorization_response_iss_parameter_supported": True,
            } | self.metadata
        if path == "/realm/keys":
            return 200, {"keys": [key.as_dict(private=False) for key in self.published]}
        if path == "/realm/token" and method == "POST":
            return self._redeem(headers, {name: values[0] for name, values in parse_qs(body).items()})
        return 404, {}

    def _redeem(self, headers: Any, words: dict[str, str]) -> tuple[int, dict[str, Any]]:
        asked = self._codes.pop(words.get("code", ""), None)
        kind, _, basic = headers.get("Authorization", "").partition(" ")
        login, _, secret = urlsafe_b64decode(basic or "").decode().partition(":")
        challenge = urlsafe_b64encode(sha256(words["code_verifier"].encode()).digest()).decode().rstrip("=")
        known = (kind, unquote(login), unquote(secret)) == ("Basic", CLIENT, SECRET)
        if asked is None or not known or challenge != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        if words["redirect_uri"] != asked["redirect_uri"] or words["grant_type"] != "authorization_code":
            return 400, {"error": "invalid_grant"}
        now = self.clock() // 1000
        claims = {
            "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **self.user,
        }  # fmt: skip
        if self.forge is not None:
            self.forge(claims)
        made = self.token(claims) if self.token is not None else self.signed(claims)
        return 200, {"id_token": made, "token_type": "Bearer", "access_token": "unused"}

    def signed(self, claims: dict[str, Any], key: Any = None, alg: str = "RS256") -> str:
        key = key or self.rsa
        made: str = jwt.encode({"alg": alg, "kid": key.kid}, claims, key, algorithms=[alg])
        return made

    def shared_secret(self, claims: dict[str, Any]) -> str:
        """HS256 with the public key as the secret: what a confused verifier takes."""
        words = _words({"alg": "HS256", "kid": "first"}, claims)
        return f"{words}.{_letters(hmac.digest(self.rsa.as_pem(private=False), words.encode(), sha256))}"

    @staticmethod
    def unsigned(claims: dict[str, Any]) -> str:
        """`alg` none."""
        return f"{_words({'alg': 'none', 'typ': 'JWT'}, claims)}."


def _words(*parts: dict[str, Any]) -> str:
    return ".".join(_letters(json.dumps(one).encode()) for one in parts)


def _letters(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


@contextmanager
def provider() -> Iterator[FakeProvider]:
    """It answers until left."""

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            if urlsplit(self.path).path == "/realm/authorize":  # a browser came: whoever it is logs in at once
                self.send_response(302)
                self.send_header("Location", made.log_in(self.path))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            status, found = made.answer(self.command, urlsplit(self.path).path, self.headers, body)
            data = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = _serve  # noqa: N815 - names of the standard library

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = FakeProvider(server.server_address[1])
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield made
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
