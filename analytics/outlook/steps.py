"""Steps that bind somebody for a time: a desk open until then, a break that was moved, a colleague who was asked over.

Kept at hand while they matter, told to whoever sees the office, and to the supervisors of the office that was asked.
What passes by time alone stands in the rows as instants: whoever reads them counts.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from analytics.alerts.wire import instant
from analytics.outlook.asked_over import CALL, asked_over, came_by
from analytics.outlook.store import Taken, TakenMoves
from analytics.running_office import RunningOffice
from analytics.schedules.hours import on_shift
from analytics.schedules.schedule import Agreed, DaySchedule
from queue_server.domain.events import BreakEnded, BreakStarted, DayClosed, DeskClosed, DeskOpened, OfficeConfigured
from queue_server.domain.ids import SECOND, Instant, ManagerId, OfficeId
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.errors import MoveUnknown
from queue_server.log.reader import LogReader
from queue_server.log.recorded import Recorded

LOOKED_BACK_MS = 24 * 3600 * SECOND
FORGOTTEN_MS = 3600 * SECOND
"""After its moment, where the log cannot say whether it was done: nobody looks for a break of an hour ago."""
HELP_MS = 2 * 3600 * SECOND
"""A question to another office without an end of its own is stale after this."""
MATTERS = (DeskOpened, DeskClosed, BreakStarted, BreakEnded, OfficeConfigured)
"""After these a step may bind nobody any more, or be told otherwise."""

Rows: TypeAlias = dict[str, tuple[OfficeId, dict[str, Any]]]
Tell: TypeAlias = Callable[[str, OfficeId, dict[str, Any] | None], None]
"""A row by its key, for whoever sees the office; None ends it."""


class Steps:
    """The steps of this server's offices."""

    def __init__(
        self,
        offices: Iterable[RunningOffice],
        taken: TakenMoves,
        clock: Callable[[], Instant],
        tell: Tell,
        *,
        log: LogReader,
    ) -> None:
        self._offices = offices
        self._taken = taken
        self._log = log
        self._clock = clock
        self._tell = tell
        self._kept: dict[int, Taken] = {}
        self._newest: dict[OfficeId, list[Taken]] = {}
        self._told: Rows = {}
        self._came: dict[OfficeId, dict[ManagerId, Instant]] = {}
        """When managers opened their first desk since the day was last closed."""
        self._changing = asyncio.Lock()

    async def start(self) -> None:
        """Knows what was agreed on before the server began."""
        for taken in await self._taken.since(self._clock() - LOOKED_BACK_MS):
            self._kept[taken.id] = taken
        self.look()
        for office in self._offices:
            if any(one.move["kind"] == CALL for one in self._newest.get(office.id, ())):
                self._came[office.id] = came_by(await self._day_of(office))

    def add(self, taken: Taken) -> None:
        """One more."""
        self._kept[taken.id] = taken
        self.look()

    async def acknowledge(self, office: OfficeId, number: int, by: str) -> Taken:
        """Somebody of the office that was asked has seen it, or one of the office itself needs no reminder.

        The first one counts. Raises `MoveUnknown` where the office has nothing to do with such a move.
        """
        known = self._kept.get(number)
        if known is None or office not in (known.office, known.asked):
            raise MoveUnknown(str(number))
        async with self._changing:
            known, now = self._kept[number], self._clock()
            if office == known.asked and known.seen_at is None:
                known = known._replace(seen_at=now, seen_by=by)
            elif office == known.office and known.done_at is None:
                known = known._replace(done_at=now, done_by=by)
            else:
                return known
            await self._taken.change(known)
            self._kept[number] = known
        self.look()
        return known

    def of(self, office: OfficeId) -> list[dict[str, Any]]:
        """What binds somebody of the office now, the next due first."""
        self.look()
        rows = (row for whose, row in self._told.values() if whose == office and row["kind"] == "step")
        return sorted(rows, key=lambda row: row["due_at"])

    def agreed(self, schedule: DaySchedule | None, office: Office, now: Instant) -> list[Agreed]:
        """Who is at a desk of the office until a moment that was agreed on, and who is on the way from next door.

        Somebody who was asked over and is not there when they could be is not counted on any more. Whoever has a shift
        of their own on by the `schedule` has not come from next door.
        """
        today = [one for one in self._newest.get(office.id, ()) if _same_day(office, one, now)]
        stay = [
            Agreed(one.move["manager"], one.move["desk"], one.at, one.due_at)
            for one in today
            if one.move["kind"] == "open_desk"
            and one.due_at is not None
            and now < one.due_at
            and binds(office, one, now)
        ]
        came = self._came.get(office.id, {})
        return [*stay, *asked_over(office, today, came, partial(on_shift, schedule, office), now)]

    async def _day_of(self, office: RunningOffice) -> list[Recorded]:
        """All that the log has since the office's day was last closed."""
        upto = office.seq
        first = await self._log.closing_before(office.id, upto)
        return [record async for record in self._log.events(office.id, after=first, upto=upto)]

    def committed(self, office: RunningOffice, before: Office, recorded: Sequence[Recorded], _after: Office) -> None:
        """A listener for the offices: a desk that closes ends what was agreed on for it.

        Calls and visits are most of what happens at desks, and end nothing: for these nobody looks.
        """
        for record in recorded:
            if isinstance(record.event, DeskOpened) and record.event.manager not in before.left:
                self._came.setdefault(office.id, {})[record.event.manager] = record.event.at
            elif isinstance(record.event, DayClosed):
                self._came.pop(office.id, None)  # as a start reads the log: from the last closing
        if self._told and any(isinstance(record.event, MATTERS) for record in recorded):
            self.look()

    def look(self) -> None:
        """Tells of what is not what it was."""
        now = self._clock()
        states = {office.id: office.state for office in self._offices if office.state.config is not None}
        self._kept = {number: one for number, one in self._kept.items() if one.at >= now - LOOKED_BACK_MS}
        self._newest = _newest(self._kept.values())
        rows: Rows = dict(_rows(self._newest, states, now))
        for key, (office, row) in rows.items():
            if self._told.get(key) != (office, row):
                self._tell(key, office, row)
        for key, (office, _) in self._told.items():
            if key not in rows:
                self._tell(key, office, None)
        self._told = rows


