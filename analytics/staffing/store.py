"""Who may work how, as supervisors wrote it down: one small document an office, read and written as a whole.

It stands in the database's own settings: nothing is ever asked of a part of it, and it is no event of the log.
"""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from queue_server.database.engine import Database
from queue_server.domain.ids import Instant, OfficeId
from queue_server.errors import PeopleChanged
from queue_server.log.tables import settings

NOTHING_KEPT = 0


@dataclass(frozen=True, slots=True)
class KeptPeople:
    """`rows` are tables of `[[staff]]`. The version is `NOTHING_KEPT` where nobody wrote anything down."""

    version: int = NOTHING_KEPT
    saved_at: Instant | None = None
    saved_by: str | None = None
    break_minutes: int | None = None
    rows: tuple[Mapping[str, Any], ...] = field(default=())


class PeopleStore:
    """The people of one database's offices."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, office: OfficeId) -> KeptPeople:
        """What was kept last."""
        async with self._database.read() as connection:
            return await _read(connection, office)

    async def keep(
        self,
        office: OfficeId,
        wanted: KeptPeople,
        beside: Callable[[AsyncConnection, KeptPeople, KeptPeople], Awaitable[None]] | None = None,
    ) -> KeptPeople:
        """As the version after the one that `wanted` names; what stands there already stays as it is. `beside` is
        called in the transaction that changes something, with what was and what is.

        Raises `PeopleChanged` where somebody else was first.
        """
        try:
            async with self._database.write() as connection:
                now = await _read(connection, office, to_change=True)
                if now.version != NOTHING_KEPT and _said(now) == _said(wanted):
                    return now
                if now.version != wanted.version:
                    raise PeopleChanged
                made = KeptPeople(now.version + 1, wanted.saved_at, wanted.saved_by, wanted.break_minutes, wanted.rows)
                content = msgspec.json.encode(made).decode()
                if now.version == NOTHING_KEPT:
                    await connection.execute(insert(settings).values(name=_name(office), content=content))
                else:
                    here = settings.c.name == _name(office)
                    await connection.execute(update(settings).where(here).values(content=content))
                if beside is not None:
                    await beside(connection, now, made)
                return made
        except IntegrityError:  # two writers at the same moment, on a database that has several
            raise PeopleChanged from None


async def _read(connection: AsyncConnection, office: OfficeId, *, to_change: bool = False) -> KeptPeople:
    kept = select(settings.c.content).where(settings.c.name == _name(office))
    content = await connection.scalar(kept.with_for_update() if to_change else kept)  # of two writers one waits
    return KeptPeople() if content is None else msgspec.json.decode(content, type=KeptPeople)


def _said(kept: KeptPeople) -> tuple[int | None, list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = msgspec.json.decode(msgspec.json.encode(kept.rows))
    return kept.break_minutes, rows


def _name(office: OfficeId) -> str:
    """Fits the column whatever the office is called."""
    return f"staffing:{hashlib.blake2b(office.encode(), digest_size=16).hexdigest()}"
