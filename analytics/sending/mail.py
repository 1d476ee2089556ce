"""Letters by SMTP, for alerts and reports alike: text, HTML, attached files.

    server = mail_server(settings)                      # None: no `QUEUE_MAIL_HOST`, nothing leaves
    await post(server, Letter(to=("chief@example.org",), subject="…", text="…", html="…", files=(File(…),)))

Knows the standard library's smtplib, which runs in a thread. Must not know what a letter tells, nor who wants it.
Tries once: when to try again is the caller's to say.
"""

import asyncio
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Literal, Protocol

from pydantic import SecretStr

from analytics.sending.failure import SendingFailed

PATIENCE_S = 20.0
"""How long one step of the conversation with a mail server may take."""

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over, and as whom. The password is in no text that is made of this."""

    host: str
    port: int
    sender: str
    security: Security = "starttls"
    user: str | None = None
    password: SecretStr | None = None
    roots: ssl.SSLContext | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class File:
    """An attached file. `media_type` as in `application/pdf`."""

    name: str
    data: bytes
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. With the same `reference` it carries the same Message-ID: mail programs show a repeat once."""

    to: tuple[str, ...]
    subject: str
    text: str
    html: str | None = None
    files: Sequence[File] = ()
    reference: str | None = None
    language: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class MailSettings(Protocol):
    """The part of the settings that names the mail server."""

    @property
    def mail_host(self) -> str | None: ...  # noqa: D102
    @property
    def mail_port(self) -> int: ...  # noqa: D102
    @property
    def mail_security(self) -> Security: ...  # noqa: D102
    @property
    def mail_user(self) -> str | None: ...  # noqa: D102
    @property
    def mail_password(self) -> SecretStr | None: ...  # noqa: D102
    @property
    def mail_password_file(self) -> Path | None: ...  # noqa: D102
    @property
    def mail_from(self) -> str | None: ...  # noqa: D102


def mail_server(settings: MailSettings) -> MailServer | None:
    """The mail server of the settings; None where none is named, and then nothing leaves by mail.

    Raises `OSError` where the password's file cannot be read.
    """
    if settings.mail_host is None:
        return None
    password = settings.mail_password
    if settings.mail_password_file is not None:
        password = SecretStr(settings.mail_password_file.read_text(encoding="utf-8").rstrip("\r\n"))
    return MailServer(
        host=settings.mail_host,
        port=settings.mail_port,
        sender=settings.mail_from or settings.mail_user or f"queue-server@{settings.mail_host}",
        security=settings.mail_security,
        user=settings.mail_user,
        password=password,
    )


async def post(server: MailServer, letter: Letter) -> tuple[str, ...]:
    """Hands the letter over to the mail server; the addresses that it refused while it took others.

    Raises `SendingFailed`, whatever went wrong.
    """
    message = composed(server, letter)
    return await asyncio.to_thread(_hand_over, server, message)


def composed(server: MailServer, letter: Letter, *, at: datetime | None = None) -> EmailMessage:
    """The letter as it goes over the wire. Raises `SendingFailed` for an address or a line that cannot be one."""
    message = EmailMessage()
    domain = server.sender.rpartition("@")[2].strip(">") or server.host
    try:
        if not letter.to:
            raise ValueError("a letter to nobody")
        message["From"] = server.sender
        message["To"] = [Address(addr_spec=address) for address in letter.to]
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(at if at is not None else datetime.now(UTC))
        message["Message-ID"] = f"<{letter.reference}@{domain}>" if letter.reference else make_msgid(domain=domain)
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: out-of-office replies stay away
        if letter.language is not None:
            message["Content-Language"] = letter.language
        for name, value in letter.headers.items():
            message[name] = value
    except (ValueError, IndexError) as error:
        raise SendingFailed(f"the letter cannot be addressed: {error}", lasting=True) from None
    message.set_content(letter.text)
    if letter.html is not None:
        message.add_alternative(letter.html, subtype="html")
    for file in letter.files:
        maintype, _, subtype = file.media_type.partition("/")
        message.add_attachment(file.data, maintype=maintype, subtype=subtype, filename=file.name)
    return message


def _hand_over(server: MailServer, message: EmailMessage) -> tuple[str, ...]:
    where = f"{server.host}:{server.port}"
    try:
        with _connected(server) as smtp:
            if server.user is not None:
                smtp.login(server.user, server.password.get_secret_value() if server.password is not None else "")
            return tuple(smtp.send_message(message))
    except smtplib.SMTPAuthenticationError as error:
        raise SendingFailed(f"{where} does not take the user and password ({error.smtp_code})") from None
    except smtplib.SMTPRecipientsRefused as error:
        codes = sorted({code for code, _ in error.recipients.values()})
        lasting = all(code >= 500 for code in codes)
        raise SendingFailed(
            f"{where} refuses every recipient ({', '.join(map(str, codes))})", lasting=lasting
        ) from None
    except smtplib.SMTPResponseException as error:
        raise SendingFailed(f"{where} answered {error.smtp_code}", lasting=error.smtp_code >= 550) from None
    except smtplib.SMTPNotSupportedError as error:
        raise SendingFailed(f"{where}: {error}", lasting=True) from None
    except ssl.SSLError as error:
        raise SendingFailed(f"{where}: the encrypted connection failed ({error.reason})") from None
    except (smtplib.SMTPException, OSError) as error:
        raise SendingFailed(f"{where} cannot be reached ({type(error).__name__})") from None


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.security == "none":
        return smtplib.SMTP(server.host, server.port, timeout=PATIENCE_S)
    context = server.roots or ssl.create_default_context()
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE_S, context=context)
    smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE_S)
    try:
        smtp.starttls(context=context)  # never goes on in the clear: refused is refused
    except BaseException:
        smtp.close()
        raise
    return smtp
