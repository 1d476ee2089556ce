"""People: who may sign in, as what and where, with which password.

Writes each step into the audit in the same transaction. Who may ask for it is declared route by route in `api`; at the
terminal it is whoever can open the database.
"""

from dataclasses import replace

from queue_server.access import people, second_factors, tokens
from queue_server.access.applied import AppliedOrganisations
from queue_server.access.changing import TERMINAL
from queue_server.access.credentials import as_typed, digest
from queue_server.access.giving import Giving
from queue_server.access.identity import Role
from queue_server.access.passwords import check_password
from queue_server.access.people import Person
from queue_server.domain.ids import ManagerId, OfficeId
from queue_server.errors import NotIdentified


class Administration(Giving):
    """The part of `Access` that changes who people are."""

    async def create_person(
        self,
        login: str,
        *,
        name: str,
        role: Role,
        password: str,
        office: OfficeId | None = None,
        territory: str | None = None,
        manager: ManagerId | None = None,
        by: str = TERMINAL,
        address: str = "",
    ) -> Person:
        """Somebody who may sign in. `manager` is who they are in the organisation file."""
        login = people.login_of(login)
        people.check_role(role, office=office, territory=territory)
        await self._check_password(password, login, name, office)
        hashed = await self._hashing.hash(password)
        async with self._changing() as change:
            person = Person(
                login=login,
                name=name.strip() or login,
                role=role,
                office=office,
                territory=territory,
                manager=manager,
                created_at=change.at,
                password_set_at=change.at,
                disabled_at=None,
            )
            await people.add(change.connection, person, password_hash=hashed)
            await change.record("person_created", by=by, subject=person.subject, address=address, after=shown(person))
        return person

    async def set_password(self, login: str, password: str, *, by: str = TERMINAL, address: str = "") -> None:
        """A new password. Whoever is signed in with the old one no longer is."""
        login = people.login_of(login)
        async with self._database.read() as connection:
            person = await people.get(connection, login)
        await self._check_password(password, login, person.name, person.office)
        hashed = await self._hashing.hash(password)
        async with self._changing() as change:
            await people.change(change.connection, login, password_hash=hashed, password_set_at=change.at)
            await self._end_sessions_of(change, login)
            await change.record("password_set", by=by, subject=person.subject, address=address)

    async def change_person(
        self,
        login: str,
        *,
        role: Role,
        office: OfficeId | None,
        territory: str | None = None,
        manager: ManagerId | None,
        name: str,
        by: str = TERMINAL,
        address: str = "",
    ) -> Person:
        """Another role, place or name. Sessions end: what is open was opened as somebody else."""
        login = people.login_of(login)
        people.check_role(role, office=office, territory=territory)
        async with self._changing() as change:
            before = await people.get(change.connection, login)
            await people.change(
                change.connection,
                login,
                role=role.value,
                office=office,
                territory=territory,
                manager=manager,
                name=name,
            )
            after = await people.get(change.connection, login)
            await self._end_sessions_of(change, login)
            await change.record(
                "person_changed",
                by=by,
                subject=after.subject,
                address=address,
                before=shown(before),
                after=shown(after),
            )
        return after

    async def disable_person(self, login: str, *, by: str = TERMINAL, address: str = "") -> None:
        """Nobody signs in as this person any more, and who is signed in is out."""
        login = people.login_of(login)
        async with self._changing() as change:
            person = await people.get(change.connection, login)
            await people.change(change.connection, login, disabled_at=person.disabled_at or change.at)
            await self._end_sessions_of(change, login)
            await change.record("person_disabled", by=by, subject=person.subject, address=address)

    async def enable_person(self, login: str, *, by: str = TERMINAL, address: str = "") -> None:
        """The person may sign in again."""
        login = people.login_of(login)
        async with self._changing() as change:
            person = await people.get(change.connection, login)
            await people.change(change.connection, login, disabled_at=None)
            await change.record("person_enabled", by=by, subject=person.subject, address=address)

    async def reset_second_factor(self, login: str, *, by: str = TERMINAL, address: str = "") -> Person:
        """For somebody whose app is lost: the password alone lets them in, or, where one is required, set up another.

        Whoever is signed in as this person no longer is.
        """
        login = people.login_of(login)
        async with self._database.read() as connection:
            person = await people.get(connection, login)
        await self._forget_second_factor(person, "second_factor_reset", by=by, address=address)
        return replace(person, second_factor_at=None)

    async def _forget_second_factor(self, person: Person, action: str, *, by: str, address: str) -> None:
        async with self._changing() as change:
            await second_factors.forget(change.connection, person.login)
            await self._end_sessions_of(change, person.login)
            await change.record(action, by=by, subject=person.subject, address=address)

    async def remove_person(self, login: str, *, by: str = TERMINAL, address: str = "") -> Person:
        """Forgets the person with name, password and second factor; the audit goes on saying what the login did."""
        login = people.login_of(login)
        async with self._changing() as change:
            person = await people.get(change.connection, login)
            await self._end_sessions_of(change, login)
            await second_factors.forget(change.connection, login)
            await people.remove(change.connection, login)
            await change.record("person_removed", by=by, subject=person.subject, address=address, before=shown(person))
        return person

    async def list_people(self) -> list[Person]:
        """Everybody, by login."""
        async with self._database.read() as connection:
            return await people.everybody(connection)

    async def _check_password(self, password: str, login: str, name: str, office: OfficeId | None) -> None:
        """Also against the names that stand at the door: the company's and the office's."""
        at_the_door = await AppliedOrganisations(self._database).names_of(office)
        check_password(password, context=(login, name, office or "", *at_the_door), published=self._rules.published)

    async def _admin_by_code(self, code: str, *, login: str, name: str, password: str, address: str) -> Person:
        self._admit_to_codes(address)
        login = people.login_of(login)
        await self._check_password(password, login, name, None)  # before the code is used up
        hashed = await self._hashing.hash(password)
        async with self._changing() as change:
            given = await tokens.use_code(change.connection, digest(as_typed(code)), change.at)
            if given is not None and given.role is Role.ADMIN:
                person = Person(
                    login=login,
                    name=name.strip() or login,
                    role=Role.ADMIN,
                    office=None,
                    territory=None,
                    manager=None,
                    created_at=change.at,
                    password_set_at=change.at,
                    disabled_at=None,
                )
                await people.add(change.connection, person, password_hash=hashed)
                await change.record(
                    "person_created", by=given.created_by, subject=person.subject, address=address, after=shown(person)
                )
                self._backoff.succeeded("code", address)
                return person
        raise NotIdentified("This code is not valid (any more). Ask for a new one.", code="code_invalid")


def shown(person: Person) -> dict[str, object]:
    """A person as the audit shows them: by role and place. The name stays in one table, so that it can be removed."""
    values: dict[str, object] = {
        "role": person.role,
        "office": person.office,
        "manager": person.manager,
    }
    return values if person.territory is None else {**values, "territory": person.territory}
