"""What a published schedule does to expected waits: cases worked out by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from analytics.estimators.hours import Hours
from analytics.estimators.learned import _moved
from analytics.estimators.quantiles import gamma_quantile
from analytics.estimators.simple import BREAK_REST_S, REACTION_S, SERVICE_VARIATION
from queue_server.domain import commands as c
from queue_server.domain.expected_wait import ExpectedWait
from queue_server.domain.ids import Instant, ManagerId
from queue_server.domain.office import Office
from tests.unit.analytics.simulated_office import Traffic
from tests.unit.analytics.test_simple_estimator import ONE_TOPIC, Day

MEAN_S, APPROACH_S = 240.0, 30.0
BOTH_S = MEAN_S + APPROACH_S


@dataclass
class Published:
    """A schedule as a test wants it."""

    managers: dict[ManagerId, Hours] = field(default_factory=dict)

    def desk_hours(self, office: Office, at: Instant) -> Mapping[ManagerId, Hours]:
        return self.managers


def hall(desks: int, waiting: int, **hours: Hours) -> Day:
    names = [str(number + 1) for number in range(desks)]
    day = Day(Traffic(dict.fromkeys(names, ("meters",)), ONE_TOPIC, load=0.9))
    day.estimator.schedule = Published(hours)
    day.do(*(c.OpenDesk(name, f"m{name}") for name in names))
    return day.do(*(c.Issue(f"t{number}", "meters") for number in range(waiting)))


def told(mean_s: float, first_s: float, served: int) -> ExpectedWait:
    """By the estimator's formula, one desk: `served` people ahead of mean services, then the newcomer."""
    variance = first_s**2 + SERVICE_VARIATION**2 * served * MEAN_S**2
    low, likely, upper, high = (gamma_quantile(share, mean_s, variance) for share in (0.1, 0.5, 0.8, 0.9))
    return ExpectedWait(low, likely, upper, high)


def close(one: ExpectedWait, other: ExpectedWait) -> bool:
    return [one.low_s, one.likely_s, one.upper_s, one.high_s] == pytest.approx(
        [other.low_s, other.likely_s, other.upper_s, other.high_s]
    )


def test_a_manager_on_a_planned_break_is_back_at_its_end() -> None:
    assert close(hall(1, 0).do(c.StartBreak("1")).newcomer(), told(BREAK_REST_S, BREAK_REST_S, 0))
    day = hall(1, 0, m1=Hours(back_s=120.0)).do(c.StartBreak("1"))
    assert close(day.newcomer(), told(120.0, 120.0, 0))
    day = hall(1, 0, m1=Hours(back_s=2.0)).do(c.StartBreak("1"))
    assert close(day.newcomer(), told(REACTION_S, REACTION_S, 0)), "nobody calls in the very moment of coming back"


def test_a_desk_that_goes_home_does_not_serve_those_later() -> None:
    """Desk 1 takes the first at 15 s and is free at 285 s, after its manager's 200 s; desk 2 serves the other three."""
    day = hall(2, 4, m1=Hours(leaves_s=200.0))
    assert close(day.newcomer(), told(REACTION_S + 3 * BOTH_S, REACTION_S, 3))
    assert hall(2, 4).newcomer().likely_s < 0.75 * day.newcomer().likely_s
    assert close(hall(2, 4, m1=Hours(leaves_s=3600.0)).newcomer(), hall(2, 4).newcomer()), "there for long enough"


def test_a_break_that_is_due_comes_before_the_next_call() -> None:
    """The one ahead is called at 15 s; at 285 s the break of ten minutes is overdue; the newcomer follows at 885 s."""
    day = hall(1, 1, m1=Hours(rests=((100.0, 600.0),)))
    assert close(day.newcomer(), told(REACTION_S + BOTH_S + 600.0, REACTION_S, 1))
    assert close(hall(1, 1, m1=Hours(rests=((2000.0, 600.0),))).newcomer(), hall(1, 1).newcomer())


def test_where_all_go_home_before_they_are_taken_to_stay() -> None:
    assert close(hall(1, 3, m1=Hours(leaves_s=300.0)).newcomer(), hall(1, 3).newcomer())


def test_the_learned_upper_values_go_up_with_the_simple_ones() -> None:
    assert _moved([10.0, 20.0, 30.0, 40.0], (5.0, 5.0, 100.0, 5.0)) == [10.0, 20.0, 130.0, 130.0]
    assert _moved([10.0, 20.0, 30.0, 40.0], (5.0, 5.0, 10.0, 20.0)) == [10.0, 20.0, 40.0, 60.0]
    assert _moved([10.0, 20.0, 30.0, 40.0], (-50.0, -5.0, -5.0, -5.0)) == [10.0, 20.0, 30.0, 40.0]
