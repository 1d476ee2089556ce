"""Where alerts are sent, for administrators: channels, a try of one, messages that did not arrive."""

from typing import Annotated, Any, Literal, Protocol

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from queue_server.api.alert_answers import (
    AlertMessageAnswer,
    AlertMessagesAnswer,
    ChannelsAnswer,
    ChannelTriedAnswer,
)
from queue_server.api.bodies import NothingBody
from queue_server.api.fields import WORD
from queue_server.api.guard import caller_of
from queue_server.api.permissions import ADMINISTERS, permits
from queue_server.api.repeats_route import RememberingRoute
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import client_of, surroundings_of
from queue_server.errors import Unknown

router = APIRouter(prefix="/api/v1", tags=["alerts"], route_class=RememberingRoute)

ChannelPath = Annotated[str, Path(max_length=64, pattern=WORD, examples=["duty"])]
ChannelQuery = Annotated[str | None, Query(max_length=64, pattern=WORD, description="Of this channel only.")]
MessagePath = Annotated[str, Path(max_length=64, pattern=r"^msg_[0-9a-f]+$", examples=["msg_0123456789abcdef01234567"])]
StateQuery = Annotated[
    Literal["waiting", "held", "sent", "given_up", "dropped"] | None, Query(description="In this state only.")
]
PageQuery = Annotated[int, Query(ge=1, le=500, description="At most so many.")]


class AlertPost(Protocol):
    """What the routes ask of channels and messages."""

    def channels(self) -> list[Any]:
        """Every channel."""
        ...

    async def try_out(self, channel: str) -> str | None:
        """A try; why it failed. Raises `LookupError` where there is no such channel."""
        ...

    async def messages(self, *, state: str | None, channel: str | None, limit: int) -> list[Any]:
        """Messages, newest first."""
        ...

    async def again(self, message: str) -> Any | None:
        """Tries a message anew that was given up; None where there is no such."""
        ...


def post_of(request: Request) -> AlertPost:
    """The channels and messages of this server."""
    found: AlertPost = request.app.state.alerting.post
    return found


@router.get("/alert_channels", response_model=ChannelsAnswer, summary="Where alerts are sent")
@permits(ADMINISTERS)
async def channels(request: Request) -> Response:
    """The channels of the organisation file; `hindrance` says why one cannot be used. No secret, no address."""
    return json_response({"channels": post_of(request).channels()})


@router.post("/alert_channels/{channel}/try", response_model=ChannelTriedAnswer, summary="Try a channel")
@permits(ADMINISTERS)
async def try_channel(
    request: Request,
    channel: ChannelPath,
    body: NothingBody | None = None,  # noqa: ARG001
) -> Response:
    """Sends a message at once that says that it is a try."""
    try:
        why = await post_of(request).try_out(channel)
    except LookupError:
        raise Unknown(f"There is no channel “{channel}”.", code="channel_unknown") from None
    await surroundings_of(request).access.record(
        actor=caller_of(request).subject,
        action="channel_tried",
        subject=f"channel:{channel}",
        address=client_of(request),
        after={"why": why},
    )
    return json_response({"sent": why is None, "why": why})


@router.get("/alert_messages", response_model=AlertMessagesAnswer, summary="Messages about alerts")
@permits(ADMINISTERS)
async def messages(
    request: Request, state: StateQuery = None, channel: ChannelQuery = None, limit: PageQuery = 100
) -> Response:
    """Newest first; `state=given_up` lists what never arrived, and why."""
    found = await post_of(request).messages(state=state, channel=channel, limit=limit)
    return json_response({"messages": found})


@router.post("/alert_messages/{message}/again", response_model=AlertMessageAnswer, summary="Send again")
@permits(ADMINISTERS)
async def again(request: Request, message: MessagePath, body: NothingBody | None = None) -> Response:  # noqa: ARG001
    """A message that was given up is tried from the beginning, under its own id."""
    found = await post_of(request).again(message)
    if found is None:
        raise Unknown(f"There is no message “{message}” that was given up.", code="message_unknown")
    return json_response(found)
