"""A week staffed for what is forecast: demand by topic and half-hour with its own spread, services as they were."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from analytics.forecast.forecasting import DayForecast
from analytics.simulation.drawing import Demand
from analytics.simulation.scenario import MINUTE_MS, DemandTable
from analytics.simulation.setting import Setting, setting_of
from analytics.staffing.week_file import WeekFile
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.opening import CLOSED
from queue_server.errors import ScenarioInvalid

HALF_HOUR_MS = 30 * MINUTE_MS
LEAST_VISITS = 1.0
MOST_VARIATION = 1.0


def settings_of(
    week: WeekFile,
    config: OfficeConfig,
    forecasts: Sequence[DayForecast] = (),
    services: Mapping[str, float] | None = None,
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
                "service": week.service.model_copy(
                    update={"mean_s": {**_known(services or {}, config), **week.service.mean_s}}
                ),
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
    """`setting` with each topic's own half-hours; whoever comes before opening waits for it in the first one."""
    demand = setting.traffic.demand
    edges = demand.edges_ms
    slot = np.clip(np.searchsorted(edges, np.arange(48) * HALF_HOUR_MS, side="right") - 1, 0, len(edges) - 2)
    counts = np.zeros_like(demand.expected)
    for column, topic in enumerate(setting.topics):
        if topic in expected.topics:
            np.add.at(counts[:, column], slot, expected.expected[:, expected.topics.index(topic)])
    traffic = replace(setting.traffic, demand=Demand(edges, counts, min(expected.spread.day, MOST_VARIATION)))
    return replace(setting, traffic=traffic)


def _table_of(expected: DayForecast, config: OfficeConfig) -> DemandTable:
    by_topic = dict(zip(expected.topics, expected.expected.sum(axis=0).tolist(), strict=True))
    topics = {topic: count for topic, count in by_topic.items() if config.offers(topic) and count > 0}
    return DemandTable(visits=expected.total, topics=topics, day_variation=min(expected.spread.day, MOST_VARIATION))


def _known(services: Mapping[str, float], config: OfficeConfig) -> dict[str, float]:
    return {topic: mean for topic, mean in services.items() if config.offers(topic)}
