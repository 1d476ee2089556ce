"""A week staffed: the need of each day, the best shifts for it, and both rosters tried on the same drawn days.

The plan is made for the need, tried by simulation with everybody's own skills, and made again with more where a day
falls short of the goal though nobody was missing.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from analytics.simulation.comparing import clock, ratio
from analytics.simulation.day import Times
from analytics.simulation.drawing import draw
from analytics.simulation.figures import Judged, judge, level_by_interval
from analytics.simulation.roster import Shift, placed, shifts_of
from analytics.simulation.running import run
from analytics.simulation.setting import Setting
from analytics.staffing.day_need import level_document, need_rows
from analytics.staffing.need import CHECK_DAYS, Need, desks_need
from analytics.staffing.patterns import HOUR_MS, coverage
from analytics.staffing.planning import Plan, plan_week
from analytics.staffing.pools import Counts, Kind
from analytics.staffing.program import DayNeed
from analytics.staffing.solving import EMERGENCY_S, Clock
from analytics.staffing.staff import Staff, kinds_of
from queue_server.domain.ids import Milliseconds

ROUNDS = 3
"""How often a plan is made again for a day that falls short."""

LEAST = 1e-9
WORST = 3
"""Half-hours that get a desk more each time."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A day's roster on `CHECK_DAYS` drawn days: (days,) met and judged, (H,) level, (H, K) breaches a day by topic."""

    met: Times
    judged: Times
    half_hours: Times
    breaches: Times


@dataclass(frozen=True, slots=True)
class StaffedDay:
    """One day: its need, the present and the proposed shifts, and what both come to. Missing are desks (H,)."""

    day: date
    setting: Setting
    need: Need
    present: tuple[Shift, ...]
    proposed: tuple[Shift, ...]
    missing: Times
    tried: Tried
    tried_proposed: Tried

    @property
    def edges_ms(self) -> Times:
        """(H + 1,) the day's half-hours."""
        return self.setting.traffic.demand.edges_ms


@dataclass(frozen=True, slots=True)
class StaffedWeek:
    """The days, and how good the proposed shifts are as a plan for their need (see `planning.Plan`)."""

    days: tuple[StaffedDay, ...]
    above_bound_share: float | None = 0.0
    hurried: bool = False


def staff_week(
    days: Sequence[tuple[date, Setting]],
    staff: Sequence[Staff],
    *,
    goal: float,
    break_ms: Milliseconds,
    seed: int = 1,
    needs: Sequence[Need] | None = None,
    progress: Callable[[int], None] | None = None,
    limit_s: float = EMERGENCY_S,
    seconds: Clock = time.monotonic,
) -> StaffedWeek:
    """The settings hold the present rosters; `staff` may differ from who works now. `needs`, by day, are sought where
    they are not given.

    All plans together have `limit_s`, counted by `seconds`; a plan that time ran out for is not made again.
    """
    kinds_by_day, kind_of = kinds_of_days(days, staff)
    if needs is None:
        needs = list(_sought(days, kinds_by_day, goal, seed, progress))
    wanted = [need.desks.copy() for need in needs]
    until = seconds() + limit_s

    def planned() -> tuple[Plan, list[Tried]]:
        return _plan(days, wanted, staff, kinds_by_day[0], kind_of, break_ms, seed, until - seconds())

    plan, tried = planned()
    for _ in range(ROUNDS):
        short = [
            n for n, (day, one) in enumerate(days) if _level(tried[n]) < goal and _staffed(plan, day, one, wanted[n])
        ]
        raised = [_raise(wanted[n], tried[n], kinds_by_day[n], days[n][1]) for n in short]
        if not any(raised) or plan.hurried:
            break
        again = planned()
        if again[0].hurried:
            plan = replace(plan, hurried=True)
        elif _shortfall(again[1], goal) > _shortfall(tried, goal):
            break
        else:
            plan, tried = again
    found = tuple(
        StaffedDay(
            day=day,
            setting=setting,
            need=needs[number],
            present=setting.roster,
            proposed=plan.shifts[day],
            missing=_missing(setting, needs[number], plan.shifts[day]),
            tried=try_roster(setting, setting.roster, seed + number),
            tried_proposed=tried[number],
        )
        for number, (day, setting) in enumerate(days)
    )
    return StaffedWeek(found, plan.above_bound_share, plan.hurried)


