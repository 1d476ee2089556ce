"""A time of day is told as clocks show it, and told apart where they show it twice."""

from datetime import datetime

import pytest

from queue_server.domain.opening import time_of_day


@pytest.mark.parametrize(
    ("timezone", "utc", "shown"),
    [
        ("Europe/Berlin", "2026-10-25T00:59", "02:59 +02"),
        ("Europe/Berlin", "2026-10-25T01:00", "02:00 +01"),
        ("Europe/Berlin", "2026-10-25T02:00", "03:00"),
        ("Europe/Berlin", "2026-03-29T01:00", "03:00"),
        ("America/New_York", "2026-11-01T06:30", "01:30 -05"),
        ("Australia/Lord_Howe", "2026-04-04T15:15", "01:45 +10:30"),
        ("Antarctica/Troll", "2026-10-24T22:59", "00:59"),
        ("Antarctica/Troll", "2026-10-24T23:00", "01:00 +02"),
        ("Antarctica/Troll", "2026-10-25T00:59", "02:59 +02"),
        ("Antarctica/Troll", "2026-10-25T01:00", "01:00 +00"),
        ("Antarctica/Troll", "2026-10-25T02:59", "02:59 +00"),
        ("Antarctica/Troll", "2026-10-25T03:00", "03:00"),
        ("Antarctica/Casey", "2021-03-13T10:00", "21:00 +11"),
        ("Antarctica/Casey", "2021-03-13T13:00", "21:00 +08"),
        ("Europe/Moscow", "2026-10-25T01:00", "04:00"),
    ],
)
def test_a_time_that_clocks_show_twice_is_told_with_its_offset(timezone: str, utc: str, shown: str) -> None:
    at = round(datetime.fromisoformat(f"{utc}:00+00:00").timestamp() * 1000)
    assert time_of_day(timezone, at) == shown
