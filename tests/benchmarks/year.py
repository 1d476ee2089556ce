"""What a year of 40 million visits takes, worked out from a few days of one office that went through the product.

The share is made up: days of a seeded hall with skills, breaks and people who leave, appended to a log and folded into
rows; the database's pages are counted before and after. What grows with visits is multiplied by visits. The summaries
are those of one office with twelve topics and eight managers that is open on all 365 days, with a two-hundredth of the
visits, times 200. Nobody ran 40 million visits here, and the lines say so.
"""

import asyncio
import tempfile
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select, text

from analytics.store import EVERYTHING, VisitStore
from analytics.store.summaries import WITHOUT_DAY
from analytics.store.tables import positions
from analytics.summaries.cells import KINDS, Cells, added_up, cells_of
from analytics.summaries.packing import packed
from analytics.visits.columns import Coded, VisitColumns
from queue_server.database.engine import Database
from queue_server.log.batch import Append, NewEvent
from queue_server.log.store import LogStore
from tests.benchmarks.figures import Figure, show
from tests.benchmarks.visits import made, part_of
from tests.unit.analytics.skilled_office import DAY_MS, MONDAY, days

VISITS, OFFICES = 40_000_000, 200
SHARE_DAYS, OFFICE, APPENDED = 8, "klin", 50
DISK_GB, MEMORY_GB = 200.0, 8.0
"""One machine: a disk and a memory that ordinary servers exceed."""


def measure() -> None:
    """The share, and what it comes to."""
    asyncio.run(_of_the_share())
    _of_summaries()


async def _of_the_share() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = await Database.open(f"sqlite+aiosqlite:///{Path(folder) / 'share.db'}")
        try:
            empty = await _taken(database)
            events = list(days(SHARE_DAYS, seed=11, office=OFFICE))
            log = LogStore(database)
            for start in range(0, len(events), APPENDED):
                named = enumerate(events[start : start + APPENDED], start)
                news = tuple(NewEvent(event, "manager", f"{OFFICE}-{at:032d}") for at, event in named)
                await log.append([Append(OFFICE, start, news)])
            logged = await _taken(database)
            store = VisitStore(database, lambda: MONDAY + SHARE_DAYS * DAY_MS)
            await store.catch_up()
            visits = await store.columns(EVERYTHING)
            held = await _held(database)
            folded = await _taken(database) - held
        finally:
            await database.dispose()
    show(Figure(f"a share of {SHARE_DAYS} days, {len(visits)} visits, multiplied to", f"{VISITS / 1e6:.0f} M visits"))
    show(Figure("  the log on disk", _text((logged - empty) / len(visits))))
    show(Figure("  visits and the desks' time as rows", _text((folded - logged) / len(visits))))
    whole = (folded - empty) / len(visits)
    there = whole * VISITS / 1e9
    show(Figure("  both on disk", _text(whole), f"under {DISK_GB:.0f} GB", there < DISK_GB))
    week = held / len(visits) * SHARE_DAYS / 7 * VISITS / 52
    show(Figure("  beside them, the last week of visits as folded", f"{week / 1e9:.1f} GB at any time"))
    columns = [getattr(visits, field.name) for field in fields(visits)]
    each = sum((one.codes if isinstance(one, Coded) else one).nbytes for one in columns) / len(visits)
    show(Figure("  as columns in memory", _text(each), f"under {MEMORY_GB:.0f} GB", each * VISITS / 1e9 < MEMORY_GB))


def _of_summaries() -> None:
    every_day = [date(2025, 1, 1) + timedelta(day) for day in range(365)]
    visits = made(VISITS // OFFICES, 1, every_day)
    by_month = [_within(visits, every_day, month) for month in range(1, 13)]
    on_disk = in_memory = 0
    for keys in KINDS.values():
        by_day = [cells_of(part, (), keys) for part in by_month]
        months = [added_up([cells], kept=WITHOUT_DAY) for cells in by_day]
        year = added_up(months, kept=WITHOUT_DAY)
        on_disk += _packed((*by_day, *months, year))
        in_memory += year.data.nbytes + year.codes.nbytes + year.counts.nbytes
    office_days = OFFICES * len(every_day)
    told = f"{on_disk * OFFICES / 1e9:.1f} GB, {on_disk * OFFICES / office_days / 1000:.1f} kB a day of an office"
    show(Figure(f"summaries of {office_days:,} days of offices, from one office's year", told))
    show(
        Figure(
            f"  the whole year of {OFFICES} offices in memory, {len(KINDS)} kinds",
            f"{in_memory * OFFICES / 1e9:.1f} GB",
        )
    )


def _within(visits: VisitColumns, days: list[date], month: int) -> VisitColumns:
    inside = [number for number, day in enumerate(days) if day.month == month]
    first, last = visits.day.codes.searchsorted([inside[0], inside[-1] + 1])
    return part_of(visits, slice(int(first), int(last)))


def _packed(several: Iterable[Cells]) -> int:
    return sum(len(piece) for cells in several for piece in packed(cells))


def _text(each: float) -> str:
    return f"{each:.0f} B a visit: {each * VISITS / 1e9:.1f} GB"


async def _held(database: Database) -> int:
    """The bytes of what is remembered of visits that may still be added to: it does not grow with the log."""
    async with database.read() as connection:
        whole = func.sum(func.length(positions.c.state) + func.length(positions.c.memory))
        return await connection.scalar(select(whole)) or 0


async def _taken(database: Database) -> int:
    """The bytes of all pages, those that are partly empty included."""
    async with database.read() as connection:
        pages, size = [await connection.scalar(text(f"PRAGMA {name}")) for name in ("page_count", "page_size")]
    return int(pages or 0) * int(size or 0)
