"""A week staffed for what is forecast: demand by topic and half-hour with its own spread, services as they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from analytics.forecast.forecasting import DayForecast
from analytics.simulation.drawing import WALK_LIMIT_S, Demand
from analytics.simulation.scenario import MINUTE_MS, DemandTable, ServiceTable
from analytics.simulation.setting import Setting, setting_of
from analytics.staffing.week_file import WeekFile
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.opening import CLOSED
from queue_server.errors import ScenarioInvalid

HALF_HOUR_MS = 30 * MINUTE_MS
LEAST_VISITS = 1.0
MOST_VARIATION = 1.0
MOST_SERVICE_VARIATION = 2.0
"""More comes from services that somebody forgot to end."""


@dataclass(frozen=True, slots=True)
class Lasted:
    """How long services of a topic were: the mean in seconds, and the coefficient of variation."""

    mean_s: float
    variation: float


@dataclass(frozen=True, slots=True)
class Services:
    """What a log tells of visitors at the desk by topic, and of the mean walk there (None: nothing)."""

    by_topic: Mapping[str, Lasted] = field(default_factory=dict)
    walk_s: float | None = None


def settings_of(
    week: WeekFile,
    config: OfficeConfig,
    forecasts: Sequence[DayForecast] = (),
    services: Services = Services(),
) -> list[tuple[date, Setting]]:
    """The open days of `week` with their present rosters; demand is the file's, else that of `forecasts`.

    Raises `ScenarioInvalid` where neither says how many come, or nothing is open.
    """
    by_day = {forecast.day: forecast for forecast in forecasts}
    found = []
    for day in week.open_days(config):
        expected = by_day.get(day)
        if week.demand is not None or expected is None:
            table = week.table_of(day)
            found.append((day, setting_of(day.isoformat(), table, config, day, all_served=False)))
            continue
        if expected.total < LEAST_VISITS:
            continue
        planned = week.model_copy(
            update={
                "demand": _table_of(expected, config),
                "weekdays": {},
                "service": _served_as(week.service, services, config),
            }
        )
        setting = setting_of(day.isoformat(), planned.table_of(day), config, day, all_served=False)
        found.append((day, with_forecast(setting, expected)))
    if not found:
        raise ScenarioInvalid(_why_none(week, config))
    return found


def _why_none(week: WeekFile, config: OfficeConfig) -> str:
    if week.open_days(config):
        return "demand: hardly anybody is forecast to come on these days; say how many come"
    if any(hours != CLOSED for hours in (*config.hours.values(), *config.days.values())):
        return "days: the office is closed on all of them"
    return (
        f"hours: office “{config.id}” has none and never opens. Write them in the organisation file, under [[office]]"
        f' with id = "{config.id}": hours = {{ mon = "09:00-18:00", tue = "09:00-18:00" }}. A server knows them once'
        " the file is applied: queue-server apply --config FILE"
    )


def with_forecast(setting: Setting, expected: DayForecast) -> Setting:
    """`setting` with each topic's own half-hours; whoever comes before opening waits for it in the first one.

    The day's factor and the half-hours' own are drawn as the forecast has been off.
    """
    demand = setting.traffic.demand
    edges = demand.edges_ms
    slot = np.clip(np.searchsorted(edges, np.arange(48) * HALF_HOUR_MS, side="right") - 1, 0, len(edges) - 2)
    counts = np.zeros_like(demand.expected)
    for column, topic in enumerate(setting.topics):
        if topic in expected.topics:
            np.add.at(counts[:, column], slot, expected.expected[:, expected.topics.index(topic)])
    day, half_hour = (min(one, MOST_VARIATION) for one in (expected.spread.day, expected.spread.half_hour))
    return replace(setting, traffic=replace(setting.traffic, demand=Demand(edges, counts, day, half_hour)))


def told_by(services: Services, config: OfficeConfig) -> dict[str, Any]:
    """Keys of a scenario's `[service]`: services of the topics offered as long, and as varied, as they were."""
    offered = {topic: one for topic, one in services.by_topic.items() if config.offers(topic)}
    return {
        "mean_s": {topic: one.mean_s for topic, one in offered.items()},
        "variation_by_topic": {topic: min(one.variation, MOST_SERVICE_VARIATION) for topic, one in offered.items()},
    } | ({} if services.walk_s is None else {"walk_s": min(services.walk_s, WALK_LIMIT_S)})


def _served_as(written: ServiceTable, services: Services, config: OfficeConfig) -> ServiceTable:
    """As `services` tell, but for what is written."""
    told, said = told_by(services, config), written.model_dump(exclude_unset=True)
    if "variation" in said:
        del told["variation_by_topic"]
    by_topic = {key: rows | said.get(key, {}) for key, rows in told.items() if key != "walk_s"}
    return written.model_copy(update=told | said | by_topic)


def _table_of(expected: DayForecast, config: OfficeConfig) -> DemandTable:
    by_topic = dict(zip(expected.topics, expected.expected.sum(axis=0).tolist(), strict=True))
    topics = {topic: count for topic, count in by_topic.items() if config.offers(topic) and count > 0}
    return DemandTable(visits=expected.total, topics=topics, day_variation=min(expected.spread.day, MOST_VARIATION))
