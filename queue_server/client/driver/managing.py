"""A simulated manager: opens a desk, calls, waits for the visitor, serves, sends on, takes breaks, goes home.

Knows the staff's commands. A refusal is never argued with: somebody else (a person trying the demo) may be working the
same desk, so the manager looks at how the desk stands and goes on from there.
"""

from typing import Any

from queue_server.client.driver.cast import ManagerRole
from queue_server.client.driver.hall import Hall, Visit, ticket_path
from queue_server.client.driver.visiting import rfc3339
from queue_server.client.driver.visitor import imagine
from queue_server.client.refusal import Refused

RECALL_AFTER_S = 22.0
NO_SHOW_AFTER_S = 48.0
"""Above the limit of forty seconds, for organisations that have not changed it."""

NOTES_S = 12.0
WORK_BETWEEN_BREAKS_S = 2.2 * 3600
BREAK_S = 12 * 60.0
AFTER_REFUSAL_S = 20.0
CATCH_UP_S = 60
"""How much of a delay a manager makes good; beyond it the server is slow, and the hall waits as a real one would."""

AT_A_DESK = frozenset({"called", "serving"})


class Shift:
    """One manager's day at one desk."""

    def __init__(self, hall: Hall, desk: str, manager: ManagerRole) -> None:
        self.hall = hall
        self.desk = desk
        self.manager = manager
        self._at = hall.pace.now()
        self._break_at = hall.pace.now() + int(hall.chance.uniform(0.1, 1.0) * WORK_BETWEEN_BREAKS_S * 1000)
        self._breaks = [] if manager.works is None else [one for one in manager.works.breaks if one[1] > self._at]

    async def work(self) -> None:
        """From opening the desk until the shift ends, or the hall closes and nobody is left to call."""
        works = self.manager.works
        if works is not None:
            await self.hall.pace.until(works.begins_at)
            self._at = max(self._at, works.begins_at)
        await self._quietly(self.hall.desk_path(self.desk, "open"), {"manager": self.manager.id})
        while True:
            try:
                if not await self._next_visitor():
                    break
            except Refused as refusal:
                if refusal.code == "office_not_open" or self.hall.closing:
                    break
                await self._look_again()
        await self._quietly(self.hall.desk_path(self.desk, "close"))

    async def _next_visitor(self) -> bool:
        """Call and serve one; False when the day is over."""
        await self._rest()
        if self._over:
            return False
        self._at = max(self._at, self.hall.pace.now() - CATCH_UP_S * 1000)
        answer = await self.hall.staff.post(self.hall.desk_path(self.desk, "call_next"))
        ticket = answer["ticket"]
        if ticket is not None:
            await self._receive(ticket)
        elif self.hall.closing:
            return False
        else:
            await self.hall.wait_for_change()
            self._at = self.hall.pace.now()
        return True

    async def _spend(self, seconds: float) -> None:
        """Let time pass from where the manager's own plan stands: what the network took is part of it, not on top.

        At sixty times the speed an answer that takes a tenth of a second would cost six seconds of the hall's time.
        """
        self._at += int(seconds * 1000)
        await self.hall.pace.until(self._at)

    @property
    def _over(self) -> bool:
        works = self.manager.works
        return works is not None and not self.hall.closing and self.hall.pace.now() >= works.ends_at

    async def _rest(self) -> None:
        rest_s = self._due_rest_s()
        if rest_s == 0 or self.hall.closing:
            return
        await self.hall.staff.post(self.hall.desk_path(self.desk, "start_break"))
        await self._spend(rest_s)
        await self.hall.staff.post(self.hall.desk_path(self.desk, "end_break"))

    def _due_rest_s(self) -> float:
        """How long to rest now: what the schedule says, begun late where a visitor took longer; 0 for not now."""
        now = self.hall.pace.now()
        if self.manager.works is not None:
            if not self._breaks or now < self._breaks[0][0]:
                return 0
            begins_at, ends_at = self._breaks.pop(0)
            return (ends_at - begins_at) / 1000
        if now < self._break_at:
            return 0
        self._break_at = now + int(WORK_BETWEEN_BREAKS_S * 1000)
        return BREAK_S

    async def _receive(self, ticket: dict[str, Any]) -> None:
        here = self._who(ticket)
        here.called.set()
        if here.visitor.called_by_mistake and not here.returned_by_mistake:
            here.returned_by_mistake = True
            await self._tell(here, "return_to_queue")
            here.called.clear()
            self.hall.line_changed()
        elif not here.inside or (here.visitor.misses_call and not here.missed):
            await self._wait_in_vain(here)
        else:
            await self._spend(here.visitor.walk_s)
            await self._tell(here, "start")
            await self._serve(here, ticket["topic"])

    def _who(self, ticket: dict[str, Any]) -> Visit:
        """The simulated visitor, or one imagined for a ticket that a person took while trying the demo."""
        here = self.hall.visits.get(ticket["id"])
        if here is None:
            here = Visit(
                ticket=ticket["id"], number=ticket["number"], visitor=imagine(self.hall.cast, self.hall.chance)
            )
            here.missed = here.returned_by_mistake = here.paper_fetched = here.sent_on = True
            self.hall.visits[here.ticket] = here
        return here

    async def _wait_in_vain(self, here: Visit) -> None:
        """Real pauses here: the rules count them from the calls, and nothing can be made good."""
        here.missed = True
        await self.hall.pace.sleep(RECALL_AFTER_S)
        await self._tell(here, "recall")
        await self.hall.pace.sleep(NO_SHOW_AFTER_S - RECALL_AFTER_S)
        await self._tell(here, "mark_no_show")
        self._at = self.hall.pace.now()
        if here.inside and here.visitor.comes_back_after_s is not None:
            self.hall.send(self._come_back(here, here.visitor.comes_back_after_s))

    async def _come_back(self, here: Visit, after_s: float) -> None:
        await self.hall.pace.sleep(after_s)
        await self._quietly(ticket_path(here.ticket, "restore"))
        self.hall.line_changed()

    async def _serve(self, here: Visit, topic: str) -> None:
        visitor = here.visitor
        mean_s = self.hall.cast.service_mean_s(self.manager, topic) if topic in self.hall.cast.topics else 300.0
        service_s = visitor.service_s(mean_s)
        if visitor.waits_for_paper_s is not None and not here.paper_fetched:
            await self._spend(service_s * 0.3)
            await self._postpone_for_paper(here, visitor.waits_for_paper_s)
            return
        await self._spend(service_s)
        if visitor.sent_on_to is not None and not here.sent_on:
            await self._send_on(here, visitor.sent_on_to)
            return
        if visitor.second_topic is not None and not here.sent_on and visitor.second_topic in self.manager.topics:
            await self._second_topic(here, visitor.second_topic)
        await self._complete(here, topic)

    async def _postpone_for_paper(self, here: Visit, for_s: float) -> None:
        here.paper_fetched = True
        due = rfc3339(self.hall.pace.now() + int(for_s * 1000))
        await self._tell(here, "postpone", {"by": "office", "due": due})
        self.hall.send(self._line_changes_in(for_s))

    async def _line_changes_in(self, after_s: float) -> None:
        await self.hall.pace.sleep(after_s)
        self.hall.line_changed()

    async def _send_on(self, here: Visit, topic: str) -> None:
        here.sent_on = True
        await self._tell(here, "transfer", {"topic": topic, "return_to_me": here.visitor.sent_back})
        self.hall.line_changed()

    async def _second_topic(self, here: Visit, topic: str) -> None:
        here.sent_on = True
        await self._tell(here, "add_topic", {"topic": topic})
        await self._tell(here, "finish_topic", self._outcome(topic))
        await self._spend(here.visitor.service_s(self.hall.cast.service_mean_s(self.manager, topic)) * 0.6)

    async def _complete(self, here: Visit, topic: str) -> None:
        await self._tell(here, "complete", self._outcome(topic))
        self.hall.line_changed()
        if here.visitor.score is not None:
            self.hall.send(self._rate(here, here.visitor.score))
        await self._spend(NOTES_S)

    async def _rate(self, here: Visit, score: int) -> None:
        await self.hall.pace.sleep(15.0)
        try:
            await self.hall.visitor.post(ticket_path(here.ticket, "rate"), {"score": score})
        except Refused:
            return

    def _outcome(self, topic: str) -> dict[str, Any]:
        role = self.hall.cast.topics.get(topic)
        return {"outcome": self.hall.chance.choice(role.outcomes)} if role is not None and role.outcomes else {}

    async def _look_again(self) -> None:
        """Something stood otherwise than thought: let a moment pass, end a visit left over at this desk, come back."""
        await self._spend(AFTER_REFUSAL_S)
        queue = await self.hall.staff.get(self.hall.office_path("queue"))
        for ticket in queue.get("tickets", []):
            if (
                ticket.get("desk") == self.desk
                and ticket["state"] in AT_A_DESK
                and ticket["id"] not in self.hall.visits
            ):
                if ticket["state"] == "called":
                    await self._quietly(ticket_path(ticket["id"], "start"))
                await self._quietly(ticket_path(ticket["id"], "complete"), self._outcome(ticket["topic"]))
        await self._quietly(self.hall.desk_path(self.desk, "end_break"))
        await self._quietly(self.hall.desk_path(self.desk, "open"), {"manager": self.manager.id})

    async def _tell(self, here: Visit, command: str, body: dict[str, Any] | None = None) -> None:
        await self.hall.staff.post(ticket_path(here.ticket, command), body)

    async def _quietly(self, path: str, body: dict[str, Any] | None = None) -> None:
        try:
            await self.hall.staff.post(path, body)
        except Refused:
            return
