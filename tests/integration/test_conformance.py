"""The days worked out by hand, through `queue-server replay` as its users run it."""

import subprocess
import sys
from pathlib import Path


def test_every_day_worked_out_by_hand_is_reproduced(shared: Path) -> None:
    check = shared / "conformance" / "check.py"
    done = subprocess.run(
        [sys.executable, str(check), "--", sys.executable, "-m", "queue_server"],
        capture_output=True, text=True, timeout=500, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stdout.startswith("0 passed")
