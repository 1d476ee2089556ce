"""Channels and messages for whoever runs them: which there are, what stands in their way, what did not arrive."""

from typing import TypedDict

from analytics.alerts.delivery import Delivery
from analytics.alerts.messages import Message
from analytics.alerts.wire import instant
from analytics.sending.channel import Channel
from analytics.sending.failure import SendingFailed


class ChannelShape(TypedDict):
    """A channel, without its secret and without what an address may hold of one."""

    id: str
    kind: str
    offices: list[str] | None
    causes: list[str]
    severity: str
    quiet: str | None
    language: str
    hindrance: str | None


class MessageShape(TypedDict):
    """A message on its way out, or what became of it."""

    id: str
    channel: str
    alert: str | None
    kind: str
    state: str
    attempts: int
    created_at: str
    next_at: str | None
    done_at: str | None
    why: str | None


class AlertPost:
    """What the server's routes ask of channels and messages."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery

    def channels(self) -> list[ChannelShape]:
        """Every channel of the organisation file, and why it cannot be used, where it cannot."""
        return [_channel_shape(channel, hindrance) for channel, hindrance in self._delivery.known()]

    async def try_out(self, channel: str) -> str | None:
        """Sends a try at once; why it failed, or None. Raises `LookupError` where there is no such channel."""
        try:
            await self._delivery.attempt(channel)
        except SendingFailed as failure:
            return failure.why
        return None

    async def messages(self, *, state: str | None, channel: str | None, limit: int) -> list[MessageShape]:
        """Messages, newest first."""
        return [_message_shape(m) for m in await self._delivery.store.page(state=state, channel=channel, limit=limit)]

    async def again(self, message: str) -> MessageShape | None:
        """A message that was given up is tried from the beginning; None where there is no such."""
        found = await self._delivery.again(message)
        return _message_shape(found) if found is not None else None


def _channel_shape(channel: Channel, hindrance: str | None) -> ChannelShape:
    return {
        "id": channel.id,
        "kind": channel.kind,
        "offices": sorted(channel.offices) if channel.offices is not None else None,
        "causes": sorted(channel.causes),
        "severity": channel.severity,
        "quiet": channel.quiet,
        "language": channel.language,
        "hindrance": hindrance,
    }


def _message_shape(message: Message) -> MessageShape:
    pending = message.done_at is None
    return {
        "id": message.id,
        "channel": message.channel,
        "alert": message.alert,
        "kind": message.kind,
        "state": message.state.value,
        "attempts": message.attempts,
        "created_at": instant(message.created_at),
        "next_at": instant(message.next_at) if pending else None,
        "done_at": instant(message.done_at) if message.done_at is not None else None,
        "why": message.why,
    }
