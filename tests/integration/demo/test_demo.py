"""`queue-server demo` as somebody who tries it starts it: every hall alive soon, and gone with Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import httpx2
import pytest

from queue_server.cli.demo_play import PASSWORD
from tests.running_server import free_port, ready

LIMIT_S = 120.0
"""On a machine that does other things; by itself it takes a few seconds."""

OFFICES = 5


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A demo in a directory of its own; its address and process."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "queue_server", "demo", "--speed", "60", "--port", str(port)],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
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


def test_every_hall_is_alive_and_ctrl_c_ends_it(demo: tuple[str, subprocess.Popen[str]]) -> None:
    url, process = demo
    with httpx2.Client(base_url=url, timeout=30, trust_env=False) as client:
        offices = client.get("/api/v1/offices").json()["offices"]
        assert len(offices) == OFFICES
        wait_for(partial(signed_in, client))
        for office in offices:
            wait_for(partial(alive, client, office["id"]))
            assert scheduled(client, office["id"]) >= 2, "managers have shifts that supervisors see"
    process.send_signal(signal.SIGINT)
    told, _ = process.communicate(timeout=LIMIT_S)
    assert process.returncode == 0, told
    assert "The simulation has stopped" not in told, told
    assert "No schedule" not in told, told
    assert "Traceback" not in told, told


def test_a_second_demo_in_the_same_place_says_that_there_is_one(
    demo: tuple[str, subprocess.Popen[str]], tmp_path: Path
) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "queue_server", "demo", "--port", "0"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True, text=True, timeout=LIMIT_S, check=False,
    )  # fmt: skip
    assert (second.returncode, "Another demo is running" in second.stderr) == (1, True)
    assert ready(demo[0]), "the first one goes on"


def signed_in(client: httpx2.Client) -> bool:
    """The demo's own accounts work as soon as they are made."""
    return client.post("/api/v1/session", json={"login": "supervisor", "password": PASSWORD}).is_success


def scheduled(client: httpx2.Client, office: str) -> int:
    """How many different shifts today's schedule has."""
    days = client.get(f"/api/v1/offices/{office}/staffing/schedule", params={"days": 7}).json()["days"]
    return max(len(day["shifts"]) for day in days if day["shifts"])


def alive(client: httpx2.Client, office: str) -> bool:
    """People wait, somebody is called or served, and some desk is open."""
    states = {ticket["state"] for ticket in client.get(f"/api/v1/offices/{office}/queue").json()["tickets"]}
    board = client.get(f"/api/v1/offices/{office}/board").json()
    return bool(states & {"called", "serving"}) and bool(board["calls"]) and any(d["open"] for d in board["desks"])


def wait_for(holds: Callable[[], bool]) -> None:
    """Until it holds, within the limit."""
    until = time.monotonic() + LIMIT_S
    while not holds():
        assert time.monotonic() < until, "it did not come to life"
        time.sleep(0.2)
