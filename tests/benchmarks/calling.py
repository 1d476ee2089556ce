"""`call_next` with 50 and with 50,000 waiting: it looks at the heads of the desk's lines, not at the hall."""

import time

from queue_server.domain.commands import CallNext, Issue, OpenDay, OpenDesk, ReturnToQueue
from queue_server.domain.configuration import Manager, OfficeConfig, SkillLevel, Topic
from queue_server.domain.events import OfficeConfigured
from queue_server.domain.evolve import evolve
from queue_server.domain.handling import handle
from queue_server.domain.office import Office
from tests.benchmarks.figures import Figure, median, show

FEW, MANY = 50, 50_000
ROUNDS, CALLS = 7, 200
START_AT = 1_772_438_400_000


def hall(waiting: int) -> Office:
    """An office of eight topics with so many people waiting."""
    topics = {f"t{n}": Topic(id=f"t{n}", name={"en": f"Topic {n}"}, prefix=chr(65 + n)) for n in range(8)}
    manager = Manager(id="m", name="M", topics=dict.fromkeys(topics, SkillLevel.PRIMARY))
    config = OfficeConfig(
        id="klin", name={"en": "Klin"}, timezone="Europe/Moscow", topics=topics, desks=("1",), managers={"m": manager}
    )
    office = evolve(Office(id="klin"), OfficeConfigured(at=START_AT, config=config))
    for command in (OpenDay(), OpenDesk(desk="1", manager="m")):
        office = handle(office, command, START_AT)[1]
    for number in range(waiting):
        office = handle(office, Issue(ticket=f"k{number}", topic=f"t{number % 8}"), START_AT + number)[1]
    return office


def seconds_a_call(office: Office, at: int) -> float:
    """The mean over calls, each undone by a return to the queue that is not timed."""
    spent = 0.0
    for step in range(CALLS):
        began = time.perf_counter()
        _events, called = handle(office, CallNext(desk="1"), at + step)
        spent += time.perf_counter() - began
        ticket = called.desks["1"].ticket
        if ticket is None:
            raise AssertionError("nobody was called in a full hall")
        office = handle(called, ReturnToQueue(ticket=ticket), at + step)[1]
    return spent / CALLS


def measure() -> None:
    """Both halls in turn, several rounds; the ratio of medians."""
    halls = {FEW: hall(FEW), MANY: hall(MANY)}
    times: dict[int, list[float]] = {FEW: [], MANY: []}
    for _ in range(ROUNDS):
        for waiting, office in halls.items():
            times[waiting].append(seconds_a_call(office, START_AT + MANY + 1))
    few, many = median(times[FEW]) * 1e6, median(times[MANY]) * 1e6
    show(
        Figure(
            f"call_next, {MANY:,} waiting against {FEW}",
            f"{many:.0f} µs / {few:.0f} µs = {many / few:.2f}",
            "at most 2.0",
            many / few <= 2.0,
        )
    )
