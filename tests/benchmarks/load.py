"""A load generator in a process of its own: so many kiosks, each with one connection, each asking again when answered.

    python -m tests.benchmarks.load < plan.json

Speaks just enough HTTP/1.1 over plain sockets that the generator costs a fraction of what it measures. Bounded by
seconds and by requests, whichever comes first; at a given pace, or as fast as it goes.
"""

import asyncio
import json
import secrets
import sys
import time
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any

import uvloop

from tests.benchmarks.figures import share_of

LONGEST_S = 60.0
"""No plan runs longer, whatever it says."""

HEADER_LIMIT = 64 * 1024

RUN = secrets.token_hex(8)
"""Keys of one run are no other run's."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask. `{n}` in the body becomes a number that no other request has."""

    host: str
    port: int
    paths: list[str]
    tokens: list[str]
    body: str
    kiosks: int
    seconds: float
    requests: int = 1_000_000
    per_second: float = 0.0
    """At this pace, each request due at its own moment; 0: as fast as answers come."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back."""

    requests: int
    seconds: float
    statuses: dict[str, int]
    p50_ms: float
    p99_ms: float

    @property
    def per_s(self) -> float:
        """Answers a second."""
        return self.requests / self.seconds


async def run(plan: Plan) -> Outcome:
    """Ask until the time is up."""
    latencies: list[float] = []
    statuses: dict[str, int] = {}
    numbers = count()
    began = time.perf_counter()
    until = began + min(plan.seconds, LONGEST_S)

    async def kiosk(index: int) -> None:
        reader, writer = await asyncio.open_connection(plan.host, plan.port, limit=HEADER_LIMIT)
        try:
            while time.perf_counter() < until:
                number = next(numbers)
                if number >= plan.requests:
                    return
                if plan.per_second:
                    await asyncio.sleep(max(0.0, began + number / plan.per_second - time.perf_counter()))
                sent = time.perf_counter()
                writer.write(_request(plan, index, number))
                status = await _status(reader)
                latencies.append(time.perf_counter() - sent)
                statuses[status] = statuses.get(status, 0) + 1
        finally:
            writer.close()

    await asyncio.gather(*(kiosk(index) for index in range(plan.kiosks)))
    seconds = time.perf_counter() - began
    return Outcome(
        requests=len(latencies),
        seconds=seconds,
        statuses=statuses,
        p50_ms=share_of(latencies, 0.50) * 1000,
        p99_ms=share_of(latencies, 0.99) * 1000,
    )


def _request(plan: Plan, index: int, number: int) -> bytes:
    place = (index + number * 7) % len(plan.paths)
    body = plan.body.replace("{n}", str(number)).encode()
    return (
        f"POST {plan.paths[place]} HTTP/1.1\r\nHost: {plan.host}:{plan.port}\r\n"
        f"Authorization: Bearer {plan.tokens[place]}\r\nIdempotency-Key: {RUN}-{number}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


async def _status(reader: asyncio.StreamReader) -> str:
    head = await reader.readuntil(b"\r\n\r\n")
    lowered = head.lower()
    start = lowered.index(b"content-length:") + len(b"content-length:")
    length = int(lowered[start : lowered.index(b"\r\n", start)])
    await reader.readexactly(length)
    return head[9:12].decode()


def main() -> None:
    """One plan from standard input, one outcome to standard output."""
    plan = Plan(**json.load(sys.stdin))
    outcome = uvloop.run(run(plan))
    answer: dict[str, Any] = asdict(outcome)
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
