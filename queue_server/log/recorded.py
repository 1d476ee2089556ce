"""An event as the log keeps it: numbered, with author and command, chained by hash to the one before it."""

import msgspec

from queue_server.domain.events import Event

FIRST_HASH = "0" * 64
"""The hash before an office's first event."""


class Recorded(msgspec.Struct, frozen=True):
    """One line of an office's log. `seq` counts from 1 without gaps; hashes are SHA-256 in hexadecimal."""

    office: str
    seq: int
    at: int
    event: Event
    actor: str
    command_id: str | None
    previous_hash: str
    hash: str
