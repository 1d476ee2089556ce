"""Offices: what the public may know of them, what the hall shows, who waits."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from queue_server.api.answers import OfficeAnswer, OfficesAnswer
from queue_server.api.fields import OfficePath
from queue_server.api.guard import GuardedRoute
from queue_server.api.hall_answers import BoardAnswer, QueueAnswer
from queue_server.api.permissions import PUBLIC, SEES_BOARD, SEES_QUEUE, permits
from queue_server.api.queue_rows import queue_rows
from queue_server.api.scope import office_at
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import surroundings_of
from queue_server.offices.running import RunningOffice
from queue_server.projections.board import BoardView
from queue_server.projections.office import summary
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.view import rows
from queue_server.projections.wire import instant

router = APIRouter(prefix="/api/v1/offices", tags=["offices"], route_class=GuardedRoute)


@router.get("", response_model=OfficesAnswer, summary="All offices")
@permits(PUBLIC)
async def offices(request: Request) -> Response:
    """The offices with their topics, who waits for what, and how long it may take."""
    surroundings = surroundings_of(request)
    words = surroundings.organisation()
    return json_response(
        {
            "organisation": {
                "name": words.name,
                "goal": words.goal,
                "standard_s": words.standard_s,
                "territories": [{"id": territory, "name": name} for territory, name in words.territories.items()],
            },
            "offices": [summary(_moment(request, running)) for running in surroundings.offices if running.state.config],
        }
    )


@router.get("/{office}", response_model=OfficeAnswer, summary="One office")
@permits(PUBLIC)
async def office(request: Request, office: OfficePath) -> Response:
    """What is offered here now, who waits for it, and how long it may take."""
    return json_response(summary(_moment(request, office_at(request, office))))


@router.get("/{office}/board", response_model=BoardAnswer, summary="What the hall's board shows")
@permits(SEES_BOARD)
async def board(request: Request, office: OfficePath) -> Response:
    """Calls, who is next, desks. Never an id, a category, a name. A page that stays open takes the stream instead."""
    running = office_at(request, office)
    moment = _moment(request, running)
    found = list(rows(BoardView(), moment).values())
    kinds = {"call": "calls", "next": "next", "desk": "desks"}
    lists = {name: [_without_kind(row) for row in found if row["kind"] == kind] for kind, name in kinds.items()}
    lists["calls"].sort(key=lambda row: str(row["announced_at"]), reverse=True)
    about = next(_without_kind(row) for row in found if row["kind"] == "office")
    return json_response({
        "seq": running.seq, "epoch": running.epoch, "now": instant(moment.at), "office": about, **lists,
    })  # fmt: skip


@router.get("/{office}/queue", response_model=QueueAnswer, summary="Who is in the office")
@permits(SEES_QUEUE)
async def queue(request: Request, office: OfficePath) -> Response:
    """Every open ticket, since when it waits, what it was promised; whoever is first comes first."""
    running = office_at(request, office)
    moment = _moment(request, running)
    return json_response({
        "seq": running.seq, "epoch": running.epoch, "now": instant(moment.at), "waiting": moment.waiting,
        "tickets": queue_rows(running.state, moment.at),
    })  # fmt: skip


def _moment(request: Request, running: RunningOffice) -> OfficeAt:
    surroundings = surroundings_of(request)
    return OfficeAt(running.state, surroundings.clock(), surroundings.estimator)


def _without_kind(row: object) -> dict[str, object]:
    return {name: value for name, value in dict(row).items() if name != "kind"}  # type: ignore[call-overload]
