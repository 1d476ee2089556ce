"""A running office on a real database, driven as the API drives it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from queue_server.database.engine import Database
from queue_server.domain.commands import Command
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.log.group_commit import GroupCommit
from queue_server.log.recorded import Recorded
from queue_server.log.store import LogStore
from queue_server.offices.answers import Answer, Outcome
from queue_server.offices.registry import Offices
from queue_server.offices.running import RunningOffice
from tests.fresh_database import lay_fresh_database
from tests.unit.domain.scenario import CONFIG, at


@dataclass
class Hall:
    """The server's inside without its edge."""

    offices: Offices
    store: LogStore
    group: GroupCommit
    now: list[Instant]
    heard: list[tuple[Office, list[Recorded], Office]] = field(default_factory=list)

    @property
    def klin(self) -> RunningOffice:
        return self.offices.get("klin")

    async def ask(self, command: Command, command_id: str | None = None, fingerprint: str = "") -> Answer:
        return await self.klin.submit(
            command, actor="test", present=number_of, command_id=command_id, fingerprint=fingerprint
        )

    async def ask_all(self, *commands: Command) -> list[Answer | BaseException]:
        return await asyncio.gather(*(self.ask(command) for command in commands), return_exceptions=True)


def number_of(outcome: Outcome) -> tuple[int, bytes]:
    """Answers with the number of the ticket concerned."""
    return 200, (outcome.ticket.number or "" if outcome.ticket else "nobody").encode()


@asynccontextmanager
async def hall(file: Path) -> AsyncIterator[Hall]:
    """A hall over the database in `file`, at nine o'clock; what was there before is there again."""
    lay_fresh_database(file)
    database = await Database.open(f"sqlite+aiosqlite:///{file}")
    store = LogStore(database)
    group = GroupCommit(store)
    group.start()
    now = [at(0)]
    offices = Offices(store=store, group=group, clock=lambda: now[0])
    opened = Hall(offices, store, group, now)
    offices.listen(lambda office, before, recorded, after: opened.heard.append((before, list(recorded), after)))
    try:
        await offices.start()
        await offices.apply({"klin": CONFIG}, actor="test")
        yield opened
    finally:
        await offices.stop()
        await group.stop()
        await database.dispose()
