"""What the log promises to whoever appends and reads."""

import asyncio
import dataclasses
from itertools import pairwise

import pytest
from msgspec.structs import replace
from structlog.testing import capture_logs

from queue_server.database.engine import Database
from queue_server.domain.events import OfficeConfigured
from queue_server.domain.evolve import fold
from queue_server.domain.office import Office
from queue_server.errors import LogDamaged, SequenceConflict
from queue_server.log.loading import load_office
from queue_server.log.reader import LogReader
from queue_server.log.recorded import FIRST_HASH
from queue_server.log.store import CommandRepeated, Head, LogStore
from tests.contract.office_day import MORNING, answer, append, day, morning, visit


async def test_events_are_numbered_from_one_without_gaps(store: LogStore) -> None:
    await store.append([append("klin", 0, day(2))])
    await store.append([append("klin", 11, visit(3))])
    assert [recorded.seq for recorded in await store.read("klin")] == list(range(1, 16))


async def test_what_is_read_is_what_was_recorded(store: LogStore) -> None:
    [recorded] = await store.append([append("klin", 0, day(2), command_id="c1")])
    assert await store.read("klin") == recorded
    assert [one.event for one in recorded] == day(2)
    assert {(one.actor, one.command_id) for one in recorded} == {("kiosk", "c1")}


async def test_each_event_carries_the_hash_of_the_one_before_it(store: LogStore) -> None:
    [recorded] = await store.append([append("klin", 0, day(2))])
    assert recorded[0].previous_hash == FIRST_HASH
    assert [one.previous_hash for one in recorded[1:]] == [one.hash for one in recorded[:-1]]
    assert await store.head("klin") == Head(len(recorded), recorded[-1].hash)


async def test_a_hash_covers_author_and_command(store: LogStore) -> None:
    hashes = set()
    for office, command_id in (("klin", "c1"), ("tver", "c1"), ("orel", "c2"), ("omsk", None)):
        [recorded] = await store.append([append(office, 0, morning()[:1], command_id=command_id)])
        hashes.add(recorded[0].hash)
    assert len(hashes) == 4


async def test_reading_goes_on_from_where_one_was(store: LogStore) -> None:
    await store.append([append("klin", 0, day(5))])
    assert [one.seq for one in await store.read("klin", after=7, limit=3)] == [8, 9, 10]
    assert await store.read("nowhere") == []
    assert await store.head("nowhere") == Head(0, FIRST_HASH)


async def test_an_append_that_does_not_follow_the_end_is_refused(store: LogStore) -> None:
    await store.append([append("klin", 0, morning())])
    for after_seq in (0, 2, 4):
        with pytest.raises(SequenceConflict) as refused:
            await store.append([append("klin", after_seq, visit(1))])
        assert refused.value.office == "klin"
    assert (await store.head("klin")).seq == 3


async def test_two_processes_never_record_the_same_number(database_url: str) -> None:
    first, second = await Database.open(database_url), await Database.open(database_url)
    try:
        results = await asyncio.gather(
            *(LogStore(one).append([append("klin", 0, morning())]) for one in (first, second) * 5),
            return_exceptions=True,
        )
        assert sum(isinstance(result, list) for result in results) == 1
        assert sum(isinstance(result, SequenceConflict) for result in results) == 9
        assert (await LogStore(first).head("klin")).seq == 3
    finally:
        await first.dispose()
        await second.dispose()


async def test_one_transaction_holds_all_or_nothing(store: LogStore) -> None:
    await store.append([append("klin", 0, morning())])
    with pytest.raises(SequenceConflict):
        await store.append([append("tver", 0, morning()), append("klin", 1, visit(1))])
    assert set(await store.heads()) == {"klin"}


async def test_two_appends_of_one_office_in_one_transaction_follow_each_other(store: LogStore) -> None:
    await store.append([append("klin", 0, morning()), append("klin", 3, visit(1))])
    assert (await store.head("klin")).seq == 7


