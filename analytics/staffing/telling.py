"""A planned week as one document: both rosters, each day, and what to change in words."""

from typing import Any

from analytics.staffing.advice import changes
from analytics.staffing.week import StaffedWeek, week_document
from analytics.staffing.words import sentence
from queue_server.domain.configuration import OfficeConfig


def planned_document(config: OfficeConfig, week: StaffedWeek, *, goal: float, language: str) -> dict[str, Any]:
    """For programs, with sentences in `language` for people."""
    told = [
        {
            "kind": change.kind.value,
            "day": change.day.isoformat(),
            "from": change.begins,
            "to": change.ends,
            "desks": change.desks,
            "topics": list(change.topics),
            "breaches": change.breaches,
            "sentence": sentence(change, config, language),
        }
        for change in changes(week.days)
    ]
    return {"office": config.id, "goal": goal, **week_document(week), "changes": told}
