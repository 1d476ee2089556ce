"""A day's published schedule as it is read at a moment: what those whose shift is on will do, and who is to come.

The one reading of it, for expected waits and for the outlook. Which of the planned breaks are taken is read off the
breaks that managers have had (docs/adr/0348).
"""

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import TypeAlias

from analytics.estimators.hours import Hours
from analytics.schedules.schedule import Agreed, Coming, DaySchedule, Plan, ScheduledShift
from queue_server.domain.ids import SECOND, Instant, ManagerId
from queue_server.domain.office import Desk, Office, Rest
from queue_server.domain.opening import hours_on, local_instant

ABOUT_MS = 3600 * SECOND
"""A break that ended, or began, further than this from a planned one has nothing to do with it."""
TAKEN_SHARE = 0.5
"""A planned break is taken once so much of it is over: a few minutes beside the desk are no lunch, and a lunch that was
cut short is not begun again."""
EARLY_MS = 900 * SECOND
"""Somebody at a desk has begun the shift that begins so soon."""

Moments: TypeAlias = tuple[Instant, Instant]


def plan_of(schedule: DaySchedule | None, office: Office, at: Instant, agreed: Sequence[Agreed] = ()) -> Plan:
    """What is on at `at`, whoever is there, and what begins later; beside it what was `agreed` on.

    A shift that ends with the office's hours has no end: whoever waits then is served. Whoever is there beyond a shift
    is there for another reason, and is told nothing of; nor are they to come once more. Whoever is there by what was
    agreed on goes at its end, out of a shift that was on then as well; a shift of their own after that they have.
    """
    there = {desk.manager: desk for desk in office.desks.values() if desk.manager is not None}
    helps = {one.manager: (one.agreed_at, one.ends_at) for one in agreed if one.from_at is None and one.ends_at}
    here = {manager: Hours((ends_at - at) / SECOND) for manager, (_, ends_at) in helps.items()}
    comes = [_comes(one, one.from_at, at) for one in agreed if one.from_at is not None]
    if schedule is None:
        return Plan(here, tuple(comes))
    for shift in sorted(schedule.shifts, key=lambda one: one.begins):
        begins, ends = _moments(schedule, office, shift.span)
        desk, own = there.get(shift.manager), here.get(shift.manager)
        agreed_at, helps_until = helps.get(shift.manager, (at, at))
        early_ms = EARLY_MS if desk is not None else 0
        if (own is None or shift.manager in helps) and begins - early_ms <= max(at, helps_until) and at < ends:
            hours = _hours(schedule, office, shift, at, desk)
            if own is not None:
                leaves_s = own.leaves_s if begins <= agreed_at else max(own.leaves_s, hours.leaves_s)
                hours = replace(hours, leaves_s=leaves_s, rests=(*own.rests, *hours.rests))
            here[shift.manager] = hours
        elif begins > at and (desk is None or own is not None):
            hours = _hours(schedule, office, shift, at, None)
            comes.append(Coming(shift.manager, shift.desk, (begins - at) / SECOND, hours))
    return Plan(here, tuple(sorted(comes, key=lambda one: one.from_s)))


def on_shift(schedule: DaySchedule | None, office: Office, manager: ManagerId, at: Instant) -> bool:
    """Whether whoever sits at a desk at `at` has a shift of their own on, or soon; nobody has where no day is told."""
    if schedule is None:
        return False
    own = (_moments(schedule, office, shift.span) for shift in schedule.shifts if shift.manager == manager)
    return any(begins - EARLY_MS <= at < ends for begins, ends in own)


def _comes(one: Agreed, from_at: Instant, at: Instant) -> Coming:
    leaves_s = (one.ends_at - at) / SECOND if one.ends_at is not None else inf
    return Coming(one.manager, one.desk, (from_at - at) / SECOND, Hours(leaves_s))


def _hours(schedule: DaySchedule, office: Office, shift: ScheduledShift, at: Instant, desk: Desk | None) -> Hours:
    breaks = [_moments(schedule, office, rest) for rest in shift.breaks]
    since_at = desk.break_since_at if desk is not None else None
    on = _nearest(breaks, (since_at, at)) if since_at is not None else None
    taken_ms = _taken(breaks, office.rested.get(shift.manager, ()))
    back_s, whole_s, rests = None, 0.0, []
    for number, (begins, ends) in enumerate(breaks):
        length = ends - begins
        owed = max(0.0, length * TAKEN_SHARE - taken_ms[number])
        if number == on and since_at is not None:
            back_at = max(min(ends, since_at + length), since_at + owed)
            back_s, whole_s = (back_at - at) / SECOND, length / SECOND
        elif owed > 0 and begins > at:
            rests.append(((begins - at) / SECOND, length / SECOND))
        elif owed > 0 and ends > at:
            rests.append((0.0, max(float(ends - at), owed) / SECOND))
    opening, (_, ends) = hours_on(office.configured, schedule.day.isoformat()), _moments(schedule, office, shift.span)
    leaves_s = (ends - at) / SECOND if opening is None or ends < opening[1] else inf
    return Hours(leaves_s, tuple(rests), back_s, whole_s)


def _taken(breaks: Sequence[Moments], rested: Sequence[Rest]) -> list[float]:
    """How much of each planned break has been taken, in ms: every rest is of the break that it was nearest to."""
    taken = [0.0] * len(breaks)
    for rest in rested:
        nearest = _nearest(breaks, rest)
        if nearest is not None:
            taken[nearest] += rest.ended_at - rest.began_at
    return taken


def _nearest(breaks: Sequence[Moments], rest: Moments) -> int | None:
    began_at, ended_at = rest
    apart = [max(0, begins - ended_at, began_at - ends) for begins, ends in breaks]
    nearest = min(range(len(breaks)), key=apart.__getitem__, default=None)
    return nearest if nearest is not None and apart[nearest] <= ABOUT_MS else None


def _moments(schedule: DaySchedule, office: Office, span: Sequence[int]) -> Moments:
    zone, day = office.configured.timezone, schedule.day.isoformat()
    return local_instant(zone, day, span[0]), local_instant(zone, day, span[1])
