"""Questions in their lanes: a short one does not wait behind a long one, two long ones do, a rush is sent away."""

import asyncio
from contextlib import AsyncExitStack
from threading import Event
from typing import cast

import numpy as np
import pytest

from analytics.clerk import Clerk
from analytics.staffing import day_need
from analytics.staffing.bureau import StaffingBureau
from analytics.staffing.day_need import Sought
from analytics.staffing.lane import WAITING_MOST, Lane
from analytics.staffing.need import Level, Need
from queue_server.domain.configuration import Manager, OfficeConfig, SkillLevel, Topic
from queue_server.errors import TooManyRequests
from tests.unit.analytics.staffing.test_need import ALL, day

OFFICE = OfficeConfig(
    "office", {}, "UTC", {"t": Topic("t", {}, "A", typical_service_s=300)}, ("1",),
    {"m": Manager("m", "m", {"t": SkillLevel.PRIMARY})}, hours={"mon": "09:00-18:00"},
)  # fmt: skip
SCENARIO = {"hours": "09:00-18:00", "demand": {"visits": 20}}
A_NEED = Need((ALL,), np.ones((1, 16), np.int64), Level(0.95, 0.01, np.ones(16)), 0.9)


async def test_a_what_if_is_answered_while_a_need_is_being_sought(monkeypatch: pytest.MonkeyPatch) -> None:
    may, begun, loop = Event(), asyncio.Event(), asyncio.get_running_loop()

    def seek(*_given: object, **_more: object) -> Need:
        loop.call_soon_threadsafe(begun.set)
        may.wait()
        return A_NEED

    monkeypatch.setattr(day_need, "desks_need", seek)
    bureau = StaffingBureau(cast(Clerk, None), lambda: 0)
    sought = asyncio.ensure_future(
        bureau._needs.of(Sought(day(100, variation=0.1), [ALL], 0.9, 4, 1), bureau._long.in_turn)
    )
    try:
        await begun.wait()
        found = await asyncio.wait_for(bureau.what_if(OFFICE, SCENARIO, replications=2, seed=1), 60)
        assert len(found["variants"]) == 1
    finally:
        may.set()
        await asyncio.gather(sought, return_exceptions=True)


async def test_a_lane_works_on_one_at_a_time_and_sends_a_rush_away() -> None:
    lane, may, done = Lane(), Event(), list[int]()

    def work(number: int) -> None:
        may.wait()
        done.append(number)

    asked = [asyncio.ensure_future(lane.in_turn(lambda n=n: work(n))) for n in range(WAITING_MOST + 1)]  # type: ignore[misc]
    await asyncio.sleep(0)
    with pytest.raises(TooManyRequests):
        await lane.in_turn(lambda: work(99))
    may.set()
    await asyncio.gather(*asked)
    assert done == list(range(WAITING_MOST + 1))


async def test_whoever_comes_meanwhile_goes_before_the_next_step_of_a_long_question() -> None:
    lane, may, done = Lane(), Event(), list[str]()

    def work(name: str) -> None:
        may.wait()
        done.append(name)

    async def steps() -> None:
        async with lane.place():
            for name in ("Monday", "Tuesday"):
                await lane.turn(lambda name=name: work(name))  # type: ignore[misc]

    week = asyncio.ensure_future(steps())
    await asyncio.sleep(0)
    single = asyncio.ensure_future(lane.in_turn(lambda: work("a need")))
    await asyncio.sleep(0)
    may.set()
    await asyncio.gather(week, single)
    assert done == ["Monday", "a need", "Tuesday"]


async def test_a_question_of_several_steps_has_one_place_and_is_refused_at_its_beginning_alone() -> None:
    lane = Lane()
    async with AsyncExitStack() as stack:
        for _ in range(WAITING_MOST + 1):
            await stack.enter_async_context(lane.place())
        with pytest.raises(TooManyRequests):
            await lane.in_turn(lambda: None)
        assert await lane.turn(lambda: "a step") == "a step"
    assert await lane.in_turn(lambda: "again") == "again"
