"""Small days to fill a log with."""

from collections.abc import Iterable

from queue_server.domain.configuration import Manager, OfficeConfig, SkillLevel, Topic
from queue_server.domain.events import (
    DayOpened,
    DeskOpened,
    Event,
    OfficeConfigured,
    ServiceStarted,
    TicketCalled,
    TicketIssued,
    VisitCompleted,
)
from queue_server.log.batch import Append, KeptAnswer, NewEvent

MORNING = 1_772_431_200_000
"""2026-03-02 06:00 UTC."""

SECOND = 1000


def config(office: str = "klin") -> OfficeConfig:
    return OfficeConfig(
        id=office,
        name={"ru": "Клин", "en": "Klin"},
        timezone="Europe/Moscow",
        topics={"meters": Topic("meters", {"en": "Meters"}, prefix="М")},
        desks=("1",),
        managers={"ivanova": Manager("ivanova", "Иванова А. П.", {"meters": SkillLevel.PRIMARY})},
    )


def morning(office: str = "klin") -> list[Event]:
    """The office opens with one desk."""
    return [
        OfficeConfigured(at=MORNING, config=config(office)),
        DayOpened(at=MORNING, date="2026-03-02"),
        DeskOpened(at=MORNING, desk="1", manager="ivanova", topics=("meters",)),
    ]


def visit(count: int, *, ticket: str | None = None) -> list[Event]:
    """The `count`-th visit of the day, from ticket to farewell; one begins each minute."""
    at = MORNING + count * 60 * SECOND
    ticket = ticket or f"t{count}"
    return [
        TicketIssued(
            at=at, ticket=ticket, number=f"М{count:03d}", date="2026-03-02", topic="meters", issued_at=at,
            clock_start_at=at,
        ),
        TicketCalled(at=at + 10 * SECOND, ticket=ticket, desk="1", manager="ivanova"),
        ServiceStarted(at=at + 15 * SECOND, ticket=ticket),
        VisitCompleted(at=at + 50 * SECOND, ticket=ticket),
    ]  # fmt: skip


def day(visit_count: int, office: str = "klin") -> list[Event]:
    """A morning and so many visits."""
    return [*morning(office), *(event for count in range(1, visit_count + 1) for event in visit(count))]


def append(office: str, after_seq: int, events: Iterable[Event], *, command_id: str | None = None) -> Append:
    """What an office hands to the log; with an answer where the command has an id."""
    news = tuple(NewEvent(event, "kiosk", command_id) for event in events)
    return Append(office, after_seq, news, () if command_id is None else (answer(command_id),))


def answer(command_id: str) -> KeptAnswer:
    return KeptAnswer(command_id, fingerprint="f" * 64, status=201, body=b'{"number": "001"}', at=MORNING)
