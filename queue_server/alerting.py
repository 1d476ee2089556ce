"""Alerts joined to the rest: rules and channels from the organisation file, places and secrets from the settings.

Together with `starting.py` and the command line the only module that knows both sides.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import structlog
from pydantic import SecretStr

from analytics.alerts.alert import Alert, AlertChange
from analytics.alerts.book import AlertBook
from analytics.alerts.composing import messages_about
from analytics.alerts.delivery import Delivery, new_message_id
from analytics.alerts.keeper import AlertKeeper
from analytics.alerts.messages import Message, MessageStore
from analytics.alerts.post import AlertPost
from analytics.alerts.rules import AlertRules
from analytics.alerts.store import AlertStore
from analytics.sending.channel import Channel, Sender, environment_name
from analytics.sending.places import Outbound
from queue_server.database.engine import Database
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.errors import SettingsInvalid
from queue_server.offices.registry import Offices
from queue_server.organisation import Organisation
from queue_server.push.overview import Overview
from queue_server.settings import Settings, is_example

Made = TypeVar("Made")

log = structlog.get_logger("alerts")


@dataclass(frozen=True, slots=True)
class Alerting:
    """Everything behind alerts: the rules at work, what is told of them, the messages' way out."""

    keeper: AlertKeeper
    book: AlertBook
    delivery: Delivery
    post: AlertPost

    @classmethod
    def over(
        cls,
        settings: Settings,
        database: Database,
        offices: Offices,
        overview: Overview,
        *,
        organisation: Callable[[], Organisation | None],
        clock: Callable[[], Instant],
        wall_clock: Callable[[], Instant],
    ) -> "Alerting":
        """Alerts over all offices. Messages go by `wall_clock`: the offices' own may be a demonstration's fast one."""
        rules = _following(organisation, rules_of)
        channels = _following(organisation, channels_of)

        def compose(alert: Alert, office: Office, changes: Sequence[AlertChange]) -> list[Message]:
            found = messages_about(
                alert, office.configured, changes, delivery.usable(),
                quiet=rules().quiet, at=clock(), now=wall_clock(), new_id=new_message_id,
            )  # fmt: skip
            if found:
                delivery.wake()
            return found

        def show(alert: Alert, office: Office, _changes: Sequence[AlertChange]) -> None:
            row = {"kind": "alert", **book.shape(alert, office.config)} if alert.closed_at is None else None
            overview.put_beside(f"alert:{alert.id}", offices.get(office.id), row)

        keeper = AlertKeeper(offices, AlertStore(database), clock, rules=rules, compose=compose)
        delivery = Delivery(
            MessageStore(database),
            sender_of(settings),
            wall_clock,
            channels=channels,
            is_open=keeper.is_open,
            public_url=settings.public_url,
        )
        book = AlertBook(keeper, offices, clock, rules=rules)
        offices.listen(keeper.committed)
        keeper.listeners.append(show)
        return cls(keeper, book, delivery, AlertPost(delivery))

    async def start(self) -> None:
        """Looks and delivers from now on. A channel that cannot be used is said once."""
        for channel, hindrance in self.delivery.known():
            if hindrance is not None:
                log.warning("a channel cannot be used", channel=channel.id, why=hindrance)
        await self.keeper.start()
        self.delivery.start()

    async def stop(self) -> None:
        """No more of either."""
        await self.keeper.stop()
        await self.delivery.stop()


def rules_of(organisation: Organisation | None) -> AlertRules:
    """The rules with the organisation's own numbers."""
    plain = AlertRules()
    if organisation is None:
        return plain
    words = organisation.document.organisation.alerts
    longest_wait = words.longest_wait_share if words.longest_wait_share is not None else plain.longest_wait
    return AlertRules(
        fast=plain.fast if words.fast_burn is None else plain.fast.burning(words.fast_burn),
        slow=plain.slow if words.slow_burn is None else plain.slow.burning(words.slow_burn),
        longest_wait=longest_wait,
        long_wait=2 * longest_wait,
        idle_s=words.idle_s if words.idle_s is not None else plain.idle_s,
        missing_s=words.missing_s if words.missing_s is not None else plain.missing_s,
        quiet=words.quiet,
    )


def channels_of(organisation: Organisation | None) -> list[Channel]:
    """The channels of the organisation file, territories as the offices that they have."""
    if organisation is None:
        return []
    return [
        Channel(
            id=table.id,
            kind=table.kind,
            url=table.url,
            to=tuple(table.to),
            offices=_offices_of(organisation, table.offices, table.territories),
            causes=frozenset(table.causes),
            severity=table.severity,
            quiet=table.quiet,
            language=table.language,
        )
        for table in organisation.document.channel
    ]


def sender_of(settings: Settings) -> Sender:
    """Where messages may go, the mail server, and the secrets. Raises `SettingsInvalid`."""
    try:
        outbound = Outbound.of(settings.outbound)
    except ValueError as problem:
        raise SettingsInvalid(f"A setting cannot be used.\n  QUEUE_OUTBOUND: {problem}") from None
    server = None
    try:
        if settings.mail_host is not None:
            from analytics.sending.mail import mail_server

            server = mail_server(settings)
    except OSError as problem:
        raise SettingsInvalid(f"A setting cannot be used.\n  QUEUE_MAIL_PASSWORD_FILE: {problem}") from None
    if server is not None and server.password is not None and is_example(server.password.get_secret_value()):
        raise SettingsInvalid("A setting cannot be used.\n  QUEUE_MAIL_PASSWORD (or its file): this is an example's")
    return Sender(outbound, server, secrets_in(settings.secrets))


def secrets_in(directory: Path | None) -> Callable[[str], SecretStr | None]:
    """Secrets by name: a file of the directory, else a variable of the environment."""

    def secret(name: str) -> SecretStr | None:
        text = None
        if directory is not None and (directory / name).is_file():
            text = (directory / name).read_text(encoding="utf-8").strip()
        text = text or os.environ.get(environment_name(name), "").strip()
        return SecretStr(text) if text else None

    return secret


def _offices_of(
    organisation: Organisation, offices: Sequence[str], territories: Sequence[str]
) -> frozenset[str] | None:
    if not offices and not territories:
        return None
    return frozenset(
        config.id for config in organisation.offices.values() if config.id in offices or config.territory in territories
    )


def _following(
    organisation: Callable[[], Organisation | None], make: Callable[[Organisation | None], Made]
) -> Callable[[], Made]:
    """What is made of the organisation, made anew only when another one was applied."""
    last: list[tuple[Organisation | None, Made]] = []

    def current() -> Made:
        now = organisation()
        if not last or last[0][0] is not now:
            last[:] = [(now, make(now))]
        return last[0][1]

    return current
