"""How good forecasts are on real and on made-up days: `make scores` writes them into docs.

The real days are AnonymousBank's of January and February 1999 from `../shared/data` (or QUEUE_SHARED), without the
topic of internet support, which began that winter. The made-up ones are the tests': gamma days of 15 %.
"""

import csv
import gzip
from datetime import date, timedelta
from typing import Any

import numpy as np

from analytics.forecast.backtest import ForecastBacktest
from analytics.forecast.history import HALF_HOURS, ArrivalHistory
from tests.benchmarks.estimates import BANK
from tests.unit.analytics.forecast.made_up import FIRST, history

INTERNET = "IN"


def bank() -> ArrivalHistory:
    """Counts of the bank's calls by the half-hour in which they joined."""
    with gzip.open(BANK, "rt", encoding="utf-8", newline="") as packed:
        rows = [row for row in csv.DictReader(packed) if row["topic"] != INTERNET]
    topics = tuple(sorted({row["topic"] for row in rows}))
    days = [date.fromisoformat(row["date"]) for row in rows]
    first = min(days)
    counts = np.zeros(((max(days) - first).days + 1, HALF_HOURS, len(topics)))
    for day, row in zip(days, rows, strict=True):
        counts[(day - first).days, int(row["joined_s"]) // 1800, topics.index(row["topic"])] += 1
    return ArrivalHistory(first, topics, counts)


def table(title: str, found: dict[str, Any]) -> str:
    """Markdown."""
    lines = [f"### {title}, {found['days']} days", "", "| rule | half-hour WAPE | day's total WAPE |", "|---|---|---|"]
    lines += [f"| {row['name']} | {row['half_hour_wape']:.3f} | {row['total_wape']:.3f} |" for row in found["rules"]]
    rest = found["rest_of_day"]
    for name in ("before", "after"):
        row, title = rest[name], f"rest of the day, {name} {rest['after_hours']} h of it"
        lines.append(f"| {title} | {row['half_hour_wape']:.3f} | {row['total_wape']:.3f} |")
    held = f"{found['coverage_80_share']:.1%} of half-hours and {found['day_coverage_80_share']:.1%} of days"
    lines += [
        "",
        f"80 % intervals held {held};",
        f"after three hours the total of the rest was {rest['improvement_share']:.1%} nearer.",
        f"Half-hours of single topics, 1 d ahead: WAPE {found['topic_wape']:.3f}.",
        "",
        "| days ahead | days | half-hours within 80 % | topics within 80 % | days within 80 % "
        "| width of a day's interval |",
        "|---|---|---|---|---|---|",
    ]
    for row in found["intervals"]:
        shares = (row[key] for key in ("half_hours_share", "topics_share", "days_share", "day_width"))
        told = " | ".join("–" if share is None else f"{share:.1%}" for share in shares)
        lines.append(f"| {row['ahead_days']} | {row['days']} | {told} |")
    return "\n".join(lines) + "\n"


def tables() -> None:
    """Prints all tables."""
    if BANK.exists():
        score = ForecastBacktest(bank()).run(date(1999, 2, 1), date(1999, 2, 28))
        print(table("AnonymousBank, February 1999", score))
    else:
        print(f"No {BANK}: the real days are left out.\n")
    made_up = ForecastBacktest(history(160, seed=3)).run(FIRST + timedelta(70), FIRST + timedelta(159))
    print(table("Made-up office", made_up))


if __name__ == "__main__":
    tables()
