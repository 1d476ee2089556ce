"""A day's schedule: shifts in minutes after local midnight, with the version that says which of several it is.

The words in which it comes in and goes out are those of a scenario: `begins = "09:00"`, `breaks = ["12:00-12:45"]`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from analytics.estimators.hours import ANY_TIME, Hours
from queue_server.domain.ids import DeskNumber, Instant, ManagerId, OfficeId

Minutes: TypeAlias = int
"""After local midnight."""

DAY: Minutes = 24 * 60

UNPUBLISHED = 0
"""The version of a day that nobody has published yet."""


class Span(NamedTuple):
    """`[begins, ends)`."""

    begins: Minutes
    ends: Minutes


@dataclass(frozen=True, slots=True)
class ScheduledShift:
    """One manager, at a desk where one is known already."""

    manager: ManagerId
    begins: Minutes
    ends: Minutes
    desk: DeskNumber | None = None
    breaks: tuple[Span, ...] = ()

    @property
    def span(self) -> Span:
        """With its breaks."""
        return Span(self.begins, self.ends)


@dataclass(frozen=True, slots=True)
class DaySchedule:
    """What was published last for one local day of one office; `UNPUBLISHED` where nothing was."""

    office: OfficeId
    day: date
    version: int = UNPUBLISHED
    published_at: Instant | None = None
    published_by: str | None = None
    shifts: tuple[ScheduledShift, ...] = ()

    @property
    def published(self) -> bool:
        """Whether anybody has published the day; one without shifts may be."""
        return self.version > UNPUBLISHED


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody who should be at a desk since `since_at`; which one, where the schedule says."""

    since_at: Instant
    desk: DeskNumber | None


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody whose shift is to begin: in so many seconds from now, where, if the schedule says, and the hours then,
    which are told from now on as well."""

    manager: ManagerId
    desk: DeskNumber | None
    from_s: float
    hours: Hours


class Agreed(NamedTuple):
    """By what was agreed on today at `agreed_at`, beside the schedule, somebody is at a desk until `ends_at`, or comes
    to one at `from_at`. None: for as long as they are needed; here already."""

    manager: ManagerId
    desk: DeskNumber | None
    agreed_at: Instant
    ends_at: Instant | None
    from_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What the schedule, and what was agreed on, say from a moment on. Of anybody else nothing is known.

    `here`: of those whose shift is on, at a desk or not; `comes`: shifts to begin, in order.
    """

    here: Mapping[ManagerId, Hours] = field(default_factory=dict)
    comes: Sequence[Coming] = ()

    def of(self, manager: ManagerId | None) -> Hours:
        """Of whoever is here, or would be if they came now: a shift to begin lasts as long then."""
        if manager is None:
            return ANY_TIME
        later = (one.hours for one in self.comes if one.manager == manager)
        return self.here[manager] if manager in self.here else next(later, ANY_TIME)

    def at_desks(self) -> dict[ManagerId, Hours]:
        """Of whoever is here all day: the time between two shifts is a break, and who comes is not counted on."""
        found = dict(self.here)
        for one in self.comes:
            if (own := found.get(one.manager)) is not None:
                gap = ((own.leaves_s, one.from_s - own.leaves_s),) if one.from_s > own.leaves_s else ()
                rests = (*own.rests, *gap, *one.hours.rests)
                found[one.manager] = replace(own, leaves_s=one.hours.leaves_s, rests=rests)
        return found


def in_order(shifts: Sequence[ScheduledShift]) -> tuple[ScheduledShift, ...]:
    """By their beginning: two schedules that say the same are the same."""
    return tuple(sorted(shifts, key=lambda shift: (shift.begins, shift.ends, shift.manager, shift.desk or "")))


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans have a minute in common.

    >>> overlap(Span(0, 60), Span(60, 90)), overlap(Span(0, 61), Span(60, 90))
    (False, True)
    """
    return one.begins < other.ends and other.begins < one.ends


def apart(spans: Sequence[Span]) -> bool:
    """Whether the spans stand in order and none overlaps the next."""
    return all(earlier.ends <= later.begins for earlier, later in pairwise(spans))


def clock(minutes: Minutes) -> str:
    """`HH:MM`.

    >>> clock(9 * 60 + 5), clock(24 * 60)
    ('09:05', '24:00')
    """
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def minutes_of(text: str) -> Minutes:
    """Of `HH:MM`, checked already.

    >>> minutes_of("09:05")
    545
    """
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def end_of(text: str) -> Minutes:
    """Of `HH:MM` where something ends: at midnight with the day.

    >>> end_of("18:00"), end_of("00:00")
    (1080, 1440)
    """
    return minutes_of(text) or DAY


def span_of(text: str) -> Span:
    """Of `HH:MM-HH:MM`.

    >>> span_of("12:00-12:45")
    Span(begins=720, ends=765)
    """
    begins, _, ends = text.partition("-")
    return Span(minutes_of(begins), end_of(ends))


def shift_of(row: Mapping[str, Any]) -> ScheduledShift:
    """A shift from the words of a scenario or of a plan."""
    return ScheduledShift(
        manager=row["manager"],
        begins=minutes_of(row["begins"]),
        ends=end_of(row["ends"]),
        desk=row.get("desk"),
        breaks=tuple(span_of(text) for text in row.get("breaks", ())),
    )


def shift_document(shift: ScheduledShift) -> dict[str, Any]:
    """The same words again."""
    return {
        "manager": shift.manager,
        "desk": shift.desk,
        "begins": clock(shift.begins),
        "ends": clock(shift.ends),
        "breaks": [f"{clock(rest.begins)}-{clock(rest.ends)}" for rest in shift.breaks],
    }
