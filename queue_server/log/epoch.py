"""The epoch: a random name of this database's life. It changes when a backup is restored, so that nobody goes on from a
`seq` that the restored log never had."""

import secrets

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from queue_server.database.engine import Database
from queue_server.log.tables import settings

EPOCH = "epoch"


async def epoch_of(database: Database) -> str:
    """The epoch; the first to ask gives the database its first one."""
    epoch = await _read(database)
    if epoch is not None:
        return epoch
    try:
        async with database.write() as connection:
            await connection.execute(insert(settings).values(name=EPOCH, content=_new()))
    except IntegrityError:
        pass  # another process was first
    epoch = await _read(database)
    if epoch is None:
        raise LookupError("the database forgot its epoch")
    return epoch


async def renew_epoch(connection: AsyncConnection) -> None:
    """A new life begins: what was handed out before no longer leads on from here."""
    await connection.execute(delete(settings).where(settings.c.name == EPOCH))
    await connection.execute(insert(settings).values(name=EPOCH, content=_new()))


async def _read(database: Database) -> str | None:
    async with database.read() as connection:
        content = await connection.scalar(select(settings.c.content).where(settings.c.name == EPOCH))
    return None if content is None else str(content)


def _new() -> str:
    return secrets.token_hex(8)
