"""Desks advised for a day of the bank's February on the evening before, and then the day as it came."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks.bank_days import Bank
from tests.benchmarks.forecasts import bank_rows
from tests.benchmarks.real_days import RealDay, known

DAY = date(1999, 2, 16)
"""A Tuesday of an eighth more calls than were expected."""
FILE = "data/anonbank_1999_jan_feb.csv.gz"


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[dict[str, str]]:
    """The file."""
    if not (shared / FILE).exists():
        pytest.skip(f"no {FILE} in the shared data")
    return bank_rows()


def test_what_was_advised_the_evening_before_holds_on_the_day_and_the_mean_of_the_forecast_does_not(
    rows: list[dict[str, str]],
) -> None:
    bank = Bank(rows)
    day = RealDay(bank, DAY)
    traffic = day.expected.traffic
    ours, trap = (day.with_desks(day.need(each)) for each in (traffic, known(traffic)))
    assert ours.level >= 0.9
    assert ours.patient_level >= 0.7  # 0.61 with the day's factor alone
    assert trap.patient_level < ours.patient_level - 0.2
    assert ours.hours < 1.25 * trap.hours
    there, recorded = day.with_people(bank.at_work(DAY)), day.recorded()
    assert there.level == pytest.approx(recorded.level, abs=0.06)  # the day is played much as it was
    assert there.judged.sum() == pytest.approx(recorded.judged.sum(), rel=0.1)


def test_the_future_of_the_bank_changes_nothing_of_what_is_advised(rows: list[dict[str, str]]) -> None:
    chance = np.random.default_rng(3)
    later = [number for number, row in enumerate(rows) if row["date"] >= DAY.isoformat()]
    shuffled = list(rows)
    for name in ("topic", "joined_s", "service_s"):
        for to, source in zip(later, chance.permutation(later).tolist(), strict=True):
            shuffled[to] = {**shuffled[to], name: rows[source][name]}
    told, again = (Bank(each).expected(DAY).traffic for each in (rows, shuffled))
    np.testing.assert_array_equal(told.demand.expected, again.demand.expected)
    assert told.demand.interval_variation == again.demand.interval_variation > 0
    assert told.demand.day_variation == again.demand.day_variation
    np.testing.assert_array_equal(told.service_s, again.service_s)
    np.testing.assert_array_equal(told.service_variation, again.service_variation)
