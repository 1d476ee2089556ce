"""A day's need while the server serves: sought once, waited for briefly, and sought anew where it failed."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from analytics.staffing import day_need
from analytics.staffing.day_need import Needs
from analytics.staffing.need import Level, Need
from queue_server.errors import TooManyRequests
from tests.unit.analytics.staffing.test_need import ALL, day

TRAFFIC = day(100, variation=0.1)
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
    needs = Needs(turn)
    for _ in range(2):
        with pytest.raises(TooManyRequests):
            await needs.of(TRAFFIC, [ALL], 0.9, 4)
    turn.may.set()
    assert await needs.of(TRAFFIC, [ALL], 0.9, 4) is FOUND
    assert await needs.of(TRAFFIC, [ALL], 0.9, 4) is FOUND
    assert turn.searches == 1


async def test_another_volume_goal_skill_or_office_is_another_search() -> None:
    turn = Turn()
    turn.may.set()
    needs = Needs(turn)
    busier = replace(TRAFFIC, demand=replace(TRAFFIC.demand, expected=TRAFFIC.demand.expected * 1.01))
    for traffic, kinds, goal, desks in (
        (TRAFFIC, [ALL], 0.9, 4), (busier, [ALL], 0.9, 4), (TRAFFIC, [ALL], 0.95, 4),
        (TRAFFIC, [replace(ALL, most=3)], 0.9, 4),
        (TRAFFIC, [ALL, ALL], 0.9, 4), (TRAFFIC, [ALL], 0.9, 3), (TRAFFIC, [ALL], 0.9, 4),
    ):  # fmt: skip
        await needs.of(traffic, kinds, goal, desks)
    assert turn.searches == 6


async def test_what_failed_is_sought_anew() -> None:
    turn = Turn()
    turn.may.set()
    turn.fails = True
    needs = Needs(turn)
    with pytest.raises(TooManyRequests, match="Others"):
        await needs.of(TRAFFIC, [ALL], 0.9, 4)
    turn.fails = False
    assert await needs.of(TRAFFIC, [ALL], 0.9, 4) is FOUND
