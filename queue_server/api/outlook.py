"""What the next two hours bring an office, what would help, and the help itself by one call.

How it is found out is elsewhere: what these routes need of it is `OutlookBook`, which `starting.py` puts in.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Any, Protocol

import structlog
from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from queue_server.api.bodies import MoveBody, NothingBody
from queue_server.api.fields import OfficePath, instant_of
from queue_server.api.guard import caller_of
from queue_server.api.outlook_answers import (
    OutlookAnswer,
    OutlooksAnswer,
    StepsAnswer,
    TakenMoveAnswer,
    TakenMovesAnswer,
)
from queue_server.api.permissions import DESK, SUPERVISES, WATCHES, permits
from queue_server.api.presenting import encode
from queue_server.api.reach import in_reach
from queue_server.api.repeats_route import RememberingRoute
from queue_server.api.schedules import recorder_of, schedules_of
from queue_server.api.scope import office_at
from queue_server.api.submitting import json_response, submit
from queue_server.api.surroundings import surroundings_of
from queue_server.domain import commands
from queue_server.domain.commands import Command
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.domain.rejection import CommandRejected
from queue_server.errors import DeskUnknown, OfficeUnknown, RequestInvalid, ScheduleInvalid, Unknown
from queue_server.offices.answers import Outcome
from queue_server.offices.running import RunningOffice
from queue_server.organisation.findings import did_you_mean
from queue_server.projections.wire import instant

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/api/v1", tags=["staffing"], route_class=RememberingRoute)


class OutlookBook(Protocol):
    """What the routes ask of outlooks."""

    async def told(self, office: RunningOffice) -> dict[str, Any]:
        """The office's outlook, made now or a moment ago."""
        ...

    def alarming(self, among: Collection[str] | None = None) -> list[dict[str, Any]]:
        """The newest outlook of each office (of these only) that may break its promise soon."""
        ...

    async def take(
        self, office: RunningOffice, move: dict[str, Any], by: str, due_at: Instant | None
    ) -> dict[str, Any]:
        """Notes that somebody made the move, and when somebody is to be reminded of it."""
        ...

    async def acknowledge(self, office: RunningOffice, move: int, by: str) -> dict[str, Any]:
        """Somebody of the office has seen the step; raises `MoveUnknown`."""
        ...

    def steps(self, office: RunningOffice) -> list[dict[str, Any]]:
        """What was agreed on and binds somebody of the office now."""
        ...

    async def taken(self, office: RunningOffice) -> list[dict[str, Any]]:
        """The moves made at the office, with what came."""
        ...


def book_of(request: Request) -> OutlookBook:
    """The outlooks of this server."""
    found: OutlookBook = request.app.state.outlooks
    return found


@router.get("/staffing/outlook", response_model=OutlooksAnswer, summary="Offices that may break their promise soon")
@permits(WATCHES)
async def alarming(request: Request) -> Response:
    """As of the last minute, the worst first. Who belongs to an office or a territory sees what is there only."""
    own = in_reach(request, caller_of(request).identity)
    return json_response({"outlooks": book_of(request).alarming(own)})


@router.get(
    "/offices/{office}/staffing/outlook", response_model=OutlookAnswer, summary="The next two hours, and what helps"
)
@permits(WATCHES)
async def outlook(request: Request, office: OfficePath) -> Response:
    """Breaches to come, each waiting ticket's chance of one, the moves that spare most, each tried by simulation."""
    return json_response(await book_of(request).told(office_at(request, office)))


@router.get("/offices/{office}/staffing/moves", response_model=TakenMovesAnswer, summary="What was done on advice")
@permits(WATCHES)
async def moves(request: Request, office: OfficePath) -> Response:
    """Newest first, each with what was expected of the hour after it and what came."""
    return json_response({"moves": await book_of(request).taken(office_at(request, office))})


@router.post("/offices/{office}/staffing/moves", response_model=TakenMoveAnswer, summary="Do it")
@permits(SUPERVISES)
async def make_move(request: Request, office: OfficePath, body: MoveBody) -> Response:
    """Carries the move out at once and notes it.

    A break that is moved is moved in today's published schedule too, where that has it; 422 `schedule_invalid` where it
    would not fit there. A call to a neighbour is shown to the supervisors of that office, who acknowledge it.
    """
    running, by = office_at(request, office), caller_of(request).subject
    if body.kind == "call_neighbour":
        _check_asked(request, running, body)
    command = _command(running.state, body)
    later = await _break_later(request, running, body)
    if command is not None:
        done = await submit(request, running, command, _done)
        if done.headers.get("Idempotency-Replayed") and (noted := await _noted(request, running, body)) is not None:
            return json_response(noted)
    move, due_at = body.model_dump(exclude_none=True), None
    if body.until is not None:
        due_at = instant_of(body.until)
        move["until"] = instant(due_at)
    if later is not None:
        due_at, move["manager"] = later.due_at, later.manager
    taken = await book_of(request).take(running, move, by, due_at)
    if later is not None:
        await _publish(request, running, later)
    return json_response(taken)


@dataclass(frozen=True, slots=True)
class _Later:
    """Whose break is to be taken later, by how much, and when it is due then."""

    manager: str
    by_s: int
    resting_since: Instant | None
    due_at: Instant


