"""What is answered about access: who somebody is, devices, people, the audit. See `answers`."""

from pydantic import ConfigDict

from queue_server.api.answers import Answer


class SessionAnswer(Answer):
    """Who the server takes the caller for."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{
                "subject": "person:ivanova", "name": "Иванова А. П.", "role": "manager", "office": "klin",
                "territory": None, "desk": None, "manager": "ivanova", "demo": False,
            }]
        },
    )  # fmt: skip

    subject: str
    name: str | None
    role: str
    office: str | None
    territory: str | None
    desk: str | None
    manager: str | None
    demo: bool


class DeviceAnswer(Answer):
    """A code to let a device in, once, within ten minutes."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{
                "code": "7KQM4TXA", "url": "https://queue.example/kiosk/klin#enrol=7KQM4TXA",
                "expires_at": "2026-03-02T06:15:00.000Z",
            }]
        },
    )  # fmt: skip

    code: str
    url: str
    expires_at: str


class DeviceRow(Answer):
    """A token that was given: to what, by whom, when last used. Never the token itself."""

    id: str
    role: str
    office: str | None
    territory: str | None
    desk: str | None
    name: str
    created_at: str
    created_by: str
    seen_at: str | None
    revoked_at: str | None


class DevicesAnswer(Answer):
    """All devices and programs, newest first."""

    devices: list[DeviceRow]


class PersonAnswer(Answer):
    """Somebody who may sign in, unless `disabled_at` is set."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "login": "ivanova",
                    "name": "Иванова А. П.",
                    "role": "manager",
                    "office": "klin",
                    "territory": None,
                    "manager": "ivanova",
                    "created_at": "2026-03-01T09:00:00.000Z",
                    "password_set_at": "2026-03-01T09:00:00.000Z",
                    "disabled_at": None,
                    "second_factor_at": None,
                }
            ]
        },
    )

    login: str
    name: str
    role: str
    office: str | None
    territory: str | None
    manager: str | None
    created_at: str
    password_set_at: str | None
    disabled_at: str | None
    second_factor_at: str | None


class PeopleAnswer(Answer):
    """Everybody, by login."""

    people: list[PersonAnswer]


class AuditRow(Answer):
    """One thing that somebody did."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "seq": 41,
                    "at": "2026-03-02T06:00:00.000Z",
                    "actor": "person:titov",
                    "action": "person_created",
                    "subject": "person:ivanova",
                    "address": "192.0.2.7",
                    "before": None,
                    "after": '{"role": "manager"}',
                }
            ]
        },
    )

    seq: int
    at: str
    actor: str
    action: str
    subject: str
    address: str
    before: str | None
    after: str | None


class AuditAnswer(Answer):
    """A page of the audit, oldest first; with `before`, newest first."""

    entries: list[AuditRow]


class SecondFactorAnswer(Answer):
    """What somebody is told of their own second factor. `policy`: `off`, `offered` or `required`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"policy": "offered", "set_at": "2026-03-02T06:05:00.000Z", "recovery_codes_count": 9}]
        },
    )

    policy: str
    set_at: str | None
    recovery_codes_count: int


class ShownSecretAnswer(Answer):
    """For an authenticator app: to be typed, as an address (`otpauth:`), and as a picture of it (a `data:` address)."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "secret": "JBSW Y3DP EHPK 3PXP",
                    "address": "otpauth://totp/queue-server:titov?secret=JBSWY3DPEHPK3PXP",
                    "picture": "data:image/svg+xml;base64,PHN2Zy8+",
                }
            ]
        },
    )

    secret: str
    address: str
    picture: str


class RecoveryCodesAnswer(Answer):
    """Each signs in once, in place of a code of the app. To be written down."""

    recovery_codes: list[str]


class SecondFactorSetAnswer(Answer):
    """The recovery codes, and who is signed in now."""

    recovery_codes: list[str]
    session: SessionAnswer


class WaysInAnswer(Answer):
    """How people sign in. `provider` is what the organisation calls its own sign-in, or null."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"passwords": True, "provider": None}]})

    passwords: bool
    provider: str | None
