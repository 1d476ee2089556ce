"""`queue-server demo` as somebody who tries it starts it: every hall alive soon, and gone with Ctrl-C."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx2
import pytest

from tests.running_demo import ENVIRONMENT, LIMIT_S, alive, running_demo, signed_in, wait_for
from tests.running_server import ready

OFFICES = 5


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A demo in a directory of its own; its address and process."""
    with running_demo(tmp_path) as running:
        yield running


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
        cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, timeout=LIMIT_S, check=False,
    )  # fmt: skip
    assert (second.returncode, "Another demo is running" in second.stderr) == (1, True)
    assert ready(demo[0]), "the first one goes on"


def scheduled(client: httpx2.Client, office: str) -> int:
    """How many different shifts today's schedule has."""
    days = client.get(f"/api/v1/offices/{office}/staffing/schedule", params={"days": 7}).json()["days"]
    return max(len(day["shifts"]) for day in days if day["shifts"])
