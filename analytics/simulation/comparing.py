"""Simulates variants with the same seed and tells what each came to, with intervals, and how it differs from the first.

An interval is the 95 % confidence interval of the figure over all days like this one; `day_p10` and `day_p90` say
how single days differ. The service level pools all visits (a ratio; its error by linearisation, Cochran 1977, 6.3).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from analytics.simulation.day import Times
from analytics.simulation.drawing import draw
from analytics.simulation.figures import Judged, judge, level_by_interval, loads, waits_at
from analytics.simulation.roster import placed
from analytics.simulation.running import run
from analytics.simulation.setting import Setting

NORMAL_95 = 1.959964
AT_ONCE = 400_000
"""Visits simulated at once: about 30 MB of arrays."""

MOST_VISITS = 40_000_000
HOUR_MS = 3_600_000.0
MINUTE_MS = 60_000
WAITS = {"wait_p50_s": 0.5, "wait_p90_s": 0.9, "wait_p95_s": 0.95}


@dataclass(slots=True)
class _Days:
    """Figures by replication, grown batch by batch."""

    met: list[Times] = field(default_factory=list)
    judged: list[Times] = field(default_factory=list)
    waits: dict[str, list[Times]] = field(default_factory=lambda: {name: [] for name in (*WAITS, "wait_mean_s")})
    visits: list[Times] = field(default_factory=list)
    abandoned: list[Times] = field(default_factory=list)
    served: list[Times] = field(default_factory=list)
    load: list[Times] = field(default_factory=list)
    met_by_half_hour: list[Times] = field(default_factory=list)
    judged_by_half_hour: list[Times] = field(default_factory=list)


def compare(
    settings: Sequence[Setting], replications: int, seed: int, progress: Callable[[int], None] | None = None
) -> list[dict[str, Any]]:
    """One document a variant, in order."""
    found = []
    first: _Days | None = None
    for setting in settings:
        days = simulate(setting, replications, seed, progress)
        document = _document(setting, days, first)
        first = first or days
        found.append(document)
    return found


def simulate(setting: Setting, replications: int, seed: int, progress: Callable[[int], None] | None = None) -> _Days:
    """All replications of one variant, in batches that fit into memory."""
    expected = float(setting.traffic.demand.expected.sum())
    size = max(1, min(replications, int(AT_ONCE / (expected * (1 + 3 * setting.traffic.demand.day_variation) + 1))))
    days = _Days()
    for batch, begin in enumerate(range(0, replications, size)):
        count = min(size, replications - begin)
        visitors = placed(setting.config.policy, setting.traffic, draw(setting.traffic, count, [seed, batch]))
        calls = run(setting.shifts, visitors)
        judged = judge(setting.traffic, setting.shifts, visitors, calls)
        _add(days, judged)
        days.visits.append(visitors.came().sum(axis=1).astype(float))
        days.load.append(loads(setting.shifts, visitors, calls))
        met, all_judged = level_by_interval(judged, visitors, setting.traffic.demand.edges_ms)
        days.met_by_half_hour.append(met.astype(float))
        days.judged_by_half_hour.append(all_judged.astype(float))
        if progress is not None:
            progress(count)
    return days


def _add(days: _Days, judged: Judged) -> None:
    counted = judged.counts()
    days.met.append(judged.met.sum(axis=1).astype(float))
    days.judged.append(counted.sum(axis=1).astype(float))
    days.abandoned.append(judged.abandoned.sum(axis=1).astype(float))
    days.served.append(judged.served.sum(axis=1).astype(float))
    for name, share in WAITS.items():
        days.waits[name].append(waits_at(judged, share))
    total = np.where(counted, judged.wait_ms, 0.0).sum(axis=1) / 1000
    days.waits["wait_mean_s"].append(total / np.maximum(counted.sum(axis=1), 1))


def _document(setting: Setting, days: _Days, first: _Days | None) -> dict[str, Any]:
    met, judged = np.concatenate(days.met), np.concatenate(days.judged)
    level = ratio(met, judged)
    by_day = met / np.maximum(judged, 1)
    level |= {
        "day_p10": _rounded(np.quantile(by_day, 0.1)),
        "day_p90": _rounded(np.quantile(by_day, 0.9)),
        "goal": setting.config.goal,
        "days_at_goal_share": _rounded((by_day >= setting.config.goal).mean()),
    }
    load = np.concatenate(days.load)
    document: dict[str, Any] = {
        "name": setting.name,
        "policy": setting.config.policy.value,
        "shift_hours": round(sum(shift_hours(setting)), 2),
        "visits": mean(np.concatenate(days.visits)),
        "service_level": level,
        **{name: mean(np.concatenate(values)) for name, values in days.waits.items()},
        "abandoned_share": ratio(np.concatenate(days.abandoned), np.concatenate(days.visits)),
        "load": mean(load.mean(axis=1)),
        "by_half_hour": _by_half_hour(setting, days),
        "by_shift": [
            {"manager": shift.manager, "desk": shift.desk, "load": mean(load[:, number])}
            for number, shift in enumerate(setting.roster)
        ],
    }
    if first is not None:
        before = np.concatenate(first.met) / np.maximum(np.concatenate(first.judged), 1)
        document["service_level_difference"] = mean(by_day - before)
    return document


def _by_half_hour(setting: Setting, days: _Days) -> list[dict[str, Any]]:
    met, judged = np.concatenate(days.met_by_half_hour), np.concatenate(days.judged_by_half_hour)
    edges = setting.traffic.demand.edges_ms
    return [
        {
            "from": clock(edges[number]),
            "visits": _rounded(setting.traffic.demand.expected[number].sum()),
            "service_level": ratio(met[:, number], judged[:, number]),
            "desks": _desks_open(setting, (edges[number] + edges[number + 1]) / 2),
        }
        for number in range(len(edges) - 1)
    ]


def _desks_open(setting: Setting, at_ms: float) -> int:
    resting = sum(
        due <= at_ms < due + length for shift in setting.roster for due, length in shift.breaks
    )  # a break that begins late is counted when it was due
    return int(sum(shift.begins_ms <= at_ms < shift.ends_ms for shift in setting.roster) - resting)


def shift_hours(setting: Setting) -> list[float]:
    """Person-hours of each shift within the plan, breaks included; staying after closing is not planned."""
    closing = float(setting.traffic.demand.edges_ms[-1])
    return [(min(shift.ends_ms, closing) - shift.begins_ms) / HOUR_MS for shift in setting.roster]


def mean(values: Times) -> dict[str, float | None]:
    """The mean of days, its 95 % interval, and the 10 % and 90 % of days."""
    known = values[np.isfinite(values)]
    if not len(known):
        return {"value": None, "low": None, "high": None}
    middle = float(known.mean())
    half = NORMAL_95 * float(known.std(ddof=1)) / np.sqrt(len(known)) if len(known) > 1 else 0.0
    return {
        "value": _rounded(middle),
        "low": _rounded(middle - half),
        "high": _rounded(middle + half),
        "day_p10": _rounded(np.quantile(known, 0.1)),
        "day_p90": _rounded(np.quantile(known, 0.9)),
    }


def ratio(part: Times, whole: Times) -> dict[str, float | None]:
    """`sum(part) / sum(whole)` over days with its 95 % interval, within [0, 1]; None where nothing is shared."""
    total = float(whole.sum())
    if total <= 0:
        return {"value": None, "low": None, "high": None}
    share = float(part.sum()) / total
    days = len(part)
    half = 0.0
    if days > 1:
        half = NORMAL_95 * float((part - share * whole).std(ddof=1)) / (total / days) / np.sqrt(days)
    return {"value": _rounded(share), "low": _rounded(max(0.0, share - half)), "high": _rounded(min(1.0, share + half))}


def clock(at_ms: float) -> str:
    """`HH:MM`."""
    minutes = round(at_ms / MINUTE_MS)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _rounded(value: Any) -> float:
    return round(float(value), 5)
