"""Clients that work on while the server dies under them: each command is repeated under its key until it is answered.

What was acknowledged is kept, to be held against the log afterwards.
"""

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Any

import httpx2

RETRY_S = 0.05
GIVE_UP_S = 240.0
AGAIN = frozenset({429, 503})


@dataclass(slots=True)
class Acknowledged:
    """One command that the server said yes to: its key, and what it answered."""

    key: str
    path: str
    answer: dict[str, Any]


@dataclass(slots=True)
class Work:
    """What a crew has been told, all clients together."""

    acknowledged: list[Acknowledged] = field(default_factory=list)
    refused: int = 0
    repeated: int = 0
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    more: asyncio.Event = field(default_factory=asyncio.Event)

    async def acknowledge(self, count: int, limit_s: float = 120.0) -> None:
        """Until so many commands have been acknowledged."""
        async with asyncio.timeout(limit_s):
            while len(self.acknowledged) < count:
                self.more.clear()
                await self.more.wait()


class Client:
    """One identity. A broken connection, 429 and 503 mean: the same command again, under the same key."""

    def __init__(self, http: httpx2.AsyncClient, token: str, work: Work) -> None:
        self._http = http
        self._headers = {"Authorization": f"Bearer {token}"}
        self._work = work

    async def post(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any] | None:
        """The answer; None where the state does not allow the command."""
        key = secrets.token_hex(12)
        async with asyncio.timeout(GIVE_UP_S):
            for attempt in range(100_000):
                try:
                    answer = await self._http.post(
                        path, json=body or {}, headers={**self._headers, "Idempotency-Key": key}
                    )
                except httpx2.TransportError:
                    answer = None
                if answer is not None and answer.status_code not in AGAIN:
                    self._work.repeated += attempt > 0
                    return self._noted(key, path, answer)
                await asyncio.sleep(RETRY_S)
        return None

    def _noted(self, key: str, path: str, answer: httpx2.Response) -> dict[str, Any] | None:
        if answer.is_success:
            told: dict[str, Any] = answer.json() if answer.content else {}
            self._work.acknowledged.append(Acknowledged(key, path, told))
            self._work.more.set()
            return told
        if answer.status_code == 409:
            self._work.refused += 1
            return None
        raise AssertionError(f"{path} was answered with {answer.status_code}: {answer.text[:500]}")


async def kiosk(client: Client, office: str, topics: list[str], work: Work) -> None:
    """Takes tickets, one after another."""
    number = 0
    while not work.stop.is_set():
        await client.post(
            f"/api/v1/offices/{office}/tickets",
            {"id": secrets.token_urlsafe(16), "topic": topics[number % len(topics)]},
        )
        number += 1


async def desk(client: Client, office: str, number: str, manager: str, work: Work) -> None:
    """Calls, starts, completes, one visitor after another."""
    await client.post(f"/api/v1/offices/{office}/desks/{number}/open", {"manager": manager})
    while not work.stop.is_set():
        answer = await client.post(f"/api/v1/offices/{office}/desks/{number}/call_next")
        ticket = answer["ticket"] if answer is not None else None
        if ticket is None:
            await asyncio.sleep(RETRY_S)
            continue
        await client.post(f"/api/v1/tickets/{ticket['id']}/start")
        await client.post(f"/api/v1/tickets/{ticket['id']}/complete", {"outcome": "settled"})
