"""Pins, appointments before their slot, people who stepped out and people who are sent back: what the outlook's kernel
calls is what the domain calls, ticket by ticket."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from analytics.outlook.exact_rest import ExactRest
from analytics.outlook.here import Hold
from analytics.outlook.present import Futures, futures
from analytics.outlook.services import Services
from analytics.simulation.exact import ExactDay, Manners
from analytics.simulation.running import Form, run
from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.configuration import PolicyName
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.domain.ticket import PostponedBy, TicketState
from tests.unit.analytics.simulation.days import HOUR_MS, busy_traffic
from tests.unit.analytics.simulation.test_exact import MIDNIGHT_AT, TOPICS, alone, crowd, days, office, roster

REPLICATIONS = 3
SERVICES = Services(dict(zip(TOPICS, (5.0, 5.3, 5.5, 5.8), strict=True)), {"m1": 0.1, "m3": -0.2}, 0.8)


def in_the_middle(policy: PolicyName, seed: int) -> tuple[Office, Instant]:
    """A hall three hours into a day in which a third of the visitors is handed on, most of them to be sent back."""
    traffic = busy_traffic(320.0)
    config = replace(office(traffic, policy, seed), hours={"mon": "00:00-23:00"})
    manners = Manners(transfer_share=0.35, pinned_share=0.6, return_share=0.7)
    day = ExactDay(
        config, roster(config, seed), crowd(alone(days(traffic, config, 1, seed), 0)),
        midnight_at=MIDNIGHT_AT, manners=manners, seed=seed,
    )  # fmt: skip
    at = MIDNIGHT_AT + round(3 * HOUR_MS)
    for event in day.run():
        if event.at > at:
            break
    return with_others(day.office, day.office.last_at), day.office.last_at


def with_others(hall: Office, at: Instant) -> Office:
    """And two with appointments later on, two who have stepped out, and one who is called already."""
    waiting = sorted((t for t in hall.tickets.values() if t.state is TicketState.WAITING), key=lambda t: t.order)
    commands: list[Command] = [
        c.Book("booked-0", TOPICS[0], slot_at=at + 600 * SECOND),
        c.Book("booked-1", TOPICS[1], slot_at=at + 2400 * SECOND),
        c.CheckIn("booked-0"),
        c.CheckIn("booked-1"),
        c.Postpone(waiting[-1].id, PostponedBy.VISITOR, due_at=at + 900 * SECOND),
        c.Postpone(waiting[-2].id, PostponedBy.OFFICE, due_at=at + 300 * SECOND),
    ]
    for command in commands:
        _, hall = handle(hall, command, at)
    return wanted_back_twice(with_pinned_aside(hall, at), at)


def with_pinned_aside(hall: Office, at: Instant) -> Office:
    """And of those who are pinned one who steps out and comes back before the pin ends, and one after it."""
    waiting = (t for t in hall.tickets.values() if t.state is TicketState.WAITING and t.pin is not None)
    pinned = sorted(waiting, key=lambda t: t.order)
    for ticket, share in zip(pinned[1:3], (0.4, 1.3), strict=False):
        left_ms = ticket.pin.until_at - at if ticket.pin is not None else 0
        due_at = at + max(1, round(left_ms * share))
        _, hall = handle(hall, c.Postpone(ticket.id, PostponedBy.OFFICE, due_at=due_at), at)
    return hall


def wanted_back_twice(hall: Office, at: Instant) -> Office:
    """And one whom two topics hand on, each to have them back."""
    desk = next(desk for desk in hall.desks.values() if desk.ticket is not None)
    ticket = desk.ticket or ""
    commands: list[Command] = [
        c.Transfer(ticket, topic=TOPICS[1], return_to_me=True),
        c.Call(desk.number, ticket, "wanted back"),
        c.Transfer(ticket, topic=TOPICS[2], return_to_me=True),
    ]
    for command in commands:
        _, hall = handle(hall, command, at)
    return hall


@pytest.mark.parametrize("policy", list(PolicyName))
def test_ticket_by_ticket_the_outlook_calls_as_the_domain_does(policy: PolicyName) -> None:
    met: Counter[str] = Counter()
    for seed in range(4):
        hall, at = in_the_middle(policy, seed)
        drawn = futures(hall, at, SERVICES, replications=REPLICATIONS, seed=seed)
        met.update(what_is_special(drawn))
        shifts, ties = drawn.shifts()
        by_form = {form: run(shifts, drawn.visitors, form, ties) for form in (None, Form.NUMPY)}
        lived = drawn.as_lived(shifts, by_form[None])
        for row in range(REPLICATIONS):
            rest = ExactRest(drawn, shifts, at, row)
            exact = rest.run()
            for calls in by_form.values():
                np.testing.assert_array_equal(calls.called_ms[row], exact.called_ms)
                np.testing.assert_array_equal(calls.by[row], exact.by)
            called = np.isfinite(exact.called_ms)
            back = called & (np.arange(len(called)) >= len(called) - len(drawn.back))
            passes_ms = lived.visitors.arrival_ms[row] + lived.limit_ms[row]
            judged = called & (lived.limit_ms[row] > 0)
            np.testing.assert_array_equal((exact.called_ms > passes_ms)[judged], rest.passed[judged])
            met["called back"] += int(back.sum())
            met["called back too late"] += int((back & rest.passed).sum())
            met["too late"] += int((judged & rest.passed).sum())
    special = ("manager", "last", "nobody", "back from the line", "back from a desk", "back twice", "called back")
    assert met["nobody, then manager"] + met["last, then manager"] + met["manager, then last"] > 0, met
    for kind in (*special, "called back too late", "too late"):
        assert met[kind] > 0, (kind, met)  # or nothing was tried


def what_is_special(drawn: Futures) -> Counter[str]:
    holds = [stay.hold for stay in drawn.stays if stay.hold is not None]
    found = Counter(kind for hold in holds for kind in kinds(hold))
    found["back from the line"] = sum(one.after is not None for one in drawn.back)
    found["back twice"] = sum(one.back is not None for one in drawn.back)
    found.update(", then ".join(kinds(one)[0] for one in hold.stages()) for hold in holds if hold.then is not None)
    found["back from a desk"] = sum(one.desk is not None for one in drawn.back)
    return found


def kinds(hold: Hold) -> list[str]:
    return [
        *([hold.to[0].value] if hold.to is not None else []),
        *(["last"] if hold.last else []),
        *(["nobody"] if hold.nobody else []),
    ]
