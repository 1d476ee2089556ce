"""What an event costs the views does not grow with the number of people waiting. Counted in looks, not in seconds."""

from collections.abc import Iterator

import pytest

from analytics.estimators.simple import SimpleEstimator
from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.events import Event
from queue_server.domain.handling import handle
from queue_server.domain.office import Office
from queue_server.domain.register import Register
from queue_server.domain.ticket import Ticket
from queue_server.projections.board import BoardView
from queue_server.projections.change import Change
from queue_server.projections.desk import DeskView
from queue_server.projections.kiosk import KioskView
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.queue import QueueView
from queue_server.projections.ticket import TicketView
from queue_server.projections.view import changes
from tests.unit.projections.halls import MONDAY_8_IN_KLIN, TOPICS, klin

MANY, MORE = 1_000, 8_000
VIEWS = (BoardView(), KioskView(), QueueView(), DeskView("1"), TicketView("t700"))


def crowded(people: int) -> Office:
    office = Office("klin")
    opening: list[Command] = [c.Configure(klin(queue_limit=None)), c.OpenDay(), c.OpenDesk("1", "ivanova")]
    tickets = [c.Issue(f"t{n}", TOPICS[n % 3], "veteran" if n % 7 == 0 else None) for n in range(people)]
    for number, command in enumerate((*opening, *tickets)):
        _, office = handle(office, command, MONDAY_8_IN_KLIN + number)
    return office


def looks(office: Office, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many tickets the views look at while one visitor comes, is called, and is served."""
    count = 0
    real = Register.get

    def counted(self: Register[Ticket], key: str) -> Ticket | None:
        nonlocal count
        count += 1
        return real(self, key)

    def refused(self: Register[Ticket]) -> Iterator[Ticket]:
        raise AssertionError("an event made a view look at every ticket")

    estimator, at = SimpleEstimator(), office.last_at
    estimator.for_newcomer(office, "meters", at)
    steps: list[tuple[Event, Office, Office]] = []
    visit = (c.Issue("last", "meters"), c.CallNext("1"), c.Recall("t0"), c.Start("t0"), c.Complete("t0", "done"))
    for command in visit:
        events, after = handle(office, command, at)
        steps.extend((event, office, after) for event in events)
        office = after
    with monkeypatch.context() as watched:
        watched.setattr(Register, "get", counted)
        watched.setattr(Register, "values", refused)
        for event, before, after in steps:
            change = Change(event, OfficeAt(before, at, estimator), OfficeAt(after, at, estimator))
            for view in VIEWS:
                changes(view, change)
    assert len(steps) == 5
    return count


def test_an_event_makes_the_views_look_at_no_more_tickets_in_a_crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    assert looks(crowded(MORE), monkeypatch) <= looks(crowded(MANY), monkeypatch) + 5
