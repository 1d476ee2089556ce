"""How many accounts each territory looked after, by the organisation file that held then: leagues of past quarters."""

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
