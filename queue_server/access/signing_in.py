"""Signing in and out, and a person's own second factor: set, given up, its recovery codes made anew.

Whoever changes their second factor proves anew who they are: an open page is not enough.
"""

from dataclasses import dataclass, replace

from queue_server.access import people, second_factors, sessions
from queue_server.access.credentials import digest, new_session_id
from queue_server.access.identity import Identity
from queue_server.access.means import FACTOR_ROLES, Means, SecondFactorPolicy
from queue_server.access.one_time_codes import address_of, letters_of
from queue_server.access.people import Person
from queue_server.access.proving import Proving
from queue_server.access.sessions import LiveSession, Session
from queue_server.domain.ids import Instant
from queue_server.errors import NotAllowed, NotIdentified, RequestInvalid


@dataclass(frozen=True, slots=True)
class ShownSecret:
    """What an authenticator app needs, shown once: as letters, and as the address that a QR code holds."""

    letters: str
    address: str


@dataclass(frozen=True, slots=True)
class SecondFactorState:
    """What a person is told of their second factor."""

    policy: SecondFactorPolicy
    set_at: Instant | None
    recovery_codes_count: int


class SigningIn(Proving):
    """The part of `Access` that begins and ends sessions."""

    async def sign_in(
        self,
        login: str,
        password: str,
        address: str,
        *,
        code: str | None = None,
        device: Identity | None = None,
        previous: str | None = None,
    ) -> Session:
        """A new session with a new id, in place of `previous`. A refusal does not say whether the login exists.

        `device` is whatever was let in where the person sits. Raises `NotIdentified`, its code says what is missing.
        """
        person, kept = await self._password_of(login, password, address)
        means = await self._second_of(person, code, address, device=device)
        self._proven(person, address)
        if self._hashing.outdated(kept):
            renewed = await self._hashing.hash(password)
            async with self._database.write() as connection:
                await people.change(connection, person.login, password_hash=renewed)
        return await self._begin_session(person, means, address=address, previous=previous)

    async def sign_out(self, session_id: str, *, address: str = "") -> None:
        """Ends a session; sockets opened by it are closed. An unknown one is no error."""
        key = digest(session_id)
        identity = self._live.session(key, self._clock())
        if identity is None:
            return
        async with self._changing() as change:
            await sessions.end(change.connection, [key])
            await change.record("sign_out", by=identity.subject, subject=identity.subject, address=address)
            change.then(lambda: self._live.end([key]))

    async def first_admin(self, code: str, *, login: str, name: str, password: str, address: str = "") -> Session:
        """Makes an administrator of whoever has the code that `queue-server admin-code` printed, once.

        Where a second factor is required it raises `NotIdentified` once the person is made: that is the next step.
        """
        person = await self._admin_by_code(code, login=login, name=name, password=password, address=address)
        if not self._rules.passwords:
            return await self._begin_session(person, Means.TERMINAL, address=address, previous=None)
        means = await self._second_of(person, None, address)
        return await self._begin_session(person, means, address=address, previous=None)

    # ---- One's own second factor ---------------------------------------------------------------------------------

    async def begin_second_factor(self, login: str, password: str, address: str, *, issuer: str) -> ShownSecret:
        """A secret for the person's app, shown there as `issuer`'s. It counts once a code of it was seen."""
        if self._rules.policy is SecondFactorPolicy.OFF:
            raise NotAllowed("No second factors are used here.", code="second_factor_off")
        person, _ = await self._password_of(login, password, address)
        if person.role not in FACTOR_ROLES:
            raise NotAllowed("A manager's second factor is the device at the desk.", code="second_factor_off")
        if person.second_factor_at is not None:
            raise _already_set()
        self._proven(person, address)
        key = await self._key()
        async with self._database.write() as connection:
            begun = await second_factors.begin(connection, person.login, key=key, at=self._clock())
        if begun is None:
            raise _already_set()
        secret = begun.secret(key)
        return ShownSecret(letters_of(secret), address_of(secret, login=person.login, issuer=issuer))

    async def set_second_factor(
        self, login: str, password: str, code: str, address: str, *, previous: str | None = None
    ) -> tuple[Session, list[str]]:
        """From now on codes of the app are asked for. The new session and the recovery codes, told once.

        Whoever was signed in as this person no longer is.
        """
        person, _ = await self._password_of(login, password, address)
        if person.second_factor_at is not None:
            raise _already_set()
        await self._use_code(person, code, address, setting=True)
        self._proven(person, address)
        codes = second_factors.new_recovery_codes()
        async with self._changing() as change:
            now = await people.get(change.connection, person.login)
            await second_factors.keep_recovery_codes(change.connection, person.login, codes)
            await self._end_sessions_of(change, person.login)
        person = replace(person, second_factor_at=now.second_factor_at)
        return await self._begin_session(person, Means.CODE, address=address, previous=previous), codes

    async def renew_recovery_codes(self, login: str, password: str, code: str, address: str) -> list[str]:
        """Recovery codes in place of those before, told once."""
        person = await self._with_both(login, password, code, address)
        codes = second_factors.new_recovery_codes()
        async with self._changing() as change:
            await second_factors.keep_recovery_codes(change.connection, person.login, codes)
            await change.record("recovery_codes_made", by=person.subject, subject=person.subject, address=address)
        return codes

    async def remove_second_factor(self, login: str, password: str, code: str, address: str) -> None:
        """The person has none any more, and is signed in nowhere."""
        person = await self._with_both(login, password, code, address)
        await self._forget_second_factor(person, "second_factor_removed", by=person.subject, address=address)

    async def second_factor_state(self, login: str) -> SecondFactorState:
        """What the person is told."""
        async with self._database.read() as connection:
            person = await people.get(connection, login)
            left = await second_factors.count_recovery_codes(connection, login)
        return SecondFactorState(self._rules.policy, person.second_factor_at, left)

    async def _with_both(self, login: str, password: str, code: str, address: str) -> Person:
        person, _ = await self._password_of(login, password, address)
        if person.second_factor_at is None:
            raise RequestInvalid("There is no second factor.", code="second_factor_not_set")
        await self._use_code(person, code, address)
        self._proven(person, address)
        return person

    async def _begin_session(self, person: Person, means: Means, *, address: str, previous: str | None) -> Session:
        """A session of somebody who proved that they are `person`.

        Proving takes its time: whose role, password or second factor became another meanwhile proves it again.
        """
        session_id = new_session_id()
        key = digest(session_id)
        ended = [digest(previous)] if previous else []
        async with self._changing() as change:
            current = await people.find(change.connection, person.login)
            if current is None or current[0] != person:
                raise NotIdentified("The login or the password is not right.", code="sign_in_refused")
            live = LiveSession.of(key, current[0], change.at, change.at, means)
            await sessions.end(change.connection, ended)
            await sessions.begin(change.connection, digest=key, login=person.login, at=change.at, means=means)
            await change.record(
                "sign_in", by=person.subject, subject=person.subject, address=address, after={"means": means}
            )
            change.then(lambda: self._live.end(ended))
            change.then(lambda: self._live.add_session(live))
        return Session(id=session_id, identity=live.identity, expires_at=live.expires_at)


def _already_set() -> RequestInvalid:
    return RequestInvalid("There is a second factor already.", code="second_factor_already_set")
