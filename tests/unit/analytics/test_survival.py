"""The share that would have been called in time: against a textbook's table, a case by hand, and plain loops."""

import math
import random

import numpy as np
import pytest

from analytics.figures.survival import AT_RISK_LEAST, Offered, offered

MP6 = [(6, True)] * 3 + [(time, True) for time in (7, 10, 13, 16, 22, 23)]
MP6 += [(time, False) for time in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)]
"""Weeks of remission of 21 patients given 6-mercaptopurine (Freireich et al. 1963); False where it lasted longer."""


def estimate(visits: list[tuple[int, bool]], target: int) -> Offered:
    return offered(
        np.zeros(len(visits), np.int64),
        1,
        waits_ms=np.array([time for time, _ in visits]),
        called=np.array([called for _, called in visits]),
        targets_ms=np.full(len(visits), target),
    )


@pytest.mark.parametrize(
    ("week", "survival", "error"),
    [(6, 0.857, 0.0764), (7, 0.807, 0.0869), (10, 0.753, 0.0963), (13, 0.690, 0.1068), (16, 0.627, 0.1141),
     (22, 0.538, 0.1282), (23, 0.448, 0.1346)],
)  # fmt: skip
def test_the_textbook_table_is_reproduced(week: int, survival: float, error: float) -> None:
    """Survival and Greenwood's standard errors of the 6-MP group as printed by Kalbfleisch & Prentice."""
    found = estimate(MP6, week)
    assert 1 - found.share[0] == pytest.approx(survival, abs=5e-4)
    assert math.sqrt(found.variance[0]) == pytest.approx(error, abs=1e-4)


def test_a_case_by_hand() -> None:
    """Five waits: called at 2, left at 3, called at 5 and 5, still waiting at 9. (1 − 1/5)(1 − 2/3) = 4/15 wait on."""
    found = estimate([(5, True), (2, True), (9, False), (3, False), (5, True)], 5)
    assert found.share[0] == pytest.approx(1 - 4 / 15)
    assert found.variance[0] == pytest.approx((4 / 15) ** 2 * (1 / (5 * 4) + 2 / (3 * 1)))
    assert found.at_risk[0] == 1


def test_who_leaves_at_the_moment_of_a_call_was_still_there() -> None:
    assert estimate([(4, False), (4, True)], 5).share[0] == pytest.approx(0.5)


def test_without_anybody_gone_it_is_the_plain_share() -> None:
    visits = [(time, True) for time in range(1, 101)]
    assert estimate(visits, 60).share[0] == pytest.approx(0.6)
    assert estimate(visits, 100).share[0] == pytest.approx(1.0)


def test_few_at_risk_are_not_shown() -> None:
    enough = [(1, True)] * 10 + [(9, True)] * AT_RISK_LEAST
    shown = estimate(enough, 5).shown()
    assert shown["offered_level"][0] == pytest.approx(1 / 3)
    assert 0 <= shown["offered_level_low"][0] < 1 / 3 < shown["offered_level_high"][0] <= 1
    assert np.isnan(estimate(enough[:-1], 5).shown()["offered_level"][0])


@pytest.mark.parametrize("seed", range(5))
def test_groups_and_standards_are_what_plain_loops_say(seed: int) -> None:
    chance = random.Random(seed)
    visits = [
        (chance.randrange(3), chance.randrange(1, 40), chance.random() < 0.8, chance.choice((10, 25)))
        for _ in range(400)
    ]
    columns = [np.array(column) for column in zip(*visits, strict=True)]
    found = offered(columns[0], 4, waits_ms=columns[1], called=columns[2], targets_ms=columns[3])
    for group in range(3):
        share = variance = 0.0
        mine = [visit for visit in visits if visit[0] == group]
        for target in (10, 25):
            stratum = [visit for visit in mine if visit[3] == target]
            survival, hazard = 1.0, 0.0
            for time in sorted({visit[1] for visit in stratum if visit[2] and visit[1] <= target}):
                waiting = sum(visit[1] >= time for visit in stratum)
                calls = sum(visit[1] == time and visit[2] for visit in stratum)
                survival *= 1 - calls / waiting
                hazard += calls / (waiting * (waiting - calls)) if waiting > calls else 0.0
            weight = len(stratum) / len(mine)
            share += weight * (1 - survival)
            variance += weight**2 * survival**2 * hazard
        assert found.share[group] == pytest.approx(share)
        assert found.variance[group] == pytest.approx(variance)
        assert found.at_risk[group] == sum(visit[1] > visit[3] for visit in mine)
    assert np.isnan(found.share[3])
