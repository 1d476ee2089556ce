"""A small office under simulation: visitors come at random, managers call at once. Drives the real domain, no clock.

Poisson arrivals, lognormal services (mean and coefficient of variation given), visitors who come when called after
`approach_s`. Known parameters make it possible to say what a good estimate is.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from random import Random

from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.configuration import Manager, OfficeConfig, SkillLevel, Topic
from queue_server.domain.events import Event
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office

START: Instant = 1_772_431_200_000
"""2026-03-02T06:00:00Z, a Monday."""


@dataclass(frozen=True)
class Traffic:
    """A day: desks by number with their topics, load as a share of the desks' time, mean service by topic (s)."""

    desks: Mapping[str, tuple[str, ...]]
    mean_service_s: dict[str, float]
    load: float
    variation: float = 0.9
    approach_s: float = 20.0
    typical_service_s: int | None = None

    def config(self) -> OfficeConfig:
        """The office of this traffic."""
        return OfficeConfig(
            id="klin",
            name={"en": "Klin"},
            timezone="Europe/Moscow",
            topics={
                topic: Topic(topic, {}, prefix="A", typical_service_s=self.typical_service_s or round(mean_s))
                for topic, mean_s in self.mean_service_s.items()
            },
            desks=tuple(self.desks),
            managers={
                f"m{number}": Manager(f"m{number}", "", dict.fromkeys(topics, SkillLevel.PRIMARY))
                for number, topics in self.desks.items()
            },
        )

    def arrival_rate(self) -> float:
        """Visitors a second, all topics alike."""
        means = self.mean_service_s.values()
        return self.load * len(self.desks) / (sum(means) / len(means) + self.approach_s)


def simulate(
    traffic: Traffic, *, visitors: int, seed: int, arrivals_s: Sequence[float] | None = None
) -> Iterator[tuple[Event, Office, Office]]:
    """Every event of the simulated day with the office before and after it.

    `arrivals_s`: when visitors come, in seconds from the start, where it is not at random at one rate.
    """
    chance = Random(seed)
    office, at = Office("klin"), float(START)
    plan: list[tuple[float, int, Command]] = []
    count = 0

    def later(moment: float, command: Command) -> None:
        nonlocal count
        count += 1
        heapq.heappush(plan, (moment, count, command))

    later(at, c.Configure(traffic.config()))
    later(at, c.OpenDay())
    for desk_number in traffic.desks:
        later(at, c.OpenDesk(desk_number, f"m{desk_number}"))
    for number in range(visitors):
        at = (
            at + chance.expovariate(traffic.arrival_rate()) * SECOND
            if arrivals_s is None
            else START + arrivals_s[number] * SECOND
        )
        later(at, c.Issue(f"t{number}", chance.choice(list(traffic.mean_service_s))))
    while plan:
        moment, _, command = heapq.heappop(plan)
        events, following = handle(office, command, round(moment))
        for event in events:
            yield event, office, following
        office = following
        if isinstance(command, c.Start):
            topic = office.tickets.get(command.ticket)
            mean_s = traffic.mean_service_s[(topic.topic if topic else "") or ""]
            later(moment + _lognormal(chance, mean_s, traffic.variation) * SECOND, c.Complete(command.ticket, "done"))
        for place, desk in office.desks.items():
            if desk.ticket is None and isinstance(command, c.Issue | c.Complete):
                calls, following = handle(office, c.CallNext(place), round(moment))
                for event in calls:
                    yield event, office, following
                office = following
                called = office.desks[place].ticket
                if called is not None:
                    later(moment + traffic.approach_s * SECOND, c.Start(called))


def _lognormal(chance: Random, mean: float, variation: float) -> float:
    spread = sqrt(log(1 + variation * variation))
    return chance.lognormvariate(log(mean) - spread * spread / 2, spread)
