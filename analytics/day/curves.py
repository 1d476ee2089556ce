"""The curves of many offices, grown as they work: a point every few minutes, taken when an event passes the moment.

Nobody looks at the clock for it: what an office was at a moment is what it was before the first event after it. What
was before the server began is in the log, and is read there when somebody asks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analytics.day.curve import STEP_MS, Point, point
from analytics.running_office import RunningOffice
from queue_server.domain.evolve import evolve
from queue_server.domain.ids import SECOND, Instant, OfficeId
from queue_server.domain.office import Office
from queue_server.log.recorded import Recorded

KEPT_MS = 36 * 3600 * SECOND
"""A local day and the night before it, in whatever zone."""
KEPT = KEPT_MS // STEP_MS


class Grown:
    """One office's curve. `known_from`: the first moment of it; what lies before has yet to be read from the log."""

    __slots__ = ("_next_at", "_points", "known_from")

    def __init__(self, last_at: Instant) -> None:
        self._points: list[Point] = []
        self._next_at = self.known_from = last_at - last_at % STEP_MS + STEP_MS

    def upto(self, state: Office, at: Instant) -> None:
        """The office was `state` until just before `at`."""
        if self._next_at < at:
            self._points += self._as_it_is(state, at - 1)
            self._next_at = self._points[-1].at + STEP_MS
            del self._points[:-KEPT]

    def passes(self, at: Instant) -> bool:
        """Whether a moment of the curve lies before `at`."""
        return self._next_at < at

    def told(self, state: Office, now: Instant) -> list[Point]:
        """All of it until `now`; what no event has passed yet is what the office is."""
        return [*self._points, *self._as_it_is(state, now)]

    def read(self, before: Iterable[Point], begin_at: Instant) -> None:
        """What the log says of the time from `begin_at` until it is known."""
        self._points[:0] = [one for one in before if one.at < self.known_from]
        self.known_from = min(begin_at, self.known_from)

    def _as_it_is(self, state: Office, until: Instant) -> list[Point]:
        first = max(self._next_at, until - until % STEP_MS - KEPT_MS)
        here = point(state, first)
        return [replace(here, at=at) for at in range(first, until + 1, STEP_MS)]


class Curves:
    """All offices' curves of this server."""

    def __init__(self, offices: Iterable[RunningOffice]) -> None:
        self._offices = offices
        self._grown: dict[OfficeId, Grown] = {}

    def start(self) -> None:
        """From now on they grow; each office has been what it is since its last event."""
        for office in self._offices:
            self._grown[office.id] = Grown(office.state.last_at)

    def committed(self, office: RunningOffice, before: Office, recorded: Sequence[Recorded], _after: Office) -> None:
        """Takes the moments that these events have passed."""
        grown = self.of(office.id, before)
        if not grown.passes(recorded[-1].at):
            return
        state = before
        for record in recorded:
            grown.upto(state, record.at)
            state = evolve(state, record.event)

    def of(self, office: OfficeId, state: Office) -> Grown:
        """The office's curve; of one that is new it begins now."""
        if office not in self._grown:
            self._grown[office] = Grown(state.last_at)
        return self._grown[office]
