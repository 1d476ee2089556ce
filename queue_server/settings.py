"""Every setting of the server, with its default and its reason.

Knows the environment (`QUEUE_*`) and the command line's overrides. What an organisation is like — topics, desks, hours,
standards — is not a setting: it stands in the organisation file.
"""

import re
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from queue_server.errors import SettingsInvalid

EXAMPLES = frozenset({
    "changeme", "changethis", "example", "password", "passwort", "placeholder", "replaceme", "secret", "yourpassword",
    "yoursecret", "yoursecrethere",
})  # fmt: skip
"""What manuals and templates put where a secret belongs, the manual of this product too."""

DEFAULT_DATABASE = "sqlite+aiosqlite:///var/queue.sqlite3"


class Settings(BaseSettings):
    """Read once at start and never changed while serving."""

    model_config = SettingsConfigDict(env_prefix="QUEUE_", extra="forbid", frozen=True)

    config: Path | None = Field(
        default=None,
        description="Directory or file of the organisation, applied at start; without it, what the database holds.",
    )
    database: str = Field(
        default=DEFAULT_DATABASE,
        description="SQLAlchemy address; a SQLite file until outgrown, then postgresql+asyncpg://….",
    )
    host: str = Field(
        default="127.0.0.1",
        description="Address to listen on. Only this machine by default: opening a queue to the "
        "network is a decision (0.0.0.0), best behind TLS.",
    )
    port: int = Field(default=8080, ge=0, le=65535, description="Port to listen on; 0 lets the system choose.")
    public_url: str | None = Field(
        default=None,
        description="Address under which visitors' phones reach this server; stands in QR codes. Without "
        "it, the address the request came to.",
    )
    allowed_origins: tuple[str, ...] = Field(
        default=(),
        description="Further origins whose pages may send commands with a session cookie; the server's own "
        "is always allowed.",
    )
    trusted_proxies: str = Field(
        default="127.0.0.1",
        description="Proxies whose X-Forwarded-* headers are believed, comma-separated; from "
        "anybody else they are ignored.",
    )
    demo: bool = Field(
        default=False,
        description="Anybody may open a kiosk, a board and a desk without a code. Never in a real office.",
    )
    second_factor: Literal["off", "offered", "required"] = Field(
        default="offered",
        description="An authenticator app beside the password of supervisors and administrators; required: managers "
        "sign in at devices that were let in, too.",
    )
    passwords: bool = Field(
        default=True,
        description="Whether people sign in with passwords kept here. Off: by the provider only, and by the code that "
        "`queue-server admin-code` prints.",
    )
    oidc_issuer: str | None = Field(
        default=None,
        description="The organisation's sign-in provider (OpenID Connect): its issuer, to the letter.",
    )
    oidc_client_id: str | None = Field(
        default=None, description="Who this server is to the provider. The secret, if there is one, is named oidc."
    )
    oidc_scopes: str = Field(default="openid profile email", description="What is asked of the provider.")
    oidc_name: str = Field(default="SSO", description="What the button on the sign-in page calls the provider.")
    oidc_role_claim: str = Field(default="groups", description="The claim that says what somebody may do here.")
    oidc_roles: tuple[str, ...] = Field(
        default=(),
        description="Which of its values is which role: VALUE=ROLE, VALUE=ROLE@office:ID, VALUE=ROLE@territory:ID. "
        "Empty: only people who were linked at the terminal come in.",
    )
    oidc_manager_claim: str | None = Field(
        default=None,
        description="The claim that says which manager of the organisation file somebody is; one that people cannot "
        "change themselves. Without it a manager is called as their login.",
    )
    docs: bool = Field(
        default=False,
        description="Serve /docs, the browsable API. Off: an office needs no page for programmers.",
    )
    kiosk_burst: int = Field(
        default=5,
        ge=0,
        description="Tickets one device may take within ten seconds. A person needs one; 0 is no limit.",
    )
    kiosk_per_minute: int = Field(
        default=30,
        ge=0,
        description="Tickets one device may take within a minute: one in two seconds; 0 is no limit.",
    )
    office_per_minute: int = Field(
        default=240,
        ge=0,
        description="Tickets one office gives out within a minute through kiosks, together: no hall "
        "takes in more; 0 is no limit.",
    )
    topic_per_minute: int | None = Field(
        default=None,
        ge=0,
        description="Tickets one office gives out within a minute through kiosks for one of several topics, so that "
        "one cannot use up the office's; without it, half of the office's, 0 is no limit.",
    )
    phones_per_minute: int = Field(
        default=60,
        ge=0,
        description="Tickets that one office gives out within a minute to phones in its hall, together; one "
        "address takes as many as one kiosk. 0 is no limit.",
    )
    bookings_per_hour: int = Field(
        default=20,
        ge=0,
        description="Appointments that one address may book within an hour without a token: a household, not a "
        "whole calendar. 0 is no limit.",
    )
    slip_codes_per_hour: int = Field(
        default=30,
        ge=0,
        description="Wrong codes off slips that one address (of IPv6, one /64) may type within an hour; one ticket "
        "bears 5 in 24 hours, an office 60 an hour, whatever is set here. 0 is no limit by address.",
    )
    visitor_per_minute: int = Field(
        default=60,
        ge=0,
        description="Commands within a minute on one ticket by its holder; 0 is no limit.",
    )
    stop_after_s: int = Field(
        default=3,
        ge=1,
        le=60,
        description="How long requests under way may take to end when the server is told to stop.",
    )
    mail_host: str | None = Field(
        default=None,
        description="The mail server that takes alerts and reports. Without it nothing leaves by mail.",
    )
    mail_port: int = Field(default=587, ge=1, le=65535, description="Its port: 587 with STARTTLS, 465 with TLS.")
    mail_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="How the connection is encrypted; a server that cannot is refused. none: on this machine only.",
    )
    mail_user: str | None = Field(default=None, description="Who signs in at the mail server; without it, nobody.")
    mail_password: SecretStr | None = Field(
        default=None, description="The password; better in a file. It is in no log and no message."
    )
    mail_password_file: Path | None = Field(
        default=None, description="A file that holds the password, read at start; above QUEUE_MAIL_PASSWORD."
    )
    mail_from: str | None = Field(
        default=None, description="The sender of letters. Without it, the user, or queue-server at the mail host."
    )
    outbound: tuple[str, ...] = Field(
        default=(),
        description="Where messages about alerts may go: hosts, networks (needed for addresses that are not public), "
        "apprise:SERVICE. Empty: nowhere.",
    )
    secrets: Path | None = Field(
        default=None,
        description="A directory with a file for each channel's secret; else QUEUE_SECRET_CHANNEL in the environment.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info",
        description="How much is written to standard error.",
    )
    log_form: Literal["auto", "json", "lines"] = Field(
        default="auto",
        description="JSON for machines, lines for people; auto looks whether a terminal reads it.",
    )

    @field_validator("public_url")
    @classmethod
    def _an_address(cls, address: str | None) -> str | None:
        if address is None:
            return None
        if not address.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return address.rstrip("/")


def is_example(secret: str | None) -> bool:
    """Whether a secret is what an example shows in its place, or one sign again and again.

    >>> is_example("Change-Me"), is_example("change_me_change_me"), is_example("xxxxxxxx"), is_example("k7Fq-secret")
    (True, True, True, False)
    """
    if not secret:
        return False
    once = re.fullmatch(r"(.*?)\1*", "".join(sign for sign in secret.casefold() if sign.isalnum()))
    return len(set(secret)) == 1 or (once is not None and once[1] in EXAMPLES)


def read_settings(**overrides: Any) -> Settings:
    """The settings from the environment, with the command line's words above them. Raises `SettingsInvalid`."""
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as problem:
        lines = [f"{_where(error['loc'])}: {error['msg']}" for error in problem.errors()]
        raise SettingsInvalid("A setting cannot be used.\n  " + "\n  ".join(lines)) from None


def _where(location: tuple[int | str, ...]) -> str:
    name = ".".join(str(part) for part in location)
    return f"{name} (QUEUE_{name.upper()})"
