"""A simulated visitor from the kiosk until the call: takes a ticket, waits, goes for a walk, gives up.

Knows the visitor's own commands. From the call on the desk leads (`managing`).
"""

import asyncio
from datetime import UTC, datetime

from queue_server.client.driver.hall import Hall, Visit, ticket_path
from queue_server.client.driver.visitor import Visitor
from queue_server.client.new_id import new_id
from queue_server.client.refusal import Refused

PHONE_BACK_SHARE = 0.7
"""Who postponed from the phone mostly says there, too, that they are back; the rest come back at the due time."""


async def visit(hall: Hall, visitor: Visitor) -> None:
    """One person's stay until they are called, or gone. A refusal ends it: the office has other plans."""
    try:
        here = await take_ticket(hall, visitor)
        await _wait(hall, here)
    except Refused:
        return


async def take_ticket(hall: Hall, visitor: Visitor) -> Visit:
    """Press the kiosk's buttons. The kiosk names the ticket's id, so that a repeat would be the same ticket."""
    wish = {"id": new_id(), "topic": visitor.topic, "language": visitor.language}
    if visitor.category is not None:
        wish["category"] = visitor.category
    ticket = await hall.kiosk.post(hall.office_path("tickets"), dict(wish))
    here = Visit(ticket=ticket["id"], number=ticket["number"], visitor=visitor)
    hall.enter(here)
    return here


async def _wait(hall: Hall, here: Visit) -> None:
    visitor = here.visitor
    if visitor.slips_after_s is not None and not await _called_within(hall, here, visitor.slips_after_s):
        await hall.visitor.post(ticket_path(here.ticket, "cancel"))
        return
    waited_s = 0.0
    if visitor.postpones_after_s is not None:
        if await _called_within(hall, here, visitor.postpones_after_s):
            return
        waited_s = visitor.postpones_after_s
        await _go_for_a_walk(hall, here)
    if await _called_within(hall, here, max(visitor.patience_s - waited_s, 60.0)):
        return
    if visitor.says_goodbye:
        await hall.visitor.post(ticket_path(here.ticket, "cancel"))
    else:
        here.inside = False


async def _go_for_a_walk(hall: Hall, here: Visit) -> None:
    away_s = here.visitor.postponed_for_s
    due = rfc3339(hall.pace.now() + int(away_s * 1000))
    await hall.visitor.post(ticket_path(here.ticket, "postpone"), {"by": "visitor", "due": due})
    if hall.chance.random() < PHONE_BACK_SHARE:
        await hall.pace.sleep(away_s * 0.8)
        await hall.visitor.post(ticket_path(here.ticket, "resume"))
    else:
        await hall.pace.sleep(away_s)
    hall.line_changed()


async def _called_within(hall: Hall, here: Visit, limit_s: float) -> bool:
    try:
        async with asyncio.timeout(limit_s / hall.pace.speed):
            await here.called.wait()
    except TimeoutError:
        return False
    return True


def rfc3339(at: int) -> str:
    """An instant as it goes over the wire.

    >>> rfc3339(0)
    '1970-01-01T00:00:00.000Z'
    """
    seconds, ms = divmod(at, 1000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{ms:03d}Z"
