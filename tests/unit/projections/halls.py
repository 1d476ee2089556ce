"""An office for tests of the views, and every command there is, made from plain numbers that Hypothesis can shrink."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

from queue_server.domain import commands as c
from queue_server.domain.advancing import advance
from queue_server.domain.commands import Command
from queue_server.domain.configuration import Category, Manager, OfficeConfig, Outcome, SkillLevel, Topic
from queue_server.domain.decide import decide
from queue_server.domain.events import Event
from queue_server.domain.evolve import evolve
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.domain.rejection import CommandRejected
from queue_server.domain.ticket import PostponedBy

MONDAY_8_IN_KLIN: Instant = 1_772_427_600_000
"""2026-03-02T05:00:00Z."""

TICKETS = tuple(f"ticket-{index}-of-whom-nobody-may-read" for index in range(24))
TOPICS = ("meters", "contract", "debt")
MANAGERS = ("ivanova", "petrov")
DESKS = ("1", "2")


def klin(*, title: str = "Клин", desks: tuple[str, ...] = DESKS, queue_limit: int | None = 6) -> OfficeConfig:
    """Three topics under two headings, two managers with differing skills, one category."""
    return OfficeConfig(
        id="klin",
        name={"ru": title, "en": "Klin"},
        timezone="Europe/Moscow",
        topics={
            "bills": Topic("bills", {"ru": "Расчёты"}),
            "meters": Topic("meters", {"ru": "Показания"}, prefix="П", parent="bills", typical_service_s=240),
            "contract": Topic("contract", {"ru": "Договор"}, prefix="Д", standard_s=600),
            "debt": Topic("debt", {"ru": "Долг"}, prefix="П", parent="bills", outcome_required=True),
        },
        desks=desks,
        managers={
            "ivanova": Manager(
                "ivanova", "Иванова А. П.", {"meters": SkillLevel.PRIMARY, "contract": SkillLevel.SECONDARY}
            ),
            "petrov": Manager("petrov", "Петров Б. Б.", {"contract": SkillLevel.PRIMARY, "debt": SkillLevel.PRIMARY}),
        },
        categories={"veteran": Category("veteran", {"ru": "Ветеран"}, 600)},
        outcomes=(Outcome("done", {"ru": "Решено"}),),
        hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-20:00"),
        queue_limit=queue_limit,
        message={"ru": "Добро пожаловать"},
    )


@dataclass(frozen=True)
class Draw:
    """The numbers behind one command."""

    kind: int
    ticket: int
    topic: int
    desk: int
    flag: bool
    wait_s: int

    def command(self, at: Instant) -> Command:
        """The command that these numbers stand for."""
        ticket, topic = TICKETS[self.ticket], TOPICS[self.topic]
        desk, manager = DESKS[self.desk], MANAGERS[self.desk]
        many: tuple[Callable[[], Command], ...] = (
            lambda: c.Issue(ticket, topic, "veteran" if self.flag else None),
            lambda: c.CallNext(desk),
            lambda: c.Start(_AT_DESK + desk),
            lambda: c.Complete(_AT_DESK + desk, "done"),
            lambda: c.OpenDesk(desk, manager),
            lambda: c.Book(ticket, topic, at - at % 3_600_000 + 3_600_000),
            lambda: c.CheckIn(_IN_STATE + "booked"),
            lambda: c.Call(desk, ticket, "because"),
            lambda: c.Recall(_AT_DESK + desk),
            lambda: c.AddTopic(_AT_DESK + desk, topic),
            lambda: c.SwitchTopic(_AT_DESK + desk, topic),
            lambda: c.FinishTopic(_AT_DESK + desk, "done"),
            lambda: c.Transfer(_AT_DESK + desk, topic=topic, return_to_me=self.flag),
            lambda: c.Transfer(_AT_DESK + desk, manager=MANAGERS[self.topic % 2], return_to_me=self.flag),
            lambda: c.Transfer(_AT_DESK + desk, to_desk=DESKS[self.topic % 2]),
            lambda: c.ReturnToQueue(_AT_DESK + desk),
            lambda: c.Postpone(
                _AT_DESK + desk if self.topic else ticket,
                PostponedBy.OFFICE if self.flag else PostponedBy.VISITOR,
                "papers",
                at + 120_000 if self.desk else None,
            ),
            lambda: c.Resume(_IN_STATE + "postponed"),
            lambda: c.MarkNoShow(_AT_DESK + desk),
            lambda: c.Restore(_IN_STATE + "no_show"),
            lambda: c.Cancel(ticket),
            lambda: c.MarkLeft(ticket),
            lambda: c.Remove(ticket, "told to"),
            lambda: c.Rate(_IN_STATE + "completed", 5, "спасибо"),
            lambda: c.CloseDesk(desk),
            lambda: c.StartBreak(desk, "back_office" if self.flag else None),
            lambda: c.EndBreak(desk),
            lambda: c.SetTopics(desk, (topic,) if self.flag else ()),
            lambda: c.OpenDay(),
            lambda: c.StopIssuing(),
            lambda: c.ResumeIssuing(),
            lambda: c.CloseDay(),
            lambda: c.SuspendTopic(topic, "no forms"),
            lambda: c.ResumeTopic(topic),
            lambda: c.Configure(klin(title=f"Клин {self.topic}", desks=DESKS[: 1 + self.flag])),
        )
        return many[self.kind]()


_AT_DESK = "at desk "
_IN_STATE = "in state "

KINDS = 35
CLOSE_DAY = 31
OFTEN = (0, 0, 0, 1, 1, 2, 2, 3, 4, 8, 9, 10, 18)
"""Kinds that have to happen often for a day to be alive."""

draws = st.builds(
    Draw,
    kind=st.sampled_from(OFTEN) | st.integers(0, KINDS - 1),
    ticket=st.integers(0, len(TICKETS) - 1),
    topic=st.integers(0, len(TOPICS) - 1),
    desk=st.integers(0, len(DESKS) - 1),
    flag=st.booleans(),
    wait_s=st.sampled_from((0, 1, 41, 130, 700)) | st.integers(0, 2000),
)

stories = st.lists(draws, min_size=20, max_size=60)


def long_story(seed: int, length: int) -> list[Draw]:
    """Many commands at random, the frequent ones more often: reaches every event there is."""
    chance = Random(seed)
    seldom = [kind for kind in range(KINDS) if kind != CLOSE_DAY or seed % 4 == 0]
    return [
        Draw(
            kind=chance.choice(OFTEN if chance.random() < 0.5 else seldom),
            ticket=chance.randrange(len(TICKETS)),
            topic=chance.randrange(len(TOPICS)),
            desk=chance.randrange(len(DESKS)),
            flag=chance.random() < 0.5,
            wait_s=chance.choice((0, 1, 20, 41, 130, 400)),
        )
        for _ in range(length)
    ]


def story(drawn: list[Draw]) -> Iterator[tuple[Event, Office, Office]]:
    """Every event of a day told by `drawn`, with the office before and after it. Refused commands change nothing."""
    office, at = Office("klin"), MONDAY_8_IN_KLIN
    opening: list[Command] = [c.Configure(klin()), c.OpenDay(), c.OpenDesk("1", "ivanova")]
    for command in opening:
        for step in _steps(office, command, at):
            office = step[2]
            yield step
    for draw in drawn:
        at += draw.wait_s * 1000
        for step in _steps(office, _resolved(office, draw.command(at)), at):
            office = step[2]
            yield step


def _steps(office: Office, command: Command, at: Instant) -> Iterator[tuple[Event, Office, Office]]:
    events, advanced = advance(office, at)
    with suppress(CommandRejected):
        events = [*events, *decide(advanced, command, at)]
    for event in events:
        after = evolve(office, event)
        yield event, office, after
        office = after


def _resolved(office: Office, command: Command) -> Command:
    """Commands on whoever is at a desk, or in some state, name that ticket."""
    ticket = getattr(command, "ticket", None)
    if not isinstance(ticket, str) or ticket in TICKETS:
        return command
    found: str | None
    if ticket.startswith(_AT_DESK):
        desk = office.desks.get(ticket.removeprefix(_AT_DESK))
        found = desk.ticket if desk is not None else None
    else:
        state = ticket.removeprefix(_IN_STATE)
        found = min((t.id for t in office.tickets.values() if t.state == state and t.score is None), default=None)
    fields = {name: getattr(command, name) for name in command.__slots__}
    visitor = office.tickets.get(found or "")
    if isinstance(command, c.SwitchTopic) and visitor is not None and visitor.topics:
        fields["topic"] = visitor.topics[-1]
    return type(command)(**{**fields, "ticket": found or TICKETS[0]})
