"""When people waited longer, in a report of a week, month or quarter: the worst day and hours, charts, a table."""

from datetime import date, timedelta

from analytics.reports.document import Block, Chart, HeatMap, Ink, Section, Sentences, Series, Shape, Table
from analytics.reports.period_facts import PeriodFacts
from analytics.reports.saying import clock, tone_of
from analytics.reports.tables import STANDARD_COLUMNS, column, standard_cells
from analytics.reports.usual import slot_of
from analytics.reports.values import Day, Listed, Message, Number, Text, Unit, Value, Weekday, count, share
from analytics.visits.columns import WEEKDAY_NAMES

NAMED_HOURS = 3
LEVEL_FLOOR_STEP = 0.1
FEWEST_IN_A_CELL = 5
"""Judged visits under which a cell of the heat map says too little to be coloured."""


def when(facts: PeriodFacts, goal: float, standard_s: float) -> Section:
    """The section."""
    blocks: list[Block] = []
    worst = min((row for row in facts.by_day if row["judged"]), key=lambda row: row["service_level"], default=None)
    if worst is not None and worst["service_level"] < goal and len(facts.by_day) > 1:
        bad = sum(1 for row in facts.by_day if row["judged"] and row["service_level"] < goal)
        told = Message(
            "worst-day",
            {
                "n": count(bad),
                "days": count(sum(1 for row in facts.by_day if row["judged"])),
                "day": Day(worst["day"], long=True),
                "level": share(worst["service_level"]),
            },
        )
        blocks.append(Sentences(((told, *_worst_hours(facts, standard_s)),)))
    blocks += _charts(facts, goal)
    heat = _heat(facts, standard_s)
    if heat is not None:
        blocks.append(heat)
    blocks.append(_day_table(facts, goal, standard_s))
    return Section("when", Message("section-when"), tuple(blocks))


def _worst_hours(facts: PeriodFacts, standard_s: float) -> list[Message]:
    rows = [row for row in facts.by_hour if row["judged"] >= FEWEST_IN_A_CELL and row["breached"]]
    worst = sorted(rows, key=lambda row: (-row["breached"], row["weekday"], row["half_hour"]))[:NAMED_HOURS]
    if not worst or worst[0]["wait_p90_s"] <= standard_s:
        return []
    named = Listed(
        tuple(
            Message(
                "weekday-at",
                {"weekday": Weekday(WEEKDAY_NAMES.index(row["weekday"])), "time": Text(row["half_hour"])},
            )
            for row in worst
        )
    )
    return [Message("worst-hours", {"hours": named})]


def _charts(facts: PeriodFacts, goal: float) -> list[Block]:
    days = _every_day(facts)
    rows = {row["day"]: row for row in facts.by_day}
    names: tuple[Value, ...] = tuple(Text(f"{int(day[8:])}.{day[5:7]}") for day in days)
    kept = tuple(rows[day]["issued"] - rows[day]["breached"] if day in rows else 0 for day in days)
    broken = tuple(rows[day]["breached"] if day in rows else 0 for day in days)
    levels = tuple(rows[day]["service_level"] if day in rows else None for day in days)
    lowest = min([level for level in levels if level is not None] or [goal])
    floor = max(0.0, (min(lowest, goal) // LEVEL_FLOOR_STEP) * LEVEL_FLOOR_STEP - LEVEL_FLOOR_STEP)
    return [
        Chart(
            "level",
            Message("chart-level"),
            names,
            (Series("service_level", Message("figure-service-level"), levels, Shape.LINE, Ink.INK),),
            unit=Unit.SHARE,
            mark=goal,
            mark_label=Message("figure-goal", {"goal": share(goal)}),
            floor=round(floor, 2),
            ceiling=1.0,
        ),
        Chart(
            "visits",
            Message("chart-visits"),
            names,
            (
                Series("kept", Message("series-kept"), kept),
                Series("breached", Message("series-breached"), broken, ink=Ink.BREACH),
            ),
        ),
    ]


def _every_day(facts: PeriodFacts) -> list[str]:
    """The period's days up to the last that had a visit: what has not come yet is not drawn as nothing."""
    begin = date.fromisoformat(facts.period.first)
    last = date.fromisoformat(max(row["day"] for row in facts.by_day))
    return [(begin + timedelta(days=step)).isoformat() for step in range((last - begin).days + 1)]


def _heat(facts: PeriodFacts, standard_s: float) -> HeatMap | None:
    rows = {(row["weekday"], row["half_hour"]): row for row in facts.by_hour}
    hours = sorted({half_hour for _, half_hour in rows})
    weekdays = [day for day in WEEKDAY_NAMES if any(weekday == day for weekday, _ in rows)]
    if len(hours) < 2:
        return None
    slots = range(slot_of(hours[0]), slot_of(hours[-1]) + 1)

    def cell(weekday: str, slot: int) -> Number:
        row = rows.get((weekday, clock(30 * slot).text))
        if row is None or row["judged"] < FEWEST_IN_A_CELL:
            return Number(None, Unit.MEAN)
        minutes = row["wait_p90_s"] / 60
        return Number(minutes, Unit.MEAN, tone_of(row["wait_p90_s"], standard_s))

    return HeatMap(
        "p90_by_hour",
        Message("chart-heat", {"n": count(FEWEST_IN_A_CELL)}),
        across=tuple(clock(30 * slot) for slot in slots),
        down=tuple(Weekday(WEEKDAY_NAMES.index(day)) for day in weekdays),
        cells=tuple(tuple(cell(day, slot) for slot in slots) for day in weekdays),
    )


def _day_table(facts: PeriodFacts, goal: float, standard_s: float) -> Table:
    rows: list[tuple[Value, ...]] = [
        (Day(row["day"]), *standard_cells(row, standard_s=standard_s, goal=goal)) for row in facts.by_day
    ]
    return Table("days", Message("table-days"), (column("day"), *STANDARD_COLUMNS), tuple(rows))
