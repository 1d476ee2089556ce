"""People who sign in: what is kept of them, and the rules for a new one.

Knows the table of people and works inside the caller's transaction. Sessions are in `sessions`, hashes in `hashing`.
"""

import re
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from queue_server.access.identity import STAFF_ROLES, Identity, Role, check_place
from queue_server.access.tables import people, provided, second_factors
from queue_server.domain.ids import Instant, ManagerId, OfficeId
from queue_server.errors import RequestInvalid, Unknown

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in, unless `disabled_at`."""

    login: str
    name: str
    role: Role
    office: OfficeId | None
    territory: str | None
    manager: ManagerId | None
    created_at: Instant
    password_set_at: Instant | None
    disabled_at: Instant | None
    second_factor_at: Instant | None = None

    @property
    def subject(self) -> str:
        """What the log and the audit call this person."""
        return f"person:{self.login}"

    def identity(self, via: str) -> Identity:
        """This person, come by the session `via`."""
        return Identity(
            subject=self.subject,
            role=self.role,
            office=self.office,
            territory=self.territory,
            manager=self.manager,
            name=self.name,
            via=via,
        )


_WANTED = select(people, second_factors.c.set_at.label("second_factor_at")).select_from(
    people.outerjoin(second_factors, people.c.login == second_factors.c.login)
)


def login_of(typed: str) -> str:
    """The login as it is kept. Raises `RequestInvalid` where it cannot be one."""
    login = typed.strip().casefold()
    if not _LOGIN.fullmatch(login):
        raise RequestInvalid("A login has 2 to 64 Latin letters, digits, dots, dashes or @.", code="login_invalid")
    return login


def check_role(role: Role, *, office: OfficeId | None, territory: str | None = None) -> None:
    """Raises `RequestInvalid` where a person cannot have this role there."""
    if role not in STAFF_ROLES:
        raise RequestInvalid(
            f"A person is manager, supervisor or admin; {role} is for devices and programs.", code="role_invalid"
        )
    if role is Role.MANAGER and office is None:
        raise RequestInvalid("A manager belongs to an office: name it.", code="office_required")
    check_place(role, office=office, territory=territory)


async def find(connection: AsyncConnection, login: str) -> tuple[Person, str | None] | None:
    """The person and the hash of their password, or None."""
    row = (await connection.execute(_WANTED.where(people.c.login == login))).one_or_none()
    return None if row is None else (_person(row), row.password_hash)


async def get(connection: AsyncConnection, login: str) -> Person:
    """The person, or `Unknown`."""
    found = await find(connection, login)
    if found is None:
        raise Unknown(f"There is no person “{login}”.", code="person_unknown")
    return found[0]


async def everybody(connection: AsyncConnection) -> list[Person]:
    """All people, by login."""
    return [_person(row) for row in await connection.execute(_WANTED.order_by(people.c.login))]


async def add(connection: AsyncConnection, person: Person, *, password_hash: str | None) -> None:
    """Keep a new person. Raises `RequestInvalid` where the login is taken."""
    if await find(connection, person.login) is not None:
        raise RequestInvalid(f"The login “{person.login}” is taken.", code="login_taken")
    await connection.execute(
        insert(people).values(
            login=person.login,
            name=person.name,
            role=person.role.value,
            office=person.office,
            territory=person.territory,
            manager=person.manager,
            created_at=person.created_at,
            password_hash=password_hash,
            password_set_at=person.password_set_at,
            disabled_at=None,
        )
    )


async def change(connection: AsyncConnection, login: str, **values: object) -> None:
    """Set columns of one person."""
    await connection.execute(update(people).where(people.c.login == login).values(**values))


async def remove(connection: AsyncConnection, login: str) -> None:
    """The person's row is gone, and with it what links a provider's account to a login that somebody may have anew."""
    await connection.execute(delete(provided).where(provided.c.login == login))
    await connection.execute(delete(people).where(people.c.login == login))


def _person(row: object) -> Person:
    known = {name: getattr(row, name) for name in Person.__dataclass_fields__}
    return Person(**{**known, "role": Role(known["role"])})
