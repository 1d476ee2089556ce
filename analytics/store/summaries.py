"""Summaries of visits, kept by office: day by day within a month, a whole month, a whole year that is over.

What a day says is made anew whenever one of its visits changes, and the month (and year) with it; the rows stay the
truth. Days on which somebody is still served are never summed up: they are counted from their rows.
"""

from calendar import monthrange
from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import and_, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from analytics.store.asked import EVERYTHING, NOTHING_GOES_ON, Asked, GoingOn
from analytics.store.tables import summaries, unsummed_days
from analytics.store.visits import VisitStore
from analytics.summaries.cells import KEYS, KINDS, LABELLED, SUMS, Cells, added_up, cells_of, side_by_side
from analytics.summaries.packing import packed, unpacked
from queue_server.domain.ids import OfficeId

DAY, MONTH, YEAR = "day", "month", "year"
WITHOUT_DAY = tuple(key for key in KEYS if key != "day")


Progress = Callable[[int], None]
"""Told how many days more are summed up."""


def _unheard(_days: int) -> None: ...


class SummaryStore:
    """The summaries of one database, made from its visits."""

    def __init__(self, store: VisitStore) -> None:
        self._store = store
        self._database = store.database

    async def unsummed(self) -> int:
        """How many days have to be summed up, all offices."""
        async with self._database.read() as connection:
            return (await connection.scalar(select(func.count()).select_from(unsummed_days))) or 0

    async def sum_up(self, asked: Asked = EVERYTHING, progress: Progress = _unheard) -> GoingOn:
        """Sums up every day asked for whose rows have changed and that is over; gives back what still goes on."""
        found = await self._store.going_on(asked)
        open_days = found.days()
        months: dict[tuple[OfficeId, str], set[str]] = {}
        async with self._database.read() as connection:
            unsummed = await connection.execute(asked.of(unsummed_days))
            for office, day in [*open_days, *((row.office, row.day) for row in unsummed)]:
                months.setdefault((office, day[:7]), set()).add(day)
        years: set[tuple[OfficeId, str]] = set()
        for (office, month), days in months.items():
            going_on = {day for day in days if (office, day) in open_days}
            if await self._sum_up_month(office, month, sorted(days - going_on), sorted(going_on)):
                years.add((office, month[:4]))
            progress(len(days))
        for office, year in sorted(years):
            await self._sum_up_year(office, year)
        return found

    async def load(self, asked: Asked, kind: str, *, days_apart: bool, bins: bool) -> Cells:
        """The cells of `kind` for what is asked, from the largest periods that fit; `days_apart` keeps days apart."""
        wanted = select(summaries.c.level, summaries.c.cells, *([summaries.c.bins] if bins else []))
        mine = [summaries.c.kind == kind, *asked.of_offices(summaries)]
        months = and_(summaries.c.period >= asked.first_day[:7], summaries.c.period <= asked.last_day[:7])
        cut = _cut_months(asked)
        async with self._database.read() as connection:
            if days_apart:
                chosen = and_(summaries.c.level == DAY, months)
            else:
                years = await _whole_years(connection, asked, mine)
                within_years = [summaries.c.period.like(f"{year}-%") for year in years]
                chosen = or_(
                    and_(summaries.c.level == DAY, summaries.c.period.in_(cut)),
                    and_(
                        summaries.c.level == MONTH, months, summaries.c.period.not_in(cut), ~or_(False, *within_years)
                    ),
                    and_(summaries.c.level == YEAR, summaries.c.period.in_(years)),
                )
            rows = (await connection.execute(wanted.where(*mine, chosen))).all()
        parts = []
        for row in rows:
            cells = unpacked(row[1], row[2] if bins else None)
            parts.append(_within(cells, asked) if row[0] == DAY and (cut or days_apart) else cells)
        return side_by_side(parts)

    async def levels(self, year: str) -> set[str]:
        """Which levels are kept of any part of `year`."""
        wanted = select(summaries.c.level).where(summaries.c.period.like(f"{year}%")).distinct()
        async with self._database.read() as connection:
            return set(await connection.scalars(wanted))

    async def differences(self) -> Iterable[str]:
        """What of the summaries is not what the rows say, as sentences."""
        found = []
        async with self._database.read() as connection:
            kept = (
                await connection.execute(select(summaries.c.office, summaries.c.period).where(summaries.c.level == DAY))
            ).all()
        for office, month in sorted({(row[0], row[1]) for row in kept}):
            for kind in KINDS:
                days = await self._read(kind, DAY, month, office)
                expected = await self._of_rows(office, month, kind, sorted(set(map(str, days.labels["day"]))))
                whole = await self._read(kind, MONTH, month, office)
                if not _same(days, expected) or not _same(whole, added_up([expected], kept=WITHOUT_DAY)):
                    found.append(f"office {office}: the summary by {kind} of {month} is not what its visits say")
        return found

    async def _sum_up_month(self, office: OfficeId, month: str, over: Sequence[str], going_on: Sequence[str]) -> bool:
        """Whether anything was written."""
        if not over and not await self._has(office, month, going_on):
            return False
        asked = Asked(min(over, default="9999"), max(over, default="0000"), office)
        days = [(office, day) for day in over]
        visits = await self._store.columns(asked, days, going_on=NOTHING_GOES_ON) if over else None
        desks = await self._store.desk_time(asked, days, going_on=NOTHING_GOES_ON) if over else []
        written = []
        for kind, keys in KINDS.items():
            before = _without(await self._read(kind, DAY, month, office), {*over, *going_on})
            new = [cells_of(visits, desks, keys)] if visits is not None else []
            by_day = added_up([before, *new])
            for level, cells in ((DAY, by_day), (MONTH, added_up([by_day], kept=WITHOUT_DAY))):
                written.append((kind, level, month, cells))
        async with self._database.write() as connection:
            mine = and_(summaries.c.office == office, summaries.c.period == month)
            await connection.execute(delete(summaries).where(mine))
            year = and_(summaries.c.office == office, summaries.c.period == month[:4])
            await connection.execute(delete(summaries).where(year))
            await connection.execute(insert(summaries), [row_of(office, *one) for one in written])
            if over:
                done = and_(unsummed_days.c.office == office, unsummed_days.c.day.in_(over))
                await connection.execute(delete(unsummed_days).where(done))
        return True

    async def _sum_up_year(self, office: OfficeId, year: str) -> None:
        """A year that is over, wherever the office is."""
        now = datetime.fromtimestamp(self._store.clock() / 1000, tz=ZoneInfo("Etc/GMT+12"))
        if year >= f"{now.year:04d}":
            return
        months = or_(*(summaries.c.period == f"{year}-{month:02d}" for month in range(1, 13)))
        written = []
        for kind in KINDS:
            async with self._database.read() as connection:
                chosen = and_(
                    summaries.c.kind == kind, summaries.c.level == MONTH, months, summaries.c.office == office
                )
                rows = (await connection.execute(select(summaries.c.cells, summaries.c.bins).where(chosen))).all()
            whole = added_up([unpacked(row.cells, row.bins) for row in rows], kept=WITHOUT_DAY)
            written.append(row_of(office, kind, YEAR, year, whole))
        async with self._database.write() as connection:
            mine = and_(summaries.c.office == office, summaries.c.period == year)
            await connection.execute(delete(summaries).where(mine))
            await connection.execute(insert(summaries), written)

    async def _has(self, office: OfficeId, month: str, days: Sequence[str]) -> bool:
        return bool(set(days) & set((await self._read("topic", DAY, month, office)).labels["day"]))

    async def _read(self, kind: str, level: str, period: str, office: OfficeId) -> Cells:
        chosen = and_(
            summaries.c.kind == kind,
            summaries.c.level == level,
            summaries.c.period == period,
            summaries.c.office == office,
        )
        async with self._database.read() as connection:
            row = (await connection.execute(select(summaries.c.cells, summaries.c.bins).where(chosen))).first()
        return side_by_side([unpacked(row.cells, row.bins)] if row is not None else [])

    async def _of_rows(self, office: OfficeId, month: str, kind: str, days: Sequence[str]) -> Cells:
        asked, chosen = Asked(f"{month}-01", f"{month}-31", office), [(office, day) for day in days]
        visits, desks = await self._store.columns(asked, chosen), await self._store.desk_time(asked, chosen)
        return added_up([cells_of(visits, desks, KINDS[kind])])


