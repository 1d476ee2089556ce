"""The waits that run in one office, in the orders that the rules ask for: who is late, and who waits longest.

A look at 5,000 who wait costs what a look at five does: each wait has its place in sorted lists, found by bisection.
"""

from bisect import bisect_left, insort
from collections.abc import Mapping
from heapq import nlargest
from typing import NamedTuple

from queue_server.domain.ids import Instant, Milliseconds, TicketId

ALREADY: Instant = -(1 << 62)
"""Late since before anything: an earlier round of the wait was above the target."""


class Running(NamedTuple):
    """A wait that runs: at `at` it is `max(worst_ms, at - start_at)`, the domain's accountable wait."""

    start_at: Instant
    worst_ms: Milliseconds
    target_ms: Milliseconds

    def wait_ms(self, at: Instant) -> Milliseconds:
        """The accountable wait at a moment."""
        return max(self.worst_ms, at - self.start_at, 0)

    def near(self, at: Instant, share: float) -> bool:
        """Whether it has reached this share of the target."""
        return self.wait_ms(at) >= share * self.target_ms

    @property
    def late_after_at(self) -> Instant:
        """From the moment after it, the wait is above its target."""
        return ALREADY if self.worst_ms > self.target_ms else self.start_at + self.target_ms


class RunningWaits:
    """The waits that run, each under its ticket."""

    def __init__(self) -> None:
        self._waits: dict[TicketId, Running] = {}
        self._late_after: list[tuple[Instant, TicketId]] = []
        # For each target, by the start and by the worst earlier round: whoever waits longest is at one of the heads.
        self._starts: dict[Milliseconds, list[tuple[Instant, TicketId]]] = {}
        self._worst: dict[Milliseconds, list[tuple[Milliseconds, TicketId]]] = {}

    def __getitem__(self, ticket: TicketId) -> Running:
        return self._waits[ticket]

    @property
    def by_ticket(self) -> Mapping[TicketId, Running]:
        """All of them."""
        return self._waits

    def put(self, ticket: TicketId, wait: Running | None) -> None:
        """The wait of `ticket` in place of what was known of it; None: it does not wait."""
        before = self._waits.pop(ticket, None)
        if before is not None:
            for places, place in self._places(ticket, before):
                del places[bisect_left(places, place)]
        if wait is not None:
            self._waits[ticket] = wait
            for places, place in self._places(ticket, wait):
                insort(places, place)

    def count_late(self, at: Instant) -> int:
        """How many are above their target."""
        return bisect_left(self._late_after, (at, ""))

    def late(self, at: Instant) -> list[TicketId]:
        """Who is above the target, the longest wait first."""
        over = [ticket for _, ticket in self._late_after[: self.count_late(at)]]
        return [ticket for _, ticket in sorted(((self._waits[one].wait_ms(at), one) for one in over), reverse=True)]

    def longest(self, at: Instant, most: int) -> list[tuple[float, TicketId]]:
        """Those with the largest shares of their targets, largest first; who has no target has no share."""
        heads: set[TicketId] = set()
        for by_target in (self._starts, self._worst):
            for target_ms, places in by_target.items():
                heads.update(ticket for _, ticket in places[: most if target_ms else 0])
        shares = [(self._waits[one].wait_ms(at) / self._waits[one].target_ms, one) for one in heads]
        return nlargest(most, shares)

    def _places(
        self, ticket: TicketId, wait: Running
    ) -> tuple[tuple[list[tuple[int, TicketId]], tuple[int, TicketId]], ...]:
        starts, worst = self._starts.setdefault(wait.target_ms, []), self._worst.setdefault(wait.target_ms, [])
        return (
            (self._late_after, (wait.late_after_at, ticket)),
            (starts, (wait.start_at, ticket)),
            (worst, (-wait.worst_ms, ticket)),
        )
