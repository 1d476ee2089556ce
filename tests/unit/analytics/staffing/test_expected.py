"""A day staffed for its forecast: it varies as the forecast and the log know, and nothing of later is known."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from analytics.forecast.forecasting import forecast
from analytics.forecast.history import ArrivalHistory
from analytics.simulation.scenario import VariantTable
from analytics.simulation.setting import Setting, setting_of
from analytics.staffing.expected import MOST_SERVICE_VARIATION, Lasted, Services, settings_of, told_by
from analytics.staffing.need import desks_need, level_of
from analytics.staffing.pools import Kind
from analytics.staffing.week_file import read_week
from queue_server.domain.configuration import Manager, OfficeConfig, SkillLevel, Topic
from tests.unit.analytics.forecast.made_up import FIRST, TOPICS, history

MADE_ON = FIRST + timedelta(42)
SKILLS = dict.fromkeys(TOPICS, SkillLevel.PRIMARY)
OFFICE = OfficeConfig(
    "office", {}, "UTC", {topic: Topic(topic, {}, "A", typical_service_s=288) for topic in TOPICS}, ("1", "2"),
    {"m": Manager("m", "m", SKILLS)}, hours={"mon": "09:00-18:00"}, goal=0.9,
)  # fmt: skip
LASTED = Services({"billing": Lasted(200.0, 1.3), "meters": Lasted(300.0, 9.0)}, walk_s=33.0)


def expected(known: ArrivalHistory, day: date = MADE_ON, **week: object) -> Setting:
    """`day` as it is staffed for the forecast of the evening before."""
    file = read_week({"from": day.isoformat(), "days": 1, **week})
    ((_, setting),) = settings_of(file, OFFICE, forecast(known, [day]), LASTED)
    return setting


@pytest.fixture(scope="module")
def known() -> ArrivalHistory:
    """Eight weeks whose half-hours vary by 0.3 of themselves; the day that is staffed is in the midst of them."""
    made_up = history(56, seed=4, variation=0.1)
    factor = np.random.default_rng(8).gamma(1 / 0.09, 0.09, (56, 48, 1))
    return replace(made_up, counts=np.random.default_rng(9).poisson(made_up.counts * factor).astype(float))


def test_the_day_and_its_half_hours_and_services_vary_as_they_did(known: ArrivalHistory) -> None:
    setting, (found,) = expected(known), forecast(known, [MADE_ON])
    demand = setting.traffic.demand
    assert (demand.day_variation, demand.interval_variation) == (found.spread.day, found.spread.half_hour)
    assert demand.interval_variation == pytest.approx(0.3, abs=0.1)
    by_topic = dict(zip(setting.topics, setting.traffic.service_variation.tolist(), strict=True))
    assert by_topic == {"billing": 1.3, "contract": 0.9, "meters": MOST_SERVICE_VARIATION}
    assert dict(zip(setting.topics, setting.traffic.service_s, strict=True))["billing"] == 200.0


def test_a_file_that_says_how_services_vary_is_believed(known: ArrivalHistory) -> None:
    assert set(expected(known, service={"variation": 0.5}).traffic.service_variation.tolist()) == {0.5}
    one = expected(known, service={"variation_by_topic": {"meters": 0.4}})
    assert one.traffic.service_variation.tolist() == [1.3, 0.9, 0.4]
    near = expected(known, service={"walk_s": 0.0}).traffic
    assert (near.service_variation.max(), near.walk_s) == (MOST_SERVICE_VARIATION, 0.0)


def test_a_walk_that_no_log_knows_is_the_usual_one_and_nobody_walks_for_longer_than_is_drawn() -> None:
    assert "walk_s" not in told_by(replace(LASTED, walk_s=None), OFFICE)
    assert told_by(replace(LASTED, walk_s=400.0), OFFICE)["walk_s"] == 180.0


def test_a_day_in_what_if_varies_as_its_need_does(known: ArrivalHistory) -> None:
    told = told_by(replace(LASTED, by_topic={**LASTED.by_topic, "gone": Lasted(100.0, 0.5)}), OFFICE)
    assert told["variation_by_topic"] == {"billing": 1.3, "meters": MOST_SERVICE_VARIATION}  # no other topic is offered
    table = VariantTable.model_validate({"demand": {"visits": 90}, "service": told, "hours": "09:00-18:00"})
    tried, staffed = setting_of("", table, OFFICE, None), expected(known)
    assert tried.topics == staffed.topics
    assert tried.traffic.service_s.tolist() == staffed.traffic.service_s.tolist()
    assert tried.traffic.service_variation.tolist() == staffed.traffic.service_variation.tolist()
    assert tried.traffic.walk_s == staffed.traffic.walk_s == 33.0


def test_the_need_keeps_the_goal_on_days_whose_half_hours_vary_and_one_for_the_days_factor_alone_does_not(
    known: ArrivalHistory,
) -> None:
    traffic = expected(known).traffic
    traffic = replace(traffic, target_s=np.full(traffic.topics, 180.0), service_variation=np.full(traffic.topics, 0.9))
    alone = replace(traffic, demand=replace(traffic.demand, interval_variation=0.0))
    kinds = [Kind("all", np.zeros(traffic.topics))]
    ours, without = (desks_need(one, kinds, goal=0.9).desks for one in (traffic, alone))
    assert level_of(traffic, kinds, ours, 2000, 77).day >= 0.9
    assert level_of(traffic, kinds, without, 2000, 77).day < 0.89
    assert without.sum() < ours.sum() <= 1.25 * without.sum()


def test_shuffling_the_future_gives_the_same_need(known: ArrivalHistory) -> None:
    row = (MADE_ON - known.first).days
    counts = known.counts.copy()
    counts[row:] = np.random.default_rng(1).permutation(counts[row:].ravel()).reshape(counts[row:].shape)
    kinds = [Kind("all", np.zeros(len(TOPICS)))]
    told, shuffled = (
        desks_need(expected(one).traffic, kinds, goal=0.9) for one in (known, replace(known, counts=counts))
    )
    np.testing.assert_array_equal(told.desks, shuffled.desks)
    assert told.level.day == shuffled.level.day
    counts[row - 7 : row] *= 2
    assert (
        expected(replace(known, counts=counts)).traffic.demand.expected.sum()
        > 1.1 * expected(known).traffic.demand.expected.sum()
    )
