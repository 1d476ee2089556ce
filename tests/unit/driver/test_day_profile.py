"""Arrivals of a simulated day: when, how many, and that a seed gives the day again."""

import random
from itertools import pairwise

import pytest

from queue_server.client.driver.cast import ManagerRole, OfficeCast, TopicRole
from queue_server.client.driver.day_profile import BUSY, arrivals, capacity_per_s, intensity

OPENS_AT = 1_772_427_600_000
HOUR_MS = 3_600_000


def an_office(managers: int = 4) -> OfficeCast:
    return OfficeCast(
        id="klin",
        topics={"meters": TopicRole("meters", 240), "contract": TopicRole("contract", 600)},
        managers=tuple(ManagerRole(f"m{number}", {"meters": True, "contract": True}) for number in range(managers)),
        desks=tuple(str(number + 1) for number in range(managers)),
        opens_at=OPENS_AT,
        closes_at=OPENS_AT + 12 * HOUR_MS,
    )


def test_the_day_has_a_peak_before_noon_and_one_in_the_evening() -> None:
    hours = [intensity(hour / 12) for hour in range(12)]
    assert max(hours[1:5]) > 1.2
    assert max(hours[7:11]) > 1.1
    assert min(hours[5:8]) < 0.9


@pytest.mark.parametrize("share", [-0.1, 1.0, 1.2])
def test_nobody_comes_outside_opening_hours(share: float) -> None:
    assert intensity(share) == 0.0


def test_arrivals_are_in_order_and_within_the_opening_time() -> None:
    instants = list(arrivals(an_office(), random.Random(1), from_at=OPENS_AT))
    assert all(earlier <= later for earlier, later in pairwise(instants))
    assert instants[0] >= OPENS_AT
    assert instants[-1] < OPENS_AT + 12 * HOUR_MS


def test_a_day_brings_what_the_staff_can_about_serve() -> None:
    office = an_office()
    could_serve = capacity_per_s(office) * 12 * 3600
    days = [len(list(arrivals(office, random.Random(seed), from_at=OPENS_AT))) for seed in range(60)]
    mean_intensity = sum(intensity(step / 1000) for step in range(1000)) / 1000
    assert sum(days) / len(days) == pytest.approx(could_serve * BUSY * mean_intensity, rel=0.08)


def test_twice_the_staff_draws_twice_the_visitors() -> None:
    assert capacity_per_s(an_office(8)) == pytest.approx(2 * capacity_per_s(an_office(4)))


def test_the_same_seed_gives_the_same_day() -> None:
    first, second = (list(arrivals(an_office(), random.Random("7:klin"), from_at=OPENS_AT)) for _ in range(2))
    assert first == second


def test_an_office_without_staff_draws_nobody() -> None:
    assert list(arrivals(an_office(0), random.Random(1), from_at=OPENS_AT)) == []
