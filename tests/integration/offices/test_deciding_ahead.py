"""While one round is being written the next is decided: nothing of it is told or shown before all of it is on disk."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from queue_server.database.failure import StorageUnavailable
from queue_server.domain import commands as c
from queue_server.domain.events import TicketIssued
from queue_server.domain.evolve import fold
from queue_server.domain.office import Office
from queue_server.domain.rejection import CommandRejected
from queue_server.log.batch import Append, NewEvent, Result
from queue_server.offices import running
from tests.integration.offices.running_office import Hall, hall
from tests.unit.domain.scenario import at


class HeldUp:
    """Holds up the log's transactions until told, and may let one fail."""

    def __init__(self, h: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sizes: list[list[int]] = []
        self.go_on = asyncio.Event()
        self.failure: Exception | None = None
        write = h.store.append_each

        async def held_up(appends: Sequence[Append]) -> list[Result]:
            self.sizes.append([len(append.events) for append in appends])
            await self.go_on.wait()
            if self.failure is not None:
                raise self.failure
            return await write(appends)

        monkeypatch.setattr(h.store, "append_each", held_up)

    async def until_writing(self) -> None:
        before = len(self.sizes)
        while len(self.sizes) == before:
            await asyncio.sleep(0)


async def test_the_next_round_is_decided_while_the_last_one_is_being_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask(c.OpenDay())
        log = HeldUp(h, monkeypatch)
        first = asyncio.create_task(h.ask(c.Issue("t0", "meters")))
        await log.until_writing()
        others = [asyncio.create_task(h.ask(c.Issue(f"t{n}", "meters"))) for n in range(1, 10)]
        await asyncio.sleep(0)
        assert h.klin.waiting_requests == 9, "decided, and not yet handed in"
        assert not h.klin.state.tickets, "nothing is shown before it is on disk"
        log.go_on.set()
        answers = [answer.body for answer in await asyncio.gather(first, *others)]
        assert answers == [f"A{n:03d}".encode() for n in range(1, 11)]
        assert log.sizes == [[1], [9]]


async def test_what_was_decided_on_top_of_a_round_that_fails_fails_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask(c.OpenDay())
        before, heard = h.klin.state, len(h.heard)
        with monkeypatch.context() as broken:
            log = HeldUp(h, broken)
            log.failure = StorageUnavailable("The disk is full.")
            first = asyncio.create_task(h.ask(c.Issue("a", "meters"), "first"))
            await log.until_writing()
            second = asyncio.create_task(h.ask(c.Issue("b", "meters"), "second"))
            refused = asyncio.create_task(h.ask(c.Start("a")))
            repeat = asyncio.create_task(h.ask(c.Issue("a", "meters"), "first"))
            await asyncio.sleep(0)
            log.go_on.set()
            told = await asyncio.gather(first, second, refused, repeat, return_exceptions=True)
        assert [type(one) for one in told] == [StorageUnavailable] * 4
        assert h.klin.state is before
        assert len(h.heard) == heard
        assert (await h.ask(c.Issue("b", "meters"), "second")).body == b"A001"


async def test_a_refusal_is_told_only_once_that_is_on_disk_on_which_it_rests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask(c.OpenDay())
        log = HeldUp(h, monkeypatch)
        issued = asyncio.create_task(h.ask(c.Issue("a", "meters")))
        await log.until_writing()
        refused = asyncio.create_task(h.ask(c.Start("a")))
        for _ in range(5):
            await asyncio.sleep(0)
        assert not refused.done()
        log.go_on.set()
        assert (await issued).body == b"A001"
        with pytest.raises(CommandRejected, match="ticket_not_called"):
            await refused


async def test_rounds_that_another_process_was_ahead_of_are_both_decided_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask(c.OpenDay())
        write = h.store.append
        log = HeldUp(h, monkeypatch)
        first = asyncio.create_task(h.ask(c.Issue("a", "meters")))
        await log.until_writing()
        second = asyncio.create_task(h.ask(c.Issue("b", "meters")))
        await asyncio.sleep(0)
        other = TicketIssued(
            at=at(0), ticket="theirs", number="A001", date="2026-03-02", topic="meters", issued_at=at(0),
            clock_start_at=at(0),
        )  # fmt: skip
        await write([Append("klin", h.klin.seq, (NewEvent(other, "another process", None),))])
        log.go_on.set()
        assert [answer.body for answer in await asyncio.gather(first, second)] == [b"A002", b"A003"]
        assert [ticket.id for ticket in h.klin.state.tickets.values() if ticket.number == "A001"] == ["theirs"]
        read = [record.event for record in await h.store.read("klin")]
        assert fold(Office(id="klin"), read) == h.klin.state


async def test_an_office_that_stops_writes_what_was_decided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask(c.OpenDay())
        log = HeldUp(h, monkeypatch)
        first = asyncio.create_task(h.ask(c.Issue("a", "meters")))
        await log.until_writing()
        second = asyncio.create_task(h.ask(c.Issue("b", "meters")))
        await asyncio.sleep(0)
        stopping = asyncio.create_task(h.klin.stop())
        await asyncio.sleep(0)
        log.go_on.set()
        await stopping
        assert [answer.body for answer in await asyncio.gather(first, second)] == [b"A001", b"A002"]


async def test_more_than_a_round_takes_is_decided_in_the_next_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "ROUND_LIMIT", 4)
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask(c.OpenDay())
        log = HeldUp(h, monkeypatch)
        log.go_on.set()
        answers = await h.ask_all(*(c.Issue(f"t{n}", "meters") for n in range(50)))
        assert {answer.body for answer in answers if not isinstance(answer, BaseException)} == {
            f"A{n:03d}".encode() for n in range(1, 51)
        }
        assert max(size for sizes in log.sizes for size in sizes) == 4
        assert h.klin.waiting_requests == 0
