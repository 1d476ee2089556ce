"""The demo's clock and where it begins."""

from dataclasses import dataclass
from datetime import date

import pytest

from queue_server.cli.demo_clock import DemoClock, busy_hour, working_day
from queue_server.domain.configuration import OfficeConfig

WEEK = ("mon", "tue", "wed", "thu", "fri")
START_AT = 1_772_433_000_000


@dataclass
class Wall:
    """A clock on the wall that a test turns."""

    seconds: float = 100.0

    def __call__(self) -> float:
        return self.seconds


def office(name: str, days: tuple[str, ...] = WEEK, hours: str = "08:00-20:00") -> OfficeConfig:
    return OfficeConfig(
        id=name,
        name={"en": name},
        timezone="Europe/Moscow",
        topics={},
        desks=("1",),
        managers={},
        hours=dict.fromkeys(days, hours),
    )


def test_ten_real_seconds_are_ten_minutes_at_sixty_times_the_speed() -> None:
    wall = Wall()
    clock = DemoClock(START_AT, 60, seconds=wall)
    wall.seconds += 10
    assert clock() == START_AT + 600_000


def test_a_skipped_night_moves_the_clock_forward_and_it_runs_on() -> None:
    wall = Wall()
    clock = DemoClock(START_AT, 60, seconds=wall)
    clock.skip_to(START_AT + 43_200_000)
    wall.seconds += 1
    assert clock() == START_AT + 43_200_000 + 60_000


def test_the_clock_never_goes_back() -> None:
    wall = Wall()
    clock = DemoClock(START_AT, 60, seconds=wall)
    wall.seconds += 10
    clock.skip_to(START_AT)
    assert clock() == START_AT + 600_000


@pytest.mark.parametrize(
    ("today", "begins"), [(date(2026, 11, 22), date(2026, 11, 24)), (date(2026, 11, 25), date(2026, 11, 25))]
)
def test_the_demo_begins_on_a_day_on_which_every_office_opens(today: date, begins: date) -> None:
    offices = [office("klin"), office("zaraysk", days=("tue", "wed", "thu", "fri"))]
    assert working_day(offices, today) == begins


def test_the_curtain_rises_half_past_ten() -> None:
    at = busy_hour([office("klin"), office("zaraysk", hours="09:00-18:00")], date(2026, 3, 2))
    assert 10.4 < (at - 1_772_398_800_000) / 3_600_000 < 10.7


def test_an_organisation_that_never_opens_has_no_busy_hour() -> None:
    with pytest.raises(LookupError):
        busy_hour([office("klin", days=())], date(2026, 3, 2))