async def test_a_command_id_is_accepted_once_an_office(store: LogStore) -> None:
    await store.append([append("klin", 0, morning(), command_id="c1")])
    with pytest.raises(CommandRepeated) as refused:
        await store.append([append("klin", 3, visit(1), command_id="c1")])
    assert (refused.value.office, refused.value.command_id) == ("klin", "c1")
    await store.append([append("tver", 0, morning(), command_id="c1")])
    assert (await store.head("klin")).seq == 3
    assert await store.answer("klin", "c1") == answer("c1")
    assert await store.answer("klin", "c2") is None


async def test_one_that_fails_does_not_fail_the_others(store: LogStore) -> None:
    await store.append([append("klin", 0, morning(), command_id="c1")])
    results = await store.append_each(
        [
            append("tver", 0, morning()),
            append("klin", 3, visit(1), command_id="c1"),
            append("orel", 5, visit(1)),
            append("omsk", 0, morning(), command_id="c1"),
        ]
    )
    kinds = [type(result) for result in results]
    assert kinds == [list, CommandRepeated, SequenceConflict, list]
    assert {office: head.seq for office, head in (await store.heads()).items()} == {"klin": 3, "omsk": 3, "tver": 3}


async def test_answers_are_forgotten_by_age(store: LogStore) -> None:
    old, new = replace(answer("old"), at=MORNING), replace(answer("new"), at=MORNING + 1)
    await store.append([replace(append("klin", 0, morning()), answers=(old, new))])
    assert await store.forget_answers(MORNING + 1) == 1
    assert await store.answer("klin", "old") is None
    assert await store.answer("klin", "new") == new


