"""The learned estimator in the hall with skills: what some days taught it, and a day on which it is asked.

For tests and for benchmarks.
"""

from analytics.estimators.keeping import of_bytes, to_bytes
from analytics.estimators.learned import Learned, LearnedEstimator
from analytics.estimators.model import calibration_of, learn_model
from analytics.estimators.simple import SimpleEstimator
from analytics.estimators.watching import Answered, Watcher
from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket, TicketState
from tests.unit.analytics.skilled_office import DAY_MS, MONDAY, SKILLS, config, days

LEARNED_DAYS = 5


def taught() -> bytes:
    """What five simulated days taught, as it is kept on disk."""
    watcher, answered = Watcher("klin"), list[Answered]()
    for event in days(LEARNED_DAYS, seed=3):
        answered.extend(found for found in watcher.take(event) if isinstance(found, Answered))
    model = learn_model(answered)
    assert model is not None
    return to_bytes(Learned(watcher.history, model, calibration_of(answered), ahead_most=60))


def learned_of(kept: bytes) -> Learned:
    """What was kept, read again."""
    learned = of_bytes(kept)
    assert learned is not None
    return learned


class Day:
    """An office's morning, with both estimators watching."""

    def __init__(self, kept: bytes, office: str = "klin") -> None:
        self.simple, self.learned = SimpleEstimator(), LearnedEstimator()
        self.learned.learn(office, learned_of(kept))
        self.office = Office(office)
        self.at = MONDAY + 30 * DAY_MS
        self.do(c.Configure(config(office)), c.OpenDay())

    def do(self, *commands: Command, after_s: float = 0) -> "Day":
        self.at += round(after_s * SECOND)
        for command in commands:
            events, after = handle(self.office, command, self.at)
            for event in events:
                self.simple.observe(self.office, event)
                self.learned.observe(self.office, event)
            self.office = after
        return self

    def opened(self) -> "Day":
        return self.do(*(c.OpenDesk(desk, f"m{desk}") for desk in SKILLS))

    def busy(self, waiting: int) -> "Day":
        """Every desk serves, and so many wait."""
        topics = ("meters", "billing", "contract", "meters")
        for number in range(waiting + len(SKILLS)):
            self.do(c.Issue(f"{self.office.id}-{number}", topics[number % 4]), after_s=20)
            if number < len(SKILLS):
                self.do(c.CallNext(str(number + 1)))
        for desk in self.office.desks.values():
            if desk.ticket is not None:
                self.do(c.Start(desk.ticket))
        return self

    def waiting(self) -> list[Ticket]:
        return [ticket for ticket in self.office.tickets.values() if ticket.state is TicketState.WAITING]
