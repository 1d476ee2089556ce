"""A break that is taken later than the schedule says: which one it is, and the day as it reads then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from analytics.schedules.checking import findings
from analytics.schedules.schedule import DaySchedule, Minutes, ScheduledShift, Span, overlap
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import SECOND, Instant, ManagerId
from queue_server.domain.opening import local_instant
from queue_server.errors import ScheduleInvalid

SOON: Minutes = 30
"""A break that begins later than this is not the one that is meant."""
OF_BREAKS = frozenset(("break_outside", "breaks_overlap"))


@dataclass(frozen=True, slots=True)
class MovedBreak:
    """The day with the break moved, and when it begins now."""

    schedule: DaySchedule
    begins_at: Instant


def with_break_later(
    config: OfficeConfig,
    schedule: DaySchedule,
    manager: ManagerId,
    now: Instant,
    by_s: int,
    *,
    resting_since: Instant | None = None,
) -> MovedBreak | None:
    """The manager's break that goes on or begins within half an hour, whole, `by_s` later: from its beginning, or from
    now where it has begun. None where the schedule has no such break.

    What has been taken of it, where they rest since a moment, stays in the schedule as a break of its own: else it
    would count as part of the one that is still to come.

    Raises `ScheduleInvalid` where it would run into the next break or out of the shift.
    """
    minute, by = _minute(config, now), -(-by_s // 60)
    for number, shift in enumerate(schedule.shifts):
        rest = _meant(shift.breaks, minute) if shift.manager == manager else None
        if rest is None:
            continue
        begins = max(rest.begins, minute) + by
        moved = Span(begins, begins + rest.ends - rest.begins)
        others = [one for one in shift.breaks if one != rest]
        begun = _begun(config, resting_since, minute, shift, others)
        breaks = tuple(sorted((*others, *begun, moved)))
        shifts = [*schedule.shifts]
        shifts[number] = replace(shift, breaks=breaks)
        _fits(config, schedule, shifts[number])
        begins_at = local_instant(config.timezone, schedule.day.isoformat(), begins)
        return MovedBreak(replace(schedule, shifts=tuple(shifts)), begins_at)
    return None


def _begun(
    config: OfficeConfig, since: Instant | None, minute: Minutes, shift: ScheduledShift, others: Sequence[Span]
) -> list[Span]:
    """The minutes of the break that goes on, as far as they lie in the shift and in no other break."""
    if since is None:
        return []
    begun = Span(max(shift.begins, _wall(config, since)), min(minute, shift.ends))
    return [begun] if begun.begins < begun.ends and not any(overlap(begun, one) for one in others) else []


def _minute(config: OfficeConfig, now: Instant) -> Minutes:
    """What the clock on the wall shows, a minute that has begun as the next."""
    return _wall(config, now) + (now % (60 * SECOND) > 0)


def _wall(config: OfficeConfig, at: Instant) -> Minutes:
    shown = datetime.fromtimestamp(at / SECOND, tz=ZoneInfo(config.timezone))
    return shown.hour * 60 + shown.minute


def _meant(breaks: Sequence[Span], minute: Minutes) -> Span | None:
    return next((one for one in breaks if one.ends > minute and one.begins <= minute + SOON), None)


def _fits(config: OfficeConfig, schedule: DaySchedule, shift: ScheduledShift) -> None:
    """Of its breaks alone: what else has come not to fit since the day was published is not this step's to say."""
    every = findings(config, schedule.day, [shift], today=schedule.day, home=lambda _manager: None)
    found = [one for one in every if one.code in OF_BREAKS]
    if found:
        raise ScheduleInvalid([one.document() for one in found])
