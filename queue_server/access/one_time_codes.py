"""Six digits that an authenticator app shows for thirty seconds: TOTP with SHA-1, as every such app makes them.

Source: RFC 6238, RFC 4226. Knows secrets only as bytes, and time only as it is given.
"""

import hmac
from base64 import b32encode
from hashlib import sha1
from urllib.parse import quote, urlencode

from queue_server.domain.ids import SECOND, Instant

STEP_S = 30
DIGITS = 6
SECRET_BYTES = 20
"""As long as the hash: RFC 4226, R6."""

STEPS_OFF = 1
"""How far a phone's clock may be from ours: one step either way, so that a code is good for a minute and a half."""


def code_at(secret: bytes, step: int, *, digits: int = DIGITS) -> str:
    """The code of one step since 1970.

    >>> code_at(b"12345678901234567890", 59 // STEP_S, digits=8)
    '94287082'
    """
    mac = hmac.digest(secret, step.to_bytes(8), sha1)
    start = mac[-1] & 15
    number = int.from_bytes(mac[start : start + 4]) & 0x7FFF_FFFF
    return f"{number % 10**digits:0{digits}}"


def step_of(secret: bytes, code: str, at: Instant) -> int | None:
    """The step whose code this is, if it is one of those that are good now."""
    now = at // (STEP_S * SECOND)
    found = None
    for step in range(now - STEPS_OFF, now + STEPS_OFF + 1):  # all of them always: time tells nothing
        if hmac.compare_digest(code_at(secret, step).encode(), code.encode()):
            found = step
    return found


def letters_of(secret: bytes) -> str:
    """The secret as a person types it into an app."""
    return b32encode(secret).decode()


def address_of(secret: bytes, *, login: str, issuer: str) -> str:
    """What the QR code says, in the form that all authenticator apps read."""
    words = urlencode({"secret": letters_of(secret), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(login)}?{words}"
