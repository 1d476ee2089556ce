"""Events and offices as bytes, and back.

An event is JSON, so that the log can be read without this program; its type and version stand beside it. A snapshot is
MessagePack with a checksum and carries the form it was written in: one of another form, or a damaged one, is not read
but made anew from the log. Visits that are over are bytes of their own within it, and stay so until somebody asks.
"""

import dataclasses
import hashlib
import zlib
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, get_args

import msgspec

from queue_server.domain.changing import changed
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.events import DeskEvent, Event, OfficeEvent, TicketEvent
from queue_server.domain.ids import DeskNumber, Instant, ManagerId, OfficeId, TicketId, TopicId
from queue_server.domain.office import Desk, Office, Rest
from queue_server.domain.register import Register
from queue_server.domain.standing import at_rest, rebuild
from queue_server.domain.ticket import Ticket
from queue_server.errors import LogDamaged
from queue_server.log.upcasts import upcast, version_of

TYPES: dict[str, type[Event]] = {
    kind.__name__: kind for union in (OfficeEvent, DeskEvent, TicketEvent) for kind in get_args(union)
}
FOLLOWS = frozenset({"lines", "early", "due"})
"""What of an office follows from its tickets and is not kept."""


Kept = TypeVar("Kept")


class EncodedEvent(NamedTuple):
    """An event as it is written: `data` is JSON."""

    type: str
    version: int
    data: bytes


class KeptTickets(msgspec.Struct, array_like=True):
    """Tickets that may still change, and those at rest, each as bytes."""

    at_hand: list[Ticket]
    away: dict[TicketId, msgspec.Raw]


class KeptOffice(msgspec.Struct, array_like=True):
    """An office as a snapshot keeps it: all that does not follow from something else."""

    id: OfficeId
    config: OfficeConfig | None
    day_open: bool
    issuing: bool
    day_opened_at: Instant | None
    last_at: Instant
    suspended: dict[TopicId, str | None]
    desks: dict[DeskNumber, Desk]
    tickets: KeptTickets
    issued_count: int
    numbers: dict[str, dict[str, int]]
    slots: dict[Instant, int]
    recent_calls: tuple[TicketId, ...]
    rested: dict[ManagerId, tuple[Rest, ...]]
    left: dict[ManagerId, Instant]


class KeptHead(msgspec.Struct, array_like=True):
    """What an office's snapshot begins with: what follows is passed over."""

    id: OfficeId
    config: OfficeConfig | None


_encode = msgspec.json.Encoder().encode
_decode = {kind: msgspec.json.Decoder(cls).decode for kind, cls in TYPES.items()}
_NAMES = {cls: (kind, version_of(kind)) for kind, cls in TYPES.items()}
_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(KeptOffice).decode
_unpack_head = msgspec.msgpack.Decoder(KeptHead).decode
_unpack_ticket = msgspec.msgpack.Decoder(Ticket).decode
_MEMBERS = tuple((field.name, field.default) for field in dataclasses.fields(Ticket))

FORM = hashlib.sha256(msgspec.json.encode([msgspec.json.schema(KeptOffice), msgspec.json.schema(Ticket)])).hexdigest()
"""The form of the snapshots that this version of the product writes and reads."""

SUM_BYTES = 4
"""CRC-32 of what follows it: bytes that nobody reads at the start must not turn out to be damaged at noon."""


def encode_event(event: Event) -> EncodedEvent:
    """The event as it is written to the log."""
    kind, version = _NAMES[type(event)]
    return EncodedEvent(kind, version, _encode(event))


def decode_event(kind: str, version: int, data: bytes | str) -> Event:
    """The event that was written, in its present form. Raises `LogDamaged` where it cannot be read."""
    try:
        present = version_of(kind)
        if version == present:
            return _decode[kind](data)
        if version > present:
            raise KeyError(kind)
        members = upcast(kind, version, msgspec.json.decode(data))
        return msgspec.convert(members, TYPES[kind])
    except KeyError:
        raise LogDamaged(f"an event of type {kind!r}, version {version}, is not known to this program") from None
    except msgspec.MsgspecError as problem:
        raise LogDamaged(f"a {kind} cannot be read: {problem}") from None


def put_away(office: Office) -> Office:
    """The same office; tickets at rest are bytes in it. Looks only at those that were at hand."""
    resting = {ticket.id: _pack(_telling(ticket)) for ticket in office.tickets.at_hand() if at_rest(ticket)}
    return changed(office, tickets=office.tickets.put_away(resting, _unpack_ticket)) if resting else office


def encode_office(office: Office) -> bytes:
    """The office as a snapshot keeps it. Members of a ticket that say nothing are left out."""
    tickets = put_away(office).tickets
    members: dict[str, Any] = {field: getattr(office, field) for field in KeptOffice.__struct_fields__}
    away = {key: msgspec.Raw(data) for key, data in tickets.away()}
    members["tickets"] = [[_telling(ticket) for ticket in tickets.at_hand()], away]
    data = _pack(KeptOffice(**members))
    return zlib.crc32(data).to_bytes(SUM_BYTES) + data


def decode_office(data: bytes) -> Office:
    """The office that was kept, its lines made anew. Raises `LogDamaged` where it cannot be read."""
    kept = _read(data, _unpack)
    members: dict[str, Any] = {field: getattr(kept, field) for field in kept.__struct_fields__}
    at_hand = Register.of({ticket.id: ticket for ticket in kept.tickets.at_hand})
    away = {key: bytes(packed) for key, packed in kept.tickets.away.items()}
    members["tickets"] = at_hand.put_away(away, _unpack_ticket)
    office = Office(**members)
    return office if office.config is None else rebuild(office)


def decode_configuration(data: bytes) -> OfficeConfig | None:
    """What the office that was kept is configured as; its tickets are not looked at. Raises `LogDamaged`."""
    return _read(data, _unpack_head).config


def _read(data: bytes, unpack: Callable[[memoryview], Kept]) -> Kept:
    body = memoryview(data)[SUM_BYTES:]
    if zlib.crc32(body) != int.from_bytes(data[:SUM_BYTES]):
        raise LogDamaged("a snapshot is damaged: its checksum is another one")
    try:
        return unpack(body)
    except msgspec.MsgspecError as problem:
        raise LogDamaged(f"a snapshot cannot be read: {problem}") from None


def _telling(ticket: Ticket) -> dict[str, Any]:
    return {name: value for name, default in _MEMBERS if (value := getattr(ticket, name)) != default}
