"""Whatever an answer is made of, it leaves whole and in order; a head waits only for what belongs to it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from queue_server.api.edge import CAREFUL_HEADERS, STRICT_TRANSPORT, WHOLE, completed, given_whole
from queue_server.cli.one_write import JOINED_BYTES, OneWriteProtocol

Answering = Callable[[Scope, Receive, Send], Awaitable[None]]


class Wire(asyncio.Transport):
    """What was handed to the system, call by call."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        assert not self.closed
        self.written.append(bytes(data))

    def close(self) -> None:
        self.closed = True

    def pause_reading(self) -> None:
        """Nothing more is read here anyway."""

    def resume_reading(self) -> None:
        """Nothing more is read here anyway."""

    def is_closing(self) -> bool:
        return self.closed

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return {"peername": ("127.0.0.1", 1), "sockname": ("127.0.0.1", 2)}.get(name, default)


async def asked(app: Answering, request: bytes) -> Wire:
    """The wire after one request to `app`."""
    config = uvicorn.Config(app, http=OneWriteProtocol, lifespan="off", log_config=None)
    state, wire = ServerState(), Wire()
    config.load()
    protocol = OneWriteProtocol(config=config, server_state=state, app_state={})
    protocol.connection_made(wire)
    protocol.data_received(request)
    while state.tasks:
        await asyncio.gather(*state.tasks)
    protocol._unset_keepalive_if_required()
    return wire


def get(method: str = "GET", *headers: str) -> bytes:
    return "\r\n".join((f"{method} / HTTP/1.1", "Host: hall", *headers, "", "")).encode()


async def test_head_and_body_go_together() -> None:
    wire = await asked(Response(b"body"), get())
    assert len(wire.written) == 1
    assert wire.written[0].startswith(b"HTTP/1.1 200 OK\r\n")
    assert wire.written[0].endswith(b"\r\n\r\nbody")


@pytest.mark.parametrize(
    ("answer", "method"), [(Response(b"body"), "HEAD"), (Response(status_code=204), "GET"), (Response(b""), "GET")]
)
async def test_a_head_without_a_body_does_not_wait(answer: Response, method: str) -> None:
    wire = await asked(answer, get(method))
    assert b"".join(wire.written).startswith(b"HTTP/1.1 20")
    assert b"".join(wire.written).endswith(b"\r\n\r\n")


async def test_a_stream_goes_piece_by_piece() -> None:
    async def pieces() -> Any:
        yield b"one"
        yield b"HTTP/1.1 is what this piece speaks of"
        yield b"three"

    wire = await asked(StreamingResponse(pieces()), get())
    whole = b"".join(wire.written)
    assert wire.written[0].endswith(b"\r\n\r\n3\r\none\r\n")
    assert whole.endswith(b"5\r\nthree\r\n0\r\n\r\n")
    assert whole.count(b"HTTP/1.1 ") == 2


async def test_a_long_body_is_not_copied() -> None:
    wire = await asked(Response(b"x" * (JOINED_BYTES + 1)), get())
    assert [len(piece) > JOINED_BYTES for piece in wire.written] == [False, True]


async def test_what_is_written_is_sent_before_the_connection_is_closed() -> None:
    wire = await asked(Response(b"body"), get("GET", "Connection: close"))
    assert wire.closed
    assert wire.written[0].endswith(b"body")


async def test_an_application_that_breaks_off_after_the_head_has_sent_it() -> None:
    async def breaks_off(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})

    wire = await asked(breaks_off, get())
    assert wire.closed
    assert wire.written[0].startswith(b"HTTP/1.1 200 OK\r\n")


async def test_leave_to_go_on_is_given_at_once() -> None:
    async def reads(scope: Scope, receive: Receive, send: Send) -> None:
        assert (await receive())["body"] == b""
        await Response(b"read")(scope, receive, send)

    wire = await asked(reads, get("POST", "Content-Length: 0", "Expect: 100-continue"))
    assert wire.written[0].startswith(b"HTTP/1.1 100")


def whole(lines: bytes = b"content-length: 4\r\n", then: Response | None = None) -> Answering:
    """An application that hands over whole answers."""

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        if not scope.pop(WHOLE)(201, lines, b"body"):
            await (then or Response(b"piece by piece"))(scope, receive, send)

    return answering


async def test_a_whole_answer_is_the_same_on_the_wire() -> None:
    wire = await asked(whole(), get())
    assert wire.written == [b"HTTP/1.1 201 Created\r\ncontent-length: 4\r\n\r\nbody"]
    assert not wire.closed


async def test_a_connection_that_is_to_be_closed_takes_no_whole_answer() -> None:
    wire = await asked(whole(), get("GET", "Connection: close"))
    assert wire.closed
    assert wire.written[0].endswith(b"piece by piece")


async def test_requests_that_came_together_are_answered_in_turn() -> None:
    wire = await asked(whole(), get() * 3)
    assert b"".join(wire.written).count(b"HTTP/1.1 201 Created") == 3


async def test_guarded_routes_answer_whole_with_every_careful_header() -> None:
    handed: list[tuple[int, bytes, bytes]] = []

    def take(status: int, lines: bytes, body: bytes) -> bool:
        handed.append((status, lines, body))
        return True

    answer = Response(b"{}", media_type="application/json")
    scope = {WHOLE: take, "method": "POST", "scheme": "https"}
    assert given_whole(scope, answer)
    pieces = [b"%b: %b\r\n" % header for header in completed(answer.raw_headers, (*CAREFUL_HEADERS, STRICT_TRANSPORT))]
    assert sorted(handed[0][1].splitlines(keepends=True)) == sorted(pieces)


@pytest.mark.parametrize(
    ("answer", "method"),
    [
        (Response(b"{}", headers={"Retry-After": "1"}), "POST"),
        (StreamingResponse(iter((b"{}",))), "POST"),
        (Response(b"{}", media_type="application/json"), "HEAD"),
    ],
)
async def test_what_says_more_goes_the_long_way(answer: Response, method: str) -> None:
    def never(*_: object) -> bool:
        raise AssertionError

    assert not given_whole({WHOLE: never, "method": method, "scheme": "http"}, answer)
