"""Waits told on the real days of a bank, imported and replayed as an operator would: what was asked for is reached."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from queue_server.__main__ import command_line
from tests.benchmarks.estimates import BANK, MAPPING

LARGE_DAY_VISITS = 300


@pytest.mark.slow
@pytest.mark.skipif(not BANK.exists(), reason=f"the bank's records are not there: {BANK}")
def test_on_the_bank_s_days_ours_is_as_good_as_asked_for(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/bank.db"
    run = CliRunner().invoke
    imported = run(command_line(), ["import", str(BANK), "--mapping", str(MAPPING), "--database", url, "--json"])
    assert imported.exit_code == 0, imported.output
    days = ["--train", "1999-01-01..1999-02-11", "--test", "1999-02-12..1999-02-28", "--limit", "180"]
    printed = run(command_line(), ["backtest", "--office", "anonbank", *days, "--database", url, "--json"])
    assert printed.exit_code == 0, printed.output
    document = json.loads(printed.stdout)
    ours, *usual = document["rules"]
    assert document["n"] > 7500
    assert ours["name"] == "ours"
    assert ours["mae_s"] <= 46.5
    assert ours["pinball_50_s"] <= 23.3
    assert ours["pinball_90_s"] <= 14.9
    assert 0.78 <= ours["coverage_80_share"] <= 0.82
    assert 0.18 <= ours["upper_short_share"] <= 0.24
    assert ours["breach_auc_share"] >= 0.83
    assert ours["breach_brier"] <= 0.086
    assert all(day["coverage_80_share"] >= 0.75 for day in document["days"] if day["n"] >= LARGE_DAY_VISITS)
    assert all(ours["mae_s"] < rule["mae_s"] for rule in usual)
