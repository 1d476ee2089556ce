"""What-if questions while the server serves: one at a time, in a thread, never on the server's own loop.

Needs and plans, which take longer, have a lane of their own: whoever tries something out does not wait behind a roster.
Past visits are read in the clerk's room; the simulation runs beside (the compiled kernel holds no lock of Python's).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from analytics.answering import FigureAnswers
from analytics.clerk import Clerk
from analytics.forecast.forecasting import DayForecast
from analytics.forecast.office import StoreForecast, first_unfinished
from analytics.schedules.schedule import DaySchedule
from analytics.schedules.store import Schedules
from analytics.simulation.comparing import clock, compare
from analytics.simulation.running import form
from analytics.simulation.scenario import DAY_MS, MINUTE_MS, before_midnight_ms, day_of, read_scenario
from analytics.simulation.setting import Setting, setting_of
from analytics.staffing.day_need import Needs, Sought, need_document
from analytics.staffing.expected import Lasted, Services, settings_of, told_by
from analytics.staffing.lane import Lane
from analytics.staffing.people import with_people
from analytics.staffing.present import present_shifts, shifts_published
from analytics.staffing.staff import Staff
from analytics.staffing.store import PeopleStore
from analytics.staffing.telling import planned_document
from analytics.staffing.week import kinds_of_days, staff_week
from analytics.staffing.week_file import WeekFile, read_week
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.opening import hours_text
from queue_server.errors import ScenarioInvalid

MOST_SIMULATED = 3_000_000
"""Visits of one question, over all variants and days: a few seconds with Numba, half a minute without."""

SERVICE_DAYS = 60
FEWEST_SERVED = 30
"""Services of a topic from which on their mean is better than the typical time of the organisation file; and of all
topics, from which on the mean walk to the desk is better than the scenario's default."""

GUESSED_VISITS = 30.0
"""A manager's day, where no history says how many come."""

HALF_HOUR_MS = 30 * MINUTE_MS
MOST_DAYS = 7
SEED = 1
"""Of a single need: that of a plan for which nobody names another."""


