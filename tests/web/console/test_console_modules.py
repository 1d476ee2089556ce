"""The pure modules of the staff's pages, by node's own runner."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def test_the_pure_modules_do_what_their_tests_say() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js here: install version 20 or later")
    tests = sorted(Path(__file__).parent.glob("*.test.mjs"))
    assert tests
    command = [node, "--import", "./tests/web/assets.mjs", "--test", *map(str, tests)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
