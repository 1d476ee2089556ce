"""The chance to pass a limit, from told quantiles."""

import numpy as np
import pytest

from analytics.estimators.chance import chance_above

TOLD = np.array([[10.0, 50.0, 80.0, 90.0], [0.0, 0.0, 0.0, 0.0], [30.0, 30.0, 30.0, 90.0]])


@pytest.mark.parametrize(("limit_s", "chance"), [(10, 0.9), (50, 0.5), (80, 0.2), (90, 0.1), (0, 1.0), (-5, 1.0)])
def test_at_a_told_quantile_it_is_the_quantiles_own_share(limit_s: float, chance: float) -> None:
    assert chance_above(TOLD[:1], limit_s)[0] == pytest.approx(chance, abs=1e-5)


def test_it_never_rises_with_the_limit_and_stays_within_0_and_1() -> None:
    limits = np.linspace(-10, 400, 200)
    chances = np.array([chance_above(TOLD, limit) for limit in limits])
    assert (np.diff(chances, axis=0) <= 1e-12).all()
    assert chances.min() >= 0.0 and chances.max() == 1.0
    assert chances[-1].max() < 0.01


def test_each_may_have_a_limit_of_its_own() -> None:
    quantiles = np.repeat(TOLD[:1], 3, axis=0)
    assert chance_above(quantiles, np.array([10.0, 50.0, 100.0])).round(3).tolist() == [0.9, 0.5, 0.05]
    assert chance_above(np.zeros((0, 4)), 60.0).shape == (0,)