class StaffingBureau:
    """The questions of one server."""

    def __init__(self, clerk: Clerk, clock: Callable[[], Instant]) -> None:
        self._clerk, self._clock = clerk, clock
        self._short, self._long = Lane(), Lane()
        self._needs = Needs()

    async def forecast(self, config: OfficeConfig, first: date, days: int) -> list[dict[str, Any]]:
        """`days` days from `first`, as known on the evening before; none where too little is known.

        Where the first is today, its rest is corrected by what has come.
        """
        now = datetime.fromtimestamp(self._clock() / SECOND, tz=ZoneInfo(config.timezone))
        minutes = now.hour * 60 + now.minute if first == now.date() else None

        async def work(answers: FigureAnswers) -> list[DayForecast]:
            try:
                return await StoreForecast(answers.store).days(config.id, first, days, minutes=minutes)
            except LookupError:
                return []

        return [day.document() for day in await self._clerk.in_turn(work)]

    async def day(self, config: OfficeConfig, day: date) -> dict[str, Any]:
        """The office's day as a scenario: forecast demand, services as they were, the published shifts.

        Where nothing is published, everybody is on duty all day.
        """
        hours = hours_text(config, day.isoformat())

        async def work(answers: FigureAnswers) -> tuple[DayForecast | None, Services, DaySchedule]:
            found = await _forecast_of(answers, config, day)
            (schedule,) = await Schedules(answers.store.database).of(config.id, day)
            return found, await services_before(answers, config, day), schedule

        found, services, schedule = await self._clerk.in_turn(work)
        shifts = [
            {"manager": one.manager, "desk": one.desk, "begins": one.begins, "ends": one.ends, "breaks": one.breaks}
            for one in shifts_published(config, schedule)
        ]
        offered = [topic for topic in config.topics if config.offers(topic)]
        return {
            "day": day.isoformat(),
            "hours": hours,
            "from_history": found is not None,
            "published": bool(shifts),
            "goal": config.goal,
            "policy": config.policy.value,
            "desks": list(config.desks),
            "topics": [{"id": topic, "name": dict(config.topics[topic].name)} for topic in offered],
            "managers": [
                {"id": one.id, "name": one.name, "topics": {topic: level.value for topic, level in one.topics.items()}}
                for one in config.managers.values()
            ],
            "scenario": {
                "demand": _demand(config, found, offered, hours),
                "service": told_by(services, config),
                "shift": shifts or [{"manager": manager} for manager in list(config.managers)[: len(config.desks)]],
            },
        }

    async def need(self, config: OfficeConfig, day: date) -> dict[str, Any]:
        """Desks needed on a day by half-hour, skill and topic, for what is forecast or else for a guess.

        No half-hours on a closed day, or where nobody is there to be needed.
        """
        offered = [topic for topic in config.topics if config.offers(topic)]
        answer: dict[str, Any] = {
            "office": config.id,
            "day": day.isoformat(),
            "goal": config.goal,
            "from_history": False,
            "managers": [{"id": one.id, "topics": list(one.topics)} for one in config.managers.values()],
            "topics": [
                {"id": one, "name": dict(config.topics[one].name)} for one in config.topics if config.offers(one)
            ],
            "visits": 0.0,
            "need_service_level": None,
            "half_hours": [],
        }
        hours = hours_text(config, day.isoformat())
        if hours is None or not config.managers:
            return answer

        async def work(answers: FigureAnswers) -> tuple[DayForecast | None, Services]:
            return await _forecast_of(answers, config, day), await services_before(answers, config, day)

        found, services = await self._clerk.in_turn(work)
        if found is not None and found.total < 1:
            found = None
        demand = None if found is not None else _demand(config, None, offered, hours)
        week = read_week({"from": day.isoformat(), "days": 1} | ({"demand": demand} if demand else {}))
        days = settings_of(week, config, [found] if found is not None else [], services)
        ((_, setting),) = days
        (sought,) = _sought(days, week.planned_with(config), config.goal, SEED)
        need = await self._needs.soon(sought, self._long.in_turn)
        return answer | {"from_history": found is not None} | need_document(day, setting, need)

    async def what_if(
        self, config: OfficeConfig, scenario: Mapping[str, Any], *, replications: int, seed: int
    ) -> dict[str, Any]:
        """The scenario and its variants side by side. Raises `ScenarioInvalid`, and `TooManyRequests` in a rush."""
        variants = read_scenario(scenario)
        day = day_of(scenario)
        settings = [setting_of(name, table, config, day) for name, table in variants.items()]
        simulated = replications * sum(float(setting.traffic.demand.expected.sum()) for setting in settings)
        if simulated > MOST_SIMULATED:
            fewer = int(replications * MOST_SIMULATED / simulated)
            raise ScenarioInvalid(f"replications: that is too much at once; ask for {fewer} at most")
        found = await self._short.in_turn(lambda: compare(settings, replications, seed))
        return {
            "office": config.id,
            "day": day.isoformat() if day is not None else None,
            "replications": replications,
            "seed": seed,
            "kernel": form().value,
            "variants": found,
        }

    async def plan(
        self, config: OfficeConfig, document: Mapping[str, Any], *, language: str, seed: int
    ) -> dict[str, Any]:
        """A week planned, as `queue-server staffing` prints it; without demand it is planned for what is forecast."""
        week = read_week(document)
        if week.days > MOST_DAYS:
            raise ScenarioInvalid(f"days: at most {MOST_DAYS} are planned at once here")
        week, forecasts, services = await self._clerk.in_turn(lambda answers: known_of(answers, config, week))
        days = settings_of(week, config, forecasts, services)
        staff, goal = week.planned_with(config), week.goal or config.goal

        def work() -> dict[str, Any]:
            breaks = week.break_minutes * MINUTE_MS
            found = staff_week(days, staff, goal=goal, break_ms=breaks, seed=seed, needs=needs)
            return planned_document(config, found, goal=goal, language=language)

        try:
            async with self._long.place():
                needs = [await self._needs.of(one, self._long.turn) for one in _sought(days, staff, goal, seed)]
                return await self._long.turn(work)
        except LookupError as problem:
            raise ScenarioInvalid(str(problem)) from None


