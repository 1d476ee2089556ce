"""The page and the terminal say the same of the same scenario, to the last figure: of the examples, of offices that
another system's log made, of one that never closes."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from queue_server.cli.scenario_office import read_toml
from tests.always_open import DEMO, write_always_open
from tests.integration.analytics.recorded import ROOT, Bank, Ticket, run
from tests.integration.api.doors import Doors, Time, opened

EXAMPLES = sorted((ROOT / "config/scenarios").glob("*.toml"))
NOON = 12 * 3_600_000
DAY = {"clinic": "2019-08-17", "anonbank": "1999-02-14"}
AT = {"clinic": 1_565_913_600_000, "anonbank": 918_864_000_000}
"""The evening before, in UTC."""
TRIED = {"replications": 150, "seed": 7}


@pytest.mark.parametrize(
    "example",
    [pytest.param(file, id=file.stem, marks=pytest.mark.slow if "week" in file.stem else ()) for file in EXAMPLES],
)
async def test_every_example(example: Path, tmp_path: Path) -> None:
    words = read_toml(example)
    office = words.pop("office")
    del words["organisation"]
    async with opened(tmp_path, config=DEMO) as doors:
        if "from" in words:
            page = await asked(doors, office, "plan", week=said(words), language="en", seed=7)
            assert page == run("staffing", str(example), "--seed", "7", "--language", "en", "--json")
        else:
            page = await asked(doors, office, "what_if", scenario=said(words), **TRIED)
            assert page == terminal(example)
            assert len(page["variants"]) == 1 + len(words["variant"])


async def test_an_office_that_never_closes(tmp_path: Path) -> None:
    config = write_always_open(tmp_path / "open")
    async with opened(tmp_path, config=config) as doors:
        office = (await (await doors.by("supervisor")).get("/api/v1/offices")).json()["offices"][0]["id"]
        words = (await day_of(doors, office, "2026-03-03"))["scenario"] | {"day": "2026-03-03"}
        words["shift"][0] |= {"desk": "1", "begins": "00:00", "ends": "12:00"}
        words["shift"][1] |= {"desk": "1", "begins": "12:00", "ends": "00:00", "breaks": ["23:30-00:00"]}
        words["variant"] = [{"name": "first come", "policy": "fifo"}]
        page = await asked(doors, office, "what_if", scenario=words, **TRIED)
    assert len(page["variants"][0]["by_half_hour"]) == 48
    assert page == terminal(written(tmp_path, {"organisation": "open", "office": office, **words}))


async def test_the_clinic(clinic: tuple[list[Ticket], str], tmp_path: Path) -> None:
    await imported("clinic", clinic[1], tmp_path, "06:00-14:00")


@pytest.mark.slow
async def test_the_bank(bank: Bank, tmp_path: Path) -> None:
    await imported("anonbank", bank.url, tmp_path, "00:00-24:00")


async def imported(office: str, url: str, directory: Path, hours: str) -> None:
    """The day that the page proposes, with three of its people at lunch, one after another, and with fewer."""
    shutil.copy(url.partition("///")[2], directory / "queue.sqlite3")
    async with opened(directory, Time(AT[office]), config=None) as doors:
        told = await day_of(doors, office, DAY[office])
        assert told["from_history"]
        words = {"day": DAY[office], "hours": hours, "desks": told["desks"], **told["scenario"]}
        for place, shift in enumerate(words["shift"][:3]):
            shift["breaks"] = [f"{10 + place}:00-{10 + place}:45"]
        last = words["shift"][-1]["manager"]
        words["variant"] = [{"name": "one less", "without": [last], "demand": {"patience_s": 300}}]
        page = await asked(doors, office, "what_if", scenario=words, **TRIED)
    tables = {
        "organisation": {"name": "A company"},
        "topic": [{"id": one["id"], "name": one["name"], "prefix": "A"} for one in told["topics"]],
        "manager": [{**one, "office": office} for one in told["managers"]],
        "office": [{
            "id": office, "name": {"en": office}, "timezone": "UTC", "desks": ["1"],
            "topics": [one["id"] for one in told["topics"]], "policy": told["policy"], "goal": told["goal"],
            "standard_s": 180 if office == "anonbank" else 900,
        }],
    }  # fmt: skip
    assert page == terminal(written(directory, {**tables, **words}))
    assert page["variants"][0]["service_level"]["value"] is not None


async def day_of(doors: Doors, office: str, day: str) -> dict[str, Any]:
    """As the page begins with it."""
    answer = await (await doors.by("supervisor")).get(f"/api/v1/offices/{office}/staffing/day", params={"day": day})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def asked(doors: Doors, office: str, what: str, **body: Any) -> dict[str, Any]:
    """What the page is told."""
    answer = await (await doors.by("supervisor")).post(f"/api/v1/offices/{office}/staffing/{what}", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def terminal(scenario: Path) -> dict[str, Any]:
    """What is printed."""
    return run("simulate", str(scenario), *(f"--{name}={value}" for name, value in TRIED.items()), "--json")


def written(directory: Path, words: dict[str, Any]) -> Path:
    """The scenario as a file."""
    file = directory / "scenario.toml"
    file.write_text(tomlkit.dumps(words), encoding="utf-8")
    return file


def said(words: dict[str, Any]) -> dict[str, Any]:
    """TOML as JSON has it."""
    found: dict[str, Any] = json.loads(json.dumps(words, default=str))
    return found