def _sought(
    days: Sequence[tuple[date, Setting]], kinds: Sequence[Sequence[Kind]], goal: float, seed: int,
    progress: Callable[[int], None] | None,
) -> Iterator[Need]:  # fmt: skip
    for (_, setting), mine in zip(days, kinds, strict=True):
        desks = len(setting.config.desks)
        yield desks_need(setting.traffic, mine, goal=goal, seed=seed, desks=desks)
        if progress is not None:
            progress(1)


def kinds_of_days(days: Sequence[tuple[date, Setting]], staff: Sequence[Staff]) -> tuple[list[list[Kind]], list[int]]:
    """Kinds by day, alike on every day, and which each of `staff` is: the topics of all days decide who is alike."""
    config = days[0][1].config
    topics = sorted({topic for _, setting in days for topic in setting.topics})
    managers = [one.manager for one in staff]
    _, kind_of = kinds_of(config, managers, topics, 1)
    first_of = [kind_of.index(kind) for kind in range(max(kind_of, default=-1) + 1)]
    found = []
    for _, setting in days:
        kinds = []
        for number, person in enumerate(first_of):
            ((alone,), _) = kinds_of(config, [managers[person]], setting.topics, len(setting.categories))
            alike = [managers[n] for n, kind in enumerate(kind_of) if kind == number]
            kinds.append(replace(alone, name=", ".join(alike), most=len(alike)))
        found.append(kinds)
    return found, kind_of


def try_roster(setting: Setting, roster: Sequence[Shift], seed: int) -> Tried:
    """Simulates a roster, whoever works at closing staying for those who wait."""
    traffic = setting.traffic
    closing = int(traffic.demand.edges_ms[-1])
    stays = setting.config.closes_after_s * 1000
    staying = [replace(s, ends_ms=closing + stays) if s.ends_ms >= closing else s for s in roster]
    shifts = shifts_of(setting.config, staying, setting.topics, setting.categories)
    visitors = placed(setting.config.policy, traffic, draw(traffic, CHECK_DAYS, [seed, 7]))
    judged = judge(traffic, shifts, visitors, run(shifts, visitors))
    met, counted = level_by_interval(judged, visitors, traffic.demand.edges_ms)
    total = counted.sum(axis=0)
    return Tried(
        met=met.sum(axis=1).astype(float),
        judged=counted.sum(axis=1).astype(float),
        half_hours=np.where(total > 0, met.sum(axis=0) / np.maximum(total, 1), 1.0),
        breaches=_breaches(setting, judged, visitors.arrival_ms, visitors.line),
    )


def person_hours(shifts: Sequence[Shift], closing_ms: float) -> float:
    """Paid time within opening hours, breaks left out."""
    rests = sum(length for shift in shifts for _, length in shift.breaks)
    return (sum(min(shift.ends_ms, closing_ms) - shift.begins_ms for shift in shifts) - rests) / HOUR_MS


def desks_open(edges_ms: Times, shifts: Sequence[Shift]) -> Times:
    """(H,) desks at which somebody is, on the average of each half-hour."""
    found = np.zeros(len(edges_ms) - 1)
    for shift in shifts:
        found += coverage(edges_ms, shift.begins_ms, shift.ends_ms, shift.breaks)
    return found


def week_document(staffed: StaffedWeek) -> dict[str, object]:
    """For programs: both rosters over the week, how good the plan is, and each day with its need and shifts."""
    days, above = staffed.days, staffed.above_bound_share
    return {
        "plan": {"above_bound_share": None if above is None else round(above, 4), "hurried": staffed.hurried},
        "week": {
            name: {
                "person_hours": round(
                    sum(person_hours(getattr(day, name), float(day.edges_ms[-1])) for day in days), 2
                ),
                "service_level": ratio(
                    np.sum([tried_of(day).met for day in days], axis=0),
                    np.sum([tried_of(day).judged for day in days], axis=0),
                ),
            }
            for name, tried_of in ROSTERS.items()
        },
        "days": [_day_document(day) for day in days],
    }


ROSTERS: dict[str, Callable[[StaffedDay], Tried]] = {
    "present": lambda day: day.tried,
    "proposed": lambda day: day.tried_proposed,
}


