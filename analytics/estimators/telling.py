"""What a visitor was told with the ticket is kept, to be scored once the visit has been called.

Stands in front of the estimator that the API asks. Noting costs an append; the rows go to the database together.
"""

from typing import Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

from analytics.estimators.store import Told, WaitStore
from queue_server.domain.expected_wait import ExpectedWait
from queue_server.domain.ids import Instant, OfficeId, TicketId, TopicId
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket
from queue_server.errors import Unavailable

KEEP_EVERY_S = 5.0
"""What was told in the last seconds before a power cut is not scored; nothing else depends on it."""

MOST_NOTED = 20_000
"""While the database is away; beyond it new ones are let go of."""

log = structlog.get_logger(__name__)


class Estimator(Protocol):
    """Who is asked."""

    def for_newcomer(self, office: Office, topic: TopicId, at: Instant) -> ExpectedWait | None:
        """The wait of somebody who would take a ticket for `topic` now."""
        ...

    def for_ticket(self, office: Office, ticket: Ticket, at: Instant) -> ExpectedWait | None:
        """The wait that is still before `ticket`."""
        ...


class Telling:
    """An estimator that remembers what it said of tickets at the very moment they were issued."""

    def __init__(self, estimator: Estimator, store: WaitStore) -> None:
        self._estimator = estimator
        self._store = store
        self._noted: list[Told] = []
        self._leaving: list[Told] = []
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self.keep, "interval", seconds=KEEP_EVERY_S, coalesce=True, max_instances=1, misfire_grace_time=None
        )

    def start(self) -> None:
        """Begins to write down what was noted."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Writes down the rest."""
        self._scheduler.shutdown(wait=False)
        await self.keep()

    def for_newcomer(self, office: Office, topic: TopicId, at: Instant) -> ExpectedWait | None:
        """The wait of somebody without a category who would take a ticket for `topic` now."""
        return self._estimator.for_newcomer(office, topic, at)

    def for_ticket(self, office: Office, ticket: Ticket, at: Instant) -> ExpectedWait | None:
        """The wait that is still before `ticket`."""
        found = self._estimator.for_ticket(office, ticket, at)
        if ticket.issued_at == at and len(self._noted) < MOST_NOTED:
            self._noted.append(Told(office.id, ticket.id, at, found))
        return found

    async def keep(self) -> None:
        """What was noted until now goes to the database."""
        self._leaving, self._noted = self._noted, []
        try:
            await self._store.keep_told(self._leaving)
        except Unavailable as error:
            self._noted = self._leaving + self._noted
            log.warning("told waits have to be kept later", detail=error.detail)
        self._leaving = []

    async def first_told(self, office: OfficeId, ticket: TicketId, issued_at: Instant) -> Told | None:
        """What was told when the ticket was issued, kept already or not; None where nothing was."""
        for row in (*self._leaving, *self._noted):
            if (row.office, row.ticket, row.at) == (office, ticket, issued_at):
                return row
        return await self._store.first_told(office, ticket, issued_at)
