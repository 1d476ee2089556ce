"""Summaries add up to what the visits say: every count and sum exactly, quantiles within their bin."""

import doctest
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from analytics import answering
from analytics.answering import FigureAnswers, kind_for
from analytics.figures import FIGURES, figures
from analytics.figures.definitions import needs_of, rows_of, with_beside
from analytics.figures.sums import OFFERED_QUANTILES, QUANTILES
from analytics.store import Asked, SummaryStore, VisitStore
from analytics.store.asked import GoingOn
from analytics.store.summaries import WITHOUT_DAY
from analytics.summaries import bins, sums
from analytics.summaries.cells import KINDS, Cells, added_up, cells_of, side_by_side
from analytics.summaries.packing import packed, unpacked
from analytics.summaries.sums import desks_beside, desks_of_cells, sums_of_cells
from analytics.visits.columns import columns_of
from analytics.visits.desk_time import DeskTime
from analytics.visits.visit import Visit
from queue_server.database.engine import Database
from queue_server.domain.events import DayOpened, Event, OfficeConfigured
from queue_server.log.batch import Append, NewEvent
from queue_server.log.store import LogStore
from tests.unit.analytics.skilled_office import DAY_MS, MONDAY, days
from tests.unit.analytics.test_desk_time import folded

TWO_DAYS = list(days(2, seed=11))
OFFERED = ("offered_level", "offered_level_low", "offered_level_high")
BYS = [(), ("office",), ("topic",), ("half_hour",), ("day", "topic"), ("category",), ("manager", "weekday"),
       ("outcome",), ("state",), ("topic", "half_hour"), ("office", "state"), ("day", "state")]  # fmt: skip


@pytest.fixture(scope="module")
def two_days() -> tuple[list[Visit], list[DeskTime]]:
    return folded(TWO_DAYS)


def of_cells(cells: Cells, by: tuple[str, ...]) -> list[dict[str, Any]]:
    needs = needs_of(FIGURES)
    found = sums_of_cells(cells, by, needs)
    return rows_of(with_beside(found, by, desks=desks_of_cells(cells, by), refused=None, needs=needs), by)


def same(found: list[dict[str, Any]], exact: list[dict[str, Any]]) -> None:
    assert len(found) == len(exact)
    for mine, theirs in zip(found, exact, strict=True):
        for name, value in theirs.items():
            if value is None or name not in FIGURES:
                assert mine[name] == value, name
            elif name in QUANTILES:
                assert abs(mine[name] - value) <= max(bins.WITHIN_S, bins.WITHIN_SHARE * value) + 1, name
            elif name in OFFERED:
                assert mine[name] == pytest.approx(value, abs=0.02), name
            elif name in OFFERED_QUANTILES:
                assert abs(mine[name] - value) <= 2 * max(bins.WITHIN_S, bins.WITHIN_SHARE * value) + 1, name
            else:
                assert mine[name] == pytest.approx(value, rel=1e-9), name


@pytest.mark.parametrize("by", BYS)
def test_cells_add_up_to_the_visits_figures(two_days: tuple[list[Visit], list[DeskTime]], by: tuple[str, ...]) -> None:
    visits, desks = two_days
    exact = figures(columns_of(visits), by, desks=desks_beside(desks, by))
    kind = kind_for(by)
    assert kind is not None
    parts = [
        cells_of(columns_of([v for v in visits if v.day == day]), [d for d in desks if d.day == day], KINDS[kind])
        for day in sorted({visit.day for visit in visits})
    ]
    same(of_cells(added_up(parts), by), exact)
    again = [unpacked(*packed(part)) for part in parts]
    same(of_cells(side_by_side(again), by), exact)


@pytest.mark.parametrize("by", [("topic",), ("topic", "half_hour")])
def test_a_period_added_up_before_says_what_its_days_say(
    two_days: tuple[list[Visit], list[DeskTime]], by: tuple[str, ...]
) -> None:
    """Added up, no two cells of this office belong together and the answer is the cells' own; of days, it is summed."""
    visits, desks = two_days
    kind = kind_for(by)
    assert kind is not None
    days_apart = cells_of(columns_of(visits), desks, KINDS[kind])
    whole = added_up([days_apart], kept=WITHOUT_DAY)
    assert len(whole) < len(days_apart)
    assert of_cells(whole, by) == of_cells(days_apart, by)


