"""The organisation file as the second reading understands it: one office's topics, hours, limits, people."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

SECOND = 1000
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LIMITS = {
    "no_show_calls": 2,
    "no_show_after_s": 40,
    "restore_grace_s": 900,
    "slip_s": 60,
    "walk_limit_s": 180,
    "pin_s": 600,
    "secondary_penalty_s": 300,
    "check_in_early_s": 3600,
    "check_in_late_s": 1200,
}
Span = tuple[int, int]


def moment(text: object) -> int | None:
    """An RFC 3339 time in milliseconds; None for anything else."""
    try:
        when = datetime.fromisoformat(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    if when.tzinfo is None or not 1970 <= when.year <= 9998:
        return None
    return round(when.timestamp() * 1000)


class Rules:
    """What holds in one office: its own keys before the organisation's."""

    def __init__(self, document: dict[str, Any], table: dict[str, Any]) -> None:
        company = document["organisation"]

        def key(name: str, default: Any = None) -> Any:
            return table.get(name, company.get(name, default))

        self.id: str = table["id"]
        self.zone = ZoneInfo(key("timezone"))
        self.hours: dict[str, str] = key("hours", {})
        self.days = {str(day): text for source in (company, table) for day, text in source.get("days", {}).items()}
        self.standard_s: int = key("standard_s", 900)
        self.appointment_standard_s: int = key("appointment_standard_s", 300)
        self.policy: str = key("policy", "earliest_promise")
        self.slot_minutes: int | None = key("slot_minutes")
        self.slot_capacity: int | None = key("slot_capacity")
        self.limits: dict[str, int] = {**LIMITS, **company.get("limits", {}), **table.get("limits", {})}
        self.credits: dict[str, int] = {row["id"]: row["credit_s"] for row in document.get("category", [])}
        self.desks: list[str] = table["desks"]
        people = [row for row in document.get("manager", []) if row["office"] == self.id]
        self.managers: dict[str, dict[str, str]] = {row["id"]: row.get("topics", {}) for row in people}
        # "topics form a tree, leaves are served"; a heading stands for all under it
        tree = {row["id"]: row for row in document.get("topic", [])}
        offered = table.get("topics", list(tree))
        self.topics: dict[str, dict[str, Any]] = {
            name: row
            for name, row in tree.items()
            if not any(other.get("parent") == name for other in tree.values())
            and (name in offered or row.get("parent") in offered)
        }

    def limit(self, name: str) -> int:
        """A limit in milliseconds."""
        return self.limits[f"{name}_s"] * SECOND

    def local_date(self, at: int) -> date:
        """The office's date at an instant."""
        return datetime.fromtimestamp(at / 1000, self.zone).date()

    def hours_on(self, day: date) -> Span | None:
        """Opening and closing of a local date; a closing not after the opening is on the next day."""
        text = self.days.get(day.isoformat(), self.hours.get(DAY_NAMES[day.weekday()], "closed"))
        if text == "closed":
            return None
        opening, closing = text.split("-")
        following = day if closing > opening else day + timedelta(days=1)
        return self._instant(day, opening), self._instant(following, closing)

    def hours_around(self, at: int) -> Span | None:
        """The hours of the local date, or yesterday's where they last past midnight to `at`."""
        today = self.local_date(at)
        yesterday = self.hours_on(today - timedelta(days=1))
        return yesterday if yesterday and yesterday[0] <= at < yesterday[1] else self.hours_on(today)

    def clock_start(self, at: int) -> int:
        """“At the server's time of issue; before opening time, at opening.” A day without hours: at issue."""
        hours = self.hours_around(at)
        return max(at, hours[0]) if hours else at

    def _instant(self, day: date, clock: str) -> int:
        hour, minute = map(int, clock.split(":"))
        return round(datetime(day.year, day.month, day.day, hour, minute, tzinfo=self.zone).timestamp()) * SECOND


def rules_of(path: Path) -> list[Rules]:
    """Every office of an organisation file."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Rules(document, table) for table in document["office"]]
