"""Steps are looked at when something happens that may end one; calls and visits, most of what happens, cost nothing."""

from types import SimpleNamespace
from typing import Any, cast

from analytics.outlook.steps import Steps
from analytics.outlook.store import Taken
from analytics.schedules.schedule import Agreed
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
        )
        self.do(c.Configure(config()), c.OpenDay(), c.OpenDesk("1", "m1"), c.OpenDesk("2", "m2"))

    def _tell(self, key: str, _office: str, row: object) -> None:
        self.told.append((key, row is not None))

    def _clock(self) -> int:
        self.looks += 1
        return MONDAY + 60 * SECOND

    def do(self, *commands: Command) -> None:
        for command in commands:
            before = self.office.state
            events, self.office.state = handle(before, command, MONDAY)
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


def test_a_colleague_from_next_door_is_on_the_way_then_there_then_goes_home() -> None:
    hall = Watched()
    end_at, half_hour = MONDAY + 7200 * SECOND, MONDAY + 1800 * SECOND
    move = {"kind": "call_neighbour", "desk": "3", "manager": "eve", "office": "istra"}
    hall.steps.add(Taken("klin", MONDAY, "chief", move, due_at=end_at, id=1))

    def agreed(at: int) -> list[Agreed]:
        return hall.steps.agreed(hall.office.state, at)

    assert agreed(MONDAY + SECOND) == [Agreed("eve", "3", MONDAY, end_at, half_hour)]
    assert agreed(half_hour) == [], "whoever has not come by then is not counted on"
    _, hall.office.state = handle(hall.office.state, c.OpenDesk("3", "m3"), MONDAY + 1200 * SECOND)
    assert agreed(half_hour) == [Agreed("m3", "3", MONDAY, end_at)], "whoever opens the desk is there for them"
    assert agreed(end_at) == []


def test_a_colleague_who_is_needed_for_longer_than_is_known_comes_as_well() -> None:
    hall = Watched()
    move = {"kind": "call_neighbour", "desk": "3", "office": "istra"}
    hall.steps.add(Taken("klin", MONDAY, "chief", move, id=1))
    assert hall.told == [], "nobody is to be reminded of anything"
    (coming,) = hall.steps.agreed(hall.office.state, MONDAY + SECOND)
    assert (coming.ends_at, coming.from_at) == (None, MONDAY + 1800 * SECOND)
