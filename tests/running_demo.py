"""`queue-server demo` in a process of its own, in a directory of its own, and how one sees that its halls are alive."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from queue_server.cli.demo_play import PASSWORD
from tests.running_server import free_port, ready

LIMIT_S = 120.0
"""On a machine that does other things; by itself it takes a few seconds."""

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}


@contextmanager
def running_demo(directory: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Its address, as soon as it answers, and its process."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "queue_server", "demo", "--speed", "60", "--port", str(port)],
        cwd=directory, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + LIMIT_S
        while not ready(url):
            assert process.poll() is None, process.stdout.read() if process.stdout else ""
            assert time.monotonic() < until, "the demo did not start"
            time.sleep(0.1)
        yield url, process
    finally:
        process.kill()
        process.wait()


def signed_in(client: httpx2.Client) -> bool:
    """The demo's own accounts work as soon as they are made."""
    return client.post("/api/v1/session", json={"login": "supervisor", "password": PASSWORD}).is_success


def alive(client: httpx2.Client, office: str) -> bool:
    """People wait, somebody is called or served, the board shows calls, and some desk is open."""
    states = {ticket["state"] for ticket in client.get(f"/api/v1/offices/{office}/queue").json()["tickets"]}
    board = client.get(f"/api/v1/offices/{office}/board").json()
    return (
        "waiting" in states
        and bool(states & {"called", "serving"})
        and bool(board["calls"])
        and any(desk["open"] for desk in board["desks"])
    )


def wait_for(holds: Callable[[], bool]) -> None:
    """Until it holds, within the limit."""
    until = time.monotonic() + LIMIT_S
    while not holds():
        assert time.monotonic() < until, "it did not come to life"
        time.sleep(0.2)
