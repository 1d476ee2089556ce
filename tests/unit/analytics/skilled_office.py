"""A seeded hall with skills for the estimators: six desks, three topics, credits, breaks, people who give up.

Drives the real domain: who is called next is its routing's choice. A day has a morning peak; managers differ in speed,
take breaks without a plan, and some people leave before they are called. Nothing here is known to the estimators.
"""

import heapq
from collections.abc import Iterator, Mapping
from math import log
from random import Random
from typing import TypeAlias

from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.configuration import Category, Manager, OfficeConfig, SkillLevel, Topic
from queue_server.domain.events import Event
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.domain.rejection import CommandRejected

MONDAY: Instant = 1_772_431_200_000
"""2026-03-02T06:00:00Z."""
DAY_MS = 24 * 3600 * SECOND
DAY_LENGTH_S = 8 * 3600

PRIMARY, SECONDARY = SkillLevel.PRIMARY, SkillLevel.SECONDARY
SERVICE_S = {"meters": 150.0, "contract": 420.0, "billing": 260.0}
MIX = {"meters": 0.45, "contract": 0.2, "billing": 0.35}
SKILLS = {
    "1": {"meters": PRIMARY},
    "2": {"meters": PRIMARY, "billing": SECONDARY},
    "3": {"billing": PRIMARY, "meters": SECONDARY},
    "4": {"billing": PRIMARY, "contract": PRIMARY},
    "5": {"contract": PRIMARY, "billing": SECONDARY},
    "6": {"meters": PRIMARY, "contract": SECONDARY, "billing": PRIMARY},
}
SPEED = {"1": 0.8, "2": 1.0, "3": 1.25, "4": 1.0, "5": 0.9, "6": 1.1}
CREDITED_SHARE = 0.12
PATIENCE_S = 2400.0
BREAK_SHARE = 0.03
"""After so many of their services managers take a break."""


SHORTEST_REST_S = 600.0

Plan: TypeAlias = Mapping[str, tuple[float, tuple[tuple[float, float], ...]]]
"""By desk: when its manager goes home, and the breaks with their length, in seconds of the day."""
NO_PLAN: Plan = {}
PLAN: Plan = {
    desk: (5.5 * 3600 if desk in "25" else DAY_LENGTH_S, (((2.5 + number / 2) * 3600, 1800.0),))
    for number, desk in enumerate(SKILLS)
}


def config(office: str = "klin", timezone: str = "Europe/Moscow") -> OfficeConfig:
    """The hall's configuration."""
    return OfficeConfig(
        id=office,
        name={"en": office},
        timezone=timezone,
        topics={topic: Topic(topic, {}, prefix=topic[0].upper()) for topic in SERVICE_S},
        desks=tuple(SKILLS),
        managers={f"m{desk}": Manager(f"m{desk}", "", dict(topics)) for desk, topics in SKILLS.items()},
        categories={"veteran": Category("veteran", {}, 600)},
    )


def days(
    count: int,
    *,
    seed: int,
    load: float = 0.93,
    office: str = "klin",
    another_future_from: Instant | None = None,
    plan: Plan = NO_PLAN,
    timezone: str = "Europe/Moscow",
    start: Instant = MONDAY,
    apart: int = 1,
) -> Iterator[Event]:
    """Every event of `count` days from `start` on in order; from `another_future_from` on chance decides otherwise.

    `apart`: from one day to the next, in days. By `plan` managers go on their breaks and home at the first free moment
    after their time.
    """
    chance = Random(seed)
    state = Office(office)
    events, state = handle(state, c.Configure(config(office, timezone)), start)
    yield from events
    for day in range(count):
        hall = _Day(chance, state, start + day * apart * DAY_MS, f"{office}-{day}", another_future_from, plan)
        yield from hall.run(load * chance.gammavariate(40, 1 / 40))
        state = hall.office


