"""Who stands in an office's lines, as arrays. Read again is only what has moved.

A line is made anew by every step that moves or changes one who waits in it (`queue_server/domain/standing.py`), so one
that is the same object holds the same people as they were. Between two questions an event or two have touched a line or
two; the others are remembered, and where nothing moved, all of them together.
"""

from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.pace import Codes, credited
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import Instant, TicketId
from queue_server.domain.line import Line
from queue_server.domain.office import LineKey, Office
from queue_server.domain.policies import POLICIES
from queue_server.domain.ticket import Ticket

Whole: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = tuple[int, int, int, Instant, bool]
"""Of somebody who waits: topic, place, order, since when, and whether with a credit."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who waits, line by line: a column of `numbers` each, see Numbers. `index`: in which one a ticket stands."""

    numbers: Whole
    index: dict[TicketId, int]


_Read: TypeAlias = tuple[Line, tuple[TicketId, ...], Whole]


class InLine:
    """One office's lines as they were last seen. `topics` number the words."""

    def __init__(self, topics: Codes) -> None:
        self._topics = topics
        self._config: OfficeConfig | None = None
        self._lines: dict[LineKey, Line] | None = None
        self._read: dict[LineKey, _Read] = {}
        self._standing = _together([])

    def standing(self, office: Office) -> Standing:
        """Who stands in line now."""
        if office.config is not self._config:
            self._config, self._lines, self._read = office.config, None, {}
        if office.lines is not self._lines:
            self._lines = office.lines
            self._read = {key: self._of_line(office, key, line) for key, line in office.lines.items() if line}
            self._standing = _together(list(self._read.values()))
        return self._standing

    def _of_line(self, office: Office, key: LineKey, line: Line) -> _Read:
        read = self._read.get(key)
        if read is not None and read[0] is line:
            return read
        places, orders, names = zip(*line, strict=True)
        tickets = [ticket for name in names if (ticket := office.tickets.get(name)) is not None]
        numbers = np.empty((5, len(names)), dtype=np.int64)
        numbers[0], numbers[1], numbers[2] = self._topics.of(key[0]), places, orders
        numbers[3] = [ticket.since_at for ticket in tickets]
        numbers[4] = [ticket.category is not None and credited(office, ticket) for ticket in tickets]
        return line, names, numbers

    def numbers(self, office: Office, ticket: Ticket) -> Numbers:
        """Of one who stands in no line, but would."""
        config = office.configured
        place = POLICIES[config.policy].place(ticket, config)
        return self._topics.of(ticket.topic or ""), place, ticket.order, ticket.since_at, credited(office, ticket)

    def copy(self, topics: Codes) -> "InLine":
        """What is remembered now, by this copy of the words."""
        copy = InLine(topics)
        copy._config, copy._lines = self._config, self._lines
        copy._read, copy._standing = self._read, self._standing
        return copy


def _together(read: list[_Read]) -> Standing:
    names = chain.from_iterable(names for _, names, _ in read)
    nobody = np.zeros((5, 0), dtype=np.int64)
    numbers = np.concatenate([nobody, *(numbers for _, _, numbers in read)], axis=1)
    return Standing(numbers, {name: column for column, name in enumerate(names)})
