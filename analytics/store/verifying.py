"""Holding the tables against the log: what one office's rows should be, and where they are something else."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from analytics.fair_play.marks import Mark
from analytics.store.tables import desk_time, fair_play_marks, visits
from analytics.store.writing import DESK_FIELDS, FIELDS, MARK_FIELDS
from analytics.visits.desk_time import DeskTime
from analytics.visits.folding import VisitFolder
from analytics.visits.visit import Visit
from queue_server.domain.events import DayClosed, DayOpened
from queue_server.domain.ids import OfficeId, TicketId
from queue_server.log.recorded import Recorded


@dataclass(slots=True)
class Expected:
    """The rows of one office as its log has them."""

    folder: VisitFolder
    visits: dict[TicketId, Visit] = field(default_factory=dict)
    desks: dict[str, set[DeskTime]] = field(default_factory=dict)
    marks: set[Mark] = field(default_factory=set)

    def take(self, record: Recorded) -> None:
        """One event more."""
        row = self.folder.take(record.event, record.actor)
        if row is not None:
            self.visits[row.ticket] = row
        self.marks.update(self.folder.marks)
        if isinstance(record.event, DayClosed | DayOpened):
            self._note_desks()

    async def differences(self, connection: AsyncConnection, office: OfficeId) -> list[str]:
        """What is not so, as sentences."""
        self._note_desks()
        kept = [Visit(*row) for row in await connection.execute(_all(visits, FIELDS, office))]
        kept_desks = {DeskTime(*row) for row in await connection.execute(_all(desk_time, DESK_FIELDS, office))}
        kept_marks = {Mark(*row) for row in await connection.execute(_all(fair_play_marks, MARK_FIELDS, office))}
        found = []
        missing = dict(self.visits)
        for row in kept:
            if missing.pop(row.ticket, None) != row:
                found.append(f"the row of ticket {row.number} of {row.day} is not what the log says")
        found += [f"ticket {row.number} of {row.day} has no row" for row in missing.values()]
        over = self.folder.open_from() or "9999"
        told = {row for day, rows in self.desks.items() for row in rows if day < over}
        wrong_desks = {(row.day, row.desk) for row in told ^ kept_desks if row.day < over}
        found += [f"the time of desk {desk} on {day} is not what the log says" for day, desk in sorted(wrong_desks)]
        wrong_marks = {(mark.day, mark.rule) for mark in self.marks ^ kept_marks}
        found += [f"the marks of {rule} on {day} are not what the log says" for day, rule in sorted(wrong_marks)]
        return [f"office {office}: {sentence}" for sentence in found]

    def _note_desks(self) -> None:
        days: dict[str, set[DeskTime]] = {}
        for row in self.folder.desk_time():
            days.setdefault(row.day, set()).add(row)
        self.desks |= days


def _all(table: Table, names: Sequence[str], office: OfficeId) -> Any:
    return select(*(table.c[name] for name in names)).where(table.c.office == office)
