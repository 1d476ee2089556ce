"""Who may look: roles, offices, desks, tickets, origins, stream tickets, and rights that are taken back."""

import httpx2
import pytest
from websockets.exceptions import InvalidStatus

from queue_server.domain import commands as c
from queue_server.push.hub import TEND_EVERY_S
from tests.integration.push.hall import code_of, hall, hear, visitor, without_tickets


@pytest.mark.parametrize(
    ("query", "token", "code"),
    [
        ("view=board", None, 4401),
        ("view=board", "nobody", 4401),
        ("view=board&stream_ticket=guessed", None, 4401),
        ("view=queue", "display", 4403),
        ("view=desk&desk=1", "kiosk", 4403),
        ("view=desk&desk=2", "manager", 4403),
        ("view=kiosk", "display", 4403),
        ("view=desk&desk=9", "supervisor", 4404),
        ("view=desk", "supervisor", 4404),
        ("view=walls", "display", 4404),
        ("", "display", 4404),
        ("view=board&after=soon", "display", 4404),
        ("view=board", "display-dubna", 4404),
        ("view=ticket&ticket=never-issued-by-anybody", None, 4404),
        ("view=ticket", None, 4404),
    ],
)
async def test_who_may_not_look_is_told_why_by_the_close_code(query: str, token: str | None, code: int) -> None:
    async with hall() as served:
        assert await code_of(served, query, token=token) == code


async def test_an_unknown_office_is_unknown_whoever_asks() -> None:
    async with hall() as served:
        assert await code_of(served, "view=board", token="display-nowhere", office="nowhere") == 4404


@pytest.mark.parametrize(
    ("query", "token"),
    [
        ("view=board", "display"), ("view=board", "manager"), ("view=kiosk", "kiosk"), ("view=desk&desk=1", "manager"),
        ("view=desk", "manager"), ("view=desk&desk=2", "supervisor"), ("view=queue", "supervisor"),
    ],
)  # fmt: skip
async def test_who_may_look_gets_the_view(query: str, token: str) -> None:
    async with hall() as served, served.open(query, token=token) as socket:
        assert (await hear(socket))["view"]["office:klin"]["id"] == "klin"


async def test_the_holder_of_a_ticket_follows_it_without_saying_who_they_are() -> None:
    async with hall() as served:
        ticket = visitor()
        served.klin.do(c.Issue(ticket, "meters", "veteran"))
        for token in (None, "display", "manager-dubna"):
            async with served.open(f"view=ticket&ticket={ticket}", token=token) as socket:
                row = (await hear(socket))["view"]["ticket"]
                assert (row["number"], row["state"], row["category"]) == ("П001", "waiting", None)
                assert row["track_url"] == f"https://queue.example/t/{ticket}"


async def test_a_ticket_id_that_could_be_guessed_proves_nothing() -> None:
    async with hall() as served:
        served.klin.do(c.Issue("t1", "meters"))
        assert await code_of(served, "view=ticket&ticket=t1", token=None) == 4404
        async with served.open("view=ticket&ticket=t1", token="supervisor") as socket:
            assert (await hear(socket))["view"]["ticket"]["number"] == "П001"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
async def test_a_page_of_another_site_is_refused_before_the_socket_is_accepted(origin: str | None) -> None:
    async with hall() as served:
        headers = {"Cookie": "queue=supervisor"} | ({"Origin": origin} if origin else {})
        with pytest.raises(InvalidStatus) as refused:
            await served.open("view=queue", token=None, headers=headers)
        assert refused.value.response.status_code == 403


@pytest.mark.parametrize("origin", ["http://127.0.0.1:{port}", "https://queue.example", "https://kiosk.example"])
async def test_our_own_pages_come_in_by_cookie(origin: str) -> None:
    async with hall() as served:
        headers = {"Cookie": "queue=supervisor", "Origin": origin.format(port=served.port)}
        async with served.open("view=queue", token=None, headers=headers) as socket:
            assert (await hear(socket))["type"] == "snapshot"


async def test_a_stream_ticket_opens_one_stream_as_whoever_asked_for_it() -> None:
    async with hall() as served:
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{served.port}", trust_env=False) as http:
            answer = await http.post("/api/v1/stream_tickets", headers={"Authorization": "Bearer supervisor"})
        assert answer.status_code == 201
        ticket = answer.json()["ticket"]
        assert answer.json()["expires_at"].endswith("Z")
        async with served.open(f"view=queue&stream_ticket={ticket}", token=None) as socket:
            assert (await hear(socket))["type"] == "snapshot"
            assert await code_of(served, f"view=queue&stream_ticket={ticket}", token=None) == 4401
            served.access.revoke("supervisor")
            await socket.wait_closed()
            assert socket.close_code == 4401


async def test_a_stream_ticket_of_somebody_whose_rights_are_gone_opens_nothing() -> None:
    async with hall() as served:
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{served.port}", trust_env=False) as http:
            answer = await http.post("/api/v1/stream_tickets", headers={"Authorization": "Bearer supervisor"})
        served.access.revoke("supervisor")
        assert await code_of(served, f"view=queue&stream_ticket={answer.json()['ticket']}", token=None) == 4401


async def test_nobody_in_particular_gets_no_stream_ticket() -> None:
    async with (
        hall() as served,
        httpx2.AsyncClient(base_url=f"http://127.0.0.1:{served.port}", trust_env=False) as http,
    ):
        with pytest.raises(httpx2.HTTPError):
            (await http.post("/api/v1/stream_tickets")).raise_for_status()
        contract = (await http.get("/api/v1/asyncapi.json")).json()
        assert contract["asyncapi"] == "3.0.0"


async def test_whose_rights_are_taken_back_is_cut_off_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queue_server.push.hub.TEND_EVERY_S", 3600.0)  # the round that looks again is not waited for
    async with (
        hall() as served,
        served.open("view=board") as socket,
        served.open("view=board", token="manager") as other,
    ):
        await hear(socket)
        await hear(other)
        served.access.revoke("display")
        await socket.wait_closed()
        assert socket.close_code == 4401
        served.klin.do(c.Issue(visitor(), "meters"))
        assert (await hear(other))["type"] == "event"


def test_rights_are_looked_at_again_well_within_five_seconds() -> None:
    assert 2 * TEND_EVERY_S < 5


async def test_rights_that_vanish_without_a_word_are_noticed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queue_server.push.hub.TEND_EVERY_S", 0.05)
    async with hall() as served, served.open("view=board") as socket:
        await hear(socket)
        served.access.gone.add("display")
        await socket.wait_closed()
        assert socket.close_code == 4401


async def test_a_ticket_that_the_office_has_forgotten_is_gone_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queue_server.push.hub.TEND_EVERY_S", 0.05)
    async with hall() as served:
        ticket = visitor()
        served.klin.do(c.Issue(ticket, "meters"))
        async with served.open(f"view=ticket&ticket={ticket}", token=None) as socket:
            await hear(socket)
            served.klin.state = without_tickets(served.klin)
            await socket.wait_closed()
            assert socket.close_code == 4410
