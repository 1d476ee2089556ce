"""Who plays in the demo: the organisation's offices as the driver takes them.

Knows the domain's configuration and the driver's cast, which do not know each other.
"""

import random
from collections.abc import Iterable, Sequence
from datetime import date

from queue_server.cli.demo_shifts import with_hours
from queue_server.client.driver.cast import ManagerRole, OfficeCast, TopicRole
from queue_server.domain.configuration import Manager, OfficeConfig, SkillLevel, Topic
from queue_server.domain.opening import hours_on

QUICKNESS_SIGMA = 0.2
"""How much managers differ: the spread of the logarithm of their speed in the bank data of 1999."""

USUAL_SERVICE_S = 300.0
FEWEST_FOR_A_FREE_DESK = 3
HELPING_OUT = 0.3
RARE = 0.02
"""A topic that nobody at a desk knows is asked for now and then all the same."""


def casts_on(configs: Iterable[OfficeConfig], day: date) -> list[OfficeCast]:
    """The offices that open on `day`."""
    found = (_cast(config, day) for config in configs)
    return [cast for cast in found if cast is not None]


def unplayed_manager(config: OfficeConfig) -> Manager | None:
    """Whom the simulation leaves to the person who tries the demo: the office's last manager, and a free desk."""
    managers = list(config.managers.values())
    return managers[-1] if len(managers) >= FEWEST_FOR_A_FREE_DESK and len(config.desks) >= len(managers) else None


def _cast(config: OfficeConfig, day: date) -> OfficeCast | None:
    hours = hours_on(config, day.isoformat())
    free = unplayed_manager(config)
    managers = [_manager(manager) for manager in config.managers.values() if manager is not free]
    offered = [topic for topic in config.topics.values() if config.offers(topic.id)]
    topics = {topic.id: _topic(topic, config, weight=_weight(topic, managers)) for topic in offered}
    if hours is None or not topics:
        return None
    return OfficeCast(
        id=config.id,
        topics=topics,
        managers=tuple(with_hours(managers, opens_at=hours[0], closes_at=hours[1])),
        desks=config.desks,
        opens_at=hours[0],
        closes_at=hours[1],
        categories=tuple(config.categories),
        reserve=(_manager(free),) if free is not None else (),
    )


def _weight(topic: Topic, managers: Sequence[ManagerRole]) -> float:
    """How many come for a topic: as many as those who know it can serve, each dividing the day among what they know."""
    time_for_it = sum(_part(manager, topic.id) for manager in managers)
    return max(time_for_it, RARE) * USUAL_SERVICE_S / max(topic.typical_service_s, 1)


def _part(manager: ManagerRole, topic: str) -> float:
    """The share of a manager's day that goes to a topic; what is known as a second skill only helps out."""
    if topic not in manager.topics:
        return 0.0
    whole = sum(1.0 if primary else HELPING_OUT for primary in manager.topics.values())
    return (1.0 if manager.topics[topic] else HELPING_OUT) / whole


def _topic(topic: Topic, config: OfficeConfig, *, weight: float) -> TopicRole:
    return TopicRole(
        id=topic.id,
        typical_service_s=float(topic.typical_service_s),
        weight=weight,
        outcomes=tuple(outcome.id for outcome in config.outcomes),
    )


def _manager(manager: Manager) -> ManagerRole:
    chance = random.Random(manager.id)  # noqa: S311 - the same manager is equally quick in every run
    return ManagerRole(
        id=manager.id,
        topics={topic: level is SkillLevel.PRIMARY for topic, level in manager.topics.items()},
        quickness=chance.lognormvariate(0.0, QUICKNESS_SIGMA),
    )
