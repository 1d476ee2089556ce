"""Where alerts are kept. What changed of an alert, its history and the messages about it are written together.

Knows the tables of alerts. Knows no rule.
"""

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Row, and_, delete, desc, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from analytics.alerts.alert import Alert, AlertChange, ChangeKind, ClosedWhy, Person
from analytics.alerts.messages import Message, add
from analytics.alerts.rules import Cause, Severity
from analytics.alerts.tables import alert_changes, alerts
from queue_server.database.engine import Database
from queue_server.domain.ids import OfficeId

Beside: TypeAlias = Callable[[AsyncConnection], Awaitable[None]]
"""Called in the transaction that keeps what changed. What it raises undoes it."""


class AlertStore:
    """The alerts of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def latest(self) -> dict[OfficeId, dict[Cause, Alert]]:
        """The latest alert of each cause in each office."""
        newest = (
            select(alerts.c.office, alerts.c.cause, func.max(alerts.c.opened_at).label("opened_at"))
            .group_by(alerts.c.office, alerts.c.cause)
            .subquery()
        )
        wanted = select(alerts).join(
            newest,
            and_(
                alerts.c.office == newest.c.office,
                alerts.c.cause == newest.c.cause,
                alerts.c.opened_at == newest.c.opened_at,
            ),
        )
        found: dict[OfficeId, dict[Cause, Alert]] = {}
        async with self._database.read() as connection:
            for row in await connection.execute(wanted):
                alert = _alert(row)
                found.setdefault(alert.office, {})[alert.cause] = alert
        return found

    async def keep(
        self,
        changed: Iterable[Alert],
        changes: Sequence[AlertChange] = (),
        messages: Sequence[Message] = (),
        *,
        beside: Beside | None = None,
    ) -> None:
        """Writes alerts as they now stand, adds to their histories, and leaves the messages, in one transaction."""
        async with self._database.write() as connection:
            for alert in changed:
                await connection.execute(delete(alerts).where(alerts.c.id == alert.id))
                await connection.execute(insert(alerts).values(**_columns(alert)))
            await _add_changes(connection, changes)
            await add(connection, messages)
            if beside is not None:
                await beside(connection)

    async def find(self, alert: str) -> Alert | None:
        """One alert, open or closed."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(alerts).where(alerts.c.id == alert))).first()
        return _alert(row) if row is not None else None

    async def page(
        self, *, offices: Sequence[OfficeId] | None, open_: bool | None, before: str | None, limit: int
    ) -> list[Alert]:
        """Alerts, newest first; of `offices` (None: of all), open or closed ones or both, after the alert `before`."""
        wanted = select(alerts).order_by(desc(alerts.c.opened_at), desc(alerts.c.id)).limit(limit)
        if offices is not None:
            wanted = wanted.where(alerts.c.office.in_(offices))
        if open_ is not None:
            wanted = wanted.where(alerts.c.closed_at.is_(None) if open_ else alerts.c.closed_at.is_not(None))
        async with self._database.read() as connection:
            if before is not None:
                place = (await connection.execute(select(alerts.c.opened_at).where(alerts.c.id == before))).scalar()
                if place is None:
                    return []
                older = or_(alerts.c.opened_at < place, and_(alerts.c.opened_at == place, alerts.c.id < before))
                wanted = wanted.where(older)
            return [_alert(row) for row in await connection.execute(wanted)]

    async def history(self, alert: str) -> list[AlertChange]:
        """What became of an alert, oldest first."""
        wanted = select(alert_changes).where(alert_changes.c.alert == alert).order_by(alert_changes.c.number)
        async with self._database.read() as connection:
            return [_change(row) for row in await connection.execute(wanted)]

    async def forget_name(self, subject: str) -> None:
        """The person's name stands nowhere any more; who did what is told by the subject."""
        async with self._database.write() as connection:
            for who, name in (
                (alerts.c.acknowledged_by, alerts.c.acknowledged_name),
                (alerts.c.owner, alerts.c.owner_name),
                (alert_changes.c.by, alert_changes.c.by_name),
            ):
                await connection.execute(update(who.table).where(who == subject).values({name: None}))


async def _add_changes(connection: AsyncConnection, changes: Sequence[AlertChange]) -> None:
    for change in changes:
        last = select(func.coalesce(func.max(alert_changes.c.number), 0)).where(alert_changes.c.alert == change.alert)
        number = (await connection.execute(last)).scalar_one()
        await connection.execute(
            insert(alert_changes).values(
                alert=change.alert,
                number=number + 1,
                at=change.at,
                kind=change.kind.value,
                severity=change.severity.value,
                value=change.value,
                by=change.by.subject if change.by is not None else None,
                by_name=change.by.name if change.by is not None else None,
            )
        )


def _columns(alert: Alert) -> Mapping[str, Any]:
    return {
        "id": alert.id,
        "office": alert.office,
        "cause": alert.cause.value,
        "severity": alert.severity.value,
        "worst": alert.worst.value,
        "opened_at": alert.opened_at,
        "changed_at": alert.changed_at,
        "value": alert.value,
        "peak": alert.peak,
        "peak_at": alert.peak_at,
        "facts": json.dumps(alert.facts, ensure_ascii=False),
        "evidence": json.dumps(alert.evidence, ensure_ascii=False),
        "rings": alert.rings,
        "reopened": alert.reopened,
        "acknowledged_at": alert.acknowledged_at,
        "acknowledged_by": alert.acknowledged_by.subject if alert.acknowledged_by is not None else None,
        "acknowledged_name": alert.acknowledged_by.name if alert.acknowledged_by is not None else None,
        "owner": alert.owner.subject if alert.owner is not None else None,
        "owner_name": alert.owner.name if alert.owner is not None else None,
        "closed_at": alert.closed_at,
        "closed_why": alert.closed_why.value if alert.closed_why is not None else None,
    }


def _alert(row: Row[Any]) -> Alert:
    return Alert(
        id=row.id,
        office=row.office,
        cause=Cause(row.cause),
        severity=Severity(row.severity),
        worst=Severity(row.worst),
        opened_at=row.opened_at,
        changed_at=row.changed_at,
        value=row.value,
        peak=row.peak,
        peak_at=row.peak_at,
        facts=json.loads(row.facts),
        evidence=tuple(json.loads(row.evidence)),
        rings=row.rings,
        reopened=row.reopened,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=_person(row.acknowledged_by, row.acknowledged_name),
        owner=_person(row.owner, row.owner_name),
        closed_at=row.closed_at,
        closed_why=ClosedWhy(row.closed_why) if row.closed_why is not None else None,
    )


def _change(row: Row[Any]) -> AlertChange:
    return AlertChange(
        alert=row.alert,
        at=row.at,
        kind=ChangeKind(row.kind),
        severity=Severity(row.severity),
        value=row.value,
        by=_person(row.by, row.by_name),
    )


def _person(subject: str | None, name: str | None) -> Person | None:
    return Person(subject, name or subject) if subject is not None else None
