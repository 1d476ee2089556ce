"""Desks that are idle while people wait, and what an event costs the supervisor's view."""

from collections.abc import Iterator

import pytest

from queue_server.domain import commands as c
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND
from queue_server.domain.office import Office
from queue_server.domain.register import Register
from queue_server.domain.ticket import Ticket
from queue_server.projections.change import Change
from queue_server.projections.estimating import NoEstimate
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.supervisor import SupervisorView, idle_since_at
from queue_server.projections.view import changes, rows
from tests.unit.projections.halls import MONDAY_8_IN_KLIN, TOPICS, klin

VIEW = SupervisorView()


def after(*commands: tuple[int, c.Command]) -> Office:
    office = Office("klin")
    opening: list[tuple[int, c.Command]] = [(0, c.Configure(klin(queue_limit=None))), (0, c.OpenDay())]
    for second, command in (*opening, *commands):
        _, office = handle(office, command, MONDAY_8_IN_KLIN + second * SECOND)
    return office


def idle_since_s(office: Office, desk: str) -> float | None:
    since = idle_since_at(office, office.desks[desk])
    return None if since is None else (since - MONDAY_8_IN_KLIN) / SECOND


def test_a_ready_desk_with_somebody_it_may_call_is_idle_since_both_are_there() -> None:
    came_first = after((10, c.Issue("t", "meters")), (60, c.OpenDesk("1", "ivanova")))
    opened_first = after((10, c.OpenDesk("1", "ivanova")), (60, c.Issue("t", "meters")))
    assert (idle_since_s(came_first, "1"), idle_since_s(opened_first, "1")) == (60, 60)


def test_nobody_is_idle_on_a_break_or_with_a_visitor_or_without_the_skill() -> None:
    base = ((0, c.Issue("t", "meters")), (1, c.Issue("u", "meters")), (5, c.OpenDesk("1", "ivanova")))
    assert idle_since_s(after(*base, (9, c.StartBreak("1", None))), "1") is None
    assert idle_since_s(after(*base, (9, c.CallNext("1"))), "1") is None
    assert idle_since_s(after((0, c.Issue("t", "meters")), (5, c.OpenDesk("2", "petrov"))), "2") is None
    assert idle_since_s(after(*base, (9, c.SetTopics("1", ()))), "1") is None


def test_the_office_row_names_the_longest_wait_and_the_desks() -> None:
    office = after(
        (0, c.Issue("first", "contract")), (30, c.Issue("second", "meters")), (60, c.OpenDesk("1", "ivanova"))
    )
    row = rows(VIEW, OfficeAt(office, office.last_at, NoEstimate()))["office:klin"]
    assert row["longest_ticket"] == "first"
    assert (row["waiting"], row["issued"], row["met"]) == (2, 2, 0)
    desks = row["desks"]
    assert isinstance(desks, dict)
    assert (desks["all"], desks["open"], desks["ready"], desks["idle_waiting"]) == (2, 1, 1, 1)


def looks_at_an_event(people: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many tickets the view looks at when one more comes, once it follows."""
    office = after(*((1, c.Issue(f"t{n}", TOPICS[n % 3])) for n in range(people)), (2, c.OpenDesk("1", "ivanova")))
    moment, count = OfficeAt(office, office.last_at, NoEstimate()), 0
    rows(VIEW, moment)
    real = Register.get

    def counted(self: Register[Ticket], key: str) -> Ticket | None:
        nonlocal count
        count += 1
        return real(self, key)

    def refused(self: Register[Ticket]) -> Iterator[Ticket]:
        raise AssertionError("an event made the view look at every ticket")

    events, following = handle(office, c.Issue("last", "meters"), office.last_at)
    with monkeypatch.context() as watched:
        watched.setattr(Register, "get", counted)
        watched.setattr(Register, "values", refused)
        changes(VIEW, Change(events[0], moment, OfficeAt(following, office.last_at, NoEstimate())))
    return count


def test_an_event_costs_the_same_in_a_crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    assert looks_at_an_event(4_000, monkeypatch) == looks_at_an_event(400, monkeypatch)