async def test_many_old_answers_are_forgotten_a_few_at_a_time(store: LogStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queue_server.log.store.FORGOTTEN_AT_ONCE", 3)
    old = tuple(replace(answer(f"c{count}"), at=MORNING + count) for count in range(10))
    await store.append([replace(append("klin", 0, morning()), answers=old)])
    assert await store.forget_answers(MORNING + 8) == 8
    assert [await store.answer("klin", f"c{count}") for count in (7, 8)] == [None, old[8]]


async def test_a_ticket_has_its_own_history(store: LogStore) -> None:
    await store.append([append("klin", 0, [*morning(), *visit(1), *visit(2)])])
    assert [one.event for one in await store.of_ticket("klin", "t2")] == visit(2)


async def test_what_an_office_was_configured_as_is_read_once(
    store: LogStore, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *opening = morning()
    assert isinstance(first, OfficeConfigured)
    second, third = (
        OfficeConfigured(first.at, dataclasses.replace(first.config, queue_limit=limit)) for limit in (7, 9)
    )
    told = [first, *opening, *visit(1), second, *visit(2), *visit(3), third, *visit(4)]
    await store.append([append("klin", 0, told)])
    limits = [None] * told.index(second) + [7] * (told.index(third) - told.index(second))
    limits += [9] * (len(told) - len(limits))
    past = store.past()
    assert await past.configured("klin", 0) is None
    for seq in (len(told) - 4, len(told), 2, 1, told.index(second) + 2, told.index(third), *range(1, len(told) + 1)):
        config = await past.configured("klin", seq)
        assert config is not None and config.queue_limit == limits[seq - 1]
    monkeypatch.setattr(database, "read", None)
    again = [await store.past().configured("klin", seq) for seq in range(1, len(told) + 1)]
    assert [config and config.queue_limit for config in again] == limits


async def test_every_office_starts_as_its_log_says(store: LogStore) -> None:
    await store.append([append("klin", 0, day(3), command_id="c1"), append("tver", 0, day(1, "tver"))])
    loaded = await store.load()
    assert loaded["klin"].state == fold(Office("klin"), day(3))
    assert loaded["tver"].state == fold(Office("tver"), day(1, "tver"))
    assert (loaded["klin"].seq, loaded["klin"].hash) == (15, (await store.head("klin")).hash)


async def test_starting_from_a_snapshot_is_starting_from_the_log(store: LogStore) -> None:
    await store.append([append("klin", 0, [*day(3), visit(4)[0]])])
    whole = await store.load()
    await store.save_snapshot("klin", 16, whole["klin"].state)
    assert (await store.load())["klin"].since_snapshot == 0
    await store.append([append("klin", 16, visit(4)[1:])])
    loaded = (await store.load())["klin"]
    assert loaded.state == fold(Office("klin"), day(4))
    assert loaded.since_snapshot == 3


async def test_a_start_that_folds_a_long_log_says_so(
    store: LogStore, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("queue_server.log.loading.PAGE", 4)
    await store.append([append("klin", 0, day(3)), append("tver", 0, morning())])
    with capture_logs() as lines:
        loaded = await store.load()
    assert loaded["klin"].state == fold(Office("klin"), day(3)), "a page at a time"
    assert [(line["office"], line["events"]) for line in lines] == [("klin", 15)]
    with capture_logs() as lines:
        await load_office(database, "klin")
    assert lines == [], "an import has its own words"
    await store.save_snapshot("klin", 15, loaded["klin"].state)
    with capture_logs() as lines:
        await store.load()
    assert lines == []


async def test_a_log_that_lost_its_end_does_not_start(store: LogStore, database: Database) -> None:
    await store.append([append("klin", 0, day(3))])
    async with database.write() as connection:
        await connection.exec_driver_sql("DELETE FROM events WHERE office = 'klin' AND seq = 15")
    with pytest.raises(LogDamaged, match="15 events were acknowledged"):
        await store.load()


async def test_the_epoch_is_the_databases_own(store: LogStore, database: Database) -> None:
    epochs = await asyncio.gather(*(LogStore(database).epoch() for _ in range(5)))
    assert set(epochs) == {await store.epoch()}


async def test_a_reader_sees_pages_as_one_log(
    store: LogStore, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("queue_server.log.reader.PAGE", 4)
    await store.append([append("klin", 0, day(5)), append("tver", 0, morning())])
    reader = LogReader(database)
    assert await reader.offices() == ["klin", "tver"]
    assert [one.seq async for one in reader.events("klin")] == list(range(1, 24))
    assert [one.seq async for one in reader.events("klin", after=3, upto=9)] == list(range(4, 10))
    late = [one async for one in reader.events("klin", from_at=visit(5)[0].at)]
    assert [one.event for one in late] == visit(5)


async def test_a_writer_who_left_the_log_at_its_end_finds_that_another_went_on(database: Database) -> None:
    one, other = LogStore(database), LogStore(database)
    await one.append([append("klin", 0, morning())])
    await other.append([append("klin", 3, visit(1), command_id="theirs")])
    with pytest.raises(SequenceConflict):
        await one.append([append("klin", 3, visit(2), command_id="ours")])
    told = await one.append_each([append("klin", 3, visit(2), command_id="ours"), append("istra", 0, morning())])
    assert [type(result) for result in told] == [SequenceConflict, list]
    await one.append([append("klin", 7, visit(2), command_id="ours")])
    await other.append([append("klin", 11, visit(3), command_id="theirs too")])
    recorded = await one.read("klin")
    assert [record.seq for record in recorded] == list(range(1, 16))
    assert all(after.previous_hash == before.hash for before, after in pairwise(recorded))


async def test_a_snapshot_goes_along_with_the_events_after_it(store: LogStore) -> None:
    await store.append([append("klin", 0, day(3))])
    before = await store.snapshot(15, (await store.load())["klin"].state)
    await store.append([replace(append("klin", 15, visit(4)), snapshot=before)])
    loaded = (await store.load())["klin"]
    assert (loaded.since_snapshot, loaded.state) == (4, fold(Office("klin"), [*day(3), *visit(4)]))
    await store.append([replace(append("klin", 19, visit(5)), snapshot=await store.snapshot(19, loaded.state))])
    assert (await store.load())["klin"].since_snapshot == 4


async def test_what_could_not_be_recorded_leaves_no_snapshot_behind(store: LogStore) -> None:
    await store.append([append("klin", 0, day(3))])
    snapshot = await store.snapshot(15, (await store.load())["klin"].state)
    (told,) = await store.append_each([replace(append("klin", 9, visit(4)), snapshot=snapshot)])
    assert isinstance(told, SequenceConflict)
    assert (await store.load())["klin"].since_snapshot == 15
