"""The company at a glance: one row an office for everybody whose rights reach further than one hall, over one socket.

Commits of all offices come in; ten times a second at most, one message goes out with the offices that are not what
they were. So a cockpit hears of a command within a tenth of a second, and draws ten times a second, however busy 200
offices are. Every half-minute all rows are read anew for what passes without an event: the load of the last half-hour.

While nobody looks, a commit costs one comparison; the desks' spells alone are kept, because a log is not read backwards
for them. A look begins with a count over all tickets, office by office, so that nobody else waits for it.
"""

import asyncio
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import structlog

from queue_server.domain.ids import Instant, OfficeId
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.log.recorded import Recorded
from queue_server.projections.day_figures import DayFigures
from queue_server.projections.desk_time import DeskTime
from queue_server.projections.supervisor import OverviewOfficeRow, overview_office_row
from queue_server.projections.view import Key, Row
from queue_server.push.codes import CloseCode
from queue_server.push.feed import LINGER_S, SLICE_S, Source
from queue_server.push.held_rows import HeldRows, Subscription
from queue_server.push.messages import changes_message, row_bytes

FLUSH_EVERY_S = 0.1
"""Between two messages. A person sees a tenth of a second as at once; a page draws ten times, not two hundred."""

REREAD_EVERY_S = 30.0
"""A load over half an hour moves by less than two hundredths in this time."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which offices somebody may see: one, those of a territory, or all; and of these the territory they want."""

    office: OfficeId | None = None
    territory: str | None = None
    wanted: str | None = None

    def holds(self, office: Office) -> bool:
        """Whether the office is in sight."""
        if office.config is None or self.office not in (None, office.id):
            return False
        return {self.territory, self.wanted} <= {None, office.config.territory}


class _Commit(NamedTuple):
    source: Source
    before: Office
    recorded: Sequence[Recorded]
    after: Office


class _Counted(NamedTuple):
    figures: DayFigures
    seq: int


