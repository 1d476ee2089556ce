"""The one writer of an office: nothing is answered or shown before it is on disk, nothing is done twice."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from queue_server.database.failure import StorageUnavailable
from queue_server.domain import commands as c
from queue_server.domain.events import TicketIssued, TicketResumed
from queue_server.domain.evolve import fold
from queue_server.domain.office import Office
from queue_server.domain.rejection import CommandRejected
from queue_server.domain.ticket import PostponedBy
from queue_server.errors import IdempotencyKeyReused, Unavailable
from queue_server.log.batch import Append, NewEvent
from queue_server.offices.answers import Outcome
from queue_server.offices.running import RunningOffice
from queue_server.offices.saving import QUIET_EVENTS, QUIET_MS, SNAPSHOT_EVERY
from queue_server.offices.timers import Timers
from tests.integration.offices.running_office import hall, number_of
from tests.unit.domain.scenario import CONFIG, at


async def test_commands_at_the_same_moment_each_get_their_own_number(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask(c.OpenDay())
        answers = await h.ask_all(*(c.Issue(f"t{n}", "meters") for n in range(100)))
        bodies = {answer.body for answer in answers if not isinstance(answer, BaseException)}
        assert bodies == {f"A{n:03d}".encode() for n in range(1, 101)}


async def test_two_desks_never_call_the_same_visitor(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask_all(c.OpenDay(), c.OpenDesk("1", "ivanova"), c.OpenDesk("2", "petrov"), c.OpenDesk("3", "sidorova"))
        await h.ask_all(c.Issue("a", "contract"), c.Issue("b", "contract"))
        answers = await h.ask_all(c.CallNext("1"), c.CallNext("2"), c.CallNext("3"))
        assert sorted(a.body for a in answers if not isinstance(a, BaseException)) == [b"K001", b"K002", b"nobody"]


async def test_the_same_command_id_ten_times_at_once_is_one_command(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask(c.OpenDay())
        answers = await asyncio.gather(*(h.ask(c.Issue(f"t{n}", "meters"), "key", "issue meters") for n in range(10)))
        assert {(answer.status, answer.body) for answer in answers} == {(200, b"A001")}
        assert sum(answer.replayed for answer in answers) == 9
        assert len(h.klin.state.tickets) == 1
        with pytest.raises(IdempotencyKeyReused):
            await h.ask(c.Issue("other", "contract"), "key", "issue contract")


async def test_a_command_id_gives_the_first_answer_after_a_restart_even_where_it_would_be_refused(
    tmp_path: Path,
) -> None:
    file = tmp_path / "q.sqlite3"
    async with hall(file) as h:
        await h.ask_all(c.OpenDay(), c.OpenDesk("1", "ivanova"), c.Issue("a", "meters"), c.Issue("b", "meters"))
        first = await h.ask(c.CallNext("1"), "call-1", "call")
    async with hall(file) as h:
        seq = h.klin.seq
        again = await h.ask(c.CallNext("1"), "call-1", "call")
        assert (again.status, again.body, again.replayed) == (first.status, first.body, True)
        assert h.klin.seq == seq
        await h.ask_all(c.Start("a"), c.Complete("a", "x"))
        third = await h.ask(c.CallNext("1"), "call-1", "call")
        assert third.body == first.body, "the repeat would be accepted now, and must still be the first answer"
        assert h.klin.state.desks["1"].ticket is None


async def test_only_accepted_commands_are_remembered(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        with pytest.raises(CommandRejected, match="office_not_issuing"):
            await h.ask(c.Issue("a", "meters"), "key")
        await h.ask(c.OpenDay())
        assert (await h.ask(c.Issue("a", "meters"), "key")).body == b"A001"


async def test_after_a_restart_the_office_stands_where_it_stood(tmp_path: Path) -> None:
    file = tmp_path / "q.sqlite3"
    async with hall(file) as h:
        await h.ask_all(c.OpenDay(), c.OpenDesk("1", "ivanova"), *(c.Issue(f"t{n}", "meters") for n in range(30)))
        await h.ask(c.CallNext("1"))
        before, seq = h.klin.state, h.klin.seq
    async with hall(file) as h:
        assert h.klin.state == before
        assert h.klin.seq == seq
        events = [record.event for record in await h.store.read("klin", limit=10_000)]
        assert fold(Office(id="klin"), events) == before


async def test_what_cannot_be_written_is_not_answered_not_shown_and_leaves_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask(c.OpenDay())
        before, heard = h.klin.state, len(h.heard)

        async def full(_appends: Sequence[Append]) -> None:
            raise StorageUnavailable("The disk is full.")

        with monkeypatch.context() as broken:
            broken.setattr(h.store, "append_each", full)
            with pytest.raises(Unavailable, match="disk is full"):
                await h.ask(c.Issue("a", "meters"), "key")
        assert h.klin.state is before
        assert len(h.heard) == heard
        assert (await h.ask(c.Issue("a", "meters"), "key")).body == b"A001"


async def test_a_caller_who_goes_away_leaves_nothing_half_done(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask(c.OpenDay())
        gone = asyncio.create_task(h.ask(c.Issue("a", "meters")))
        await asyncio.sleep(0)
        gone.cancel()
        assert (await h.ask(c.Issue("b", "meters"))).body == b"A002"
        read = [record.event.ticket for record in await h.store.read("klin") if isinstance(record.event, TicketIssued)]
        assert read == ["a", "b"]
        assert sorted(ticket.id for ticket in h.klin.state.tickets.values()) == ["a", "b"]


async def test_an_answer_that_cannot_be_made_harms_only_its_own_request(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask(c.OpenDay())

        def broken(outcome: Outcome) -> tuple[int, bytes]:
            raise ZeroDivisionError

        one = h.klin.submit(c.Issue("a", "meters"), actor="test", present=broken)
        two = h.klin.submit(c.Issue("b", "meters"), actor="test", present=number_of)
        failed, answer = await asyncio.gather(one, two, return_exceptions=True)
        assert isinstance(failed, ZeroDivisionError)
        assert not isinstance(answer, BaseException)
        assert answer.body == b"A001"
        assert "a" not in h.klin.state.tickets


async def test_when_another_process_wrote_first_the_office_reads_on_and_decides_again(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask(c.OpenDay())
        other = TicketIssued(
            at=at(0), ticket="theirs", number="A001", date="2026-03-02", topic="meters", issued_at=at(0),
            clock_start_at=at(0),
        )  # fmt: skip
        await h.group.append(Append("klin", h.klin.seq, (NewEvent(other, "another process", None),)))
        assert (await h.ask(c.Issue("ours", "meters"))).body == b"A002"
        assert "theirs" in h.klin.state.tickets


async def test_listeners_hear_of_every_event_in_order_without_a_gap(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask_all(c.OpenDay(), c.OpenDesk("1", "ivanova"), *(c.Issue(f"t{n}", "meters") for n in range(40)))
        await h.ask(c.CallNext("1"))
        seqs = [record.seq for _, recorded, _ in h.heard for record in recorded]
        assert seqs == list(range(1, h.klin.seq + 1))
        for before, recorded, after in h.heard:
            assert fold(before, [record.event for record in recorded]) == after


async def test_a_ticket_of_one_office_is_not_another_offices(tmp_path: Path) -> None:
    from dataclasses import replace

    async with hall(tmp_path / "q.sqlite3") as h:
        await h.offices.apply({"istra": replace(CONFIG, id="istra")}, actor="test")
        await h.ask_all(c.OpenDay(), c.Issue("a", "meters"))
        with pytest.raises(CommandRejected, match="ticket_exists"):
            await h.offices.get("istra").submit(c.Issue("a", "meters"), actor="test", present=number_of)
        assert h.offices.office_of("a") is h.klin


async def test_two_offices_asked_at_once_for_one_ticket_id_do_not_both_issue_it(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.offices.apply({"istra": replace(CONFIG, id="istra")}, actor="test")
        istra = h.offices.get("istra")
        await asyncio.gather(h.ask(c.OpenDay()), istra.submit(c.OpenDay(), actor="test", present=number_of))
        told = await asyncio.gather(
            h.ask(c.Issue("a", "meters")),
            istra.submit(c.Issue("a", "meters"), actor="test", present=number_of),
            return_exceptions=True,
        )
        assert [isinstance(answer, CommandRejected) for answer in told] == [False, True]
        assert [("a" in office.state.tickets) for office in (h.klin, istra)] == [True, False]


async def test_what_is_due_happens_without_a_command(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask_all(c.OpenDay(), c.Issue("a", "meters"))
        await h.ask(c.Postpone("a", PostponedBy.VISITOR, due_at=at(10)))
        timers = Timers(h.offices, lambda: h.now[0])
        h.now[0] = at(12)
        await timers.look()
        resumed = [record.event for record in await h.store.read("klin") if isinstance(record.event, TicketResumed)]
        assert [event.at for event in resumed] == [at(10)]


async def test_a_quiet_office_is_saved_before_the_next_two_hundred_events(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask_all(c.OpenDay(), *(c.Issue(f"t{number}", "meters") for number in range(QUIET_EVENTS)))
        timers = Timers(h.offices, lambda: h.now[0])
        await timers.look()
        await h.klin._saving.finish(h.klin.state, 0)
        assert (await h.store.load())["klin"].since_snapshot == h.klin.seq, "somebody may ask the next moment"
        h.now[0] += QUIET_MS
        await timers.look()
        await h.klin._saving.finish(h.klin.state, 0)
        assert (await h.store.load())["klin"].since_snapshot == 0
        assert not h.klin.save_if_quiet(), "once is enough"


async def encoded(office: RunningOffice) -> None:
    """Until the snapshot that is due stands ready for the next events."""
    if office._saving._task is not None:
        await office._saving._task
    assert office._saving.take() is not None


async def test_a_busy_office_is_saved_with_its_own_events(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask_all(c.OpenDay(), *(c.Issue(f"t{number}", "meters") for number in range(SNAPSHOT_EVERY)))
        due_seq = h.klin.seq
        await encoded(h.klin)
        assert (await h.store.load())["klin"].since_snapshot == due_seq, "it waits for the next events"
        await h.ask(c.Issue("next", "meters"))
        assert (await h.store.load())["klin"].since_snapshot == 1
        assert h.klin._saving.take() is None, "once is enough"


async def test_a_snapshot_whose_events_could_not_be_written_goes_along_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask_all(c.OpenDay(), *(c.Issue(f"t{number}", "meters") for number in range(SNAPSHOT_EVERY)))
        due_seq = h.klin.seq
        await encoded(h.klin)

        async def full(_appends: object) -> None:
            raise StorageUnavailable("The disk is full.")

        with monkeypatch.context() as broken:
            broken.setattr(h.store, "append_each", full)
            with pytest.raises(Unavailable):
                await h.ask(c.Issue("refused", "meters"))
        await h.ask(c.Issue("next", "meters"))
        loaded = (await h.store.load())["klin"]
        assert (loaded.seq, loaded.since_snapshot) == (due_seq + 1, 1)


async def test_a_stopping_office_takes_nothing_more(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.klin.stop()
        with pytest.raises(Unavailable):
            await h.ask(c.OpenDay())


async def test_one_office_whose_time_cannot_be_told_does_not_stop_the_others_time(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.offices.apply({"aaa": replace(CONFIG, id="aaa")}, actor="test")
        broken = h.offices.get("aaa")
        broken.state = replace(broken.state, config=replace(CONFIG, id="aaa", timezone="Nowhere/Else"))
        await Timers(h.offices, lambda: h.now[0]).look()
        assert h.klin.state.day_open


async def test_offices_stand_in_the_order_they_are_given_and_others_after_them(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.offices.apply({name: replace(CONFIG, id=name) for name in ("old", "zaraysk")}, actor="test")
        h.offices.arrange(["zaraysk", "klin"])
        assert [office.id for office in h.offices] == ["zaraysk", "klin", "old"]


async def test_tickets_that_the_office_let_go_of_are_found_no_more(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        await h.ask_all(c.OpenDay(), c.Issue("a", "meters"))
        for day in (1, 2, 3):
            await h.ask(c.CloseDay())
            h.now[0] = at(day * 24 * 60)
            await h.ask(c.OpenDay())
        assert h.offices.office_of("a") is None
        assert h.offices._tickets == {}


async def test_a_clock_that_is_behind_the_log_is_said_at_the_start(tmp_path: Path) -> None:
    async with hall(tmp_path / "q.sqlite3") as h:
        h.now[0] = at(24 * 60)
        await h.ask(c.OpenDay())
    with capture_logs() as lines:
        async with hall(tmp_path / "q.sqlite3"):
            pass
    assert [(line["office"], line["ahead_s"]) for line in lines if "ahead" in line["event"]] == [("klin", 86400.0)]
