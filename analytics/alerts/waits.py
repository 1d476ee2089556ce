"""The waits that run in one office, in the orders that the rules ask for: who is late, and who waits longest.

A look at 5,000 who wait costs what a look at five does: each wait has its place in sorted lists, found by bisection.
"""

from bisect import bisect_left, insort
from collections.abc import Mapping
from heapq import nlargest
from typing import NamedTuple

from queue_server.domain.ids import Instant, Milliseconds, TicketId


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
    def was_late(self) -> bool:
        """Whether an earlier round was above the target: the wait is, however short this round."""
        return self.worst_ms > self.target_ms


class RunningWaits:
    """The waits that run, each under its ticket."""

    def __init__(self) -> None:
        self._waits: dict[TicketId, Running] = {}
        # By target, and whether an earlier round was above it: in the order of the rounds' starts.
        self._starts: dict[tuple[Milliseconds, bool], list[tuple[Instant, TicketId]]] = {}
        # By target: those with an earlier round, the longest of these first. Whoever waits longest is at some head.
        self._rounds: dict[Milliseconds, list[tuple[Milliseconds, TicketId]]] = {}

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
        return sum(_late_in(key, starts, at) for key, starts in self._starts.items())

    def late(self, at: Instant) -> list[TicketId]:
        """Who is above the target, the longest wait first."""
        over = [one for key, starts in self._starts.items() for _, one in starts[: _late_in(key, starts, at)]]
        return [one for _, one in sorted(((self._waits[one].wait_ms(at), one) for one in over), reverse=True)]

    def longest(self, at: Instant, most: int) -> list[tuple[float, TicketId]]:
        """Those with the largest shares of their targets, largest first; who has no target has no share."""
        heads = {one for (target_ms, _), starts in self._starts.items() if target_ms for _, one in starts[:most]}
        heads |= {one for target_ms, rounds in self._rounds.items() if target_ms for _, one in rounds[:most]}
        return nlargest(most, ((self._waits[one].wait_ms(at) / self._waits[one].target_ms, one) for one in heads))

    def _places(self, ticket: TicketId, wait: Running) -> list[tuple[list[tuple[int, TicketId]], tuple[int, TicketId]]]:
        starts = self._starts.setdefault((wait.target_ms, wait.was_late), [])
        places = [(starts, (wait.start_at, ticket))]
        if wait.worst_ms > 0:
            places.append((self._rounds.setdefault(wait.target_ms, []), (-wait.worst_ms, ticket)))
        return places


def _late_in(key: tuple[Milliseconds, bool], starts: list[tuple[Instant, TicketId]], at: Instant) -> int:
    """How many at the head of `starts` are above the target."""
    target_ms, was_late = key
    return len(starts) if was_late else bisect_left(starts, (at - target_ms, ""))
