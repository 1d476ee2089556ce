"""A week at the terminal: the plan keeps the goal where the present roster does not, and the advice says where."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from analytics.staffing import week
from analytics.staffing.advice import Change, ChangeKind
from analytics.staffing.planning import Plan, plan_week
from analytics.staffing.program import DayNeed
from analytics.staffing.week_file import StaffTable, WeekFile
from analytics.staffing.words import LANGUAGES, sentence
from queue_server.__main__ import command_line
from queue_server.cli.staffing import _week
from queue_server.domain.configuration import OfficeConfig, Topic
from tests.unit.analytics.hall_file import hall

OFFICE = (
    """
from = 2026-03-02
days = 2
goal = 0.9
break_minutes = 0
"""
    + hall(desks=4, hours="09:00-17:00", days=("mon", "tue"), meters_s=300)
    + """
[demand]
visits = 55
day_variation = 0.1
topics = { meters = 3, contract = 2 }

[demand.half_hours]
"09:00" = 2
"09:30" = 3
"10:00" = 4
"10:30" = 4
"11:00" = 4
"11:30" = 3
"12:00" = 1
"12:30" = 1
"13:00" = 1
"13:30" = 1
"14:00" = 1
"14:30" = 1
"15:00" = 1
"15:30" = 1
"16:00" = 1
"16:30" = 1

[[shift]]
manager = "ivanova"

[[shift]]
manager = "orlov"
"""
)


ALONE = """
organisation = "ORGANISATION"
office = "klin"
from = 2026-03-02
days = 1
goal = 0.9

[demand]
visits = 100
topics = { meters = 1 }

[[staff]]
manager = "ivanova"

[[shift]]
manager = "ivanova"
""".replace("ORGANISATION", str(Path(__file__).parents[4] / "config/demo"))


def staffing(tmp_path: Path, text: str, *arguments: str) -> Result:
    file = tmp_path / "week.toml"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(command_line(), ["staffing", str(file), *arguments])


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    result = staffing(tmp_path_factory.mktemp("week"), OFFICE, "--json", "--language", "en")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_the_plan_keeps_the_goal_that_the_present_roster_misses(planned: dict[str, Any]) -> None:
    whole = planned["week"]
    assert whole["present"]["service_level"]["high"] < 0.9
    assert whole["proposed"]["service_level"]["value"] >= 0.9
    assert whole["present"]["person_hours"] == 32.0
    for day in planned["days"]:
        assert day["proposed"]["service_level"]["value"] >= 0.89
        assert day["need_service_level"]["value"] >= 0.9
        for row in day["half_hours"]:
            assert row["need"] == sum(row["need_by_skills"].values())
            assert row["proposed"] <= 4


def test_what_is_missing_is_told_where_it_is_missing(planned: dict[str, Any]) -> None:
    more = [change for change in planned["changes"] if change["kind"] == "more"]
    assert {change["day"] for change in more} == {"2026-03-02", "2026-03-03"}
    morning = next(change for change in more if change["day"] == "2026-03-02")
    assert morning["from"] < "11:00" < morning["to"] <= "13:30"
    assert "contract" in morning["topics"]
    assert "Monday" in morning["sentence"]
    assert "Contracts" in morning["sentence"]


def test_one_manager_for_too_many_visitors_is_not_said_to_fit(tmp_path: Path) -> None:
    """At present she has no break: that is more than the plan may ask of her."""
    result = staffing(tmp_path, ALONE, "--language", "en")

    assert result.exit_code == 0, result.output
    assert "fits the need" not in result.output
    assert "does not reach 90%" in result.output
    assert "The proposal keeps breaks" in result.output


def test_nothing_asks_for_more_desks_than_there_are(tmp_path: Path) -> None:
    one_desk = OFFICE.replace("days = 2", "days = 1").replace('desks = ["1", "2", "3", "4"]', 'desks = ["1"]')
    one_desk = one_desk.replace('[[shift]]\nmanager = "orlov"\n', "")
    found = json.loads(staffing(tmp_path, one_desk, "--json", "--language", "en").stdout)
    (day,) = found["days"]
    assert day["need_service_level"]["value"] < 0.9
    assert {row["need"] for row in day["half_hours"]} == {1}
    assert all(row["missing"] == 0 for row in day["half_hours"])
    assert found["changes"] == []


def test_the_same_seed_gives_the_same_plan(planned: dict[str, Any], tmp_path: Path) -> None:
    again = json.loads(staffing(tmp_path, OFFICE, "--json", "--language", "en").stdout)
    assert again == planned


def test_all_rounds_share_one_limit_and_a_hurried_plan_is_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow machine: each plan takes 50 s, and the days fall short of the goal each time."""
    file = tmp_path / "week.toml"
    file.write_text(OFFICE.replace("days = 2", "days = 1"), encoding="utf-8")
    _, days, staff, _, break_ms = _week(file, None)
    now, limits, plans = [1000.0], list[float](), list[Plan]()

    def slow(*words: Any, limit_s: float, **others: Any) -> Plan:
        limits.append(limit_s)
        now[0] += 50.0
        plans.append(replace(plan_week(*words, **others), hurried=limit_s < 50.0))
        return plans[-1]

    monkeypatch.setattr(week, "plan_week", slow)
    monkeypatch.setattr(week, "_level", lambda _tried: 0.0)
    found = week.staff_week(days, staff, goal=0.8, break_ms=break_ms, limit_s=120.0, seconds=lambda: now[0])
    assert limits == [120.0, 70.0, 20.0]
    assert found.hurried
    assert found.days[0].proposed == plans[1].shifts[found.days[0].day], "a whole plan is better than a hurried one"


