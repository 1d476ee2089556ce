"""Who comes in the outlook: by the forecast and the day so far, and by nothing that is still to come."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from analytics.forecast.forecasting import Forecaster
from analytics.forecast.history import ArrivalHistory
from analytics.forecast.intraday import day_factor
from analytics.outlook.arrivals import arrivals, category_shares
from analytics.outlook.day_so_far import day_so_far
from analytics.outlook.seen import Outlook
from analytics.outlook.trying import outlook
from queue_server.domain import commands as c
from queue_server.domain.events import Event, TicketIssued
from queue_server.domain.evolve import evolve
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from tests.unit.analytics.crowded_hall import SERVICES, Hall, forecast_of
from tests.unit.analytics.skilled_office import DAY_MS, MONDAY, SERVICE_S, days


def test_a_peak_that_is_forecast_is_seen_before_it_begins() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5"))  # MONDAY is nine in the morning in Moscow
    seen = outlook(hall.office, hall.at, SERVICES, usual=forecast_of(10, 20.0))
    soon, _, later = (part.mean for part in seen.expected)
    assert soon == 0.0 and later > 3
    assert all(part.mean == 0.0 for part in outlook(hall.office, hall.at, SERVICES).expected)


def test_the_running_half_hour_counts_in_part_and_the_day_so_far_moves_the_rest() -> None:
    hall = Hall().do(after_s=900)
    topics = ("contract",)
    so_far = day_so_far(hall.office, hall.at)
    demand = arrivals(hall.office, topics, so_far, 7200, forecast_of(9, 20.0))
    assert demand.expected.shape == (5, 1)
    assert demand.edges_ms.tolist() == [0, 900_000, 2_700_000, 4_500_000, 6_300_000, 7_200_000]
    assert demand.expected[:, 0].tolist() == pytest.approx([10 * day_factor(10, 0, 0.15), 0, 0, 0, 0])
    assert arrivals(hall.office, topics, so_far, 0, forecast_of(9, 20.0)).expected.sum() == 0


def test_what_should_have_come_before_the_day_was_opened_lowers_nothing() -> None:
    hall = Hall()  # opened at nine in the morning in Moscow, when twenty should have come from eight on
    usual = forecast_of(8, 20.0)
    usual.expected[20] = 6.0
    demand = arrivals(hall.office, ("contract",), day_so_far(hall.office, hall.at), 7200, usual)
    assert demand.expected.sum() == pytest.approx(6.0)


def test_the_day_so_far_is_read_in_one_walk_with_what_is_settled_already() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5")).crowd(3, every_s=60)
    hall.do(c.Issue("late", "contract", category="veteran"), after_s=30).do(c.MarkLeft("late"), after_s=90)
    hall.do(c.CallNext("5")).do(c.Start("contract-0"), after_s=20).do(c.AddTopic("contract-0", "billing"))
    hall.do(c.FinishTopic("contract-0", "done"), c.Complete("contract-0", "done"), after_s=200)
    so_far = day_so_far(hall.office, hall.at)
    assert (so_far.today, so_far.lately, so_far.lately_s) == (4, {"contract": 4}, 1800.0)
    assert (so_far.gave_up, so_far.lately_categories) == (1, {None: 3, "veteran": 1})
    called, left, waiting = 240, 90, (400, 340)
    assert so_far.waited_ms == (called + left + sum(waiting)) * SECOND
    assert category_shares(so_far, ("", "veteran")).tolist() == pytest.approx([0.8, 0.2])
    much_later = day_so_far(hall.office, hall.at + 7200 * SECOND)
    assert (much_later.today, sum(much_later.lately.values()), much_later.lately_s) == (4, 0, 3600.0)


def test_an_outlook_and_the_forecast_it_goes_by_do_not_know_what_comes() -> None:
    # The whole of each log lies before them. From half past eleven of the last day on chance decides otherwise, and
    # three times as many come.
    turn_at = MONDAY + 3 * DAY_MS + 9000 * SECOND
    one, other = list(days(4, seed=3)), list(days(4, seed=3, another_future_from=turn_at))
    assert [event for event in one if event.at < turn_at] == [event for event in other if event.at < turn_at]
    mine, its = looked_at(one, turn_at - 1), looked_at(other, turn_at - 1, rush_from=turn_at)
    assert mine == its
    assert mine.chances and max(part.mean for part in mine.expected) > 0
    later = turn_at + 1800 * SECOND
    assert looked_at(one, later) != looked_at(other, later, rush_from=turn_at)


def looked_at(events: Sequence[Event], at: Instant, rush_from: Instant | None = None) -> Outlook:
    """What is said at a moment, by the visits of the whole log, those to come as well."""
    office = Office("klin")
    for event in events:
        office = evolve(office, event) if event.at <= at else office
    (usual,) = Forecaster(issued(events, rush_from)).days([date(2026, 3, 5)])
    return outlook(office, at, SERVICES, usual=usual, replications=60)


def issued(events: Sequence[Event], rush_from: Instant | None) -> ArrivalHistory:
    """By day, half-hour of Moscow, and topic."""
    topics = tuple(sorted(SERVICE_S))
    counts = np.zeros((4, 48, len(topics)))
    for event in events:
        if isinstance(event, TicketIssued):
            half_hour = (event.at - MONDAY) % DAY_MS // (1800 * SECOND) + 18
            many = 3 if rush_from is not None and event.at >= rush_from else 1
            counts[(event.at - MONDAY) // DAY_MS, half_hour, topics.index(event.topic)] += many
    return ArrivalHistory(date(2026, 3, 2), topics, counts)
