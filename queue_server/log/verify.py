"""Checking a log: every hash, every number, every fold, and what was kept beside it.

Says of each fault in which office and at which event it stands, and what it is. A forger who writes every later event
and the head anew leaves a log that is sound in itself: only a copy elsewhere, or a hash noted before, tells.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, union

from queue_server.database.engine import Database
from queue_server.domain.evolve import evolve
from queue_server.domain.forgetting import FORGET_AFTER_MS, NUMBERED_DAYS, forget
from queue_server.domain.ids import Instant, Milliseconds, OfficeId
from queue_server.domain.office import Office
from queue_server.domain.standing import office_of
from queue_server.domain.ticket import Ticket
from queue_server.errors import LogDamaged
from queue_server.log.batch import START
from queue_server.log.chain import hash_of
from queue_server.log.codec import FORM, decode_event, decode_office
from queue_server.log.kept_answers import KeptAnswers, ListedAnswers
from queue_server.log.loading import ENDED_KEPT_MS
from queue_server.log.reader import PAGE
from queue_server.log.rows import EventRow, event_rows
from queue_server.log.tables import answers, events, heads, snapshots

SEARCHED = 500
"""How far around an event its right place is looked for, to tell a moved event from a changed one."""

MOST_FINDINGS = 1000
"""Enough to see what happened; a log shifted as a whole need not be listed event by event."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `kind` is for programs: changed, moved, missing, rewritten, cut_off, unreadable, unfoldable, snapshot,
    head, answer, vanished."""

    office: OfficeId
    seq: int
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what was found."""

    offices: int
    events: int
    findings: tuple[Finding, ...]


Progress = Callable[[int], None]
"""Called with the number of events just checked."""


async def event_count(database: Database) -> int:
    """How many events there are to check."""
    async with database.read() as connection:
        return await connection.scalar(select(func.count()).select_from(events)) or 0


async def verify(
    database: Database, progress: Progress = lambda _count: None, *, named: Mapping[OfficeId, str] | None = None
) -> Verified:
    """Check every office's log. Reads only, a page at a time, and may run while the server serves.

    `named`: offices that must have a log, each with who says so; one whose log was taken away as a whole, its head with
    it, is not missed by anything else.
    """
    kept = union(select(events.c.office), select(heads.c.office), select(snapshots.c.office), select(answers.c.office))
    async with database.read() as connection:
        offices = sorted(str(office) for office in await connection.scalars(kept))
        listed = await ListedAnswers.read(connection)
    checked, findings = 0, list[Finding]()
    for office, by in sorted((named or {}).items()):
        if office not in offices:
            findings.append(Finding(office, 1, "vanished", f"and all after it are gone: {by} names this office"))
    for office in offices:
        inspection = _Inspection(office)
        await _inspect(database, inspection, listed, progress)
        checked += inspection.checked
        findings.extend(inspection.findings)
    return Verified(offices=len(offices), events=checked, findings=tuple(findings[:MOST_FINDINGS]))


async def _inspect(database: Database, inspection: "_Inspection", listed: ListedAnswers, progress: Progress) -> None:
    office = inspection.office
    async with database.read() as connection:  # before the events: what is appended meanwhile lies behind it
        head = (await connection.execute(select(heads).where(heads.c.office == office))).first()
        kept = (await connection.execute(select(snapshots).where(snapshots.c.office == office))).first()
        inspection.answers = await listed.of(connection, office)
        inspection.answers_until = listed.until(office)
    snapshot = (kept.seq, kept.state) if kept is not None and kept.form == FORM else None
    async for rows in _pages(database, office):
        for row, ticket in rows:
            inspection.event(row, ticket)
            if head is not None and row.seq == head.seq and row.hash != head.hash:
                inspection.found(row.seq, "head", "is not the event that the head of the log names")
            if snapshot is not None and row.seq == snapshot[0]:
                inspection.snapshot(snapshot[1])
        inspection.relieve()
        progress(len(rows))
    for seq, what in inspection.answers.findings():
        inspection.found(seq, "answer", what)
    if head is None:
        inspection.found(inspection.seq, "head", "is the last one found, but the log has no head that says so")
    elif inspection.seq < head.seq:
        lost = "is" if head.seq == inspection.seq + 1 else f"to {head.seq} are"
        inspection.found(inspection.seq + 1, "cut_off", f"{lost} cut off: the log ends at {inspection.seq}")


async def _pages(database: Database, office: OfficeId) -> AsyncIterator[list[tuple[EventRow, str | None]]]:
    """The events, each with the ticket it is filed under, by which a visit's history is found."""
    after = -1
    while True:
        wanted = event_rows().add_columns(events.c.ticket).where(events.c.office == office, events.c.seq > after)
        async with database.read() as connection:
            rows = (await connection.execute(wanted.order_by(events.c.seq).limit(PAGE))).all()
        if rows:
            yield [(EventRow(*row[:-1]), row[-1]) for row in rows]
            after = rows[-1].seq
        if len(rows) < PAGE:
            return


