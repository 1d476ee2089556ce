"""Ten million visits of 200 offices, 12 topics, 250 days: the product's columns beside DuckDB, and its summaries.

DuckDB holds the same columns in a table of its own in memory, the texts as the same codes, and uses its own number of
threads; both are asked for arrays and must answer the same. Quantiles are exact on both sides, to the millisecond. Next
to the time on the clock stands the processor's, of all threads: what else the machine does touches only the former.
"""

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import insert

from analytics.figures.definitions import FIGURES, needs_of, rows_of, with_beside
from analytics.figures.sums import MILLI, Sums, sums_of_visits
from analytics.store import Asked, SummaryStore, VisitStore
from analytics.store.summaries import WITHOUT_DAY, row_of
from analytics.store.tables import summaries as summaries_table
from analytics.summaries import bins
from analytics.summaries.cells import KINDS, Cells, added_up, cells_of, side_by_side
from analytics.summaries.sums import desks_of_cells, sums_of_cells
from analytics.visits.columns import JUDGEMENTS, STATES, Coded, VisitColumns, narrow
from queue_server.database.engine import Database
from tests.benchmarks.figures import Figure, median, show

VISITS, OFFICES, TOPICS, DAYS, MANAGERS = 10_000_000, 200, 12, 250, 8
TARGET_MS = 900_000
Times = tuple[float, float]
"""Seconds on the clock, and of the processor."""
SEED = 20_260_301
ROUNDS, OFTEN = 3, 25
LEVEL = ("service_level", "met", "breached")
QUARTILES = ("wait_p50_s", "wait_p90_s", "wait_p95_s")
LEVEL_SQL = """SELECT office, topic, half_hour,
    count(*) FILTER (judged = 0) AS met, count(*) FILTER (judged = 1) AS breached
    FROM visits GROUP BY ALL ORDER BY ALL"""
QUARTILES_SQL = """SELECT office, topic, quantile_disc(accountable_ms, [0.5, 0.9, 0.95]) AS q
    FROM visits WHERE judged <= 1 GROUP BY ALL ORDER BY ALL"""


