"""The log of an office, for integrations and for the copy at head office."""

from typing import Any

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from queue_server.api.fields import AfterQuery, LimitQuery, OfficePath
from queue_server.api.guard import GuardedRoute
from queue_server.api.hall_answers import EventsAnswer
from queue_server.api.permissions import READS_LOG, permits
from queue_server.api.scope import office_ever
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import surroundings_of
from queue_server.log.recorded import Recorded
from queue_server.projections.wire import instant

router = APIRouter(prefix="/api/v1/offices/{office}", tags=["log"], route_class=GuardedRoute)


@router.get("/events", response_model=EventsAnswer, summary="The log")
@permits(READS_LOG)
async def events(
    request: Request,
    office: OfficePath,
    after: AfterQuery = 0,
    limit: LimitQuery = 100,
) -> Response:
    """What followed `after`, in order and without gaps. Ask again from the last `seq` until nothing comes.

    `data` is the event as it was written: instants are milliseconds since 1970. A changed `epoch` means that the
    database was restored: begin again from 0.
    """
    running = office_ever(request, office)
    recorded = await surroundings_of(request).log.read(office, after=after, limit=limit)
    return json_response(
        {
            "office": office,
            "epoch": running.epoch,
            "last_seq": running.seq,
            "events": [event_shape(record) for record in recorded],
        }
    )


def event_shape(record: Recorded) -> dict[str, Any]:
    """One event of the log."""
    data = msgspec.to_builtins(record.event)
    return {
        "seq": record.seq,
        "at": instant(record.at),
        "event": type(record.event).__name__,
        "data": {name: value for name, value in data.items() if name != "at"},
        "actor": record.actor,
        "command_id": record.command_id,
        "previous_hash": record.previous_hash,
        "hash": record.hash,
    }
