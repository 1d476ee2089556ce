"""Tokens of devices and programs, and the codes by which a device gets one.

Knows their rows. A token is bound to a role and, where named, to an office and a desk; it holds until it is revoked.
"""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from queue_server.access.identity import Identity, Role
from queue_server.access.tables import codes, tokens
from queue_server.domain.ids import DeskNumber, Instant, OfficeId

CODE_LASTS_S = 600
SEEN_EVERY_S = 3600
"""How exactly the database knows when a token was last used: enough to find devices that are gone."""


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token; never the token itself, which only its holder has."""

    id: str
    role: Role
    office: OfficeId | None
    territory: str | None
    desk: DeskNumber | None
    name: str
    created_at: Instant
    created_by: str
    seen_at: Instant | None = None
    revoked_at: Instant | None = None

    @property
    def identity(self) -> Identity:
        """Whoever holds this token."""
        return Identity(
            subject=f"{self.role}:{self.id}",
            role=self.role,
            office=self.office,
            territory=self.territory,
            desk=self.desk,
            name=self.name,
            via=self.id,
        )


@dataclass(frozen=True, slots=True)
class Code:
    """What a code gives to whoever types it first, until it expires."""

    role: Role
    office: OfficeId | None
    desk: DeskNumber | None
    name: str
    created_by: str
    expires_at: Instant


async def add(connection: AsyncConnection, token: Token, *, digest: str) -> None:
    """Keep a new token."""
    await connection.execute(
        insert(tokens).values(
            id=token.id,
            digest=digest,
            role=token.role.value,
            office=token.office,
            territory=token.territory,
            desk=token.desk,
            name=token.name,
            created_at=token.created_at,
            created_by=token.created_by,
        )
    )


async def everything(connection: AsyncConnection) -> list[tuple[str, Token]]:
    """All tokens that hold, with their digests."""
    rows = await connection.execute(select(tokens).where(tokens.c.revoked_at.is_(None)))
    return [(row.digest, _token(row)) for row in rows]


async def listed(connection: AsyncConnection) -> list[Token]:
    """All tokens, the revoked ones too, newest first."""
    return [_token(row) for row in await connection.execute(select(tokens).order_by(tokens.c.created_at.desc()))]


async def by_digest(connection: AsyncConnection, digest: str) -> Token | None:
    """The token that holds, by its digest."""
    row = (
        await connection.execute(select(tokens).where(tokens.c.digest == digest, tokens.c.revoked_at.is_(None)))
    ).one_or_none()
    return None if row is None else _token(row)


async def revoke(connection: AsyncConnection, token_id: str, at: Instant) -> Token | None:
    """Take a token back; None where there is none to take."""
    row = (
        await connection.execute(select(tokens).where(tokens.c.id == token_id, tokens.c.revoked_at.is_(None)))
    ).one_or_none()
    if row is None:
        return None
    await connection.execute(update(tokens).where(tokens.c.id == token_id).values(revoked_at=at))
    return _token(row)


async def keep_seen(connection: AsyncConnection, seen: dict[str, Instant]) -> None:
    """Note when tokens were last used."""
    await connection.execute(
        update(tokens).where(tokens.c.id == bindparam("of")).values(seen_at=bindparam("seen")),
        [{"of": token_id, "seen": at} for token_id, at in seen.items()],
    )


async def add_code(connection: AsyncConnection, code: Code, *, digest: str, at: Instant) -> None:
    """Keep a new code, and forget those that nobody used in time."""
    await connection.execute(delete(codes).where(codes.c.expires_at <= at))
    await connection.execute(
        insert(codes).values(
            digest=digest,
            role=code.role.value,
            office=code.office,
            desk=code.desk,
            name=code.name,
            created_at=at,
            created_by=code.created_by,
            expires_at=code.expires_at,
        )
    )


async def use_code(connection: AsyncConnection, digest: str, at: Instant) -> Code | None:
    """What the code gives, once: it is gone with this, right in time or too late."""
    row = (await connection.execute(select(codes).where(codes.c.digest == digest))).one_or_none()
    gone = await connection.execute(delete(codes).where(codes.c.digest == digest))
    if row is None or gone.rowcount != 1 or row.expires_at <= at:
        return None
    return Code(
        role=Role(row.role),
        office=row.office,
        desk=row.desk,
        name=row.name,
        created_by=row.created_by,
        expires_at=row.expires_at,
    )


def _token(row: object) -> Token:
    known = {name: getattr(row, name) for name in Token.__dataclass_fields__}
    return Token(**{**known, "role": Role(known["role"])})
