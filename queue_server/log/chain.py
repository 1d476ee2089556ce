"""The hash chain: each event carries a hash over itself and the hash of the one before it in its office.

Whoever changes, drops or moves a past event must write every later hash anew, and the head's, which copies of the log
elsewhere will not agree with.
"""

from hashlib import sha256

import msgspec

_line = msgspec.json.Encoder().encode


def hash_of(
    previous_hash: bytes,
    *,
    office: str,
    seq: int,
    at: int,
    kind: str,
    version: int,
    actor: str,
    command_id: str | None,
    data: bytes,
) -> bytes:
    """SHA-256 over the previous hash, one JSON line that says where and whose the event is, and the event as written.

    JSON holds no line break of its own, so two different events never make the same bytes.
    """
    line = _line((office, seq, at, kind, version, actor, command_id))
    return sha256(b"%b%b\n%b" % (previous_hash, line, data)).digest()