def row_of(office: OfficeId, kind: str, level: str, period: str, cells: Cells) -> dict[str, Any]:
    """The row of the table that holds `cells`."""
    of_cells, of_bins = packed(cells)
    return {
        "kind": kind, "level": level, "period": period, "office": office, "cells": of_cells, "bins": of_bins,
    }  # fmt: skip


def _cut_months(asked: Asked) -> list[str]:
    """The months of which only a part is asked for."""
    first, last = date.fromisoformat(asked.first_day), date.fromisoformat(asked.last_day)
    cut = [asked.first_day[:7]] if first.day > 1 else []
    return [*cut, asked.last_day[:7]] if last.day < monthrange(last.year, last.month)[1] else cut


async def _whole_years(connection: AsyncConnection, asked: Asked, mine: Sequence[Any]) -> list[str]:
    """The years asked for as a whole that are summed up for every office that has months in them."""
    first, last = asked.first_day, asked.last_day
    named = select(summaries.c.period, summaries.c.office).where(*mine, summaries.c.level == YEAR)
    found: dict[str, set[str]] = {}
    for year, office in await connection.execute(named):
        if first <= f"{year}-01-01" and f"{year}-12-31" <= last:
            found.setdefault(year, set()).add(office)
    whole = []
    for year, offices in found.items():
        of_year = and_(summaries.c.level == MONTH, summaries.c.period.like(f"{year}-%"))
        in_months = await connection.scalars(select(summaries.c.office).where(*mine, of_year).distinct())
        if set(in_months) == offices:
            whole.append(year)
    return whole


