"""given(events).when(command).then(events): the domain's rules in the domain's words.

A small office: topics `meters` (prefix A) and `contract` (prefix K), desks 1 to 3, three managers, Moscow time, open
08:00 to 20:00 on working days. Times are minutes and seconds after 09:00 local time on Monday 2026-03-02.
"""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.configuration import Category, Manager, OfficeConfig, SkillLevel, Topic
from queue_server.domain.events import Event, OfficeConfigured, TicketCalled
from queue_server.domain.evolve import evolve
from queue_server.domain.handling import handle
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.domain.rejection import CommandRejected
from queue_server.domain.ticket import Ticket

NINE: Instant = 1_772_431_200_000
"""2026-03-02T06:00:00Z, 09:00 in Moscow."""

PRIMARY, SECONDARY = SkillLevel.PRIMARY, SkillLevel.SECONDARY

CONFIG = OfficeConfig(
    id="klin",
    name={"ru": "Клин", "en": "Klin"},
    timezone="Europe/Moscow",
    topics={
        "meters": Topic(id="meters", name={"en": "Meter readings"}, prefix="A"),
        "contract": Topic(id="contract", name={"en": "Contract"}, prefix="K"),
        "debt": Topic(id="debt", name={"en": "Debt"}, prefix="M", standard_s=1200, outcome_required=True),
        "papers": Topic(id="papers", name={"en": "Papers"}),
    },
    desks=("1", "2", "3"),
    managers={
        "ivanova": Manager("ivanova", "Иванова А. П.", {"meters": PRIMARY, "contract": PRIMARY, "debt": PRIMARY}),
        "petrov": Manager("petrov", "Петров И. С.", {"contract": PRIMARY}),
        "sidorova": Manager("sidorova", "Сидорова Н. К.", {"contract": PRIMARY, "meters": SECONDARY}),
    },
    categories={
        "veteran": Category("veteran", {"en": "Veteran"}, 600),
        "infant": Category("infant", {"en": "With an infant"}, 5000),
    },
    hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "08:00-20:00"),
)


def at(minutes: float, seconds: float = 0) -> Instant:
    """An instant so long after nine."""
    return NINE + round((minutes * 60 + seconds) * 1000)


@dataclass(frozen=True)
class Scenario:
    """An office and what its last command brought."""

    office: Office
    events: tuple[Event, ...] = ()

    def when(self, moment: Instant, *commands: Command) -> "Scenario":
        """The office after `commands`, all at `moment`."""
        office, events = self.office, []
        for command in commands:
            brought, office = handle(office, command, moment)
            events += brought
        return Scenario(office, tuple(events))

    def refuses(self, moment: Instant, command: Command, code: str) -> "Scenario":
        """The same office: `command` is refused with `code` and a sentence."""
        with pytest.raises(CommandRejected) as refusal:
            handle(self.office, command, moment)
        assert refusal.value.code == code, refusal.value
        assert refusal.value.detail.endswith(".")
        return self

    def then(self, *kinds: type[Event]) -> "Scenario":
        """Exactly events of these kinds were brought."""
        assert [type(event) for event in self.events] == list(kinds)
        return self

    def ticket(self, ticket_id: str) -> Ticket:
        """A ticket as it now is."""
        ticket = self.office.tickets.get(ticket_id)
        assert ticket is not None
        return ticket

    def shows(self, ticket_id: str, **expected: Any) -> "Scenario":
        """The ticket has these values."""
        ticket = self.ticket(ticket_id)
        assert {key: getattr(ticket, key) for key in expected} == expected
        return self

    def called(self) -> str | None:
        """The ticket that the last command called."""
        found = [event.ticket for event in self.events if isinstance(event, TicketCalled)]
        return found[-1] if found else None


def configured(**changes: Any) -> Scenario:
    """An office as the organisation file has it, its day not open yet."""
    config = replace(CONFIG, **changes)
    return Scenario(evolve(Office(id="klin"), OfficeConfigured(at=at(-120), config=config)))


def open_office(*desks: str, **changes: Any) -> Scenario:
    """An office whose day is open, with Ivanova, Petrov, Sidorova at desks 1, 2, 3 as far as named."""
    managers = {"1": "ivanova", "2": "petrov", "3": "sidorova"}
    scenario = configured(**changes).when(at(-5), c.OpenDay())
    return scenario.when(at(-5), *(c.OpenDesk(desk, managers[desk]) for desk in desks))


def waiting(*tickets: str, topic: str = "meters", desks: tuple[str, ...] = ("1",), **changes: Any) -> Scenario:
    """An open office in which `tickets` were issued at nine, a second apart."""
    scenario = open_office(*desks, **changes)
    for second, ticket in enumerate(tickets):
        scenario = scenario.when(at(0, second), c.Issue(ticket, topic))
    return scenario


def serving(ticket: str = "t1", topic: str = "meters", desks: tuple[str, ...] = ("1",), **changes: Any) -> Scenario:
    """An open office in which `ticket` was issued at nine and is served at desk 1 from 09:10 on."""
    return waiting(ticket, topic=topic, desks=desks, **changes).when(at(10), c.CallNext("1"), c.Start(ticket))
