"""Whoever hands something in is answered once it is on disk, and nobody pays for another's failure."""

import asyncio

import pytest

from queue_server.database.failure import StorageUnavailable
from queue_server.errors import SequenceConflict
from queue_server.log import group_commit
from queue_server.log.batch import Append, Result
from queue_server.log.group_commit import GroupCommit
from queue_server.log.store import LogStore
from tests.contract.office_day import append, morning, visit


class CountingStore(LogStore):
    """Counts transactions, and holds them up until told."""

    def __init__(self, store: LogStore) -> None:
        self.__dict__.update(store.__dict__)
        self.batches: list[int] = []
        self.open = asyncio.Event()

    async def append_each(self, appends: "list[Append]") -> list[Result]:  # type: ignore[override]
        await self.open.wait()
        self.batches.append(len(appends))
        return await super().append_each(appends)


async def test_all_offices_share_a_transaction(store: LogStore) -> None:
    counting = CountingStore(store)
    group = GroupCommit(counting)
    group.start()
    first = asyncio.create_task(group.append(append("office0", 0, morning())))
    await asyncio.sleep(0)
    others = [asyncio.create_task(group.append(append(f"office{count}", 0, morning()))) for count in range(1, 40)]
    counting.open.set()
    await asyncio.gather(first, *others)
    await group.stop()
    assert sum(counting.batches) == 40
    assert len(counting.batches) <= 2


async def test_a_transaction_waits_for_as_many_as_came_to_the_last_one_and_nobody_for_ever(
    store: LogStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_commit, "GATHER_S", 3600.0)  # who comes ends the waiting, not the time
    counting = CountingStore(store)
    counting.open.set()
    group = GroupCommit(counting)
    group.start()
    first = [group.append(append(f"office{count}", 0, morning())) for count in range(3)]
    await asyncio.gather(*first)
    early = asyncio.create_task(group.append(append("early", 0, morning())))
    for _ in range(20):
        await asyncio.sleep(0)
    assert counting.batches == [3]
    late = [asyncio.create_task(group.append(append(f"late{count}", 0, morning()))) for count in range(2)]
    await asyncio.gather(early, *late)
    assert counting.batches == [3, 3]
    monkeypatch.setattr(group_commit, "GATHER_S", 0.001)
    await group.append(append("alone", 0, morning()))
    await group.append(append("alone", 3, visit(1)))  # one came to the last: nobody is waited for
    assert counting.batches == [3, 3, 1, 1]
    await group.stop()


async def test_what_is_answered_is_on_disk(group: GroupCommit, store: LogStore) -> None:
    recorded = await group.append(append("klin", 0, morning()))
    assert await store.read("klin") == recorded


async def test_a_conflict_reaches_only_its_own_office(group: GroupCommit) -> None:
    results = await asyncio.gather(
        *(group.append(append(f"office{count}", count % 2, morning())) for count in range(10)), return_exceptions=True
    )
    assert [type(result) for result in results] == [list, SequenceConflict] * 5


async def test_who_is_cancelled_leaves_the_log_whole(store: LogStore) -> None:
    counting = CountingStore(store)
    group = GroupCommit(counting)
    group.start()
    gone = asyncio.create_task(group.append(append("klin", 0, morning())))
    await asyncio.sleep(0)
    gone.cancel()
    counting.open.set()
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert len(await group.append(append("klin", 3, visit(1)))) == 4
    await group.stop()


async def test_stopping_writes_what_was_handed_in(store: LogStore) -> None:
    group = GroupCommit(store)
    group.start()
    waiting = [asyncio.create_task(group.append(append(f"office{count}", 0, morning()))) for count in range(5)]
    await asyncio.sleep(0)
    await group.stop()
    assert all(len(recorded) == 3 for recorded in await asyncio.gather(*waiting))
    with pytest.raises(StorageUnavailable):
        await group.append(append("klin", 0, morning()))


async def test_more_than_can_wait_is_refused_at_once(store: LogStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "MOST_WAITING", 3)
    counting = CountingStore(store)
    group = GroupCommit(counting)
    group.start()
    waiting = [asyncio.create_task(group.append(append(f"office{count}", 0, morning()))) for count in range(5)]
    await asyncio.sleep(0)
    counting.open.set()
    results = await asyncio.gather(*waiting, return_exceptions=True)
    await group.stop()
    assert sum(isinstance(result, StorageUnavailable) for result in results) == 2
    assert sum(isinstance(result, list) for result in results) == 3


async def test_a_storage_that_fails_is_used_again_when_it_works(
    store: LogStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = GroupCommit(store)
    group.start()

    async def full(_appends: object) -> list[Result]:
        raise StorageUnavailable("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(store, "append_each", full)
        with pytest.raises(StorageUnavailable):
            await group.append(append("klin", 0, morning()))
    assert len(await group.append(append("klin", 0, morning()))) == 3
    await group.stop()
