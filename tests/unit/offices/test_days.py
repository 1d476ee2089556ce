"""Days worked out by hand from the rules, before anybody looked at what the product answers.

`tests/days` holds them in the form of the conformance cases: commands as lines, and what `replay` must say of the keys
that an expectation names.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from queue_server.offices.replay import Replay
from queue_server.organisation import load

DAYS = Path(__file__).parents[2] / "days"
ID = {"tickets": "ticket", "offices": "office"}
"""Which rows are found by their name; of `answers` and `rejected` all are named, in order."""


@pytest.mark.parametrize("name", sorted(day.stem for day in DAYS.glob("*.jsonl")))
def test_a_day_worked_out_by_hand_is_reproduced(name: str) -> None:
    run = Replay(load(DAYS / "organisation.toml").offices)
    run.run((DAYS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    report = run.report()
    for part, wanted in json.loads((DAYS / f"{name}.expected.json").read_text(encoding="utf-8")).items():
        rows = {row[ID[part]]: row for row in report[part]} if part in ID else dict(enumerate(report[part]))
        named = {row[ID[part]]: row for row in wanted} if part in ID else dict(enumerate(wanted))
        if part not in ID:
            assert len(rows) == len(named), f"{part}: {report[part]}"
        for key, row in named.items():
            assert shown(rows[key], row) == row, f"{part}: {key}"


def shown(row: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """What the report says of the keys that are named; shares have four places."""
    return {key: round(row[key], 4) if isinstance(row[key], float) else row[key] for key in wanted}
