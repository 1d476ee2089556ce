"""A channel: one place that messages go to, for whom, and what keeps it from being used.

Knows the three kinds; loads what speaks one of them when something is to be sent. Must not know alerts: what a message
says comes in as JSON for programs and words for people.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from pydantic import SecretStr

from analytics.sending.failure import SendingFailed
from analytics.sending.places import Outbound, scheme_of

if TYPE_CHECKING:
    from analytics.sending.mail import MailServer

Kind = Literal["webhook", "mail", "apprise"]
Secrets = Callable[[str], SecretStr | None]
"""By a channel's id: its secret, read anew each time, so that it can be changed while serving."""


@dataclass(frozen=True, slots=True)
class Channel:
    """`offices` are the ids it is for, territories already resolved; empty: all. `causes` empty: all."""

    id: str
    kind: Kind
    url: str | None = None
    to: tuple[str, ...] = ()
    offices: frozenset[str] | None = None
    causes: frozenset[str] = frozenset()
    severity: str = "warning"
    quiet: str | None = None
    language: str = "ru"


@dataclass(frozen=True, slots=True)
class Words:
    """A message for people."""

    subject: str
    text: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Sender:
    """What every channel needs: where messages may go, who takes letters, the secrets."""

    outbound: Outbound
    mail_server: "MailServer | None"
    secrets: Secrets

    def hindrance(self, channel: Channel) -> str | None:
        """Why nothing can be sent there, in a sentence; None where nothing stands in the way."""
        try:
            self._check(channel)
        except SendingFailed as why:
            return why.why
        return None

    async def send(self, channel: Channel, *, message: str, body: str, words: Words) -> None:
        """One try. `message` is its id, `body` its JSON. Raises `SendingFailed`."""
        secret = self._check(channel)
        match channel.kind:
            case "mail" if self.mail_server is not None:
                from analytics.sending.mail import Letter, post

                letter = Letter(channel.to, words.subject, words.text, reference=message, language=channel.language)
                await post(self.mail_server, letter)
            case "webhook" if channel.url is not None and secret is not None:
                from analytics.sending import webhook

                await webhook.call(channel.url, secret=secret, message=message, body=body, outbound=self.outbound)
            case "apprise" if secret is not None:
                from analytics.sending import apprise_services

                await apprise_services.notify(
                    secret, title=words.subject, text=words.text, grave=words.grave, outbound=self.outbound
                )
            case _:
                raise SendingFailed("the channel is incomplete", lasting=True)

    def _check(self, channel: Channel) -> SecretStr | None:
        if channel.kind == "mail":
            if self.mail_server is None:
                raise SendingFailed("no mail server is named (QUEUE_MAIL_HOST)", lasting=True)
            return None
        secret = self.secrets(channel.id)
        if secret is None:
            name = environment_name(channel.id)
            raise SendingFailed(f"it has no secret: {name}, or a file “{channel.id}” in QUEUE_SECRETS", lasting=True)
        if channel.kind == "webhook":
            host = urlsplit(channel.url or "").hostname or ""
            if not self.outbound.names(host):
                raise SendingFailed(f"{host} is not among the places that QUEUE_OUTBOUND allows", lasting=True)
        elif (scheme := scheme_of(secret)) not in self.outbound.schemes:
            raise SendingFailed(f"QUEUE_OUTBOUND does not name apprise:{scheme}", lasting=True)
        return secret


def environment_name(channel: str) -> str:
    """The variable that holds a channel's secret.

    >>> environment_name("duty-hook.2")
    'QUEUE_SECRET_DUTY_HOOK_2'
    """
    return "QUEUE_SECRET_" + re.sub(r"[^A-Z0-9]", "_", channel.upper())
