"""What visitors were told, held against what came: by office and week.

Scored are tickets that were told a wait when they were issued and then called. Whoever went uncalled would have waited
longer than they did (censored), and mostly those who wait long go; so each called visit stands for those who would have
been called after as long and had gone: it weighs

    w_i = 1 / G(t_i),     G(t) = product over leavings s < t of (1 - 1 / people still there at s)

(inverse probability of censoring, Robins and Rotnitzky 1992; G is the product-limit estimate of staying, held at
`STAYING_LEAST` at the least). With waits y, likely values p and the range [low, high]:

    within_range_share   w-mean of low <= y <= high          meant to be 0.8
    above_range_share    w-mean of y > high                  meant to be 0.1
    short_300_share      w-mean of y > p + 300 s: told much too short
    mae_s                w-mean of |y - p|
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.store import Told
from analytics.visits.visit import Visit
from queue_server.domain.ids import SECOND

Floats = NDArray[np.float64]

MUCH_TOO_SHORT_S = 300.0
STAYING_LEAST = 0.1
"""No visit stands for more than ten."""
SCORES = ("within_range_share", "above_range_share", "short_300_share", "mae_s")


def honesty(told: Iterable[Told], visits: Sequence[Visit]) -> list[dict[str, Any]]:
    """A row an office and ISO week, in their order. `told`: tickets with what was said; the last of a ticket counts."""
    said = {(row.office, row.ticket): row for row in told}
    groups: dict[tuple[str, str], list[tuple[Told, Visit]]] = {}
    for visit in visits:
        row = said.get((visit.office, visit.ticket))
        if row is not None:
            groups.setdefault((visit.office, week_of(visit.day)), []).append((row, visit))
    return [{"office": office, "week": week, **_scored(groups[office, week])} for office, week in sorted(groups)]


def week_of(day: str) -> str:
    """The ISO week of a local day.

    >>> week_of("2026-03-02")
    '2026-W10'
    """
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{week:02d}"


def staying(waits_s: Floats, called: NDArray[np.bool_]) -> Floats:
    """Shape (n,): for each of n visits the estimated share of people who are still there just before its wait.

    >>> staying(np.array([10.0, 20.0, 30.0]), np.array([True, False, True])).tolist()
    [1.0, 1.0, 0.5]
    """
    order = np.lexsort((~called, waits_s))
    there = np.arange(len(order), 0, -1)
    stays = np.where(called[order], 1.0, 1.0 - 1.0 / there)
    found = np.empty(len(order))
    found[order] = np.concatenate(([1.0], np.cumprod(stays)[:-1]))
    return np.maximum(found, STAYING_LEAST)


def _scored(rows: list[tuple[Told, Visit]]) -> dict[str, Any]:
    known = [(row, visit) for row, visit in rows if row.wait is not None and _lasted_s(row, visit) is not None]
    waits_s = np.array([_lasted_s(row, visit) or 0.0 for row, visit in known])
    called = np.array([visit.first_called_at is not None for _, visit in known], dtype=np.bool_)
    counts = {"told": len(rows), "not_known": sum(row.wait is None for row, _ in rows), "called": int(called.sum())}
    if not called.any():
        return counts | dict.fromkeys(SCORES)
    weights = (1.0 / staying(waits_s, called))[called]
    waits_s = waits_s[called]
    ranges = [row.wait for (row, _), seen in zip(known, called, strict=True) if seen and row.wait is not None]
    low, likely, high = (np.array([getattr(wait, name) for wait in ranges]) for name in ("low_s", "likely_s", "high_s"))
    parts: tuple[Floats, ...] = (
        ((waits_s >= low) & (waits_s <= high)).astype(np.float64),
        (waits_s > high).astype(np.float64),
        (waits_s > likely + MUCH_TOO_SHORT_S).astype(np.float64),
        np.abs(waits_s - likely),
    )
    scores = {name: float((weights * part).sum() / weights.sum()) for name, part in zip(SCORES, parts, strict=True)}
    return counts | scores


def _lasted_s(row: Told, visit: Visit) -> float | None:
    """Until the first call, or until the visitor went; None of a visit that still goes on uncalled."""
    end_at = visit.first_called_at if visit.first_called_at is not None else visit.ended_at
    return None if end_at is None else max(0, end_at - row.at) / SECOND
