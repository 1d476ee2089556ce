"""An office's own hours as a simulated day takes them."""

import pytest

from analytics.simulation.scenario import DAY_MS, MINUTE_MS, before_midnight_ms, hours_ms, read_scenario
from analytics.simulation.setting import setting_of
from queue_server.domain.configuration import Manager, OfficeConfig, SkillLevel, Topic
from queue_server.errors import ScenarioInvalid


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("09:00-18:00", (540, 1080)), ("00:00-00:00", (0, 1440)), ("20:00-00:00", (1200, 1440))],
)
def test_a_day_may_last_until_midnight(text: str, minutes: tuple[int, int]) -> None:
    assert hours_ms(text) == (minutes[0] * MINUTE_MS, minutes[1] * MINUTE_MS)
    assert DAY_MS == 1440 * MINUTE_MS


def test_hours_past_midnight_are_refused_with_what_to_do() -> None:
    with pytest.raises(ScenarioInvalid, match="say the part of the day"):
        hours_ms("22:00-06:00")
    assert before_midnight_ms("22:00-06:00") == (1320 * MINUTE_MS, DAY_MS), "of a forecast the part of the day"


def test_a_day_round_the_clock_is_tried_as_the_organisation_file_writes_it() -> None:
    config = OfficeConfig(
        "klin", {}, "Europe/Moscow", {"meters": Topic("meters", {}, prefix="M")}, ("1", "2"),
        {name: Manager(name, name, {"meters": SkillLevel.PRIMARY}) for name in ("ann", "bob")},
        closes_after_s=0,
    )  # fmt: skip
    night = {"manager": "bob", "begins": "22:00", "ends": "00:00", "breaks": ["23:00-00:00"]}
    scenario = {"hours": "00:00-00:00", "demand": {"visits": 48}, "shift": [{"manager": "ann"}, night]}
    ((name, table),) = read_scenario(scenario).items()
    setting = setting_of(name, table, config, None)
    assert [(shift.begins_ms, shift.ends_ms) for shift in setting.roster] == [(0, DAY_MS), (1320 * MINUTE_MS, DAY_MS)]
    assert setting.roster[1].breaks == ((1380 * MINUTE_MS, 60 * MINUTE_MS),)
    assert setting.traffic.demand.edges_ms[[0, -1]].tolist() == [0, DAY_MS]
    assert setting.traffic.demand.expected.sum() == pytest.approx(48)
