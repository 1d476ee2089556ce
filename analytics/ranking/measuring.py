"""The criteria that come from the queue, by territory or office over a quarter, from the one definition of each figure.

over_30_share   over_30_min / judged
load_spread     √( Σ open · (load − mean)² / Σ open ), mean = Σ open · load / Σ open, over the territory's offices and
                half-hours of the day: 0 where every desk hour is as busy as every other
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from analytics.figures import Row
from analytics.ranking.criteria import Criterion, Figure
from analytics.reports.answers import Answers

OF = ("territory", "office")
"""Whom a ranking can be of."""


async def measured(
    answers: Answers, days: tuple[str, str], criteria: Sequence[Criterion], *, of: str = "territory"
) -> dict[str, dict[str, float | None]]:
    """The value of each criterion that the queue gives, by territory (or office) that had a visit."""
    wanted: dict[str, Figure] = {one.id: one.figure for one in criteria if one.figure is not None}
    figures = {need for figure in wanted.values() for need in _needs(figure)}
    found = await answers.answer(*days, by=(of,), only=figures) if figures else None
    rows: dict[str, Row] = {row[of]: row for row in (found.rows if found else []) if row[of] is not None}
    spread = await _load_spread(answers, days, of) if "load_spread" in wanted.values() else {}
    return {
        place: {name: _value(figure, row, spread.get(place)) for name, figure in wanted.items()}
        for place, row in rows.items()
    }


def spread(parts: Sequence[tuple[float, float]]) -> float | None:
    """The weighted standard deviation of (weight, value) pairs; None without any weight.

    >>> spread([(1.0, 0.5), (1.0, 0.9)])
    0.2
    """
    weight = sum(part for part, _ in parts)
    if weight <= 0:
        return None
    mean = sum(part * value for part, value in parts) / weight
    return round(math.sqrt(sum(part * (value - mean) ** 2 for part, value in parts) / weight), 9)


def _needs(figure: Figure) -> tuple[str, ...]:
    match figure:
        case "over_30_share":
            return ("over_30_min", "judged")
        case "load_spread":
            return ("issued",)
        case _:
            return (figure,)


def _value(figure: Figure, row: Row, load_spread: float | None) -> float | None:
    match figure:
        case "over_30_share":
            return row["over_30_min"] / row["judged"] if row["judged"] else None
        case "load_spread":
            return load_spread
        case _:
            value: float | None = row[figure]
            return value


async def _load_spread(answers: Answers, days: tuple[str, str], of: str) -> Mapping[str, float | None]:
    by = ("territory", "office", "half_hour") if of == "territory" else ("office", "half_hour")
    found = await answers.answer(*days, by=by, only=("desks_open_s", "load_share"))
    parts: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in found.rows:
        if row[of] is not None and row["load_share"] is not None:
            parts[row[of]].append((row["desks_open_s"], row["load_share"]))
    return {place: spread(one) for place, one in parts.items()}
