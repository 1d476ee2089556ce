"""What has yet to be sent to one reader: bounded, so that a slow reader costs nobody else anything.

Whoever falls `LIMIT` messages behind gets a fresh snapshot in place of the backlog; whoever does so again within
`PATIENCE_S` is cut off. Putting never waits. A reader that waits for the next message, with nothing before it, is sent
it at once where the server has a door for that: a hall's hundred screens cost a write each, and not a task's waking.
"""

import asyncio
from collections import deque
from collections.abc import Callable

from queue_server.push.codes import CloseCode
from queue_server.push.messages import Message

LIMIT = 256
"""Messages that may wait for one reader: about four seconds of the busiest day of 200 offices, for one office."""

PATIENCE_S = 60.0
"""A reader who falls behind twice within this time is too slow for this office."""


class OutboxClosed(Exception):  # noqa: N818 - named for what happened
    """The conversation is to end, with this code."""

    def __init__(self, code: CloseCode) -> None:
        super().__init__(code)
        self.code = code


def not_at_once(_message: Message) -> bool:
    """No door: every message is taken by the conversation."""
    return False


class Outbox:
    """One reader's messages in order. `snapshot` gives the whole view as it is now.

    `at_once` sends a message without waiting, or says that it cannot; `sent_seq` is the place that the reader reached.
    """

    __slots__ = (
        "_behind", "_close_code", "_messages", "_nudged", "_overrun_at", "_snapshot", "_waiter", "at_once", "sent_seq"
    )  # fmt: skip

    def __init__(self, snapshot: Callable[[], Message], *, sent_seq: int = 0) -> None:
        self.at_once: Callable[[Message], bool] = not_at_once
        self.sent_seq = sent_seq
        self._snapshot = snapshot
        self._messages: deque[Message] = deque()
        self._behind = False
        self._overrun_at: float | None = None
        self._nudged = False
        self._close_code: CloseCode | None = None
        self._waiter: asyncio.Future[None] | None = None

    def __len__(self) -> int:
        return len(self._messages)

    def put(self, message: Message) -> None:
        """Adds a message; where there is no room, everything that waits gives way to a snapshot."""
        if self._behind or self._close_code is not None:
            return
        if self._waiter is not None and not self._waiter.done() and self.at_once(message):
            self.sent_seq = message.seq
            return
        if len(self._messages) >= LIMIT:
            self._fall_behind()
        else:
            self._messages.append(message)
        self._wake()

    def start_over(self) -> None:
        """What waits, if anything, is of no use any more: a snapshot comes next."""
        self._messages.clear()
        self._behind = True
        self._wake()

    def nudge(self) -> None:
        """Lets the reader hear something at once, even if there is nothing to send."""
        self._nudged = True
        self._wake()

    def close(self, code: CloseCode) -> None:
        """Ends the conversation with `code`; what still waits is not sent. The first code counts."""
        if self._close_code is None:
            self._close_code = code
            self._messages.clear()
            self._wake()

    async def take(self) -> Message | None:
        """The next message; None when there is none and `nudge` asks for a sign of life. Raises `OutboxClosed`."""
        while True:
            if self._close_code is not None:
                raise OutboxClosed(self._close_code)
            if self._behind:
                self._behind = False
                return self._snapshot()
            if self._messages:
                return self._messages.popleft()
            if self._nudged:
                self._nudged = False
                return None
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None

    def _fall_behind(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._overrun_at is not None and now - self._overrun_at < PATIENCE_S:
            self.close(CloseCode.TOO_SLOW)
            return
        self._overrun_at = now
        self._messages.clear()
        self._behind = True

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)
