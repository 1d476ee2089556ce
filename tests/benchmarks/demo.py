"""The demo's curtain: from the shell's prompt until people wait, are called and are served in each of its halls."""

import tempfile
import time
from functools import partial
from pathlib import Path

import httpx2

from tests.benchmarks.figures import Figure, median, show
from tests.benchmarks.servers import bare, processor_s
from tests.running_demo import alive, running_demo, signed_in, wait_for

GOAL_S = 10.0
ROUNDS = 3


def measure() -> None:
    """A bare FastAPI process and the demo, in turns: what slows one slows the other."""
    bare_started, ready, all_alive, processor = [], [], [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        with bare():
            bare_started.append(time.perf_counter() - began)
        ready_s, alive_s, used_s = _curtain()
        ready.append(ready_s)
        all_alive.append(alive_s)
        processor.append(used_s)
    bare_s, alive_s = median(bare_started), median(all_alive)
    show(Figure("a bare FastAPI from the prompt until ready", f"{bare_s:.2f} s"))
    show(Figure("the demo from the prompt until ready", f"{median(ready):.2f} s"))
    told = f"{alive_s:.2f} s, {alive_s / bare_s:.1f} times the bare one"
    show(Figure("the demo from the prompt until every hall is alive", told, f"under {GOAL_S:.0f} s", alive_s < GOAL_S))
    show(Figure("processor time until then", f"{median(processor):.2f} s"))


def _curtain() -> tuple[float, float, float]:
    """Seconds until the server answers, until all halls are alive, and seconds of the processor until then."""
    with tempfile.TemporaryDirectory() as place:
        began = time.perf_counter()
        with running_demo(Path(place)) as (url, process):
            ready_s = time.perf_counter() - began
            with httpx2.Client(base_url=url, timeout=30, trust_env=False) as client:
                wait_for(partial(signed_in, client))
                for office in client.get("/api/v1/offices").json()["offices"]:
                    wait_for(partial(alive, client, office["id"]))
            return ready_s, time.perf_counter() - began, processor_s(process.pid)
