"""A database file whose tables are up to date, made once in a process and copied: migrating is half of a small test."""

import asyncio
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from queue_server.database.engine import Database


def lay_fresh_database(file: Path) -> None:
    """At `file`, unless a database is there already."""
    if not file.exists():
        file.write_bytes(_made())


@cache
def _made() -> bytes:
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "queue.sqlite3"
        with ThreadPoolExecutor(1) as apart:  # whoever asks may have a loop of its own
            apart.submit(asyncio.run, _migrate(file)).result()
        return file.read_bytes()


async def _migrate(file: Path) -> None:
    database = await Database.open(f"sqlite+aiosqlite:///{file}")
    await database.dispose()
