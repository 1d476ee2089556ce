"""Expected waits for whoever takes a ticket this very second: what was worked out a moment ago, said again.

An estimate looks at every desk and line of the office. When a crowd takes tickets, the kiosk has just shown one and the
next person stands one place further back; that difference is far below what the range itself allows.
"""

from queue_server.domain.expected_wait import ExpectedWait
from queue_server.domain.ids import CategoryId, Instant, OfficeId, TopicId
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket
from queue_server.projections.estimating import WaitEstimator

HOLDS_MS = 1000
"""How long an estimate is said again to newcomers."""

MOST_HELD = 10_000
"""Offices times topics times categories of a large organisation; beyond it all are worked out anew."""


class RecentEstimates:
    """An estimator in front of another; only those who come at this moment get what is held."""

    def __init__(self, estimator: WaitEstimator) -> None:
        self._estimator = estimator
        self._held: dict[tuple[OfficeId, TopicId | None, CategoryId | None], tuple[Instant, ExpectedWait | None]] = {}

    def for_newcomer(self, office: Office, topic: TopicId, at: Instant) -> ExpectedWait | None:
        """The wait of somebody without a category who would take a ticket for `topic` now."""
        return self._estimator.for_newcomer(office, topic, at)

    def for_ticket(self, office: Office, ticket: Ticket, at: Instant) -> ExpectedWait | None:
        """The wait that is still before `ticket`."""
        if ticket.issued_at != at or ticket.early or ticket.pin is not None:
            return self._estimator.for_ticket(office, ticket, at)
        key = (office.id, ticket.topic, ticket.category)
        held = self._held.get(key)
        if held is not None and 0 <= at - held[0] < HOLDS_MS:
            return held[1]
        found = self._estimator.for_ticket(office, ticket, at)
        if len(self._held) >= MOST_HELD:
            self._held.clear()
        self._held[key] = (at, found)
        return found
