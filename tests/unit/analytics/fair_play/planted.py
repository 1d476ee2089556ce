"""Honest days of a small hall, and the same with cheats planted: seeded, driven through the real domain.

Honest people err as people do: calls taken back, visitors who walk slowly or do not come, services of a few seconds,
pauses between visitors, breaks, a visitor who asks to wait outside, issuing stopped ten minutes before closing. What is
planted is known: which rule, which day, which manager.
"""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import log
from random import Random

from analytics.fair_play.marks import Rule
from queue_server.domain import commands as c
from queue_server.domain.clocks import accountable_ms
from queue_server.domain.commands import Command
from queue_server.domain.configuration import Manager, OfficeConfig, SkillLevel, Topic
from queue_server.domain.events import Event
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.domain.rejection import CommandRejected
from queue_server.domain.routing import next_ticket
from queue_server.domain.ticket import PostponedBy, Ticket, TicketState

MONDAY: Instant = 1_772_431_200_000
"""2026-03-02T06:00:00Z, nine in Moscow."""
DAY_MS = 24 * 3600 * SECOND
OPEN_S = 8 * 3600
SERVICE_S = {"meters": 150.0, "billing": 260.0, "contract": 480.0}
MIX = {"meters": 0.45, "billing": 0.35, "contract": 0.2}
DESKS = ("1", "2", "3", "4")
OF_MANAGERS = tuple(rule for rule in Rule if rule not in (Rule.MASS_POSTPONING, Rule.ISSUING_CLOSED_EARLY))

Planted = tuple[str, Rule, str | None]
"""Local day, rule, manager (None: the office)."""


@dataclass(frozen=True)
class Days:
    """The events of all days, and what was planted in them."""

    events: list[tuple[Event, str]]
    planted: frozenset[Planted]


def office_config() -> OfficeConfig:
    return OfficeConfig(
        id="klin",
        name={"en": "Klin"},
        timezone="Europe/Moscow",
        topics={topic: Topic(topic, {}, prefix=topic[0].upper()) for topic in SERVICE_S},
        desks=DESKS,
        managers={f"m{desk}": Manager(f"m{desk}", "", dict.fromkeys(SERVICE_S, SkillLevel.PRIMARY)) for desk in DESKS},
        hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "09:00-17:00"),
    )


def planted_days(count: int, *, seed: int, cheating: float = 0.3) -> Days:
    """`count` days; on each every rule is broken with probability `cheating`, by a manager of chance."""
    chance = Random(seed)
    events, office = handle(Office("klin"), c.Configure(office_config()), MONDAY)
    told: list[tuple[Event, str]] = [(event, "") for event in events]
    planted: set[Planted] = set()
    for number in range(count):
        start = MONDAY + number * DAY_MS
        cheats: dict[Rule, str | None] = {}
        for rule in Rule:
            if chance.random() < cheating:
                cheats[rule] = chance.choice(DESKS) if rule in OF_MANAGERS else None
        hall = _Hall(chance, office, start, f"d{number}", cheats)
        told += hall.run()
        office = hall.office
        day = local_date(office.configured, start)
        planted |= {(day, rule, f"m{desk}" if desk is not None else None) for rule, desk in cheats.items()}
    return Days(told, frozenset(planted))


