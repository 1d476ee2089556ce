"""A day of the log as commands: every event that somebody's command brought has its step."""

from collections.abc import Sequence
from typing import get_args

import pytest

from queue_server.cli.recorded_steps import OF_THE_DAY, PLAIN, RECORDED, steps_of
from queue_server.client.driver.pace import Pace
from queue_server.client.driver.recorded_day import Step, drive_recorded_day
from queue_server.client.refusal import Refused
from queue_server.domain import events as e
from queue_server.domain.ticket import Pin, PinKind, PostponedBy
from queue_server.log.recorded import FIRST_HASH, Recorded

AT = 1_772_433_000_000


def log_of(*events: e.Event, actor: str = "person:ivanova") -> list[Recorded]:
    return [
        Recorded(office="klin", seq=seq, at=event.at, event=event, actor=actor, command_id=None,
                 previous_hash=FIRST_HASH, hash=FIRST_HASH)
        for seq, event in enumerate(events, start=1)
    ]  # fmt: skip


def steps(*events: e.Event, actor: str = "person:ivanova") -> Sequence[Step]:
    return list(steps_of("klin", log_of(*events, actor=actor)))


def test_a_plain_visit_is_five_steps_in_order() -> None:
    day = steps(
        e.TicketIssued(AT, "t", "М001", "2026-03-02", "meters", AT, AT, category="veteran"),
        e.TicketCalled(AT + 1, "t", "3", "ivanova"),
        e.ServiceStarted(AT + 2, "t"),
        e.VisitCompleted(AT + 3, "t", "settled"),
        e.VisitRated(AT + 4, "t", 5),
    )
    assert [(step.at - AT, step.path, step.body) for step in day] == [
        (0, "/api/v1/offices/klin/tickets", {"id": "t", "topic": "meters", "category": "veteran"}),
        (1, "/api/v1/offices/klin/desks/3/call", {"ticket": "t", "reason": RECORDED}),
        (2, "/api/v1/tickets/t/start", {}),
        (3, "/api/v1/tickets/t/complete", {"outcome": "settled"}),
        (4, "/api/v1/tickets/t/rate", {"score": 5}),
    ]


def test_what_time_alone_brought_is_left_to_time() -> None:
    assert steps(e.TicketResumed(AT, "t"), actor="time") == []
    assert [step.path for step in steps(e.TicketResumed(AT, "t"))] == ["/api/v1/tickets/t/resume"]


def test_a_visit_that_comes_back_when_it_is_due_comes_back_by_itself() -> None:
    postponed = e.TicketPostponed(AT, "t", PostponedBy.OFFICE, due_at=AT + 60_000)
    assert [step.path[-8:] for step in steps(postponed, e.TicketResumed(AT + 60_000, "t"))] == ["postpone"]
    early = [step.path[-8:] for step in steps(postponed, e.TicketResumed(AT + 59_999, "t"))]
    assert early == ["postpone", "t/resume"]


@pytest.mark.parametrize(
    ("pin", "target"),
    [
        (None, {"topic": "contract"}),
        (Pin(PinKind.MANAGER, "petrov", AT), {"manager": "petrov"}),
        (Pin(PinKind.DESK, "2", AT), {"to_desk": "2"}),
    ],
)
def test_a_transfer_names_one_target(pin: Pin | None, target: dict[str, str]) -> None:
    (step,) = steps(e.TicketTransferred(AT, "t", "contract", pin=pin))
    assert step.body == {"return_to_me": False, **target}


def test_a_postponement_says_whose_wish_it_was_and_until_when() -> None:
    (step,) = steps(e.TicketPostponed(AT, "t", PostponedBy.VISITOR, due_at=AT + 60_000))
    assert step.body == {"by": "visitor", "due": "2026-03-02T06:31:00.000Z"}


BROUGHT_BY_OTHERS = {
    e.OfficeConfigured: "the stage is set before the play",
    e.SlotReached: "time",
    e.PinEnded: "time, or the desk's closing",
    e.TicketUnserved: "close_day",
    e.TicketBooked: "a recorded appointment cannot be booked again: its slot is past or full",
    e.TicketCheckedIn: "needs the appointment",
}


def test_every_event_is_a_step_or_says_why_not() -> None:
    stepped = {
        e.TicketIssued, e.TicketCalled, e.DeskOpened, e.DeskClosed, e.BreakStarted, e.BreakEnded, e.TopicsSet,
        e.TopicSuspended, e.TopicResumed, e.VisitCompleted, e.TicketSentBack, e.TopicFinished, e.TopicAdded,
        e.TopicSwitched, e.TicketTransferred, e.TicketPostponed, e.TicketRemoved, e.VisitRated,
    }  # fmt: skip
    assert stepped | set(OF_THE_DAY) | set(PLAIN) | set(BROUGHT_BY_OTHERS) == set(get_args(e.Event))


class StubbornDoor:
    """Refuses what it is told to refuse."""

    def __init__(self, refuses: str) -> None:
        self.refuses = refuses
        self.asked: list[str] = []

    async def get(self, path: str) -> dict[str, object]:
        raise AssertionError(path)

    async def post(self, path: str, body: dict[str, object] | None = None) -> dict[str, object]:
        self.asked.append(path)
        if path.endswith(self.refuses):
            raise Refused(status=409, code="ticket_not_called", detail="no")
        return {}


async def test_a_refused_step_is_counted_and_the_day_goes_on() -> None:
    door = StubbornDoor("start")
    day = [Step(AT, "/a/call"), Step(AT, "/a/start"), Step(AT, "/a/complete")]
    outcome = await drive_recorded_day(day, door, pace=Pace(60, lambda: AT))
    assert door.asked == ["/a/call", "/a/start", "/a/complete"]
    assert str(outcome) == "2 steps done again, 1 refused (1 ticket_not_called)"
