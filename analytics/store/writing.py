"""Writing rows: in place of whatever was known of the same, so that a step done twice is done once."""

import dataclasses
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from analytics.fair_play.marks import Mark
from analytics.store.tables import desk_time, fair_play_marks, unsummed_days, visits
from analytics.visits.desk_time import DeskTime
from analytics.visits.visit import Visit
from queue_server.domain.ids import OfficeId

FIELDS = tuple(field.name for field in dataclasses.fields(Visit))
DESK_FIELDS = tuple(field.name for field in dataclasses.fields(DeskTime))
MARK_FIELDS = tuple(field.name for field in dataclasses.fields(Mark))

NumberedMark = tuple[int, int, Mark]
"""The event that made it, which of its marks it is, and the mark."""


async def replace_visits(connection: AsyncConnection, rows: Sequence[Visit]) -> None:
    """The rows of these visits, in place of what was known of them."""
    if not rows:
        return
    both = delete(visits).where(visits.c.office == bindparam("of"), visits.c.ticket == bindparam("named"))
    await connection.execute(both, [{"of": row.office, "named": row.ticket} for row in rows])
    await connection.execute(insert(visits), [{name: getattr(row, name) for name in FIELDS} for row in rows])


async def replace_desk_time(connection: AsyncConnection, rows: Sequence[DeskTime]) -> None:
    """The rows of these desks, in place of all that was known of their days."""
    if not rows:
        return
    both = delete(desk_time).where(desk_time.c.office == bindparam("of"), desk_time.c.day == bindparam("on"))
    days = sorted({(row.office, row.day) for row in rows})
    await connection.execute(both, [{"of": office, "on": day} for office, day in days])
    numbered = [{**{name: getattr(row, name) for name in DESK_FIELDS}, "part": n} for n, row in enumerate(rows)]
    await connection.execute(insert(desk_time), numbered)


async def replace_marks(connection: AsyncConnection, marks: Sequence[NumberedMark]) -> None:
    """The marks that these events made."""
    if not marks:
        return
    of = delete(fair_play_marks).where(
        fair_play_marks.c.office == bindparam("of"), fair_play_marks.c.seq == bindparam("made_by")
    )
    await connection.execute(of, [{"of": mark.office, "made_by": seq} for seq, _, mark in marks])
    rows = [
        {**{name: getattr(mark, name) for name in MARK_FIELDS}, "seq": seq, "part": part} for seq, part, mark in marks
    ]
    await connection.execute(insert(fair_play_marks), rows)


async def mark_unsummed(connection: AsyncConnection, office: OfficeId, days: set[str]) -> None:
    """The days whose summaries are no longer true."""
    if not days:
        return
    one = delete(unsummed_days).where(unsummed_days.c.office == office, unsummed_days.c.day == bindparam("on"))
    await connection.execute(one, [{"on": day} for day in sorted(days)])
    await connection.execute(insert(unsummed_days), [{"office": office, "day": day} for day in sorted(days)])
