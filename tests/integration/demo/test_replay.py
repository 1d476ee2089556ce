"""`queue-server demo --replay`: a real clinic's morning, imported, is done again through the public API."""

import csv
import gzip
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
DAY = "2019-08-10"
UNTIL_S = 10 * 3600 + 1800
"""The morning until half past ten, of visits that were over by then: at 600 times the speed a few seconds."""

LIMIT_S = 180.0
FIGURES = ("issued", "judged", "served", "no_show", "abandoned", "transferred")


@pytest.fixture(scope="module")
def imported(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A directory, and the address of a database with that morning."""
    directory = tmp_path_factory.mktemp("replay")
    with gzip.open(shared / "data" / "clinic_2019_aug_first_half.csv.gz", "rt", encoding="utf-8", newline="") as packed:
        reader = csv.DictReader(packed)
        rows = [row for row in reader if row["date"] == DAY]
        columns = reader.fieldnames or []
    late = {row["ticket"] for row in rows if int(row["end_s"] or row["queued_s"]) >= UNTIL_S}
    morning = directory / "morning.csv"
    with morning.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(row for row in rows if row["ticket"] not in late)
    url = f"sqlite+aiosqlite:///{directory / 'clinic.sqlite3'}"
    mapping = str(ROOT / "config/mappings/clinic.toml")
    told = command(directory, "import", str(morning), "--mapping", mapping, "--database", url, "--json")
    assert json.loads(told)["visits"] >= 10
    return directory, url


def test_the_morning_is_done_again_to_the_last_visit(imported: tuple[Path, str]) -> None:
    directory, url = imported
    process = subprocess.Popen(
        [*COMMAND, "demo", "--replay", f"clinic/{DAY}", "--from", url, "--speed", "600", "--port", "0"],
        cwd=directory, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        told = read_until(process, "The day is over")
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=LIMIT_S)
    finally:
        process.kill()
        process.wait()
    told += rest
    assert process.returncode == 0, told
    assert "none refused" in told, told
    assert "ahead of the clock" not in told and "Traceback" not in told, told
    again = f"sqlite+aiosqlite:///{directory / 'var/demo.sqlite3'}"
    for grouping in ((), ("--by", "manager")):
        assert figures(directory, again, *grouping) == figures(directory, url, *grouping)
    assert ": sound." in command(directory, "verify", "--database", again)


COMMAND = (sys.executable, "-m", "queue_server")


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def command(directory: Path, *arguments: str) -> str:
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=directory, env=environment(),
        capture_output=True, text=True, timeout=LIMIT_S, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def figures(directory: Path, url: str, *grouping: str) -> list[dict[str, Any]]:
    told = command(directory, "report", "--from", DAY, "--to", DAY, "--database", url, "--json", *grouping)
    return [{name: row.get(name) for name in (*FIGURES, "manager")} for row in json.loads(told)["rows"]]


def read_until(process: "subprocess.Popen[str]", words: str) -> str:
    """What the process has told until these words came."""
    lines: queue.Queue[str] = queue.Queue()
    stream = process.stdout
    assert stream is not None

    def read() -> None:
        for line in stream:
            lines.put(line)
            if words in line:
                return

    threading.Thread(target=read, daemon=True).start()
    told, until = "", time.monotonic() + LIMIT_S
    while words not in told:
        assert process.poll() is None and time.monotonic() < until, told
        try:
            told += lines.get(timeout=1)
        except queue.Empty:
            continue
    return told
