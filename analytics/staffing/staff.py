"""Who there is to plan with: managers, their skills, hours and wishes; and kinds of managers alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics.staffing.pools import Kind
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import ManagerId, Milliseconds, TopicId
from queue_server.domain.opening import WEEKDAYS
from queue_server.domain.policies import POLICIES


@dataclass(frozen=True, slots=True)
class Staff:
    """One manager. `off` are weekdays (`tue`) and dates (`2026-03-03`); `wishes_ms` is the span that is liked best.

    `lengths_ms` are the lengths of shifts that may be given, breaks included; `cost` is by hour.
    """

    manager: ManagerId
    hours_week: float = 40.0
    days_week: int = 5
    lengths_ms: tuple[Milliseconds, ...] = ()
    off: frozenset[str] = frozenset()
    not_before_ms: Milliseconds = 0
    not_after_ms: Milliseconds = 24 * 3_600_000
    wishes_ms: tuple[Milliseconds, Milliseconds] | None = None
    cost: float = 1.0

    def works_on(self, day: date) -> bool:
        """Whether a shift may be given on `day`."""
        return day.isoformat() not in self.off and WEEKDAYS[day.weekday()] not in self.off


def kinds_of(
    config: OfficeConfig, managers: Sequence[ManagerId], topics: Sequence[TopicId], categories: int
) -> tuple[list[Kind], list[int]]:
    """Managers with the same skills are one kind; the kinds, and which kind each manager is."""
    policy = POLICIES[config.policy]
    rows: dict[tuple[float, ...], list[ManagerId]] = {}
    for manager in managers:
        skills = config.managers[manager].topics
        row = tuple(float(policy.penalty(skills[topic], config)) if topic in skills else np.inf for topic in topics)
        rows.setdefault(row, []).append(manager)
    kinds = [
        Kind(", ".join(alike), np.repeat(np.array(row), categories), most=len(alike)) for row, alike in rows.items()
    ]
    number = {manager: code for code, alike in enumerate(rows.values()) for manager in alike}
    return kinds, [number[manager] for manager in managers]
