"""The load of the last half-hour: serving over open and not on a break, within the half-hour that ends now."""

import pytest

from queue_server.domain import commands as c
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.projections.desk_time import WINDOW_MS, DeskTime
from tests.unit.projections.halls import MONDAY_8_IN_KLIN, klin

MINUTE = 60 * SECOND
BEGIN: Instant = MONDAY_8_IN_KLIN


class Day:
    """An office of which every commit is followed from its first minute on."""

    def __init__(self) -> None:
        self.office = Office("klin")
        self.time = DeskTime(BEGIN)
        self.do(0, c.Configure(klin(queue_limit=None)), c.OpenDay(), c.Issue("a", "meters"), c.Issue("b", "meters"))

    def do(self, minute: float, *commands: c.Command) -> None:
        for command in commands:
            before = self.office
            _, self.office = handle(self.office, command, BEGIN + round(minute * MINUTE))
            self.time.follow(before, self.office)

    def load(self, minute: float) -> float | None:
        return self.time.load(self.office, BEGIN + round(minute * MINUTE)).share


def test_nobody_at_a_desk_is_no_load_at_all() -> None:
    assert Day().load(10) is None


def test_serving_half_the_time_is_a_load_of_one_half() -> None:
    day = Day()
    day.do(0, c.OpenDesk("1", "ivanova"))
    day.do(5, c.CallNext("1"), c.Start("a"))
    day.do(10, c.Complete("a"))
    assert day.load(10) == pytest.approx(5 / 10)
    assert day.load(20) == pytest.approx(5 / 20)


def test_whoever_is_served_now_counts_up_to_now_and_the_walk_is_no_service() -> None:
    day = Day()
    day.do(0, c.OpenDesk("1", "ivanova"), c.CallNext("1"))
    day.do(2, c.Start("a"))
    assert day.load(10) == pytest.approx(8 / 10)


def test_a_break_is_no_desk_time_and_work_in_the_back_office_neither() -> None:
    day = Day()
    day.do(0, c.OpenDesk("1", "ivanova"), c.CallNext("1"), c.Start("a"))
    day.do(5, c.Complete("a"), c.StartBreak("1", None))
    day.do(10, c.EndBreak("1"), c.StartBreak("1", "back_office"))
    assert day.load(15) == pytest.approx(1.0)


def test_only_the_last_half_hour_counts() -> None:
    day = Day()
    day.do(0, c.OpenDesk("1", "ivanova"), c.CallNext("1"), c.Start("a"))
    day.do(10, c.Complete("a"))
    assert day.load(30) == pytest.approx(10 / 30)
    assert day.load(35) == pytest.approx(5 / 30)
    assert day.load(40) == 0.0


def test_desks_that_closed_within_the_half_hour_count() -> None:
    day = Day()
    day.do(0, c.OpenDesk("1", "ivanova"), c.CallNext("1"), c.Start("a"))
    day.do(10, c.Complete("a"), c.CloseDesk("1"))
    assert day.load(20) == pytest.approx(1.0)


def test_a_server_that_began_lately_says_over_how_long_it_knows() -> None:
    day = Day()
    day.do(0, c.OpenDesk("1", "ivanova"), c.CallNext("1"), c.Start("a"))
    late = DeskTime(BEGIN + 20 * MINUTE)
    load = late.load(day.office, BEGIN + 25 * MINUTE)
    assert (load.share, load.over_ms) == (1.0, 5 * MINUTE)
    assert late.load(day.office, BEGIN + 90 * MINUTE).over_ms == WINDOW_MS


def test_taking_a_ticket_leaves_the_desks_as_they_are() -> None:
    """What makes following free on the issuing path: no desk is made anew."""
    day = Day()
    day.do(0, c.OpenDesk("1", "ivanova"))
    before = day.office
    _, after = handle(before, c.Issue("c", "meters"), BEGIN + MINUTE)
    assert after.desks is before.desks
