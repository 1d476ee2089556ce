"""What the views ask of whoever predicts waits, and of whoever remembers what was told.

Who answers is decided where the server is put together.
"""

from typing import Protocol

from queue_server.domain.expected_wait import ExpectedWait
from queue_server.domain.ids import Instant, OfficeId, TicketId, TopicId
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket


class WaitEstimator(Protocol):
    """Predicts how long a visitor will wait from `at` until the call. None is an honest answer: it does not know."""

    def for_newcomer(self, office: Office, topic: TopicId, at: Instant) -> ExpectedWait | None:
        """The wait of somebody without a category who would take a ticket for `topic` now."""
        ...

    def for_ticket(self, office: Office, ticket: Ticket, at: Instant) -> ExpectedWait | None:
        """The wait that is still before `ticket`; None unless it is waiting."""
        ...


class FirstWait(Protocol):
    """What was told with a new ticket at `at`; `wait` None where nobody knew."""

    @property
    def at(self) -> Instant:
        """When the ticket was issued."""
        ...

    @property
    def wait(self) -> ExpectedWait | None:
        """What was told."""
        ...


class FirstWaits(Protocol):
    """Remembers what was told with each ticket."""

    async def first_told(self, office: OfficeId, ticket: TicketId, issued_at: Instant) -> FirstWait | None:
        """What was told when the ticket was issued; None where nothing was told then, or it was not kept."""
        ...


class NoEstimate:
    """Knows nothing, and says so: for servers without an estimator, and for tests of everything else."""

    def for_newcomer(self, office: Office, topic: TopicId, at: Instant) -> ExpectedWait | None:  # noqa: ARG002
        """None."""
        return None

    def for_ticket(self, office: Office, ticket: Ticket, at: Instant) -> ExpectedWait | None:  # noqa: ARG002
        """None."""
        return None
