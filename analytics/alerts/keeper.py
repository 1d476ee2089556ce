"""The rules joined to the running offices: looks at each every ten seconds, keeps what changed, tells who listens.

A commit is only noted (which tickets it touched), so the path from a press to its answer costs nothing here. What is
not yet on disk has not happened: if an alert cannot be kept, the office's standing stays and the next look tries again.
"""

import asyncio
import secrets
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import structlog

from analytics.alerts.alert import Alert, AlertChange, Person
from analytics.alerts.engine import Standing, acknowledged, advance, owned, standing_of
from analytics.alerts.messages import Message
from analytics.alerts.reading import Missing, read
from analytics.alerts.rules import AlertRules
from analytics.alerts.store import AlertStore
from analytics.alerts.watch import OfficeWatch
from analytics.running_office import RunningOffice
from queue_server.database.recording import Recorder
from queue_server.domain.ids import SECOND, Instant, OfficeId, TicketId
from queue_server.domain.office import Office
from queue_server.errors import AlertUnknown, Unavailable
from queue_server.log.recorded import Recorded

LOOK_EVERY_MS = 10 * SECOND
"""By the offices' clock. The shortest time that a rule knows is three minutes."""

TICK_S = 1.0
"""How often it is seen which offices are due. They were begun one after another and so take turns."""

SLICE_S = 0.005
"""How long looking may keep the event loop before others have their turn."""

KEEP_EVERY_MS = 60 * SECOND
"""How often the figures of an alert that only grows are written down; what changes it is written at once."""

log = structlog.get_logger(__name__)


Told = Callable[[Alert, Office, Sequence[AlertChange]], None]
"""Told once it is on disk: the alert as it stands, its office, what changed (nothing: its figures only)."""


Compose = Callable[[Alert, Office, Sequence[AlertChange]], Sequence[Message]]
"""The messages about what changed, which are kept together with it."""


class _Watched:
    __slots__ = ("kept_at", "looked_at", "standing", "touched", "watch")

    def __init__(self, office: Office, standing: Standing) -> None:
        self.watch = OfficeWatch(office)
        self.standing = standing
        self.touched: set[TicketId] = set()
        self.looked_at: Instant | None = None
        self.kept_at: Instant = 0


