"""QR codes: of a ticket's page, and of this server's own screens. Never of an address elsewhere."""

from io import BytesIO
from typing import Annotated, Any

import segno
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from queue_server.api.fields import TicketPath
from queue_server.api.guard import GuardedRoute
from queue_server.api.permissions import HOLDER, PUBLIC, permits
from queue_server.api.scope import office_holding, ticket_in
from queue_server.api.surroundings import address_of, asked_address_of
from queue_server.errors import Unknown
from queue_server.projections.ticket import track_url

router = APIRouter(prefix="/api/v1", tags=["pages"], route_class=GuardedRoute)

SVG = "image/svg+xml"
SVG_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"description": "The code as a picture.", "content": {SVG: {"schema": {"type": "string"}}}}
}
QUIET_ZONE = 2
"""Modules of white around the code: the pages give it more ground of their own."""

LONGEST_TEXT = 300


@router.get("/tickets/{ticket}/qr.svg", summary="A ticket's QR code", responses=SVG_ANSWER, response_class=Response)
@permits(HOLDER)
async def ticket_code(request: Request, ticket: TicketPath) -> Response:
    """Leads to the ticket's page, where its holder follows it."""
    ticket_in(office_holding(request, ticket), ticket)
    return picture_of(track_url(address_of(request), ticket))


@router.get("/qr.svg", summary="A screen's QR code", responses=SVG_ANSWER, response_class=Response)
@permits(PUBLIC)
async def code(
    request: Request,
    text: Annotated[str, Query(min_length=1, max_length=LONGEST_TEXT, examples=["/kiosk/klin"])],
) -> Response:
    """Of a path on this server, or of an address that begins with its own."""
    return picture_of(own_address(text, address_of(request), asked_at=asked_address_of(request)))


def own_address(text: str, address: str, *, asked_at: str) -> str:
    """The whole address under which visitors reach it; a code that leads elsewhere would lend this server's name.

    `asked_at` is the address that the page was opened at, which behind a proxy may be another.
    """
    path = text.removeprefix(asked_at)
    whole = address + path if path.startswith("/") and not path.startswith("//") else text
    if not whole.startswith(f"{address}/") or not whole.isprintable() or "\\" in whole or "@" in whole:
        raise Unknown("A code leads to a page of this server only.", code="address_foreign")
    return whole


def picture_of(text: str) -> Response:
    """The code as SVG."""
    return Response(drawn(text), media_type=SVG, headers={"Cache-Control": "private, max-age=3600"})


def drawn(text: str) -> bytes:
    """The code's SVG."""
    picture = BytesIO()
    segno.make(text, error="m", micro=False).save(
        picture, kind="svg", border=QUIET_ZONE, xmldecl=False, svgns=True, omitsize=True, light="#fff"
    )
    return picture.getvalue()
