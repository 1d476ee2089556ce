"""People whom a provider vouches for: found by issuer and subject, made at their first sign-in, roles from a claim.

Never found by name or mail address: somebody else can come to have those. Knows what the operator mapped to which role.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from queue_server.access import people
from queue_server.access.administration import shown
from queue_server.access.changing import TERMINAL
from queue_server.access.identity import Role
from queue_server.access.means import Means
from queue_server.access.oidc import Arrival
from queue_server.access.people import Person
from queue_server.access.sessions import Session
from queue_server.access.signing_in import SigningIn
from queue_server.access.tables import provided
from queue_server.domain.ids import ManagerId, OfficeId
from queue_server.errors import NotIdentified, RequestInvalid, SettingsInvalid

BY_PROVIDER = "provider"
"""The audit's name for what follows from a claim."""

_RULE = re.compile(
    r"(?P<value>[^=]+)=(?P<role>manager|supervisor|admin)(@(?P<kind>office|territory):(?P<place>[A-Za-z0-9._:~-]+))?"
)
_NOT_IN_A_LOGIN = re.compile(r"[^a-z0-9._@-]+")
_WIDEST_FIRST = (Role.ADMIN, Role.SUPERVISOR, Role.MANAGER)
_MANAGER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_NAMESAKES = 99
_LONGEST_LOGIN = 60


@dataclass(frozen=True, slots=True)
class RoleRule:
    """Who has `value` in the claim has this role, there."""

    value: str
    role: Role
    office: OfficeId | None = None
    territory: str | None = None


@dataclass(frozen=True, slots=True)
class RoleRules:
    """Roles by a claim. With no rules the provider says who somebody is, and not what they may."""

    claim: str = "groups"
    rules: tuple[RoleRule, ...] = ()
    manager_claim: str | None = None
    """The claim that says which manager of the organisation file somebody is; None: as their login here says."""

    def of(self, claims: Mapping[str, Any]) -> RoleRule | None:
        """The widest that the claims give; of two alike the one that was written first."""
        found = claims.get(self.claim)
        listed = found if isinstance(found, list) else [found]  # an object's names are not among its values
        values = {one for one in listed if isinstance(one, str)}
        fitting = [rule for rule in self.rules if rule.value in values]
        return min(fitting, key=lambda rule: _WIDEST_FIRST.index(rule.role), default=None)

    def manager(self, claims: Mapping[str, Any]) -> ManagerId | None:
        """Which manager the claims say somebody is; None where they say nothing that can be one."""
        found = claims.get(self.manager_claim) if self.manager_claim is not None else None
        return ManagerId(found) if isinstance(found, str) and _MANAGER.fullmatch(found) else None


def role_rules(claim: str, written: Iterable[str], *, manager_claim: str | None = None) -> RoleRules:
    """The rules as `VALUE=ROLE`, `VALUE=ROLE@office:ID`, `VALUE=ROLE@territory:ID`. Raises `SettingsInvalid`."""
    rules = []
    for text in written:
        found = _RULE.fullmatch(text.strip())
        if found is None:
            raise SettingsInvalid(f"QUEUE_OIDC_ROLES: “{text}” is not VALUE=ROLE or VALUE=ROLE@office:ID.")
        place = {found["kind"]: found["place"]} if found["kind"] else {}
        rule = RoleRule(found["value"].strip(), Role(found["role"]), **place)
        try:
            people.check_role(rule.role, office=rule.office, territory=rule.territory)
        except RequestInvalid as problem:
            raise SettingsInvalid(f"QUEUE_OIDC_ROLES: “{text}”: {problem}") from None
        rules.append(rule)
    return RoleRules(claim, tuple(rules), manager_claim)


