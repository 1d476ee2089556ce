"""The estimator's closed formulas against exact values and against numerical integration."""

from math import exp, log, pi, sqrt

import pytest

from analytics.estimators.quantiles import gamma_quantile, lognormal_residual

EXACT = {
    # shape: 10 %, 50 %, 90 % of a gamma variable with scale 1 (tables of the chi-square distribution, halved)
    1: (0.10536, 0.69315, 2.30259),
    2: (0.53181, 1.67835, 3.88972),
    5: (2.43259, 4.67091, 7.99359),
    10: (6.22130, 9.66871, 14.20599),
}


@pytest.mark.parametrize(("shape", "exact"), EXACT.items())
def test_gamma_quantiles_are_within_seven_percent_of_the_tables(shape: int, exact: tuple[float, ...]) -> None:
    found = [gamma_quantile(share, mean=shape, variance=shape) for share in (0.1, 0.5, 0.9)]
    assert found == pytest.approx(exact, rel=0.07)


def test_without_spread_every_quantile_is_the_mean() -> None:
    assert [gamma_quantile(share, mean=100.0, variance=0.0) for share in (0.1, 0.5, 0.9)] == [100.0] * 3


@pytest.mark.parametrize("elapsed", [1.0, 60.0, 300.0, 1200.0])
def test_the_rest_of_a_lognormal_service_is_what_integration_gives(elapsed: float) -> None:
    mean, variation = 300.0, 0.9
    spread = sqrt(log(1 + variation**2))
    middle = log(mean) - spread**2 / 2

    def density(moment: float) -> float:
        return exp(-((log(moment) - middle) ** 2) / (2 * spread**2)) / (moment * spread * sqrt(2 * pi))

    step = 0.5
    moments = [elapsed + step * (index + 0.5) for index in range(200_000)]
    surviving = sum(density(moment) for moment in moments)
    expected = sum((moment - elapsed) * density(moment) for moment in moments) / surviving
    assert lognormal_residual(mean, variation, elapsed) == pytest.approx(expected, rel=0.01)


def test_a_service_that_no_distribution_explains_is_taken_to_last_one_more_mean() -> None:
    assert lognormal_residual(300.0, 0.9, 1e9) == 300.0
