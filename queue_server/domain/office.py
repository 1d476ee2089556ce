"""An office's day as it stands: who waits in which line, who sits at which desk.

`lines`, `early` and `due` are views over the tickets (see `standing`), kept so that calling the next visitor looks at
the heads of a desk's lines only.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import DeskNumber, Instant, ManagerId, OfficeId, TicketId, TopicId
from queue_server.domain.line import Line
from queue_server.domain.register import Register
from queue_server.domain.ticket import OPEN_STATES, PinKind, Ticket

LineKey: TypeAlias = tuple[TopicId, PinKind | None, str | None]
"""One line of waiting tickets: a topic, and to whom they are pinned (`None, None`: to nobody)."""


class Rest(NamedTuple):
    """A break that is over."""

    began_at: Instant
    ended_at: Instant


@dataclass(frozen=True, slots=True)
class Desk:
    """A numbered place. Closed where `manager` is None; on a break where `break_since_at` is set."""

    number: DeskNumber
    manager: ManagerId | None = None
    topics: tuple[TopicId, ...] = ()
    ticket: TicketId | None = None
    opened_at: Instant | None = None
    break_since_at: Instant | None = None
    break_reason: str | None = None
    since_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """The state that the events of one office's log lead to. Dictionaries in it are never changed in place."""

    id: OfficeId
    config: OfficeConfig | None = None
    day_open: bool = False
    issuing: bool = False
    day_opened_at: Instant | None = None
    last_at: Instant = 0
    suspended: dict[TopicId, str | None] = field(default_factory=dict)
    desks: dict[DeskNumber, Desk] = field(default_factory=dict)
    tickets: Register[Ticket] = field(default_factory=Register)
    issued_count: int = 0
    numbers: dict[str, dict[str, int]] = field(default_factory=dict)
    slots: dict[Instant, int] = field(default_factory=dict)
    lines: dict[LineKey, Line] = field(default_factory=dict)
    early: dict[LineKey, Line] = field(default_factory=dict)
    due: Line = field(default_factory=Line)
    recent_calls: tuple[TicketId, ...] = ()
    rested: dict[ManagerId, tuple[Rest, ...]] = field(default_factory=dict)
    """The last breaks that each manager has taken on this day, at whatever desk."""
    left: dict[ManagerId, Instant] = field(default_factory=dict)
    """When each manager last closed a desk on this day; of whoever has sat at one before and sits at one now, too."""

    def open_tickets(self) -> Iterator[Ticket]:
        """Of visits that still go on by themselves. Only what is over is ever put away."""
        return (ticket for ticket in self.tickets.at_hand() if ticket.state in OPEN_STATES)

    @property
    def configured(self) -> OfficeConfig:
        """The configuration; every office's log begins with one."""
        if self.config is None:
            raise LookupError(f"office {self.id!r} has no configuration event")
        return self.config
