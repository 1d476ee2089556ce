"""How well waits are told, on real and on simulated days: `make scores` writes them into docs.

The real days are AnonymousBank's January and February 1999 from `../shared/data` (or QUEUE_SHARED), imported into a
database of its own; the last 30 % of the days are told. The simulated ones are those of the hall with skills.
"""

import asyncio
import os
import tempfile
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from analytics.backtest.running import Backtest, Days
from queue_server.cli.import_visits import _import
from queue_server.database.engine import Database
from queue_server.domain.events import Event
from queue_server.log.reader import LogReader
from queue_server.log.recorded import Recorded
from tests.benchmarks import scheduled
from tests.unit.analytics.skilled_office import days

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("QUEUE_SHARED", ROOT.parent / "shared"))
BANK = SHARED / "data" / "anonbank_1999_jan_feb.csv.gz"
MAPPING = ROOT / "config" / "mappings" / "anonbank.toml"
TRAIN, TEST = Days("1999-01-01", "1999-02-11"), Days("1999-02-12", "1999-02-28")
COLUMNS = {
    "mae_s": "MAE, s",
    "pinball_50_s": "pinball 50 %, s",
    "pinball_90_s": "pinball 90 %, s",
    "coverage_80_share": "in the 80 % range",
    "width_80_s": "range, s",
    "short_200_share": "> 200 s too short",
    "upper_short_share": "above the upper value",
    "breach_auc_share": "above the limit, AUC",
    "breach_brier": "above the limit, Brier",
}
BANK_LIMIT_S, HALL_LIMIT_S = 180.0, 900.0
"""The bank's waits are short: three minutes stand in for fifteen."""


async def imported(folder: Path) -> str:
    """The bank's two months in a database in `folder`; its address."""
    url = f"sqlite+aiosqlite:///{folder}/bank.db"
    await _import(BANK, MAPPING, None, url, quiet=True)
    return url


async def bank(folder: Path) -> dict[str, Any]:
    """The backtest of the bank."""
    database = await Database.open(await imported(folder))
    try:
        run = Backtest("anonbank", train=TRAIN, test=TEST)
        async for record in LogReader(database).events("anonbank"):
            run.take(record)
        return run.finish().document(BANK_LIMIT_S)
    finally:
        await database.dispose()


def hall(seed: int) -> dict[str, Any]:
    """The backtest of twelve and four simulated days."""
    first = date(2026, 3, 2)
    day = [(first + timedelta(number)).isoformat() for number in range(16)]
    run = Backtest("klin", train=Days(day[0], day[11]), test=Days(day[12], day[15]))
    for record in _recorded(days(16, seed=seed)):
        run.take(record)
    return run.finish().document(HALL_LIMIT_S)


def _recorded(events: Iterable[Event]) -> Iterable[Recorded]:
    for seq, event in enumerate(events, start=1):
        yield Recorded("klin", seq, event.at, event, "m1", None, "", "")


def table(title: str, document: dict[str, Any]) -> str:
    """Markdown."""
    lines = [f"### {title}, n = {document['n']}", "", "| rule | " + " | ".join(COLUMNS.values()) + " |"]
    lines.append("|---" * (len(COLUMNS) + 1) + "|")
    for rule in document["rules"]:
        lines.append(f"| {rule['name']} | " + " | ".join(_shown(name, rule[name]) for name in COLUMNS) + " |")
    lines += ["", "| day | n | MAE, s | in the 80 % range |", "|---|---|---|---|"]
    lines += [
        f"| {day['day']} | {day['n']} | {day['mae_s']:.1f} | {day['coverage_80_share']:.1%} |"
        for day in document["days"]
    ]
    return "\n".join(lines) + "\n"


def _shown(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    if name.startswith("breach_"):
        return f"{value:.4f}"
    return f"{value:.1%}" if name.endswith("_share") else f"{value:.2f}"


def tables() -> None:
    """Prints all tables."""
    if BANK.exists():
        with tempfile.TemporaryDirectory() as folder:
            print(table("AnonymousBank, 12 to 28 February 1999", asyncio.run(bank(Path(folder)))))
    else:
        print(f"No {BANK}: the real days are left out.\n")
    for seed in (5, 6):
        print(table(f"Simulated hall with skills, seed {seed}", hall(seed)))
    print(scheduled.table())


if __name__ == "__main__":
    tables()
