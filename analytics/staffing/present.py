"""The present roster of some days: what is published for them; else what was last worked on such a weekday."""

from datetime import date

from analytics.schedules.schedule import DaySchedule, ScheduledShift, shift_document
from analytics.schedules.store import Schedules
from analytics.simulation.scenario import ShiftTable
from analytics.staffing.week_file import WeekFile, WeeklyShiftTable
from analytics.staffing.worked import worked_before
from analytics.store import VisitStore
from queue_server.domain.configuration import OfficeConfig


async def present_shifts(store: VisitStore, config: OfficeConfig, week: WeekFile) -> tuple[WeeklyShiftTable, ...]:
    """Shifts of the week's open days, each by its date; none of a day of which nothing is known."""
    days = week.open_days(config)
    published = await Schedules(store.database).of(config.id, week.first, week.days)
    found = {one.day: shifts_published(config, one) for one in published}
    worked = await worked_before(store, config, week.first) if any(not found.get(day) for day in days) else ()
    return tuple(
        WeeklyShiftTable(**shift.model_dump(exclude={"days"}), days=(day.isoformat(),))
        for day in days
        for shift in found.get(day) or _on(worked, day)
    )


def shifts_published(config: OfficeConfig, schedule: DaySchedule) -> tuple[ShiftTable, ...]:
    """As a scenario takes them: whoever has left the office since is left out, and a desk that is gone is not named."""
    return tuple(_table(config, shift) for shift in schedule.shifts if shift.manager in config.managers)


def _table(config: OfficeConfig, shift: ScheduledShift) -> ShiftTable:
    row = shift_document(shift)
    return ShiftTable.model_validate({**row, "desk": row["desk"] if row["desk"] in config.desks else None})


def _on(worked: tuple[WeeklyShiftTable, ...], day: date) -> list[WeeklyShiftTable]:
    return [shift for shift in worked if shift.on(day)]
