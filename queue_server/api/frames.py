"""The server's extension through which a ready frame is written at once: its name, and how it is found."""

from collections.abc import Callable
from typing import TypeAlias

from starlette.websockets import WebSocket

FRAMES = "queue_server.frames"
"""In a WebSocket scope's `extensions`, where the server has the door (`cli.socket_protocol`)."""

WriteFrame: TypeAlias = Callable[[bytes], bool]


def no_door(_frame: bytes) -> bool:
    """Of a server that has none: nothing goes out this way."""
    return False


def door_of(socket: WebSocket) -> WriteFrame:
    """The door of this connection."""
    found: WriteFrame = socket.scope.get("extensions", {}).get(FRAMES, no_door)
    return found
