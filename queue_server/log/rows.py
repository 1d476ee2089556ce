"""Rows of the events table as `Recorded`."""

from typing import Any, NamedTuple

from sqlalchemy import Select, select

from queue_server.log.codec import decode_event
from queue_server.log.recorded import Recorded
from queue_server.log.tables import events


class EventRow(NamedTuple):
    """One event as it stands in the table."""

    office: str
    seq: int
    at: int
    type: str
    version: int
    data: str
    actor: str
    command_id: str | None
    previous_hash: bytes
    hash: bytes


COLUMNS = tuple(events.c[name] for name in EventRow._fields)


def event_rows() -> Select[Any]:
    """All events, to be narrowed down; each row unpacks into an `EventRow`."""
    return select(*COLUMNS)


def recorded(row: EventRow) -> Recorded:
    """The event of a row. Raises `LogDamaged` where it cannot be read."""
    return Recorded(
        office=row.office,
        seq=row.seq,
        at=row.at,
        event=decode_event(row.type, row.version, row.data),
        actor=row.actor,
        command_id=row.command_id,
        previous_hash=row.previous_hash.hex(),
        hash=row.hash.hex(),
    )
