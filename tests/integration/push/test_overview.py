"""All offices over one socket: who sees which, resume without a gap, many events in one message, nothing unwatched."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest
from websockets.asyncio.client import connect

from queue_server.domain import commands as c
from queue_server.push import overview as overview_module
from queue_server.push.overview import Overview, Scope
from tests.integration.push.hall import (
    HANGS_AFTER_S,
    Hall,
    Json,
    MemoryOffice,
    code_of,
    hall,
    hear,
    now,
    until,
    visitor,
)


def offices(*names: str) -> list[MemoryOffice]:
    made = []
    for name in names:
        office = MemoryOffice(name)
        office.open()
        made.append(office)
    return made


def open_overview(served: Hall, query: str = "", token: str = "supervisor", **options: Any) -> connect:
    return connect(
        f"ws://127.0.0.1:{served.port}/api/v1/stream?view=supervisor{query}",
        additional_headers={"Authorization": f"Bearer {token}"}, compression=None, proxy=None, **options,
    )  # fmt: skip


async def rows_until(socket: Any, rows: dict[str, Json], holds: Any) -> list[Json]:
    """Folds messages until `holds`; the messages."""
    heard = []
    while not holds():
        message = await hear(socket)
        heard.append(message)
        for change in message["changes"]:
            assert change["op"] == "put"
            rows[change["key"]] = change["row"]
    return heard


async def test_whoever_is_bound_to_an_office_sees_that_office_alone() -> None:
    async with hall(*offices("klin", "dubna")) as served:
        async with open_overview(served, token="supervisor-dubna") as socket:
            assert set((await hear(socket))["view"]) == {"office:dubna"}
        async with open_overview(served, token="supervisor-*") as socket:
            assert set((await hear(socket))["view"]) == {"office:klin", "office:dubna"}


async def test_whoever_is_bound_to_a_territory_sees_its_offices_alone_whatever_they_ask_for() -> None:
    klin, dubna = offices("klin", "dubna")
    for office, territory in ((klin, "north"), (dubna, "south")):
        office.do(c.Configure(replace(office.state.configured, territory=territory)))
    async with hall(klin, dubna) as served:
        for query, seen in (("", {"office:klin"}), ("&territory=north", {"office:klin"}), ("&territory=south", set())):
            async with open_overview(served, query, token="supervisor-~north") as socket:
                assert set((await hear(socket))["view"]) == seen, query


async def test_an_office_that_leaves_the_territory_takes_its_live_view_along() -> None:
    (klin,) = offices("klin")
    north, south = (replace(klin.state.configured, territory=territory) for territory in ("north", "south"))
    klin.do(c.Configure(north))
    async with hall(klin) as served:
        assert await code_of(served, "view=queue", token="supervisor-~south") == 4404
        async with served.open("view=queue", token="supervisor-~north") as socket:
            await hear(socket)
            klin.do(c.Configure(south))
            async with asyncio.timeout(HANGS_AFTER_S):
                await socket.wait_closed()
            assert socket.close_code == 4404


@pytest.mark.parametrize(
    ("token", "query", "code"),
    [
        ("manager-klin", "", 4403),
        ("kiosk-klin", "", 4403),
        ("display-klin", "", 4403),
        ("nobody", "", 4401),
        ("supervisor-klin", "&view=board", 4404),
    ],
)
async def test_who_may_not_look_is_told_why(token: str, query: str, code: int) -> None:
    async with hall() as served, open_overview(served, query, token) as socket:
        await socket.wait_closed()
        assert socket.close_code == code


async def test_a_commit_anywhere_reaches_the_reader_with_the_row_as_it_is() -> None:
    klin, dubna = offices("klin", "dubna")
    async with hall(klin, dubna) as served, open_overview(served, token="supervisor-*") as socket:
        rows = (await hear(socket))["view"]
        dubna.do(c.Issue(visitor(), "contract"))
        heard = await rows_until(socket, rows, lambda: rows["office:dubna"]["waiting"] == 1)
        assert {change["key"] for message in heard for change in message["changes"]} == {"office:dubna"}
        assert rows["office:dubna"]["longest_ticket"]


async def test_many_events_are_few_messages_in_order_without_gaps() -> None:
    async with hall(*offices("klin", "dubna")) as served, open_overview(served) as socket:
        snapshot = await hear(socket)
        rows, seq = snapshot["view"], snapshot["seq"]
        for _ in range(40):
            served.klin.do(c.Issue(visitor(), "meters"))
        heard = await rows_until(socket, rows, lambda: rows["office:klin"]["waiting"] == 40)
        assert len(heard) <= 3
        assert [message["seq"] for message in heard] == list(range(seq + 1, seq + 1 + len(heard)))


async def test_a_reader_who_comes_back_gets_what_is_missing_or_a_fresh_snapshot() -> None:
    async with hall() as served:
        async with open_overview(served) as socket:
            snapshot = await hear(socket)
            seq, epoch = snapshot["seq"], snapshot["epoch"]
        served.klin.do(c.Issue(visitor(), "meters"))
        async with open_overview(served, f"&after={seq}&epoch={epoch}") as socket:
            message = await hear(socket)
            assert (message["type"], message["seq"]) == ("changes", seq + 1)
            assert message["changes"][0]["row"]["waiting"] == 1
        async with open_overview(served, f"&after={seq}&epoch=of-another-life") as socket:
            assert (await hear(socket))["type"] == "snapshot"


async def test_rights_that_are_taken_back_end_it() -> None:
    async with hall() as served, open_overview(served, token="supervisor-klin") as socket:
        await hear(socket)
        served.access.revoke("supervisor-klin")
        await socket.wait_closed()
        assert socket.close_code == 4401


class Counting:
    """An overview over one office, without sockets."""

    def __init__(self) -> None:
        self.office = offices("klin")[0]
        self.served = [self.office]
        self.overview = Overview(offices=lambda: self.served, clock=now)
        self.office.listeners.append(self.overview.committed)

    async def row(self) -> Json:
        """The row of a reader who comes now."""
        await self.overview.prepare(Scope())
        subscription = self.overview.subscribe(Scope(), after=None, epoch=None)
        message = await subscription.outbox.take()
        subscription.live.leave(subscription.outbox)
        assert message is not None
        row: Json = json.loads(message.text)["view"]["office:klin"]
        return row


async def test_while_nobody_looks_nothing_is_counted_or_kept() -> None:
    alone = Counting()
    alone.office.do(c.Issue(visitor(), "meters"))
    assert (alone.overview.watched, alone.overview.backlog, alone.overview._counted) == (False, 0, {})


async def test_what_was_followed_is_what_a_newcomer_counts() -> None:
    followed, fresh = Counting(), Counting()
    await followed.row()
    names = [visitor() for _ in range(6)]
    for one in (followed, fresh):
        for name in names:
            one.office.do(c.Issue(name, "meters"))
        one.office.do(c.CallNext("1"))
        one.office.do(c.Cancel(names[3]))
    await until(lambda: followed.overview.backlog == 0)
    kept, counted = await followed.row(), await fresh.row()
    timed = {"longest_since_at", "above_standard_at", "idle_since_at"}
    assert {k: v for k, v in kept.items() if k not in timed} == {k: v for k, v in counted.items() if k not in timed}
    assert len(kept["above_standard_at"]) == len(counted["above_standard_at"]) == 4


async def test_a_view_that_nobody_reads_any_more_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Counting()
    await one.row()
    assert one.overview.watched
    monkeypatch.setattr(overview_module, "LINGER_S", -1.0)
    one.overview.sweep()
    one.overview.sweep()
    assert (one.overview.watched, one.overview._counted) == (False, {})


async def test_a_row_that_cannot_be_made_sends_the_readers_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    async with hall() as served, open_overview(served) as socket:
        await hear(socket)

        def broken(*_: object) -> None:
            raise ZeroDivisionError

        with monkeypatch.context() as failing:
            failing.setattr(overview_module, "overview_office_row", broken)
            served.klin.do(c.Issue(visitor(), "meters"))
            await socket.wait_closed()
        assert socket.close_code == 1011
        await until(lambda: not served.streams.overview._scopes)
        async with open_overview(served) as again:
            assert (await hear(again))["view"]["office:klin"]["waiting"] == 1


async def test_a_row_kept_beside_the_offices_is_seen_by_whoever_sees_its_office() -> None:
    klin, dubna = offices("klin", "dubna")
    async with hall(klin, dubna) as served:
        overview = served.streams.overview
        overview.put_beside("alert:1", klin, {"kind": "alert", "id": "1"})
        async with (
            open_overview(served, token="supervisor-*") as all_,
            open_overview(served, token="supervisor-dubna") as one,
        ):
            rows = (await hear(all_))["view"]
            assert rows["alert:1"] == {"kind": "alert", "id": "1"}
            assert set((await hear(one))["view"]) == {"office:dubna"}
            overview.put_beside("alert:1", klin, None)
            overview.put_beside("alert:2", dubna, {"kind": "alert", "id": "2"})
            edits = [(change["op"], change["key"]) for change in (await hear(all_))["changes"]]
            assert edits == [("delete", "alert:1"), ("put", "alert:2")]
            assert [change["key"] for change in (await hear(one))["changes"]] == ["alert:2"]
            overview.put_beside("alert:3", klin, None)
            klin.do(c.Issue(visitor(), "meters"))
            assert [change["key"] for change in (await hear(all_))["changes"]] == ["office:klin"]


async def test_what_is_written_while_an_office_is_given_up_does_not_bring_its_row_back() -> None:
    one = Counting()
    await one.row()
    reader = one.overview.subscribe(Scope(), after=None, epoch=None)
    first = await reader.outbox.take()
    assert first is not None
    rows = json.loads(first.text)["view"]
    one.overview.put_beside("alert:1", one.office, {"kind": "alert", "id": "1"})
    one.office.do(c.Issue(visitor(), "meters"))
    one.served.clear()
    one.overview.gone(one.office)
    one.office.do(c.Issue(visitor(), "meters"))
    one.overview.put_beside("alert:2", one.office, {"kind": "alert", "id": "2"})
    await until(lambda: one.overview.backlog == 0 and not one.overview._beside_changed)
    while len(reader.outbox):
        message = await reader.outbox.take()
        assert message is not None
        for change in json.loads(message.text)["changes"]:
            rows.pop(change["key"]) if change["op"] == "delete" else rows.update({change["key"]: change["row"]})
    assert rows == {}
    newcomer = await one.overview.subscribe(Scope(office="klin"), after=None, epoch=None).outbox.take()
    assert newcomer is not None
    assert json.loads(newcomer.text)["view"] == {}
    one.served.append(one.office)
    one.overview._scopes.clear()  # whoever looks now looks afresh
    returned = await one.overview.subscribe(Scope(), after=None, epoch=None).outbox.take()
    assert returned is not None
    assert "alert:2" not in json.loads(returned.text)["view"], "what was said while it was given up"
