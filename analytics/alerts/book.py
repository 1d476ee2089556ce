"""Alerts for whoever asks: lists, one with its history, acknowledging, taking on. Speaks in shapes, knows no HTTP."""

from collections.abc import Callable, Collection, Iterable
from typing import Literal

from analytics.alerts.alert import Alert, Person
from analytics.alerts.keeper import AlertKeeper
from analytics.alerts.quiet import quiet_until
from analytics.alerts.rules import AlertRules
from analytics.alerts.wire import AlertHistoryShape, AlertShape, alert_shape, history_shape
from analytics.running_office import RunningOffice
from queue_server.database.recording import Recorder
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import Instant, OfficeId


class AlertBook:
    """What the server's routes ask of alerts."""

    def __init__(
        self,
        keeper: AlertKeeper,
        offices: Iterable[RunningOffice],
        clock: Callable[[], Instant],
        *,
        rules: Callable[[], AlertRules] = AlertRules,
    ) -> None:
        self._keeper = keeper
        self._offices = offices
        self._clock = clock
        self._rules = rules

    async def listed(
        self,
        *,
        office: OfficeId | None,
        territory: str | None,
        among: Collection[OfficeId] | None = None,
        state: Literal["open", "closed", "all"],
        before: str | None,
        limit: int,
    ) -> list[AlertShape]:
        """Alerts of an office, a territory, some offices (`among`), newest first.

        Open ones from memory, with their figures of the last look.
        """
        configs = self._configs()
        within = self._within(configs, office, territory, among)
        if state == "open" and before is None:
            found = [alert for alert in self._keeper.open() if within is None or alert.office in within]
            found.sort(key=lambda alert: (alert.opened_at, alert.id), reverse=True)
            found = found[:limit]
        else:
            wanted = None if state == "all" else state == "open"
            found = await self._keeper.store.page(offices=within, open_=wanted, before=before, limit=limit)
        return [self.shape(alert, configs.get(alert.office)) for alert in found]

    async def told(self, alert: str, *, among: Collection[OfficeId] | None = None) -> AlertHistoryShape:
        """One alert with what became of it. Raises `AlertUnknown`, for one of an office that is not `among` too."""
        found = await self._keeper.find(alert, among=among)
        configs = self._configs()
        changes = await self._keeper.store.history(alert)
        return history_shape(found, configs.get(found.office), changes, quiet=self._quiet(configs.get(found.office)))

    async def acknowledge(
        self, alert: str, *, subject: str, name: str, record: Recorder, among: Collection[OfficeId] | None = None
    ) -> AlertShape:
        """Somebody has seen it. A repeat changes nothing: the first one counts. `record` is told of what changed."""
        after = await self._keeper.acknowledge(alert, Person(subject, name), record=record, among=among)
        return self.shape(after, self._configs().get(after.office))

    async def own(
        self,
        alert: str,
        *,
        owner: tuple[str, str] | None,
        subject: str,
        name: str,
        record: Recorder,
        among: Collection[OfficeId] | None = None,
    ) -> AlertShape:
        """Somebody (`owner`: subject and name) takes it on; None gives it back. `record` is told of what changed."""
        taker = Person(*owner) if owner is not None else None
        after = await self._keeper.own(alert, taker, Person(subject, name), record=record, among=among)
        return self.shape(after, self._configs().get(after.office))

    def shape(self, alert: Alert, config: OfficeConfig | None) -> AlertShape:
        """The alert as of now."""
        return alert_shape(alert, config, quiet=self._quiet(config))

    def _quiet(self, config: OfficeConfig | None) -> bool:
        return config is not None and quiet_until(self._rules().quiet, config.timezone, self._clock()) is not None

    def _configs(self) -> dict[OfficeId, OfficeConfig]:
        return {office.id: office.state.config for office in self._offices if office.state.config is not None}

    @staticmethod
    def _within(
        configs: dict[OfficeId, OfficeConfig],
        office: OfficeId | None,
        territory: str | None,
        among: Collection[OfficeId] | None,
    ) -> list[OfficeId] | None:
        if office is None and territory is None and among is None:
            return None
        return [
            config.id
            for config in configs.values()
            if office in (None, config.id)
            and territory in (None, config.territory)
            and (among is None or config.id in among)
        ]
