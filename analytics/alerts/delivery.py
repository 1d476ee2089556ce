"""Delivery: tries each message until it arrives, with growing pauses over hours, and then says that it gave up.

A message may arrive twice (the answer was lost, the server stopped): it carries the same id then. Channels do not wait
for each other; within one, messages go in their order as long as all goes well.
"""

import asyncio
import json
import random
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

import structlog

from analytics.alerts.alert import ChangeKind
from analytics.alerts.messages import Message, MessageState, MessageStore
from analytics.alerts.wire import instant
from analytics.sending.channel import Channel, Sender
from analytics.sending.failure import SendingFailed
from queue_server.domain.ids import SECOND, Instant
from queue_server.errors import Unavailable

PAUSES_S = (5, 30, 120, 600, 1800, 3600, 7200, 14400, 14400)
"""After each failure: half a day in all. An alert that nobody took in that time is history."""

JITTER = 0.2
"""Each pause is longer or shorter by up to a fifth: receivers that come back are not met by everybody at once."""

AT_ONCE = 50
"""Messages taken up together."""

LOOK_EVERY_S = 2.0
"""How soon what is due is found; a new message wakes the delivery at once."""

WORTH_TELLING_MS = 24 * 3600 * SECOND
"""What is older is history: a database that was restored from a backup must not tell last week's alerts as news."""

KEPT_MS = 30 * 24 * 3600 * SECOND
"""How long what was sent or given up can be looked up."""

log = structlog.get_logger(__name__)


class Delivery:
    """The messages' way out."""

    def __init__(
        self,
        store: MessageStore,
        sender: Sender,
        clock: Callable[[], Instant],
        *,
        channels: Callable[[], Sequence[Channel]],
        is_open: Callable[[str], bool],
        public_url: str | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.store = store
        self.sender = sender
        self._clock = clock
        self._channels = channels
        self._is_open = is_open
        self._public_url = public_url
        self._chance = chance
        self._woken = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._forgot_at: Instant = 0

    def start(self) -> None:
        """Delivers from now on: what an earlier run left first."""
        self._running = asyncio.create_task(self._run(), name="alert messages")

    async def stop(self) -> None:
        """Delivers no more; what has not arrived is tried again after the next start."""
        if self._running is not None:
            self._running.cancel()
            with suppress(asyncio.CancelledError):
                await self._running
            self._running = None

    def wake(self) -> None:
        """There is something new."""
        self._woken.set()

    def usable(self) -> list[Channel]:
        """The channels that nothing stands in the way of."""
        return [channel for channel in self._channels() if self.sender.hindrance(channel) is None]

    def known(self) -> list[tuple[Channel, str | None]]:
        """Every channel, and why it cannot be used, where it cannot."""
        return [(channel, self.sender.hindrance(channel)) for channel in self._channels()]

    async def deliver(self) -> int:
        """One round: tries all that is due; how many that were."""
        due = await self.store.due(self._clock(), AT_ONCE)
        by_channel: dict[str, list[Message]] = {}
        for message in due:
            by_channel.setdefault(message.channel, []).append(message)
        await asyncio.gather(*(self._deliver_to(name, messages) for name, messages in by_channel.items()))
        return len(due)

    async def again(self, message: str) -> Message | None:
        """A message that was given up is tried from the beginning; None where there is no such."""
        found = await self.store.again(message, self._clock())
        self.wake()
        return found

    async def attempt(self, channel: str) -> None:
        """Sends a try to a channel at once. Raises `SendingFailed`, or `LookupError` where there is no such channel."""
        found = self._channel(channel)
        if found is None:
            raise LookupError(channel)
        await try_channel(self.sender, found, at=self._clock())

    async def _run(self) -> None:
        while True:
            tried = 0
            try:
                tried = await self.deliver()
                await self._forget()
            except Unavailable as error:
                log.warning("messages about alerts have to wait", detail=error.detail)
            except Exception:
                log.exception("messages about alerts could not be delivered")
            if tried == AT_ONCE:
                continue
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_S):
                    await self._woken.wait()
            self._woken.clear()

    async def _deliver_to(self, name: str, messages: Sequence[Message]) -> None:
        for message in messages:
            after = await self._tried(self._channel(name), message)
            await self.store.replace(after)
            if after.state is MessageState.GIVEN_UP:
                log.warning("a message about an alert was given up", message=message.id, channel=name, why=after.why)

    async def _tried(self, channel: Channel | None, message: Message) -> Message:
        now = self._clock()
        if channel is None:
            return replace(message, state=MessageState.GIVEN_UP, done_at=now, why="there is no such channel any more")
        if now - message.created_at > WORTH_TELLING_MS:
            return replace(message, state=MessageState.GIVEN_UP, done_at=now, why="it is older than a day")
        if message.state is MessageState.HELD and await self._is_stale(message):
            return replace(message, state=MessageState.DROPPED, done_at=now, why="over before the quiet hours were")
        from analytics.alerts.letters import letter  # words and numbers of three languages: not needed at a start

        attempts = message.attempts + 1
        try:
            words = letter(json.loads(message.body), channel.language, public_url=self._public_url)
            await self.sender.send(channel, message=message.id, body=message.body, words=words)
        except SendingFailed as failure:
            if failure.lasting or attempts > len(PAUSES_S):
                return replace(message, state=MessageState.GIVEN_UP, attempts=attempts, done_at=now, why=failure.why)
            pause_s = PAUSES_S[attempts - 1] * (1 + JITTER * (2 * self._chance() - 1))
            return replace(
                message,
                state=MessageState.WAITING,
                attempts=attempts,
                next_at=self._clock() + round(pause_s * SECOND),
                why=failure.why,
            )
        return replace(message, state=MessageState.SENT, attempts=attempts, done_at=self._clock(), why=None)

    async def _is_stale(self, message: Message) -> bool:
        """What was held is told only while it still holds; that it is over, only to who was told that it was."""
        if message.alert is None:
            return False
        if message.kind == ChangeKind.CLOSED.value:
            return not await self.store.told(message.alert, message.channel)
        return not self._is_open(message.alert)

    async def _forget(self) -> None:
        now = self._clock()
        if abs(now - self._forgot_at) >= 3600 * SECOND:
            self._forgot_at = now
            await self.store.forget(now - KEPT_MS)

    def _channel(self, name: str) -> Channel | None:
        return next((channel for channel in self._channels() if channel.id == name), None)


async def try_channel(sender: Sender, channel: Channel, *, at: Instant) -> None:
    """A message that says only that it is a try. Raises `SendingFailed`."""
    from analytics.alerts.letters import letter

    event = {"type": "test", "timestamp": instant(at), "data": {"channel": channel.id}}
    body = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
    await sender.send(channel, message=new_message_id(), body=body, words=letter(event, channel.language))


def new_message_id() -> str:
    """An id that no other message has."""
    return f"msg_{secrets.token_hex(12)}"
