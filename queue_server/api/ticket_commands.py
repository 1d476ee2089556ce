"""Everything that can happen to a ticket, one call for each command of the domain.

A table and one way to serve it: which words a call takes, which command they make, who may send it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from queue_server.api.answers import TicketAnswer
from queue_server.api.bodies import (
    Body,
    NothingBody,
    OutcomeBody,
    PostponeBody,
    RateBody,
    ReasonBody,
    TopicBody,
    TransferBody,
)
from queue_server.api.fields import TicketPath, instant_of
from queue_server.api.first_answer_route import FirstAnswerRoute
from queue_server.api.guard import Caller, caller_of
from queue_server.api.permissions import DESK, HOLDER, KIOSK, SUPERVISES, Permission, permits
from queue_server.api.scope import office_holding, own_visitor, ticket_in
from queue_server.api.submitting import presenting_ticket, submit
from queue_server.api.surroundings import surroundings_of
from queue_server.domain import commands
from queue_server.domain.commands import Command
from queue_server.domain.ticket import PostponedBy
from queue_server.errors import NotAllowed

router = APIRouter(prefix="/api/v1", tags=["tickets"], route_class=FirstAnswerRoute)

Endpoint = Callable[..., Any]
Make = Callable[[str, Any, Caller], Command]


@dataclass(frozen=True, slots=True)
class TicketCommand:
    """A call: its name in the address, what it says, what it takes, the command it makes, who may send it."""

    name: str
    summary: str
    body: type[Body]
    make: Make
    permission: Permission = DESK

    @property
    def body_optional(self) -> bool:
        """Whether the call makes sense without any words."""
        return not any(field.is_required() for field in self.body.model_fields.values())


def _postpone(ticket: str, body: PostponeBody, caller: Caller) -> Command:
    by = body.by
    if by_holder(caller):
        if by is PostponedBy.OFFICE:
            raise NotAllowed("A visitor postpones for themselves; the office's clock is not theirs to stop.")
        by = PostponedBy.VISITOR
    due_at = None if body.due is None else instant_of(body.due)
    return commands.Postpone(ticket=ticket, by=by, reason=body.reason, due_at=due_at)


def by_holder(caller: Caller) -> bool:
    """Whether the visitor speaks: nobody who said who they are, or a kiosk on the visitor's behalf."""
    return caller.identity is None or caller.role == KIOSK


COMMANDS = (
    TicketCommand("recall", "Announce again", NothingBody, lambda t, _b, _c: commands.Recall(t)),
    TicketCommand("start", "The visitor is here", NothingBody, lambda t, _b, _c: commands.Start(t)),
    TicketCommand("add_topic", "One more topic", TopicBody, lambda t, b, _c: commands.AddTopic(t, b.topic)),
    TicketCommand("switch_topic", "Another topic now", TopicBody, lambda t, b, _c: commands.SwitchTopic(t, b.topic)),
    TicketCommand(
        "finish_topic", "This topic is done", OutcomeBody, lambda t, b, _c: commands.FinishTopic(t, b.outcome)
    ),
    TicketCommand(
        "transfer", "Send on to a topic, a manager or a desk", TransferBody,
        lambda t, b, _c: commands.Transfer(
            ticket=t, topic=b.topic, manager=b.manager, to_desk=b.to_desk, return_to_me=b.return_to_me
        ),
    ),
    TicketCommand("return_to_queue", "Called by mistake", NothingBody, lambda t, _b, _c: commands.ReturnToQueue(t)),
    TicketCommand("postpone", "Later", PostponeBody, _postpone, HOLDER),
    TicketCommand("resume", "Back into the line", NothingBody, lambda t, _b, _c: commands.Resume(t), HOLDER),
    TicketCommand("mark_no_show", "Called, and did not come", NothingBody, lambda t, _b, _c: commands.MarkNoShow(t)),
    TicketCommand("restore", "Came after all", NothingBody, lambda t, _b, _c: commands.Restore(t)),
    TicketCommand("complete", "The visit is done", OutcomeBody, lambda t, b, _c: commands.Complete(t, b.outcome)),
    TicketCommand("cancel", "The visitor leaves the line", NothingBody, lambda t, _b, _c: commands.Cancel(t), HOLDER),
    TicketCommand("mark_left", "Found to have left", NothingBody, lambda t, _b, _c: commands.MarkLeft(t)),
    TicketCommand(
        "remove", "Take out of the queue, with a reason", ReasonBody, lambda t, b, _c: commands.Remove(t, b.reason),
        SUPERVISES,
    ),
    TicketCommand("rate", "How was it?", RateBody, lambda t, b, _c: commands.Rate(t, b.score, b.comment), HOLDER),
)  # fmt: skip


def endpoint_of(call: TicketCommand) -> Endpoint:
    """The function that serves one command."""

    async def run(request: Request, ticket: str, body: Any = None) -> Response:
        caller = caller_of(request)
        office = office_holding(request, ticket)
        ticket_in(office, ticket)
        if by_holder(caller):
            await surroundings_of(request).flood.visitor(ticket)
        else:
            own_visitor(caller, office.state, ticket)
        command = call.make(ticket, body if body is not None else call.body(), caller)
        return await submit(request, office, command, presenting_ticket(request, caller))

    run.__name__ = call.name
    run.__doc__ = f"{call.summary}. The rules stand in the domain; a state that does not allow it is a 409."
    set_body(run, call.body, optional=call.body_optional)
    run.__annotations__["ticket"] = TicketPath
    return permits(call.permission)(run)


def set_body(endpoint: Endpoint, body: type[Body], *, optional: bool) -> None:
    """Tells FastAPI which words the function takes, as if they had been written in its signature."""
    kind: Any = body | None if optional else body
    endpoint.__annotations__["body"] = kind
    if not optional:
        endpoint.__defaults__ = None


for _call in COMMANDS:
    router.add_api_route(
        f"/tickets/{{ticket}}/{_call.name}",
        endpoint_of(_call),
        methods=["POST"],
        response_model=TicketAnswer,
        summary=_call.summary,
        name=_call.name,
    )
