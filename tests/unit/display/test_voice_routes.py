"""The voice over HTTP, as the board uses it."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI

from display.voice import Voice, routes
from display.voice.engines import TtsEngine

_HUM = """
import struct, sys, wave
with wave.open(sys.argv[1], "wb") as out:
    out.setnchannels(1); out.setsampwidth(2); out.setframerate(8000)
    out.writeframes(b"".join(struct.pack("<h", 4000 if i % 20 < 10 else -4000) for i in range(4000)))
"""


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[httpx2.AsyncClient]:
    voice = Voice(tmp_path / "cache", engines=(TtsEngine("hummer", {"ru": (sys.executable, "-c", _HUM, "{out}")}),))
    app = FastAPI()
    app.include_router(routes(voice))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://hall") as client:
        yield client
    await voice.stop()


async def test_the_plan_of_a_call_is_a_list_of_addresses_that_all_sound(browser: httpx2.AsyncClient) -> None:
    plan = (await browser.get("/api/v1/voice/ru/plan", params={"number": "А015", "desk": "3"})).json()
    assert plan["engine"] == "hummer"
    assert [address.split("?")[0].rsplit("/", 1)[1].removesuffix(".wav") for address in plan["clips"]] == [
        "chime", "ticket", "letter-0410", "number-0", "number-15", "pause", "desk", "number-3",
    ]  # fmt: skip
    for address in plan["clips"]:
        answer = await browser.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "audio/wav"
        assert "immutable" in answer.headers["cache-control"]
        assert answer.content[:4] == b"RIFF"


async def test_a_language_without_an_engine_says_so_and_has_the_chime(browser: httpx2.AsyncClient) -> None:
    assert (await browser.get("/api/v1/voice/zh")).json() == {"language": "zh", "engine": None}
    plan = (await browser.get("/api/v1/voice/zh/plan", params={"number": "A1", "desk": "3"})).json()
    assert [address.split("?")[0] for address in plan["clips"]] == ["/api/v1/voice/zh/chime.wav"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/voice/fr", 404),
        ("/api/v1/voice/ru/number-31.wav", 404),
        ("/api/v1/voice/zh/number-3.wav", 404),
        ("/api/v1/voice/ru/..%2f..%2fsecret.wav", 404),
        ("/api/v1/voice/ru/plan?number=&desk=3", 422),
        (f"/api/v1/voice/ru/plan?number={'9' * 13}&desk=3", 422),
    ],
)
async def test_what_is_not_there_is_refused(browser: httpx2.AsyncClient, path: str, status: int) -> None:
    assert (await browser.get(path)).status_code == status
