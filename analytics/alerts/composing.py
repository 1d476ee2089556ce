"""From what changed of an alert to the messages about it: which channels, now or after the quiet hours.

Pure. People are told when an alert is opened, becomes graver, comes back as news, and is over; programs of everything.
"""

import json
from collections.abc import Callable, Sequence

from analytics.alerts.alert import Alert, AlertChange, ChangeKind
from analytics.alerts.messages import Message, MessageState
from analytics.alerts.quiet import quiet_until
from analytics.alerts.rules import Severity
from analytics.alerts.wire import alert_shape, instant
from analytics.sending.channel import Channel
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import Instant

TELLS_PEOPLE = frozenset({ChangeKind.OPENED, ChangeKind.ESCALATED, ChangeKind.REOPENED, ChangeKind.CLOSED})


def messages_about(
    alert: Alert,
    config: OfficeConfig,
    changes: Sequence[AlertChange],
    channels: Sequence[Channel],
    *,
    quiet: str | None,
    at: Instant,
    now: Instant,
    new_id: Callable[[], str],
) -> list[Message]:
    """What is to be sent. `at` is by the office's clock, which dates the quiet hours; `now` by the one on the wall."""
    found = []
    for change in changes:
        body = json.dumps(
            {"type": f"alert.{change.kind.value}", "timestamp": instant(change.at), "data": alert_shape(alert, config)},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for channel in channels:
            if not wants(channel, alert, change):
                continue
            until = quiet_until(channel.quiet or quiet, config.timezone, at) if channel.kind != "webhook" else None
            found.append(
                Message(
                    id=new_id(),
                    channel=channel.id,
                    alert=alert.id,
                    kind=change.kind.value,
                    body=body,
                    state=MessageState.WAITING if until is None else MessageState.HELD,
                    created_at=now,
                    next_at=now if until is None else now + until - at,
                )
            )
    return found


def wants(channel: Channel, alert: Alert, change: AlertChange) -> bool:
    """Whether the channel is told of this change."""
    if channel.offices is not None and alert.office not in channel.offices:
        return False
    if channel.causes and alert.cause.value not in channel.causes:
        return False
    if channel.severity == Severity.CRITICAL.value and alert.worst is not Severity.CRITICAL:
        return False
    return channel.kind == "webhook" or change.kind in TELLS_PEOPLE
