"""First answers to calls that belong to no office's log, kept for a day: a repeated key gives them after a restart too.

Knows their table, and nothing of HTTP. Such an answer may hold a device's token, and the words that were asked a
password. So neither is kept as it is: the answer is sealed under the key and the words, which the caller has and the
database has not. Who has both gets the answer; who has the key and other words is told so; who has a copy of the
database pays for each guess what a guess at a password costs.
"""

import asyncio
import secrets
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING

from argon2 import Type
from argon2.low_level import hash_secret_raw
from sqlalchemy import delete, insert, select

from queue_server.access.credentials import digest
from queue_server.access.tables import first_answers
from queue_server.database.engine import Database
from queue_server.domain.ids import SECOND, Instant
from queue_server.errors import IdempotencyKeyReused

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

KEPT_FOR_MS = 24 * 3600 * SECOND
MOST_OF_ONE = 10_000
"""A day of administration is some hundred calls; the bound keeps one caller's flood of keys from filling the disk, and
everybody else's answers out of it."""

MEMORY_KIB = 19 * 1024
PASSES = 2
"""Argon2id at OWASP's lower setting, some 40 ms: a key that is counted up instead of drawn must not make the words
under it, a password perhaps, quick to guess."""

AT_ONCE = 2
SALT_BYTES = 16
FERNET_KEY_BYTES = 32


class FirstAnswers:
    """What was answered first, by caller and key."""

    def __init__(self, database: Database, clock: Callable[[], Instant]) -> None:
        self._database = database
        self._clock = clock
        self._places = asyncio.Semaphore(AT_ONCE)

    async def find(self, who: str, key: str, words: str) -> bytes | None:
        """The first answer under this key within the last day, or None.

        Raises `IdempotencyKeyReused` where it was one to other words.
        """
        mine = (first_answers.c.who == who) & (first_answers.c.digest == digest(key))
        recent = first_answers.c.at > self._clock() - KEPT_FOR_MS
        wanted = select(first_answers.c.salt, first_answers.c.sealed).where(mine & recent)
        async with self._database.read() as connection:
            row = (await connection.execute(wanted)).one_or_none()
        if row is None:
            return None
        async with self._places:
            opened = await asyncio.to_thread(_opened, row.sealed, key, words, row.salt)
        if opened is None:
            raise IdempotencyKeyReused()
        return opened

    async def keep(self, who: str, key: str, words: str, answer: bytes) -> None:
        """Keeps the answer, and lets go of those that are too old and of this caller's that are too many."""
        at, salt = self._clock(), secrets.token_hex(SALT_BYTES)
        async with self._places:
            sealed = await asyncio.to_thread(_sealed, answer, key, words, salt, at)
        row = {"who": who, "digest": digest(key), "at": at, "salt": salt, "sealed": sealed}
        table, his = first_answers, first_answers.c.who == who
        beyond = select(table.c.at).where(his).order_by(table.c.at.desc()).offset(MOST_OF_ONE - 1).limit(1)
        async with self._database.write() as connection:
            await connection.execute(delete(table).where(table.c.at <= at - KEPT_FOR_MS))
            last_at = await connection.scalar(beyond)
            if last_at is not None:
                await connection.execute(delete(table).where(his & (table.c.at <= last_at)))
            await connection.execute(delete(table).where(his & (table.c.digest == row["digest"])))
            await connection.execute(insert(table).values(**row))

    async def forget_old(self) -> None:
        """Lets go of those that nobody is promised any more."""
        async with self._database.write() as connection:
            await connection.execute(delete(first_answers).where(first_answers.c.at <= self._clock() - KEPT_FOR_MS))


def _sealed(answer: bytes, key: str, words: str, salt: str, at: Instant) -> str:
    return _lock(key, words, salt).encrypt_at_time(zlib.compress(answer), at // SECOND).decode()


def _opened(sealed: str, key: str, words: str, salt: str) -> bytes | None:
    from cryptography.fernet import InvalidToken

    try:
        return zlib.decompress(_lock(key, words, salt).decrypt(sealed.encode()))
    except InvalidToken:
        return None


def _lock(key: str, words: str, salt: str) -> "Fernet":
    from cryptography.fernet import Fernet  # loaded with the first key that is kept, not at the start

    secret = hash_secret_raw(
        f"{key}\n{words}".encode(),
        bytes.fromhex(salt),
        time_cost=PASSES,
        memory_cost=MEMORY_KIB,
        parallelism=1,
        hash_len=FERNET_KEY_BYTES,
        type=Type.ID,
    )
    return Fernet(urlsafe_b64encode(secret))
