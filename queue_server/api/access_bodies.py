"""What comes in about access: who signs in, people, devices. See `bodies`."""

from typing import Literal

from pydantic import ConfigDict

from queue_server.api.bodies import Body
from queue_server.api.fields import DeskWord, NewLogin, NewPassword, SecondCode, Secret, Text, Word


class SignInBody(Body):
    """Who signs in. `code` is of the authenticator app, or a recovery code, where the person has a second factor."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"login": "ivanova", "password": "correct horse battery"}]}
    )

    login: Text
    password: Secret
    code: SecondCode | None = None


class DeviceBody(Body):
    """A device to be let in: what it is and where it stands."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"role": "kiosk", "office": "klin"}]})

    role: Literal["kiosk", "display", "manager"]
    office: Word
    desk: DeskWord | None = None


class PasswordOfBody(Body):
    """Who it is, by their password."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"login": "orlova", "password": "correct horse battery"}]}
    )

    login: Text
    password: Secret


class BothFactorsBody(Body):
    """Who it is, by their password and a code of their app, or a recovery code."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"login": "orlova", "password": "correct horse battery", "code": "492039"}]},
    )

    login: Text
    password: Secret
    code: SecondCode


class EnrolBody(Body):
    """The code that an administrator was shown."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"code": "7KQM4TXA"}]})

    code: Secret


class FirstAdminBody(Body):
    """Whoever holds the code that the server printed."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"code": "7KQM-4TXA", "login": "petrova", "name": "Петрова Е. В.", "password": "correct horse battery"}
            ]
        },
    )

    code: Secret
    login: NewLogin
    name: Text
    password: NewPassword


class PersonBody(Body):
    """Somebody who may sign in. `territory` is a supervisor's; `manager` is who they are in the organisation file."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "login": "ivanova",
                    "name": "Иванова А. П.",
                    "role": "manager",
                    "office": "klin",
                    "manager": "ivanova",
                    "password": "correct horse battery",
                }
            ]
        },
    )

    login: NewLogin
    name: Text
    role: Literal["manager", "supervisor", "admin"]
    office: Word | None = None
    territory: Word | None = None
    manager: Word | None = None
    password: NewPassword


class PersonChangeBody(Body):
    """What a person is from now on; all of it is said, what is left out is taken away."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "Иванова А. П.", "role": "supervisor", "office": "klin"}]},
    )

    name: Text
    role: Literal["manager", "supervisor", "admin"]
    office: Word | None = None
    territory: Word | None = None
    manager: Word | None = None


class PasswordBody(Body):
    """A new password."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"password": "another horse, another battery"}]}
    )

    password: NewPassword
