"""How figures stand at a terminal: as many as its width holds, those that matter most first; the rest is for `--json`.

Knows rows of names and values, and how wide a table makes them.
"""

from collections.abc import Sequence
from typing import Any

FIRST = (
    "issued", "service_level", "wait_p50_s", "wait_p90_s", "wait_max_s", "breached", "abandoned", "no_show", "served",
    "service_mean_s", "load_share", "judged", "met", "wait_p95_s", "walk_mean_s", "over_standard_s",
)  # fmt: skip
"""Figures by weight: what a terminal of 80 characters holds answers how the standard is kept."""

BETWEEN = 3
"""What a table puts between two columns: a space on each side of a line."""


def columns_that_fit(rows: Sequence[dict[str, Any]], groups: Sequence[str], *, width: int) -> list[str]:
    """The groups, and as many figures in order of weight as `width` characters hold, at least one.

    >>> columns_that_fit([{"day": "2026-03-02", "issued": 120, "served": 99, "met": 1}], ["day"], width=33)
    ['day', 'issued', 'served']
    """
    names = list(rows[0])
    figures = [name for name in FIRST if name in names]
    figures += [name for name in names if name not in figures and name not in groups]
    chosen = [name for name in groups if name in names]
    left = width - 1 - sum(_wide(rows, name) for name in chosen)
    for place, name in enumerate(figures):
        left -= _wide(rows, name)
        if place > 0 and left < 0:
            break
        chosen.append(name)
    return chosen


def shown(value: Any) -> str:
    """A figure in as few characters as it needs."""
    if value is None:
        return "–"
    return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _wide(rows: Sequence[dict[str, Any]], name: str) -> int:
    return max(len(name), *(len(shown(row[name])) for row in rows)) + BETWEEN
