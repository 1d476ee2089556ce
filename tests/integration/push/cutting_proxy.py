"""A TCP proxy that cuts: every connection through it is dropped after a random while, in the middle of anything."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from random import Random


class CuttingProxy:
    """Forwards to `target` until told to cut; `cutting` False lets connections live."""

    def __init__(self, target: int, chance: Random, shortest_s: float, longest_s: float) -> None:
        self.target = target
        self.port = 0
        self.cutting = True
        self.cuts = 0
        self._chance = chance
        self._span = (shortest_s, longest_s)

    async def forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, from the first byte to the cut."""
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        both = (
            asyncio.create_task(_pump(reader, far_writer)),
            asyncio.create_task(_pump(far_reader, writer)),
        )
        lives_s = self._chance.uniform(*self._span) if self.cutting else None
        try:
            done, _ = await asyncio.wait(both, timeout=lives_s, return_when=asyncio.FIRST_COMPLETED)
            self.cuts += not done
        finally:
            for task in both:
                task.cancel()
            for end in (writer, far_writer):
                end.transport.abort()  # a reset, not a goodbye


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(4096):
            writer.write(data)
            await writer.drain()


@asynccontextmanager
async def cutting_proxy(target: int, *, seed: int, shortest_s: float, longest_s: float) -> AsyncIterator[CuttingProxy]:
    """The proxy on a port of its own."""
    proxy = CuttingProxy(target, Random(seed), shortest_s, longest_s)
    server = await asyncio.start_server(proxy.forward, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
