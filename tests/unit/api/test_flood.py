"""How many tickets an office gives out through its kiosks, and how many of them for one topic."""

import pytest

from queue_server.api.flood import Floodgate, FloodLimits
from queue_server.errors import TooManyRequests


async def given(gate: Floodgate, topic: str | None, times: int) -> int:
    """How many of so many tickets `gate` lets pass."""
    passed = 0
    for _ in range(times):
        try:
            await gate.ticket_by_device("kiosk", "klin", topic)
        except TooManyRequests:
            continue
        passed += 1
    return passed


@pytest.mark.parametrize(("office", "topic", "one"), [(4, None, 2), (0, None, 9), (4, 3, 3), (4, 0, 4), (0, 3, 3)])
async def test_a_topic_has_half_of_the_offices_unless_it_has_a_limit_of_its_own(
    office: int, topic: int | None, one: int
) -> None:
    gate = Floodgate(FloodLimits(kiosk_burst=0, kiosk_per_minute=0, office_per_minute=office, topic_per_minute=topic))
    assert await given(gate, "meters", 9) == one


async def test_the_only_topic_has_all_of_the_offices() -> None:
    gate = Floodgate(FloodLimits(kiosk_burst=0, kiosk_per_minute=0, office_per_minute=4))
    assert await given(gate, None, 9) == 4


async def test_what_the_office_refuses_uses_up_nothing_of_the_topics() -> None:
    gate = Floodgate(FloodLimits(kiosk_burst=0, kiosk_per_minute=0, office_per_minute=2, topic_per_minute=3))
    assert await given(gate, "meters", 9) == 2
    assert gate._office is not None
    await gate._limiter.clear(gate._office, "office", "klin")  # the minute has passed for the office
    assert await given(gate, "meters", 1) == 1
