"""The messages of the stream. A row is encoded once and its bytes are put together from then on, up to the frame.

{"type": "snapshot", "seq": n, "epoch": e, "now": t, "view": {key: row}}
{"type": "event", "seq": n + 1, "at": t, "event": name, "changes": [{"op": "put", "key": k, "row": {…}}, …]}
{"type": "changes", "seq": n + 1, "at": t, "changes": […]}      of many offices at once, see `overview`
{"type": "ping", "now": t, "seq": n}
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec
from websockets.frames import Frame, Opcode

from queue_server.domain.ids import Instant
from queue_server.projections.view import Key, Row
from queue_server.projections.wire import instant

_encode = msgspec.json.encode


class Message(NamedTuple):
    """One message as the WebSocket frame that every reader gets, and the place in the log that is reached with it."""

    seq: int
    frame: bytes

    @property
    def text(self) -> str:
        """The message as it reads."""
        length = self.frame[1]  # of a server, so without a mask: one byte, or two or eight more (RFC 6455, 5.2)
        return self.frame[{126: 4, 127: 10}.get(length, 2) :].decode()


def message(seq: int, body: bytes) -> Message:
    """The message with this text."""
    return Message(seq, Frame(Opcode.TEXT, body).serialize(mask=False))


def row_bytes(row: Row) -> bytes:
    """A row as JSON."""
    return _encode(row)


def put(key: Key, row: bytes) -> bytes:
    """The change that makes or replaces a row."""
    return b'{"op":"put","key":%b,"row":%b}' % (_encode(key), row)


def delete(key: Key) -> bytes:
    """The change that ends a row."""
    return b'{"op":"delete","key":%b}' % _encode(key)


def event(*, seq: int, at: Instant, name: str, changes: Iterable[bytes]) -> Message:
    """What one event of the log changed in a view, which may be nothing."""
    body = b'{"type":"event","seq":%d,"at":"%b","event":"%b","changes":[%b]}' % (
        seq,
        instant(at).encode(),
        name.encode(),
        b",".join(changes),
    )
    return message(seq, body)


def changes_message(*, seq: int, at: Instant, changes: Iterable[bytes]) -> Message:
    """What has changed in a view of many offices since the message before, whichever events did it."""
    body = b'{"type":"changes","seq":%d,"at":"%b","changes":[%b]}' % (seq, instant(at).encode(), b",".join(changes))
    return message(seq, body)


def rows_body(rows: Mapping[Key, bytes]) -> bytes:
    """All rows of a view as one JSON object, for `snapshot`."""
    return b"{%b}" % b",".join(b"%b:%b" % (_encode(key), row) for key, row in rows.items())


def snapshot(*, seq: int, epoch: str, now: Instant, view: bytes) -> Message:
    """All rows (made by `rows_body`) as they are after event `seq`."""
    head = b'{"type":"snapshot","seq":%d,"epoch":%b,"now":"%b","view":' % (seq, _encode(epoch), instant(now).encode())
    return message(seq, b"%b%b}" % (head, view))


def ping(*, seq: int, now: Instant) -> Message:
    """A sign of life, with the server's time."""
    return message(seq, b'{"type":"ping","now":"%b","seq":%d}' % (instant(now).encode(), seq))