async def _break_later(request: Request, office: RunningOffice, body: MoveBody) -> _Later | None:
    """Asked before anything is done, because the schedule may refuse it: then a break that has begun goes on."""
    desk = office.state.desks.get(body.desk) if body.desk is not None else None
    if body.kind != "move_break" or desk is None or desk.manager is None:
        return None
    by_s, since = body.by_s or 0, desk.break_since_at
    begins_at = await schedules_of(request).break_later(office.state.configured, desk.manager, by_s, since)
    if office.state.desks[desk.number].manager != desk.manager:
        raise CommandRejected("desk_closed", f"Whose break is to be moved has left desk {desk.number} just now.")
    due_at = begins_at if begins_at is not None else surroundings_of(request).clock() + by_s * SECOND
    return _Later(desk.manager, by_s, since, due_at)


async def _publish(request: Request, office: RunningOffice, later: _Later) -> None:
    """Last, so that nothing is moved twice when the request is sent again: what is noted is not done anew."""
    config, by = office.state.configured, caller_of(request).subject
    record = recorder_of(request, config)
    try:
        await schedules_of(request).move_break(config, later.manager, later.by_s, later.resting_since, by, record)
    except ScheduleInvalid:
        # Somebody has just published a day that leaves no room: it stands, and the note reminds of the break.
        log.info("moved_break_not_published", office=office.id, manager=later.manager)


async def _noted(request: Request, office: RunningOffice, body: MoveBody) -> dict[str, Any] | None:
    """The newest note of this very move; None where the command was carried out and the note did not come about."""
    wanted = body.model_dump(exclude_none=True, exclude={"until"})
    for row in await book_of(request).taken(office):
        if all(row["move"].get(key) == value for key, value in wanted.items()):
            return row
    return None


def _check_asked(request: Request, office: RunningOffice, body: MoveBody) -> None:
    """Another office of the territory, or of those that the caller oversees; and whoever is asked for works there."""
    asked = surroundings_of(request).offices.serving(_word(body, "office"))
    theirs, own = asked.state.configured, in_reach(request, caller_of(request).identity)
    near = theirs.territory == office.state.configured.territory
    if asked.id == office.id or not (near or own is None or asked.id in own):
        raise OfficeUnknown(asked.id)
    if body.manager is not None and body.manager not in theirs.managers:
        hint = did_you_mean(body.manager, theirs.managers)
        raise Unknown(f"There is no manager “{body.manager}” in {asked.id}. {hint}", code="manager_unknown")


MovePath = Annotated[int, Path(ge=1, le=2**31 - 1, examples=[17])]


@router.post(
    "/offices/{office}/staffing/moves/{move}/acknowledge", response_model=TakenMoveAnswer, summary="Seen: a step"
)
@permits(SUPERVISES)
async def acknowledge(
    request: Request,
    office: OfficePath,
    move: MovePath,
    body: NothingBody | None = None,  # noqa: ARG001
) -> Response:
    """At the office that a colleague was asked from: the question is seen. At the office itself: no reminder is needed.

    The first one to say so counts; a repeat changes nothing.
    """
    caller = caller_of(request)
    name = caller.identity.name if caller.identity is not None else None
    running = office_at(request, office)
    return json_response(await book_of(request).acknowledge(running, move, name or caller.subject))


@router.get("/offices/{office}/staffing/steps", response_model=StepsAnswer, summary="What was agreed on for a time")
@permits(DESK)
async def steps(request: Request, office: OfficePath) -> Response:
    """Desks that are open until a moment, breaks that were moved, colleagues who come over: for whoever works there."""
    return json_response({"steps": book_of(request).steps(office_at(request, office))})


def _done(_outcome: Outcome) -> tuple[int, bytes]:
    return 200, encode({"done": True})


def _command(office: Office, body: MoveBody) -> Command | None:
    """The command that carries the move out; None where people do it."""
    match body.kind:
        case "open_desk":
            return commands.OpenDesk(desk=_desk(office, body), manager=_word(body, "manager"))
        case "give_topic":
            desk = office.desks[_desk(office, body)]
            topic = _word(body, "topic")
            topics = desk.topics if topic in desk.topics else (*desk.topics, topic)
            return commands.SetTopics(desk=desk.number, topics=topics)
        case "move_break":
            desk, _ = office.desks[_desk(office, body)], _word(body, "by_s")
            going_on = desk.break_since_at is not None or desk.manager is None
            return commands.EndBreak(desk.number) if going_on else None
        case "suspend_topic" | "redirect_topic":
            if body.kind == "redirect_topic":
                _word(body, "office")
            return commands.SuspendTopic(topic=_word(body, "topic"), reason=body.reason)
        case "call_neighbour":
            _desk(office, body)
            return None


def _desk(office: Office, body: MoveBody) -> str:
    number = _word(body, "desk")
    if number not in office.desks:
        raise DeskUnknown(number)
    return number


def _word(body: MoveBody, name: str) -> str:
    value = getattr(body, name)
    if value is None:
        raise RequestInvalid(f"A move of the kind “{body.kind}” names its “{name}”.")
    return str(value)
