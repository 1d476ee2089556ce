"""Messages about alerts on their way out, kept until they arrive: no restart and no deaf receiver loses one.

Knows the table of messages. When to try again is said by `delivery`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, desc, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from analytics.alerts.tables import alert_messages
from queue_server.database.engine import Database
from queue_server.domain.ids import Instant


class MessageState(StrEnum):
    """`held`: waits for the end of quiet hours. `dropped`: over before anybody could be told."""

    WAITING = "waiting"
    HELD = "held"
    SENT = "sent"
    GIVEN_UP = "given_up"
    DROPPED = "dropped"


PENDING = (MessageState.WAITING.value, MessageState.HELD.value)


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one channel. `body` is its JSON, the same at every try."""

    id: str
    channel: str
    alert: str | None
    kind: str
    body: str
    state: MessageState
    created_at: Instant
    next_at: Instant
    attempts: int = 0
    done_at: Instant | None = None
    why: str | None = None


async def add(connection: AsyncConnection, messages: Sequence[Message]) -> None:
    """New messages, as part of the caller's transaction."""
    for message in messages:
        await connection.execute(insert(alert_messages).values(**_columns(message)))


class MessageStore:
    """The messages of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, message: Message) -> None:
        """One more."""
        async with self._database.write() as connection:
            await add(connection, [message])

    async def due(self, at: Instant, limit: int) -> list[Message]:
        """Those whose time has come, the oldest first."""
        wanted = (
            select(alert_messages)
            .where(alert_messages.c.state.in_(PENDING), alert_messages.c.next_at <= at)
            .order_by(alert_messages.c.created_at, alert_messages.c.id)
            .limit(limit)
        )
        async with self._database.read() as connection:
            return [_message(row) for row in await connection.execute(wanted)]

    async def replace(self, message: Message) -> None:
        """A message as it now stands."""
        async with self._database.write() as connection:
            await connection.execute(
                update(alert_messages).where(alert_messages.c.id == message.id).values(**_columns(message))
            )

    async def find(self, message: str) -> Message | None:
        """One message."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(alert_messages).where(alert_messages.c.id == message))).first()
        return _message(row) if row is not None else None

    async def told(self, alert: str, channel: str) -> bool:
        """Whether the channel has been told of the alert at all."""
        wanted = select(alert_messages.c.id).where(
            alert_messages.c.alert == alert,
            alert_messages.c.channel == channel,
            alert_messages.c.state == MessageState.SENT.value,
        )
        async with self._database.read() as connection:
            return (await connection.execute(wanted.limit(1))).first() is not None

    async def page(self, *, state: str | None, channel: str | None, limit: int) -> list[Message]:
        """Messages, newest first."""
        wanted = select(alert_messages).order_by(desc(alert_messages.c.created_at), desc(alert_messages.c.id))
        if state is not None:
            wanted = wanted.where(alert_messages.c.state == state)
        if channel is not None:
            wanted = wanted.where(alert_messages.c.channel == channel)
        async with self._database.read() as connection:
            return [_message(row) for row in await connection.execute(wanted.limit(limit))]

    async def again(self, message: str, at: Instant) -> Message | None:
        """A message that was given up is tried from the beginning; None where there is no such."""
        found = await self.find(message)
        if found is None or found.state is not MessageState.GIVEN_UP:
            return None
        after = replace(
            found, state=MessageState.WAITING, created_at=at, next_at=at, attempts=0, done_at=None, why=None
        )
        await self.replace(after)
        return after

    async def forget(self, before_at: Instant) -> None:
        """Lets go of what was done with before that."""
        async with self._database.write() as connection:
            await connection.execute(
                delete(alert_messages).where(
                    alert_messages.c.state.not_in(PENDING), alert_messages.c.done_at < before_at
                )
            )


def _columns(message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "channel": message.channel,
        "alert": message.alert,
        "kind": message.kind,
        "body": message.body,
        "state": message.state.value,
        "attempts": message.attempts,
        "created_at": message.created_at,
        "next_at": message.next_at,
        "done_at": message.done_at,
        "why": message.why[:255] if message.why is not None else None,
    }


def _message(row: Row[Any]) -> Message:
    return Message(**{**row._mapping, "state": MessageState(row.state)})
