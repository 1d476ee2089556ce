"""Single-use tickets for opening a stream, for clients that can send no header with a WebSocket.

A token in an address would stand in logs and histories. A stream ticket may: it works once, within a minute. Kept in
memory, as digests: a server that restarts has no open streams either.
"""

import hashlib
import secrets
from collections.abc import Callable
from typing import Generic, TypeVar

from queue_server.domain.ids import SECOND, Instant

Holder = TypeVar("Holder")

VALID_S = 60
"""Long enough to open a socket, too short to be found in a log."""

OUTSTANDING_LIMIT = 10_000
"""Tickets that may wait to be used; beyond it the oldest are forgotten."""


class StreamTickets(Generic[Holder]):
    """Hands out tickets for whoever asked, and takes each back once."""

    def __init__(self, clock: Callable[[], Instant]) -> None:
        self._clock = clock
        self._holders: dict[bytes, tuple[Instant, Holder]] = {}

    def __len__(self) -> int:
        return len(self._holders)

    def give(self, holder: Holder) -> tuple[str, Instant]:
        """A new ticket for `holder`, and when it ends."""
        self._forget_old()
        ticket = secrets.token_urlsafe(32)
        ends_at = self._clock() + VALID_S * SECOND
        self._holders[_digest(ticket)] = (ends_at, holder)
        return ticket, ends_at

    def take(self, ticket: str) -> Holder | None:
        """Whoever got the ticket, the first time and in time; then nobody."""
        ends_at, holder = self._holders.pop(_digest(ticket), (0, None))
        return holder if self._clock() <= ends_at else None

    def _forget_old(self) -> None:
        now = self._clock()
        while self._holders:
            oldest = next(iter(self._holders))
            if self._holders[oldest][0] >= now and len(self._holders) < OUTSTANDING_LIMIT:
                return
            del self._holders[oldest]


def _digest(ticket: str) -> bytes:
    return hashlib.sha256(ticket.encode()).digest()
