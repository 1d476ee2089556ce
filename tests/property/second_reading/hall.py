"""One office: what each command asks for, in the order “office, command, ticket, state, desk, the rest”."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.property.second_reading.rules import SECOND, Rules, moment
from tests.property.second_reading.visit import Visit

Line = dict[str, Any]


class Refused(Exception):  # noqa: N818 - as the domain's
    """A command that the state does not allow; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def refuse_if(condition: object, code: str) -> None:
    """Refuses with `code`."""
    if condition:
        raise Refused(code)


def text(line: Line, key: str) -> str | None:
    """A field that is a text and not empty; None for anything else."""
    value = line.get(key)
    return value if isinstance(value, str) and value else None


def number(line: Line, key: str) -> str | None:
    """A desk's number, which some write as one."""
    value = line.get(key)
    return str(value) if type(value) is int else text(line, key)


@dataclass
class Desk:
    """A numbered place; closed without a manager."""

    number: str
    manager: str | None = None
    on_break: bool = False
    topics: list[str] = field(default_factory=list)


class Hall:
    """The office's visits, desks and day. A method `do_x` is the command `x`."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.open = self.issuing = False
        self.suspended: set[str] = set()
        self.desks = {name: Desk(name) for name in rules.desks}
        self.visits: list[Visit] = []
        self.numbers: list[tuple[str, date]] = []

    # What a line names.

    def visit(self, line: Line, code: str = "", *states: str) -> Visit:
        """The ticket named, in one of `states`."""
        found = [visit for visit in self.visits if visit.id == text(line, "ticket")]
        refuse_if(not found, "ticket_unknown")
        refuse_if(states and found[0].state not in states, code)
        return found[0]

    def desk(self, line: Line, key: str = "desk") -> Desk:
        """The desk named."""
        desk = self.desks.get(number(line, key) or "")
        if desk is None:
            raise Refused("desk_unknown")
        return desk

    def open_desk(self, line: Line) -> Desk:
        """The desk named, with a manager."""
        desk = self.desk(line)
        refuse_if(desk.manager is None, "desk_closed")
        return desk

    def free_desk(self, line: Line) -> Desk:
        """“Desk open and free (one visitor at a time, not on a break).”"""
        desk = self.open_desk(line)
        refuse_if(desk.on_break, "desk_on_break")
        refuse_if(self.visitor(desk), "desk_busy")
        return desk

    def visitor(self, desk: Desk) -> Visit | None:
        """Who is called to the desk or served there."""
        here = (visit for visit in self.visits if visit.state in ("called", "serving") and visit.desk == desk.number)
        return next(here, None)

    def topic(self, line: Line) -> str:
        """The topic named, offered here."""
        name = text(line, "topic")
        if name is None or name not in self.rules.topics:
            raise Refused("topic_unknown")
        return name

    def category(self, line: Line) -> str | None:
        """The category named, if any."""
        name = text(line, "category")
        refuse_if(name is not None and name not in self.rules.credits, "category_unknown")
        return name

    # Who is called next.

    def next_visit(self, desk: Desk, at: int) -> Visit | None:
        """“The eligible ticket with the smallest `promise + penalty`, then the one issued first in the log.”"""
        eligible = [
            visit
            for visit in self.visits
            if visit.state == "waiting" and visit.topic in desk.topics and not self.pinned_elsewhere(visit, desk, at)
        ]
        reached = [visit for visit in eligible if not visit.keeps_slot or at >= (visit.slot or 0)]
        skills = self.rules.managers[desk.manager or ""]

        def place(visit: Visit) -> tuple[int, int]:
            if self.rules.policy == "fifo":
                return 0, visit.order
            if self.rules.policy == "strict_priority":
                return -self.rules.credits.get(visit.category or "", 0), visit.order
            secondary = skills[visit.topic or ""] == "secondary"
            return visit.promise(at) + (self.rules.limit("secondary_penalty") if secondary else 0), visit.order

        return min(reached or eligible, key=place, default=None)

    def pinned_elsewhere(self, visit: Visit, desk: Desk, at: int) -> bool:
        """A pin holds for 600 s; “every limit includes its exact second”."""
        if visit.pin is None or at > visit.pin[2] + self.rules.limit("pin"):
            return False
        return visit.pin[1] != (desk.manager if visit.pin[0] == "manager" else desk.number)

    def pin(self, visit: Visit, kind: str, to: str, at: int) -> None:
        """“Not set to an offline manager or a closed desk.”"""
        there = self.desks[to].manager if kind == "desk" else self.at_a_desk(to)
        visit.pin = (kind, to, at) if there else None

    def at_a_desk(self, manager: str) -> bool:
        """Whether the manager is online."""
        return any(desk.manager == manager for desk in self.desks.values())

    def shut(self, desk: Desk) -> None:
        """Pins end “when that manager goes offline or that desk closes”."""
        for visit in self.visits:
            if visit.pin and visit.pin[:2] in (("manager", desk.manager), ("desk", desk.number)):
                visit.pin = None
        self.desks[desk.number] = Desk(desk.number)

    def take_due(self, now: int) -> None:
        """A `due` “comes true by itself, dated at the due time, before any line at or after it”."""
        for visit in self.visits:
            if visit.due is not None and visit.due <= now:
                visit.go("waiting", visit.due, "resume")

    # Coming.

    def do_book(self, line: Line, at: int) -> Visit:
        """“Opening ≤ slot < closing, not past, on the office's grid and within its `slot_capacity`.”"""
        topic, category, slot = self.topic(line), self.category(line), moment(line.get("slot"))
        if slot is None:
            raise Refused("slot_invalid")
        hours = self.rules.hours_around(slot)
        if hours is None or not hours[0] <= slot < hours[1]:
            raise Refused("slot_outside_hours")
        refuse_if(slot < at, "slot_past")
        grid, capacity = self.rules.slot_minutes, self.rules.slot_capacity
        refuse_if(grid is not None and (slot - hours[0]) % (grid * 60 * SECOND), "slot_invalid")
        given_up = ("cancelled", "left", "removed")
        taken = [visit for visit in self.visits if visit.slot == slot and visit.state not in given_up]
        refuse_if(capacity is not None and len(taken) >= capacity, "slot_full")
        return Visit(line["ticket"], self.rules, topic, category, "booked", slot)

    def do_issue(self, line: Line, at: int) -> Visit:
        """“Office open and issuing, topic offered there now”; an offline kiosk gives its own time."""
        refuse_if(not self.open or not self.issuing, "office_not_issuing")
        topic = self.topic(line)
        refuse_if(topic in self.suspended, "topic_suspended")
        visit = Visit(line["ticket"], self.rules, topic, self.category(line))
        own = moment(line.get("issued_at")) if line.get("offline") is True else None
        issued_at = at if own is None else min(at, own)
        self.join(visit, issued_at, self.rules.clock_start(issued_at), "issue")
        return visit

    def do_check_in(self, line: Line, at: int) -> None:
        """“From 60 min before the slot; more than 20 min after it counts as a walk-in.”"""
        visit = self.visit(line, "ticket_not_booked", "booked")
        refuse_if(not self.open, "office_not_open")
        slot = visit.slot or 0
        refuse_if(at < slot - self.rules.limit("check_in_early"), "check_in_too_early")
        visit.keeps_slot = at <= slot + self.rules.limit("check_in_late")
        self.join(visit, at, max(at, slot) if visit.keeps_slot else self.rules.clock_start(at), "check_in")

    def join(self, visit: Visit, at: int, clock_start: int, why: str) -> None:
        """“Counted by prefix, office and local date of issue.”"""
        key = (self.rules.topics[visit.topic or ""]["prefix"], self.rules.local_date(at))
        self.numbers.append(key)
        visit.number = f"{key[0]}{self.numbers.count(key):03d}"
        visit.order, visit.issued_at, visit.clock_start = len(self.numbers), at, clock_start
        visit.go("waiting", at, why)

    # Being called.

    def do_call_next(self, line: Line, at: int) -> Line:
        """“Nobody to call is an answer, not an error.”"""
        desk = self.free_desk(line)
        visit = self.next_visit(desk, at)
        if visit is not None:
            self.call(visit, desk, at)
        return {"ticket": visit.id if visit else None}

    def do_call(self, line: Line, at: int) -> None:
        """“Out of order” is any ticket that `call_next` would not choose here now; it needs a reason."""
        visit = self.visit(line, "ticket_not_waiting", "waiting", "postponed", "no_show")
        if visit.state == "no_show":
            refuse_if(at > visit.since + self.rules.limit("restore_grace"), "ticket_not_waiting")
            refuse_if(not self.open, "office_not_open")
        desk = self.free_desk(line)
        refuse_if(self.next_visit(desk, at) is not visit and not text(line, "reason"), "reason_required")
        self.call(visit, desk, at)

    def call(self, visit: Visit, desk: Desk, at: int) -> None:
        """The visitor is called to the desk."""
        visit.go("called", at, "call")
        visit.desk = desk.number
        visit.calls += 1
        visit.calls_in_row = 1

    def do_recall(self, line: Line, at: int) -> None:
        """“The call count grows, the first call time stays.”"""
        visit = self.visit(line, "ticket_not_called", "called")
        visit.calls += 1
        visit.calls_in_row += 1

    def do_return_to_queue(self, line: Line, at: int) -> None:
        """“Takes its call and recalls out of `calls`.”"""
        visit = self.visit(line, "ticket_not_called", "called")
        visit.calls -= visit.calls_in_row
        visit.go("waiting", at, "return_to_queue")

    def do_mark_no_show(self, line: Line, at: int) -> None:
        """“2 calls and 40 s count from the last time the ticket was called from another state.”"""
        visit = self.visit(line, "ticket_not_called", "called")
        refuse_if(visit.calls_in_row < self.rules.limits["no_show_calls"], "no_show_too_early")
        refuse_if(at < visit.since + self.rules.limit("no_show_after"), "no_show_too_early")
        visit.go("no_show", at, "mark_no_show")

    def do_restore(self, line: Line, at: int) -> None:
        """“The grace of 15 min from `mark_no_show`”; “works once a visit”."""
        visit = self.visit(line, "ticket_not_no_show", "no_show")
        refuse_if(not self.open, "office_not_open")
        refuse_if(visit.restored, "restore_used")
        refuse_if(at > visit.since + self.rules.limit("restore_grace"), "restore_too_late")
        visit.restored = True
        visit.go("waiting", at, "restore")
