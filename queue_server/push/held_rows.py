"""Rows as readers hold them: what is kept of one view, its last messages, and what a newcomer or a returner is sent.

`_rows` are exactly what a reader at `seq` holds, so a snapshot and the messages after it fit together without a gap.
Knows no office and no view: whoever keeps the rows says what changed.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

from queue_server.domain.ids import Instant
from queue_server.projections.view import Key, Row
from queue_server.push.codes import CloseCode
from queue_server.push.messages import Message, delete, put, row_bytes, rows_body, snapshot
from queue_server.push.outbox import LIMIT, Outbox

RECENT = LIMIT - 56
"""Messages kept for those who come back. Fewer than an outbox holds, so that a returner does not start too slow."""


class HeldRows:
    """The rows after message `seq` of this `epoch`, and whoever reads them."""

    __slots__ = ("_anew", "_body", "_clock", "_recent", "_rows", "epoch", "idle_since", "outboxes", "seq")

    def __init__(self, *, epoch: str, seq: int, clock: Callable[[], Instant]) -> None:
        self.epoch = epoch
        self.seq = seq
        self.outboxes: set[Outbox] = set()
        self.idle_since = 0.0
        self._clock = clock
        self._rows: dict[Key, bytes] = {}
        self._recent: deque[Message] = deque(maxlen=RECENT)
        self._body: bytes | None = None
        self._anew = -1

    def __contains__(self, key: Key) -> bool:
        return key in self._rows

    def join(self, *, after: int | None, epoch: str | None) -> "Subscription":
        """A place for one reader: all that followed `after` in this epoch, or a snapshot; then every message."""
        missing = self.missing_after(after) if after is not None and epoch in (None, self.epoch) else None
        outbox = Outbox(self.snapshot, sent_seq=self.seq if missing is None or after is None else after)
        if missing is None:
            outbox.put(self.snapshot())
        for message in missing or ():
            outbox.put(message)
        if missing is not None and not missing:
            outbox.nudge()
        self.outboxes.add(outbox)
        return Subscription(self, outbox)

    def leave(self, outbox: Outbox) -> None:
        """The reader has gone."""
        self.outboxes.discard(outbox)
        if not self.outboxes:
            self.idle_since = time.monotonic()

    def publish(self, message: Message) -> None:
        """Takes the place in the order that `message` has, and tells every reader."""
        self.seq = message.seq
        self._recent.append(message)
        for outbox in self.outboxes:
            outbox.put(message)

    def snapshot(self) -> Message:
        """All rows as every reader at `seq` holds them."""
        if self._body is None:
            self._body = rows_body(self._rows)
        return snapshot(seq=self.seq, epoch=self.epoch, now=self._clock(), view=self._body)

    def missing_after(self, seq: int) -> list[Message] | None:
        """All messages that a reader at `seq` lacks; None where not all of them are kept (any more)."""
        if seq <= self._anew:
            return None
        if seq == self.seq:
            return []
        if seq > self.seq or not self._recent or self._recent[0].seq > seq + 1:
            return None
        return [message for message in self._recent if message.seq > seq]

    def told_anew(self) -> None:
        """Rows have changed that no message told of: every reader gets a snapshot, and so does who comes back."""
        self._anew = self.seq
        for outbox in self.outboxes:
            outbox.start_over()

    def close(self, code: CloseCode) -> None:
        """Ends the conversation of every reader."""
        for outbox in self.outboxes:
            outbox.close(code)

    def hold(self, found: Iterable[tuple[Key, Row | bytes | None]]) -> list[bytes]:
        """Takes the rows over, encoded already or not; returns the changes that really are some."""
        edits: list[bytes] = []
        for key, row in found:
            if row is None:
                if self._rows.pop(key, None) is not None:
                    edits.append(delete(key))
                continue
            data = row if isinstance(row, bytes) else row_bytes(row)
            if self._rows.get(key) != data:
                self._rows[key] = data
                edits.append(put(key, data))
        if edits:
            self._body = None
        return edits

    def empty(self) -> None:
        """Holds nothing any more, and knows of nothing that was sent."""
        self._rows.clear()
        self._recent.clear()
        self._body = None


class Subscription(NamedTuple):
    """A reader's place."""

    live: HeldRows
    outbox: Outbox
