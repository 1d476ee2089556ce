"""kill -9 under load, again and again: what was acknowledged is there, once, and every board catches up."""

import asyncio
import random
from typing import Any

import httpx2
import pytest

from tests.faults.account import hold_against, whole_log
from tests.faults.watching import Watcher, fresh_rows
from tests.faults.working import Client, Work, desk, kiosk
from tests.running_server import RunningServer

OFFICE = "klin"
KIOSKS, BOARDS = 4, 5
KILLS = 50
ALIVE_S = (0.05, 0.6)
"""How long the server lives between two kills: short enough to die in the middle of a commit, start-up included."""


@pytest.mark.timeout(900)
async def test_a_killed_server_loses_no_acknowledged_command_and_does_none_twice(server: RunningServer) -> None:
    chance = random.Random(20261122)
    admin, display = server.token("admin"), server.token("display", OFFICE)
    with server.client("admin") as asking:
        office = asking.get(f"/api/v1/offices/{OFFICE}").json()
    topics = [topic["id"] for topic in office["topics"] if topic["state"] != "heading"]
    work = Work()
    watchers = [Watcher(server.url, OFFICE, display) for _ in range(BOARDS)]
    async with httpx2.AsyncClient(base_url=server.url, timeout=10, trust_env=False) as http:
        client = Client(http, admin, work)
        boards = [asyncio.create_task(watcher.watch()) for watcher in watchers]
        crew = [asyncio.create_task(kiosk(client, OFFICE, topics, work)) for _ in range(KIOSKS)]
        crew += [
            asyncio.create_task(desk(client, OFFICE, number, manager, work)) for number, manager in managers_of(server)
        ]
        for _ in range(KILLS):
            await asyncio.sleep(chance.uniform(*ALIVE_S))
            await asyncio.to_thread(server.kill)
            await asyncio.to_thread(server.start)
        await asyncio.sleep(0.5)
        work.stop.set()
        await asyncio.gather(*crew)
        log = await asyncio.to_thread(_log, server)
        for watcher in watchers:
            await watcher.wait_for(log[-1]["seq"])
        rows = await fresh_rows(server.url, OFFICE, display)
        for task in boards:
            task.cancel()

    hold_against(log, work.acknowledged)
    assert len(work.acknowledged) > KILLS, "hardly anything was done: this proves nothing"
    assert work.repeated, "no command was cut off by a kill: this proves nothing"
    for watcher in watchers:
        assert watcher.faults == []
        assert watcher.live.rows == rows
    assert sum(watcher.resumed for watcher in watchers), "no board ever resumed: this proves nothing"
    assert server.stop() == 0
    assert server.run("verify").returncode == 0


def managers_of(server: RunningServer) -> list[tuple[str, str]]:
    """Desks of the office and who may sit there, from the organisation file that the server runs on."""
    from queue_server.organisation import load

    assert server.config is not None
    config = load(server.config).offices[OFFICE]
    return list(zip(config.desks, config.managers, strict=False))


def _log(server: RunningServer) -> list[dict[str, Any]]:
    with server.client("integration") as client:
        return whole_log(client, OFFICE)
