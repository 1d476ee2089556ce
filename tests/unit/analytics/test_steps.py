"""Steps are looked at when something happens that may end one; calls and visits, most of what happens, cost nothing."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from analytics.outlook.steps import Steps
from analytics.outlook.store import Taken
from analytics.schedules.hours import plan_of
from analytics.schedules.schedule import Agreed, DaySchedule, ScheduledShift
from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND
from queue_server.domain.office import Office
from queue_server.log.recorded import FIRST_HASH, Recorded
from tests.unit.analytics.skilled_office import MONDAY, config


class Watched:
    """A running office whose steps are told of, and a clock that is asked at every look."""

    def __init__(self) -> None:
        self.office = SimpleNamespace(id="klin", state=Office("klin"), seq=0)
        self.told: list[tuple[str, bool]] = []
        self.looks = 0
        self.steps = Steps(
            [cast(Any, self.office)],
            cast(Any, None),
            self._clock,
            lambda key, _, row: self.told.append((key, bool(row))),
            log=cast(Any, None),
        )
        self.do(c.Configure(config()), c.OpenDay(), c.OpenDesk("1", "m1"), c.OpenDesk("2", "m2"))

    def _tell(self, key: str, _office: str, row: object) -> None:
        self.told.append((key, row is not None))

    def _clock(self) -> int:
        self.looks += 1
        return MONDAY + 60 * SECOND

    def do(self, *commands: Command, minute: int = 0) -> None:
        for command in commands:
            before = self.office.state
            events, self.office.state = handle(before, command, MONDAY + minute * 60 * SECOND)
            recorded = [Recorded("klin", 1, event.at, event, "test", None, FIRST_HASH, FIRST_HASH) for event in events]
            self.steps.committed(cast(Any, self.office), before, recorded, self.office.state)


def test_a_desk_that_closes_ends_what_was_agreed_on_and_visitors_at_it_do_not() -> None:
    hall = Watched()
    move = {"kind": "open_desk", "desk": "2", "manager": "m2"}
    hall.steps.add(Taken("klin", MONDAY, "chief", move, due_at=MONDAY + 3600 * SECOND, id=1))
    assert hall.told == [("step:1", True)]
    looks = hall.looks
    hall.do(c.Issue("a", "meters"), c.CallNext("2"), c.Start("a"), c.Complete("a", ""))
    assert hall.office.state.tickets.get("a").state == "completed"
    assert (hall.told, hall.looks) == ([("step:1", True)], looks)
    hall.do(c.StartBreak("2"), c.EndBreak("2"))
    assert (hall.told, hall.looks) == ([("step:1", True)], looks + 2)
    hall.do(c.CloseDesk("2"))
    assert hall.told == [("step:1", True), ("step:1", False)]


END_AT, HALF_HOUR = MONDAY + 7200 * SECOND, MONDAY + 1800 * SECOND
CALL = {"kind": "call_neighbour", "desk": "3", "manager": "eve", "office": "istra"}
ON_THE_WAY = Agreed("eve", "3", MONDAY, END_AT, HALF_HOUR)
MINUTE = 60 * SECOND
OWN = DaySchedule("klin", date(2026, 3, 2), 1, shifts=tuple(ScheduledShift(f"m{n}", 540, 1080) for n in (1, 2, 3)))
"""Everybody of the hall's first three from nine to six; the step is taken at nine."""


def asked(*moves: dict[str, str]) -> Watched:
    """The hall that has asked somebody over; each later move a minute after the one before."""
    hall = Watched()
    for number, move in enumerate(moves or (CALL,)):
        hall.steps.add(Taken("klin", MONDAY + number * MINUTE, "chief", move, due_at=END_AT, id=number + 1))
    return hall


def agreed(hall: Watched, minute: int, schedule: DaySchedule | None = OWN) -> list[Agreed]:
    return hall.steps.agreed(schedule, hall.office.state, MONDAY + minute * MINUTE)


