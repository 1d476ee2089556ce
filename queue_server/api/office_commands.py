"""What a supervisor does with a whole office: its day, its topics, the line on its board."""

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from queue_server.api.answers import OfficeStateAnswer
from queue_server.api.bodies import MessageBody, NothingBody, SuspendTopicBody, TopicBody
from queue_server.api.fields import OfficePath
from queue_server.api.guard import GuardedRoute
from queue_server.api.permissions import SUPERVISES, permits
from queue_server.api.presenting import encode, office_state_shape
from queue_server.api.scope import office_at
from queue_server.api.submitting import submit
from queue_server.api.surroundings import surroundings_of
from queue_server.domain import commands
from queue_server.domain.commands import Command
from queue_server.offices.answers import Outcome
from queue_server.projections.office_at import OfficeAt

router = APIRouter(prefix="/api/v1/offices/{office}", tags=["offices"], route_class=GuardedRoute)


@router.post("/open_day", response_model=OfficeStateAnswer, summary="Open the day")
@permits(SUPERVISES)
async def open_day(request: Request, office: OfficePath, body: NothingBody | None = None) -> Response:  # noqa: ARG001
    """The timetable does this by itself; this is for a day that begins otherwise."""
    return await _on_office(request, office, commands.OpenDay())


@router.post("/stop_issuing", response_model=OfficeStateAnswer, summary="No more tickets")
@permits(SUPERVISES)
async def stop_issuing(request: Request, office: OfficePath, body: NothingBody | None = None) -> Response:  # noqa: ARG001
    """Whoever has a ticket is still served."""
    return await _on_office(request, office, commands.StopIssuing())


@router.post("/resume_issuing", response_model=OfficeStateAnswer, summary="Tickets again")
@permits(SUPERVISES)
async def resume_issuing(request: Request, office: OfficePath, body: NothingBody | None = None) -> Response:  # noqa: ARG001
    """The opposite of `stop_issuing`."""
    return await _on_office(request, office, commands.ResumeIssuing())


@router.post("/close_day", response_model=OfficeStateAnswer, summary="Close the day")
@permits(SUPERVISES)
async def close_day(request: Request, office: OfficePath, body: NothingBody | None = None) -> Response:  # noqa: ARG001
    """Whoever still waits was not served, and the log says so. Refused while anybody is being served."""
    return await _on_office(request, office, commands.CloseDay())


@router.post("/suspend_topic", response_model=OfficeStateAnswer, summary="No tickets for a topic")
@permits(SUPERVISES)
async def suspend_topic(request: Request, office: OfficePath, body: SuspendTopicBody) -> Response:
    """The kiosk says so, with the reason. Whoever waits for it is still served."""
    return await _on_office(request, office, commands.SuspendTopic(topic=body.topic, reason=body.reason))


@router.post("/resume_topic", response_model=OfficeStateAnswer, summary="Tickets for a topic again")
@permits(SUPERVISES)
async def resume_topic(request: Request, office: OfficePath, body: TopicBody) -> Response:
    """The opposite of `suspend_topic`."""
    return await _on_office(request, office, commands.ResumeTopic(topic=body.topic))


@router.post("/message", response_model=OfficeStateAnswer, summary="A line on the board")
@permits(SUPERVISES)
async def message(request: Request, office: OfficePath, body: MessageBody) -> Response:
    """A text by language; without one the line is taken away. Stands until the organisation file is applied anew."""
    config = replace(office_at(request, office).state.configured, message=dict(body.text))
    return await _on_office(request, office, commands.Configure(config))


async def _on_office(request: Request, office: str, command: Command) -> Response:
    estimator = surroundings_of(request).estimator

    def present(outcome: Outcome) -> tuple[int, bytes]:
        return 200, encode(office_state_shape(OfficeAt(outcome.office, outcome.at, estimator)))

    return await submit(request, office_at(request, office), command, present)
