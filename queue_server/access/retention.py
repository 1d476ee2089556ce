"""Letting the audit's oldest entries go, on purpose, and so that what remains can still be checked.

Knows the audit's table and its triggers. The entry that tells of the shortening holds the number and the hash of the
last entry that went: `verify_audit` begins there, and an audit cut without such an entry is still found out.
"""

from sqlalchemy import delete, func, select, text

from queue_server.access import audit
from queue_server.access.tables import audit as table
from queue_server.database.engine import Database
from queue_server.domain.ids import Instant


async def shorten_audit(database: Database, *, before_at: Instant, at: Instant, actor: str) -> int:
    """Lets go of the entries before the first one of `before_at` or later; how many went."""
    async with database.write() as connection:
        await audit.hold_end(connection)  # before the table, as whoever writes an entry does: else both wait for ever
        kept = (await connection.execute(select(func.min(table.c.seq)).where(table.c.at >= before_at))).scalar()
        going = table.c.seq > 0 if kept is None else table.c.seq < kept
        last = (
            await connection.execute(
                select(table.c.seq, table.c.hash).where(going).order_by(table.c.seq.desc()).limit(1)
            )
        ).one_or_none()
        if last is None:
            return 0
        lift, put_back = _LOCK_ON_SQLITE if database.on_sqlite else _LOCK_ON_POSTGRESQL
        await connection.execute(text(lift))
        gone = (await connection.execute(delete(table).where(going))).rowcount
        await connection.execute(text(put_back))
        await audit.record(
            connection, at=at, actor=actor, action=audit.SHORTENED, subject="audit",
            after={"seq": last.seq, "hash": last.hash, "entries": gone},
        )  # fmt: skip
        return int(gone)


_LOCK_ON_SQLITE = (
    "DROP TRIGGER audit_no_delete",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit can only grow'); END",
)
_LOCK_ON_POSTGRESQL = (
    "ALTER TABLE audit DISABLE TRIGGER audit_only_grows",
    "ALTER TABLE audit ENABLE TRIGGER audit_only_grows",
)
"""How the trigger that refuses deletion is lifted and put back, within the transaction that deletes."""