class Overview:
    """The rows of all offices, for as many readers as there are. `committed` is the listener to hang on the offices."""

    def __init__(self, *, offices: Callable[[], Iterable[Source]], clock: Callable[[], Instant]) -> None:
        self._offices = offices
        self._clock = clock
        self._began_at = clock()
        self._desk_times: dict[OfficeId, DeskTime] = {}
        self._counted: dict[OfficeId, _Counted] = {}
        self._scopes: dict[Scope, HeldRows] = {}
        self._preparing = 0
        self._commits: deque[_Commit] = deque()
        self._changed: dict[OfficeId, Source] = {}
        self._beside: dict[Key, tuple[Source, bytes]] = {}
        self._beside_changed: dict[Key, tuple[Source, bytes | None]] = {}
        self._flushed = 0.0
        self._reread = 0.0
        self._scheduled: asyncio.TimerHandle | None = None

    @property
    def watched(self) -> bool:
        """Whether anybody looks, or did a moment ago."""
        return bool(self._scopes) or self._preparing > 0

    @property
    def backlog(self) -> int:
        """Commits that have yet to be folded, and offices of which nobody has been told yet."""
        return len(self._commits) + len(self._changed)

    def committed(self, office: Source, before: Office, recorded: Sequence[Recorded], after: Office) -> None:
        """Notes what was written."""
        if self.watched and before.config is not after.config:
            self._moved(office)
        if before.desks is not after.desks:
            self._desk_time(office.id).follow(before, after)
        if self.watched:
            self._commits.append(_Commit(office, before, recorded, after))
            self._schedule()

    def _moved(self, office: Source) -> None:
        """The office may be in another territory's sight now, and what is kept beside it with it."""
        for key, (source, row) in self._beside.items():
            if source.id == office.id:
                self._beside_changed[key] = (source, row)

    def put_beside(self, key: Key, office: Source, row: Row | None) -> None:
        """A row that another room keeps about an office (an alert), for whoever sees the office; None ends it.

        Of an office that is not served (any more) none is kept: should it come back, an old alert must not with it.
        """
        served = row is not None and any(source.id == office.id for source in self._offices())
        data = row_bytes(row) if row is not None and served else None
        if data is not None:
            self._beside[key] = (office, data)
        elif self._beside.pop(key, None) is None:
            return
        if self.watched:
            self._beside_changed[key] = (office, data)
            self._schedule()

    def gone(self, office: Source) -> None:
        """The organisation has given the office up: its row ends, and with it what other rooms keep about it."""
        for key in [key for key, (source, _) in self._beside.items() if source.id == office.id]:
            self.put_beside(key, office, None)
        if self.watched:
            self._changed[office.id] = office
            self._schedule()

    async def prepare(self, scope: Scope) -> None:
        """Counts the offices in sight that nobody has counted yet, and lets others have their turn between them."""
        self._preparing += 1
        try:
            end = time.perf_counter() + SLICE_S
            for source in self._offices():
                if scope.holds(source.state) and source.id not in self._counted:
                    self._count(source)
                if time.perf_counter() > end:
                    await asyncio.sleep(0)
                    end = time.perf_counter() + SLICE_S
        finally:
            self._preparing -= 1

    def subscribe(self, scope: Scope, *, after: int | None, epoch: str | None) -> Subscription:
        """A place for one reader: all that followed `after` in this epoch, or a snapshot; then every change."""
        held = self._scopes.get(scope)
        if held is None:
            self._fold()
            held = HeldRows(epoch=secrets.token_urlsafe(9), seq=0, clock=self._clock)
            now, seen = self._clock(), {one.id: one for one in self._offices() if scope.holds(one.state)}
            held.hold((key_of(source), self._row(source, now)) for source in seen.values())
            held.hold((key, row) for key, (source, row) in self._beside.items() if source.id in seen)
            self._scopes[scope] = held
        return held.join(after=after, epoch=epoch)

    def sweep(self) -> None:
        """Lets go of what nobody has read for `LINGER_S`; reads every row anew once `REREAD_EVERY_S` has passed."""
        now = time.monotonic()
        for scope, held in list(self._scopes.items()):
            if not held.outboxes and now - held.idle_since > LINGER_S:
                del self._scopes[scope]
        if not self.watched:
            self._counted.clear()
            self._commits.clear()
            self._changed.clear()
            self._beside_changed.clear()
        elif now - self._reread > REREAD_EVERY_S:
            self._reread = now
            self._changed.update((source.id, source) for source in self._offices() if source.state.config is not None)
            self._schedule()

    def _schedule(self) -> None:
        if self._scheduled is None:
            wait = max(0.0, self._flushed + FLUSH_EVERY_S - time.monotonic())
            self._scheduled = asyncio.get_running_loop().call_later(wait, self._flush)

    def _flush(self) -> None:
        """Some of what changed, as much as fits a slice; the rest in the loop's next turn."""
        self._scheduled = None
        try:
            self._fold()
            self._tell()
        except Exception:
            # Whoever reads must not go on reading what is wrong: they come back to a fresh count.
            log.exception("the overview failed")
            self._start_over()
        if not self._changed:
            self._flushed = time.monotonic()
        elif self._scheduled is None:
            self._scheduled = asyncio.get_running_loop().call_later(0, self._flush)

    def _fold(self) -> None:
        now = self._clock()
        while self._commits:
            commit = self._commits.popleft()
            source, last = commit.source, commit.recorded[-1].seq
            self._changed[source.id] = source
            counted = self._counted.get(source.id)
            if counted is not None and last <= counted.seq:
                continue
            if counted is None or commit.recorded[0].seq != counted.seq + 1:
                self._count(source)
                continue
            named = (getattr(record.event, "ticket", None) for record in commit.recorded)
            tickets = dict.fromkeys(ticket for ticket in named if ticket is not None)
            figures = counted.figures.after(commit.before, commit.after, tickets, now)
            self._counted[source.id] = _Counted(figures, last)

    def _tell(self) -> None:
        now, end = self._clock(), time.perf_counter() + SLICE_S
        # What was written before an office was given up, or while it was, must not bring its row back.
        served = {source.id for source in self._offices()}
        found: list[tuple[Key, Source, bytes | None]] = []
        while self._changed and time.perf_counter() < end:
            source = self._changed.pop(next(iter(self._changed)))
            row = row_bytes(self._row(source, now)) if source.id in served else None
            found.append((key_of(source), source, row))
        found += [
            (key, source, row if source.id in served else None) for key, (source, row) in self._beside_changed.items()
        ]
        self._beside_changed.clear()
        for scope, held in self._scopes.items():
            rows = ((key, row if scope.holds(source.state) else None) for key, source, row in found)
            edits = held.hold(rows)
            if edits:
                held.publish(changes_message(seq=held.seq + 1, at=now, changes=edits))

    def _row(self, source: Source, at: Instant) -> OverviewOfficeRow:
        office = source.state
        counted = self._counted.get(source.id)
        if counted is None or counted.seq != source.seq or counted.figures.day != local_date(office.configured, at):
            counted = self._count(source)
        load = self._desk_time(source.id).load(office, at)
        return overview_office_row(office, counted.figures, load, at)

    def _count(self, source: Source) -> _Counted:
        counted = _Counted(DayFigures.of(source.state, self._clock()), source.seq)
        self._counted[source.id] = counted
        return counted

    def _desk_time(self, office: OfficeId) -> DeskTime:
        return self._desk_times.setdefault(office, DeskTime(self._began_at))

    def _start_over(self) -> None:
        self._counted.clear()
        self._commits.clear()
        self._changed.clear()
        for held in self._scopes.values():
            held.close(CloseCode.FAILED)
        self._scopes.clear()


def key_of(source: Source) -> Key:
    """The key of the office's row."""
    return f"office:{source.id}"
