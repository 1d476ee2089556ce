"""A scenario at the terminal: what it prints, what it refuses, and that docs know its keys."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from analytics.simulation.scenario import DemandTable, Scenario, ServiceTable, ShiftTable, VariantTable, read_scenario
from analytics.simulation.setting import Setting, setting_of
from queue_server.__main__ import command_line
from queue_server.domain.configuration import Limits, Manager, OfficeConfig, SkillLevel, Topic
from queue_server.errors import ScenarioInvalid
from tests.unit.analytics.hall_file import hall

ROOT = Path(__file__).parents[4]
OFFICE = 'hours = "09:00-18:00"\n' + hall(desks=3, hours="09:00-18:00", days=("mon",), petrovs_contracts="secondary")
DEMAND = """
[demand]
visits = 120
topics = { meters = 3, contract = 1 }
"""


def simulate(tmp_path: Path, text: str, *arguments: str) -> Result:
    file = tmp_path / "scenario.toml"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(command_line(), ["simulate", str(file), *arguments])


def document(tmp_path: Path, text: str, *arguments: str) -> dict[str, Any]:
    result = simulate(tmp_path, text, "--json", "--replications", "400", *arguments)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_variants_stand_side_by_side_with_intervals(tmp_path: Path) -> None:
    variants = """
[[variant]]
name = "without Orlov"
without = ["orlov"]

