"""Who did what, when and from where, and what changed. It can only grow, and each entry seals the one before it.

Knows the audit's table. Entries are written in the transaction of what they tell of: neither is kept without the other.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from queue_server.access.tables import STATE, access_state, audit
from queue_server.database.engine import Database
from queue_server.database.recording import Values
from queue_server.domain.ids import Instant

PAGE = 500
LONGEST_VALUE = 16_000
"""Characters of a before or after that are kept whole; of a longer one the beginning is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that somebody did. `actor` is a subject (`person:ivanova`, `token:3f2a…`, `terminal`, `nobody`)."""

    seq: int
    at: Instant
    actor: str
    address: str
    action: str
    subject: str
    before: str | None
    after: str | None
    previous_hash: str
    hash: str


async def record(
    connection: AsyncConnection,
    *,
    at: Instant,
    actor: str,
    action: str,
    subject: str = "",
    address: str = "",
    before: Values = None,
    after: Values = None,
) -> None:
    """Add an entry, as part of the caller's transaction."""
    seq, previous = await hold_end(connection)
    content = {
        "seq": seq + 1,
        "at": at,
        "actor": actor,
        "address": address,
        "action": action,
        "subject": subject,
        "before": _text(before),
        "after": _text(after),
        "previous_hash": previous,
    }
    seal = _seal(content)
    await connection.execute(insert(audit).values(**content, hash=seal))
    await connection.execute(
        update(access_state).where(access_state.c.id == STATE).values(audit_seq=content["seq"], audit_hash=seal)
    )


async def hold_end(connection: AsyncConnection) -> tuple[int, str]:
    """Number and hash of the last entry. Nobody else writes one until the caller's transaction ends.

    The row is locked on PostgreSQL; SQLite has one writer anyway. So entries never fork.
    """
    ends = select(access_state.c.audit_seq, access_state.c.audit_hash).where(access_state.c.id == STATE)
    head = (await connection.execute(ends.with_for_update())).one()
    return head.audit_seq, head.audit_hash


async def entries(database: Database, *, after: int = 0, limit: int = PAGE) -> list[Entry]:
    """A page of the audit, oldest first."""
    async with database.read() as connection:
        rows = await connection.execute(
            select(audit).where(audit.c.seq > after).order_by(audit.c.seq).limit(min(limit, PAGE))
        )
        return [Entry(**row._mapping) for row in rows]


async def latest_entries(database: Database, *, before: int, limit: int = PAGE) -> list[Entry]:
    """The entries with a `seq` below `before`, newest first."""
    async with database.read() as connection:
        rows = await connection.execute(
            select(audit).where(audit.c.seq < before).order_by(audit.c.seq.desc()).limit(min(limit, PAGE))
        )
        return [Entry(**row._mapping) for row in rows]


SHORTENED = "audit_shortened"
"""The entry that tells that what went before was let go (`retention`): number and hash of the last that went."""

LAST_IS_ANOTHER = "audit: the last entry is not the one that was written last"


async def verify_audit(database: Database) -> list[str]:
    """What is wrong with the audit, in sentences; nothing where every entry is as it was written."""
    beginning = await _beginning(database)
    findings = await _verify_from(database, *beginning)
    if await _beginning(database) != beginning:  # shortened meanwhile
        return await verify_audit(database)
    return findings


async def _verify_from(database: Database, expected_seq: int, previous: str) -> list[str]:
    findings = []
    seq, last = await _head(database)  # before the entries: what is added meanwhile lies behind it
    async for entry in _all(database):
        if entry.seq != expected_seq:
            findings.append(f"audit: entries {expected_seq} to {entry.seq - 1} are missing")
        elif entry.previous_hash != previous:
            findings.append(f"audit: entry {entry.seq} does not follow the one before it")
        content = asdict(entry)
        if _seal({name: value for name, value in content.items() if name != "hash"}) != entry.hash:
            findings.append(f"audit: entry {entry.seq} was changed")
        if entry.seq == seq and entry.hash != last:
            findings.append(LAST_IS_ANOTHER)
        expected_seq, previous = entry.seq + 1, entry.hash
    if seq >= expected_seq:
        findings.append(f"audit: entries {expected_seq} to {seq} are missing")
    elif (await _head(database))[0] < expected_seq - 1:
        findings.append(LAST_IS_ANOTHER)
    return findings


async def _beginning(database: Database) -> tuple[int, str]:
    """The number of the first entry that has to be there, and the hash before it."""
    async with database.read() as connection:
        told = (
            await connection.execute(
                select(audit.c.after).where(audit.c.action == SHORTENED).order_by(audit.c.seq.desc()).limit(1)
            )
        ).scalar()
    if told is None:
        return 1, "0" * 64
    gone = json.loads(told)
    return int(gone["seq"]) + 1, str(gone["hash"])


async def _head(database: Database) -> tuple[int, str]:
    async with database.read() as connection:
        row = (await connection.execute(select(access_state).where(access_state.c.id == STATE))).one()
    return row.audit_seq, row.audit_hash


async def _all(database: Database) -> AsyncIterator[Entry]:
    after = 0
    while page := await entries(database, after=after):
        for entry in page:
            yield entry
        after = page[-1].seq


def _text(values: Values) -> str | None:
    if values is None:
        return None
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return text if len(text) <= LONGEST_VALUE else json.dumps({"shortened": text[:LONGEST_VALUE]}, ensure_ascii=False)


def _seal(content: Mapping[str, Any]) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
