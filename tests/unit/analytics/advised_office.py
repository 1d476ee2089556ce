"""The hall with skills, with fewer desks open than the day asks for, looked at now and then by somebody who may act.

The same seed brings the same visitors whoever acts: they are drawn before the day; what desks do with them is drawn by
visitor and desk, so that two days differ only by what was done.
"""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import log
from random import Random

from queue_server.domain import commands as c
from queue_server.domain.clocks import accountable_ms
from queue_server.domain.commands import Command
from queue_server.domain.events import Event
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.judging import Judgement, judged
from queue_server.domain.office import Office
from queue_server.domain.rejection import CommandRejected
from queue_server.domain.ticket import TicketState
from tests.unit.analytics.skilled_office import DAY_LENGTH_S, MIX, MONDAY, SERVICE_S, SKILLS, SPEED, config

Acting = Callable[[Office, Instant], Sequence[tuple[float, Command]]]
"""What somebody does who looks at the office now: commands, each so many seconds later."""

RESERVE = ("2", "6")
"""Desks whose managers begin the day in the back office."""
PATIENCE_S = 3600.0
PEAK = (2 * 3600, 4 * 3600)


@dataclass
class AdvisedDay:
    """One day. `load` 1.0 is as much work as all six desks can do; `look_every_s` how often `acting` is asked;
    `begins_at` its ninth hour in Moscow."""

    seed: int
    acting: Acting
    load: float = 0.72
    look_every_s: int = 300
    begins_at: Instant = MONDAY
    office: Office = field(default_factory=lambda: Office("klin"))
    events: list[Event] = field(default_factory=list)
    _plan: list[tuple[Instant, int, Command | None]] = field(default_factory=list)
    _count: int = 0

    def run(self) -> "AdvisedDay":
        """The day, to its end."""
        self._do(c.Configure(config("klin")), self.begins_at)
        self._do(c.OpenDay(), self.begins_at)
        for desk in SKILLS:
            if desk not in RESERVE:
                self._do(c.OpenDesk(desk, f"m{desk}"), self.begins_at)
        self._visitors()
        for seconds in range(self.look_every_s, DAY_LENGTH_S, self.look_every_s):
            self._later(self.begins_at + seconds * SECOND, None)
        while self._plan:
            at, _, command = heapq.heappop(self._plan)
            if command is None:
                for later_s, done in self.acting(self.office, at):
                    self._later(at + round(later_s * SECOND), done)
            else:
                self._do(command, at)
            if not isinstance(command, c.Start | c.MarkLeft):
                self._call_all(at)
        return self

    def breaches(self) -> int:
        """Visits of the day above the standard."""
        limits = self.office.configured.limits
        verdicts = (judged(ticket, self.office.last_at, limits) for ticket in self.office.tickets.values())
        return sum(verdict is Judgement.BREACHED for verdict in verdicts)

    def issued(self) -> int:
        """Visits of the day."""
        return len(self.office.tickets)

    def over_s(self) -> float:
        """Seconds above the standard, of all visits."""
        over = (accountable_ms(t, self.office.last_at) - t.target_ms for t in self.office.tickets.values())
        return sum(max(0, part) for part in over) / SECOND

    def _visitors(self) -> None:
        chance = Random(f"visitors {self.seed}")
        load = self.load * chance.gammavariate(40, 1 / 40)
        mean_s = sum(MIX[topic] * SERVICE_S[topic] for topic in MIX) + 20
        moment, number = 0.0, 0
        while moment < DAY_LENGTH_S:
            peak = 1.5 if PEAK[0] < moment < PEAK[1] else 0.8
            moment += chance.expovariate(peak * load * len(SKILLS) / mean_s)
            topic = chance.choices(list(MIX), list(MIX.values()))[0]
            at = self.begins_at + round(moment * SECOND)
            ticket = f"{self.seed}-{number}"
            self._later(at, c.Issue(ticket, topic, category="veteran" if chance.random() < 0.1 else None))
            self._later(at + round(chance.expovariate(1 / PATIENCE_S) * SECOND), c.MarkLeft(ticket))
            number += 1

    def _call_all(self, at: Instant) -> None:
        desks = self.office.desks.values()
        free = [d for d in desks if d.manager is not None and d.ticket is None and d.break_since_at is None]
        for desk in sorted(free, key=lambda desk: desk.since_at or 0):
            self._do(c.CallNext(desk.number), at)
            ticket = self.office.tickets.get(self.office.desks[desk.number].ticket or "")
            if ticket is None or ticket.topic is None or ticket.state is not TicketState.CALLED:
                continue
            chance = Random(f"service {ticket.id} {self.seed}")
            start_at = at + round((5 + chance.expovariate(1 / 15)) * SECOND)
            length_s = chance.lognormvariate(log(SERVICE_S[ticket.topic]) - 0.8**2 / 2, 0.8) * SPEED[desk.number]
            self._later(start_at, c.Start(ticket.id))
            self._later(start_at + round(length_s * SECOND), c.Complete(ticket.id, "done"))

    def _do(self, command: Command, at: Instant) -> None:
        try:
            events, self.office = handle(self.office, command, at)
        except CommandRejected:
            return  # left already, or called already: the plan was made before
        self.events.extend(events)

    def _later(self, at: Instant, command: Command | None) -> None:
        self._count += 1
        heapq.heappush(self._plan, (at, self._count, command))
