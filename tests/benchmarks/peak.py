"""The life of a peak as a load, in a process of its own: visitors come, are called, served, sent on, put off; breaks.

    python -m tests.benchmarks.peak < plan.json

Every office is led by one connection, so each command follows the answer before it and none is refused; offices take
turns at the plan's pace. Desks are opened first, at full speed. Told afterwards: how many commands of each kind.
"""

import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import count
from typing import Any

import uvloop

from tests.benchmarks.load import HEADER_LIMIT, LONGEST_S, RUN

LINE = 2
"""As many wait before a desk is sure to call: else a visitor comes."""
COMES, PAUSES, IS_PUT_OFF, IS_SENT_ON = 0.22, 0.05, 0.06, 0.10
"""Shares of the steps, of the calls and of the services that go so."""


@dataclass(frozen=True, slots=True)
class Peak:
    """What to lead. `opened` is told on standard output once all desks are open; then `seconds` begin."""

    host: str
    port: int
    offices: list[str]
    desks: list[str]
    topics: list[str]
    token: str
    connections: int
    seconds: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Step:
    """One command: its address, its body, and the desk that it concerns."""

    name: str
    path: str
    body: dict[str, Any]
    desk: str | None = None


@dataclass(slots=True)
class Led:
    """One office as its leader knows it: who is at which desk, and how many wait."""

    office: str
    chance: random.Random
    desks: list[str]
    topics: list[str]
    waiting: int = 0
    called: dict[str, str] = field(default_factory=dict)
    serving: dict[str, str] = field(default_factory=dict)
    on_break: set[str] = field(default_factory=set)

    def opening(self) -> Iterator[Step]:
        """Everybody sits down."""
        for desk in self.desks:
            path = f"/api/v1/offices/{self.office}/desks/{desk}/open"
            yield Step("open", path, {"manager": f"{self.office}m{desk}"}, desk)

    def next(self) -> Step:
        """What happens next here."""
        desk = self.chance.choice(self.desks)
        if self.waiting < LINE or self.chance.random() < COMES:
            return Step("issue", f"/api/v1/offices/{self.office}/tickets", {"topic": self.chance.choice(self.topics)})
        if desk in self.on_break:
            return self._at(desk, "end_break")
        if desk in self.called:
            if self.chance.random() < IS_PUT_OFF:
                return self._with(self.called[desk], "postpone", desk, by=self.chance.choice(("visitor", "office")))
            return self._with(self.called[desk], "start", desk)
        if desk in self.serving:
            if self.chance.random() < IS_SENT_ON:
                return self._with(self.serving[desk], "transfer", desk, topic=self.chance.choice(self.topics))
            return self._with(self.serving[desk], "complete", desk)
        return self._at(desk, "start_break" if self.chance.random() < PAUSES else "call_next")

    def took(self, step: Step, answer: dict[str, Any]) -> None:
        """What the server said to it."""
        desk = step.desk or ""
        match step.name:
            case "issue":
                self.waiting += 1
            case "call_next" if answer["ticket"] is not None:
                self.called[desk] = answer["ticket"]["id"]
                self.waiting -= 1
            case "call_next":
                self.waiting = 0
            case "start":
                self.serving[desk] = self.called.pop(desk)
            case "postpone":
                del self.called[desk]
            case "transfer" | "complete":
                del self.serving[desk]
                self.waiting += step.name == "transfer"
            case "start_break":
                self.on_break.add(desk)
            case "end_break":
                self.on_break.discard(desk)

    def _at(self, desk: str, name: str) -> Step:
        return Step(name, f"/api/v1/offices/{self.office}/desks/{desk}/{name}", {}, desk)

    def _with(self, ticket: str, name: str, desk: str, **body: Any) -> Step:
        return Step(name, f"/api/v1/tickets/{ticket}/{name}", body, desk)


async def run(plan: Peak) -> dict[str, Any]:
    """Lead all offices until the time is up."""
    offices = [Led(office, random.Random(office), plan.desks, plan.topics) for office in plan.offices]
    sent, numbers, refused = Counter[str](), count(), Counter[str]()
    began = 0.0
    everybody_sits = asyncio.Barrier(plan.connections + 1)

    async def leader(index: int) -> None:
        reader, writer = await asyncio.open_connection(plan.host, plan.port, limit=HEADER_LIMIT)
        mine = offices[index :: plan.connections]

        async def do(office: Led, step: Step) -> None:
            writer.write(_request(plan, step, next(numbers)))
            status, answer = await _answer(reader)
            sent[step.name] += 1
            if status >= 400:
                refused[f"{step.name} {status} {answer.get('code')}"] += 1
            else:
                office.took(step, answer)

        try:
            for office in mine:
                for step in office.opening():
                    await do(office, step)
            await everybody_sits.wait()
            await everybody_sits.wait()
            for turn in count():
                due = began + (index + turn * plan.connections) / plan.per_second
                if due > began + plan.seconds:
                    return
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                await do(mine[turn % len(mine)], mine[turn % len(mine)].next())
        finally:
            writer.close()

    leading = asyncio.gather(*(leader(index) for index in range(plan.connections)))
    await everybody_sits.wait()
    sent.clear()
    print("opened", flush=True)
    began = time.perf_counter()
    await everybody_sits.wait()
    await leading
    return {"seconds": time.perf_counter() - began, "sent": dict(sent), "refused": dict(refused)}


def _request(plan: Peak, step: Step, number: int) -> bytes:
    body = json.dumps(step.body).encode()
    return (
        f"POST {step.path} HTTP/1.1\r\nHost: {plan.host}:{plan.port}\r\n"
        f"Authorization: Bearer {plan.token}\r\nIdempotency-Key: {RUN}-{number}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


async def _answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, Any]]:
    head = await reader.readuntil(b"\r\n\r\n")
    lowered = head.lower()
    start = lowered.index(b"content-length:") + len(b"content-length:")
    length = int(lowered[start : lowered.index(b"\r\n", start)])
    answer: dict[str, Any] = json.loads(await reader.readexactly(length))
    return int(head[9:12]), answer


def main() -> None:
    """One plan from standard input, `opened` and then one outcome to standard output."""
    plan = Peak(**json.load(sys.stdin))
    json.dump(uvloop.run(run(Peak(**{**asdict(plan), "seconds": min(plan.seconds, LONGEST_S)}))), sys.stdout)


if __name__ == "__main__":
    main()