def test_a_colleague_from_next_door_is_on_the_way_then_there_then_goes_home() -> None:
    hall = asked()
    assert agreed(hall, 1) == [ON_THE_WAY]
    assert agreed(hall, 30) == [], "whoever has not come by then is not counted on"
    hall.do(c.OpenDesk("3", "m4"), minute=20)
    for schedule in (OWN, None):
        assert agreed(hall, 30, schedule) == [Agreed("m4", "3", MONDAY, END_AT)], "under whatever name"
    assert agreed(hall, 120) == []


def test_a_manager_who_sits_down_there_for_their_own_shift_stays_until_its_end() -> None:
    hall = asked()
    hall.do(c.OpenDesk("3", "m3"), minute=5)
    on_the_way = ON_THE_WAY._replace(desk=None)
    assert agreed(hall, 10) == [on_the_way], "the colleague may come all the same, to another desk"
    plan = plan_of(OWN, hall.office.state, MONDAY + 10 * MINUTE, agreed(hall, 10))
    assert plan.here["m3"].leaves_s == 530 * 60.0
    assert agreed(hall, 30) == []


def test_a_manager_whose_shift_begins_later_helps_until_then() -> None:
    late = replace(OWN, shifts=(ScheduledShift("m3", 720, 1080),))
    hall = asked()
    hall.do(c.OpenDesk("3", "m3"), minute=5)
    assert agreed(hall, 10, late) == [Agreed("m3", "3", MONDAY, END_AT)]


def test_whoever_has_come_to_another_desk_is_not_on_the_way_as_well() -> None:
    hall = asked()
    hall.do(c.OpenDesk("4", "m4"), minute=5)
    assert agreed(hall, 10) == []
    named = asked({**CALL, "manager": "m4"})
    named.do(c.OpenDesk("4", "m4"), minute=5)
    assert agreed(named, 10) == [Agreed("m4", "4", MONDAY, END_AT)], "who was meant goes home from any desk"


def test_whoever_has_come_and_gone_is_not_on_the_way_again() -> None:
    for desk in ("3", "4"):
        hall = asked()
        hall.do(c.OpenDesk(desk, "m4"), minute=5)
        hall.do(c.CloseDesk(desk), minute=10)
        assert agreed(hall, 12) == []


def test_who_was_there_before_the_question_or_was_sent_to_a_desk_has_not_come_for_it() -> None:
    hall = Watched()
    hall.do(c.OpenDesk("4", "m4"), c.CloseDesk("4"))
    hall.steps.add(Taken("klin", MONDAY, "chief", CALL, due_at=END_AT, id=1))
    hall.do(c.OpenDesk("4", "m4"), minute=5)
    hall.do(c.CloseDesk("4"), minute=6)
    assert agreed(hall, 10) == [ON_THE_WAY]
    hall = asked()
    hall.do(c.OpenDesk("5", "m5"), minute=5)
    hall.steps.add(
        Taken("klin", MONDAY + 5 * MINUTE, "chief", {"kind": "open_desk", "desk": "5", "manager": "m5"}, id=2)
    )
    assert agreed(hall, 10) == [ON_THE_WAY]


def test_each_who_comes_has_come_for_one_question() -> None:
    hall = asked(CALL, {**CALL, "desk": "4", "manager": "ida"})
    hall.do(c.OpenDesk("4", "m4"), minute=5)
    assert agreed(hall, 10) == [ON_THE_WAY, Agreed("m4", "4", MONDAY + MINUTE, END_AT)]
    hall.do(c.OpenDesk("5", "m5"), minute=12)
    assert agreed(hall, 15) == [Agreed("m4", "4", MONDAY + MINUTE, END_AT)]


def test_a_colleague_who_is_needed_for_longer_than_is_known_comes_as_well() -> None:
    hall = Watched()
    move = {"kind": "call_neighbour", "desk": "3", "office": "istra"}
    hall.steps.add(Taken("klin", MONDAY, "chief", move, id=1))
    assert hall.told == [], "nobody is to be reminded of anything"
    (coming,) = agreed(hall, 0)
    assert (coming.ends_at, coming.from_at) == (None, MONDAY + 1800 * SECOND)
