"""Sessions of people, kept at the server: who, since when, last seen when, and how long that may go on.

Knows limits and rows. The cookie holds an id that means nothing by itself; the database holds only its digest.
"""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from queue_server.access.identity import Identity, Role
from queue_server.access.means import Means
from queue_server.access.people import Person
from queue_server.access.tables import sessions
from queue_server.domain.ids import SECOND, Instant

LONGEST_S = 12 * 3600
"""Nobody stays signed in longer than a long shift."""

IDLE_S = 30 * 60
IDLE_MANAGER_S = 12 * 3600
"""A manager's page stands open at the desk all day; signing in between two visitors would cost those who wait."""

SEEN_EVERY_S = 60
"""How exactly the database knows when a session was last seen."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session just begun. `id` goes into the cookie and nowhere else."""

    id: str
    identity: Identity
    expires_at: Instant


@dataclass(slots=True)
class LiveSession:
    """A session as the server remembers it."""

    digest: str
    login: str
    identity: Identity
    created_at: Instant
    seen_at: Instant
    kept_seen_at: Instant
    means: Means = Means.PASSWORD

    @classmethod
    def of(cls, key: str, person: Person, created_at: Instant, seen_at: Instant, means: Means) -> "LiveSession":
        """A person's session with this digest."""
        identity = person.identity(via=f"session:{key[:16]}")
        return cls(key, person.login, identity, created_at, seen_at, seen_at, means)

    @property
    def expires_at(self) -> Instant:
        """When it ends, seen or not."""
        return self.created_at + LONGEST_S * SECOND

    def ended(self, at: Instant) -> bool:
        """Whether it is over: too long in all, or too long unused."""
        idle_s = IDLE_MANAGER_S if self.identity.role is Role.MANAGER else IDLE_S
        return at >= self.expires_at or at - self.seen_at >= idle_s * SECOND


async def everything(connection: AsyncConnection) -> list[tuple[str, str, Instant, Instant, Means]]:
    """All kept sessions: digest, login, created, seen, by what means they were begun."""
    rows = await connection.execute(select(sessions))
    return [(row.digest, row.login, row.created_at, row.seen_at, Means(row.means)) for row in rows]


async def begin(connection: AsyncConnection, *, digest: str, login: str, at: Instant, means: Means) -> None:
    """Keep a new session."""
    values = {"digest": digest, "login": login, "created_at": at, "seen_at": at, "means": means.value}
    await connection.execute(insert(sessions).values(**values))


async def end(connection: AsyncConnection, digests: list[str]) -> None:
    """Forget sessions."""
    await connection.execute(delete(sessions).where(sessions.c.digest.in_(digests)))


async def end_all_of(connection: AsyncConnection, login: str) -> None:
    """Forget every session of a person."""
    await connection.execute(delete(sessions).where(sessions.c.login == login))


async def keep_seen(connection: AsyncConnection, seen: dict[str, Instant]) -> None:
    """Note when sessions were last seen."""
    await connection.execute(
        update(sessions).where(sessions.c.digest == bindparam("of")).values(seen_at=bindparam("seen")),
        [{"of": digest, "seen": at} for digest, at in seen.items()],
    )
