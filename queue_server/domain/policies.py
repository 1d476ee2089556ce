"""The ways to choose who is called next, behind one small interface, so that a simulation can compare them.

A policy gives each waiting ticket a place in its line (smaller is sooner; the order of issue breaks ties) and each
skill level a penalty that is added to the place when a desk with that level looks at the ticket.
"""

from typing import Protocol

from queue_server.domain.configuration import OfficeConfig, PolicyName, SkillLevel
from queue_server.domain.ids import SECOND, Milliseconds
from queue_server.domain.ticket import Ticket


class Policy(Protocol):
    """Orders the tickets of a line. A place must not change while the ticket waits."""

    def place(self, ticket: Ticket, config: OfficeConfig) -> int:
        """Where `ticket` stands; smaller is called sooner."""
        ...

    def penalty(self, level: SkillLevel, config: OfficeConfig) -> int:
        """What is added to the place for a manager with `level` in the ticket's topic."""
        ...


class EarliestPromise:
    """Everything is seconds: the earliest promise first; a secondary skill sees it `secondary_penalty_s` later."""

    def place(self, ticket: Ticket, config: OfficeConfig) -> int:  # noqa: ARG002
        """The promise, an instant."""
        return ticket.promise_at

    def penalty(self, level: SkillLevel, config: OfficeConfig) -> Milliseconds:
        """Milliseconds."""
        return config.limits.secondary_penalty_s * SECOND if level is SkillLevel.SECONDARY else 0


class Fifo:
    """Whoever was issued first in the log. Categories and skill levels change nothing."""

    def place(self, ticket: Ticket, config: OfficeConfig) -> int:  # noqa: ARG002
        """The order of issue."""
        return ticket.order

    def penalty(self, level: SkillLevel, config: OfficeConfig) -> int:  # noqa: ARG002
        """None."""
        return 0


class StrictPriority:
    """The category with the larger credit always first, then whoever was issued first. For comparison: it starves."""

    def place(self, ticket: Ticket, config: OfficeConfig) -> int:
        """The category's credit, largest first."""
        category = config.categories.get(ticket.category) if ticket.category else None
        return -category.credit_s if category else 0

    def penalty(self, level: SkillLevel, config: OfficeConfig) -> int:  # noqa: ARG002
        """None."""
        return 0


POLICIES: dict[PolicyName, Policy] = {
    PolicyName.EARLIEST_PROMISE: EarliestPromise(),
    PolicyName.FIFO: Fifo(),
    PolicyName.STRICT_PRIORITY: StrictPriority(),
}