def _day_document(day: StaffedDay) -> dict[str, object]:
    edges = day.edges_ms
    open_now, proposed = desks_open(edges, day.present), desks_open(edges, day.proposed)
    return {
        "day": day.day.isoformat(),
        "visits": round(float(day.setting.traffic.demand.expected.sum()), 1),
        "need_service_level": level_document(day.need),
        "half_hours": [
            {
                **row,
                "present": round(float(open_now[number]), 2),
                "proposed": round(float(proposed[number]), 2),
                "missing": round(float(day.missing[number]), 2),
                "present_service_level": round(float(day.tried.half_hours[number]), 4),
                "proposed_service_level": round(float(day.tried_proposed.half_hours[number]), 4),
            }
            for number, row in enumerate(need_rows(day.setting, day.need))
        ],
        **{
            name: {
                "person_hours": round(person_hours(getattr(day, name), float(edges[-1])), 2),
                "service_level": ratio(tried_of(day).met, tried_of(day).judged),
                "shifts": [_shift_document(shift, float(edges[-1])) for shift in getattr(day, name)],
            }
            for name, tried_of in ROSTERS.items()
        },
    }


def _shift_document(shift: Shift, closing_ms: float) -> dict[str, object]:
    return {
        "manager": shift.manager,
        "desk": shift.desk,
        "begins": clock(shift.begins_ms),
        "ends": clock(min(shift.ends_ms, closing_ms)),
        "breaks": [f"{clock(due)}-{clock(due + length)}" for due, length in shift.breaks],
    }


def _plan(
    days: Sequence[tuple[date, Setting]], wanted: Sequence[Counts], staff: Sequence[Staff], kinds: Sequence[Kind],
    kind_of: Sequence[int], break_ms: Milliseconds, seed: int, limit_s: float,
) -> tuple[Plan, list[Tried]]:  # fmt: skip
    needs = [
        DayNeed(day, setting.traffic.demand.edges_ms, desks) for (day, setting), desks in zip(days, wanted, strict=True)
    ]
    desks = days[0][1].config.desks
    plan = plan_week(needs, staff, kinds, kind_of, desks, break_ms=break_ms, limit_s=limit_s)
    return plan, [try_roster(setting, plan.shifts[day], seed + number) for number, (day, setting) in enumerate(days)]


def _staffed(plan: Plan, day: date, setting: Setting, wanted: Counts) -> bool:
    """Whether somebody is there for all that is wanted, if not in a break: more people could do no more."""
    there = desks_open(setting.traffic.demand.edges_ms, [replace(shift, breaks=()) for shift in plan.shifts[day]])
    return bool((there >= wanted.sum(axis=0) - LEAST).all())


def _missing(setting: Setting, need: Need, shifts: Sequence[Shift]) -> Times:
    """(H,) desks of the need that are not open; a day planned again was planned for more than that."""
    short = need.desks.sum(axis=0) - desks_open(setting.traffic.demand.edges_ms, shifts)
    return np.where(short > LEAST, short, 0.0)


def _raise(wanted: Counts, tried: Tried, kinds: Sequence[Kind], setting: Setting) -> bool:
    """One desk more, of the kind whose visitors wait, in the half-hours in which most break the standard and more may
    be open; whether there are any.
    """
    able = np.array([np.isfinite(kind.penalty_ms[:: len(setting.categories)]) for kind in kinds], float)
    room = (np.array([kind.most for kind in kinds])[:, None] > wanted) & (
        wanted.sum(axis=0) < len(setting.config.desks)
    )
    helps = np.where(room, able @ tried.breaches.T, 0.0)
    worst = [half_hour for half_hour in np.argsort(helps.max(axis=0))[-WORST:] if helps[:, half_hour].any()]
    for half_hour in worst:
        wanted[helps[:, half_hour].argmax(), half_hour] += 1
    return bool(worst)


def _shortfall(tried: Sequence[Tried], goal: float) -> float:
    """By how much the days fall short of the goal, together."""
    return sum(max(0.0, goal - _level(one)) for one in tried)


def _level(tried: Tried) -> float:
    return float(tried.met.sum() / max(tried.judged.sum(), 1.0))


def _breaches(setting: Setting, judged: Judged, arrival_ms: Times, line: Counts) -> Times:
    """(H, K) visitors a day whose wait broke the standard, by half-hour of arrival and topic."""
    edges, topics = setting.traffic.demand.edges_ms, len(setting.topics)
    half_hour = np.clip(np.searchsorted(edges, arrival_ms[judged.breached], side="right") - 1, 0, len(edges) - 2)
    topic = line[judged.breached] // len(setting.categories)
    found = np.bincount(half_hour * topics + topic, minlength=(len(edges) - 1) * topics)
    return np.asarray(found.reshape(-1, topics) / len(arrival_ms))
