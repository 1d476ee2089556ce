"""Visits, desk time, marks, refusals and summaries on each database: kept, held against the log, made anew."""

import pytest

from analytics import answering
from analytics.answering import FigureAnswers
from analytics.fair_play.answering import fair_play
from analytics.refusals import Refused
from analytics.store import Asked, SummaryStore, VisitStore
from analytics.store.refusals import keep_refusals, refusals
from queue_server.database.engine import Database
from queue_server.domain.evolve import fold
from queue_server.domain.office import Office
from queue_server.log import codec
from queue_server.log.batch import Append, NewEvent
from queue_server.log.store import LogStore
from tests.unit.analytics.skilled_office import days

MARCH = ("2026-03-01", "2026-03-31")


async def test_tables_follow_from_the_log_and_summaries_from_them(
    database: Database, store: LogStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = list(days(1, seed=21))
    half = len(events) // 2
    visits = VisitStore(database, lambda: events[half - 1].at, events_at_once=500)
    answers = FigureAnswers(visits)
    await store.append([Append("klin", 0, tuple(NewEvent(event, "m1", None) for event in events[:half]))])
    (row,) = (await answers.answer(*MARCH)).rows
    assert row["undecided"] > 0
    await store.append([Append("klin", half, tuple(NewEvent(event, "m1", None) for event in events[half:]))])
    exact = await answers.answer(*MARCH, by=("topic",))
    monkeypatch.setattr(answering, "EXACT_MOST", 0)
    summed = await answers.answer(*MARCH, by=("topic",))
    assert (exact.exact, summed.exact) == (True, False)
    for mine, theirs in zip(summed.rows, exact.rows, strict=True):
        for name in ("topic", "issued", "met", "breached", "service_level", "wait_max_s", "service_total_s"):
            assert mine[name] == theirs[name]
    assert [sentence async for sentence in visits.differences()] == []
    assert list(await SummaryStore(visits).differences()) == []
    found = await fair_play(visits, Asked(*MARCH))
    await visits.rebuild()
    assert (await answers.answer(*MARCH, by=("topic",))).rows == summed.rows
    assert await fair_play(visits, Asked(*MARCH)) == found


async def test_how_much_is_still_to_be_done_is_known_before_and_told_while_it_is_done(
    database: Database, store: LogStore
) -> None:
    events = list(days(1, seed=21))
    visits = VisitStore(database, lambda: events[-1].at, events_at_once=500)
    summaries = SummaryStore(visits)
    await store.append([Append("klin", 0, tuple(NewEvent(event, "m1", None) for event in events))])
    told: list[int] = []
    assert await visits.behind() == {"klin": len(events)}
    await visits.catch_up(lambda _office, folded: told.append(folded))
    assert (sum(told), len(told)) == (len(events), -(-len(events) // 500))
    assert await visits.behind() == {}
    summed: list[int] = []
    assert await summaries.unsummed() == 1
    await summaries.sum_up(progress=summed.append)
    assert (summed, await summaries.unsummed()) == ([1], 0)


async def test_how_offices_are_configured_is_told_without_looking_at_their_tickets(
    database: Database, store: LogStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = list(days(1, seed=21))
    await store.append([Append("klin", 0, tuple(NewEvent(event, "m1", None) for event in events[:300]))])
    visits = VisitStore(database, lambda: events[299].at)
    await visits.catch_up()
    expected = fold(Office(id="klin"), events[:300]).configured
    monkeypatch.setattr(codec, "_unpack", None)  # what reads a whole office
    assert await visits.configurations() == {"klin": expected}
    assert await visits.configuration("klin") == expected
    assert await visits.configuration("nowhere") is None


async def test_refusals_of_the_same_half_hour_are_added(database: Database) -> None:
    one = Refused("klin", None, "2026-03-02", 18, "meters", "office_not_issuing")
    await keep_refusals(database, [(one, 2)])
    await keep_refusals(database, [(one, 3)])
    (kept,) = await refusals(database, Asked(*MARCH))
    assert kept.count == 5
