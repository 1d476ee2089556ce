"""Keys by which this installation signs or derives: made once, kept in the database, the same for every process."""

import secrets

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from queue_server.access.tables import keys
from queue_server.database.engine import Database

_KEY_BYTES = 32


async def key_of(database: Database, name: str) -> bytes:
    """The key of this name, made where there is none yet: another process then finds the same."""
    wanted = select(keys.c.key).where(keys.c.name == name)
    async with database.read() as connection:
        kept = await connection.scalar(wanted)
    if kept is None:
        try:
            async with database.write() as connection:
                await connection.execute(insert(keys).values(name=name, key=secrets.token_hex(_KEY_BYTES)))
        except IntegrityError:
            pass  # another process was first
        async with database.read() as connection:
            kept = await connection.scalar(wanted)
    return bytes.fromhex(str(kept))