def _newest(kept: Iterable[Taken]) -> dict[OfficeId, list[Taken]]:
    """By office: of two steps at one place the later one holds."""
    at_place = {(one.office, one.move["kind"], one.move.get("desk"), one.move.get("manager")): one for one in kept}
    found: dict[OfficeId, list[Taken]] = {}
    for one in at_place.values():
        found.setdefault(one.office, []).append(one)
    return found


def _rows(
    newest: Mapping[OfficeId, Sequence[Taken]], states: Mapping[OfficeId, Office], now: Instant
) -> Iterator[tuple[str, tuple[OfficeId, dict[str, Any]]]]:
    for office, taken in newest.items():
        state = states.get(office)
        if state is None:
            continue
        for one in taken:
            asked = states.get(one.asked) if one.asked is not None else None
            if binds(state, one, now):
                yield f"step:{one.id}", (office, _step_row(asked or state, one))
            if asked is not None and waits_for_word(one, now):
                yield f"help:{one.id}", (asked.id, _help_row(state, asked, one))


def binds(office: Office, one: Taken, now: Instant) -> bool:
    """Whether somebody has still to do something about the step."""
    if one.due_at is None or one.done_at is not None or not _same_day(office, one, now):
        return False
    desk = office.desks.get(one.move.get("desk") or "")
    sits = desk is not None and desk.manager is not None and desk.manager == one.move.get("manager")
    match one.move["kind"]:
        case "open_desk":
            return sits and desk is not None and (desk.opened_at or 0) <= one.at
        case "move_break":
            rested = desk is not None and (desk.break_since_at or 0) > one.at
            return sits and not rested and now < one.due_at + FORGOTTEN_MS
        case _:
            return now < one.due_at + FORGOTTEN_MS


def _same_day(office: Office, one: Taken, now: Instant) -> bool:
    return local_date(office.configured, one.at) == local_date(office.configured, now)


def waits_for_word(one: Taken, now: Instant) -> bool:
    """Whether the office that was asked has yet to say that it has seen it."""
    ends_at = one.due_at if one.due_at is not None else one.at + HELP_MS
    return one.seen_at is None and one.done_at is None and now < ends_at


def _step_row(home: Office, one: Taken) -> dict[str, Any]:
    """The step for its own office; `home` is the manager's."""
    return {
        "kind": "step",
        "id": one.id,
        "office": one.office,
        "at": instant(one.at),
        "move": one.move,
        "manager_name": _name(home, one),
        "due_at": _moment(one.due_at),
        "seen_at": _moment(one.seen_at),
        "seen_by": one.seen_by,
    }


def _help_row(office: Office, asked: Office, one: Taken) -> dict[str, Any]:
    return {
        "kind": "help",
        "id": one.id,
        "office": asked.id,
        "at": instant(one.at),
        "for_office": office.id,
        "for_office_name": office.configured.name,
        "desk": one.move.get("desk"),
        "manager": one.move.get("manager"),
        "manager_name": _name(asked, one),
        "until": _moment(one.due_at),
    }


def _name(office: Office, one: Taken) -> str | None:
    manager = office.configured.managers.get(one.move.get("manager") or "")
    return manager.name if manager is not None else None


def _moment(at: Instant | None) -> str | None:
    return instant(at) if at is not None else None
