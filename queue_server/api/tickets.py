"""Tickets: taking one, following it, and where its time went. What happens to it: `ticket_commands`."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from queue_server.api.answers import TicketAnswer
from queue_server.api.bodies import IssueBody
from queue_server.api.fields import LocalDay, OfficePath, TicketPath, instant_of
from queue_server.api.first_answer_route import FirstAnswerRoute
from queue_server.api.guard import Caller, caller_of
from queue_server.api.hall_answers import HistoryAnswer
from queue_server.api.history import history_shape
from queue_server.api.joining import let_phone_take
from queue_server.api.permissions import HOLDER, INTEGRATION, KIOSK, SEES_QUEUE, TAKES_TICKETS, permits
from queue_server.api.presenting import sees_categories, ticket_shape
from queue_server.api.scope import office_at, office_ever, office_holding, office_of_any, ticket_in
from queue_server.api.submitting import json_response, presenting_ticket, submit
from queue_server.api.surroundings import address_of, surroundings_of
from queue_server.client.new_id import new_id
from queue_server.domain.commands import Issue
from queue_server.domain.rejection import CommandRejected
from queue_server.errors import NotAllowed, TicketUnknown
from queue_server.offices.running import RunningOffice
from queue_server.projections.office_at import OfficeAt

router = APIRouter(prefix="/api/v1", tags=["tickets"], route_class=FirstAnswerRoute)

DayQuery = Annotated[LocalDay, Query(description="The office's local day.", examples=["2026-03-02"])]
NumberQuery = Annotated[str, Query(min_length=1, max_length=16, description="The ticket's number.", examples=["П017"])]


@router.post("/offices/{office}/tickets", status_code=201, response_model=TicketAnswer, summary="Take a ticket")
@permits(TAKES_TICKETS)
async def issue(request: Request, office: OfficePath, body: IssueBody) -> Response:
    """A ticket for a walk-in. With `id`, a repeat is the same ticket; so is one under the same Idempotency-Key."""
    running = office_at(request, office)
    caller = caller_of(request)
    if caller.identity is None:
        await let_phone_take(request, running, body)
    elif caller.role == KIOSK:
        topic = body.topic if _topics_to_take(running) > 1 else None
        await surroundings_of(request).flood.ticket_by_device(caller.identity.subject, office, topic)
    command = Issue(
        ticket=body.id or new_id(),
        topic=body.topic,
        category=body.category,
        language=body.language,
        issued_at=_told_time(body, caller),
        offline=body.offline,
    )
    try:
        await _refuse_when_full(request, running, body, caller)
        return await submit(request, running, command, presenting_ticket(request, caller, 201))
    except CommandRejected as refusal:
        surroundings_of(request).refusals.note(running.state, body.topic, refusal.code)
        raise


@router.get("/tickets/{ticket}", response_model=TicketAnswer, summary="Follow a ticket")
@permits(HOLDER)
async def follow(request: Request, ticket: TicketPath) -> Response:
    """The ticket, its place and expected wait. Whoever knows the id may ask: it cannot be guessed."""
    running = office_holding(request, ticket)
    surroundings = surroundings_of(request)
    moment = OfficeAt(running.state, surroundings.clock(), surroundings.estimator)
    with_category = sees_categories(caller_of(request).identity)
    return json_response(
        ticket_shape(moment, ticket_in(running, ticket), address_of(request), with_category=with_category)
    )


@router.get("/tickets/{ticket}/history", response_model=HistoryAnswer, summary="A visit, stretch by stretch")
@permits(SEES_QUEUE)
async def history(request: Request, ticket: TicketPath) -> Response:
    """Where the time of this visit went and what of it counted, from the log, however long ago it was."""
    return json_response(await history_shape(surroundings_of(request), await office_of_any(request, ticket), ticket))


@router.get("/offices/{office}/history", response_model=HistoryAnswer, summary="A visit by its day and number")
@permits(SEES_QUEUE)
async def history_by_number(request: Request, office: OfficePath, day: DayQuery, number: NumberQuery) -> Response:
    """The same of the ticket that had this number on that local day."""
    running, surroundings = office_ever(request, office), surroundings_of(request)
    timezone = running.state.configured.timezone
    ticket = await surroundings.log.past().numbered(running.id, timezone, day, number)
    if ticket is None:
        raise TicketUnknown(number)
    return json_response(await history_shape(surroundings, running, ticket))


async def _refuse_when_full(request: Request, running: RunningOffice, body: IssueBody, caller: Caller) -> None:
    """A full office gives nothing more to kiosks and phones; staff may, and what a kiosk gave out offline is taken in.

    This is the edge's word, not the log's: how many wait is no rule of the queue (docs/adr/0131).
    """
    limit = running.state.configured.queue_limit
    if limit is None or caller.role not in (KIOSK, None) or body.offline:
        return
    if body.id is not None and body.id in running.state.tickets:
        return
    surroundings = surroundings_of(request)
    if OfficeAt(running.state, surroundings.clock(), surroundings.estimator).waiting < limit:
        return
    if caller.key is not None and await surroundings.log.answer(running.id, caller.key) is not None:
        return  # a repeat has its first answer
    raise CommandRejected("office_full", f"{limit} people wait: as many as this office takes.", "full")


def _topics_to_take(running: RunningOffice) -> int:
    config = running.state.configured
    return sum(config.offers(topic) for topic in config.topics)


def _told_time(body: IssueBody, caller: Caller) -> int | None:
    """Only a kiosk that was offline has a time of its own; nobody else may date a ticket."""
    if body.issued_at is None and not body.offline:
        return None
    if caller.role not in (KIOSK, INTEGRATION):
        raise NotAllowed("Only a kiosk that was offline tells its own time.")
    return None if body.issued_at is None else instant_of(body.issued_at)
