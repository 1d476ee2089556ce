"""Learning by night: from the log on disk, a day at a time, the same as all at once."""

from pathlib import Path

import numpy as np
import pytest

from analytics.estimators import notebook_keeping
from analytics.estimators.keeping import to_bytes
from analytics.estimators.nightly import Notebook
from queue_server.database.engine import Database
from queue_server.log.reader import LogReader
from queue_server.log.store import Append, LogStore, NewEvent
from tests.unit.analytics.skilled_office import DAY_MS, MONDAY, days

END_OF = [MONDAY + (number + 1) * DAY_MS - 8 * 3600 * 1000 for number in range(3)]


async def test_night_after_night_teaches_what_one_reading_of_all_teaches(tmp_path: Path) -> None:
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path}/log.db")
    try:
        events = tuple(NewEvent(event, "m1", None) for event in days(3, seed=4))
        await LogStore(database).append([Append("klin", 0, events, ())])
        reader = LogReader(database)
        nights, at_once = Notebook.begun("klin"), Notebook.begun("klin")
        counts = [await nights.read_on(reader, until_at=until_at) for until_at in END_OF]
        assert sum(counts) == await at_once.read_on(reader, until_at=END_OF[-1]) == len(events)
        assert all(count > 1000 for count in counts)
        assert len(nights.answered) == len(at_once.answered) > 1000
        one, other = nights.learn(), at_once.learn()
        assert one is not None and other is not None
        assert to_bytes(one) == to_bytes(other)
        assert one.ahead_most > 3
        rows = np.array([row.asked.features for row in nights.answered[:50]])
        assert (one.model.predict(rows, np.ones(50, np.bool_)) >= 0).all()
    finally:
        await database.dispose()


async def test_a_notebook_that_was_kept_each_night_teaches_the_same(tmp_path: Path) -> None:
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path}/log.db")
    try:
        events = tuple(NewEvent(event, "m1", None) for event in days(3, seed=4))
        await LogStore(database).append([Append("klin", 0, events, ())])
        reader = LogReader(database)
        in_memory, kept = Notebook.begun("klin"), Notebook.begun("klin")
        for until_at in END_OF:
            await in_memory.read_on(reader, until_at=until_at)
            await kept.read_on(reader, until_at=until_at)
            again = notebook_keeping.of_bytes("klin", notebook_keeping.to_bytes(kept))
            assert again is not None
            kept = again
        assert kept.seq == in_memory.seq == len(events)
        assert kept.watcher.office == in_memory.watcher.office
        assert [row.waited_s for row in kept.answered] == [row.waited_s for row in in_memory.answered]
        one, other = in_memory.learn(), kept.learn()
        assert one is not None and other is not None
        assert to_bytes(one) == to_bytes(other)
    finally:
        await database.dispose()


def test_a_notebook_of_another_form_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = notebook_keeping.to_bytes(Notebook.begun("klin"))
    assert notebook_keeping.of_bytes("klin", kept) is not None
    monkeypatch.setattr(notebook_keeping, "OFFICE_FORM", "another")
    assert notebook_keeping.of_bytes("klin", kept) is None


async def test_an_office_with_one_quiet_morning_has_not_taught_enough(tmp_path: Path) -> None:
    database = await Database.open(f"sqlite+aiosqlite:///{tmp_path}/log.db")
    try:
        events = tuple(NewEvent(event, "m1", None) for event in days(1, seed=4, load=0.1))
        await LogStore(database).append([Append("klin", 0, events, ())])
        notebook = Notebook.begun("klin")
        await notebook.read_on(LogReader(database), until_at=END_OF[0])
        assert notebook.learn() is None
    finally:
        await database.dispose()