class Federation(SigningIn):
    """The part of `Access` that takes a provider's word."""

    async def sign_in_by_provider(
        self, arrival: Arrival, rules: RoleRules, address: str, *, previous: str | None = None
    ) -> Session:
        """A session for whoever arrived. Raises `NotIdentified` where they are nobody here, or locked out."""
        rule = rules.of(arrival.claims)
        async with self._database.read() as connection:
            known = await _find(connection, arrival.issuer, arrival.subject)
        if rules.rules and rule is None:
            if known is not None:  # what was opened by a role that is theirs no more
                async with self._changing() as change:
                    await self._end_sessions_of(change, known.login)
            await self._refuse(known, address, "The provider gives this person no role here.", code="provider_no_role")
        manager = rules.manager(arrival.claims)
        if rule is not None and rule.role is Role.MANAGER and rules.manager_claim is not None and manager is None:
            detail = f"The provider does not say which manager this is: the claim “{rules.manager_claim}” is missing."
            await self._refuse(known, address, detail, code="provider_no_manager")
        if known is None:
            if rule is None:
                await self._refuse(
                    None, address, "Nobody here is linked to this account.", code="provider_person_unknown"
                )
            person = await self._made(arrival, rule, manager, address) if rule is not None else known
        else:
            person = await self._kept_alike(known, rule, manager, address) if rule is not None else known
        if person is None or person.disabled_at is not None:
            await self._refuse(person, address, "This person's access is closed.", code="provider_person_closed")
        assert person is not None
        return await self._begin_session(person, Means.PROVIDER, address=address, previous=previous)

    async def link_person(
        self, login: str, issuer: str, subject: str, *, by: str = TERMINAL, address: str = ""
    ) -> None:
        """From now on the provider's account is this person, and no other account."""
        login = people.login_of(login)
        async with self._changing() as change:
            person = await people.get(change.connection, login)
            await _link(change.connection, issuer, subject, login)
            await change.record(
                "person_linked", by=by, subject=person.subject, address=address, after={"issuer": issuer}
            )

    async def _made(self, arrival: Arrival, rule: RoleRule, manager: ManagerId | None, address: str) -> Person:
        async with self._changing() as change:
            known = await _find(change.connection, arrival.issuer, arrival.subject)
            if known is not None:  # made a moment ago, in another window
                return known
            login = await _free_login(change.connection, arrival)
            person = Person(
                login=login,
                name=_name_of(arrival) or login,
                role=rule.role,
                office=rule.office,
                territory=rule.territory,
                manager=(manager or ManagerId(login)) if rule.role is Role.MANAGER else None,
                created_at=change.at,
                password_set_at=None,
                disabled_at=None,
            )
            await people.add(change.connection, person, password_hash=None)
            await _link(change.connection, arrival.issuer, arrival.subject, login)
            await change.record(
                "person_created", by=BY_PROVIDER, subject=person.subject, address=address, after=shown(person)
            )
        return person

    async def _kept_alike(self, person: Person, rule: RoleRule, manager: ManagerId | None, address: str) -> Person:
        """The person with the role that the provider gives now; what was open under another one is closed."""
        manager = (manager or person.manager or ManagerId(person.login)) if rule.role is Role.MANAGER else None
        kept = (person.role, person.office, person.territory, person.manager)
        if kept == (rule.role, rule.office, rule.territory, manager):
            return person
        changed = await self.change_person(
            person.login, role=rule.role, office=rule.office, territory=rule.territory, manager=manager,
            name=person.name, by=BY_PROVIDER, address=address,
        )  # fmt: skip
        return replace(changed, disabled_at=person.disabled_at)

    async def _refuse(self, person: Person | None, address: str, detail: str, *, code: str) -> None:
        subject = person.subject if person is not None else "person:unknown"
        await self._note(subject, "sign_in_refused", address, by="nobody")
        raise NotIdentified(detail, code=code)


async def _find(connection: AsyncConnection, issuer: str, subject: str) -> Person | None:
    mine = (provided.c.issuer == issuer) & (provided.c.subject == subject)
    login = await connection.scalar(select(provided.c.login).where(mine))
    found = await people.find(connection, str(login)) if login is not None else None
    return found[0] if found is not None else None


async def _link(connection: AsyncConnection, issuer: str, subject: str, login: str) -> None:
    """One account is one person, and one person one account."""
    mine = (provided.c.issuer == issuer) & ((provided.c.subject == subject) | (provided.c.login == login))
    await connection.execute(delete(provided).where(mine))
    await connection.execute(insert(provided).values(issuer=issuer, subject=subject, login=login))


async def _free_login(connection: AsyncConnection, arrival: Arrival) -> str:
    """A login that nobody has, after what the provider calls the person. One that is taken is never taken over."""
    wished = next(
        (str(arrival.claims[name]) for name in ("preferred_username", "email") if arrival.claims.get(name)), ""
    )
    plain = _NOT_IN_A_LOGIN.sub("", wished.casefold()).lstrip("._@-")[:_LONGEST_LOGIN]
    base = plain if len(plain) >= 2 else "person"
    for number in range(1, _NAMESAKES + 1):
        login = base if number == 1 else f"{base}-{number}"
        if await people.find(connection, login) is None:
            return login
    raise NotIdentified("Too many people have this name. Ask an administrator.", code="provider_person_unknown")


def _name_of(arrival: Arrival) -> str:
    name = arrival.claims.get("name")
    return "".join(sign for sign in name if sign.isprintable()).strip()[:255] if isinstance(name, str) else ""
