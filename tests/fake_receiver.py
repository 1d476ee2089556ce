"""A webhook receiver on loopback for tests: keeps what it is sent, answers as it is told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class FakeReceiver:
    """`answers` are given one after another, then 204; a status of 0 hangs up without a word."""

    port: int = 0
    answers: list[int] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    location: str = ""

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        self.paths.append(first.split(" ")[1])
        self.headers.append(headers)
        self.bodies.append(body.decode())
        status = self.answers.pop(0) if self.answers else 204
        if status:
            moved = f"Location: {self.location}\r\n" if self.location else ""
            writer.write(f"HTTP/1.1 {status} Said\r\n{moved}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
        writer.close()


@asynccontextmanager
async def fake_receiver(*answers: int) -> AsyncIterator[FakeReceiver]:
    """A receiver on a port of its own, gone when left."""
    fake = FakeReceiver(answers=list(answers))
    server = await asyncio.start_server(fake.converse, "127.0.0.1", 0)
    fake.port = server.sockets[0].getsockname()[1]
    try:
        yield fake
    finally:
        server.close()
        await server.wait_closed()
