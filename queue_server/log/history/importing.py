"""Appending visits of the past to the log: office by office, day by day.

An office's log is in the order of time. So an office that has worked later than the file begins is refused as a whole;
a file imported again adds nothing; a file that goes on where the log ends is appended.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from queue_server.database.engine import Database
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.events import Event, OfficeConfigured, TicketIssued
from queue_server.domain.ids import Instant, OfficeId, TicketId
from queue_server.domain.opening import local_date
from queue_server.errors import LogError, StartError
from queue_server.log.history.configuring import configured_for
from queue_server.log.history.mapping import Mapping
from queue_server.log.history.telling import NumberedVisit, told
from queue_server.log.history.visit import Visit
from queue_server.log.loading import LoadedOffice, load, load_office
from queue_server.log.store import Append, LogStore, NewEvent
from queue_server.log.tables import events

ACTOR = "import"
IN_ONE_TRANSACTION = 5000
"""Events after which the next closing of a day ends the transaction. An import that is cut short is simply repeated:
whole days are in, or are not."""

Progress = Callable[[int], None]
"""Called with the number of visits just told."""


class HistoryRefused(StartError):  # noqa: N818  (says what is so, like the others of the tree)
    """The visits cannot be appended to this office's log."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How many visits are new in the log, and how many events they became."""

    visits: int
    events: int


async def import_visits(
    database: Database, visits: Iterable[Visit], mapping: Mapping, progress: Progress = lambda _count: None
) -> Imported:
    """Append the visits that are not in the log yet. Raises `HistoryRefused` where an office cannot take them."""
    by_office: dict[OfficeId, list[Visit]] = defaultdict(list)
    for visit in visits:
        by_office[visit.office].append(visit)
    visit_count = event_count = 0
    for office, all_of_it in sorted(by_office.items()):
        appending = await _Appending.begin(database, office)
        new = appending.new_ones(all_of_it)
        progress(len(all_of_it) - len(new))
        if new:
            event_count += await appending.append(new, mapping, progress)
            visit_count += len(new)
    return Imported(visits=visit_count, events=event_count)


class _Appending:
    """One office's log, and what is appended to it."""

    def __init__(self, database: Database, loaded: LoadedOffice, found: "_Found") -> None:
        self._database = database
        self._store = LogStore(database)
        self._state = loaded.state
        self._seq = loaded.seq
        self._found = found

    @classmethod
    async def begin(cls, database: Database, office: OfficeId) -> "_Appending":
        """The office as its log has it."""
        loaded = await load_office(database, office)
        return cls(database, loaded, await _find(database, office))

    def new_ones(self, visits: list[Visit]) -> list[tuple[TicketId, Visit]]:
        """Those that were not imported before, in the order of their issue."""
        identified = [(ticket_id(visit), visit) for visit in visits]
        return sorted(
            ((ticket, visit) for ticket, visit in identified if ticket not in self._found.tickets),
            key=lambda pair: (pair[1].issued_at, pair[1].legs[0].line),
        )

    async def append(self, new: list[tuple[TicketId, Visit]], mapping: Mapping, progress: Progress) -> int:
        """Tell them; how many events that took."""
        first_at = new[0][1].issued_at
        self._demand_room(first_at)
        before = self._state.config
        config = configured_for(self._state.id, before, [visit for _, visit in new], mapping)
        numbered = self._numbered(new, config)
        first_seq = self._seq
        waiting: list[Event] = [] if config == before else [OfficeConfigured(at=first_at, config=config)]
        visit_count = 0
        for day in told(config, numbered):
            waiting.extend(day)
            visit_count += sum(1 for event in day if isinstance(event, TicketIssued))
            if len(waiting) >= IN_ONE_TRANSACTION:
                await self._write(waiting)
                progress(visit_count)
                waiting, visit_count = [], 0
        if before is not None and config != before and self._found.configured_by != ACTOR:
            waiting.append(OfficeConfigured(at=max(self._state.last_at, _last_at(new)), config=before))
        await self._write(waiting)
        progress(visit_count)
        loaded = await load_office(self._database, self._state.id)
        await self._store.save_snapshot(self._state.id, loaded.seq, loaded.state)
        return self._seq - first_seq

    def _demand_room(self, first_at: Instant) -> None:
        office = self._state.id
        if self._state.day_open:
            raise HistoryRefused(
                f"Office {office!r} is open. History is appended to an office that is closed; import it under another "
                "name with --office, or close the day."
            )
        if first_at < self._found.worked_until:
            config = self._state.configured
            raise HistoryRefused(
                f"Office {office!r} has worked until {local_date(config, self._found.worked_until)}, and the file "
                f"begins on {local_date(config, first_at)}. A log is in the order of time and never rewritten: import "
                "history before the office begins to work, or under another name with --office."
            )

    def _numbered(self, new: list[tuple[TicketId, Visit]], config: OfficeConfig) -> list[NumberedVisit]:
        counts: Counter[tuple[str, str]] = Counter()
        for date, by_prefix in self._state.numbers.items():
            for prefix, count in by_prefix.items():
                counts[date, prefix] = count
        numbered = []
        for ticket, visit in new:
            date = local_date(config, visit.issued_at)
            prefix = config.topics[visit.legs[0].topic].prefix
            digits = "".join(sign for sign in visit.number or "" if sign.isdecimal())
            counts[date, prefix] += 1
            number = int(digits) if digits else counts[date, prefix]
            numbered.append(NumberedVisit(visit, ticket, f"{prefix}{number:03d}", date))
        return numbered

    async def _write(self, new: list[Event]) -> None:
        if not new:
            return
        append = Append(self._state.id, self._seq, tuple(NewEvent(event, ACTOR, None) for event in new), ())
        try:
            await self._store.append([append])
        except LogError as problem:
            raise HistoryRefused(
                f"Another program writes to office {self._state.id!r}; import again: {problem}"
            ) from None
        self._seq += len(new)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the office's log holds already."""

    tickets: frozenset[TicketId]
    worked_until: Instant
    configured_by: str | None


async def _find(database: Database, office: OfficeId) -> _Found:
    mine = events.c.office == office
    configured = events.c.type == OfficeConfigured.__name__
    async with database.read() as connection:
        worked_until = await connection.scalar(select(func.max(events.c.at)).where(mine, ~configured))
        configured_by = await connection.scalar(
            select(events.c.actor).where(mine, configured).order_by(events.c.seq.desc()).limit(1)
        )
        tickets = await connection.scalars(
            select(events.c.ticket).where(mine, events.c.type == TicketIssued.__name__, events.c.actor == ACTOR)
        )
        return _Found(frozenset(map(str, tickets)), worked_until or 0, configured_by)


def ticket_id(visit: Visit) -> TicketId:
    """The same for the same row, so that a file imported twice is in the log once."""
    text = "\x1e".join((visit.office, visit.key, str(visit.copy), str(visit.issued_at)))
    return f"imported-{hashlib.sha256(text.encode()).hexdigest()[:24]}"


def _last_at(new: list[tuple[TicketId, Visit]]) -> Instant:
    return max(leg.finished_at or leg.queued_at for _, visit in new for leg in visit.legs)


async def configured_offices(database: Database) -> dict[OfficeId, OfficeConfig]:
    """What is known of each office that has a log."""
    loaded = await load(database)
    return {office: found.state.config for office, found in loaded.items() if found.state.config is not None}