def test_a_day_that_lacks_desks_in_breaks_alone_is_planned_again(tmp_path: Path) -> None:
    """There are two desks, and whoever sits there for six hours has a break: the other hours may be better staffed."""
    text = OFFICE.replace('desks = ["1", "2", "3", "4"]', 'desks = ["1", "2"]').replace("days = 2", "days = 1")
    text = re.sub(r'\[\[shift\]\]\nmanager = "\w+"\n', "", text).replace("break_minutes = 0", "break_minutes = 45")
    text = text.replace("visits = 55", "visits = 65").replace("{ meters = 3, contract = 2 }", "{ meters = 1 }")
    text = re.sub(r'"(\d\d:\d\d)" = \d', lambda at: f'"{at[1]}" = {3 if "11" < at[1] < "15:30" else 1}', text)
    people = (("ivanova", 6), ("petrov", 6), ("orlov", 2))
    text += "".join(f'[[staff]]\nmanager = "{one}"\nlengths_h = [{hours}]\n' for one, hours in people)
    file = tmp_path / "week.toml"
    file.write_text(text, encoding="utf-8")
    _, days, staff, goal, break_ms = _week(file, None)
    ((day, setting),) = days
    found = week.staff_week(days, staff, goal=goal, break_ms=break_ms).days[0]
    (kinds,), kind_of = week.kinds_of_days(days, staff)
    need = DayNeed(day, found.edges_ms, found.need.desks)
    once = plan_week([need], staff, kinds, kind_of, setting.config.desks, break_ms=break_ms)
    assert once.missing[day].any()  # while both rest
    tried = [week.try_roster(setting, shifts, 1) for shifts in (once.shifts[day], found.proposed)]
    first, last = (one.met.sum() / one.judged.sum() for one in tried)
    assert first < 0.85 < goal <= last
    assert sum(one.length_ms for one in found.proposed) == sum(one.length_ms for one in once.shifts[day])


