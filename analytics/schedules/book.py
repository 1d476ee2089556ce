"""What is asked of schedules: read some days, publish them once they fit, see what stood there before."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from analytics.alerts.wire import instant
from analytics.running_office import RunningOffice
from analytics.schedules.checking import findings
from analytics.schedules.expected import ExpectedDesks
from analytics.schedules.moving import MovedBreak, with_break_later
from analytics.schedules.schedule import DaySchedule, ScheduledShift, shift_document, shift_of
from analytics.schedules.store import Schedules
from queue_server.database.recording import Recorder
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import Instant, ManagerId, OfficeId
from queue_server.domain.opening import hours_text, local_date, local_instant
from queue_server.errors import ScheduleChanged, ScheduleInvalid


class ScheduleBook:
    """The schedules of one server's offices."""

    def __init__(
        self,
        schedules: Schedules,
        expected: ExpectedDesks,
        offices: Iterable[RunningOffice],
        clock: Callable[[], Instant],
    ) -> None:
        self._schedules = schedules
        self._expected = expected
        self._offices = offices
        self._clock = clock

    async def read(self, config: OfficeConfig, first: date | None, days: int) -> dict[str, Any]:
        """`days` days from `first` or today, with the desks and managers they are made of."""
        today = self._today(config)
        return _document(config, await self._schedules.of(config.id, first or today, days), today)

    async def publish(
        self,
        config: OfficeConfig,
        days: Sequence[Mapping[str, Any]],
        by: str,
        record: Recorder,
        among: Collection[OfficeId] | None = None,
    ) -> dict[str, Any]:
        """All of `days` (`day`, `version`, `shifts`) or none; `record` is told in the same transaction.

        Raises `ScheduleInvalid` with everything that does not fit, and `ScheduleChanged` where a version is not the
        newest any more. Of managers at home elsewhere than `among` these offices nothing is told.
        """
        wanted = [
            DaySchedule(config.id, one["day"], one["version"], shifts=tuple(shift_of(row) for row in one["shifts"]))
            for one in days
        ]
        now = self._clock()
        check(config, wanted, today=self._today(config), home=lambda manager: self._home(manager, among))
        found = await self._schedules.publish(wanted, by=by, at=now, record=record)
        await self._expected.look()
        return _document(config, found, self._today(config))

    async def break_later(
        self, config: OfficeConfig, manager: ManagerId, by_s: int, resting_since: Instant | None
    ) -> Instant | None:
        """When the manager's break of now would begin, taken so much later; None where today has no such break.

        Raises `ScheduleInvalid` where it would not fit.
        """
        moved = await self._with_break_later(config, manager, by_s, resting_since)
        return moved.begins_at if moved is not None else None

    async def move_break(
        self,
        config: OfficeConfig,
        manager: ManagerId,
        by_s: int,
        resting_since: Instant | None,
        by: str,
        record: Recorder,
    ) -> None:
        """Publishes today anew with that break moved, in whatever stands there by then; `record` is told of it.

        Raises `ScheduleInvalid`, and publishes nothing, where it does not fit any more.
        """
        while (moved := await self._with_break_later(config, manager, by_s, resting_since)) is not None:
            try:
                await self._schedules.publish([moved.schedule], by=by, at=self._clock(), record=record)
            except ScheduleChanged:
                continue  # somebody has published meanwhile: the break is moved in what they published
            await self._expected.look()
            return

    async def _with_break_later(
        self, config: OfficeConfig, manager: ManagerId, by_s: int, resting_since: Instant | None
    ) -> MovedBreak | None:
        (today,) = await self._schedules.of(config.id, self._today(config))
        return with_break_later(config, today, manager, self._clock(), by_s, resting_since=resting_since)

    async def versions(self, config: OfficeConfig, day: date) -> list[dict[str, Any]]:
        """Every version of a day, the newest first."""
        return [day_document(config, one) for one in await self._schedules.versions(config.id, day)]

    def _today(self, config: OfficeConfig) -> date:
        return date.fromisoformat(local_date(config, self._clock()))

    def _home(self, manager: ManagerId, among: Collection[OfficeId] | None) -> OfficeId | None:
        configs = (office.state.config for office in self._offices if among is None or office.id in among)
        return next((one.id for one in configs if one is not None and manager in one.managers), None)


def check(
    config: OfficeConfig,
    days: Sequence[DaySchedule],
    *,
    today: date,
    home: Callable[[ManagerId], OfficeId | None] = lambda _manager: None,
) -> None:
    """Raises `ScheduleInvalid` with everything that does not fit in any of `days`."""
    found = [one for each in days for one in findings(config, each.day, each.shifts, today=today, home=home)]
    if found:
        raise ScheduleInvalid([one.document() for one in found])


def day_document(config: OfficeConfig, schedule: DaySchedule) -> dict[str, Any]:
    """One version of one day."""
    day = schedule.day.isoformat()
    return {
        "day": day,
        "hours": hours_text(config, day),
        "version": schedule.version,
        "published_at": instant(schedule.published_at) if schedule.published_at is not None else None,
        "published_by": schedule.published_by,
        "shifts": [{**shift_document(shift), **_moments(config, day, shift)} for shift in schedule.shifts],
    }


def _moments(config: OfficeConfig, day: str, shift: ScheduledShift) -> dict[str, str]:
    begins, ends = (instant(local_instant(config.timezone, day, at)) for at in shift.span)
    return {"begins_at": begins, "ends_at": ends}


def _document(config: OfficeConfig, days: Sequence[DaySchedule], today: date) -> dict[str, Any]:
    return {
        "office": config.id,
        "today": today.isoformat(),
        "desks": list(config.desks),
        "managers": [{"id": one.id, "name": one.name} for one in config.managers.values()],
        "days": [day_document(config, one) for one in days],
    }