class _Inspection:
    """One office's log, event by event."""

    def __init__(self, office: OfficeId) -> None:
        self.office = office
        self.findings: list[Finding] = []
        self.checked = 0
        self.answers = KeptAnswers({}, None)
        self.answers_until = 0
        self.seq, self._hash = START
        self._state: Office | None = Office(id=office)

    def found(self, seq: int, kind: str, what: str) -> None:
        """Note a fault."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(self.office, seq, kind, what))

    def event(self, row: EventRow, ticket: str | None) -> None:
        """The next event of the office, filed under `ticket`."""
        self.checked += 1
        gap = row.seq - self.seq - 1
        if gap:
            which = "is missing" if gap == 1 else f"to {row.seq - 1} are missing"
            self.found(self.seq + 1, "missing", which)
            self._state = None  # what follows cannot be folded without them
        sound = self._hash_of(row, seq=row.seq) == row.hash
        if not sound:
            self._tell_changed_from_moved(row)
        elif not gap and row.previous_hash != self._hash:
            self.found(row.seq, "rewritten", f"does not follow event {self.seq}: one of the two was written anew")
        self.seq, self._hash = row.seq, row.hash
        self._fold(row, ticket, sound=sound)

    def snapshot(self, data: bytes) -> None:
        """The office as it was kept after the event just seen."""
        if self._state is None:
            return
        try:
            kept = decode_office(data)
        except LogDamaged as problem:
            self.found(self.seq, "snapshot", f"has a snapshot that cannot be read: {problem}")
            return
        differing = _difference(self._state, kept)
        if differing:
            self.found(self.seq, "snapshot", f"has a snapshot that is not what the log says: {differing}")

    def relieve(self) -> None:
        """Let go of visits long over, as `loading` does."""
        if self._state is not None and self._state.config is not None:
            self._state = forget(self._state, self._state.last_at - ENDED_KEPT_MS)

    def _fold(self, row: EventRow, ticket: str | None, *, sound: bool) -> None:
        try:
            event = decode_event(row.type, row.version, row.data)
            if sound and event.at != row.at:
                self.found(row.seq, "changed", "is dated differently inside and outside")
            if sound and ticket != getattr(event, "ticket", None):
                self.found(row.seq, "changed", f"is filed under ticket {ticket}, which it is not about")
            if row.seq <= self.answers_until:
                self.answers.event(row.seq, row.command_id, event)
            if self._state is not None:
                self._state = evolve(self._state, event)
        except LogDamaged as problem:
            self.found(row.seq, "unreadable", f"cannot be read: {problem}")
            self._state = None
        except Exception as problem:  # a damaged event may break any rule
            self._state = None
            if sound:
                self.found(row.seq, "unfoldable", f"makes no sense after those before it: {problem}")

    def _tell_changed_from_moved(self, row: EventRow) -> None:
        for distance in range(1, SEARCHED + 1):
            for seq in (row.seq - distance, row.seq + distance):
                if self._hash_of(row, seq=seq) == row.hash:
                    self.found(row.seq, "moved", f"was recorded as event {seq}: the order was changed")
                    return
        self.found(row.seq, "changed", f"was changed after it was recorded ({row.type})")

    def _hash_of(self, row: EventRow, *, seq: int) -> bytes:
        return hash_of(
            row.previous_hash,
            office=row.office,
            seq=seq,
            at=row.at,
            kind=row.type,
            version=row.version,
            actor=row.actor,
            command_id=row.command_id,
            data=row.data.encode(),
        )


def _difference(folded: Office, kept: Office) -> str | None:
    """What tells the two apart. Either may have let go of visits long over, and of counts that matter no more."""
    for ticket in kept.tickets.values():
        if folded.tickets.get(ticket.id) != ticket and not (
            ticket.id not in folded.tickets and _long_over(ticket, folded, ENDED_KEPT_MS)
        ):
            return f"ticket {ticket.id}"
    shared = [ticket for ticket in folded.tickets.values() if ticket.id in kept.tickets]
    for ticket in folded.tickets.values():
        if ticket.id not in kept.tickets and not _long_over(ticket, folded, FORGET_AFTER_MS):
            return f"ticket {ticket.id} is absent"
    if _newest(folded.numbers) != _newest(kept.numbers):
        return "numbers"
    if _to_come(folded) != _to_come(kept):
        return "slots"
    expected = office_of(folded, shared) if folded.config is not None else folded
    for name in Office.__slots__:
        if name not in ("numbers", "slots", "tickets") and getattr(expected, name) != getattr(kept, name):
            return name
    return None


def _long_over(ticket: Ticket, office: Office, after_ms: Milliseconds) -> bool:
    return ticket.ended_at is not None and ticket.ended_at < office.last_at - after_ms


def _newest(numbers: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    return {date: numbers[date] for date in sorted(numbers)[-NUMBERED_DAYS:]}


def _to_come(office: Office) -> dict[Instant, int]:
    """What is booked of the slots that may yet be asked for."""
    return {slot: count for slot, count in office.slots.items() if slot >= office.last_at and count}
