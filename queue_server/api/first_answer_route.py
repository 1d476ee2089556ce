"""The route of commands on an office's log: guarded, and a repeat has its first answer whatever has come since.

A visitor whom a desk has sent on may sit at another desk before the answer reaches the first one; a code that checked
somebody in names nobody once they have left; a device that asks again and again is told to be slower. Whoever asks
again under the same key, with the same words, asks what came of the first time, and not whether they might do it now.
Whose office it is, is asked all the same: what is not the caller's any more does not exist for them.
"""

import json

from fastapi import Request
from starlette.responses import Response

from queue_server.api.guard import Caller, GuardedRoute, Handler, caller_of
from queue_server.api.reach import reaches
from queue_server.api.reading import body_of
from queue_server.api.scope import office_holding
from queue_server.api.submitting import fingerprint_of, response_to
from queue_server.api.surroundings import surroundings_of
from queue_server.errors import NotAllowed, TicketUnknown, TooManyRequests, Unknown
from queue_server.offices.answers import Answer


class FirstAnswerRoute(GuardedRoute):
    """Behind the door, who may not, may not any more, or not so fast, is looked up in the log."""

    def inner_handler(self) -> Handler:
        """The handler, and the first answer in place of its refusal."""
        handler = super().inner_handler()

        async def answering(request: Request) -> Response:
            try:
                return await handler(request)
            except (NotAllowed, Unknown, TooManyRequests):
                caller = caller_of(request)
                first = await _first_answer(request, caller, caller.key) if caller.key is not None else None
                if first is None:
                    raise
                return first

        return answering


async def _first_answer(request: Request, caller: Caller, key: str) -> Response | None:
    """What this caller was answered with under this key to these words; None where there was no such time."""
    office = await _office(request, caller)
    kept = await surroundings_of(request).log.answer(office, key) if office is not None else None
    if kept is None or kept.fingerprint != await fingerprint_of(request, caller):
        return None
    return response_to(Answer(kept.status, kept.body, replayed=True))


async def _office(request: Request, caller: Caller) -> str | None:
    """The office in whose log the answer would be; None where it is not for this caller to know."""
    ticket = request.path_params.get("ticket")
    if ticket is not None:
        try:
            return office_holding(request, ticket).id
        except TicketUnknown:
            return None
    named = request.path_params.get("office")
    # A booking names its office in its words. They have been read: nothing else gets as far as a refusal.
    office = str(named) if named is not None else str(json.loads(await body_of(request))["office"])
    return office if caller.identity is None or reaches(request, caller.identity, office) else None
