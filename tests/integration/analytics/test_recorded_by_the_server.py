"""A log that a running server wrote, asked again.

People visit and serve through the public API, with everything that happens in a hall. Then every call's ticket, desk
and second must be the domain's, and every call's ticket the kernel's.
"""

from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import httpx2
import pytest

from analytics.simulation.recorded import RecordedCalls
from analytics.simulation.running import Form
from queue_server.client.driver.visiting import rfc3339
from queue_server.database.engine import Database
from queue_server.domain import commands as c
from queue_server.domain import events as e
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND
from queue_server.domain.office import Office
from queue_server.domain.ticket import PinKind, TicketState
from queue_server.log.reader import LogReader
from queue_server.log.recorded import Recorded
from queue_server.offices.deciding import TIME
from tests.integration.api.doors import Doors, opened

DESKS = {"1": "ivanova", "2": "petrov"}
STEPS = 700
EVERY_S = 20


async def test_every_call_of_a_day_that_a_server_recorded(tmp_path: Path) -> None:
    no_limits: dict[str, Any] = dict.fromkeys(
        ("kiosk_burst", "kiosk_per_minute", "office_per_minute", "topic_per_minute", "visitor_per_minute"), 0
    )
    async with opened(tmp_path, **no_limits) as doors:
        await Morning(doors, Random(4)).play()
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path / 'queue.sqlite3'}")
    try:
        log = [record async for record in LogReader(database).events("klin")]
    finally:
        await database.dispose()
    happened = Counter(type(record.event) for record in log)
    for kind in HAPPENS:
        assert happened[kind] > 0, kind  # or nothing was tried
    assert happened[e.TicketCalled] > 80
    by_the_domain(log)
    for form in (None, Form.NUMPY):
        recorded = RecordedCalls(Office("klin"))
        recorded.take(record.event for record in log)
        asked = recorded.asked_again(form)
        assert [chosen for _, chosen in asked] == [called for called, _ in asked]
        assert len(asked) == happened[e.TicketCalled]


HAPPENS = (
    e.TicketBooked, e.TicketCheckedIn, e.SlotReached, e.TicketTransferred, e.TicketSentBack, e.PinEnded,
    e.TicketPostponed, e.TicketResumed, e.NoShowMarked, e.TicketRestored, e.BreakStarted, e.BreakEnded, e.TicketLeft,
)  # fmt: skip


