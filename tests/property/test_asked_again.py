"""Every call that the rule made on days in which anything may be asked, asked of the kernel again.

Pins, appointments, stepping out, transfers with a return, topics suspended or taken from a desk, days that close: what
people did is made up, or worked out by hand; whom a desk calls is the domain's to say and must be the kernel's.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from analytics.simulation.recorded import RecordedCalls
from analytics.simulation.running import Form
from queue_server.domain.commands import Command
from queue_server.domain.events import Event, OfficeConfigured
from queue_server.domain.evolve import evolve
from queue_server.domain.handling import handle
from queue_server.domain.ids import Instant, OfficeId
from queue_server.domain.office import Office
from queue_server.offices import replay
from queue_server.organisation import load
from tests.long_run import times
from tests.property.random_days import RandomDay, organisation

RUNS = times(40, long=2_000)
BY_HAND = Path(__file__).parents[1] / "days"
HAPPENS = ("PinEnded", "SlotReached", "TicketPostponed", "TicketResumed", "TicketTransferred", "TicketSentBack",
           "TopicSuspended", "TopicsSet", "CallReturned", "NoShowMarked", "BreakStarted", "DayClosed")  # fmt: skip

Log = dict[OfficeId, list[Event]]


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Log:
    """What the replayed offices write."""
    found: Log = defaultdict(list)

    def noted(office: Office, command: Command, at: Instant) -> tuple[list[Event], Office]:
        events, after = handle(office, command, at)
        found[office.id] += events
        return events, after

    monkeypatch.setattr(replay, "handle", noted)
    return found


def test_days_that_nobody_thought_of(log: Log, tmp_path: Path) -> None:
    file, happened, calls = tmp_path / "organisation.toml", Counter[str](), 0
    for seed in range(RUNS):
        chance = Random(seed)
        file.write_text(organisation(chance), encoding="utf-8")
        calls += asked_again(file, RandomDay(chance, file).lines(chance.choice((60, 120, 300))), log, f"seed {seed}")
        happened.update(type(event).__name__ for events in log.values() for event in events)
    assert calls > 5 * RUNS
    for kind in HAPPENS:
        assert happened[kind] > 0, kind  # or nothing was tried


@pytest.mark.parametrize("name", sorted(day.stem for day in BY_HAND.glob("*.jsonl")))
def test_days_worked_out_by_hand(log: Log, name: str) -> None:
    lines = (BY_HAND / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    asked_again(BY_HAND / "organisation.toml", lines, log, name)
    assert log


def test_the_conformance_days(log: Log, shared: Path) -> None:
    folder = shared / "conformance"
    calls = 0
    for day in sorted(folder.glob("*.jsonl")):
        calls += asked_again(folder / "organisation.toml", day.read_text("utf-8").splitlines(), log, day.stem)
    assert calls >= 30


def asked_again(file: Path, lines: Sequence[str], log: Log, said: str) -> int:
    """How many calls the kernel makes as the domain did: all of them."""
    log.clear()
    offices = load(file).offices
    replay.Replay(offices).run(lines)
    count = 0
    for name, events in log.items():
        recorded = RecordedCalls(evolve(Office(id=name), OfficeConfigured(at=0, config=offices[name])))
        recorded.take(events)
        for form in (None, Form.NUMPY):
            asked = recorded.asked_again(form)
            assert [chosen for _, chosen in asked] == [called for called, _ in asked], (said, name)
            count += len(asked) if form is None else 0
    return count
