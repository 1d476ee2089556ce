"""The client does every command once, whatever the network does, and tells a refusal by its code."""

import asyncio
from collections.abc import Callable

import httpx2
import pytest

from queue_server.client.connection import Connection
from queue_server.client.refusal import Refused, Unreachable

PROBLEM = {"code": "ticket_not_waiting", "detail": "Ticket П001 is serving.", "state": "serving"}


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Waits take no time; the list holds how long they would have taken."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    return waits


def speaking_to(answer: Callable[[httpx2.Request], httpx2.Response], attempts: int = 4) -> Connection:
    """A connection to a server that answers like this."""
    http = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
    return Connection("http://queue.test/", token="t", http=http, attempts=attempts)


async def test_a_command_is_sent_again_under_the_same_key() -> None:
    keys: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        keys.append(request.headers["Idempotency-Key"])
        if len(keys) == 1:
            raise httpx2.ConnectError("the line was cut")
        if len(keys) == 2:
            return httpx2.Response(502, text="a proxy without a server")
        return httpx2.Response(201, json={"id": "k3J9"})

    assert await speaking_to(answer).post("/api/v1/offices/klin/tickets", {"topic": "meters"}) == {"id": "k3J9"}
    assert len(keys) == 3
    assert len(set(keys)) == 1


async def test_the_server_says_how_long_to_wait(at_once: list[float]) -> None:
    answers = iter([httpx2.Response(429, json={"code": "too_many_requests"}, headers={"Retry-After": "7"}),
                    httpx2.Response(200, json={})])  # fmt: skip
    await speaking_to(lambda _: next(answers)).post("/x")
    assert 7 <= at_once[0] <= 8


async def test_a_refusal_is_told_at_once_and_not_repeated() -> None:
    asked = 0

    def answer(_: httpx2.Request) -> httpx2.Response:
        nonlocal asked
        asked += 1
        return httpx2.Response(409, json=PROBLEM)

    with pytest.raises(Refused) as refused:
        await speaking_to(answer).post("/api/v1/tickets/k3J9/start")
    assert (refused.value.code, refused.value.state, refused.value.status) == ("ticket_not_waiting", "serving", 409)
    assert asked == 1


async def test_a_server_that_stays_away_is_unreachable() -> None:
    def answer(_: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("nobody there")

    with pytest.raises(Unreachable) as lost:
        await speaking_to(answer).get("/healthz")
    assert isinstance(lost.value.__cause__, httpx2.ConnectError)


async def test_an_answer_without_a_body_is_an_empty_one() -> None:
    assert await speaking_to(lambda _: httpx2.Response(204)).delete("/api/v1/session") == {}


async def test_who_speaks_is_said() -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        assert request.headers["Authorization"] == "Bearer t"
        assert str(request.url) == "http://queue.test/api/v1/offices/klin/events?after=7"
        return httpx2.Response(200, json={"events": []})

    assert await speaking_to(answer).get("/api/v1/offices/klin/events", after=7) == {"events": []}
