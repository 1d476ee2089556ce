"""What is kept of a second factor: a salt, when it was set, the last step used, and digests of recovery codes.

The secret itself is kept nowhere: it follows from the salt and this installation's key, so that a copy of the database
alone makes no codes where the key stands in a file beside it. Works inside the caller's transaction.
"""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from queue_server.access.credentials import CODE_LETTERS, as_typed, digest
from queue_server.access.one_time_codes import SECRET_BYTES
from queue_server.access.tables import recovery_codes, second_factors
from queue_server.domain.ids import SECOND, Instant

BEGUN_LASTS_S = 600
"""How long a secret that was shown waits for its first code."""

RECOVERY_CODES = 10
RECOVERY_LETTERS = 16
"""Of 31 letters: 79 bits, so that a plain digest of one cannot be tried out."""

_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """One person's. `set_at` is None until the first code was typed; `last_step` is the last that was used."""

    login: str
    salt: str
    key_id: str
    begun_at: Instant
    set_at: Instant | None
    last_step: int

    def secret(self, key: bytes) -> bytes:
        """What the app was given."""
        return hmac.digest(key, f"totp\n{self.login}\n{self.salt}".encode(), sha256)[:SECRET_BYTES]

    def waits_at(self, at: Instant) -> bool:
        """Whether its first code may still be typed."""
        return self.set_at is None and at < self.begun_at + BEGUN_LASTS_S * SECOND


def key_id_of(key: bytes) -> str:
    """By which it is seen that a secret was made with another key."""
    return hmac.digest(key, b"id", sha256).hex()[:16]


async def find(connection: AsyncConnection, login: str) -> SecondFactor | None:
    """The person's, begun or set."""
    row = (await connection.execute(select(second_factors).where(second_factors.c.login == login))).one_or_none()
    return None if row is None else SecondFactor(**row._mapping)


async def begin(connection: AsyncConnection, login: str, *, key: bytes, at: Instant) -> SecondFactor | None:
    """A new one in place of what was begun before; None where one is set."""
    mine = (second_factors.c.login == login) & second_factors.c.set_at.is_(None)
    await connection.execute(delete(second_factors).where(mine))
    if await find(connection, login) is not None:
        return None
    begun = SecondFactor(login, secrets.token_hex(_SALT_BYTES), key_id_of(key), at, None, 0)
    names = SecondFactor.__dataclass_fields__
    await connection.execute(insert(second_factors).values({name: getattr(begun, name) for name in names}))
    return begun


async def use_step(
    connection: AsyncConnection, factor: SecondFactor, step: int, *, set_at: Instant | None = None
) -> bool:
    """Whether this step's code is used with this for the first time, and no later one was.

    Not where another secret has taken the place of this one since it was read.
    """
    values = {"last_step": step} if set_at is None else {"last_step": step, "set_at": set_at}
    same = (second_factors.c.login == factor.login) & (second_factors.c.salt == factor.salt)
    mine = same & (second_factors.c.last_step < step)
    return (await connection.execute(update(second_factors).where(mine).values(**values))).rowcount == 1


async def forget(connection: AsyncConnection, login: str) -> None:
    """The person has none any more."""
    await connection.execute(delete(recovery_codes).where(recovery_codes.c.login == login))
    await connection.execute(delete(second_factors).where(second_factors.c.login == login))


async def keep_recovery_codes(connection: AsyncConnection, login: str, codes: Iterable[str]) -> None:
    """In place of those before."""
    await connection.execute(delete(recovery_codes).where(recovery_codes.c.login == login))
    await connection.execute(
        insert(recovery_codes), [{"digest": _digest(login, code), "login": login} for code in codes]
    )


async def use_recovery_code(connection: AsyncConnection, login: str, code: str) -> bool:
    """Whether it is one of the person's; it is used up with this."""
    mine = (recovery_codes.c.login == login) & (recovery_codes.c.digest == _digest(login, code))
    return (await connection.execute(delete(recovery_codes).where(mine))).rowcount == 1


async def count_recovery_codes(connection: AsyncConnection, login: str) -> int:
    """How many are left."""
    wanted = select(func.count()).select_from(recovery_codes).where(recovery_codes.c.login == login)
    return int(await connection.scalar(wanted) or 0)


def new_recovery_codes() -> list[str]:
    """Codes to be written down, as `ABCD-EFGH-JKMN-PQRS`."""
    made = ["".join(secrets.choice(CODE_LETTERS) for _ in range(RECOVERY_LETTERS)) for _ in range(RECOVERY_CODES)]
    return ["-".join(signs[place : place + 4] for place in range(0, RECOVERY_LETTERS, 4)) for signs in made]


def _digest(login: str, code: str) -> str:
    return digest(f"{login}\n{as_typed(code)}")