def _sought(days: Sequence[tuple[date, Setting]], staff: Sequence[Staff], goal: float, seed: int) -> list[Sought]:
    """The need of each day, as a plan and whoever asks for a single one seek it: days alike have the same."""
    kinds, _ = kinds_of_days(days, staff)
    return [
        Sought(setting.traffic, mine, goal, len(setting.config.desks), seed)
        for (_, setting), mine in zip(days, kinds, strict=True)
    ]


async def known_of(
    answers: FigureAnswers, config: OfficeConfig, week: WeekFile
) -> tuple[WeekFile, list[DayForecast], Services]:
    """What is known of a week besides: the present roster, who may work how; the forecast where no demand is named.

    Raises `ScenarioInvalid` where nothing can be forecast.
    """
    if not week.shift:
        week = week.model_copy(update={"shift": await present_shifts(answers.store, config, week)})
    week = with_people(week, await PeopleStore(answers.store.database).of(config.id), config)
    if week.demand is not None:
        return week, [], Services()
    try:
        forecasts = await StoreForecast(answers.store).days(config.id, week.first, week.days)
    except LookupError as problem:
        raise ScenarioInvalid(f"demand: say how many come, for nothing can be forecast: {problem}") from None
    return week, forecasts, await services_before(answers, config, week.first)


async def _forecast_of(answers: FigureAnswers, config: OfficeConfig, day: date) -> DayForecast | None:
    """None where too little is known."""
    try:
        (found,) = await StoreForecast(answers.store).days(config.id, day)
    except LookupError:
        return None
    return found


async def services_before(answers: FigureAnswers, config: OfficeConfig, day: date) -> Services:
    """How long visitors of each topic were at the desk over the weeks before `day`.

    Of days that are over: else every service that ends today would make another need of each day to come.
    """
    day = min(day, first_unfinished(config, answers.store.clock()))
    first, last = day - timedelta(SERVICE_DAYS), day - timedelta(1)
    only = ("served", "service_mean_s", "service_sd_s", "walk_mean_s")
    found = await answers.answer(first.isoformat(), last.isoformat(), office=config.id, by=("topic",), only=only)
    rows = [row for row in found.rows if row["topic"] and row["served"]]
    served = sum(row["served"] for row in rows)
    walked_s = sum(row["served"] * float(row["walk_mean_s"]) for row in rows)
    return Services(
        {
            row["topic"]: Lasted(
                round(float(row["service_mean_s"]), 1),
                round(float(row["service_sd_s"]) / float(row["service_mean_s"]), 3),
            )
            for row in rows
            if round(row["service_mean_s"] or 0.0, 1) and row["served"] >= FEWEST_SERVED
        },
        round(walked_s / served, 1) if served >= FEWEST_SERVED else None,
    )


def _demand(config: OfficeConfig, found: DayForecast | None, offered: list[str], hours: str | None) -> dict[str, Any]:
    """A day's demand, each half-hour with its own topics; half-hours outside the hours are left out."""
    if found is None or found.total < 1:
        return {"visits": GUESSED_VISITS * max(1, min(len(config.managers), len(config.desks))), "topics": {}}
    opens, closes = before_midnight_ms(hours) if hours is not None else (0, DAY_MS)
    by_topic = dict(zip(found.topics, found.expected.sum(axis=0).tolist(), strict=True))
    columns = [(topic, column) for column, topic in enumerate(found.topics) if topic in offered]
    return {
        "visits": round(found.total, 1),
        "topics": {topic: round(by_topic.get(topic, 0.0), 2) for topic in offered if by_topic.get(topic, 0.0) > 0},
        "half_hours": {
            clock(number * HALF_HOUR_MS): {topic: round(row[column], 3) for topic, column in columns if row[column] > 0}
            for number, row in enumerate(found.expected.tolist())
            if sum(row) > 0 and opens - HALF_HOUR_MS < number * HALF_HOUR_MS < closes
        },
        "day_variation": round(min(found.spread.day, 1.0), 3),
        "half_hour_variation": round(min(found.spread.half_hour, 1.0), 3),
    }