class _Hall:
    def __init__(
        self, chance: Random, office: Office, start: Instant, name: str, cheats: dict[Rule, str | None]
    ) -> None:
        self.chance, self.office, self.start, self.name, self.cheats = chance, office, start, name, cheats
        self.zeal = chance.uniform(0.3, 1.2)
        self.told: list[tuple[Event, str]] = []
        self._plan: list[tuple[float, int, Callable[[float], None]]] = []
        self._count = 0
        self._over = False

    def run(self) -> list[tuple[Event, str]]:
        self._do(0, c.OpenDay())
        for desk in DESKS:
            self._do(0, c.OpenDesk(desk, f"m{desk}"))
            self._later(self.chance.uniform(0, 60), lambda now, desk=desk: self._turn(desk, now))  # type: ignore[misc]
        self._plan_visitors()
        self._plan_breaks()
        self._plan_office()
        while self._plan:
            moment, _, step = heapq.heappop(self._plan)
            step(moment)
        return self.told

    def _plan_visitors(self) -> None:
        mean_s = sum(MIX[topic] * SERVICE_S[topic] for topic in MIX) + 45
        moment, number = 0.0, 0
        while moment < OPEN_S:
            peak = 1.2 if 2 * 3600 < moment < 5 * 3600 else 0.8
            moment += self.chance.expovariate(peak * len(DESKS) * 0.97 / mean_s)
            topic = self.chance.choices(list(MIX), list(MIX.values()))[0]
            ticket = f"{self.name}-{number}"
            number += 1
            self._at(moment, c.Issue(ticket, topic), "kiosk")
            self._at(moment + 300 + self.chance.expovariate(1 / 3000), c.MarkLeft(ticket), "reception")
            if self.chance.random() < 0.02:
                asked = moment + self.chance.uniform(60, 900)
                self._at(asked, c.Postpone(ticket, PostponedBy.VISITOR), self.chance.choice(["visitor", "reception"]))
                self._at(asked + self.chance.uniform(300, 1200), c.Resume(ticket), "reception")

    def _plan_breaks(self) -> None:
        for number, desk in enumerate(DESKS):
            begin = 3.2 * 3600 + number * 1900 + self.chance.uniform(-300, 300)
            self._later(begin, lambda now, desk=desk: self._rest(desk, now))  # type: ignore[misc]

    def _plan_office(self) -> None:
        stop = OPEN_S - self.chance.uniform(0, 600) if self.chance.random() < 0.4 else None
        if Rule.ISSUING_CLOSED_EARLY in self.cheats:
            stop = OPEN_S - self.chance.uniform(1200, 4500)
        if stop is not None:
            self._at(stop, c.StopIssuing(), "supervisor")
        if Rule.MASS_POSTPONING in self.cheats:
            for _ in range(6):
                self._later(self.chance.uniform(2 * 3600, 6 * 3600), self._postpone_many)
        self._later(OPEN_S, self._end)

    def _end(self, now: float) -> None:
        if any(ticket.state is TicketState.SERVING for ticket in self.office.open_tickets()):
            self._later(now + 30, self._end)
            return
        self._over = True
        self._do(now, c.CloseDay())

    def _rest(self, desk: str, now: float) -> None:
        if self.office.desks[desk].ticket is not None:
            self._later(now + 20, lambda then: self._rest(desk, then))
            return
        self._do(now, c.StartBreak(desk))
        self._at(now + self.chance.uniform(900, 1800), c.EndBreak(desk))

    def _turn(self, desk: str, now: float) -> None:
        """The manager looks whether somebody waits."""
        place = self.office.desks[desk]
        if self._over or now > OPEN_S + 2400:
            return
        turn = next_ticket(self.office, place)
        if place.break_since_at is not None or place.ticket is not None or turn is None:
            self._later(now + self.chance.uniform(10, 25), lambda then: self._turn(desk, then))
            return
        if self._cheats(Rule.IDLE_WHILE_WAITING, desk, 0.3):
            self._later(now + self.chance.uniform(200, 600), lambda then: self._call(desk, then))
            return
        self._call(desk, now)

    def _call(self, desk: str, now: float) -> None:
        place = self.office.desks[desk]
        turn = next_ticket(self.office, place)
        if self._over or place.break_since_at is not None or place.ticket is not None or turn is None:
            self._later(now + 15, lambda then: self._turn(desk, then))
            return
        easier = self._easier(turn)
        if easier is not None and turn.topic == "contract" and self._cheats(Rule.HARD_TOPICS_SKIPPED, desk, 0.7):
            self._do(now, c.Call(desk, easier.id, "asked for me"), f"m{desk}")
        elif easier is not None and self.chance.random() < 0.01:
            self._do(now, c.Call(desk, easier.id, "a question only"), f"m{desk}")
        else:
            self._do(now, c.CallNext(desk), f"m{desk}")
        called = self.office.desks[desk].ticket
        if called is None:
            self._later(now + 15, lambda then: self._turn(desk, then))
            return
        self._after_call(desk, called, now)

    def _after_call(self, desk: str, ticket: str, now: float) -> None:
        walk = 8 + self.chance.expovariate(1 / 20)
        if self._cheats(Rule.CALLED_EARLY, desk, 0.2):
            if self.chance.random() < 0.5:
                self._back(desk, ticket, now + self.chance.uniform(20, 90))
            else:
                self._serve(desk, ticket, now + self.chance.uniform(190, 420))
        elif self._cheats(Rule.EARLY_NO_SHOW, desk, 0.15):
            self._miss(desk, ticket, now, recall=20, mark=self.chance.uniform(41, 55))
        elif self.chance.random() < 0.012:
            self._back(desk, ticket, now + self.chance.uniform(5, 30))
        elif self.chance.random() < 0.04:
            mark = self.chance.uniform(50, 60) if self.chance.random() < 0.1 else self.chance.uniform(75, 240)
            self._miss(desk, ticket, now, recall=40, mark=mark)
        else:
            slow = self.chance.uniform(185, 260) if self.chance.random() < 0.008 else walk
            self._serve(desk, ticket, now + slow)

    def _serve(self, desk: str, ticket: str, start: float) -> None:
        topic = (self.office.tickets.get(ticket) or _nobody()).topic or "meters"
        service = self.chance.lognormvariate(log(SERVICE_S[topic]) - 0.7**2 / 2, 0.7)
        if self._cheats(Rule.SERVED_IN_SECONDS, desk, 0.3) or self.chance.random() < 0.03:
            service = self.chance.uniform(2, 9)
        self._at(start, c.Start(ticket), f"m{desk}")
        self._at(start + max(service, 2), c.Complete(ticket, "done"), f"m{desk}")
        pause = self.chance.uniform(5, 45)
        self._later(start + max(service, 2) + pause, lambda then: self._turn(desk, then))

    def _back(self, desk: str, ticket: str, moment: float) -> None:
        self._at(moment, c.ReturnToQueue(ticket), f"m{desk}")
        self._later(moment + self.chance.uniform(30, 60), lambda then: self._turn(desk, then))

    def _miss(self, desk: str, ticket: str, now: float, *, recall: float, mark: float) -> None:
        self._at(now + recall, c.Recall(ticket), f"m{desk}")
        self._at(now + mark, c.MarkNoShow(ticket), f"m{desk}")
        self._later(now + mark + self.chance.uniform(5, 30), lambda then: self._turn(desk, then))

    def _postpone_many(self, now: float) -> None:
        waiting = [t for t in self.office.open_tickets() if t.state is TicketState.WAITING]
        long = [t for t in waiting if 2 * accountable_ms(t, self._instant(now)) >= t.target_ms]
        for number, ticket in enumerate(sorted(long, key=lambda t: t.order)[:8]):
            self._at(now + 15 * number, c.Postpone(ticket.id, PostponedBy.VISITOR, "papers"), "supervisor")
            self._at(now + 1500 + 15 * number, c.Resume(ticket.id), "supervisor")

    def _easier(self, turn: Ticket) -> Ticket | None:
        waiting = [t for t in self.office.open_tickets() if t.state is TicketState.WAITING and t.topic == "meters"]
        return min(waiting, key=lambda t: t.order) if waiting and turn.topic != "meters" else None

    def _cheats(self, rule: Rule, desk: str, share: float) -> bool:
        """Whether the manager does it this time: `share` of the times, more or less as eager as they are today."""
        return self.cheats.get(rule) == desk and self.chance.random() < share * self.zeal

    def _at(self, moment: float, command: Command, actor: str = "") -> None:
        self._later(moment, lambda now: self._do(now, command, actor))

    def _later(self, moment: float, step: Callable[[float], None]) -> None:
        self._count += 1
        heapq.heappush(self._plan, (moment, self._count, step))

    def _do(self, now: float, command: Command, actor: str = "") -> None:
        try:
            events, self.office = handle(self.office, command, self._instant(now))
        except CommandRejected:
            return  # the plan was made before it was so: gone already, called already
        self.told += [(event, actor) for event in events]

    def _instant(self, now: float) -> Instant:
        return self.start + round(now * SECOND)


def _nobody() -> Ticket:
    return Ticket(id="", order=0, state=TicketState.WAITING, since_at=0, topic=None, topics=())


def by_day(days: Days) -> Iterator[str]:
    """The local days, in order."""
    yield from sorted({local_date(office_config(), event.at) for event, _ in days.events})