class Morning:
    """Two desks, and visitors who do whatever visitors do, a step every twenty seconds."""

    def __init__(self, doors: Doors, chance: Random) -> None:
        self.doors, self.chance = doors, chance
        self.missed: list[str] = []

    async def play(self) -> None:
        await self.doors.open_day()
        self.chief = await self.doors.by("supervisor")
        desks = {desk: await self.doors.desk_open(desk, manager) for desk, manager in DESKS.items()}
        for minutes in (60, 120, 180):
            slot = rfc3339((self.doors.time.at // 3_600_000 + 1) * 3_600_000 + (minutes - 60) * 60 * SECOND)
            booked = await self.post(self.chief, "/api/v1/appointments", office="klin", topic="contract", slot=slot)
            if booked is not None:
                self.missed.append("booked:" + booked["id"])
        for _ in range(STEPS):
            self.doors.time.pass_s(EVERY_S)
            await self.visitors()
            for desk, client in desks.items():
                await self.manager(desk, client)

    async def visitors(self) -> None:
        if self.chance.random() < 0.24:
            topic = self.chance.choice(("meters", "contract"))
            category = "veteran" if self.chance.random() < 0.1 else None
            await self.doors.ticket(topic=topic, **({"category": category} if category else {}))
        for name in list(self.missed):
            if self.chance.random() < 0.05:
                kind, ticket = name.split(":")
                path = f"appointments/{ticket}/check_in" if kind == "booked" else f"tickets/{ticket}/restore"
                if await self.post(self.chief, f"/api/v1/{path}") is not None:
                    self.missed.remove(name)
        waiting = sorted(
            (t for t in self.state().tickets.values() if t.state is TicketState.WAITING), key=lambda t: t.order
        )
        if waiting and self.chance.random() < 0.03:
            ticket = self.chance.choice(waiting).id
            if self.chance.random() < 0.5:
                await self.post(self.chief, f"/api/v1/tickets/{ticket}/mark_left")
            else:
                due = rfc3339(self.doors.time.at + self.chance.choice((200, 600)) * SECOND)
                by = self.chance.choice(("visitor", "office"))
                await self.post(self.chief, f"/api/v1/tickets/{ticket}/postpone", by=by, due=due)

    async def manager(self, desk: str, client: httpx2.AsyncClient) -> None:
        hall, chance = self.state(), self.chance.random()
        here = hall.desks[desk]
        ticket = hall.tickets.get(here.ticket) if here.ticket is not None else None
        base = f"/api/v1/offices/klin/desks/{desk}"
        if here.break_since_at is not None:
            if chance < 0.1:
                await self.post(client, f"{base}/end_break")
        elif ticket is None:
            await self.post(client, f"{base}/start_break" if chance < 0.02 else f"{base}/call_next")
        elif ticket.state is TicketState.CALLED:
            missing = ticket.order % 8 == 0 and not ticket.restore_used
            if missing and chance < 0.5:
                await self.post(client, f"/api/v1/tickets/{ticket.id}/recall")
            done = await self.post(client, f"/api/v1/tickets/{ticket.id}/{'mark_no_show' if missing else 'start'}")
            if missing and done is not None:
                self.missed.append("missed:" + ticket.id)
        elif chance < 0.03:
            other = {"to_desk": "2" if desk == "1" else "1"} if ticket.topic == "meters" else {"manager": "ivanova"}
            if chance < 0.01:
                other = {"topic": "meters" if ticket.topic == "contract" else "contract"}
            await self.post(client, f"/api/v1/tickets/{ticket.id}/transfer", return_to_me=chance < 0.025, **other)
        elif chance < 0.15:
            await self.post(client, f"/api/v1/tickets/{ticket.id}/complete", outcome="resolved")

    def state(self) -> Office:
        found: Office = next(o for o in self.doors.app.state.surroundings.offices if o.id == "klin").state
        return found

    async def post(self, client: httpx2.AsyncClient, path: str, **body: Any) -> dict[str, Any] | None:
        """What was answered; None where the rules refuse it."""
        answer = await client.post(path, json=body)
        assert answer.status_code in (200, 201, 204, 409, 422), answer.text
        return answer.json() if answer.status_code in (200, 201) else None


def by_the_domain(log: list[Recorded]) -> None:
    """What people did is done again; whom each desk calls, and what time brings, is the domain's to say."""
    office = Office("klin")
    again: list[e.Event] = []
    for record in log:
        if record.actor != TIME:
            events, office = handle(office, command_of(record.event), record.at)
            again += events
    told = [record.event for record in log]
    assert again == told[: len(again)]
    assert all(record.actor == TIME for record in log[len(again) :]), "what time brought after the last command"


def command_of(event: e.Event) -> c.Command:
    """What somebody must have asked for. A call names its desk alone."""
    match event:
        case e.OfficeConfigured():
            return c.Configure(event.config)
        case e.DayOpened():
            return c.OpenDay()
        case e.DeskOpened():
            return c.OpenDesk(event.desk, event.manager)
        case e.BreakStarted():
            return c.StartBreak(event.desk, event.reason)
        case e.BreakEnded():
            return c.EndBreak(event.desk)
        case e.TicketBooked():
            return c.Book(event.ticket, event.topic, event.slot_at, event.category, event.language)
        case e.TicketIssued():
            return c.Issue(event.ticket, event.topic, event.category, event.language)
        case e.TicketCalled():
            assert not event.out_of_order
            return c.CallNext(event.desk)
        case e.TicketTransferred():
            to, back = event.pin, event.return_to is not None
            if to is None:
                return c.Transfer(event.ticket, topic=event.topic, return_to_me=back)
            if to.kind is PinKind.MANAGER:
                return c.Transfer(event.ticket, manager=to.to, return_to_me=back)
            return c.Transfer(event.ticket, to_desk=to.to, return_to_me=back)
        case e.TicketPostponed():
            return c.Postpone(event.ticket, event.by, event.reason, event.due_at)
        case e.VisitCompleted() | e.TicketSentBack():
            return c.Complete(event.ticket, event.outcome)
        case e.TicketCheckedIn():
            return c.CheckIn(event.ticket)
        case e.ServiceStarted():
            return c.Start(event.ticket)
        case e.TicketRecalled():
            return c.Recall(event.ticket)
        case e.NoShowMarked():
            return c.MarkNoShow(event.ticket)
        case e.TicketRestored():
            return c.Restore(event.ticket)
        case e.TicketLeft():
            return c.MarkLeft(event.ticket)
        case _:
            pytest.fail(f"nobody was to do this: {event}")