def _within(cells: Cells, asked: Asked) -> Cells:
    days = cells.labels["day"]
    return _chosen(cells, np.array([asked.first_day <= (day or "") <= asked.last_day for day in days], np.bool_))


def _without(cells: Cells, days: Container[str]) -> Cells:
    return _chosen(cells, np.array([(day or "") not in days for day in cells.labels["day"]], np.bool_))


def _chosen(cells: Cells, days: NDArray[np.bool_]) -> Cells:
    if days.all():
        return cells
    keep = days[cells.data["day"]]
    if not len(cells.codes):
        return Cells(cells.data[keep], cells.codes, cells.counts, cells.labels)
    entries = np.repeat(keep, cells.data["bins"])
    return Cells(cells.data[keep], cells.codes[entries], cells.counts[entries], cells.labels)


def _same(one: Cells, other: Cells) -> bool:
    """Whether both say the same, to the last digit that sums of fractions keep."""
    mine, theirs = added_up([one]), added_up([other])
    fractions = {name for name in mine.data.dtype.names or () if mine.data.dtype[name].kind == "f"}
    return (
        len(mine) == len(theirs)
        and _labels_used(mine) == _labels_used(theirs)
        and bool(np.array_equal(mine.codes, theirs.codes))
        and bool(np.array_equal(mine.counts, theirs.counts))
        and all(
            np.allclose(mine.data[name], theirs.data[name], rtol=1e-9)
            if name in fractions
            else np.array_equal(mine.data[name], theirs.data[name])
            for name in SUMS
        )
    )


def _labels_used(cells: Cells) -> list[list[str | None]]:
    return [[cells.labels[key][code] for code in cells.data[key].tolist()] for key in LABELLED]
