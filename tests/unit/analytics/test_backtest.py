"""Backtests in a simulated hall with skills: no look ahead, and better than the usual rules."""

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np
import pytest

from analytics.backtest.running import Backtest, Days, Result
from analytics.estimators.watching import Asked, Watcher, inferred_later
from queue_server.domain.events import DeskClosed, Event
from queue_server.domain.ids import SECOND
from queue_server.log.recorded import Recorded
from tests.unit.analytics.skilled_office import DAY_MS, MONDAY, days

NOON_OF_THE_LAST_DAY = MONDAY + 4 * DAY_MS + 3 * 3600 * SECOND


def _day(number: int) -> str:
    return (date(2026, 3, 2) + timedelta(number)).isoformat()


def _backtest(events: Iterable[Event], *, train: int, test: int) -> Result:
    run = Backtest("klin", train=Days(_day(0), _day(train - 1)), test=Days(_day(train), _day(train + test - 1)))
    for seq, event in enumerate(events, start=1):
        run.take(Recorded("klin", seq, event.at, event, "m1", None, "", ""))
    return run.finish()


def _asked(events: Iterable[Event]) -> list[Asked]:
    watcher = Watcher("klin")
    return [found for event in events for found in watcher.take(event) if isinstance(found, Asked)]


def test_what_is_known_at_a_moment_does_not_depend_on_what_comes() -> None:
    turn_at = MONDAY + DAY_MS + 3 * 3600 * SECOND
    one, other = _asked(days(2, seed=1)), _asked(days(2, seed=1, another_future_from=turn_at))
    known = [row for row in one if row.at < turn_at - SECOND]
    assert len(known) > 300
    for mine, its in zip(known, other, strict=False):
        assert (mine.ticket, mine.at, mine.joining) == (its.ticket, its.at, its.joining)
        assert np.array_equal(mine.features, its.features)
    assert [row.features.tolist() for row in one] != [row.features.tolist() for row in other], "the futures differ"


@pytest.mark.slow
def test_what_is_told_at_a_moment_does_not_depend_on_what_comes() -> None:
    one = _backtest(days(5, seed=1), train=4, test=1)
    other = _backtest(days(5, seed=1, another_future_from=NOON_OF_THE_LAST_DAY), train=4, test=1)
    known_of = [
        {ticket: (said, wait) for ticket, said, wait in zip(r.ticket, r.said["ours"], r.waited_s, strict=True)}
        for r in (one, other)
    ]
    same = [ticket for ticket in known_of[0] if ticket in known_of[1] and _joined_early(ticket, known_of)]
    assert len(same) > 50
    for ticket in same:
        mine, its = known_of[0][ticket][0], known_of[1][ticket][0]
        assert mine[0] == its[0]
        assert np.array_equal(mine[1], its[1])
    assert one.waited_s != other.waited_s, "the futures differ"


def _joined_early(ticket: str, known_of: list[dict[str, tuple[tuple[float, np.ndarray], float]]]) -> bool:
    """Visits called before the futures part have the same wait in both."""
    return known_of[0][ticket][1] == known_of[1][ticket][1]


@pytest.mark.slow
def test_in_a_hall_with_skills_ours_beats_every_usual_rule_by_a_tenth() -> None:
    document = _backtest(days(16, seed=5), train=12, test=4).document()
    ours, simple, *usual = document["rules"]
    assert (ours["name"], simple["name"]) == ("ours", "simple")
    assert ours["mae_s"] < simple["mae_s"], "the first days' estimator, which was given the true typical times"
    assert all(simple["mae_s"] < rule["mae_s"] for rule in usual)
    assert [rule["name"] for rule in usual] == ["naive", "les", "hol", "pace", "lasso"]
    for rule in usual:
        assert ours["mae_s"] <= 0.9 * rule["mae_s"], rule["name"]
    assert 0.75 <= ours["coverage_80_share"] <= 0.85
    assert 0.16 <= ours["upper_short_share"] <= 0.24


def test_days_without_enough_to_learn_from_are_not_told() -> None:
    document = _backtest(days(2, seed=2, load=0.2), train=1, test=1).document()
    assert document["n"] == 0
    assert document["rules"] == [{"name": "ours", **dict.fromkeys(document["rules"][0].keys() - {"name"})}]


def test_when_an_imported_file_lets_a_manager_go_is_not_believed() -> None:
    closed = DeskClosed(at=1, desk="1", manager="m1")
    assert inferred_later(Recorded("klin", 1, 1, closed, "import", None, "", ""))
    assert not inferred_later(Recorded("klin", 1, 1, closed, "m1", None, "", ""))
