"""Giving and taking back tokens of devices and programs, and the codes by which a device gets one.

Knows what may be given to whom, and writes each step into the audit in the same transaction.
"""

from queue_server.access import tokens
from queue_server.access.changing import TERMINAL, Changes, Changing
from queue_server.access.credentials import as_typed, digest, new_code, new_reference, new_token
from queue_server.access.identity import DEVICE_ROLES, Identity, Role, check_place
from queue_server.access.tokens import CODE_LASTS_S, Code, Token
from queue_server.domain.ids import SECOND, DeskNumber, Instant, OfficeId
from queue_server.errors import NotIdentified, RequestInvalid, TooManyRequests, Unknown


class Giving(Changes):
    """The part of `Access` that gives tokens and codes."""

    # ---- Tokens --------------------------------------------------------------------------------------------------

    async def create_token(
        self,
        role: Role,
        *,
        office: OfficeId | None = None,
        territory: str | None = None,
        desk: DeskNumber | None = None,
        name: str = "",
        by: str = TERMINAL,
        address: str = "",
    ) -> str:
        """A bearer token. It is told once, here, and cannot be read again."""
        async with self._changing() as change:
            secret, _ = await self._add_token(
                change, role, office=office, territory=territory, desk=desk, name=name, by=by, address=address
            )
        return secret

    async def revoke_token(self, token_id: str, *, by: str = TERMINAL, address: str = "") -> None:
        """Takes a token back; sockets opened with it are closed."""
        async with self._changing() as change:
            token = await tokens.revoke(change.connection, token_id, change.at)
            if token is None:
                raise Unknown(f"There is no token “{token_id}”.", code="token_unknown")
            change.then(lambda: self._live.revoke_token(token_id))
            await change.record(
                "token_revoked", by=by, subject=token.identity.subject, address=address, before=_given(token)
            )

    async def list_tokens(self) -> list[Token]:
        """Every token ever given, newest first; the secrets are nowhere."""
        async with self._database.read() as connection:
            return await tokens.listed(connection)

    # ---- Codes ---------------------------------------------------------------------------------------------------

    async def create_enrolment(
        self,
        role: Role,
        *,
        office: OfficeId,
        desk: DeskNumber | None = None,
        name: str = "",
        by: str,
        address: str = "",
    ) -> tuple[str, Instant]:
        """A code that makes one device a kiosk, a board or a desk, and when it expires."""
        if role not in DEVICE_ROLES:
            raise RequestInvalid(
                f"A code makes a kiosk, a display or a manager's desk, not: {role}.", code="role_invalid"
            )
        return await self._create_code(role, office=office, desk=desk, name=name, by=by, address=address)

    async def enrol(self, code: str, *, address: str = "") -> tuple[str, Identity]:
        """The token for the device on which the code was typed. A code works once."""
        self._admit_to_codes(address)
        async with self._changing() as change:
            given = await tokens.use_code(change.connection, digest(as_typed(code)), change.at)
            if given is not None and given.role in DEVICE_ROLES:
                secret, identity = await self._add_token(
                    change,
                    given.role,
                    office=given.office,
                    desk=given.desk,
                    name=given.name,
                    by=given.created_by,
                    address=address,
                    action="device_enrolled",
                )
                self._backoff.succeeded("code", address)
                return secret, identity
        raise NotIdentified("This code is not valid (any more). Ask for a new one.", code="code_invalid")

    async def create_admin_code(self, *, by: str = TERMINAL) -> tuple[str, Instant]:
        """A code that makes an administrator, and when it expires. No account exists to begin with: this is the way."""
        return await self._create_code(Role.ADMIN, office=None, desk=None, name="", by=by, address="")

    async def _create_code(
        self, role: Role, *, office: OfficeId | None, desk: DeskNumber | None, name: str, by: str, address: str
    ) -> tuple[str, Instant]:
        secret = new_code()
        async with self._changing() as change:
            expires_at = change.at + CODE_LASTS_S * SECOND
            code = Code(role=role, office=office, desk=desk, name=name, created_by=by, expires_at=expires_at)
            await tokens.add_code(change.connection, code, digest=digest(as_typed(secret)), at=change.at)
            await change.record(
                "code_created",
                by=by,
                subject=f"code:{role}",
                address=address,
                after={"role": role, "office": office, "desk": desk, "expires_at": expires_at},
            )
        return secret, expires_at

    def _admit_to_codes(self, address: str) -> None:
        wait_s = self._backoff.wait_s("code", address, self._clock())
        if wait_s > 0:
            raise TooManyRequests("Too many tries. Wait a little.", retry_after_s=wait_s, code="sign_in_too_often")
        self._backoff.failed("code", address, self._clock())

    async def _add_token(
        self,
        change: Changing,
        role: Role,
        *,
        office: OfficeId | None,
        territory: str | None = None,
        desk: DeskNumber | None,
        name: str,
        by: str,
        address: str,
        action: str = "token_created",
    ) -> tuple[str, Identity]:
        if desk is not None and office is None:
            raise RequestInvalid("A desk is in an office: name the office too.", code="office_required")
        check_place(role, office=office, territory=territory)
        secret = new_token()
        key = digest(secret)
        token = Token(
            id=new_reference(),
            role=role,
            office=office,
            territory=territory,
            desk=desk,
            name=name or _called(role, office or territory, desk),
            created_at=change.at,
            created_by=by,
        )
        await tokens.add(change.connection, token, digest=key)
        await change.record(action, by=by, subject=token.identity.subject, address=address, after=_given(token))
        change.then(lambda: self._live.add_token(key, token))
        return secret, token.identity


def _given(token: Token) -> dict[str, object]:
    given: dict[str, object] = {"role": token.role, "office": token.office, "desk": token.desk, "name": token.name}
    return given if token.territory is None else {**given, "territory": token.territory}


def _called(role: Role, place: str | None, desk: DeskNumber | None) -> str:
    return " ".join(part for part in (role.value, place, desk) if part)
