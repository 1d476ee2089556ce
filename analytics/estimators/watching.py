"""Follows one office's log and notes, for each visit that joins, what could be known then and how long it waited.

Rows come out only when a visit has been called: nothing of the future is in them. Beside the moment of joining, now and
then a visitor who waits already is looked at again, so that the rest of a wait can be learned too. Which of them is
decided by a seeded generator.

Where several things happen at one instant, the row is that of the instant's end: known at that time is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.features import features
from analytics.estimators.history import ServiceHistory
from analytics.estimators.moment import Hall
from analytics.estimators.pace import Pace, Service
from queue_server.domain.events import DeskClosed, Event, TicketCalled, TicketCheckedIn, TicketIssued
from queue_server.domain.evolve import evolve
from queue_server.domain.forgetting import forget
from queue_server.domain.ids import SECOND, Instant, OfficeId, TicketId
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.domain.ticket import Ticket, TicketState
from queue_server.log.recorded import Recorded

IMPORTED_BY = "import"
"""The actor of events that an import told."""

KEPT_AFTER_END_MS = 24 * 3600 * SECOND
QUARTER_HOUR = 900 * SECOND
"""No zone changes its date within a quarter of an hour."""
AGAIN_SHARE = 0.5
"""At so many of the moments at which somebody joins, one who waits already is looked at again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One moment at which a visitor could have asked."""

    ticket: TicketId
    day: str
    at: Instant
    joining: bool
    features: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Answered:
    """The same when the call came: `waited_s` after the moment, at `called_at`."""

    asked: Asked
    called_at: Instant
    waited_s: float


def inferred_later(record: Recorded) -> bool:
    """Whether the event says what nobody can have known at its time.

    Files of the past do not tell when a manager went; an import closes a desk after its last service of the day.
    """
    return record.actor == IMPORTED_BY and isinstance(record.event, DeskClosed)


class Watcher:
    """One office as its log is read. `history` grows at the end of each day."""

    def __init__(self, office: OfficeId, *, seed: int = 1) -> None:
        self.office = Office(office)
        self.history = ServiceHistory()
        self.pace = Pace(self.history.topics, self.history.managers)
        self._hall = Hall(self.pace, self.history)
        self.day = ""
        self._chance = np.random.default_rng(seed)
        self._joined: list[TicketId] = []
        self._pending: dict[TicketId, list[Asked]] = {}
        self._timezone = ZoneInfo("UTC")
        self._quarter = -1

    @classmethod
    def resumed(
        cls, office: Office, *, history: ServiceHistory, day: str, services: list[Service], chance: dict[str, Any]
    ) -> "Watcher":
        """The watcher as it stood when a night ended. Who was waiting then is not answered any more."""
        watcher = cls(office.id)
        watcher.office, watcher.history, watcher.day = office, history, day
        watcher.pace = Pace(history.topics, history.managers)
        watcher._hall = Hall(watcher.pace, history)
        watcher.pace.services.extend(services)
        watcher._chance.bit_generator.state = chance
        if office.config is not None:
            watcher._timezone = ZoneInfo(office.config.timezone)
        return watcher

    def chance_state(self) -> dict[str, Any]:
        """Where the generator stands, for `resumed`."""
        return dict(self._chance.bit_generator.state)

    def take(self, event: Event, *, watch: bool = True) -> Iterator[Asked | Answered]:
        """Folds one event. `watch` False: rows of these days are not wanted, the day's pace and services still are."""
        if self._joined and event.at > self.office.last_at:
            yield from self._ask()
        self._turn_day(event)
        before = self.office
        self.pace.observe(before, event)
        if isinstance(event, TicketCalled):
            yield from self._answer(event)
        self.office = evolve(before, event)
        if watch and isinstance(event, TicketIssued | TicketCheckedIn):
            self._joined.append(event.ticket)

    def _ask(self) -> Iterator[Asked]:
        office, at = self.office, self.office.last_at
        found = [office.tickets.get(name) for name in self._joined]
        seekers = [ticket for ticket in found if ticket is not None and ticket.state is TicketState.WAITING]
        joining = len(seekers)
        self._joined.clear()
        if not seekers:
            return
        again = self._one_again(office, {ticket.id for ticket in seekers})
        if again is not None:
            seekers.append(again)
        moment = self._hall.moment(office, seekers, at)
        rows = features(moment, self.pace, self.history, self._timezone)
        for index, ticket in enumerate(seekers):
            asked = Asked(ticket.id, self.day, at, index < joining, rows[index])
            self._pending.setdefault(ticket.id, []).append(asked)
            yield asked

    def _one_again(self, office: Office, joining: set[TicketId]) -> Ticket | None:
        waiting = [name for line in office.lines.values() for _, _, name in line if name not in joining]
        if not waiting or self._chance.random() >= AGAIN_SHARE:
            return None
        return office.tickets.get(waiting[int(self._chance.integers(len(waiting)))])

    def _answer(self, event: TicketCalled) -> Iterator[Answered]:
        for asked in self._pending.pop(event.ticket, ()):
            waited_s = (event.at - asked.at) / SECOND
            if waited_s > 0:
                yield Answered(asked, event.at, waited_s)

    def _turn_day(self, event: Event) -> None:
        """A day is a local date: an office where somebody stayed over midnight has two all the same."""
        quarter = event.at // QUARTER_HOUR
        config = self.office.config
        if config is None or quarter == self._quarter:
            return
        self._quarter = quarter
        day = local_date(config, event.at)
        if day == self.day:
            return
        if self.day:
            typical_s = {topic: float(known.typical_service_s) for topic, known in config.topics.items()}
            self.history.learn(self.pace.services, typical_s)
        self.pace.begin()
        self.office = forget(self.office, event.at - KEPT_AFTER_END_MS)
        self._timezone = ZoneInfo(config.timezone)
        self.day = day
