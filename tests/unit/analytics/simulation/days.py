"""Made-up days for the kernels: a hall in which everything happens, and the plain queues of theory."""

from dataclasses import replace

import numpy as np

from analytics.simulation.day import Shifts, no_breaks
from analytics.simulation.drawing import Demand, ServiceShape, Traffic

HOUR_MS = 3_600_000.0
NEVER = np.inf


def busy_traffic(visitors: float = 300.0, *, hours: int = 6, **other: object) -> Traffic:
    """Four topics, two categories beside none, people who leave and who do not come."""
    topics = 4
    expected = np.full((2 * hours, topics), visitors / (2 * hours * topics)) * np.linspace(0.5, 1.5, 2 * hours)[:, None]
    edges = np.arange(2 * hours + 1) * HOUR_MS / 2
    traffic = Traffic(
        demand=Demand(edges, expected, 0.15),
        service_s=np.array([180.0, 240.0, 300.0, 420.0]),
        service_variation=np.full(topics, 0.9),
        target_s=np.array([900.0, 900.0, 900.0, 1800.0]),
        category_share=np.array([0.8, 0.1, 0.1]),
        credit_s=np.array([0.0, 300.0, 1200.0]),
        walk_s=20.0,
        patience_s=2400.0,
        absent_share=0.05,
    )
    return replace(traffic, **other)  # type: ignore[arg-type]


def busy_shifts(traffic: Traffic, desks: int = 5, *, seed: int = 0, secondary_ms: float = 300_000.0) -> Shifts:
    """Shifts of all skills that begin and end at different times, with two breaks each."""
    chance = np.random.default_rng(seed)
    skill = chance.choice([0.0, secondary_ms, NEVER], (traffic.topics, desks), p=[0.5, 0.3, 0.2])
    skill[:, 0] = 0.0
    length = float(traffic.demand.edges_ms[-1])
    breaks_at = np.sort(np.rint(chance.uniform(0, length, (desks, 2))), axis=1)
    breaks_at[-1, 1] = NEVER
    return Shifts(
        penalty_ms=np.repeat(skill, traffic.categories, axis=0),
        speed=np.round(chance.uniform(0.8, 1.25, desks), 2),
        free_ms=np.rint(chance.uniform(0, length / 6, (1, desks))),
        closes_ms=np.rint(chance.uniform(length * 0.8, length * 1.2, desks)),
        breaks_at_ms=breaks_at,
        breaks_ms=np.where(np.isfinite(breaks_at), 900_000.0, 0.0),
    )


def alike(desks: int, lines: int = 1) -> Shifts:
    """Desks that serve everybody, always."""
    return Shifts(
        np.zeros((lines, desks)), np.ones(desks), np.zeros((1, desks)), np.full(desks, NEVER), *no_breaks(desks)
    )


def plain_queue(
    desks: int, load: float, *, service_s: float = 288.0, visitors: int, variation: float = 1.0,
    shape: ServiceShape = ServiceShape.EXPONENTIAL, patience_s: float = NEVER,
) -> Traffic:  # fmt: skip
    """M/G/c (+M): one topic at a steady rate, from an empty hall."""
    length_ms = visitors * service_s * 1000 / (load * desks)
    return Traffic(
        demand=Demand(np.array([0.0, length_ms]), np.array([[float(visitors)]])),
        service_s=np.array([service_s]),
        service_variation=np.array([variation]),
        target_s=np.array([900.0]),
        category_share=np.array([1.0]),
        credit_s=np.array([0.0]),
        shape=shape,
        patience_s=patience_s,
    )
