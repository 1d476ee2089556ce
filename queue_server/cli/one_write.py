"""An answer in one piece: uvicorn hands its head and its body to the system one after the other, we together.

Each piece costs a call to the system and wakes whoever waits for it; of a ticket's answer that was a twelfth of the
server's time. ASGI has the head wait for the first piece of the body anyway.
"""

import asyncio
from functools import partial
from typing import Any, ClassVar, TypeAlias

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from queue_server.api.edge import WHOLE

Headers: TypeAlias = list[tuple[bytes, bytes]]

HEAD = b"HTTP/1.1 "
INTERIM = b"HTTP/1.1 1"
"""Continue, Switching Protocols: nothing follows these soon."""

JOINED_BYTES = 64 * 1024
"""A longer piece of a body goes after its head by itself: copying it would cost more than it saves."""


class JoiningTransport:
    """A transport, as far as uvicorn uses it to write; a head stays here until what belongs to it comes."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self.inner = transport
        self._head = b""

    def write(self, data: bytes) -> None:
        """Part of an answer."""
        if not self._head:
            if data.startswith(HEAD) and not data.startswith(INTERIM):
                self._head = data
            else:
                self.inner.write(data)
        elif len(data) > JOINED_BYTES:
            self.flush()
            self.inner.write(data)
        else:
            head, self._head = self._head, b""
            self.inner.write(head + data)

    def flush(self) -> None:
        """Nothing follows the head that was written last."""
        if self._head:
            head, self._head = self._head, b""
            self.inner.write(head)

    def close(self) -> None:
        """Closes once everything is sent."""
        self.flush()
        self.inner.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


class OneWriteProtocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1 over such a transport; it takes whole answers as well as streams of messages."""

    said: ClassVar[tuple[Headers, bytes]] = ([], b"")
    """What every answer says, as uvicorn has it and as it is sent. uvicorn makes another list once a second."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection begins."""
        self._joining = JoiningTransport(transport)
        super().connection_made(self._joining)  # type: ignore[arg-type]

    def handle_websocket_upgrade(self) -> None:
        """A socket writes for itself."""
        self.transport = self._joining.inner
        super().handle_websocket_upgrade()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        scope: dict[str, Any] = cycle.scope  # type: ignore[assignment]
        scope[WHOLE] = partial(self._answer_whole, cycle)
        super()._start_asgi_task(cycle, app)

    def _answer_whole(self, cycle: RequestResponseCycle, status: int, lines: bytes, body: bytes) -> bool:
        """Head and body of an answer at once, as `RequestResponseCycle.send` does it in two messages."""
        if cycle.response_started or cycle.flow.write_paused or not cycle.keep_alive:
            return False
        if cycle.disconnected:
            return True
        cycle.response_started = cycle.response_complete = True
        cycle.waiting_for_100_continue = False
        cycle.message_event.set()
        self._joining.inner.write(
            b"%b%b%b\r\n%b" % (STATUS_LINE[status], self._said(cycle.default_headers), lines, body)
        )
        cycle.on_response()
        return True

    def on_response_complete(self) -> None:
        """An answer without a body ends with its head."""
        self._joining.flush()
        super().on_response_complete()

    @classmethod
    def _said(cls, headers: Headers) -> bytes:
        if cls.said[0] is not headers:
            cls.said = (headers, b"".join(b"%b: %b\r\n" % header for header in headers))
        return cls.said[1]
