"""The public API from a program: one identity, one pool of connections, every command done once.

Knows the HTTP contract: problem answers, Idempotency-Key, Retry-After. Knows nothing of the server's inside; it can
speak to one on another machine.
"""

import asyncio
import random
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import httpx2

from queue_server.client.backoff import wait_before
from queue_server.client.new_id import new_id
from queue_server.client.refusal import Refused, Unreachable

ATTEMPTS = 6
"""Over about ten seconds: a restart of the server takes less."""

TIMEOUT_S = 15.0


class Connection:
    """One identity's way into the API. Several may share one `http`, and so its pool; whoever made it closes it."""

    def __init__(
        self,
        url: str,
        *,
        token: str | None = None,
        http: httpx2.AsyncClient | None = None,
        attempts: int = ATTEMPTS,
        chance: random.Random | None = None,
    ) -> None:
        self.url = url.rstrip("/")
        self.token = token
        self._own = http is None
        self._http = http if http is not None else httpx2.AsyncClient(timeout=TIMEOUT_S, trust_env=False)
        self._attempts = attempts
        self._chance = chance or random.Random()  # noqa: S311 - only spreads retries

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the pool, if it is this connection's own."""
        if self._own:
            await self._http.aclose()

    async def get(self, path: str, **query: str | int) -> dict[str, Any]:
        """The resource at `path`. Raises `Refused` or `Unreachable`."""
        return await self._ask("GET", path, query=query)

    async def post(self, path: str, body: Mapping[str, Any] | None = None, *, key: str | None = None) -> dict[str, Any]:
        """Do it once, whatever the network does. Give the `key` of an earlier attempt to ask for its answer again."""
        return await self._ask("POST", path, body=dict(body or {}), key=key or new_id())

    async def delete(self, path: str) -> dict[str, Any]:
        """End what is at `path`."""
        return await self._ask("DELETE", path)

    async def _ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str | int] | None = None,
        body: dict[str, Any] | None = None,
        key: str | None = None,
    ) -> dict[str, Any]:
        headers = self._headers(key)
        failure: Exception | None = None
        for attempt in range(self._attempts):
            if failure is not None:
                await asyncio.sleep(self._wait(attempt, failure))
            try:
                answer = await self._http.request(
                    method, self.url + path, params=query or None, json=body, headers=headers
                )
                return _content(answer)
            except Refused as refusal:
                if not refusal.passing:
                    raise
                failure = refusal
            except httpx2.TransportError as error:
                failure = error
        if isinstance(failure, Refused):
            raise failure
        raise Unreachable(f"{method} {path}: no answer after {self._attempts} attempts") from failure

    def _headers(self, key: str | None) -> dict[str, str]:
        headers = {}
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        if key is not None:
            headers["Idempotency-Key"] = key
        return headers

    def _wait(self, attempt: int, failure: Exception) -> float:
        told = failure.retry_after_s if isinstance(failure, Refused) else None
        return wait_before(attempt, self._chance) if told is None else told + self._chance.random()


def _content(answer: httpx2.Response) -> dict[str, Any]:
    if answer.is_success:
        content: dict[str, Any] = answer.json() if answer.content else {}
        return content
    try:
        problem = answer.json()
    except ValueError:
        problem = None
    raise Refused.of(answer.status_code, problem, answer.headers.get("Retry-After"))