def test_different_standards_of_one_group_stay_apart(two_days: tuple[list[Visit], list[DeskTime]]) -> None:
    visits = [replace(v, target_ms=300_000) if n % 3 == 0 else v for n, v in enumerate(two_days[0])]
    visits = [
        replace(v, judged="breached" if v.accountable_ms > v.target_ms else "met") if v.state == "completed" else v
        for v in visits
    ]
    cells = cells_of(columns_of(visits), [], ("topic",))
    same(
        of_cells(cells, ("topic",)),
        figures(columns_of(visits), ("topic",), desks=desks_beside([], ("topic",))),
    )


def test_groups_that_do_not_fit_one_table_are_looked_at_in_parts(
    two_days: tuple[list[Visit], list[DeskTime]], monkeypatch: pytest.MonkeyPatch
) -> None:
    visits = [replace(v, target_ms=300_000) if n % 3 == 0 else v for n, v in enumerate(two_days[0])]
    cells = cells_of(columns_of(visits), two_days[1], ("topic", "half_hour"))
    by = ("topic", "half_hour")
    whole = of_cells(replace(cells, drawn={}), by)
    monkeypatch.setattr(sums, "TABLE_LIMIT", 7 * bins.BINS * sums.WAYS)
    assert of_cells(replace(cells, drawn={}), by) == whole


def test_a_bin_s_edges_are_in_order_and_hold_the_usual_standards() -> None:
    edges = bins.EDGES_MS / 1000
    assert (np.diff(edges) > 0).all()
    assert {180, 300, 600, 900, 1200, 1800, 3600} <= set(edges.tolist())
    widths, low = np.diff(edges), edges[:-1]
    assert (widths <= np.maximum(bins.WITHIN_S, bins.WITHIN_SHARE * low) + 1e-9).all()
    assert doctest.testmod(bins).failed == doctest.testmod(answering).failed == 0


def test_a_wait_at_an_edge_is_within_the_bin_below_it() -> None:
    no = np.zeros(3, np.bool_)
    code = bins.codes(np.array([900_000, 900_001, 0]), called=no, above=no, judged=no) // 8
    assert bins.EDGES_MS[code[0] + 1] == 900_000
    assert code[1] == code[0] + 1
    assert code[2] == 0


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    opened = await Database.open(sqlite_url)
    yield opened
    await opened.dispose()


async def append(database: Database, events: list[Event], *, office: str = "klin", after: int = 0) -> int:
    news = tuple(NewEvent(event, "m1", None) for event in events)
    await LogStore(database).append([Append(office, after, news)])
    return after + len(news)


async def told(database: Database, at: int, *, exact: bool, by: tuple[str, ...] = ("day", "topic")) -> list[Any]:
    answers = FigureAnswers(VisitStore(database, lambda: at))
    answer = await answers.answer("2026-03-01", "2026-03-31", by=by, exact=exact)
    assert answer.exact is exact
    return answer.rows


