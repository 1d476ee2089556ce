"""Reading the log from end to end, for reports and estimators: pages of events, never all of them in memory."""

from bisect import bisect_right
from collections.abc import AsyncIterator, Sequence

from sqlalchemy import select

from queue_server.database.engine import Database
from queue_server.domain.events import DayClosed, OfficeConfigured
from queue_server.domain.ids import Instant, OfficeId, TicketId
from queue_server.log.recorded import Recorded
from queue_server.log.rows import EventRow, event_rows, recorded
from queue_server.log.tables import events, heads

PAGE = 2000
TICKETS_AT_ONCE = 500
"""Tickets whose events are asked for in one statement."""
LOOKS_BACK = 50_000
"""Events among which the end of a day is looked for: many busy days of one office."""


class LogReader:
    """The log for those who only read it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def offices(self) -> list[OfficeId]:
        """Every office that has a log, in the order of their ids."""
        async with self._database.read() as connection:
            return [str(office) for office in await connection.scalars(select(heads.c.office).order_by(heads.c.office))]

    async def seq_before(self, office: OfficeId, at: Instant) -> int:
        """The number of the last event before `at`, 0 where there is none.

        A log never runs backwards, so it is found by halving: some twenty looks by the log's own key.
        """
        async with self._database.read() as connection:
            high = await connection.scalar(select(heads.c.seq).where(heads.c.office == office)) or 0
            low = 0
            while low < high:
                middle = (low + high + 1) // 2
                found = select(events.c.at).where(events.c.office == office, events.c.seq == middle)
                if (await connection.scalar(found) or 0) < at:
                    low = middle
                else:
                    high = middle - 1
        return int(low)

    async def closing_before(self, office: OfficeId, seq: int) -> int:
        """The number of the last event up to `seq` that closed the office's day: no desk is open after it.

        Looks back along the log's own key, as a rule over one day. Where no day was closed in the last `LOOKS_BACK`
        events, the number before these: whoever was there then and has not moved since stays unknown.
        """
        farthest = max(0, seq - LOOKS_BACK)
        wanted = select(events.c.seq).where(
            events.c.office == office, events.c.seq.between(farthest + 1, seq), events.c.type == DayClosed.__name__
        )
        async with self._database.read() as connection:
            found = await connection.scalar(wanted.order_by(events.c.seq.desc()).limit(1))
        return int(found or farthest)

    async def of_ticket(self, office: OfficeId, ticket: TicketId) -> list[Recorded]:
        """All that happened to one ticket, in order."""
        wanted = event_rows().where(events.c.office == office, events.c.ticket == ticket)
        async with self._database.read() as connection:
            rows = (await connection.execute(wanted.order_by(events.c.seq))).all()
        return [recorded(EventRow(*row)) for row in rows]

    async def configured_before(self, office: OfficeId, seq: int) -> list[Recorded]:
        """The last configuration recorded up to `seq`, none where there is none.

        Looks back along the log's own key, past all that happened since: only for who knows of a later one.
        """
        wanted = event_rows().where(
            events.c.office == office, events.c.seq <= seq, events.c.type == OfficeConfigured.__name__
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(wanted.order_by(events.c.seq.desc()).limit(1))).all()
        return [recorded(EventRow(*row)) for row in rows]

    async def of_tickets_as_configured(
        self, office: OfficeId, tickets: Sequence[TicketId]
    ) -> dict[TicketId, list[Recorded]]:
        """All that happened to each of these tickets, in order; where the office was configured anew since a ticket's
        first event, its configurations among it."""
        told: dict[TicketId, list[Recorded]] = {}
        for begin in range(0, len(tickets), TICKETS_AT_ONCE):
            some = tickets[begin : begin + TICKETS_AT_ONCE]
            wanted = (
                event_rows().add_columns(events.c.ticket).where(events.c.office == office, events.c.ticket.in_(some))
            )
            async with self._database.read() as connection:
                rows = (await connection.execute(wanted.order_by(events.c.seq))).all()
            for row in rows:
                told.setdefault(row.ticket, []).append(recorded(EventRow(*row[:-1])))
        if not told:
            return told
        configured = await self._configured_since(office, min(records[0].seq for records in told.values()))
        return {ticket: _as_configured(records, configured) for ticket, records in told.items()}

    async def _configured_since(self, office: OfficeId, seq: int) -> list[Recorded]:
        """The configurations recorded after `seq`, before them the one in force then; none where there are none."""
        wanted = event_rows().where(
            events.c.office == office, events.c.seq > seq, events.c.type == OfficeConfigured.__name__
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(wanted.order_by(events.c.seq))).all()
        since = [recorded(EventRow(*row)) for row in rows]
        return [*await self.configured_before(office, seq), *since] if since else []

    async def events(
        self, office: OfficeId, *, after: int = 0, upto: int | None = None, from_at: Instant | None = None
    ) -> AsyncIterator[Recorded]:
        """The events of one office in order, after `after`, up to and including `upto`, none before `from_at`.

        Each page is a transaction of its own: a long report never holds the log's writer up.
        """
        while True:
            wanted = event_rows().where(events.c.office == office, events.c.seq > after)
            if upto is not None:
                wanted = wanted.where(events.c.seq <= upto)
            if from_at is not None:
                wanted = wanted.where(events.c.at >= from_at)
            async with self._database.read() as connection:
                rows = (await connection.execute(wanted.order_by(events.c.seq).limit(PAGE))).all()
            for row in rows:
                yield recorded(EventRow(*row))
            if len(rows) < PAGE:
                return
            after = rows[-1].seq


def _as_configured(told: list[Recorded], configured: Sequence[Recorded]) -> list[Recorded]:
    """What is told, with the configurations that came after its begin and the one in force at it."""
    since = bisect_right(configured, told[0].seq, key=lambda record: record.seq)
    if since == len(configured):
        return told
    return sorted([*configured[max(0, since - 1) :], *told], key=lambda record: record.seq)