class _Day:
    def __init__(
        self,
        chance: Random,
        office: Office,
        start: Instant,
        name: str,
        another_future_from: Instant | None,
        plan: Plan,
    ) -> None:
        self.chance, self.office, self.start, self.name = chance, office, start, name
        self._plan: list[tuple[Instant, int, Command]] = []
        self._count = 0
        self._turns_at = another_future_from
        self._leaves_s = {desk: leaves_s for desk, (leaves_s, _) in plan.items()}
        self._rests = {desk: list(rests) for desk, (_, rests) in plan.items()}

    def run(self, load: float) -> Iterator[Event]:
        self._later(0.0, c.OpenDay())
        for desk in SKILLS:
            self._later(0.0, c.OpenDesk(desk, f"m{desk}"))
        self._plan_visitors(load)
        for desk, rests in self._rests.items():
            for due_s in (self._leaves_s[desk], *(due_s for due_s, _ in rests)):
                self._later(due_s, c.EndBreak(desk))  # nothing ends: a moment to look at the plan
        while self._plan:
            at, _, command = heapq.heappop(self._plan)
            if self._turns_at is not None and at >= self._turns_at:
                self.chance.seed(f"another {self._turns_at}")
                self._turns_at = None
            done_at = self._desk_of(command)
            yield from self._do(command, at)
            if done_at is not None and self.chance.random() < BREAK_SHARE:
                yield from self._do(c.StartBreak(done_at), at)
                self._later((at - self.start) / SECOND + self.chance.uniform(300, 1200), c.EndBreak(done_at))
            yield from self._keep_to_plan(at)
            if isinstance(command, c.Issue | c.Complete | c.EndBreak):
                for free in self._free():
                    yield from self._call(free, at)
        end = max(self.office.last_at, self.start + DAY_LENGTH_S * SECOND)
        yield from self._do(c.CloseDay(), end)

    def _plan_visitors(self, load: float) -> None:
        mean_s = sum(MIX[topic] * SERVICE_S[topic] for topic in MIX) + 20
        moment = 0.0
        while moment < DAY_LENGTH_S:
            peak = 1.35 if 2 * 3600 < moment < 4 * 3600 else 0.88
            moment += self.chance.expovariate(peak * load * len(SKILLS) / mean_s)
            ticket = f"{self.name}-{self._count}"
            topic = self.chance.choices(list(MIX), list(MIX.values()))[0]
            category = "veteran" if self.chance.random() < CREDITED_SHARE else None
            self._later(moment, c.Issue(ticket, topic, category=category))
            self._later(moment + self.chance.expovariate(1 / PATIENCE_S), c.MarkLeft(ticket))

    def _keep_to_plan(self, at: Instant) -> Iterator[Event]:
        now_s = (at - self.start) / SECOND
        for desk, rests in self._rests.items():
            there = self.office.desks[desk]
            if there.manager is None or there.ticket is not None or there.break_since_at is not None:
                continue
            if now_s >= self._leaves_s[desk]:
                yield from self._do(c.CloseDesk(desk), at)
            elif rests and now_s >= rests[0][0]:
                due_s, length_s = rests.pop(0)
                yield from self._do(c.StartBreak(desk), at)
                back_s = max(due_s + length_s, now_s + SHORTEST_REST_S) + self.chance.uniform(-60, 120)
                self._later(back_s, c.EndBreak(desk))

    def _desk_of(self, command: Command) -> str | None:
        """The desk that becomes free by `command`."""
        ticket = self.office.tickets.get(command.ticket) if isinstance(command, c.Complete) else None
        return ticket.desk if ticket is not None else None

    def _free(self) -> list[str]:
        desks = self.office.desks.values()
        free = [d.number for d in desks if d.manager is not None and d.ticket is None and d.break_since_at is None]
        return self.chance.sample(free, len(free))

    def _call(self, desk: str, at: Instant) -> Iterator[Event]:
        yield from self._do(c.CallNext(desk), at)
        ticket = self.office.tickets.get(self.office.desks[desk].ticket or "")
        if ticket is None or ticket.topic is None:
            return
        moment = (at - self.start) / SECOND + 5 + self.chance.expovariate(1 / 15)
        self._later(moment, c.Start(ticket.id))
        mean_s = SERVICE_S[ticket.topic] * SPEED[desk]
        moment += self.chance.lognormvariate(log(mean_s) - 0.8**2 / 2, 0.8)
        self._later(moment, c.Complete(ticket.id, "done"))

    def _do(self, command: Command, at: Instant) -> Iterator[Event]:
        try:
            events, self.office = handle(self.office, command, at)
        except CommandRejected:
            return  # left already, or called already: the plan was made before
        yield from events

    def _later(self, seconds: float, command: Command) -> None:
        self._count += 1
        heapq.heappush(self._plan, (self.start + round(seconds * SECOND), self._count, command))
