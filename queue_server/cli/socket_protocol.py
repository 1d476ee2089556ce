"""uvicorn's WebSocket protocol with one more door: a frame that is made already goes to the network at once.

A hall's hundred screens are told the same. Through ASGI each of them costs a task's waking, a timer, two encodings and
a frame of its own; through this door, one write. Behind it stands what ASGI calls an extension of the server: an
application that does not find it in its scope sends as everywhere.
"""

from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

from queue_server.api.frames import FRAMES


class FramesProtocol(WebSocketsSansIOProtocol):
    """One connection. Needs compression to be off: then a frame depends on nothing that was sent before it."""

    async def run_asgi(self) -> None:
        """Offers the door to the application."""
        cast("dict[str, Any]", self.scope["extensions"])[FRAMES] = self.write_frame
        await super().run_asgi()

    def write_frame(self, frame: bytes) -> bool:
        """Writes a whole frame; False where the connection takes nothing now, or no more."""
        open_now = self.handshake_complete and not self.close_sent and not self.disconnected
        if not (open_now and self.conn.state is State.OPEN and self.writable.is_set()):
            return False
        if self.transport.is_closing():
            return False
        self.transport.write(frame)
        return True
