"""The feed: one step an event, slices between which others have their turn, and views that mend themselves."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from analytics.estimators.simple import SimpleEstimator
from queue_server.domain import commands as c
from queue_server.domain.expected_wait import ExpectedWait
from queue_server.domain.ids import Instant, TopicId
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket
from queue_server.projections.board import BoardView
from queue_server.projections.desk import DeskView
from queue_server.projections.estimating import NoEstimate
from queue_server.projections.kiosk import KioskView
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.queue import QueueView
from queue_server.projections.supervisor import SupervisorView
from queue_server.projections.ticket import TicketView
from queue_server.projections.view import View, rows
from queue_server.push import feed as feed_module
from queue_server.push.codes import CloseCode
from queue_server.push.feed import LINGER_S, Feed
from queue_server.push.held_rows import Subscription
from queue_server.push.outbox import OutboxClosed
from queue_server.push.paced_estimates import AT_ONCE, BEAT_MS
from tests.integration.push.hall import MemoryOffice, Page, now, visitor

BOARD = BoardView()


@dataclass
class Time:
    """A clock that the test moves."""

    at: int

    def __call__(self) -> int:
        return self.at


@pytest.fixture
def klin() -> MemoryOffice:
    office = MemoryOffice()
    office.open()
    return office


def feed_of(office: MemoryOffice) -> Feed:
    feed = Feed(estimator=NoEstimate(), clock=now)
    office.listeners.append(feed.committed)
    return feed


async def read(subscription: Subscription, page: Page, *, to: int) -> None:
    async with asyncio.timeout(60):
        while page.seq < to:
            message = await subscription.outbox.take()
            if message is not None:
                page.take(message.text)


async def test_what_nobody_reads_costs_nothing(klin: MemoryOffice) -> None:
    feed = feed_of(klin)
    klin.do(c.Issue(visitor(), "meters"))
    assert (feed.views, feed.backlog) == (0, 0)


async def test_a_commit_is_only_noted_and_folded_when_the_answers_are_out(
    klin: MemoryOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "SLICE_S", float("inf"))  # one turn folds what there is, however busy the machine
    feed = feed_of(klin)
    subscription = feed.subscribe(klin, BOARD, after=None, epoch=None)
    page = Page()
    await read(subscription, page, to=klin.seq)
    klin.do(c.Issue(visitor(), "meters"))
    assert feed.backlog == 1
    assert len(subscription.outbox) == 0
    await read(subscription, page, to=klin.seq)
    assert feed.backlog == 0


async def test_a_long_round_is_folded_in_slices_with_room_for_others_between(
    klin: MemoryOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "SLICE_S", 0.0)
    feed = feed_of(klin)
    subscription = feed.subscribe(klin, BOARD, after=None, epoch=None)
    klin.do_all([c.Issue(visitor(), "meters") for _ in range(20)])
    turns = 0
    while feed.backlog:
        turns += 1
        await asyncio.sleep(0)
    assert turns >= 20
    await read(subscription, Page(), to=klin.seq)


async def test_who_comes_while_commits_wait_to_be_folded_sees_each_event_once(klin: MemoryOffice) -> None:
    feed = feed_of(klin)
    first = feed.subscribe(klin, BOARD, after=None, epoch=None)
    klin.do(c.Issue(visitor(), "meters"))
    second = feed.subscribe(klin, BOARD, after=None, epoch=None)
    other = feed.subscribe(klin, type(BOARD)(), after=None, epoch=None)
    klin.do(c.CallNext("1"))
    for subscription in (first, second, other):
        page = Page()
        await read(subscription, page, to=klin.seq)
        assert page.rows == json.loads(json.dumps(rows(BOARD, OfficeAt(klin.state, now(), NoEstimate()))))


async def test_a_gap_in_the_log_is_answered_with_a_snapshot(klin: MemoryOffice) -> None:
    feed = feed_of(klin)
    subscription = feed.subscribe(klin, BOARD, after=None, epoch=None)
    page = Page()
    await read(subscription, page, to=klin.seq)
    klin.listeners.clear()
    klin.do(c.Issue(visitor(), "meters"))
    klin.listeners.append(feed.committed)
    klin.do(c.CallNext("1"))
    await read(subscription, page, to=klin.seq)
    assert page.snapshots == 2
    assert page.rows == json.loads(json.dumps(rows(BOARD, OfficeAt(klin.state, now(), NoEstimate()))))


async def test_a_view_that_fails_ends_its_own_conversations_and_no_others(
    klin: MemoryOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = feed_of(klin)
    board = feed.subscribe(klin, BOARD, after=None, epoch=None)
    kiosk = feed.subscribe(klin, KioskView(), after=None, epoch=None)
    monkeypatch.setattr(BoardView, "touched", _fails)
    klin.do(c.Issue(visitor(), "meters"))
    await read(kiosk, Page(), to=klin.seq)
    with pytest.raises(OutboxClosed) as closed:
        await board.outbox.take()
    assert closed.value.code is CloseCode.FAILED
    assert feed.views == 1


def _fails(self: object, change: object) -> Iterator[str]:
    raise RuntimeError("a mistake in a view")


async def test_an_idle_view_is_kept_for_those_who_come_back_and_then_let_go(
    klin: MemoryOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = feed_of(klin)
    subscription = feed.subscribe(klin, BOARD, after=None, epoch=None)
    subscription.live.leave(subscription.outbox)
    feed.sweep()
    assert feed.views == 1
    gone_at = subscription.live.idle_since
    monkeypatch.setattr("time.monotonic", lambda: gone_at + LINGER_S + 0.1)
    feed.sweep()
    assert feed.views == 0


class ByTheClock(SimpleEstimator):
    """A ticket's wait that is another with every look."""

    def for_ticket(self, office: Office, ticket: Ticket, at: Instant) -> ExpectedWait | None:
        wait_s = float(at // 1000 % 10_000)
        return ExpectedWait(low_s=wait_s, likely_s=wait_s, upper_s=wait_s, high_s=wait_s)


async def rushed(klin: MemoryOffice) -> tuple[Feed, Time, Subscription, Page]:
    """A board after a rush of forty people within forty milliseconds, which ended before its waits were told."""
    time = Time(now() + 1000)
    feed = Feed(estimator=ByTheClock(), clock=time)
    klin.listeners.append(feed.committed)
    subscription, page = feed.subscribe(klin, BOARD, after=None, epoch=None), Page()
    for _ in range(AT_ONCE + 10):
        time.at += 1
        klin.do(c.Issue(visitor(), "meters"), at=time.at)
    await read(subscription, page, to=klin.seq)
    assert page.rows != fresh(klin, time), "the rush was not one"
    return feed, time, subscription, page


def fresh(klin: MemoryOffice, time: Time) -> object:
    return json.loads(json.dumps(rows(BOARD, OfficeAt(klin.state, time.at, SimpleEstimator()))))


async def test_after_a_rush_the_waits_are_told_once_more_without_an_event(klin: MemoryOffice) -> None:
    feed, time, subscription, page = await rushed(klin)
    feed.sweep()
    assert feed.backlog == 0, "another event may still come"
    time.at += BEAT_MS
    feed.sweep()
    message = await asyncio.wait_for(subscription.outbox.take(), 60)
    assert message is not None
    page.take(message.text)
    assert (page.snapshots, page.seq) == (2, klin.seq)
    assert page.rows == fresh(klin, time)
    time.at += BEAT_MS
    feed.sweep()
    assert (feed.backlog, len(subscription.outbox)) == (0, 0), "once is enough"


async def test_who_was_away_while_the_waits_were_told_anew_comes_back_to_a_snapshot(klin: MemoryOffice) -> None:
    feed, time, away, _ = await rushed(klin)
    away.live.leave(away.outbox)
    left_at = klin.seq
    time.at += BEAT_MS
    feed.sweep()
    while feed.backlog:
        await asyncio.sleep(0)
    back, page = feed.subscribe(klin, BOARD, after=left_at, epoch=None), Page()
    message = await asyncio.wait_for(back.outbox.take(), 60)
    assert message is not None
    page.take(message.text)
    assert page.rows == fresh(klin, time)


async def test_an_event_that_comes_first_tells_the_waits_itself(klin: MemoryOffice) -> None:
    feed, time, subscription, page = await rushed(klin)
    time.at += BEAT_MS
    klin.do(c.Issue(visitor(), "meters"), at=time.at)
    feed.sweep()
    await read(subscription, page, to=klin.seq)
    assert page.snapshots == 1
    assert page.rows == fresh(klin, time)


async def test_a_board_that_joined_after_a_rush_is_told_the_waits_as_well(klin: MemoryOffice) -> None:
    feed, time, first, _ = await rushed(klin)
    first.live.leave(first.outbox)
    feed._channels.clear()
    late, page = feed.subscribe(klin, BOARD, after=None, epoch=None), Page()
    message = await late.outbox.take()
    assert message is not None
    page.take(message.text)
    assert page.rows != fresh(klin, time), "it was told an older wait"
    time.at += BEAT_MS
    feed.sweep()
    message = await asyncio.wait_for(late.outbox.take(), 60)
    assert message is not None
    page.take(message.text)
    assert page.rows == fresh(klin, time)


async def test_after_a_rush_no_phone_is_told_anything_anew(klin: MemoryOffice) -> None:
    feed, time, board, _ = await rushed(klin)
    phone = feed.subscribe(klin, TicketView(next(iter(klin.state.tickets))), after=None, epoch=None)
    await phone.outbox.take()
    time.at += 100 * BEAT_MS
    feed.sweep()
    while feed.backlog:
        await asyncio.sleep(0)
    assert (board.outbox._behind, phone.outbox._behind) == (True, False)


async def test_an_office_that_nobody_reads_any_more_is_not_looked_at_for_ever(klin: MemoryOffice) -> None:
    feed, time, _, _ = await rushed(klin)
    feed._channels.clear()
    time.at += BEAT_MS
    feed.sweep()
    assert (feed.backlog, feed._estimator._lagging) == (0, {})


class OfNewcomers(NoEstimate):
    """Knows newcomers' waits and no ticket's."""

    def for_newcomer(self, office: Office, topic: TopicId, at: Instant) -> ExpectedWait | None:
        return SimpleEstimator().for_newcomer(office, topic, at)


@pytest.mark.parametrize(
    ("view", "told"),
    [
        (BOARD, True), (KioskView(), True), (DeskView("1"), True),
        (TicketView("1"), False), (QueueView(), False), (SupervisorView(), False),
    ],
)  # fmt: skip
def test_each_view_names_the_rows_that_tell_newcomers_waits(klin: MemoryOffice, view: View, *, told: bool) -> None:
    klin.do(c.Issue("1", "meters"))
    known, unknown = (OfficeAt(klin.state, now(), estimator) for estimator in (OfNewcomers(), NoEstimate()))
    before, after = rows(view, unknown), rows(view, known)
    other = {key for key in after if after[key] != before[key]}
    assert bool(other) is told
    assert other <= set(view.waits_of_newcomers(known))
