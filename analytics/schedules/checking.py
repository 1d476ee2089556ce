"""What does not fit in a schedule: what it is, where, and what to do about it; all of it at once.

Knows one office's configuration and where other offices' managers are at home; must not know who works now.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from analytics.schedules.schedule import ScheduledShift, Span, apart, clock, overlap, span_of
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import ManagerId, OfficeId
from queue_server.domain.opening import hours_text

MIDNIGHT = 24 * 60

Home = Callable[[ManagerId], OfficeId | None]
"""The office that a manager belongs to; None where nobody knows the manager."""

ADVICE = {
    "past": "The day is over; what was planned for it stays as it was. Publish a day from {today} on.",
    "closed": "The office is closed on this day. Take the shifts out, or change the opening hours.",
    "manager_unknown": "There is no manager “{manager}”. Choose one of {known}.",
    "manager_elsewhere": "{manager} belongs to office “{office}”. Choose one of {known}.",
    "desk_unknown": "There is no desk “{desk}” here. Choose one of {known}, or name none.",
    "ends_first": "The shift of {manager} ends at {ends}, before it begins. Let it end after {begins}.",
    "outside_hours": "The shift of {manager}, {begins}–{ends}, is outside the opening hours. Keep to {opens}–{closes}.",
    "break_outside": "The break {rest} of {manager} is outside the shift. Keep it within {begins}–{ends}.",
    "breaks_overlap": "The breaks of {manager} overlap, or stand out of order. Let each begin after the one before.",
    "manager_twice": "{manager} has two shifts at once, {one} and {other}. Take one out, or move it.",
    "desk_twice": "Desk {desk} has two managers at once, {manager} and {another}. Give one of them another desk.",
    "desks_short": "At {at} there are {count} shifts and {desks} desks. Move one of them.",
}
"""By what is wrong. The page says it in the reader's language by the same names."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right. `shift` is the place in the day's list, None where the day itself does not fit."""

    code: str
    day: date
    shift: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def detail(self) -> str:
        """What is wrong and what to do, as a sentence."""
        return ADVICE[self.code].format(**self.values)

    def document(self) -> dict[str, object]:
        """For programs."""
        return {
            "code": self.code,
            "day": self.day.isoformat(),
            "shift": self.shift,
            "values": dict(self.values),
            "detail": self.detail,
        }


def findings(
    config: OfficeConfig, day: date, shifts: Sequence[ScheduledShift], *, today: date, home: Home
) -> list[Finding]:
    """Everything that keeps `shifts` from being the schedule of `day`."""
    if day < today:
        return [Finding("past", day, values={"today": today.isoformat()})]
    text = hours_text(config, day.isoformat())
    if text is None:
        return [Finding("closed", day)] if shifts else []
    alone = [one for number, shift in enumerate(shifts) for one in _of_shift(config, day, number, shift, text, home)]
    return alone or [*_together(config, day, shifts), *_too_many(config, day, shifts)]


def _of_shift(
    config: OfficeConfig, day: date, number: int, shift: ScheduledShift, hours: str, home: Home
) -> Iterator[Finding]:
    manager = config.managers.get(shift.manager)
    name = manager.name if manager is not None else shift.manager
    about = {"manager": name, "begins": clock(shift.begins), "ends": clock(shift.ends)}
    if manager is None:
        office = home(shift.manager)
        known = ", ".join(config.managers) or "none"
        code = "manager_unknown" if office is None else "manager_elsewhere"
        yield Finding(code, day, number, {"manager": name, "known": known, "office": office or ""})
    if shift.desk is not None and shift.desk not in config.desks:
        yield Finding("desk_unknown", day, number, {"desk": shift.desk, "known": ", ".join(config.desks)})
    if shift.ends <= shift.begins:
        yield Finding("ends_first", day, number, about)
        return
    opens, closes = _open(hours)
    if shift.begins < opens or shift.ends > closes:
        yield Finding("outside_hours", day, number, {**about, "opens": clock(opens), "closes": clock(closes)})
    for rest in shift.breaks:
        if not shift.begins <= rest.begins < rest.ends <= shift.ends:
            told = f"{clock(rest.begins)}–{clock(rest.ends)}"
            yield Finding("break_outside", day, number, {**about, "rest": told})
    if not apart(shift.breaks):
        yield Finding("breaks_overlap", day, number, about)


def _together(config: OfficeConfig, day: date, shifts: Sequence[ScheduledShift]) -> Iterator[Finding]:
    for (_, one), (number, other) in combinations(enumerate(shifts), 2):
        if not overlap(one.span, other.span):
            continue
        if one.manager == other.manager:
            name = config.managers[one.manager].name
            values = {"manager": name, "one": _told(one.span), "other": _told(other.span)}
            yield Finding("manager_twice", day, number, values)
        elif one.desk is not None and one.desk == other.desk:
            names = (config.managers[shift.manager].name for shift in (one, other))
            values = {"desk": one.desk, **dict(zip(("manager", "another"), names, strict=True))}
            yield Finding("desk_twice", day, number, values)


def _too_many(config: OfficeConfig, day: date, shifts: Sequence[ScheduledShift]) -> Iterator[Finding]:
    """The first moment at which there are more shifts than desks."""
    for number, shift in sorted(enumerate(shifts), key=lambda row: row[1].begins):
        there = sum(other.begins <= shift.begins < other.ends for other in shifts)
        if there > len(config.desks):
            values = {"at": clock(shift.begins), "count": str(there), "desks": str(len(config.desks))}
            yield Finding("desks_short", day, number, values)
            return


def _open(hours: str) -> Span:
    """The part of the opening hours before midnight."""
    opens, closes = span_of(hours.replace(" ", ""))
    return Span(opens, closes if closes > opens else MIDNIGHT)


def _told(span: Span) -> str:
    return f"{clock(span.begins)}–{clock(span.ends)}"
