"""Estimates for live views: fresh in a calm office, at most a beat old in a busy one, and never of another office."""

from collections import Counter
from dataclasses import replace

from analytics.estimators.simple import SimpleEstimator
from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.expected_wait import ExpectedWait
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND, Instant, TopicId
from queue_server.domain.office import Office
from queue_server.push.paced_estimates import AT_ONCE, BEAT_MS, HOLDS_MS, PacedEstimates
from tests.unit.analytics.skilled_office import MONDAY, SERVICE_S, config


class Counting(SimpleEstimator):
    """The simple estimator, and how often it looked at an office."""

    def __init__(self) -> None:
        super().__init__()
        self.looks: Counter[str] = Counter()

    def for_newcomer(self, office: Office, topic: TopicId, at: Instant) -> ExpectedWait | None:
        self.looks[office.id] += topic == "meters"
        return super().for_newcomer(office, topic, at)


class Hall:
    """An open office with a desk, shown to a board after every command."""

    def __init__(self, name: str = "klin") -> None:
        self.office, self.at, self.issued = Office(name), MONDAY, 0
        self.do(c.Configure(config(name)))
        self.do(c.OpenDay())
        self.do(c.OpenDesk("1", "m1"))

    def do(self, command: Command, *, after_ms: int = 0) -> None:
        self.at += after_ms
        _, self.office = handle(self.office, command, self.at)

    def issue(self, *, after_ms: int) -> None:
        self.issued += 1
        self.do(c.Issue(f"{self.office.id}-{self.issued}", "meters"), after_ms=after_ms)


def shown(paced: PacedEstimates, hall: Hall) -> ExpectedWait | None:
    return {topic: paced.for_newcomer(hall.office, topic, hall.at) for topic in SERVICE_S}["meters"]


def test_a_calm_office_is_told_the_newest_with_every_step() -> None:
    hall, counting = Hall(), Counting()
    paced = PacedEstimates(counting)
    for _ in range(20):
        hall.issue(after_ms=BEAT_MS)
        assert shown(paced, hall) == SimpleEstimator().for_newcomer(hall.office, "meters", hall.at)
    assert counting.looks["klin"] == 20


def test_a_busy_office_is_asked_once_a_beat_and_shows_what_is_at_most_a_beat_old() -> None:
    hall, counting = Hall(), Counting()
    paced = PacedEstimates(counting)
    answers: list[tuple[Instant, ExpectedWait | None]] = []
    for _ in range(300):
        hall.issue(after_ms=100)
        answers.append((hall.at, SimpleEstimator().for_newcomer(hall.office, "meters", hall.at)))
        told = shown(paced, hall)
        assert any(told == answer for at, answer in answers if hall.at - at <= BEAT_MS)
    assert AT_ONCE <= counting.looks["klin"] <= AT_ONCE + 300 * 100 / BEAT_MS + 1


def test_what_moves_neither_lines_nor_desks_asks_nobody_until_time_has_passed() -> None:
    hall, counting = Hall(), Counting()
    paced = PacedEstimates(counting)
    hall.issue(after_ms=0)
    hall.do(c.CallNext("1"))
    shown(paced, hall)
    hall.do(c.SuspendTopic("contract", "no paper"), after_ms=SECOND)
    shown(paced, hall)
    assert counting.looks["klin"] == 1
    hall.do(c.ResumeTopic("contract"), after_ms=HOLDS_MS)
    shown(paced, hall)
    hall.do(c.Start("klin-1"))
    shown(paced, hall)
    assert counting.looks["klin"] == 3


def test_each_office_has_its_own_estimates_and_a_new_configuration_is_looked_at_at_once() -> None:
    busy, calm, counting = Hall(), Hall("dubna"), Counting()
    paced = PacedEstimates(counting)
    for _ in range(50):
        busy.issue(after_ms=1)
        shown(paced, busy)
    calm.issue(after_ms=0)
    assert shown(paced, calm) == SimpleEstimator().for_newcomer(calm.office, "meters", calm.at)
    before = counting.looks["klin"]
    busy.do(c.Configure(replace(config("klin"), queue_limit=99)))
    assert shown(paced, busy) == SimpleEstimator().for_newcomer(busy.office, "meters", busy.at)
    assert counting.looks["klin"] == before + 1
