"""From a scenario and the office it happens in to what the kernel takes. Says what does not fit together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NoReturn

import numpy as np

from analytics.simulation.day import Shifts, Times
from analytics.simulation.drawing import Demand, Traffic
from analytics.simulation.roster import Shift, shifts_of
from analytics.simulation.scenario import (
    MINUTE_MS,
    MOST_VISITS,
    DemandTable,
    ShiftTable,
    VariantTable,
    clock_ms,
    end_ms,
    hours_ms,
    span_ms,
)
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import CategoryId, Milliseconds, TopicId
from queue_server.domain.opening import hours_text
from queue_server.errors import ScenarioInvalid

HALF_HOUR_MS = 30 * MINUTE_MS


@dataclass(frozen=True, slots=True)
class Setting:
    """One variant, ready to be simulated. `topics` and `categories` name the lines, no category first."""

    name: str
    config: OfficeConfig
    traffic: Traffic
    roster: tuple[Shift, ...]
    shifts: Shifts
    topics: tuple[TopicId, ...]
    categories: tuple[CategoryId | None, ...]


def setting_of(
    name: str, table: VariantTable, config: OfficeConfig, day: date | None, *, all_served: bool = True
) -> Setting:
    """Raises `ScenarioInvalid` where the scenario names what the office does not have.

    `all_served`: also where a topic that is asked for is served by nobody.
    """
    config = _changed(name, config, table)
    opens_ms, closes_ms = _hours(name, table, config, day)
    topics = tuple(topic for topic in config.topics if config.offers(topic))
    for topic in (*sorted(table.demand.named), *table.service.mean_s, *table.service.variation_by_topic):
        if topic not in topics:
            _refuse(name, f"there is no topic “{topic}” in office {config.id}; there are {', '.join(topics)}")
    for category in table.demand.categories:
        if category not in config.categories:
            _refuse(name, f"there is no category “{category}”; there are {', '.join(config.categories) or 'none'}")
    if sum(table.demand.categories.values()) > 1:
        _refuse(name, "demand.categories: the shares come to more than 1")
    wanted = tuple(topic for topic in topics if table.demand.weighs(topic))
    if not wanted:
        _refuse(name, "demand.topics: nobody comes for anything")
    categories: tuple[CategoryId | None, ...] = (None, *table.demand.categories)
    roster = _roster(name, table, config, (opens_ms, closes_ms))
    served = {topic for shift in roster for topic in config.managers[shift.manager].topics}
    for topic in wanted:
        if all_served and topic not in served:
            _refuse(name, f"topic “{topic}” is asked for and no manager of any shift serves it")
    return Setting(
        name=name,
        config=config,
        traffic=_traffic(table, config, wanted, categories, _edges(opens_ms, closes_ms)),
        roster=roster,
        shifts=shifts_of(config, roster, wanted, categories),
        topics=wanted,
        categories=categories,
    )


def _traffic(
    table: VariantTable,
    config: OfficeConfig,
    topics: Sequence[TopicId],
    categories: Sequence[CategoryId | None],
    edges_ms: Sequence[Milliseconds],
) -> Traffic:
    expected = _expected(table.demand, topics, edges_ms)
    credited = list(table.demand.categories.values())
    return Traffic(
        demand=Demand(
            np.array(edges_ms, float), expected, table.demand.day_variation, table.demand.half_hour_variation
        ),
        service_s=np.array(
            [table.service.mean_s.get(topic, float(config.topics[topic].typical_service_s)) for topic in topics]
        ),
        service_variation=np.array(
            [table.service.variation_by_topic.get(topic, table.service.variation) for topic in topics]
        ),
        target_s=np.array([float(config.topics[topic].standard_s or config.standard_s) for topic in topics]),
        category_share=np.array([1 - sum(credited), *credited]),
        credit_s=np.array([0.0, *(float(config.categories[name].credit_s) for name in categories if name)]),
        walk_s=table.service.walk_s,
        patience_s=table.demand.patience_s or np.inf,
        absent_share=table.demand.no_show_share,
        absent_s=max(table.service.no_show_after_s, float(config.limits.no_show_after_s)),
        opens_ms=float(edges_ms[0]),
        slip_s=float(config.limits.slip_s),
        walk_limit_s=float(config.limits.walk_limit_s),
    )


def _expected(demand: DemandTable, topics: Sequence[TopicId], edges_ms: Sequence[Milliseconds]) -> Times:
    """(H, K) visitors. A topic of `by_topic` keeps its half-hours; it has those of all where it had none."""
    everything = (
        *topics,
        *(topic for topic, count in demand.by_topic.items() if not count),
    )  # who stays away had a share
    weights = _weights(demand, everything, edges_ms)
    if not weights.sum():
        raise ScenarioInvalid("demand.half_hours: nobody comes while the office is open")
    shared = demand.visits * weights / weights.sum()
    profile = shared.sum(axis=1) / shared.sum()
    found = shared[:, : len(topics)].copy()
    for column, topic in enumerate(topics):
        if topic in demand.by_topic:
            own = found[:, column].sum()
            found[:, column] = demand.by_topic[topic] * (found[:, column] / own if own > 0 else profile)
    if found.sum() > MOST_VISITS:
        raise ScenarioInvalid(f"demand.by_topic: {found.sum():.0f} visitors are more than {MOST_VISITS}")
    return np.asarray(found)


def _weights(demand: DemandTable, topics: Sequence[TopicId], edges_ms: Sequence[Milliseconds]) -> Times:
    """(H, K): a half-hour of one number has the day's mix of topics, one of several its own."""
    mix = np.array([demand.topics.get(topic, 0.0 if demand.topics else 1.0) for topic in topics])
    mix = mix / max(mix.sum(), 1e-12)
    if not demand.half_hours:
        return np.outer(np.diff(edges_ms).astype(float), mix)
    written = {clock_ms(text): weight for text, weight in demand.half_hours.items()}
    rows = []
    for edge in edges_ms[:-1]:
        weight = written.get(edge - edge % HALF_HOUR_MS, 0.0)
        rows.append([weight.get(topic, 0.0) for topic in topics] if isinstance(weight, dict) else weight * mix)
    return np.array(rows, float)