WORK_DAYS = [date(2025, 1, 1) + timedelta(n + 2 * (n // 5)) for n in range(DAYS)]


def made(visits: int = VISITS, offices: int = OFFICES, days: Sequence[date] = WORK_DAYS) -> VisitColumns:
    """The visits, office by office and day by day as the store gives them."""
    chance = np.random.default_rng(SEED)
    each = visits // offices
    office = np.repeat(np.arange(offices, dtype=np.uint8), each)
    day = np.tile(narrow(np.sort(chance.integers(0, len(days), each))), offices)
    wait = chance.lognormal(12.2, 1.0, visits).astype(np.uint32)
    left = chance.random(visits) < 0.04
    judged = np.where(wait > TARGET_MS, JUDGEMENTS.index("breached"), JUDGEMENTS.index("met")).astype(np.uint8)
    judged[left & (wait <= TARGET_MS)] = JUDGEMENTS.index("excluded")
    names = tuple(f"office-{n:03d}" for n in range(offices))
    no = np.zeros(visits, np.bool_)
    return VisitColumns(
        office=Coded(office, names),
        territory=Coded(office // 20, tuple(f"territory-{n}" for n in range(max(offices // 20, 1)))),
        topic=Coded(chance.integers(0, TOPICS, visits, dtype=np.uint8), tuple(f"topic-{n:02d}" for n in range(TOPICS))),
        category=Coded(np.zeros(visits, np.uint8), (None,)),
        manager=Coded(chance.integers(0, MANAGERS, visits, dtype=np.uint8), tuple(f"m{n}" for n in range(MANAGERS))),
        outcome=Coded(np.zeros(visits, np.uint8), (None,)),
        day=Coded(day, tuple(day.isoformat() for day in days)),
        weekday=np.array([day.weekday() for day in days], np.uint8)[day],
        half_hour=chance.integers(18, 38, visits, dtype=np.uint8),
        state=np.where(left, STATES.index("left"), STATES.index("completed")).astype(np.uint8),
        judged=judged,
        abandoned=left,
        restored=no,
        transferred=no,
        one_desk=~left,
        out_of_order=no,
        target_ms=np.full(visits, TARGET_MS, np.uint32),
        accountable_ms=wait,
        walk_ms=chance.integers(5_000, 60_000, visits, dtype=np.uint16),
        service_ms=narrow(chance.lognormal(12.3, 0.8, visits).astype(np.int64)),
        visit_ms=wait,
        legs=np.ones(visits, np.uint8),
        legs_within=(wait <= TARGET_MS).astype(np.uint8),
        legs_ms=wait,
        longest_leg_ms=wait,
    )


def measure() -> None:
    """Ask, compare, print."""
    visits = made()
    beside = duckdb.connect()
    arrays = {
        "office": visits.office.codes, "topic": visits.topic.codes, "half_hour": visits.half_hour,
        "judged": visits.judged, "accountable_ms": visits.accountable_ms,
    }  # fmt: skip
    beside.execute(f"CREATE TABLE visits AS SELECT {', '.join(arrays)} FROM arrays")
    level, level_times, level_duck_times = _both(
        lambda: _asked(visits, ("office", "topic", "half_hour"), LEVEL), lambda: beside.execute(LEVEL_SQL).fetchnumpy()
    )
    _equal_level(level, beside.execute(LEVEL_SQL).fetchnumpy())
    quartiles, quartiles_times, quartiles_duck_times = _both(
        lambda: _asked(visits, ("office", "topic"), QUARTILES), lambda: beside.execute(QUARTILES_SQL).fetchnumpy()
    )
    _equal_quartiles(quartiles, beside.execute(QUARTILES_SQL).fetchnumpy())
    threads = beside.execute("SELECT current_setting('threads')").fetchone()
    beside.close()
    note = f"DuckDB {duckdb.__version__}, {threads[0] if threads else '?'} threads, in memory"
    show(Figure(f"10 M visits, equal answers ({note})", ""))
    _shown_ratio("level by office, topic, half-hour", level_times, level_duck_times)
    _shown_ratio("p50, p90, p95 by office, topic", quartiles_times, quartiles_duck_times)
    by_office = [as_kept(visits, slice(n * VISITS // OFFICES, (n + 1) * VISITS // OFFICES)) for n in range(OFFICES)]
    for kind, by, names, raw, exact in (
        ("topic_half_hour", ("office", "topic", "half_hour"), LEVEL, level_times, level),
        ("topic", ("office", "topic"), QUARTILES, quartiles_times, quartiles),
    ):
        year = side_by_side([added_up([cells_of(part, (), KINDS[kind])], kept=WITHOUT_DAY) for part in by_office])
        first_s = median([_timed(lambda: _of(replace(year, drawn={}), by, names), 1)[1][0] for _ in range(ROUNDS)])  # noqa: B023
        found, summed = _timed(lambda: _of(year, by, names), OFTEN)  # noqa: B023
        _close_enough(found, exact, names)
        of_raw, of_raw_processor = raw[0] / summed[0], raw[1] / summed[1]
        text = f"{summed[0] * 1000:.1f} ms: 1/{of_raw:.0f} (processor 1/{of_raw_processor:.0f})"
        show(Figure(f"the same from the year's summaries ({kind})", text, "under 1/50 of it", of_raw > 50))
        show(Figure("  the first question to them", f"{first_s * 1000:.1f} ms: 1/{raw[0] / first_s:.0f}"))
    asyncio.run(_quarter(by_office))


def part_of(visits: VisitColumns, stretch: slice) -> VisitColumns:
    """Some of the visits, one after another."""
    parts: dict[str, Any] = {}
    for field in fields(visits):
        column = getattr(visits, field.name)
        parts[field.name] = (
            replace(column, codes=column.codes[stretch]) if isinstance(column, Coded) else column[stretch]
        )
    return VisitColumns(**parts)


def as_kept(visits: VisitColumns, office: slice) -> VisitColumns:
    """The visits of one office as the store gives them for its summaries: it knows no other's name."""
    part = part_of(visits, office)
    return replace(part, office=_of_one(part.office), territory=_of_one(part.territory))


def _of_one(column: Coded) -> Coded:
    return Coded(np.zeros_like(column.codes), (column.labels[int(column.codes[0])],))


def _asked(visits: VisitColumns, by: Sequence[str], names: Sequence[str]) -> Sums:
    return sums_of_visits(visits, by, needs_of(names))


def _of(cells: Cells, by: Sequence[str], names: Sequence[str]) -> Sums:
    return sums_of_cells(cells, by, needs_of(names))


def _both(ours: Callable[[], Sums], theirs: Callable[[], object]) -> tuple[Sums, Times, Times]:
    """One after the other, so that both meet the same machine."""
    found, mine = _timed(ours)
    _, other = _timed(theirs)
    _, again = _timed(ours)
    return found, ((mine[0] + again[0]) / 2, (mine[1] + again[1]) / 2), other


def _timed(work: Callable[[], Any], rounds: int = ROUNDS) -> tuple[Any, Times]:
    found, times, processor = None, [], []
    for _ in range(rounds):
        began_s, processor_s = perf_counter(), process_time()
        found = work()
        times.append(perf_counter() - began_s)
        processor.append(process_time() - processor_s)
    return found, (median(times), median(processor))


def _shown_ratio(name: str, ours: Times, duck: Times) -> None:
    ratio = duck[0] / ours[0]
    text = f"{ours[0]:.3f} s, DuckDB {duck[0]:.3f} s: {ratio:.2f} (processor {duck[1] / ours[1]:.2f})"
    show(Figure(name, text, "1.5 times as fast", ratio >= 1.5))


def _equal_level(ours: Sums, theirs: dict[str, NDArray[Any]]) -> None:
    assert len(ours.labels) == len(theirs["met"]) == OFFICES * TOPICS * 20
    assert np.array_equal(ours["met"], theirs["met"])
    assert np.array_equal(ours["breached"], theirs["breached"])


def _equal_quartiles(ours: Sums, theirs: dict[str, NDArray[Any]]) -> None:
    table = np.array([list(row) for row in theirs["q"]], np.float64) / MILLI
    assert np.array_equal(np.column_stack([ours[name] for name in QUARTILES]), table)


def _close_enough(found: Sums, exact: Sums, names: Sequence[str]) -> None:
    assert found.labels.listed() == exact.labels.listed()
    for name in needs_of(names):
        if name in QUARTILES:
            off = np.abs(found[name] - exact[name])
            assert (off <= np.maximum(bins.WITHIN_S, bins.WITHIN_SHARE * exact[name]) + 1).all(), name
        else:
            assert np.array_equal(found[name], exact[name]), name


async def _quarter(by_office: list[VisitColumns]) -> None:
    """January to March over all offices through the database."""
    days = by_office[0].day.labels
    summed = 0
    with tempfile.TemporaryDirectory() as folder:
        database = await Database.open(f"sqlite+aiosqlite:///{folder}/quarter.db")
        try:
            for office in by_office:
                summed += await _kept(database, office, days)
            store = SummaryStore(VisitStore(database, lambda: 0))
            asked = Asked("2025-01-01", "2025-03-31")
            for kind, by in (("topic", ("office", "topic")), ("half_hour", ("territory", "half_hour"))):
                times, processor, rows = [], [], 0
                for _ in range(ROUNDS):
                    began_s, processor_s = perf_counter(), process_time()
                    cells = await store.load(asked, kind, days_apart=False, bins=True)
                    needs, desks = needs_of(FIGURES), desks_of_cells(cells, by)
                    sums = with_beside(sums_of_cells(cells, by, needs), by, desks=desks, refused=None, needs=needs)
                    rows = len(rows_of(sums, by))
                    times.append(perf_counter() - began_s)
                    processor.append(process_time() - processor_s)
                spent_ms = median(processor) * 1000
                text = f"{median(times) * 1000:.0f} ms (processor {spent_ms:.0f}), {rows} rows, {len(FIGURES)} figures"
                show(Figure(f"a quarter of 200 offices by {', '.join(by)}", text, "under 300 ms", median(times) < 0.3))
            held = (Path(folder) / "quarter.db").stat().st_size
        finally:
            await database.dispose()
    show(Figure("the quarter's summaries on disk", f"{held / 1e6:.0f} MB for {summed / 1e6:.1f} M visits"))


async def _kept(database: Database, office: VisitColumns, days: Sequence[str | None]) -> int:
    """Writes the office's summaries; how many visits are in them."""
    rows, summed = [], 0
    name = office.office.labels[int(office.office.codes[0])] or ""
    for month in ("2025-01", "2025-02", "2025-03"):
        inside = np.flatnonzero([(day or "").startswith(month) for day in days])
        first, last = np.searchsorted(office.day.codes, [inside[0], inside[-1] + 1])
        part = part_of(office, slice(int(first), int(last)))
        summed += len(part)
        for kind in ("topic", "half_hour"):
            by_day = added_up([cells_of(part, (), KINDS[kind])])
            rows.append(row_of(name, kind, "day", month, by_day))
            rows.append(row_of(name, kind, "month", month, added_up([by_day], kept=WITHOUT_DAY)))
    async with database.write() as connection:
        await connection.execute(insert(summaries_table), rows)
    return summed
