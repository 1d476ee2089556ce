"""A disk that is full: tickets are refused with a plain word, nothing breaks, and it goes on when there is room."""

import os
import secrets
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.faults.account import whole_log
from tests.running_server import RunningServer

OFFICE = "klin"
DISK = "24m"
TRIES = 3000
"""A write-ahead file that has grown already is used again before the disk is asked for more."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system in memory that is soon full."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"cannot mount a small disk here: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def server(small_disk: Path, tmp_path: Path, always_open: Path) -> Iterator[RunningServer]:
    """A server whose database lies on the small disk, its log elsewhere."""
    running = RunningServer(
        tmp_path,
        config=always_open,
        database=f"sqlite+aiosqlite:///{small_disk / 'queue.sqlite3'}",
        settings={"kiosk_per_minute": "0", "kiosk_burst": "0", "office_per_minute": "0", "topic_per_minute": "0"},
    )
    try:
        yield running.start().wait_until_issuing()
    finally:
        running.close()


def fill(disk: Path) -> Path:
    """Use up the disk to the last byte."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while file.write(b"\0" * size) == size:
                    pass
            except OSError:
                continue
    return filler


def take(client: httpx2.Client) -> httpx2.Response:
    return client.post(
        f"/api/v1/offices/{OFFICE}/tickets", json={"topic": "certificates", "id": secrets.token_urlsafe(16)}
    )


def test_a_full_disk_refuses_tickets_with_503_and_recovers_without_a_restart(
    server: RunningServer, small_disk: Path
) -> None:
    with server.client("admin") as client:
        taken = [take(client)]
        assert taken[0].status_code == 201, taken[0].text
        filler = fill(small_disk)
        refused = None
        for _ in range(TRIES):
            answer = take(client)
            if answer.status_code != 201:
                refused = answer
                break
            taken.append(answer)
        assert refused is not None, "the disk never filled up: this proves nothing"
        assert refused.status_code == 503
        assert int(refused.headers["Retry-After"]) >= 1
        assert refused.headers["Content-Type"].startswith("application/problem+json")
        assert take(client).status_code == 503
        assert client.get(f"/api/v1/offices/{OFFICE}").status_code == 200, "reading needs no disk"
        filler.unlink()
        again = take(client)
        assert again.status_code == 201, again.text
        taken.append(again)
    with server.client("integration") as client:
        issued = [each["data"]["ticket"] for each in whole_log(client, OFFICE) if each["event"] == "TicketIssued"]
    assert issued == [answer.json()["id"] for answer in taken]
    assert server.stop() == 0
    assert server.run("verify").returncode == 0
