"""One office's night, in a process of its own: learning is seconds of arithmetic, and no call waits for it.

Which offices are due stands in `night_rules`. The process (`python -m analytics.estimators.night_work`) takes a `Task`
on its standard input, only reads the database, and gives a `Kept` on its standard output, both as MessagePack; the
server keeps what it found.
"""

import asyncio
import os
import sys

import msgspec

from analytics.estimators import notebook_keeping
from analytics.estimators.keeping import to_bytes
from analytics.estimators.night_rules import Task
from analytics.estimators.nightly import Notebook
from analytics.estimators.store import Kept
from queue_server.database.engine import Database
from queue_server.log.reader import LogReader

MILDNESS = 10
"""How far the process stands back for others (`nice`)."""


async def learn(task: Task) -> Kept:
    """Reads on in the log up to `until_at` and learns anew."""
    kept = notebook_keeping.of_bytes(task.office, task.notebook) if task.notebook is not None else None
    notebook = kept if kept is not None else Notebook.begun(task.office)
    database = await Database.open(task.database, migrate=False)
    try:
        await notebook.read_on(LogReader(database), until_at=task.until_at)
    finally:
        await database.dispose()
    learned = notebook.learn()
    return Kept(task.until_at, None if learned is None else to_bytes(learned), notebook_keeping.to_bytes(notebook))


def main() -> None:
    """One task, one answer."""
    os.nice(MILDNESS)
    task = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Task)
    sys.stdout.buffer.write(msgspec.msgpack.encode(asyncio.run(learn(task))))


if __name__ == "__main__":
    main()