[[variant]]
name = "half as many"
demand = { visits = 60 }
"""
    found = document(tmp_path, OFFICE + DEMAND + variants)
    as_it_is, without, fewer = found["variants"]
    assert [variant["name"] for variant in found["variants"]] == ["as it is", "without Orlov", "half as many"]
    for variant in found["variants"]:
        level = variant["service_level"]
        assert 0 < level["low"] <= level["value"] <= level["high"] <= 1
        assert variant["wait_p50_s"]["value"] <= variant["wait_p90_s"]["value"] <= variant["wait_p95_s"]["value"]
        assert len(variant["by_half_hour"]) == 18
    assert without["service_level"]["high"] < as_it_is["service_level"]["low"]
    assert without["service_level_difference"]["high"] < 0 <= fewer["service_level_difference"]["low"]
    assert without["load"]["value"] > as_it_is["load"]["value"] > fewer["load"]["value"]
    assert as_it_is["visits"]["low"] < 120 < as_it_is["visits"]["high"]
    assert (as_it_is["shift_hours"], without["shift_hours"]) == (27.0, 18.0)


def test_the_same_seed_prints_the_same_and_another_seed_does_not(tmp_path: Path) -> None:
    first, again = (document(tmp_path, OFFICE + DEMAND, "--seed", "5") for _ in range(2))
    other = document(tmp_path, OFFICE + DEMAND, "--seed", "6")
    assert first == again
    assert first["variants"] != other["variants"]


def test_more_days_make_the_interval_narrower(tmp_path: Path) -> None:
    def width(days: str) -> float:
        result = simulate(tmp_path, OFFICE + DEMAND, "--json", "--replications", days)
        visits = json.loads(result.stdout)["variants"][0]["visits"]
        return float(visits["high"] - visits["low"])

    assert width("3200") == pytest.approx(width("200") / 4, rel=0.2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OFFICE, "demand: Field required"),
        (OFFICE + DEMAND + "surprise = 1\n", "demand.surprise: there is no such key here"),
        (OFFICE + DEMAND.replace("meters = 3", "metres = 3"), "there is no topic “metres” in office klin"),
        (OFFICE + DEMAND + "[service]\nvariation_by_topic = { gas = 1 }\n", "there is no topic “gas” in office klin"),
        (OFFICE + DEMAND.replace("120", "-1"), "demand.visits: Input should be greater than 0"),
        (OFFICE + DEMAND + '[demand.half_hours]\n"09:10" = 1\n', "“09:10” is no half-hour"),
        (OFFICE + DEMAND + '[[shift]]\nmanager = "sidorova"\n', "there is no manager “sidorova” in office klin"),
        (OFFICE + DEMAND + '[[shift]]\nmanager = "orlov"\n', "topic “contract” is asked for and no manager"),
        (OFFICE + DEMAND + '[[shift]]\nmanager = "ivanova"\ndesk = "9"\n', "there is no desk “9” in office klin"),
        (OFFICE + DEMAND + '[[shift]]\nmanager = "ivanova"\nends = "08:00"\n', "ends before it begins"),
        (OFFICE + DEMAND + '[[variant]]\nname = "x"\nwithout = ["nobody"]\n', "x: without: manager “nobody”"),
        (OFFICE + DEMAND + '[[variant]]\nname = "x"\ndemand = { visits = 0 }\n', "variant “x”: demand.visits"),
        (OFFICE.replace('hours = "09:00-18:00"\n\n', "") + DEMAND, "say which `day` it is"),
        ('office = "klin"\n' + DEMAND, "name an organisation file"),
        ("[demand\n", "this is no TOML"),
    ],
)
def test_what_does_not_fit_is_said_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    result = simulate(tmp_path, text)
    assert result.exit_code == 2
    assert said in result.output
    assert "Traceback" not in result.output


def test_the_example_of_the_demo_office_runs() -> None:
    example = ROOT / "config/scenarios/klin-lunch.toml"
    result = CliRunner().invoke(command_line(), ["simulate", str(example), "--replications", "50"])
    assert result.exit_code == 0, result.output
    assert "lunches one" in result.output


@pytest.mark.parametrize(
    ("heading", "table"),
    [
        ("## The scenario", Scenario), ("### `[demand]`", DemandTable),
        ("### `[service]`", ServiceTable), ("### `[[shift]]`", ShiftTable),
    ],
)  # fmt: skip
def test_every_key_is_in_the_docs_and_no_other(heading: str, table: type[Scenario]) -> None:
    page = (ROOT / "docs/simulator.md").read_text(encoding="utf-8")
    part = re.split(r"\n###? ", page.split(heading + "\n", 1)[1])[0]
    assert set(re.findall(r"^\| `(\w+)`", part, re.MULTILINE)) == set(table.model_fields)


def test_a_half_hour_may_have_its_own_mix_of_topics() -> None:
    config = OfficeConfig(
        "klin", {}, "UTC", {name: Topic(name, {}, "A") for name in ("meters", "contract")}, ("1",),
        {"ann": Manager("ann", "Ann", dict.fromkeys(("meters", "contract"), SkillLevel.PRIMARY))},
    )  # fmt: skip
    half_hours = {"09:00": {"meters": 6}, "09:30": 6, "10:00": {"meters": 1, "contract": 2}}
    demand = {"visits": 30, "topics": {"meters": 1, "contract": 1}, "half_hours": half_hours}
    table = VariantTable.model_validate({"hours": "09:00-11:00", "demand": demand})
    expected = setting_of("", table, config, None).traffic.demand.expected
    assert expected.tolist() == [[12, 0], [6, 6], [2, 4], [0, 0]]
    alone = table.model_copy(update={"demand": DemandTable.model_validate({"visits": 9, "half_hours": half_hours})})
    assert setting_of("", alone, config, None).topics == ("meters", "contract")
    unknown = DemandTable.model_validate({"visits": 9, "half_hours": {"09:00": {"gas": 1}}})
    with pytest.raises(ScenarioInvalid, match="there is no topic “gas”"):
        setting_of("", table.model_copy(update={"demand": unknown}), config, None)


def two_topics() -> OfficeConfig:
    """Two desks, and two managers for both topics."""
    topics = dict.fromkeys(("meters", "contract"), SkillLevel.PRIMARY)
    return OfficeConfig(
        "klin", {}, "UTC", {name: Topic(name, {}, "A") for name in topics}, ("1", "2"),
        {name: Manager(name, name, topics) for name in ("a", "b")},
    )  # fmt: skip


def of(table: dict[str, Any], office: OfficeConfig) -> Setting:
    return setting_of("", VariantTable.model_validate({"hours": "09:00-13:00", **table}), office, None)


def test_single_topics_have_as_many_visitors_as_is_said_at_the_times_of_their_own() -> None:
    office = two_topics()
    half_hours = {"09:00": {"meters": 6, "contract": 2}, "09:30": {"meters": 2}}
    before = of({"demand": {"visits": 10, "half_hours": half_hours}}, office).traffic.demand.expected
    more = of({"demand": {"visits": 10, "half_hours": half_hours, "by_topic": {"contract": 9}}}, office)
    assert more.traffic.demand.expected[:, 1].tolist() == [9, 0, 0, 0, 0, 0, 0, 0]
    assert more.traffic.demand.expected[:, 0].tolist() == before[:, 0].tolist()  # the others come as before
    none = of({"demand": {"visits": 10, "half_hours": half_hours, "by_topic": {"contract": 0}}}, office)
    assert none.topics == ("meters",)
    assert none.traffic.demand.expected[:, 0].tolist() == before[:, 0].tolist()
    new = of({"demand": {"visits": 10, "topics": {"meters": 1}, "by_topic": {"contract": 4}}}, office)
    assert new.traffic.demand.expected.sum(axis=0).tolist() == pytest.approx([10, 4])
    assert new.traffic.demand.expected[0].tolist() == pytest.approx([10 / 8, 4 / 8])  # as all do
    with pytest.raises(ScenarioInvalid, match="nobody comes"):
        of({"demand": {"visits": 10, "by_topic": {"meters": 0, "contract": 0}}}, office)


def test_a_day_goes_by_the_limits_of_its_office() -> None:
    strict = replace(two_topics(), limits=Limits(slip_s=5, walk_limit_s=15, no_show_after_s=90))
    traffic = of({"demand": {"visits": 10}}, strict).traffic
    assert (traffic.slip_s, traffic.walk_limit_s, traffic.absent_s) == (5.0, 15.0, 90.0)


def test_a_variant_that_says_how_all_services_vary_means_those_of_each_topic_too() -> None:
    document = {
        "hours": "09:00-18:00", "demand": {"visits": 100}, "service": {"variation_by_topic": {"meters": 0.8}},
        "variant": [
            {"name": "all", "service": {"variation": 2.0}},
            {"name": "one", "service": {"variation": 2.0, "variation_by_topic": {"meters": 1.5}}},
            {"name": "longer", "service": {"mean_s": {"meters": 600}}},
        ],
    }  # fmt: skip
    told = {name: table.service for name, table in read_scenario(document).items()}
    assert {name: (one.variation, one.variation_by_topic) for name, one in told.items()} == {
        "as it is": (0.9, {"meters": 0.8}), "all": (2.0, {}), "one": (2.0, {"meters": 1.5}),
        "longer": (0.9, {"meters": 0.8}),
    }  # fmt: skip


def test_an_office_without_desks_is_told_where_they_are_written() -> None:
    office = replace(two_topics(), desks=())
    for shift in ([], [{"manager": "a", "desk": "1"}]):
        with pytest.raises(ScenarioInvalid, match=r'under \[\[office\]\] with id = "klin": desks = \["1", "2"\]'):
            of({"demand": {"visits": 10}, "shift": shift}, office)


def test_desks_are_changed_and_whoever_may_sit_anywhere_leaves_the_others_theirs(tmp_path: Path) -> None:
    office = two_topics()
    shift = [{"manager": "a"}, {"manager": "b", "desk": "1"}]
    more = of({"demand": {"visits": 10}, "desks": ["1", "7"], "shift": shift}, office)
    assert [(one.manager, one.desk) for one in more.roster] == [("a", "7"), ("b", "1")]
    with pytest.raises(ScenarioInvalid, match="no desk left for a; the office has 1"):
        of({"demand": {"visits": 10}, "desks": ["1"], "shift": shift}, office)
    with pytest.raises(ScenarioInvalid, match="there is no desk “1”"):
        of({"demand": {"visits": 10}, "desks": ["7", "8"], "shift": shift}, office)
    variants = """
[[variant]]
name = "one desk"
desks = ["1"]
shift = [{ manager = "ivanova" }]
"""
    found = document(tmp_path, OFFICE + DEMAND + variants)
    assert found["variants"][1]["service_level_difference"]["high"] < 0
    assert found["variants"][1]["by_half_hour"][0]["desks"] == 1
