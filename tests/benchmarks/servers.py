"""The processes that a benchmark measures and the one that loads them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks.load import Outcome, Plan
from tests.benchmarks.many_offices import write
from tests.running_server import RunningServer, free_port, ready

NO_LIMITS = dict.fromkeys(
    ("kiosk_burst", "kiosk_per_minute", "office_per_minute", "topic_per_minute", "visitor_per_minute"), "0"
)
START_LIMIT_S = 60.0
STATUS = Path("/proc")


@contextmanager
def product(directory: Path, offices: int) -> Iterator[RunningServer]:
    """The product with so many offices, all of them open."""
    server = RunningServer(directory, config=write(directory / "organisation", offices), settings=NO_LIMITS)
    try:
        yield server.start().wait_until_issuing()
    finally:
        server.close()


@dataclass(frozen=True, slots=True)
class Bare:
    """The bare route's process."""

    url: str
    pid: int


@contextmanager
def bare() -> Iterator[Bare]:
    """A FastAPI route with the same models and nothing behind it."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([sys.executable, "-m", "tests.benchmarks.bare", str(port)])
    try:
        until = time.monotonic() + START_LIMIT_S
        while not ready(url):
            if time.monotonic() > until or process.poll() is not None:
                raise RuntimeError("the bare route did not start")
            time.sleep(0.05)
        yield Bare(url, process.pid)
    finally:
        process.kill()
        process.wait()


def load(plan: Plan) -> Outcome:
    """What the load generator, in a process of its own, measured."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.load"],
        input=json.dumps(asdict(plan)), capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    outcome = Outcome(**json.loads(done.stdout))
    bad = {status: count for status, count in outcome.statuses.items() if status != "201"}
    if bad:
        raise RuntimeError(f"the server answered otherwise than with 201: {bad}")
    return outcome


def resident_mib(pid: int) -> float:
    """Memory that the process holds, in MiB."""
    for line in (STATUS / str(pid) / "status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"process {pid} says nothing of its memory")


def processor_s(pid: int) -> float:
    """Processor time that the process has used, in seconds: other programs slow it less than they slow the clock."""
    user, system = (STATUS / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def tickets_path(office: int) -> str:
    """Where tickets of this office are taken."""
    return f"/api/v1/offices/o{office}/tickets"
