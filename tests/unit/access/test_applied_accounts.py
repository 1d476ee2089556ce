"""How many accounts each territory looked after, by the organisation file that held then: leagues of past quarters."""

import threading
import tomllib
from types import SimpleNamespace
from typing import Any

import pytest

from queue_server.access import AppliedOrganisations
from queue_server.database.engine import Database
from queue_server.organisation import parse

FILE = """
[organisation]
name = "Company"
timezone = "UTC"

[[territory]]
id = "north"
name = { en = "North" }

[[territory]]
id = "empty"
name = { en = "Empty" }

[[topic]]
id = "meters"
name = { en = "Meters" }
prefix = "M"

[[office]]
id = "klin"
name = { en = "Klin" }
desks = ["1"]
topics = ["meters"]
territory = "north"
accounts = 70000

[[office]]
id = "alone"
name = { en = "Alone" }
desks = ["1"]
topics = ["meters"]
"""
SPRING, SUMMER = 1_772_000_000_000, 1_782_000_000_000


async def test_a_quarter_has_the_accounts_of_its_own_time(database: Database) -> None:
    applied = AppliedOrganisations(database)
    assert await applied.accounts_before(SUMMER) is None
    await applied.keep(parse({"file": FILE}), by="terminal", at=SPRING)
    await applied.keep(parse({"file": FILE.replace("70000", "50000")}), by="terminal", at=SUMMER)
    assert await applied.accounts_before(SPRING - 1) == {"north": 70_000, "empty": 0}, "the first that is known"
    assert await applied.accounts_before(SUMMER) == {"north": 70_000, "empty": 0}
    assert await applied.accounts_before(SUMMER + 1) == {"north": 50_000, "empty": 0}


async def test_the_names_at_the_door_are_read_beside_whoever_asks(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied = AppliedOrganisations(database)
    await applied.keep(parse({"file": FILE}), by="terminal", at=SPRING)
    read_by: list[int] = []

    def loads(document: str) -> dict[str, Any]:
        read_by.append(threading.get_ident())
        return tomllib.loads(document)

    monkeypatch.setattr("queue_server.access.applied.tomllib", SimpleNamespace(loads=loads))
    assert await applied.names_of("klin") == ["Company", "Klin"]
    assert read_by != [threading.get_ident()]
