"""The contract is made when somebody asks: once, and while the hall goes on being served."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.openapi.utils import get_openapi

from queue_server.api import openapi
from queue_server.app import build
from queue_server.settings import Settings


async def test_two_who_ask_at_once_have_it_made_once_and_beside_the_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_by: list[int] = []

    def noted(**words: Any) -> dict[str, Any]:
        made_by.append(threading.get_ident())
        return get_openapi(**words)

    monkeypatch.setattr("queue_server.api.openapi.get_openapi", noted)
    app = build(Settings(database=f"sqlite+aiosqlite:///{tmp_path / 'queue.sqlite3'}"))
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    beside = asyncio.create_task(others())
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://queue.test") as client:
        first, second = await asyncio.gather(*(client.get(openapi.OPENAPI_PATH) for _ in range(2)))
    beside.cancel()
    assert first.json() == second.json() == app.openapi() == openapi.complete(app)
    assert made_by[0] != threading.get_ident()
    assert len(made_by) == 2, "once for those who asked, once by this test"
    assert turns > len(app.routes)