class AlertKeeper:
    """All alerts of all offices of this server."""

    def __init__(
        self,
        offices: Iterable[RunningOffice],
        store: AlertStore,
        clock: Callable[[], Instant],
        *,
        rules: Callable[[], AlertRules] = AlertRules,
        compose: Compose = lambda _alert, _office, _changes: [],
    ) -> None:
        self.store = store
        self.listeners: list[Told] = []
        self.missing: Callable[[Office], Sequence[Missing]] = lambda _office: ()
        """Desks that should be open by the schedule; put in by whoever keeps schedules."""
        self._offices = offices
        self._clock = clock
        self._rules = rules
        self._compose = compose
        self._watched: dict[OfficeId, _Watched] = {}
        self._before: dict[OfficeId, Standing] = {}
        self._turn = asyncio.Lock()
        self._looking: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Knows what is open, so that a restart raises nothing again, and looks from now on."""
        self._before = {office: standing_of(found) for office, found in (await self.store.latest()).items()}
        states = {office.id: office.state for office in self._offices}
        for alert in self.open():
            if alert.office in states:
                self._tell(alert, states[alert.office], ())
        self._looking = asyncio.create_task(self._look_on(), name="alerts")

    async def stop(self) -> None:
        """Looks no more."""
        if self._looking is not None:
            self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking
            self._looking = None

    def committed(self, office: RunningOffice, _before: Office, recorded: Sequence[Recorded], _after: Office) -> None:
        """Notes whose tickets to look at again."""
        watched = self._watched.get(office.id)
        if watched is not None:
            watched.touched.update(
                ticket for record in recorded if (ticket := getattr(record.event, "ticket", None)) is not None
            )

    def open(self) -> list[Alert]:
        """Every open alert, from memory."""
        standings = {**self._before, **{office: watched.standing for office, watched in self._watched.items()}}
        return [a for standing in standings.values() for a in standing.last.values() if a.closed_at is None]

    def is_open(self, alert: str) -> bool:
        """Whether this alert is open."""
        return any(known.id == alert for known in self.open())

    async def look(self) -> None:
        """Looks at every office that is due."""
        began_s = time.perf_counter()
        for office in self._offices:
            if office.state.config is not None and self._due(office):
                try:
                    await self._look_at(office)
                except Unavailable as error:
                    log.warning("an alert cannot be kept now", office=office.id, detail=error.detail)
            if time.perf_counter() - began_s > SLICE_S:
                await asyncio.sleep(0)
                began_s = time.perf_counter()

    async def find(self, alert: str, *, among: Collection[OfficeId] | None = None) -> Alert:
        """The alert as it stands. Raises `AlertUnknown`, for one of an office that is not `among` these too."""
        found = next((known for known in self.open() if known.id == alert), None) or await self.store.find(alert)
        if found is None or (among is not None and found.office not in among):
            raise AlertUnknown(alert)
        return found

    async def acknowledge(
        self, alert: str, by: Person, *, record: Recorder, among: Collection[OfficeId] | None = None
    ) -> Alert:
        """Somebody has seen it; `record` is told in the same transaction, where that changes anything."""
        async with self._turn:
            before = await self.find(alert, among=among)
            after, change = acknowledged(before, by, self._clock())
            return await self._keep_by_hand(before, after, [change] if change is not None else [], record)

    async def own(
        self,
        alert: str,
        owner: Person | None,
        by: Person,
        *,
        record: Recorder,
        among: Collection[OfficeId] | None = None,
    ) -> Alert:
        """Somebody takes it on, or gives it back (`owner` None); `record` is told as of an acknowledgement."""
        async with self._turn:
            before = await self.find(alert, among=among)
            after, changes = owned(before, owner, by, self._clock())
            return await self._keep_by_hand(before, after, changes, record)

    async def _look_on(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)  # first: the first look reads every visit of the day, and a start does not wait
            try:
                await self.look()
            except Exception:
                log.exception("alerts could not be looked at")

    def _due(self, office: RunningOffice) -> bool:
        watched = self._watched.get(office.id)
        if watched is None:
            self._watched[office.id] = _Watched(office.state, self._before.pop(office.id, Standing()))
            return True
        return watched.looked_at is None or abs(self._clock() - watched.looked_at) >= LOOK_EVERY_MS

    async def _look_at(self, office: RunningOffice) -> None:
        async with self._turn:
            watched, state, rules = self._watched[office.id], office.state, self._rules()
            touched, watched.touched = watched.touched, set()
            watched.watch.take(state, touched)
            watched.looked_at = at = max(self._clock(), state.last_at)
            reading = read(state, watched.watch, rules, at, self.missing(state))
            standing, changes = advance(
                watched.standing, reading, office=state, watch=watched.watch, rules=rules, new_id=_new_id
            )
            changed = [alert for cause, alert in standing.last.items() if watched.standing.last.get(cause) != alert]
            if changes or (changed and at - watched.kept_at >= KEEP_EVERY_MS):
                await self.store.keep(changed, changes, self._messages(changed, state, changes))
                watched.kept_at = at
            watched.standing = standing
        shown = [alert for alert in standing.last.values() if alert in changed or alert.closed_at is None]
        for alert in shown:  # an open one each time: whether it may be heard now changes by the hour
            self._tell(alert, state, [change for change in changes if change.alert == alert.id])

    async def _keep_by_hand(
        self, before: Alert, alert: Alert, changes: Sequence[AlertChange], record: Recorder
    ) -> Alert:
        if not changes:
            return alert
        state = next((office.state for office in self._offices if office.id == alert.office), None)
        messages = self._messages([alert], state, changes) if state is not None else []

        async def beside(connection: Any) -> None:
            await record(connection, {"owner": _audited(before)["owner"]}, _audited(alert))

        await self.store.keep([alert], changes, messages, beside=beside)
        watched = self._watched.get(alert.office)
        standing = watched.standing if watched is not None else self._before.get(alert.office)
        if standing is not None and (last := standing.last.get(alert.cause)) is not None and last.id == alert.id:
            after = replace(standing, last={**standing.last, alert.cause: alert})
            if watched is not None:
                watched.standing = after
            else:
                self._before[alert.office] = after
        if state is not None:
            self._tell(alert, state, changes)
        return alert

    def _messages(self, changed: Iterable[Alert], office: Office, changes: Sequence[AlertChange]) -> list[Message]:
        return [
            message
            for alert in changed
            for message in self._compose(alert, office, [change for change in changes if change.alert == alert.id])
        ]

    def _tell(self, alert: Alert, office: Office, changes: Sequence[AlertChange]) -> None:
        for listener in self.listeners:
            try:
                listener(alert, office, changes)
            except Exception:
                log.exception("a listener of alerts failed", alert=alert.id)


def _audited(alert: Alert) -> Mapping[str, Any]:
    return {
        "office": alert.office,
        "cause": alert.cause.value,
        "owner": alert.owner.subject if alert.owner is not None else None,
    }


def _new_id() -> str:
    return secrets.token_hex(8)
