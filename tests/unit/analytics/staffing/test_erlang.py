"""Erlang C and A against exact values (SCIENCE C; recursions in rational arithmetic)."""

import numpy as np
import pytest

from analytics.staffing.erlang import desks_needed, erlang_a, erlang_c

SERVICE_S = 288.0
EXACT_C = [
    (1, 0.8, 0.800000, 19.2, 0.428209), (1, 0.9, 0.9, 43.2, 0.658454), (3, 0.8, 0.647191, 5.177528, 0.099250),
    (3, 0.9, 0.817061, 13.072976, 0.319966), (3, 0.95, 0.907009, 29.024273, 0.567591),
    (5, 0.9, 0.762493, 7.319935, 0.159827), (8, 0.8, 0.457645, 1.372935, 0.003084),
    (8, 0.9, 0.701533, 4.209198, 0.057585), (8, 0.95, 0.844169, 10.130024, 0.241858),
    (12, 0.95, 0.809025, 6.472200, 0.124068), (20, 0.9, 0.550769, 1.321846, 0.001063),
    (20, 0.95, 0.755401, 3.625926, 0.033190), (40, 0.9, 0.411562, 0.493875, 0.000002),
    (40, 0.95, 0.663638, 1.592730, 0.001281),
]  # fmt: skip
EXACT_A = [
    (3, 0.60, 0.116459, 0.716778, 0.018211, 3.493774), (3, 0.75, 0.209918, 0.896570, 0.073431, 6.297540),
    (8, 1.6, 0.065728, 0.676002, 0.000274, 1.971833), (8, 1.8, 0.115124, 0.847385, 0.002139, 3.453725),
    (20, 4.2, 0.054231, 0.749984, None, None),
]  # fmt: skip


def test_erlang_c_all_cells_at_once() -> None:
    desks = np.array([row[0] for row in EXACT_C])
    load = np.array([row[1] for row in EXACT_C])
    found = erlang_c(load * desks / SERVICE_S, SERVICE_S, desks)
    np.testing.assert_allclose(found.waits, [row[2] for row in EXACT_C], atol=6e-7)
    np.testing.assert_allclose(found.mean_s / 60, [row[3] for row in EXACT_C], atol=6e-7, rtol=1e-6)
    np.testing.assert_allclose(found.above, [row[4] for row in EXACT_C], atol=6e-7)


@pytest.mark.parametrize(("desks", "rate", "leaves", "waits", "above", "mean"), EXACT_A)
def test_erlang_a(
    desks: int, rate: float, leaves: float, waits: float, above: float | None, mean: float | None
) -> None:
    found = erlang_a(rate / 60, SERVICE_S, desks, 1800.0)
    assert float(found.leaves) == pytest.approx(leaves, abs=2e-6)
    assert float(found.waits) == pytest.approx(waits, abs=2e-6)
    if above is not None and mean is not None:
        assert float(found.above) == pytest.approx(above, abs=2e-6)
        assert float(found.mean_s) / 60 == pytest.approx(mean, abs=2e-5)


def test_without_impatience_erlang_a_is_erlang_c() -> None:
    patient, plain = erlang_a(0.02, SERVICE_S, 8, 1e8), erlang_c(0.02, SERVICE_S, 8)
    assert float(patient.waits) == pytest.approx(float(plain.waits), rel=1e-3)
    assert float(patient.above) == pytest.approx(float(plain.above), rel=5e-3)


def test_desks_needed_are_the_fewest_in_every_cell() -> None:
    rates = np.linspace(0.0, 0.12, 60).reshape(3, 20)
    needed = desks_needed(rates, SERVICE_S)
    assert needed[0, 0] == 0
    some = rates > 0
    assert (erlang_c(rates, SERVICE_S, needed).above[some] <= 0.05).all()
    fewer = np.maximum(needed - 1, 1)
    assert (erlang_c(rates, SERVICE_S, fewer).above[some & (needed > 1)] > 0.05).all()


def test_above_capacity_everybody_waits() -> None:
    found = erlang_c(0.05, SERVICE_S, 3)
    assert (float(found.waits), float(found.above), float(found.mean_s)) == (1.0, 1.0, float("inf"))