async def test_reports_from_summaries_are_those_from_visits_also_in_the_middle_of_a_day(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Summed up in the middle of the first day, at its end, in the second; each time it is what the rows say."""
    monkeypatch.setattr(answering, "EXACT_MOST", 0)
    second = next(n for n, e in enumerate(TWO_DAYS) if isinstance(e, DayOpened) and e.at > MONDAY + DAY_MS // 2)
    cuts = [second // 2, second, second + (len(TWO_DAYS) - second) // 3, len(TWO_DAYS)]
    seq = 0
    for cut in cuts:
        seq = await append(database, TWO_DAYS[seq:cut], after=seq)
        now = TWO_DAYS[cut - 1].at + 1000
        for by in ((), ("day", "topic"), ("half_hour",), ("office",)):
            same(await told(database, now, exact=False, by=by), await told(database, now, exact=True, by=by))
    store = VisitStore(database, lambda: TWO_DAYS[-1].at)
    assert [sentence async for sentence in store.differences()] == []
    assert list(await SummaryStore(store).differences()) == []
    before = await told(database, TWO_DAYS[-1].at, exact=False)
    await store.rebuild()
    assert await told(database, TWO_DAYS[-1].at, exact=False) == before


async def test_a_year_that_is_over_is_one_period_and_says_the_same(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "EXACT_MOST", 0)
    await append(database, TWO_DAYS)
    other = [
        replace(e, config=replace(e.config, id="tver")) if isinstance(e, OfficeConfigured) else e for e in TWO_DAYS
    ]
    await append(database, other, office="tver")
    next_year = FigureAnswers(VisitStore(database, lambda: MONDAY + 400 * DAY_MS))
    by = ("office", "half_hour")
    whole = await next_year.answer("2026-01-01", "2026-12-31", by=by)
    assert not whole.exact
    years = await next_year.summaries.levels("2026")
    assert years == {"day", "month", "year"}
    exact = await next_year.answer("2026-01-01", "2026-12-31", by=by, exact=True)
    same(whole.rows, exact.rows)
    part = await next_year.answer("2026-03-03", "2026-12-31", by=by)
    same(part.rows, (await next_year.answer("2026-03-03", "2026-12-31", by=by, exact=True)).rows)


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-03-01", "2026-03-31"), ("2026-03-02", "2026-03-02"), ("2026-03-03", "2026-04-15"),
     ("2026-02-28", "2026-03-02"), ("2025-12-31", "2026-12-31"), ("0001-01-01", "9999-12-31"),
     ("2026-04-01", "2026-04-30")],
)  # fmt: skip
async def test_any_days_are_cut_out_of_months_rightly(
    database: Database, monkeypatch: pytest.MonkeyPatch, first: str, last: str
) -> None:
    monkeypatch.setattr(answering, "EXACT_MOST", -1)
    await append(database, TWO_DAYS)
    answers = FigureAnswers(VisitStore(database, lambda: TWO_DAYS[-1].at))
    summed, exact = await answers.answer(first, last), await answers.answer(first, last, exact=True)
    assert not summed.exact
    same(summed.rows, exact.rows)


async def test_a_question_about_one_office_folds_no_other(database: Database) -> None:
    await append(database, TWO_DAYS)
    elsewhere = len(list(days(1, seed=5, office="dubna")))
    await append(database, list(days(1, seed=5, office="dubna")), office="dubna")
    store = VisitStore(database, lambda: TWO_DAYS[-1].at)
    answer = await FigureAnswers(store).answer("2026-03-02", "2026-03-03", office="klin", only=("issued",))
    assert answer.rows[0]["issued"] > 500
    config = await store.configuration("klin")
    assert config is not None and config.id == "klin"
    assert await store.configuration("tver") is None
    assert await store.behind() == {"dubna": elsewhere}


@pytest.mark.parametrize("exact_most", [answering.EXACT_MOST, 0])
async def test_what_goes_on_is_looked_at_once_a_question(
    database: Database, monkeypatch: pytest.MonkeyPatch, exact_most: int
) -> None:
    """An open office's whole state is decoded for it."""
    monkeypatch.setattr(answering, "EXACT_MOST", exact_most)
    noon = TWO_DAYS[0].at + DAY_MS // 6
    await append(database, [event for event in TWO_DAYS if event.at <= noon])
    answers = FigureAnswers(VisitStore(database, lambda: noon))
    await answers.catch_up()
    looked: list[Asked] = []
    look = VisitStore.going_on

    async def counted(store: VisitStore, asked: Asked) -> GoingOn:
        looked.append(asked)
        return await look(store, asked)

    monkeypatch.setattr(VisitStore, "going_on", counted)
    answer = await answers.answer("2026-03-02", "2026-03-02", by=("day", "half_hour"))
    assert answer.exact == bool(exact_most)
    assert sum(row["desks_open_s"] for row in answer.rows) > 0
    assert len(looked) == 1


async def test_a_wrong_summary_is_found(database: Database) -> None:
    await append(database, TWO_DAYS)
    store = VisitStore(database, lambda: TWO_DAYS[-1].at)
    await store.catch_up()
    summaries = SummaryStore(store)
    await summaries.sum_up()
    assert list(await summaries.differences()) == []
    from sqlalchemy import text

    async with database.write() as connection:
        await connection.execute(text("UPDATE visits SET judged = 'breached' WHERE judged = 'met' AND ticket = "
                                      "(SELECT min(ticket) FROM visits WHERE judged = 'met')"))  # fmt: skip
    found = list(await summaries.differences())
    assert any("is not what its visits say" in sentence for sentence in found)
    assert [sentence async for sentence in store.differences()]
