"""What a client of the stream sees: snapshot, events in order, resuming, and every way a conversation ends."""

import asyncio
import json

import pytest

from queue_server.api import stream
from queue_server.domain import commands as c
from queue_server.projections.board import BoardView
from queue_server.projections.estimating import NoEstimate
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.queue import QueueView
from queue_server.projections.view import View, rows
from queue_server.push import conversation, held_rows, live_view, messages
from tests.integration.push.hall import (
    HANGS_AFTER_S,
    Hall,
    MemoryOffice,
    Page,
    code_of,
    hall,
    hear,
    now,
    until,
    visitor,
    without_tickets,
)


def fresh(office: MemoryOffice, view: View) -> dict[str, object]:
    found: dict[str, object] = json.loads(json.dumps(rows(view, OfficeAt(office.state, now(), NoEstimate()))))
    return found


async def test_first_comes_a_snapshot_then_every_event_of_the_log_in_order() -> None:
    async with hall() as served, served.open("view=board") as socket:
        first = await hear(socket)
        assert (first["type"], first["seq"], first["epoch"]) == ("snapshot", served.klin.seq, "a-life-of-the-database")
        assert first["view"] == fresh(served.klin, BoardView())
        ticket = visitor()
        served.klin.do(c.Issue(ticket, "meters"))
        served.klin.do(c.CallNext("1"))
        served.klin.do(c.SuspendTopic("debt"))
        events = [await hear(socket) for _ in range(3)]
        assert [event["event"] for event in events] == ["TicketIssued", "TicketCalled", "TopicSuspended"]
        assert [event["seq"] for event in events] == [first["seq"] + 1, first["seq"] + 2, first["seq"] + 3]
        assert {change["key"] for change in events[1]["changes"]} == {
            "office:klin", "call:П001", "next:0", "desk:1",
        }  # fmt: skip
        assert events[2]["changes"] == []


async def test_several_events_of_one_commit_are_several_messages_each_with_its_own_changes() -> None:
    async with hall() as served, served.open("view=board") as socket:
        await hear(socket)
        served.klin.do_all([c.Issue(visitor(), "meters"), c.CallNext("1")])
        issued, called = await hear(socket), await hear(socket)
        assert "next:0" in {change["key"] for change in issued["changes"]}
        assert {"op": "delete", "key": "next:0"} in called["changes"]


def visitor_at_desk(served: Hall) -> str:
    return served.klin.state.desks["1"].ticket or ""


async def test_who_comes_back_gets_all_that_is_missing_and_no_snapshot() -> None:
    async with hall() as served:
        page = Page()
        async with served.open("view=board") as socket:
            page.take(await socket.recv())
        for _ in range(5):
            served.klin.do(c.Issue(visitor(), "meters"))
        async with served.open(f"view=board&after={page.seq}&epoch={page.epoch}") as socket:
            await page.follow(socket, to=served.klin.seq)
        assert (page.snapshots, page.events) == (1, 5)
        assert page.rows == fresh(served.klin, BoardView())


async def test_who_missed_nothing_hears_so_at_once() -> None:
    async with hall() as served, served.open(f"view=board&after={served.klin.seq}&epoch={served.klin.epoch}") as socket:
        async with asyncio.timeout(HANGS_AFTER_S):
            assert json.loads(await socket.recv()) | {"now": ""} == {"type": "ping", "now": "", "seq": served.klin.seq}


@pytest.mark.parametrize("epoch", ["another-life", ""])
async def test_another_life_of_the_database_is_a_fresh_snapshot(epoch: str) -> None:
    async with hall() as served, served.open(f"view=board&after={served.klin.seq}&epoch={epoch}") as socket:
        assert (await hear(socket))["type"] == "snapshot"


async def test_a_place_that_is_too_old_or_in_the_future_is_a_fresh_snapshot() -> None:
    async with hall() as served:
        async with served.open("view=board") as socket:
            page = Page()
            page.take(await socket.recv())
            before = served.klin.seq
            for _ in range(held_rows.RECENT + 1):
                served.klin.do(c.Issue(visitor(), "meters"))
            await page.follow(socket, to=served.klin.seq)
        for place in (before, served.klin.seq + 1):
            async with served.open(f"view=board&after={place}&epoch={served.klin.epoch}") as socket:
                assert (await hear(socket))["type"] == "snapshot"
        async with served.open(f"view=board&after={before + 1}&epoch={served.klin.epoch}") as socket:
            assert (await hear(socket))["seq"] == before + 2


async def test_nothing_is_lost_between_the_snapshot_and_the_events_however_busy_the_office() -> None:
    async with hall() as served:
        busy = True

        async def work() -> None:
            while busy:
                served.klin.do_all([c.Issue(visitor(), "meters"), c.CallNext("1")])
                served.klin.do(c.ReturnToQueue(visitor_at_desk(served)))
                await asyncio.sleep(0.001)

        async def look() -> None:
            for _ in range(6):
                page = Page()
                async with served.open("view=board") as socket:
                    await page.follow(socket, to=served.klin.seq + 20)

        working = asyncio.create_task(work())
        await asyncio.gather(*(look() for _ in range(10)))
        busy = False
        await working


