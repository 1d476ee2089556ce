"""Where the desks' open time goes, half-hour by half-hour: free, free while somebody waits, called, serving, break.

Between two events an office stands still; so what each desk was doing is read off the state before the next event, and
split at the half-hours by overlap. Must not know where rows are kept.
"""

from dataclasses import dataclass, field, fields
from datetime import datetime
from zoneinfo import ZoneInfo

from queue_server.domain.ids import SECOND, Instant, Milliseconds
from queue_server.domain.office import Desk, Office
from queue_server.domain.routing import next_ticket
from queue_server.domain.ticket import TicketState

QUARTER_MS = 900 * SECOND
"""Every zone's half-hours begin at a quarter-hour of UTC."""


@dataclass(frozen=True, slots=True)
class DeskTime:
    """One desk's time within one local half-hour, by whom and for what.

    `free_ms` ready for the next visitor, `idle_ms` the part of it in which somebody waited whom this desk could have
    called, `called_ms` waiting for who was called, `serving_ms`, `break_ms`. `topic` and `category` are the visitor's;
    None for time without one.
    """

    office: str
    territory: str | None
    day: str
    weekday: int
    half_hour: int
    desk: str
    manager: str
    topic: str | None
    category: str | None
    free_ms: Milliseconds = 0
    idle_ms: Milliseconds = 0
    called_ms: Milliseconds = 0
    serving_ms: Milliseconds = 0
    break_ms: Milliseconds = 0


Key = tuple[str, str, str, str | None, str | None, str | None]
"""Day and half-hour (`2026-03-02 570`), desk, manager, topic, category, territory."""

KINDS = ("free_ms", "idle_ms", "called_ms", "serving_ms", "break_ms")
FREE, IDLE, CALLED, SERVING, BREAK = range(len(KINDS))


@dataclass(slots=True)
class DeskWatch:
    """The desks of one office from `since_at` on; `cells` are the half-hours not yet handed over."""

    since_at: Instant = 0
    cells: dict[Key, list[Milliseconds]] = field(default_factory=dict)

    def until(self, office: Office, at: Instant) -> None:
        """The office has stood as it is since the last call, up to `at`.

        Where no desk is open the past may begin again, from the closing of the last one on: history is imported into
        an office that was configured later, and no moment is spent twice.
        """
        doing = [(desk, spent) for desk in office.desks.values() if (spent := _doing(office, desk)) is not None]
        if doing and at <= self.since_at:
            return
        if doing and self.since_at:
            self._spend(office, doing, at)
        self.since_at = at if doing else max([at, *office.left.values()])

    def finished(self, office: Office) -> list[DeskTime]:
        """The rows of whole days: those of local days that are over are forgotten here; today's while it is closed."""
        if not self.cells or office.config is None:
            return []
        today, _ = _half_hour(self.since_at, ZoneInfo(office.config.timezone))
        rows = [row for row in _rows(office.id, self.cells) if row.day < today or not office.day_open]
        self.cells = {key: spent for key, spent in self.cells.items() if key[0][:10] >= today}
        return rows

    def going_on(self, office: Office, at: Instant) -> list[DeskTime]:
        """The rows not yet handed over, as they stand at `at`; none while the office is closed and so is every desk."""
        if not office.day_open and all(_doing(office, desk) is None for desk in office.desks.values()):
            return []
        watch = DeskWatch(self.since_at, {key: list(spent) for key, spent in self.cells.items()})
        watch.until(office, at)
        return _rows(office.id, watch.cells)

    def _spend(
        self, office: Office, doing: list[tuple[Desk, tuple[int, bool, str | None, str | None]]], at: Instant
    ) -> None:
        zone, territory = ZoneInfo(office.configured.timezone), office.configured.territory
        begin_at = self.since_at
        while begin_at < at:
            end_at = min((begin_at // QUARTER_MS + 1) * QUARTER_MS, at)
            day, half_hour = _half_hour(begin_at, zone)
            when = f"{day} {half_hour}"
            for desk, (kind, idle, topic, category) in doing:
                key = (when, desk.number, desk.manager or "", topic, category, territory)
                spent = self.cells.get(key)
                if spent is None:
                    spent = self.cells[key] = [0] * len(KINDS)
                spent[kind] += end_at - begin_at
                if idle:
                    spent[IDLE] += end_at - begin_at
            begin_at = end_at


def _doing(office: Office, desk: Desk) -> tuple[int, bool, str | None, str | None] | None:
    if desk.manager is None:
        return None
    if desk.ticket is not None:
        ticket = office.tickets.get(desk.ticket)
        if ticket is not None:
            kind = SERVING if ticket.state is TicketState.SERVING else CALLED
            return kind, False, ticket.topic, ticket.category
    if desk.break_since_at is not None:
        return BREAK, False, None, None
    return FREE, next_ticket(office, desk) is not None, None, None


def _half_hour(at: Instant, zone: ZoneInfo) -> tuple[str, int]:
    quarter = at // QUARTER_MS
    found = _KNOWN.get((quarter, zone.key))
    if found is None:
        local = datetime.fromtimestamp(quarter * QUARTER_MS / 1000, tz=zone)
        if len(_KNOWN) >= KNOWN_MOST:
            _KNOWN.clear()
        found = _KNOWN[quarter, zone.key] = (local.date().isoformat(), local.hour * 60 + local.minute // 30 * 30)
    return found


KNOWN_MOST = 4096
"""Quarter-hours whose local time is remembered: a month of one zone."""
_KNOWN: dict[tuple[int, str], tuple[str, int]] = {}


def _rows(office: str, cells: dict[Key, list[Milliseconds]]) -> list[DeskTime]:
    rows = []
    for (when, desk, manager, topic, category, territory), spent in cells.items():
        day, half_hour = when.split(" ")
        weekday = datetime.fromisoformat(day).weekday()
        rows.append(DeskTime(office, territory, day, weekday, int(half_hour), desk, manager, topic, category, *spent))
    return rows


DESK_TIME_FIELDS = tuple(one.name for one in fields(DeskTime))
