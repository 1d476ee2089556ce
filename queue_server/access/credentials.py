"""Secrets that this server makes: tokens, session ids, codes. Each is kept only as its SHA-256.

Knows random numbers and digests. A token has 256 random bits, so a plain digest is enough and takes a microsecond;
passwords, which people choose, are `hashing`'s.
"""

import hashlib
import secrets

TOKEN_BYTES = 32
TOKEN_MARK = "queue_"  # noqa: S105  (a mark by which scanners find a leaked token, not a token)
LONGEST_TOKEN = 128
"""Characters of a token or session id that are looked at; anything longer is none of ours."""

CODE_LENGTH = 8
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Signs that are clear on a screen and aloud: no 0 and O, no 1, I and L."""

_TYPED_OTHERWISE = str.maketrans("АВЕКМНРСТУХавекмнрстух", "ABEKMHPCTYXABEKMHPCTYX")


def new_token() -> str:
    """A bearer token."""
    return TOKEN_MARK + secrets.token_urlsafe(TOKEN_BYTES)


def new_session_id() -> str:
    """What a session's cookie holds."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_reference() -> str:
    """A short public name for a token, by which it is listed and revoked."""
    return secrets.token_hex(6)


def new_code() -> str:
    """A code that a person reads from one screen and types on another, as `ABCD-EFGH`."""
    signs = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return f"{signs[:4]}-{signs[4:]}"


def as_typed(code: str) -> str:
    """The code as it was made, however it was typed: small letters, spaces, Russian letters that look alike."""
    return "".join(sign for sign in code.translate(_TYPED_OTHERWISE).upper() if sign.isalnum())


def digest(secret: str) -> str:
    """What is kept of a secret, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()
