"""Starting with 200 offices and a full day in each, after a kill: from the shell's prompt until the server is ready."""

import asyncio
import tempfile
import time
from pathlib import Path

from queue_server.database.engine import Database
from queue_server.log.store import LogStore
from queue_server.organisation import load
from tests.benchmarks.figures import Figure, median, show
from tests.benchmarks.full_days import VISITS, write_full_days
from tests.benchmarks.many_offices import write
from tests.benchmarks.servers import bare, processor_s
from tests.running_server import RunningServer

OFFICES = 200
GOAL_S = 3.0
ROUNDS = 3


def measure() -> None:
    """A bare FastAPI process, the log alone, and the whole server, in turns: what slows one slows the others."""
    with tempfile.TemporaryDirectory() as place:
        directory = Path(place)
        config = write(directory / "organisation", OFFICES)
        url = f"sqlite+aiosqlite:///{directory / 'queue.sqlite3'}"
        events = asyncio.run(_prepare(url, config))
        loading, started, bare_started, processor = [], [], [], []
        for _ in range(ROUNDS):
            bare_started.append(_bare_start_s())
            loading.append(asyncio.run(_loading_s(url)))
            whole_s, used_s = _start_s(directory, url)
            started.append(whole_s)
            processor.append(used_s)
    what = f"{OFFICES} offices x {VISITS} visits ({events:,} events)"
    show(Figure(f"reading {what}", f"{median(loading):.2f} s"))
    start_s, bare_s = median(started), median(bare_started)
    show(Figure("a bare FastAPI from the prompt until ready", f"{bare_s:.2f} s"))
    told = f"{start_s:.2f} s, {start_s / bare_s:.1f} times the bare one"
    show(Figure("the server with these from the prompt until ready", told, f"under {GOAL_S:.0f} s", start_s < GOAL_S))
    show(Figure("processor time of that start", f"{median(processor):.2f} s"))


def _bare_start_s() -> float:
    began = time.perf_counter()
    with bare():
        return time.perf_counter() - began


def _start_s(directory: Path, url: str) -> tuple[float, float]:
    """Seconds, and seconds of the processor. Killed afterwards as by a power switch: the next start finds the same."""
    server = RunningServer(directory, config=None, database=url)
    try:
        began = time.perf_counter()
        server.start()
        return time.perf_counter() - began, processor_s(server.pid)
    finally:
        server.close()


async def _prepare(url: str, config: Path) -> int:
    database = await Database.open(url)
    events = await write_full_days(LogStore(database), load(config).offices)
    await database.dispose()
    return events


async def _loading_s(url: str) -> float:
    database = await Database.open(url)
    began = time.perf_counter()
    await LogStore(database).load()
    took_s = time.perf_counter() - began
    await database.dispose()
    return took_s