def test_advice_is_printed_for_people(tmp_path: Path) -> None:
    result = staffing(tmp_path, OFFICE.replace("days = 2", "days = 1"))
    assert result.exit_code == 0, result.output
    assert "Понедельник" in result.output
    assert "чел.-ч" in result.output


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("days = 2", "days = 0", "days: Input should be greater than or equal to 1"),
        ("from = 2026-03-02", "from = 2026-03-07", "the office is closed on all of them"),
        ("[demand]", '[[staff]]\nmanager = "nobody"\n[demand]', "staff: there is no manager “nobody”"),
        ("[demand]", '[[staff]]\nmanager = "orlov"\noff = ["someday"]\n[demand]', "neither a weekday"),
        ("[demand]", '[[staff]]\nmanager = "orlov"\noff = ["2026-W10-1"]\n[demand]', "neither a weekday"),
        ("hours = ", "# ", 'under [[office]] with id = "klin": hours = { mon = '),
        ("visits = 55", "visits = 55\nvisitors = 3", "demand.visitors: there is no such key here"),
        ("[demand]", "[weekdays]\nmondays = 2\n[demand]", "“mondays” is no weekday"),
    ],
)
def test_what_does_not_fit_is_said_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    result = staffing(tmp_path, OFFICE.replace(old, new, 1))
    assert result.exit_code == 2
    assert said in result.output


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(ChangeKind))
@pytest.mark.parametrize("desks", [1, 2, 5])
@pytest.mark.parametrize("topics", [(), ("contract",), ("contract", "meters")])
def test_every_sentence_in_every_language(language: str, kind: ChangeKind, desks: int, topics: tuple[str, ...]) -> None:
    names = {"contract": "Договоры", "meters": "Счётчики"}
    config = OfficeConfig("klin", {}, "UTC", {t: Topic(t, {"ru": n}) for t, n in names.items()}, (), {})
    for number in range(7):
        change = Change(kind, date(2026, 3, 2 + number), "10:00", "13:00", desks, topics)
        text = sentence(change, config, language)
        assert "10:00–13:00" in text
        assert "{" not in text
        if kind is ChangeKind.MORE:
            assert all(names[topic] in text for topic in topics)


def test_russian_counts_as_russian_does() -> None:
    config = OfficeConfig("klin", {}, "UTC", {"contract": Topic("contract", {"ru": "Договоры"})}, (), {})
    tuesday = date(2026, 3, 3)
    said = [
        sentence(Change(ChangeKind.MORE, tuesday, "10:00", "13:00", desks, ("contract",)), config, "ru")
        for desks in (1, 2, 5)
    ]
    assert said[0] == "Вторник, 10:00–13:00: нужно ещё 1 окно на тему «Договоры»."
    assert "ещё 2 окна" in said[1]
    assert "ещё 5 окон" in said[2]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "на темы «Договоры», «Счётчики»."),
        ("en", "for “Договоры”, “Счётчики”."),
        ("zh", "办理“Договоры”、“Счётчики”。"),
    ],
)
def test_topics_are_named_one_by_one(language: str, said: str) -> None:
    topics = {"contract": Topic("contract", {"ru": "Договоры"}), "meters": Topic("meters", {"ru": "Счётчики"})}
    config = OfficeConfig("klin", {}, "UTC", topics, (), {})
    change = Change(ChangeKind.MORE, date(2026, 3, 3), "10:00", "13:00", 1, tuple(topics))
    assert sentence(change, config, language).endswith(said)


def test_every_key_of_the_file_is_in_the_docs_and_no_other() -> None:
    page = (Path(__file__).parents[4] / "docs/staffing.md").read_text(encoding="utf-8")
    whole, staff = page.split("## The file\n", 1)[1].split("### `[[staff]]`\n", 1)
    for part, table in ((whole, WeekFile), (staff, StaffTable)):
        cells = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
        told = {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}
        assert told == {field.alias or name for name, field in table.model_fields.items()}


def test_an_office_without_managers_is_told_where_they_are_written(tmp_path: Path) -> None:
    nobody = re.sub(r"\[\[manager\]\]\n(?:[^\[\n].*\n|\n)*", "", OFFICE)
    assert nobody.count("manager") < OFFICE.count("manager")
    result = staffing(tmp_path, nobody)
    assert result.exit_code == 2
    assert '[[manager]] with id, name, office = "klin"' in result.output
