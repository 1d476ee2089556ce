"""The kernel held against exact results: Erlang C, Erlang A, Pollaczek–Khinchine, negative binomial counts.

Each figure is the mean of independent replications past a warm-up; it must lie within four of its own standard errors
(and a hundredth for what a finite warm-up leaves). Seeded: it passes always or never. Values: SCIENCE C.
"""

from dataclasses import replace

import numpy as np
import pytest

from analytics.simulation.drawing import ServiceShape, Traffic, draw
from analytics.simulation.running import run
from tests.unit.analytics.simulation.days import alike, busy_traffic, plain_queue

DAYS = 300


def per_day(traffic: Traffic, desks: int, *, warm_up: int, seed: int = 11) -> dict[str, np.ndarray]:
    """Figures of each replication, (DAYS,): of the visitors after the first `warm_up`."""
    visitors = draw(traffic, DAYS, seed)
    calls = run(alike(desks), visitors)
    counted = visitors.came()
    counted[:, :warm_up] = False
    arrival = np.where(counted, visitors.arrival_ms, 0.0)
    served = np.isfinite(calls.called_ms) & counted
    wait = np.where(served, calls.called_ms - arrival, np.where(counted, visitors.patience_ms, 0.0)) / 60_000
    count = counted.sum(axis=1)
    return {
        "waits": ((wait > 0) & counted).sum(axis=1) / count,
        "mean": np.where(counted, wait, 0.0).sum(axis=1) / count,
        "above_15": ((wait > 15) & counted).sum(axis=1) / count,
        "left": (counted & ~served).sum(axis=1) / count,
    }


def agrees(found: np.ndarray, exact: float) -> None:
    mean, error = float(found.mean()), float(found.std(ddof=1) / np.sqrt(len(found)))
    assert abs(mean - exact) <= 4 * error + 0.01 * exact, (mean, exact, error)
    assert error <= 0.05 * exact + 1e-3, error  # or it says nothing


@pytest.mark.parametrize(
    ("desks", "load", "waits", "mean", "above"),
    [
        (1, 0.8, 0.8, 19.2, 0.428209),
        (3, 0.9, 0.817061, 13.072976, 0.319966),
        (8, 0.8, 0.457645, 1.372935, 0.003084),
        (8, 0.9, 0.701533, 4.209198, 0.057585),
        (20, 0.9, 0.550769, 1.321846, 0.001063),
    ],
)
def test_erlang_c(desks: int, load: float, waits: float, mean: float, above: float) -> None:
    found = per_day(plain_queue(desks, load, visitors=6000), desks, warm_up=2000)
    agrees(found["waits"], waits)
    agrees(found["mean"], mean)
    agrees(found["above_15"], above)


@pytest.mark.parametrize(
    ("desks", "rate_a_minute", "left", "waits", "mean", "above"),
    [
        (3, 0.60, 0.116459, 0.716778, 3.493774, 0.018211),
        (3, 0.75, 0.209918, 0.896570, 6.297540, 0.073431),
        (8, 1.6, 0.065728, 0.676002, 1.971833, 0.000274),
    ],
)
def test_erlang_a(desks: int, rate_a_minute: float, left: float, waits: float, mean: float, above: float) -> None:
    load = rate_a_minute * 4.8 / desks
    found = per_day(plain_queue(desks, load, visitors=4000, patience_s=1800.0), desks, warm_up=1000)
    agrees(found["left"], left)
    agrees(found["waits"], waits)
    agrees(found["mean"], mean)
    agrees(found["above_15"], above)


@pytest.mark.parametrize(("variation", "mean"), [(0.9, 39.096), (0.0, 21.6)])
def test_pollaczek_khinchine(variation: float, mean: float) -> None:
    traffic = plain_queue(1, 0.9, visitors=9000, variation=variation, shape=ServiceShape.LOGNORMAL)
    agrees(per_day(traffic, 1, warm_up=4000)["mean"], mean)


def test_counts_of_a_day_are_negative_binomial_and_follow_the_profile_and_the_mix() -> None:
    traffic = busy_traffic(300.0)
    visitors = draw(traffic, 4000, 5)
    count = visitors.came().sum(axis=1)
    agrees(count.astype(float), 300.0)
    # Var = m + (m·v)²; the relative error of a variance of n values is about sqrt(2 / n).
    assert count.var(ddof=1) == pytest.approx(300 + (300 * 0.15) ** 2, rel=4 * np.sqrt(2 / 4000))
    edges = traffic.demand.edges_ms
    half_hours = np.histogram(visitors.arrival_ms[visitors.came()], edges)[0] / 4000
    np.testing.assert_allclose(half_hours, traffic.demand.expected.sum(axis=1), rtol=0.03)
    lines = np.bincount(visitors.line[visitors.came()], minlength=12) / visitors.came().sum()
    np.testing.assert_allclose(lines.reshape(4, 3).sum(axis=1), 0.25, atol=0.005)
    np.testing.assert_allclose(lines.reshape(4, 3).sum(axis=0), [0.8, 0.1, 0.1], atol=0.005)
    service = visitors.service_ms[visitors.came() & (visitors.service_ms > 0) & (visitors.line // 3 == 1)] / 1000
    assert service.mean() == pytest.approx(240.0, rel=0.01)
    assert service.std() / service.mean() == pytest.approx(0.9, rel=0.03)


def test_half_hours_that_vary_of_themselves_keep_their_mean_and_are_as_unlike_as_they_are_said_to_be() -> None:
    traffic = busy_traffic(300.0)
    demand = replace(traffic.demand, day_variation=0.1, interval_variation=0.4)
    visitors = draw(replace(traffic, demand=demand), 4000, 5)
    counts = np.stack([np.histogram(day[np.isfinite(day)], demand.edges_ms)[0] for day in visitors.arrival_ms])
    mean = demand.expected.sum(axis=1)
    np.testing.assert_allclose(counts.mean(axis=0), mean, rtol=0.04)
    both = (1 + 0.1**2) * (1 + 0.4**2) - 1
    np.testing.assert_allclose(counts.var(axis=0, ddof=1), mean + mean**2 * both, rtol=0.15)
    whole = counts.sum(axis=1)
    agrees(whole.astype(float), 300.0)
    own = (mean**2).sum() * (1 + 0.1**2) * 0.4**2
    assert whole.var(ddof=1) == pytest.approx(300 + (300 * 0.1) ** 2 + own, rel=4 * np.sqrt(2 / 4000))
    within = np.where(visitors.came(), visitors.arrival_ms, np.nan)
    inside = (within - demand.edges_ms[0]) % 1_800_000
    assert np.nanmean(inside) == pytest.approx(900_000, rel=0.01)  # a half-hour is busy or quiet as a whole
