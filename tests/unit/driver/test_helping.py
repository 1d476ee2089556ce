"""In a demo whoever is brought to a desk on advice works there: a step that is taken has an effect."""

import random
from typing import Any

from queue_server.client.driver.cast import ManagerRole, OfficeCast, TopicRole
from queue_server.client.driver.hall import Hall
from queue_server.client.driver.helping import Helper, Helpers
from queue_server.client.driver.pace import Pace
from queue_server.client.refusal import Refused

ANN, BOB = ManagerRole("ann", {"meters": True}), ManagerRole("bob", {"meters": True})
CAST = OfficeCast("klin", {"meters": TopicRole("meters", 60.0)}, (ANN,), ("1", "2"), 0, 10**9, reserve=(BOB,))


class Counter:
    """The staff's door: two people wait, and once they are served the desk is closed."""

    def __init__(self) -> None:
        self.moves: list[dict[str, Any]] = []
        self.done: list[str] = []
        self.waiting = ["t1", "t2"]

    async def get(self, path: str) -> dict[str, Any]:
        assert path == "/api/v1/offices/klin/staffing/moves"
        return {"moves": self.moves}

    async def post(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        self.done.append(path.removeprefix("/api/v1/"))
        if not path.endswith("call_next"):
            return {}
        if not self.waiting:
            raise Refused(status=409, code="desk_closed", detail="closed")
        return {"ticket": {"id": self.waiting.pop(0), "number": "M001", "topic": "meters"}}


def hall(door: Counter) -> Hall:
    """A hall whose hours pass in no time."""
    return Hall(CAST, pace=Pace(1e9, lambda: 0), chance=random.Random(1), kiosk=door, visitor=door, staff=door)


def move(number: int, **words: Any) -> dict[str, Any]:
    return {"id": number, "move": {"kind": "open_desk", "desk": "2", "manager": "bob", **words}}


async def test_a_desk_that_was_opened_on_advice_is_worked_at_until_it_is_closed() -> None:
    door = Counter()
    await Helper(hall(door), "2", BOB).work()
    calls = [path for path in door.done if path.startswith("offices/klin/desks/")]
    assert calls == ["offices/klin/desks/2/call_next"] * 3, "it is neither opened nor closed"
    assert [path for path in door.done if path.endswith("complete")] == ["tickets/t1/complete", "tickets/t2/complete"]


async def test_what_was_done_on_advice_brings_somebody_once() -> None:
    door = Counter()
    helpers = Helpers(hall(door))
    door.moves = [move(1), move(2, kind="move_break"), move(3, manager="eve")]
    assert await helpers.look() == [("2", BOB)], "the one who is known here, and no other step"
    door.moves += [move(4, manager="ann", desk="1")]
    assert await helpers.look() == [("1", ANN)]
    assert await helpers.look() == []