def _roster(
    name: str, table: VariantTable, config: OfficeConfig, hours: tuple[Milliseconds, Milliseconds]
) -> tuple[Shift, ...]:
    written = table.shift or tuple(
        ShiftTable(manager=manager) for manager in list(config.managers)[: len(config.desks)]
    )
    for manager in table.without:
        if manager not in {shift.manager for shift in written}:
            _refuse(name, f"without: manager “{manager}” has no shift here")
    written = (*(shift for shift in written if shift.manager not in table.without), *table.more)
    if not config.managers:
        topic = next(iter(config.topics), "meters")
        _refuse(
            name,
            f"office “{config.id}” has no managers. Write each in the organisation file: [[manager]] with id, name, "
            f'office = "{config.id}", topics = {{ {topic} = "primary" }}',
        )
    if not config.desks:
        _refuse(
            name,
            f"office “{config.id}” has no desks. Write them in the organisation file, under [[office]] with "
            f'id = "{config.id}": desks = ["1", "2"]',
        )
    if not written:
        _refuse(name, "nobody works; the office needs a manager with a shift")
    found: list[Shift] = []
    for place, shift in enumerate(written):
        found.append(_shift(name, shift, config, hours, found, written[place + 1 :]))
    return tuple(found)


def _shift(
    name: str,
    shift: ShiftTable,
    config: OfficeConfig,
    hours: tuple[Milliseconds, Milliseconds],
    before: list[Shift],
    after: Sequence[ShiftTable],
) -> Shift:
    if shift.manager not in config.managers:
        known = ", ".join(config.managers) or "none"
        _refuse(name, f"there is no manager “{shift.manager}” in office {config.id}; there are {known}")
    begins_ms, ends_ms = _span(shift, hours)
    if ends_ms <= begins_ms:
        _refuse(name, f"the shift of {shift.manager} ends before it begins")
    taken = {one.desk for one in before if one.begins_ms < ends_ms and begins_ms < one.ends_ms}
    if shift.desk is not None and shift.desk not in config.desks:
        _refuse(name, f"there is no desk “{shift.desk}” in office {config.id}; there are {', '.join(config.desks)}")
    if shift.desk in taken:
        _refuse(name, f"desk {shift.desk} has two managers at once, one of them {shift.manager}")
    if any(one.manager == shift.manager and one.begins_ms < ends_ms and begins_ms < one.ends_ms for one in before):
        _refuse(name, f"manager {shift.manager} has two shifts at once")
    promised = {one.desk for one in after if _meets(one, hours, begins_ms, ends_ms)}
    desk = shift.desk or next((number for number in config.desks if number not in taken | promised), None)
    if desk is None:
        _refuse(name, f"there is no desk left for {shift.manager}; the office has {len(config.desks)}")
    if ends_ms >= hours[1]:
        ends_ms += config.closes_after_s * 1000  # whoever is there at closing stays for those who wait
    spans = [span_ms(text) for text in shift.breaks]
    return Shift(
        desk, shift.manager, begins_ms, ends_ms, tuple((begins, ends - begins) for begins, ends in spans), shift.speed
    )


def _span(shift: ShiftTable, hours: tuple[Milliseconds, Milliseconds]) -> tuple[Milliseconds, Milliseconds]:
    return (
        clock_ms(shift.begins) if shift.begins else hours[0],
        end_ms(shift.ends) if shift.ends else hours[1],
    )


def _meets(
    shift: ShiftTable, hours: tuple[Milliseconds, Milliseconds], begins_ms: Milliseconds, ends_ms: Milliseconds
) -> bool:
    begins, ends = _span(shift, hours)
    return begins < ends_ms and begins_ms < ends


def _changed(name: str, config: OfficeConfig, table: VariantTable) -> OfficeConfig:
    managers = dict(config.managers)
    for manager, skills in table.skills.items():
        if manager not in managers:
            _refuse(name, f"skills: there is no manager “{manager}” in office {config.id}")
        for topic in skills:
            if topic not in config.topics:
                _refuse(name, f"skills of {manager}: there is no topic “{topic}” in office {config.id}")
        managers[manager] = replace(managers[manager], topics=dict(skills))
    return replace(
        config,
        managers=managers,
        policy=table.policy or config.policy,
        desks=config.desks if table.desks is None else table.desks,
    )


def _hours(name: str, table: VariantTable, config: OfficeConfig, day: date | None) -> tuple[Milliseconds, Milliseconds]:
    if table.hours is not None:
        return span_ms(table.hours)
    if day is None:
        _refuse(name, "hours: say when the office is open")
    text = hours_text(config, day.isoformat())
    if text is None:
        _refuse(name, f"office {config.id} is closed on {day.isoformat()}; say `hours`, or another day")
    return hours_ms(text)


def _edges(opens_ms: Milliseconds, closes_ms: Milliseconds) -> list[Milliseconds]:
    first = opens_ms - opens_ms % HALF_HOUR_MS + HALF_HOUR_MS
    return [opens_ms, *range(first, closes_ms, HALF_HOUR_MS), closes_ms]


def _refuse(name: str, sentence: str) -> NoReturn:
    raise ScenarioInvalid(f"{name}: {sentence}" if name else sentence)
