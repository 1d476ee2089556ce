"""Ids for tickets and for keys of requests: 128 random bits after the time at which they were made.

Nobody can guess one. Those made about the same time begin alike, so that what a database keeps under them lies
together. The pages' `newId` in `web/http.js` makes them alike.
"""

import os
import secrets
import time
from base64 import urlsafe_b64encode
from collections import deque
from functools import lru_cache

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32, in the order in which a database sorts it."""

UNIT_NS = 128_000_000
"""Ids of one such span begin alike: some hundred tickets at the most, a few pages."""

LEAD_LENGTH = 7
"""Characters that tell the time; they last for 139 years from 1970."""

RANDOM_BYTES = 16

DRAWN_AT_ONCE = 256
"""Asking the system for random bytes costs about the same for one id and for many."""

_drawn: deque[bytes] = deque()
os.register_at_fork(after_in_child=_drawn.clear)  # what the parent gives out is nobody else's


def new_id() -> str:
    """An id of 29 characters that a path takes as they are.

    >>> len(new_id()), new_id() == new_id()
    (29, False)
    """
    random = urlsafe_b64encode(_random()).rstrip(b"=")
    return lead(time.time_ns() // UNIT_NS) + random.decode()


@lru_cache(maxsize=4)
def lead(unit: int) -> str:
    """How the ids of a span of time begin.

    >>> lead(0), lead(33)
    ('0000000', '0000011')
    """
    return "".join(ALPHABET[unit >> 5 * place & 31] for place in reversed(range(LEAD_LENGTH)))


def _random() -> bytes:
    """Random bytes of the system, each given out once, whichever thread asks."""
    while True:
        try:
            return _drawn.pop()
        except IndexError:
            many = secrets.token_bytes(DRAWN_AT_ONCE * RANDOM_BYTES)
            _drawn.extend(many[start : start + RANDOM_BYTES] for start in range(0, len(many), RANDOM_BYTES))
