"""A day's schedule as the estimators need it: what each manager whose shift is on will do from a moment on."""

from itertools import pairwise
from math import inf

from analytics.estimators.hours import Hours
from analytics.schedules.schedule import DaySchedule, ScheduledShift
from queue_server.domain.ids import SECOND, Instant, ManagerId
from queue_server.domain.office import Office
from queue_server.domain.opening import hours_on, local_instant


def hours_of(schedule: DaySchedule, office: Office, at: Instant) -> dict[ManagerId, Hours]:
    """By manager. Who works two shifts of a day has a break between them; who stays beyond a shift has no hours.

    A shift that ends with the office's hours has no end: whoever waits then is served.
    """
    shifts: dict[ManagerId, list[ScheduledShift]] = {}
    for shift in schedule.shifts:
        shifts.setdefault(shift.manager, []).append(shift)
    resting = {desk.manager for desk in office.desks.values() if desk.break_since_at is not None}
    found = ((manager, _hours(schedule, office, own, at, manager in resting)) for manager, own in shifts.items())
    return {manager: hours for manager, hours in found if hours is not None}


def _hours(
    schedule: DaySchedule, office: Office, own: list[ScheduledShift], at: Instant, resting: bool
) -> Hours | None:
    zone, day = office.configured.timezone, schedule.day.isoformat()

    def from_now_s(minutes: int) -> float:
        return (local_instant(zone, day, minutes) - at) / SECOND

    if not any(from_now_s(shift.begins) <= 0 < from_now_s(shift.ends) for shift in own):
        return None
    own = sorted(own, key=lambda shift: shift.begins)
    spans = [tuple(rest) for shift in own for rest in shift.breaks]
    spans += [(one.ends, other.begins) for one, other in pairwise(own) if one.ends < other.begins]
    back_s, rests = None, []
    for begins, ends in sorted(spans):
        begins_s, ends_s = from_now_s(begins), from_now_s(ends)
        if resting and begins_s <= 0 < ends_s:
            back_s = ends_s
        elif ends_s > 0:
            rests.append((max(0.0, begins_s), ends_s - max(0.0, begins_s)))
    opening, ends_at = hours_on(office.configured, day), local_instant(zone, day, own[-1].ends)
    leaves_s = (ends_at - at) / SECOND if opening is None or ends_at < opening[1] else inf
    return Hours(leaves_s, tuple(rests), back_s)
