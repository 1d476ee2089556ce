"""Visits of the past, found in the log: those that no office holds in memory any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from queue_server.database.engine import Database
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.events import OfficeConfigured, TicketCheckedIn, TicketIssued
from queue_server.domain.ids import SECOND, OfficeId, TicketId
from queue_server.log.reader import LogReader
from queue_server.log.recorded import Recorded
from queue_server.log.rows import EventRow, event_rows, recorded
from queue_server.log.tables import events

LATE = timedelta(days=2)
"""So long after its day a kiosk that was offline may still hand in a ticket of it."""
NUMBERS = (TicketIssued, TicketCheckedIn)


@dataclass(slots=True)
class _Configured:
    """A configuration, and the events that are known to have been recorded under it."""

    config: OfficeConfig
    first_seq: int
    last_seq: int


class PastVisits:
    """Looks into the log; by the log's keys, but for a day's numbers, which are read through.

    One for each log: it remembers what offices were configured as, which a log never unsays.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reader = LogReader(database)
        self._configured: dict[OfficeId, list[_Configured]] = {}

    async def office_of(self, ticket: TicketId) -> OfficeId | None:
        """The office that the ticket was taken in."""
        async with self._database.read() as connection:
            found: OfficeId | None = await connection.scalar(
                select(events.c.office).where(events.c.ticket == ticket).limit(1)
            )
        return found

    async def of_ticket(self, office: OfficeId, ticket: TicketId) -> Sequence[Recorded]:
        """All that happened to one ticket, in order."""
        return await self._reader.of_ticket(office, ticket)

    async def configured(self, office: OfficeId, seq: int) -> OfficeConfig | None:
        """What the office was configured as when its event `seq` was recorded.

        The log is read back to the last configuration, past all that happened since: a year of events. What was found
        is remembered with the stretch of the log that it holds for, and only what lies outside is read again.
        """
        known = self._configured.setdefault(office, [])
        before: _Configured | None = None
        for one in known:
            if one.first_seq <= seq <= one.last_seq:
                return one.config
            if one.last_seq < seq and (before is None or before.last_seq < one.last_seq):
                before = one
        found = await self._configured_within(office, before.last_seq if before is not None else 0, seq)
        if found is not None:
            known.append(found)
            return found.config
        if before is None:
            return None
        before.last_seq = max(before.last_seq, seq)
        return before.config

    async def _configured_within(self, office: OfficeId, after: int, seq: int) -> "_Configured | None":
        wanted = event_rows().where(
            events.c.office == office,
            events.c.seq > after,
            events.c.seq <= seq,
            events.c.type == OfficeConfigured.__name__,
        )
        async with self._database.read() as connection:
            row = (await connection.execute(wanted.order_by(events.c.seq.desc()).limit(1))).first()
        if row is None:
            return None
        found = recorded(EventRow(*row))
        return _Configured(found.event.config, found.seq, seq) if isinstance(found.event, OfficeConfigured) else None

    async def numbered(self, office: OfficeId, timezone: str, day: date, number: str) -> TicketId | None:
        """The ticket that had this number on the office's local date `day`."""
        begins = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(timezone))
        first, last = [
            await self._reader.seq_before(office, round(moment.timestamp()) * SECOND)
            for moment in (begins, begins + timedelta(days=1) + LATE)
        ]
        wanted = event_rows().where(
            events.c.office == office,
            events.c.seq > first,
            events.c.seq <= last,
            events.c.type.in_([kind.__name__ for kind in NUMBERS]),
        )
        asked = number.strip().casefold()
        async with self._database.read() as connection:
            rows = (await connection.execute(wanted.order_by(events.c.seq))).all()
        for row in rows:
            event = recorded(EventRow(*row)).event
            if isinstance(event, NUMBERS) and event.date == day.isoformat() and event.number.casefold() == asked:
                return event.ticket
        return None
