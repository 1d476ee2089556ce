"""Proving who one is: the password first, then the second factor, each slowed down where somebody guesses.

Knows what is kept of both and the rules of the second factor. A refusal does not say whether a login exists; that a
second factor is asked for is told only to whoever knows the password.
"""

import logging

from sqlalchemy.ext.asyncio import AsyncConnection

from queue_server.access import audit, people, second_factors
from queue_server.access.administration import Administration
from queue_server.access.backoff import Backoff
from queue_server.access.identity import Identity, Role
from queue_server.access.keys import key_of
from queue_server.access.means import FACTOR_ROLES, Means, SecondFactorPolicy
from queue_server.access.one_time_codes import DIGITS, step_of
from queue_server.access.passwords import PUBLISHED
from queue_server.access.people import Person
from queue_server.access.second_factors import key_id_of
from queue_server.errors import NotAllowed, NotIdentified, TooManyRequests

_KEY_NAME = "second_factor"

logger = logging.getLogger(__name__)


class Proving(Administration):
    """The part of `Access` that is convinced or not."""

    async def _password_of(self, login: str, password: str, address: str) -> tuple[Person, str]:
        """The person and the kept hash, if this is the password. Counted as a wrong try until `_proven`."""
        if not self._rules.passwords:
            raise NotAllowed("Nobody signs in with a password here.", code="passwords_off")
        login = login.strip().casefold()[:64]
        self._admit(login, address)
        async with self._database.read() as connection:
            found = await people.find(connection, login)
        kept = found[1] if found is not None and found[0].disabled_at is None else None
        right = await self._hashing.verify(kept, password) and (self._rules.published or password != PUBLISHED)
        if found is None or kept is None or not right:
            # A login that nobody has may be a password typed into the wrong field: it is not written down.
            subject = found[0].subject if found is not None else "person:unknown"
            await self._note(subject, "sign_in_refused", address, by="nobody")
            raise NotIdentified("The login or the password is not right.", code="sign_in_refused")
        return found[0], kept

    def _proven(self, person: Person, address: str) -> None:
        self._backoff.succeeded(person.login, address)

    async def _second_of(
        self, person: Person, code: str | None, address: str, *, device: Identity | None = None
    ) -> Means:
        """By what means the person has come, if that is enough. Raises `NotIdentified` with what is missing."""
        if self._rules.policy is SecondFactorPolicy.OFF:
            return Means.PASSWORD
        if person.second_factor_at is not None:
            if not code:
                raise NotIdentified("Type the code of your authenticator app too.", code="second_factor_required")
            await self._use_code(person, code, address)
            return Means.CODE
        if self._rules.policy is SecondFactorPolicy.REQUIRED:
            if person.role in FACTOR_ROLES:
                raise NotIdentified("Set up a second factor first.", code="second_factor_missing")
            if device is None or device.role is not Role.MANAGER or device.office != person.office:
                raise NotIdentified("Sign in at a device that was let in at your office.", code="device_required")
        return Means.PASSWORD

    async def _use_code(self, person: Person, code: str, address: str, *, setting: bool = False) -> None:
        """Uses the code up. Raises `NotIdentified` for one that is wrong, used or too old."""
        secret = await self._admit_code(person.login)
        key = await self._key()  # before the transaction: where there is none yet, it is written
        async with self._database.write() as connection:
            taken = await self._taken(connection, person.login, code, key, setting=setting)
            if taken is not None:
                await self._note(person.subject, taken, address, by=person.subject, within=connection)
        if taken is None:
            await self._note(person.subject, "second_factor_refused", address, by="nobody")
            raise NotIdentified("This code is not right, or was used already.", code="second_factor_refused")
        self._codes_backoff.succeeded(person.login, secret)

    async def _taken(
        self, connection: AsyncConnection, login: str, code: str, key: bytes, *, setting: bool
    ) -> str | None:
        """What the audit calls it; None where the code is none."""
        at = self._clock()
        factor = await second_factors.find(connection, login)
        if factor is None or (setting and not factor.waits_at(at)) or (not setting and factor.set_at is None):
            return None
        if factor.key_id != key_id_of(key):
            logger.warning("the second factor of %s was made with another key: reset it", login)
        typed = "".join(sign for sign in code if not sign.isspace())
        if len(typed) == DIGITS and typed.isascii() and typed.isdigit():
            step = step_of(factor.secret(key), typed, at)
            used = step is not None and await second_factors.use_step(
                connection, factor, step, set_at=at if setting else None
            )
            return ("second_factor_set" if setting else "second_factor_used") if used else None
        used = not setting and await second_factors.use_recovery_code(connection, login, code)
        return "recovery_code_used" if used else None

    async def _key(self) -> bytes:
        return self._rules.key or await key_of(self._database, _KEY_NAME)

    def _admit(self, target: str, address: str) -> None:
        self._count(self._backoff, target, address)

    async def _admit_code(self, login: str) -> str:
        """By which tries at this person's secret are counted: wherever they come from, until there is another secret.

        Whoever gets as far knows the password, and six digits are few.
        """
        async with self._database.read() as connection:
            factor = await second_factors.find(connection, login)
        secret = f"{login}:{factor.salt if factor is not None else ''}"
        self._count(self._codes_backoff, login, secret)
        return secret

    def _count(self, backoff: Backoff, target: str, address: str) -> None:
        at = self._clock()
        wait_s = backoff.wait_s(target, address, at)
        if wait_s > 0:
            raise TooManyRequests("Too many tries. Wait a little.", retry_after_s=wait_s, code="sign_in_too_often")
        # Counted before the answer is known: tries made side by side must not all slip through.
        backoff.failed(target, address, at)

    async def _note(
        self, subject: str, action: str, address: str, *, by: str, within: AsyncConnection | None = None
    ) -> None:
        words = {"at": self._clock(), "actor": by, "action": action, "subject": subject, "address": address}
        if within is not None:
            await audit.record(within, **words)  # type: ignore[arg-type]
            return
        async with self._database.write() as connection:
            await audit.record(connection, **words)  # type: ignore[arg-type]
