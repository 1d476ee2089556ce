"""A live view from a program: keyed rows that stay as the server's are, through cut lines and restarts.

The rules of resuming are the contract's: all of what is missing, or a fresh snapshot, never a part. A gap in `seq` is
an error here, not something to paper over.
"""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from queue_server.client.backoff import wait_before

STAY_AWAY = frozenset({4401, 4403, 4404, 4410})
"""Close codes after which coming back is of no use."""

SILENCE_S = 35.0
"""The server speaks every 15 s; after this the line is dead, whatever TCP believes."""

LONGEST_MESSAGE = 8 * 1024 * 1024
"""A snapshot of a queue with thousands of people."""


class StreamEnded(Exception):  # noqa: N818 - says what happened
    """The server says to stay away: `code` is the close code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code} {reason}")
        self.code = code
        self.reason = reason


class GapFound(Exception):  # noqa: N818 - says what happened
    """A message's `seq` does not follow the last one: the server broke its promise."""


@dataclass(slots=True)
class LiveRows:
    """The rows as of `seq`. `take` folds one message; pings change nothing."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    seq: int | None = None
    epoch: str | None = None

    def take(self, message: Mapping[str, Any]) -> None:
        """Fold one message of the server."""
        match message["type"]:
            case "snapshot":
                self.rows = dict(message["view"])
                self.seq = message["seq"]
                self.epoch = message["epoch"]
            case "event" | "changes":
                if self.seq is not None and message["seq"] != self.seq + 1:
                    raise GapFound(f"message {message['seq']} came after {self.seq}")
                for change in message["changes"]:
                    if change["op"] == "put":
                        self.rows[change["key"]] = change["row"]
                    else:
                        self.rows.pop(change["key"], None)
                self.seq = message["seq"]
            case _:
                pass


@dataclass(frozen=True, slots=True)
class StreamAddress:
    """Which view of which office; without an office, of all that the token's holder may see."""

    url: str
    office: str | None
    view: str
    desk: str | None = None
    ticket: str | None = None

    def at(self, live: LiveRows) -> str:
        """The address that goes on from where `live` stands."""
        query: dict[str, str | int] = {"view": self.view}
        if self.desk is not None:
            query["desk"] = self.desk
        if self.ticket is not None:
            query["ticket"] = self.ticket
        if live.seq is not None and live.epoch is not None:
            query.update(after=live.seq, epoch=live.epoch)
        base = self.url.rstrip("/").replace("http", "ws", 1)
        place = f"offices/{self.office}/stream" if self.office is not None else "stream"
        return f"{base}/api/v1/{place}?{urlencode(query)}"


async def messages(
    address: StreamAddress, *, token: str | None = None, live: LiveRows | None = None
) -> AsyncIterator[tuple[Mapping[str, Any], LiveRows]]:
    """Every message with the rows after it, for ever. Comes back by itself; raises `StreamEnded` where told to go."""
    live = live if live is not None else LiveRows()
    headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
    chance = random.Random()  # noqa: S311 - only spreads those who come back
    attempt = 0
    while True:
        try:
            async with connect(
                address.at(live), additional_headers=headers, compression=None, max_size=LONGEST_MESSAGE, proxy=None
            ) as socket:
                while True:
                    async with asyncio.timeout(SILENCE_S):
                        message = json.loads(await socket.recv())
                    live.take(message)
                    attempt = 0
                    yield message, live
        except ConnectionClosed as closed:
            code = closed.rcvd.code if closed.rcvd is not None else 1006
            if code in STAY_AWAY:
                raise StreamEnded(code, closed.rcvd.reason if closed.rcvd is not None else "") from closed
        except (OSError, TimeoutError, InvalidHandshake):
            pass  # the line is down or the server is restarting: come back below
        attempt += 1
        await asyncio.sleep(wait_before(attempt, chance))
