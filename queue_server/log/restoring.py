"""Restoring a backup: checked to the last hash before anything is touched, and a new life (epoch) for the log.

What stood there before is never deleted on SQLite: it is set aside under another name.
"""

import asyncio
import sqlite3
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select, text

from queue_server.database import sqlite
from queue_server.database.copying import (
    BackupUnusable,
    Steps,
    check_file,
    copy_file,
    copy_rows,
    put_in_place,
    unseen,
)
from queue_server.database.engine import SQLITE, Database, address_at
from queue_server.database.migrating import downgrade, upgrade
from queue_server.errors import DatabaseHoldsLog, DatabaseUnusable
from queue_server.log.epoch import renew_epoch
from queue_server.log.tables import events
from queue_server.log.verify import Verified, event_count, verify

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and where that which stood there before is now (None where nothing did)."""

    verified: Verified
    set_aside: Path | None


async def restore(
    file: Path,
    url: str,
    *,
    force: bool = False,
    despite_findings: bool = False,
    steps: Steps = unseen,
) -> Restored:
    """Put the backup `file` in the place of the database at `url`.

    Raises `BackupUnusable` where the file is damaged or its log is not sound (unless `despite_findings`), and
    `DatabaseUnusable` where the target is in use, `DatabaseHoldsLog` where it holds a log already (unless `force`).
    """
    with steps("Checking pages", None):
        await asyncio.to_thread(check_file, file)
    address = address_at(url)
    on_sqlite = address.drivername == SQLITE
    target = sqlite.file_of(address).absolute()
    if on_sqlite and not target.parent.is_dir():
        raise DatabaseUnusable(f"The folder {target.parent} does not exist: create it, or name another file.")
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=target.parent if on_sqlite else None) as folder:
        copy = Path(folder) / "restored.sqlite3"
        await asyncio.to_thread(copy_file, file, copy, steps)
        verified = await _made_ready(copy, steps, despite_findings=despite_findings)
        if on_sqlite:
            set_aside = await asyncio.to_thread(_replace_file, copy, target, force)
        else:
            await _replace_rows(copy, url, steps, force=force)
            set_aside = None
    return Restored(verified, set_aside)


async def _made_ready(copy: Path, steps: Steps, *, despite_findings: bool) -> Verified:
    """The copy brought up to date, checked, and given its new epoch."""
    database = await Database.open(f"{SQLITE}:///{copy}")
    try:
        with steps("Checking events", await event_count(database)) as progress:
            verified = await verify(database, progress)
        if verified.findings and not despite_findings:
            said = "; ".join(f"{one.office}: event {one.seq} {one.what}" for one in verified.findings[:SHOWN])
            raise BackupUnusable(f"The backup's log is not sound: {said}.")
        async with database.write() as connection:
            await renew_epoch(connection)
    finally:
        await database.dispose()
    return verified


def _replace_file(copy: Path, target: Path, force: bool) -> Path | None:
    set_aside = None
    if target.exists():
        if _holds_log(target) and not force:
            raise DatabaseHoldsLog(f"{target} holds a log already. With --force it is set aside, not deleted.")
        set_aside = target.with_name(f"{target.name}.replaced-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        target.rename(set_aside)
    put_in_place(copy, target)
    return set_aside


def _holds_log(target: Path) -> bool:
    """Whether events are in it. Folds its write-ahead log in, and is refused where anybody has the file open."""
    connection = sqlite3.connect(target, isolation_level=None, timeout=0.5)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        if mode != "delete":
            raise sqlite3.OperationalError("database is locked")
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return "events" in tables and connection.execute("SELECT 1 FROM events LIMIT 1").fetchone() is not None
    except sqlite3.OperationalError as problem:
        raise DatabaseUnusable(f"{target} is in use ({problem}). Stop the server first.") from None
    except sqlite3.DatabaseError:
        return True  # damaged: perhaps the reason for restoring, but not ours to overwrite unasked
    finally:
        connection.close()


async def _replace_rows(copy: Path, url: str, steps: Steps, *, force: bool) -> None:
    source = await Database.open(f"{SQLITE}:///{copy}")
    try:
        target = await Database.open(url)
        try:
            async with target.write() as connection:
                await connection.execute(text("LOCK TABLE heads, events IN EXCLUSIVE MODE"))
                others = await connection.scalar(
                    text(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                        "AND application_name = 'queue-server' AND pid <> pg_backend_pid()"
                    )
                )
                if others:
                    raise DatabaseUnusable("A server works on this database. Stop it first.")
                if await connection.scalar(select(func.count()).select_from(events)) and not force:
                    raise DatabaseHoldsLog("The database holds a log already. With --force it is replaced.")
                await downgrade(connection, "base")  # empties even tables that can only grow
                await upgrade(connection)
                await copy_rows(source, connection, steps)
        finally:
            await target.dispose()
    finally:
        await source.dispose()
