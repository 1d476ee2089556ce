"""A week to be staffed, as people write it in TOML: demand, services, the present shifts, and who there is.

Demand and services are those of a scenario; `[demand]` is a usual day and `weekdays` say how days differ.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, Field, field_validator

from analytics.simulation.scenario import (
    DemandTable,
    ServiceTable,
    ShiftTable,
    StrictTable,
    VariantTable,
    Weight,
    checked,
    clock_ms,
    span_ms,
)
from analytics.staffing.staff import Staff
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.opening import WEEKDAYS, hours_text, written_date
from queue_server.errors import ScenarioInvalid

HOUR_MS = 3_600_000
MOST_DAYS = 14
LENGTHS_H = (4.0, 6.0, 8.0, 9.0)


def _day_name(text: str) -> str:
    if text not in WEEKDAYS:
        try:
            written_date(text)
        except ValueError:
            raise ValueError(f"“{text}” is neither a weekday (mon) nor a date (2026-03-02)") from None
    return text


DayName = Annotated[str, AfterValidator(_day_name)]


class WeeklyShiftTable(ShiftTable):
    """A shift on some weekdays or dates; on all days on which the office opens where none are named."""

    days: tuple[DayName, ...] = ()

    def on(self, day: date) -> bool:
        """Whether it is a shift of `day`."""
        return not self.days or WEEKDAYS[day.weekday()] in self.days or day.isoformat() in self.days


class StaffTable(StrictTable):
    """Somebody who may be given shifts."""

    manager: str
    hours_week: Annotated[float, Field(gt=0, le=80)] = 40.0
    days_week: Annotated[int, Field(ge=1, le=7)] = 5
    lengths_h: Annotated[tuple[Annotated[float, Field(ge=1, le=13)], ...], Field(min_length=1, max_length=8)] = (
        LENGTHS_H
    )
    off: tuple[DayName, ...] = ()
    not_before: str | None = None
    not_after: str | None = None
    wishes: str | None = None
    cost: Annotated[float, Field(gt=0, le=1000)] = 1.0

    @field_validator("not_before", "not_after")
    @classmethod
    def _clock(cls, value: str | None) -> str | None:
        if value is not None:
            clock_ms(value)
        return value

    @field_validator("wishes")
    @classmethod
    def _span(cls, value: str | None) -> str | None:
        if value is not None:
            span_ms(value)
        return value

    def staff(self) -> Staff:
        """As the planner takes it."""
        return Staff(
            manager=self.manager,
            hours_week=self.hours_week,
            days_week=self.days_week,
            lengths_ms=tuple(round(length * HOUR_MS) for length in self.lengths_h),
            off=frozenset(self.off),
            not_before_ms=clock_ms(self.not_before) if self.not_before else 0,
            not_after_ms=clock_ms(self.not_after) if self.not_after else 24 * HOUR_MS,
            wishes_ms=span_ms(self.wishes) if self.wishes else None,
            cost=self.cost,
        )


class WeekFile(StrictTable):
    """The whole file, but for the office."""

    first: Annotated[date, Field(alias="from")]
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 7
    goal: Annotated[float, Field(gt=0, lt=1)] | None = None
    break_minutes: Annotated[int, Field(ge=0, le=120)] = 45
    demand: DemandTable | None = None
    weekdays: dict[str, Weight] = Field(default_factory=dict)
    service: ServiceTable = ServiceTable()
    shift: tuple[WeeklyShiftTable, ...] = ()
    staff: tuple[StaffTable, ...] = ()

    @field_validator("weekdays")
    @classmethod
    def _named(cls, value: dict[str, float]) -> dict[str, float]:
        for name in value:
            if name not in WEEKDAYS:
                raise ValueError(f"“{name}” is no weekday; they are {', '.join(WEEKDAYS)}")
        return value

    def open_days(self, config: OfficeConfig) -> list[date]:
        """Days on which the office opens."""
        days = [self.first + timedelta(number) for number in range(self.days)]
        return [day for day in days if hours_text(config, day.isoformat()) is not None]

    def table_of(self, day: date) -> VariantTable:
        """The day as a scenario: its demand, and the present shifts. Needs a demand."""
        if self.demand is None:
            raise ScenarioInvalid("demand: Field required")
        visits = self.demand.visits * self.weekdays.get(WEEKDAYS[day.weekday()], 1.0)
        if visits <= 0:
            raise ScenarioInvalid(f"weekdays: nobody comes on {day.isoformat()}, on which the office opens")
        return VariantTable(
            demand=self.demand.model_copy(update={"visits": visits}), service=self.service, shift=self.shifts_on(day)
        )

    def shifts_on(self, day: date) -> tuple[ShiftTable, ...]:
        """The present shifts of a day."""
        return tuple(ShiftTable(**shift.model_dump(exclude={"days"})) for shift in self.shift if shift.on(day))

    def planned_with(self, config: OfficeConfig) -> list[Staff]:
        """Whom the plan is made of: the table, or all managers of the office with the usual hours."""
        tables = self.staff or tuple(StaffTable(manager=manager) for manager in config.managers)
        _check_people(tables, config)
        return [table.staff() for table in tables]


class PeopleFile(StrictTable):
    """Nothing but people."""

    staff: tuple[StaffTable, ...]


def read_week(document: Mapping[str, Any]) -> WeekFile:
    """Raises `ScenarioInvalid` with every finding."""
    return checked(WeekFile, document, "")


def read_people(rows: Sequence[Mapping[str, Any]], config: OfficeConfig) -> tuple[StaffTable, ...]:
    """Tables of `[[staff]]`. Raises `ScenarioInvalid` with every finding."""
    tables = checked(PeopleFile, {"staff": list(rows)}, "").staff
    _check_people(tables, config)
    return tables


def _check_people(tables: Sequence[StaffTable], config: OfficeConfig) -> None:
    for table in tables:
        if table.manager not in config.managers:
            known = ", ".join(config.managers) or "none"
            raise ScenarioInvalid(
                f"staff: there is no manager “{table.manager}” in office {config.id}; there are {known}"
            )
    if len({table.manager for table in tables}) < len(tables):
        raise ScenarioInvalid("staff: somebody stands there twice")
