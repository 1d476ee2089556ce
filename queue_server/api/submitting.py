"""From a command to its answer: the key that makes a repeat safe, the author, the bytes.

A repeat is the same key with the same words by the same caller; everything else under that key is another request.
"""

from hashlib import blake2b
from time import perf_counter

from fastapi import Request
from starlette.responses import Response

from queue_server.api.guard import Caller, caller_of
from queue_server.api.presenting import encode, sees_categories, ticket_shape, took_it
from queue_server.api.problems import status_of_code
from queue_server.api.reading import body_of
from queue_server.api.surroundings import address_of, surroundings_of
from queue_server.domain.commands import Command
from queue_server.domain.office import Office
from queue_server.domain.rejection import CommandRejected
from queue_server.errors import Unavailable
from queue_server.offices.answers import Answer, Outcome, Present
from queue_server.offices.running import RunningOffice
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.presence import presence

CREATED = 201
JSON = "application/json"
REPLAYED = {"Idempotency-Replayed": "true"}


async def submit(request: Request, office: RunningOffice, command: Command, present: Present) -> Response:
    """Carries out `command` and answers once it is on disk."""
    caller = caller_of(request)
    fingerprint = await fingerprint_of(request, caller) if caller.key is not None else ""
    measures = surroundings_of(request).measures
    kind = type(command).__name__
    began_s = perf_counter()
    try:
        answer = await office.submit(
            command, actor=caller.subject, command_id=caller.key, fingerprint=fingerprint, present=present
        )
    except CommandRejected as refusal:
        measures.command(kind, refusal.code, began_s)
        if refusal.state is None and status_of_code(refusal.code) == 409:
            refusal.state = state_in_the_way(office.state, command)
        raise
    except Unavailable:
        measures.command(kind, "unavailable", began_s)
        raise
    measures.command(kind, "replayed" if answer.replayed else "accepted", began_s)
    return response_to(answer)


def presenting_ticket(request: Request, caller: Caller, status: int = 200) -> Present:
    """The answer to a command on one ticket."""
    estimator = surroundings_of(request).estimator
    address = address_of(request)
    with_category = took_it(caller.identity) if status == CREATED else sees_categories(caller.identity)

    def present(outcome: Outcome) -> tuple[int, bytes]:
        if outcome.ticket is None:
            raise LookupError("a command on a ticket led to none")
        moment = OfficeAt(outcome.office, outcome.at, estimator)
        return status, encode(ticket_shape(moment, outcome.ticket, address, with_category=with_category))

    return present


def response_to(answer: Answer) -> Response:
    """The kept bytes as an answer, marked where they were given before."""
    headers = REPLAYED if answer.replayed else None
    return Response(answer.body, status_code=answer.status, headers=headers, media_type=JSON)


def json_response(shape: object, status: int = 200) -> Response:
    """An answer that nobody keeps."""
    return Response(encode(shape), status_code=status, media_type=JSON)


async def fingerprint_of(request: Request, caller: Caller) -> str:
    """What makes two requests the same: who, where, which words."""
    words = f"{caller.subject}\n{request.method}\n{request.scope['path']}\n".encode()
    return blake2b(words + await body_of(request), digest_size=16).hexdigest()


def state_in_the_way(office: Office, command: Command) -> str:
    """The state that does not allow the command: the ticket's, the desk's presence, or the office's."""
    ticket_id = getattr(command, "ticket", None)
    ticket = office.tickets.get(ticket_id) if ticket_id is not None else None
    if ticket is not None:
        return ticket.state.value
    number = getattr(command, "desk", None)
    desk = office.desks.get(number) if number is not None else None
    if desk is not None:
        return presence(office, desk)
    if not office.day_open:
        return "closed"
    return "open" if office.issuing else "not_issuing"
