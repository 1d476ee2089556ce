"""One socket from the first message to the close: sends what the outbox holds, listens for the end, keeps the limits.

Receiving and sending run side by side, so that a client that goes, or a server that stops, ends the conversation at
once. Every send has a time limit: a reader that does not read is cut off, and never slows anybody else.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

import msgspec

from queue_server.domain.ids import Instant
from queue_server.push.codes import CloseCode
from queue_server.push.held_rows import Subscription
from queue_server.push.messages import Message, ping
from queue_server.push.outbox import OutboxClosed

PING_EVERY_S = 15.0
"""A page that hears nothing for 35 s calls its data stale: two pings may be lost."""

SEND_LIMIT_S = 5.0
"""How long one message may take to leave for a reader whose network is full."""

CLOSE_LIMIT_S = 1.0
"""How long saying goodbye may take; a reader that does not read will not hear it."""

MESSAGE_LIMIT_BYTES = 64 * 1024
"""Longest message taken from a client. The only one there is has 15 bytes."""

MESSAGES_A_SECOND = 20
"""More than a page could have a reason for."""


class Gone(Exception):  # noqa: N818 - named for what happened
    """The other side has closed, or its connection is lost."""


class Socket(Protocol):
    """An accepted WebSocket."""

    def send_at_once(self, message: Message) -> bool:
        """Hands a message to the network without waiting; False where that cannot be done now."""
        ...

    async def send(self, message: Message) -> None:
        """Hands a message to the network, once it takes some. Raises `Gone`."""
        ...

    async def receive(self) -> str | bytes:
        """The client's next message. Raises `Gone`."""
        ...

    async def close(self, code: int, reason: str) -> None:
        """Says goodbye. Raises `Gone`."""
        ...


async def converse(socket: Socket, subscription: Subscription, clock: Callable[[], Instant]) -> CloseCode | None:
    """Talks until one side ends it. Returns the code with which this side did, or None where the client went."""
    talking = asyncio.ensure_future(_send_all(socket, subscription, clock))
    listening = asyncio.ensure_future(_listen(socket, subscription))
    try:
        done, _ = await asyncio.wait((talking, listening), return_when=asyncio.FIRST_COMPLETED)
        ended = next(iter(done))
        code = ended.result()
    finally:
        for task in (talking, listening):
            task.cancel()
        await asyncio.gather(talking, listening, return_exceptions=True)
    if code is not None:
        with suppress(Gone, TimeoutError):
            async with asyncio.timeout(CLOSE_LIMIT_S):
                await socket.close(code, code.name.lower())
    return code


async def _send_all(socket: Socket, subscription: Subscription, clock: Callable[[], Instant]) -> CloseCode | None:
    loop = asyncio.get_running_loop()
    outbox = subscription.outbox
    outbox.at_once = socket.send_at_once
    # One timer a ping: a timer for every wait would cost as much as the message that ends it.
    next_ping = loop.call_later(PING_EVERY_S, outbox.nudge)
    try:
        while True:
            message = await outbox.take()
            if message is None:
                message = ping(seq=outbox.sent_seq, now=clock())
                next_ping.cancel()
                next_ping = loop.call_later(PING_EVERY_S, outbox.nudge)
            async with asyncio.timeout(SEND_LIMIT_S):
                await socket.send(message)
            outbox.sent_seq = message.seq
    except OutboxClosed as closed:
        return closed.code
    except TimeoutError:
        return CloseCode.TOO_SLOW
    except Gone:
        return None
    finally:
        next_ping.cancel()


async def _listen(socket: Socket, subscription: Subscription) -> CloseCode | None:
    """Clients may ask for a sign of life, `{"type": "ping"}`, and nothing else."""
    loop = asyncio.get_running_loop()
    second_began, heard = loop.time(), 0
    try:
        while True:
            message = await socket.receive()
            if loop.time() - second_began >= 1.0:
                second_began, heard = loop.time(), 0
            heard += 1
            if len(message) > MESSAGE_LIMIT_BYTES:
                return CloseCode.TOO_BIG
            if heard > MESSAGES_A_SECOND or not _is_ping(message):
                return CloseCode.POLICY
            subscription.outbox.nudge()
    except Gone:
        return None


def _is_ping(message: str | bytes) -> bool:
    if isinstance(message, bytes):
        return False
    try:
        asked: object = msgspec.json.decode(message)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return False
    return asked == {"type": "ping"}
