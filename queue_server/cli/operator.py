"""What the commands that work on the database share: opening it, and telling the operator what went wrong.

Exit codes: 0 done, 1 something has to be put right first (the message says what), 2 the command was not understood, 3
the database cannot be opened or read, in every command alike.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from queue_server.database.engine import Database

T = TypeVar("T")

DATABASE_UNUSABLE = 3
"""The exit code of every command whose database cannot be opened or read."""

DatabaseOption = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="The database; also QUEUE_DATABASE. [default: var/queue.sqlite3]"),
]


def clock() -> int:
    """Now, in milliseconds."""
    return time.time_ns() // 1_000_000


def with_database(url: str | None, work: Callable[["Database"], Awaitable[T]]) -> T:
    """Runs `work` on the opened database and closes it, whatever happens."""
    from queue_server.settings import DEFAULT_DATABASE, read_settings

    async def run(address: str) -> T:
        from queue_server.database.engine import Database

        database = await Database.open(address)
        try:
            return await work(database)
        finally:
            await database.dispose()

    def opened() -> T:
        address = read_settings(database=url).database
        if address == DEFAULT_DATABASE:
            Path("var").mkdir(exist_ok=True)
        return asyncio.run(run(address))

    return or_say_why(opened)


def or_say_why(work: Callable[[], T]) -> T:
    """Runs `work`; what it refuses ends the command with its sentence and exit code, without a traceback."""
    from queue_server.errors import QueueServerError

    try:
        return work()
    except QueueServerError as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(exit_code_of(problem, otherwise=1)) from None


def exit_code_of(problem: Exception, *, otherwise: int) -> int:
    """3 where the database is what cannot be used."""
    from queue_server.database.failure import StorageUnavailable
    from queue_server.errors import DatabaseUnusable

    return DATABASE_UNUSABLE if isinstance(problem, DatabaseUnusable | StorageUnavailable) else otherwise


def plainly(error: Exception) -> str:
    """What went wrong, of a file without the number that the system gives it.

    >>> plainly(FileNotFoundError(2, "No such file or directory", "day.jsonl"))
    'day.jsonl: No such file or directory'
    """
    if isinstance(error, OSError) and error.filename is not None and error.strerror is not None:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def write_to(file: Path, content: bytes, *, otherwise: int) -> None:
    """Writes the file; where that cannot be done, ends with exit code `otherwise` and says why."""
    try:
        file.write_bytes(content)
    except OSError as error:
        typer.echo(plainly(error), err=True)
        raise typer.Exit(otherwise) from error


def counted(count: int, one: str) -> str:
    """So many of them.

    >>> counted(1, "office"), counted(2, "office")
    ('1 office', '2 offices')
    """
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def talks_to_a_person() -> bool:
    """Whether somebody sits at the terminal and can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()
