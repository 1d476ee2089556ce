"""Who waited longest, and why as far as the visits of that day tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.visits.visit import Visit

MOST = 5


@dataclass(frozen=True, slots=True)
class LongWait:
    """One visit above its target, or the longest of a day without one.

    `overtaken_by` came later for the same topic and were called earlier; `with_category` of them by their category.
    """

    visit: Visit
    overtaken_by: int
    with_category: int


def longest_waits(visits: Sequence[Visit], most: int = MOST) -> list[LongWait]:
    """The judged visits with the longest accountable waits: those above their target, or the one longest."""
    judged = [visit for visit in visits if visit.judged in ("met", "breached") and visit.accountable_ms > 0]
    ordered = sorted(judged, key=lambda visit: (-visit.accountable_ms, visit.number))
    above = [visit for visit in ordered if visit.accountable_ms > visit.target_ms][:most]
    return [_explained(visit, visits) for visit in above or ordered[:1]]


def _explained(visit: Visit, visits: Sequence[Visit]) -> LongWait:
    called_at = visit.first_called_at or visit.ended_at
    overtaking = [
        other
        for other in visits
        if other.topic == visit.topic
        and other.issued_at > visit.issued_at
        and other.first_called_at is not None
        and called_at is not None
        and other.first_called_at < called_at
    ]
    return LongWait(visit, len(overtaking), sum(other.category is not None for other in overtaking))
