"""A day's need while the server serves: sought once, waited for briefly, and sought anew where it failed."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from analytics.staffing import day_need
from analytics.staffing.day_need import KEPT_MOST, Needs, Sought
from analytics.staffing.need import Level, Need
from queue_server.errors import TooManyRequests
from tests.unit.analytics.staffing.test_need import ALL, day

TRAFFIC = day(100, variation=0.1)
SOUGHT = Sought(TRAFFIC, [ALL], 0.9, 4, 1)
FOUND = Need((ALL,), np.ones((1, 16), np.int64), Level(0.95, 0.01, np.ones(16)), 0.9)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day_need, "desks_need", lambda *_args, **_more: FOUND)
    monkeypatch.setattr(day_need, "PATIENCE_S", 0.01)


class Turn:
    """Runs a search once it is let; counts them."""

    def __init__(self) -> None:
        self.may, self.searches, self.fails = asyncio.Event(), 0, False

    async def __call__(self, work: Callable[[], Need]) -> Need:
        self.searches += 1
        await self.may.wait()
        if self.fails:
            raise TooManyRequests("Others are simulating.", retry_after_s=1.0)
        return work()


async def test_whoever_asks_too_early_comes_back_and_the_search_goes_on() -> None:
    turn = Turn()
    needs = Needs()
    for _ in range(2):
        with pytest.raises(TooManyRequests):
            await needs.soon(SOUGHT, turn)
    turn.may.set()
    assert await needs.soon(SOUGHT, turn) is FOUND
    assert await needs.of(SOUGHT, turn) is FOUND  # a plan finds what was sought for a single day
    assert turn.searches == 1


async def test_another_volume_goal_skill_office_or_seed_is_another_search() -> None:
    turn = Turn()
    turn.may.set()
    needs = Needs()
    busier = replace(TRAFFIC, demand=replace(TRAFFIC.demand, expected=TRAFFIC.demand.expected * 1.01))
    for change in (
        {}, {"traffic": busier}, {"goal": 0.95}, {"kinds": [replace(ALL, most=3)]}, {"kinds": [ALL, ALL]},
        {"desks": 3}, {"seed": 2}, {"traffic": replace(TRAFFIC, slip_s=30.0)}, {},
    ):  # fmt: skip
        await needs.of(replace(SOUGHT, **change), turn)
    assert turn.searches == 8


async def test_what_is_asked_for_all_the_time_is_kept_while_others_come_and_go() -> None:
    turn = Turn()
    turn.may.set()
    needs = Needs()
    for number in range(KEPT_MOST + 5):
        await needs.of(SOUGHT, turn)
        await needs.of(replace(SOUGHT, seed=2 + number), turn)
    assert turn.searches == 1 + KEPT_MOST + 5


async def test_what_failed_is_sought_anew() -> None:
    turn = Turn()
    turn.may.set()
    turn.fails = True
    needs = Needs()
    with pytest.raises(TooManyRequests, match="Others"):
        await needs.soon(SOUGHT, turn)
    turn.fails = False
    assert await needs.soon(SOUGHT, turn) is FOUND


async def test_what_failed_when_nobody_waited_any_more_is_sought_anew() -> None:
    turn = Turn()
    turn.fails = True
    needs = Needs()
    with pytest.raises(TooManyRequests, match="still being worked out"):
        await needs.soon(SOUGHT, turn)
    turn.may.set()
    await asyncio.sleep(0)
    turn.fails = False
    assert await needs.soon(SOUGHT, turn) is FOUND
