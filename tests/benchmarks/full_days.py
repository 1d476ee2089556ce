"""A database with so many offices and a full day in each, as a power cut in the evening leaves it."""

import random
import time
from collections.abc import Iterator

from queue_server.domain.commands import CallNext, Command, Complete, Issue, OpenDay, OpenDesk, Start
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.events import Event, OfficeConfigured
from queue_server.domain.evolve import evolve, fold
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.log.batch import Append, NewEvent
from queue_server.log.codec import decode_event, encode_event
from queue_server.log.store import LogStore
from queue_server.offices.saving import SNAPSHOT_EVERY

VISITS = 600
APART_MS = 10_000
"""Visitors come so quickly that the day is of today, and a start finds nothing to close or to open."""


async def write_full_days(store: LogStore, configs: dict[str, OfficeConfig]) -> int:
    """A day of `VISITS` visits in every office; how many events that is.

    The day is worked out once and told of every office under its own names. The last snapshot lies a different number
    of events back in each, as it does in life.
    """
    first, *_ = configs.values()
    day = list(_day(first, began_at=time.time_ns() // 1_000_000 - VISITS * (APART_MS + 4 * SECOND)))
    for index, config in enumerate(configs.values()):
        events = [_retold(event, first.id, config) for event in day]
        recorded = tuple(NewEvent(event, "bench", None) for event in events)
        await store.append([Append(office=config.id, after_seq=0, events=recorded)])
        snapshot_seq = len(events) - index * 37 % SNAPSHOT_EVERY
        await store.save_snapshot(config.id, snapshot_seq, fold(Office(id=config.id), events[:snapshot_seq]))
    return len(day) * len(configs)


def _retold(event: Event, of: str, config: OfficeConfig) -> Event:
    if isinstance(event, OfficeConfigured):
        return OfficeConfigured(at=event.at, config=config)
    kind, version, data = encode_event(event)
    return decode_event(kind, version, data.replace(f'"{of}'.encode(), f'"{config.id}'.encode()))


def _day(config: OfficeConfig, *, began_at: Instant) -> Iterator[Event]:
    """Visitors come, are called, served and gone, one after another."""
    chance = random.Random(config.id)
    configured = OfficeConfigured(at=began_at, config=config)
    yield configured
    office = evolve(Office(id=config.id), configured)
    topics = [topic.id for topic in config.topics.values() if topic.prefix]
    opening: list[Command] = [OpenDay()]
    opening += [OpenDesk(desk=desk, manager=who) for desk, who in zip(config.desks, config.managers, strict=False)]
    at = began_at
    for command in opening:
        events, office = handle(office, command, at)
        yield from events
    for number in range(VISITS):
        at += APART_MS
        desk = config.desks[number % len(config.desks)]
        ticket = f"{config.id}-visit-{number:06d}-of-the-day"
        visit: list[Command] = [
            Issue(ticket=ticket, topic=chance.choice(topics)), CallNext(desk=desk), Start(ticket=ticket),
            Complete(ticket=ticket),
        ]  # fmt: skip
        for command in visit:
            at += SECOND
            events, office = handle(office, command, at)
            yield from events
