"""The outbox: in order, bounded, and never a reason for others to wait."""

import asyncio
from collections.abc import Callable
from functools import partial

import pytest

from queue_server.push.codes import CloseCode
from queue_server.push.messages import Message, message
from queue_server.push.outbox import LIMIT, PATIENCE_S, Outbox, OutboxClosed, not_at_once

SNAPSHOT = message(10_000, b"snapshot")


def outbox() -> Outbox:
    return Outbox(lambda: SNAPSHOT)


def fill(box: Outbox, count: int) -> None:
    for seq in range(count):
        box.put(message(seq, str(seq).encode()))


async def test_messages_come_out_in_the_order_they_went_in() -> None:
    box = outbox()
    fill(box, LIMIT)
    assert [(await box.take()) for _ in range(LIMIT)] == [message(seq, str(seq).encode()) for seq in range(LIMIT)]


async def test_one_message_too_many_turns_the_whole_backlog_into_a_snapshot() -> None:
    box = outbox()
    fill(box, LIMIT + 1)
    assert len(box) == 0
    box.put(message(9_999, b"in the snapshot already"))
    assert await box.take() == SNAPSHOT
    box.put(message(10_001, b"next"))
    assert await box.take() == message(10_001, b"next")


async def test_who_falls_behind_twice_in_a_short_time_is_cut_off() -> None:
    box = outbox()
    fill(box, LIMIT + 1)
    await box.take()
    fill(box, LIMIT + 1)
    with pytest.raises(OutboxClosed) as closed:
        await box.take()
    assert closed.value.code is CloseCode.TOO_SLOW


async def test_who_falls_behind_now_and_then_is_forgiven(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.get_running_loop()
    box = outbox()
    for moment in (0.0, PATIENCE_S, 2 * PATIENCE_S):
        with monkeypatch.context() as later:
            later.setattr(loop, "time", iter([moment]).__next__)
            fill(box, LIMIT + 1)
        assert await box.take() == SNAPSHOT


async def test_a_waiting_reader_is_woken_by_a_message_a_nudge_and_the_end() -> None:
    box = outbox()
    wakes: tuple[tuple[Callable[[], None], Message | None], ...] = (
        (partial(box.put, SNAPSHOT), SNAPSHOT),
        (box.nudge, None),
    )
    for wake, expected in wakes:
        taking = asyncio.create_task(box.take())
        await asyncio.sleep(0)
        wake()
        assert await taking == expected
    taking = asyncio.create_task(box.take())
    await asyncio.sleep(0)
    box.close(CloseCode.RESTART)
    with pytest.raises(OutboxClosed):
        await taking


async def test_the_end_comes_before_what_still_waits_and_the_first_code_counts() -> None:
    box = outbox()
    fill(box, 5)
    box.close(CloseCode.NO_IDENTITY)
    box.close(CloseCode.RESTART)
    box.put(SNAPSHOT)
    with pytest.raises(OutboxClosed) as closed:
        await box.take()
    assert closed.value.code is CloseCode.NO_IDENTITY


async def test_messages_go_before_a_sign_of_life() -> None:
    box = outbox()
    box.nudge()
    box.put(SNAPSHOT)
    assert await box.take() == SNAPSHOT
    assert await box.take() is None


async def test_a_reader_that_starts_over_gets_a_snapshot_and_is_not_blamed() -> None:
    box = outbox()
    for _ in range(3):
        fill(box, 5)
        box.start_over()
        assert await box.take() == SNAPSHOT


async def test_who_waits_is_sent_the_next_message_at_once_and_whoever_is_busy_in_order() -> None:
    box = outbox()
    sent: list[int] = []

    def door(message: Message) -> bool:
        sent.append(message.seq)
        return True

    box.at_once = door
    box.put(message(1, b"before anybody waits"))
    assert (await box.take(), sent) == (message(1, b"before anybody waits"), [])
    taking = asyncio.create_task(box.take())
    await asyncio.sleep(0)
    box.put(message(2, b"at once"))
    box.put(message(3, b"at once"))
    assert (sent, box.sent_seq, taking.done()) == ([2, 3], 3, False)
    box.at_once = not_at_once
    box.put(message(4, b"the network takes nothing now"))
    box.at_once = door
    box.put(message(5, b"not before the fourth"))
    assert [(await taking), (await box.take())] == [
        message(4, b"the network takes nothing now"), message(5, b"not before the fourth"),
    ]  # fmt: skip
    assert sent == [2, 3]