async def test_one_encoded_message_is_shared_by_all_readers_of_a_view(monkeypatch: pytest.MonkeyPatch) -> None:
    made = 0
    real = messages.event

    def counted(**parts: object) -> object:
        nonlocal made
        made += 1
        return real(**parts)  # type: ignore[arg-type]

    monkeypatch.setattr(live_view, "event", counted)
    async with hall() as served:
        sockets = [await served.open("view=board") for _ in range(20)]
        served.klin.do(c.Issue(visitor(), "meters"))
        for socket in sockets:
            await hear(socket)
            assert (await hear(socket))["event"] == "TicketIssued"
            await socket.close()
        assert made == 1


async def test_a_commit_wakes_no_conversation_where_the_server_has_a_door(monkeypatch: pytest.MonkeyPatch) -> None:
    woken = 0
    real = stream.AcceptedSocket.send

    async def counted(self: stream.AcceptedSocket, message: messages.Message) -> None:
        nonlocal woken
        woken += 1
        await real(self, message)

    async with hall() as served:
        sockets = [await served.open("view=board") for _ in range(20)]
        for socket in sockets:
            await hear(socket)
        monkeypatch.setattr(stream.AcceptedSocket, "send", counted)
        for _ in range(50):
            served.klin.do(c.Issue(visitor(), "meters"))
        for socket in sockets:
            seqs = [(await hear(socket))["seq"] for _ in range(50)]
            assert seqs == list(range(served.klin.seq - 49, served.klin.seq + 1))
        assert woken == 0


async def test_a_server_without_a_door_tells_the_same() -> None:
    async with hall(door=False) as served, served.open("view=queue", token="supervisor") as socket:
        page = Page()
        page.take(await socket.recv())
        for _ in range(50):
            served.klin.do(c.Issue(visitor(), "meters"))
            await page.follow(socket, to=served.klin.seq)
        assert (page.snapshots, page.events) == (1, 50)
        assert page.rows == fresh(served.klin, QueueView())


async def test_long_and_short_messages_arrive_whole() -> None:
    """A frame's length is written in one byte, three or nine."""
    async with hall() as served:
        for _ in range(300):
            served.klin.do(c.Issue(visitor(), "meters"))
        for view, least in (("board", 125), ("queue", 65_535)):
            async with served.open(f"view={view}", token="supervisor") as socket:
                text = await socket.recv()
                assert len(text) > least
                assert json.loads(text)["type"] == "snapshot"


async def test_a_ping_comes_by_itself_with_the_servers_time_and_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "PING_EVERY_S", 0.05)
    async with hall() as served, served.open("view=board") as socket:
        await hear(socket)
        for _ in range(3):
            async with asyncio.timeout(HANGS_AFTER_S):
                ping = json.loads(await socket.recv())
            assert ping["type"] == "ping"
            assert ping["seq"] == served.klin.seq
            assert ping["now"].endswith("Z")


async def test_a_client_may_ask_for_a_sign_of_life_and_for_nothing_else() -> None:
    async with hall() as served:
        async with served.open("view=board") as socket:
            await hear(socket)
            await socket.send('{"type": "ping"}')
            async with asyncio.timeout(HANGS_AFTER_S):
                assert json.loads(await socket.recv())["type"] == "ping"
        for unwanted in ("hello", '{"type": "subscribe"}', b"\x00", "[" * 5000, '{"type": "ping", "more": 1}'):
            async with served.open("view=board") as socket:
                await socket.send(unwanted)
                await socket.wait_closed()
                assert socket.close_code == 1008
        async with served.open("view=board") as socket:
            await socket.send("x" * (64 * 1024 + 1))
            await socket.wait_closed()
            assert socket.close_code == 1009


async def test_a_client_that_chatters_is_cut_off() -> None:
    async with hall() as served, served.open("view=board") as socket:
        for _ in range(conversation.MESSAGES_A_SECOND + 1):
            await socket.send('{"type": "ping"}')
        await socket.wait_closed()
        assert socket.close_code == 1008


async def test_a_stopping_server_says_come_back_and_takes_nobody_new() -> None:
    async with hall() as served:
        sockets = [await served.open("view=board") for _ in range(10)]
        for socket in sockets:
            await hear(socket)
        await served.streams.stop()
        for socket in sockets:
            await socket.wait_closed()
            assert socket.close_code == 1012
        assert await code_of(served, "view=board") == 1012


async def test_too_many_sockets_of_one_device_are_refused_and_others_come_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queue_server.push.hub.READERS_OF_ONE_LIMIT", 2)
    async with hall() as served, served.open("view=board"), served.open("view=board") as second:
        await hear(second)
        assert await code_of(served, "view=board") == 1013
        async with served.open("view=board", token="manager") as socket:
            await hear(socket)
        await second.close()
        await until(lambda: len(served.streams.hub) == 1)
        async with served.open("view=board") as socket:
            await hear(socket)


async def test_when_the_office_forgets_old_visits_the_rows_go_with_the_next_event() -> None:
    async with hall() as served:
        served.klin.do(c.Issue(visitor(), "meters"))
        served.klin.do(c.CallNext("1"))
        served.klin.do(c.Start(visitor_at_desk(served)))
        served.klin.do(c.Complete(visitor_at_desk(served), "done"))
        page = Page()
        async with served.open("view=board") as socket:
            await page.follow(socket, to=served.klin.seq)
            served.klin.do(c.SuspendTopic("debt"))
            await page.follow(socket, to=served.klin.seq)
            assert "call:П001" in page.rows
            served.klin.state = without_tickets(served.klin)
            served.klin.do(c.ResumeTopic("debt"))
            await page.follow(socket, to=served.klin.seq)
            assert "call:П001" not in page.rows
            assert page.snapshots == 1
