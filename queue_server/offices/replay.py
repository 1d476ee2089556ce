"""A recorded day run again through the same domain code, with the lines' own times.

Source: DOMAIN "Commands as lines". Trusts roles; writes nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from queue_server.domain import commands as c
from queue_server.domain.advancing import advance
from queue_server.domain.clocks import accountable_ms, service_ms, visit_ms, wait_ms, walk_ms
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.events import Event, OfficeConfigured, TicketCalled
from queue_server.domain.evolve import evolve
from queue_server.domain.handling import handle
from queue_server.domain.ids import Instant, OfficeId, TicketId
from queue_server.domain.judging import judged, tally
from queue_server.domain.office import Office
from queue_server.domain.rejection import CommandRejected
from queue_server.domain.ticket import Ticket
from queue_server.offices.line_commands import LineCommand, LineUnreadable, read_line

Row = dict[str, Any]


class Replay:
    """The offices of a configuration, and what the lines read so far made of them."""

    def __init__(self, configs: Mapping[OfficeId, OfficeConfig]) -> None:
        self.offices: dict[OfficeId, Office] = {
            office: evolve(Office(id=office), OfficeConfigured(at=0, config=config))
            for office, config in configs.items()
        }
        self.answers: list[Row] = []
        self.rejected: list[Row] = []
        self._at: Instant = 0
        self._tickets: dict[TicketId, OfficeId] = {}
        self._remembered: dict[tuple[OfficeId, str], Row | None] = {}

    def run(self, lines: Iterable[str], progress: Callable[[int], None] = lambda _count: None) -> None:
        """Reads all lines; the first is line 1, empty ones count and do nothing. `progress` hears of each line."""
        for number, text in enumerate(lines, start=1):
            if text.strip():
                self._take(number, text)
            progress(1)

    def report(self) -> Row:
        """Every ticket, answer, refusal and office; clocks that run are read at the last readable line's time."""
        for office_id, office in self.offices.items():
            self.offices[office_id] = advance(office, max(self._at, office.last_at))[1]
        tickets = [self._ticket_row(ticket, office) for ticket, office in self._by_appearance()]
        return {
            "tickets": tickets,
            "answers": self.answers,
            "rejected": self.rejected,
            "offices": [self._office_row(office) for office in self.offices.values()],
        }

    def _take(self, number: int, text: str) -> None:
        try:
            line = read_line(text, made_up_ticket=f"line-{number}")
        except LineUnreadable as error:
            self._reject(number, CommandRejected("line_unreadable", f"Line {number}: {error}."))
            return
        self._at = max(self._at, line.at)
        try:
            answer = self._obey(line)
        except CommandRejected as refusal:
            self._reject(number, refusal)
            return
        if answer is not None:
            self.answers.append({"line": number, **answer})

    def _obey(self, line: LineCommand) -> Row | None:
        office = self.offices.get(line.office) if line.office is not None else None
        if office is None:
            said = f"There is no office {line.office!r} in the configuration." if line.office else "Name the office."
            raise CommandRejected("office_unknown", said)
        if line.id is not None and (office.id, line.id) in self._remembered:
            return self._remembered[office.id, line.id]
        if line.command is None:
            said = f"There is no command {line.name!r}." if line.name else "Name the command."
            raise CommandRejected("command_unknown", said)
        self._claim(line.command, office.id)
        events, self.offices[office.id] = handle(office, line.command, self._at)
        if isinstance(line.command, c.Issue | c.Book):
            self._tickets[line.command.ticket] = office.id
        answer = self._answer(line.command, events)
        if line.id is not None:
            self._remembered[office.id, line.id] = answer
        return answer

    def _claim(self, command: c.Command, office: OfficeId) -> None:
        if isinstance(command, c.Issue | c.Book) and self._tickets.get(command.ticket, office) != office:
            raise CommandRejected("ticket_exists", f"Ticket {command.ticket!r} is another office's.")

    @staticmethod
    def _answer(command: c.Command, events: list[Event]) -> Row | None:
        if not isinstance(command, c.CallNext):
            return None
        called = [event.ticket for event in events if isinstance(event, TicketCalled)]
        return {"ticket": called[-1] if called else None}

    def _reject(self, number: int, refusal: CommandRejected) -> None:
        self.rejected.append({"line": number, "code": refusal.code, "detail": refusal.detail})

    def _by_appearance(self) -> list[tuple[Ticket, Office]]:
        found = []
        for ticket_id, office_id in self._tickets.items():
            office = self.offices[office_id]
            ticket = office.tickets.get(ticket_id)
            if ticket is not None:
                found.append((ticket, office))
        return found

    def _ticket_row(self, ticket: Ticket, office: Office) -> Row:
        at = self._at
        return {
            "ticket": ticket.id,
            "office": office.id,
            "number": ticket.number,
            "topic": ticket.topic,
            "state": ticket.state.value,
            "calls": ticket.calls,
            "wait_s": _seconds(wait_ms(ticket, at)),
            "accountable_wait_s": _seconds(accountable_ms(ticket, at)),
            "walk_s": _seconds(walk_ms(ticket, at)),
            "service_s": _seconds(service_ms(ticket, at)),
            "visit_s": _seconds(visit_ms(ticket, at)),
            "judged": judged(ticket, at, office.configured.limits).value,
        }

    def _office_row(self, office: Office) -> Row:
        sums = tally(office.tickets.values(), self._at, office.configured.limits)
        level = sums.service_level
        return {
            "office": office.id,
            "issued": sums.issued,
            "met": sums.met,
            "breached": sums.breached,
            "abandoned": sums.abandoned,
            "service_level": None if level is None else round(level, 4),
        }


def _seconds(milliseconds: int) -> float:
    return milliseconds / 1000
