"""The demo's nights are skipped once the days are closed: nobody who was left waiting waits until the morning."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

from queue_server.cli.demo_clock import DemoClock
from queue_server.cli.demo_play import Play
from queue_server.domain import commands as c
from queue_server.domain.handling import handle
from queue_server.domain.office import Office
from queue_server.offices.timetable import commands_due, ends_at
from tests.unit.domain.scenario import at, configured, waiting

CLOSING = 11 * 60


def running(state: Office) -> Any:
    return SimpleNamespace(state=state, listeners=[])


async def test_a_night_is_not_skipped_before_the_timetable_has_closed_the_days() -> None:
    clock = DemoClock(at(CLOSING), 60, seconds=lambda: 0.0)
    shut, left_waiting = running(configured().office), running(waiting("a").office)
    assert (ends_at(shut.state), ends_at(left_waiting.state)) == (0, at(CLOSING + 60))
    evening = asyncio.create_task(Play(clock=clock, seed=1, say=lambda _: None).evening([shut, left_waiting]))
    await asyncio.sleep(0)
    assert (clock(), evening.done()) == (at(CLOSING + 60), False)
    (due,) = commands_due(left_waiting.state, clock())
    assert isinstance(due, c.CloseDay)
    _, left_waiting.state = handle(left_waiting.state, due, clock())
    for listener in left_waiting.listeners:
        listener(left_waiting)
    await evening
    ticket = cast(Any, left_waiting.state.tickets.get("a"))
    assert (ticket.state, ticket.ended_at) == ("unserved", at(CLOSING + 60))
    assert (clock(), shut.listeners, left_waiting.listeners) == (at(CLOSING + 60), [], [])
