"""What plans come to: `make scores` writes them into docs.

A day of sixteen half-hours with two peaks, services of 288 s (CV 0.9), 90 % within 15 minutes; each plan is tried on
2000 days that no search has seen, once with the volume known and once with one that varies by 12 %.

Then real days with the desks that were advised before them (`real_days`); and whole weeks of named managers: the need
of six days, the plan for it, and the plan tried on a thousand days each.
"""

import time
from dataclasses import dataclass, replace
from pathlib import Path

from analytics.simulation.drawing import Traffic
from analytics.staffing.expected import settings_of
from analytics.staffing.need import desks_need, first_guess, level_of
from analytics.staffing.pools import Counts
from analytics.staffing.week import staff_week, week_document
from analytics.staffing.week_file import WeekFile, read_week
from queue_server.cli.scenario_office import office_of, read_toml
from queue_server.domain.configuration import Manager, OfficeConfig, SkillLevel, Topic
from tests.benchmarks import real_days
from tests.unit.analytics.staffing.test_need import ALL, day

GOAL, VARIATION, DAYS, SEED = 0.9, 0.12, 2000, 4242
VOLUMES = (300, 800)
DEMO_WEEK = Path(__file__).parents[2] / "config/scenarios/klin-week.toml"
BREAK_MS = 45 * 60_000
LIMIT_S = 3600.0
"""So that a machine that is busy with other things plans what an idle one does."""


def known(traffic: Traffic) -> Traffic:
    """The same with its volume known."""
    return replace(traffic, demand=replace(traffic.demand, day_variation=0.0))


def plans(traffic: Traffic) -> dict[str, Counts]:
    """Desks by half-hour, (1, 16), of each way to find them."""
    return {
        "Erlang C by half-hour, mean volume": first_guess(known(traffic), [ALL], GOAL),
        "Erlang C, volume + 12 %": first_guess(traffic, [ALL], GOAL),
        "simulation, mean volume (the trap)": desks_need(known(traffic), [ALL], goal=GOAL).desks,
        "simulation, volume varies (ours)": desks_need(traffic, [ALL], goal=GOAL).desks,
    }


@dataclass(frozen=True, slots=True)
class Case:
    """A week to be planned."""

    name: str
    config: OfficeConfig
    week: WeekFile


def cases() -> list[Case]:
    """The demo's own week, with too few people; and an office of eight, alike or not, with and without wishes."""
    document = read_toml(DEMO_WEEK)
    config = office_of(DEMO_WEEK, document)
    wishes: dict[str, object] = {"off": ["sat"], "wishes": "09:00-15:00"}
    return [
        Case("the demo's week: 4 managers of 4 kinds", config, read_week(document)),
        _eight("8 managers alike", generalists=8, wishes={}),
        _eight("8 managers of 2 kinds", generalists=4, wishes={}),
        _eight("8 of 2 kinds, three with wishes and a day off", generalists=4, wishes=wishes),
    ]


def _eight(name: str, *, generalists: int, wishes: dict[str, object]) -> Case:
    """300 visits a day of two topics, one of which some know alone; nine hours, six days."""
    both = dict.fromkeys(("meters", "contract"), SkillLevel.PRIMARY)
    managers = {
        f"m{n}": Manager(f"m{n}", f"m{n}", both if n < generalists else {"meters": SkillLevel.PRIMARY})
        for n in range(8)
    }
    config = OfficeConfig(
        "office", {}, "UTC", {topic: Topic(topic, {}, "A", typical_service_s=288) for topic in both},
        tuple(str(number) for number in range(1, 9)), managers,
        hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat"), "09:00-18:00"), goal=GOAL,
    )  # fmt: skip
    demand = {"visits": 300, "topics": {"meters": 2, "contract": 1}, "day_variation": VARIATION}
    staff = [{"manager": manager, **(wishes if n % 3 == 0 else {})} for n, manager in enumerate(managers)]
    return Case(name, config, read_week({"from": "2026-03-02", "days": 6, "demand": demand, "staff": staff}))


def week_row(case: Case) -> str:
    """The week staffed, as a row of the table."""
    goal = case.week.goal or case.config.goal
    days, staff = settings_of(case.week, case.config), case.week.planned_with(case.config)
    began = time.process_time()
    found = staff_week(days, staff, goal=goal, break_ms=BREAK_MS, limit_s=LIMIT_S)
    took_s = time.process_time() - began
    document = week_document(found)
    present, proposed = (document["week"][name] for name in ("present", "proposed"))  # type: ignore[index]
    need = sum(float(one.need.desks.sum()) / 2 for one in found.days)
    missing = sum(float(one.missing.sum()) for one in found.days)
    above = "–" if found.above_bound_share is None else f"{found.above_bound_share:.1%}"
    level = proposed["service_level"]
    half = (level["high"] - level["low"]) / 2
    return (
        f"| {case.name} | {need:.1f} | {proposed['person_hours']:.1f} | {above} | {missing:.1f} | {goal:.0%} "
        f"| {level['value']:.1%} ± {half:.1%} | {present['person_hours']:.1f} "
        f"| {present['service_level']['value']:.1%} | {took_s:.0f} |"
    )


def tables() -> None:
    """Prints the tables: days, real days, then weeks."""
    days_table()
    print()
    real_days.tables()
    print(
        "| week | need, desk-hours | planned, person-hours | above the bound | a desk missing, half-hours | goal "
        "| service level | present, person-hours | its level | processor s |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for case in cases():
        print(week_row(case), flush=True)


def days_table() -> None:
    """Prints the table of single days."""
    print("| visits | plan | desk-hours | service level, known volume | volume varies | worst half-hour, varies |")
    print("|---|---|---|---|---|---|")
    for visits in VOLUMES:
        traffic = day(visits, variation=VARIATION)
        for name, desks in plans(traffic).items():
            sure, varies = (level_of(one, [ALL], desks, DAYS, SEED) for one in (known(traffic), traffic))
            print(
                f"| {visits} | {name} | {desks.sum() / 2:.1f} | {sure.day:.1%} | {varies.day:.1%} "
                f"| {varies.half_hours.min():.1%} |"
            )


if __name__ == "__main__":
    tables()
