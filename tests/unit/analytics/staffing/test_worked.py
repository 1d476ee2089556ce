"""The present roster read off the desks' time: the last day of each weekday, breaks where nobody was there."""

from analytics.staffing.worked import shifts_worked
from analytics.visits.desk_time import DeskTime
from queue_server.domain.configuration import Manager, OfficeConfig

MINUTE = 60_000
CONFIG = OfficeConfig("klin", {}, "UTC", {}, ("1", "2"), {name: Manager(name, name, {}) for name in ("ann", "bob")})


def there(day: str, manager: str, at: int, minutes: int = 30, rest: int = 0) -> DeskTime:
    return DeskTime(
        "klin", None, day, 0, at, "1", manager, None, None, free_ms=(minutes - rest) * MINUTE, break_ms=rest * MINUTE
    )


def test_shifts_begin_and_end_with_the_half_hours_somebody_was_there() -> None:
    monday, earlier, tuesday = "2026-03-02", "2026-02-23", "2026-03-03"
    rows = [there(earlier, "bob", at) for at in range(480, 1200, 30)]
    rows += [there(monday, "ann", at, rest=30 if at == 720 else 0) for at in range(540, 1020, 30)]
    rows += [there(monday, "bob", 540, minutes=5)]  # looked in
    rows += [there(tuesday, "bob", at) for at in (*range(540, 660, 30), *range(720, 900, 30))]
    rows += [there(tuesday, "gone", at) for at in range(540, 900, 30)]
    first, second = shifts_worked(rows, CONFIG)
    assert (first.days, first.manager, first.begins, first.ends, first.breaks) == (
        ("mon",), "ann", "09:00", "17:00", ("12:00-12:30",),
    )  # fmt: skip
    assert (second.days, second.manager, second.begins, second.ends, second.breaks) == (
        ("tue",), "bob", "09:00", "15:00", ("11:00-12:00",),
    )  # fmt: skip


def test_nobody_was_there() -> None:
    assert shifts_worked([], CONFIG) == ()
