"""One ticket's trip: the first file to read.

    press → kiosk page → api/tickets → offices/running → domain.decide → log (committed) → domain.evolve
          → push/feed folds the views → hub → outboxes → live view → the board and the voice

Down once, up once. What follows is one visitor of the office in Klin, with everybody who takes part: a kiosk, a manager
at desk 1, the board in the hall, the visitor's own phone, and in the evening somebody who reads the log. Each is a
client of the public API with a token of its own role; nobody has a private door.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from itertools import pairwise
from typing import Any

import pytest

from queue_server.client.connection import Connection
from queue_server.client.refusal import Refused
from queue_server.client.stream import LiveRows, StreamAddress, messages
from tests.running_server import RunningServer

OFFICE, DESK, MANAGER = "klin", "1", "sidorova"
TOPIC = "meters"
TICKET = "a-ticket-that-nobody-can-guess"


async def test_one_tickets_trip(server: RunningServer) -> None:
    kiosk = Connection(server.url, token=server.token("kiosk", OFFICE))
    manager = Connection(server.url, token=server.token("manager", OFFICE, DESK))
    phone = Connection(server.url)
    auditor = Connection(server.url, token=server.token("integration"))
    board = Screen(server, "board", server.token("display", OFFICE))

    # The manager sits down; the board in the hall shows an open desk.
    await manager.post(f"/api/v1/offices/{OFFICE}/desks/{DESK}/open", {"manager": MANAGER})
    row = await board.row(f"desk:{DESK}", lambda desk: desk["open"])
    assert row["state"] == "ready"

    # A press at the kiosk. The kiosk names the ticket's id, so pressing twice is one ticket.
    wish = {"id": TICKET, "topic": TOPIC, "category": "veteran", "language": "ru"}
    ticket = await kiosk.post(f"/api/v1/offices/{OFFICE}/tickets", wish)
    assert ticket["state"] == "waiting"
    assert ticket["number"].endswith("001")
    assert await kiosk.post(f"/api/v1/offices/{OFFICE}/tickets", wish) == ticket

    # The visitor follows it from a phone: the id is the key, no sign-in.
    seen = await phone.get(f"/api/v1/tickets/{TICKET}")
    assert (seen["number"], seen["people_ahead"]) == (ticket["number"], 0)
    assert seen["category"] is None, "the phone's page may be seen by others"

    # The manager calls. The answer comes after the commit; the board learns it from the same commit.
    called = await manager.post(f"/api/v1/offices/{OFFICE}/desks/{DESK}/call_next")
    assert called["ticket"]["id"] == TICKET
    call = await board.row(f"call:{ticket['number']}", lambda row: row["state"] == "called")
    assert (call["desk"], call["calls"]) == (DESK, 1)

    # Nobody came yet: announced again. The first call's time stays, the count grows.
    await manager.post(f"/api/v1/tickets/{TICKET}/recall")
    again = await board.row(f"call:{ticket['number']}", lambda row: row["calls"] == 2)
    assert again["called_at"] == call["called_at"]
    assert again["announced_at"] >= call["announced_at"]

    # Served, done, and rated from the phone.
    await manager.post(f"/api/v1/tickets/{TICKET}/start")
    with pytest.raises(Refused, match="ticket_not_called"):
        await manager.post(f"/api/v1/tickets/{TICKET}/start")
    await manager.post(f"/api/v1/tickets/{TICKET}/complete", {"outcome": "settled"})
    await phone.post(f"/api/v1/tickets/{TICKET}/rate", {"score": 5, "comment": "Быстро и по делу"})
    await board.row(f"call:{ticket['number']}", lambda row: row["state"] == "done")

    # In the evening: the log tells the whole visit, in order, each event tied to the one before it.
    log = (await auditor.get(f"/api/v1/offices/{OFFICE}/events", limit=1000))["events"]
    trip = [event["event"] for event in log if event["data"].get("ticket") == TICKET]
    assert trip == [
        "TicketIssued", "TicketCalled", "TicketRecalled", "ServiceStarted", "VisitCompleted", "VisitRated",
    ]  # fmt: skip
    assert [event["seq"] for event in log] == list(range(1, len(log) + 1))
    assert all(later["previous_hash"] == earlier["hash"] for earlier, later in pairwise(log))

    # And nothing of all this was for the board to know: no id, no category, no name.
    assert not {TICKET, "veteran", MANAGER} & set(words_of(board.live.rows))
    await board.close()
    for connection in (kiosk, manager, phone, auditor):
        await connection.close()


class Screen:
    """A board in the hall: rows that stay as the server's are."""

    def __init__(self, server: RunningServer, view: str, token: str) -> None:
        self.live = LiveRows()
        address = StreamAddress(server.url, OFFICE, view)
        self._messages: AsyncIterator[Any] = aiter(messages(address, token=token, live=self.live))

    async def row(self, key: str, holds: Any) -> Mapping[str, Any]:
        """The row, as soon as it says what is asked."""
        async with asyncio.timeout(60):
            while key not in self.live.rows or not holds(self.live.rows[key]):
                await anext(self._messages)
        return self.live.rows[key]

    async def close(self) -> None:
        """Switch the board off."""
        await self._messages.aclose()  # type: ignore[attr-defined]


def words_of(value: Any) -> list[str]:
    """Every string anywhere in `value`, keys included."""
    match value:
        case str():
            return [value]
        case Mapping():
            return [word for pair in value.items() for part in pair for word in words_of(part)]
        case list() | tuple():
            return [word for part in value for word in words_of(part)]
        case _:
            return []
