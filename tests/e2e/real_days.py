"""Pictures of the screens on a real day: the busiest of a bank's two months, played again by its own visitors.

    python -m tests.e2e.real_days DATA [PICTURES]

DATA is the folder with `anonbank_1999_jan_feb.csv.gz`: the call centre of "Anonymous Bank", 1999, prepared at the
Technion (Guedj and Mandelbaum, 2000), free for use with acknowledgement. Its 180 s stand in for the standard of 15
minutes. A clinic's log beside it is driven the same way; its terms are not known, so its pictures stay under
test-results.
"""

import csv
import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browsers import ARGUMENTS, found_browser
from tests.conftest import ROOT
from tests.running_server import PASSWORD, RunningServer, ready

SPEED = 60
FROM_S, UNTIL_S = 9 * 3600, 12 * 3600
"""Seconds of the day: who joined then is played, at a speed that leaves the machine its time for each step."""

SUPERVISOR = "supervisor"
LOOK_MS = 5000
LONGEST_S = 900


@dataclass(frozen=True)
class RealDay:
    """A file of DATA, the office that its mapping makes of it, and the day that is shown."""

    file: str
    office: str
    day: str
    shown_at: str
    """The instant of the picture."""
    kept: bool
    """Whether its terms let a picture be published."""


DAYS = (
    RealDay("anonbank_1999_jan_feb.csv.gz", "anonbank", "1999-02-17", "1999-02-17T08:20:00.000Z", kept=True),
    RealDay("clinic_2019_aug_first_half.csv.gz", "clinic", "2019-08-05", "2019-08-05T02:30:00.000Z", kept=False),
)


def main() -> None:
    """The cockpit and the board of each day, and its brief."""
    data = Path(sys.argv[1])
    kept = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs" / "images"
    seen = ROOT / "test-results" / "real-days"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found_browser(), args=ARGUMENTS)
        for day in DAYS:
            target = kept if day.kept else seen
            target.mkdir(parents=True, exist_ok=True)
            _brief(browser, data, day, Path(folder), target)
            with _played(data, day, Path(folder)) as server:
                _cockpit(browser, server, day, target)
        browser.close()


def _brief(browser: Browser, data: Path, day: RealDay, folder: Path, target: Path) -> None:
    """The morning brief about the day, from the whole file: what is usual is known then."""
    database = f"sqlite+aiosqlite:///{folder / day.office}-whole.sqlite3"
    _import(data / day.file, day, database)
    page_file = folder / f"{day.office}.html"
    _command(
        "report", "brief", "--office", day.office, "--day", day.day, "--language", "ru", "--output", str(page_file),
        "--database", database,
    )  # fmt: skip
    page = browser.new_context(viewport={"width": 1000, "height": 1250}, locale="ru-RU").new_page()
    page.goto(page_file.as_uri())
    _keep(page, target / f"brief-{day.office}.png")


@contextmanager
def _played(data: Path, day: RealDay, folder: Path) -> Iterator[RunningServer]:
    """A server on which the day's morning is being done again, as it is when it is shown."""
    database = f"sqlite+aiosqlite:///{folder / day.office}-morning.sqlite3"
    _import(_morning(data / day.file, day, folder), day, database)
    server = RunningServer(folder, config=None, database=f"sqlite+aiosqlite:///{folder}/var/demo.sqlite3")
    replay = subprocess.Popen(
        [sys.executable, "-m", "queue_server", "demo", "--replay", f"{day.office}/{day.day}", "--from", database,
         "--speed", str(SPEED), "--port", str(server.port)],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(lambda: ready(server.url))
        server.let_in(SUPERVISOR, role="supervisor")
        with server.client("supervisor") as client:
            _wait(lambda: _reached(client.get(f"/api/v1/offices/{day.office}/day").json()) >= day.shown_at)
        yield server
    finally:
        replay.terminate()
        replay.wait()


def _cockpit(browser: Browser, server: RunningServer, day: RealDay, target: Path) -> None:
    page = browser.new_context(viewport={"width": 1366, "height": 900}, locale="ru-RU").new_page()
    page.request.post(f"{server.url}/api/v1/session", data={"login": SUPERVISOR, "password": PASSWORD})
    page.goto(f"{server.url}/cockpit#office/{day.office}")
    page.wait_for_timeout(LOOK_MS)
    _keep(page, target / f"cockpit-{day.office}.png")


def _reached(told: dict[str, list[dict[str, str]]]) -> str:
    """How far the day has come, by its curve of every five minutes."""
    return max((point["at"] for point in told["curve"]), default="")


def _morning(file: Path, day: RealDay, folder: Path) -> Path:
    """The day's rows of the morning, whatever their column of the beginning is called."""
    part = folder / f"{day.office}-morning.csv"
    with gzip.open(file, "rt", encoding="utf-8", newline="") as packed, part.open("w", newline="") as plain:
        rows = csv.DictReader(packed)
        writer = csv.DictWriter(plain, rows.fieldnames or ())
        writer.writeheader()
        for row in rows:
            joined_s = int(row.get("joined_s") or row.get("queued_s") or 0)
            if row["date"] == day.day and FROM_S <= joined_s < UNTIL_S:
                writer.writerow(row)
    return part


def _import(file: Path, day: RealDay, database: str) -> None:
    mapping = ROOT / "config" / "mappings" / f"{day.office}.toml"
    _command("import", str(file), "--mapping", str(mapping), "--database", database, "--json")


def _command(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "queue_server", *arguments], check=True, stdout=subprocess.DEVNULL)


def _keep(page: Page, file: Path) -> None:
    page.screenshot(path=file, animations="disabled")
    print(f"{file.name}: {file.stat().st_size:,} bytes")


def _wait(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + LONGEST_S
    while not holds():
        if time.monotonic() > until:
            raise SystemExit("The day did not come so far.")
        time.sleep(0.5)


if __name__ == "__main__":
    main()
