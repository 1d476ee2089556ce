"""The locks hold what pyproject.toml asks for, with hashes, and name no registry."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WANTED = {
    "run": PROJECT["dependencies"],
    "dev": [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]],
}


def name_of(requirement: str) -> str:
    """The package's name as locks write it.

    >>> name_of("SQLAlchemy[asyncio]>=2.1"), name_of("fluent.runtime==0.4")
    ('sqlalchemy', 'fluent-runtime')
    """
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return re.sub(r"[._-]+", "-", found.group()).lower()


@pytest.mark.parametrize("lock", WANTED)
def test_every_dependency_is_locked(lock: str) -> None:
    lines = (ROOT / "config" / "locks" / f"{lock}.txt").read_text(encoding="utf-8").splitlines()
    locked = {name_of(line) for line in lines if "==" in line}
    assert {name_of(wanted) for wanted in WANTED[lock]} - locked == set()


@pytest.mark.parametrize("lock", WANTED)
def test_every_version_has_its_hashes_and_no_registry_is_named(lock: str) -> None:
    text = (ROOT / "config" / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
    pinned = len(re.findall(r"^[A-Za-z0-9].*==", text, re.MULTILINE))
    followed = len(re.findall(r"^[A-Za-z0-9].*==.*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE))
    assert pinned == followed > 0
    assert "://" not in text
