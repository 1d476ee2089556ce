"""How good forecasts are on real and on made-up days: `make scores` writes them into docs.

The real days are AnonymousBank's of January and February 1999 from `../shared/data` (or QUEUE_SHARED), without the
topic of internet support, which began that winter. The made-up ones are the tests': gamma days of 15 %.
"""

import csv
import gzip
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

import numpy as np

from analytics.forecast.backtest import HELD, ForecastBacktest, Held
from analytics.forecast.calendar import Calendar
from analytics.forecast.forecasting import Forecaster
from analytics.forecast.history import HALF_HOURS, ArrivalHistory
from analytics.forecast.profile import fit
from tests.benchmarks.estimates import BANK
from tests.unit.analytics.forecast.made_up import FIRST, WEEKDAY, half_hours, history, moving_mix

INTERNET = "IN"


def bank_rows() -> list[dict[str, str]]:
    """The bank's calls, but for internet support."""
    with gzip.open(BANK, "rt", encoding="utf-8", newline="") as packed:
        return [row for row in csv.DictReader(packed) if row["topic"] != INTERNET]


def bank() -> ArrivalHistory:
    """Counts of the bank's calls by the half-hour in which they joined."""
    return history_of_rows(bank_rows())


def history_of_rows(rows: Sequence[Mapping[str, str]]) -> ArrivalHistory:
    """Counts of such calls by the half-hour in which they joined."""
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
    ]
    return "\n".join([*lines, "", *intervals(found["intervals"])]) + "\n"


def intervals(rows: list[dict[str, Any]]) -> list[str]:
    """What 80 % intervals held, by days ahead."""
    lines = [
        "| days ahead | days | half-hours within 80 % | without rounding | topics within 80 % | without rounding "
        "| topics' days within 80 % | days within 80 % | width of a day's interval |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        shares = (row[key] for key in HELD)
        told = " | ".join("–" if share is None else f"{share:.1%}" for share in shares)
        lines.append(f"| {row['ahead_days']} | {row['days']} | {told} |")
    return lines


WALKED = 200
"""Days of a made-up office that moves; half of them are forecast, every fourth."""


def walking(step: float, back: float = 1.0, seeds: int = 4) -> list[list[str]]:
    """Intervals of days of offices whose level walks by `step` a day, and keeps the share `back` of where it was."""
    histories = []
    for seed in range(seeds):
        steps = np.random.default_rng(70 + seed).normal(0, step, WALKED)
        levels = list(accumulate(steps, lambda level, one: back * level + one))
        walk = dict(zip((FIRST + timedelta(n) for n in range(WALKED)), np.exp(levels), strict=True))
        volume = lambda day, walk=walk: float(walk[day])  # noqa: E731
        histories.append(history(WALKED, seed=seed, variation=0.1, volume=volume))
    return [[f"{step:.0%}", f"{back:.0%}", *row[:-1]] for row in far_of(histories)]


def mixing(step: float, back: float = 1.0, noise: float = 0.0, seeds: int = 4) -> list[list[str]]:
    """Intervals of days of offices whose mix walks so."""
    mixes = [moving_mix(WALKED, 90 + seed, step, back, noise) for seed in range(seeds)]
    histories = [history(WALKED, seed=seed, variation=0.1, mix=mix) for seed, mix in enumerate(mixes)]
    return [[f"{step:.0%}", f"{back:.0%}", f"{noise:.0%}", *row] for row in far_of(histories)]


def far_of(histories: list[ArrivalHistory], every: int = 4) -> list[list[str]]:
    """Rows of `intervals`, and the WAPE of half-hours of single topics."""
    held, errors = {ahead: Held() for ahead in (1, 14, 28)}, dict.fromkeys((1, 14, 28), np.zeros(2))
    for known in histories:
        forecaster = Forecaster(known)
        for number in range(WALKED // 2, WALKED, every):
            day = FIRST + timedelta(number)
            for ahead, one in held.items():
                if forecaster.is_known(day):
                    (found,) = forecaster.days([day], made_on=day - timedelta(ahead - 1))
                    seen = known.counts[number]
                    one.add(found, seen)
                    errors[ahead] = errors[ahead] + (np.abs(found.expected - seen).sum(), seen.sum())
    rows = [{"ahead_days": ahead, **one.document()} for ahead, one in held.items()]
    told = [line.strip("| ").split(" | ") for line in intervals(rows)[2:]]
    return [[*row, f"{missed / came:.3f}"] for row, (missed, came) in zip(told, errors.values(), strict=True)]


def effects() -> list[str]:
    """What a calendar is worth where its effects are known: days after bills, rain, and columns that mean nothing."""
    chance = np.random.default_rng(11)
    days = [FIRST + timedelta(number) for number in range(220)]
    billed = {day: float(day.day in (10, 25)) for day in days}
    rain = {day: float(chance.gamma(0.6, 4.0)) for day in days}

    def volume(day: date) -> float:
        ago = next((number for number in range(7) if billed.get(day - timedelta(number))), None)
        after = 1.0 if ago is None else 1.4 if ago <= 2 else 1.15
        return after * float(np.exp(-0.02 * rain[day]))

    known = history(220, seed=11, variation=0.08, volume=volume)
    noise = {f"nothing_{number}": dict(zip(days, chance.normal(size=220), strict=True)) for number in range(3)}
    said = {"billing": billed, "rain_mm": rain}
    first, last = FIRST + timedelta(140), FIRST + timedelta(219)
    lines = ["| calendar | half-hour WAPE | day's total WAPE |", "|---|---|---|"]
    for name, columns in (
        ("none", {}), ("three columns that mean nothing", noise), ("bills", {"billing": billed}),
        ("bills and rain", said), ("bills, rain and the three", said | noise),
    ):  # fmt: skip
        score = ForecastBacktest(known, calendar_of(columns, days)).run(first, last)["rules"][0]
        lines.append(f"| {name} | {score['half_hour_wape']:.3f} | {score['total_wape']:.3f} |")
    true, came = [], []
    for number in range(140, 220):
        day = days[number]
        true.append(WEEKDAY[day.weekday()] * volume(day) * half_hours())
        came.append(known.counts[number].sum(axis=1))
    mean, seen = np.array(true), np.array(came)
    half_hour = np.abs(seen - mean).sum() / seen.sum()
    total = np.abs(seen.sum(axis=1) - mean.sum(axis=1)).sum() / seen.sum()
    lines.append(f"| whoever knows the true mean of each half-hour | {half_hour:.3f} | {total:.3f} |")
    profile = fit(known, calendar_of(said, days), last)
    learned = dict(zip(profile.calendar.names, profile.effect / profile.scale, strict=True))
    lines += [
        "",
        "True and learned: days 0 to 2 after bills +40% and"
        f" {np.expm1(learned['billing_0_2']):+.0%}, days 3 to 6 +15% "
        f"and {np.expm1(learned['billing_3_6']):+.0%}, "
        f"10 mm of rain -18% and {np.expm1(10 * learned['rain_mm']):+.0%}.",
    ]
    return lines


def calendar_of(columns: dict[str, dict[date, float]], days: list[date]) -> Calendar:
    """A calendar with these columns."""
    return Calendar(tuple(columns), {day: [column[day] for column in columns.values()] for day in days})


def tables() -> None:
    """Prints all tables."""
    if BANK.exists():
        score = ForecastBacktest(bank()).run(date(1999, 2, 1), date(1999, 2, 28))
        print(table("AnonymousBank, February 1999", score))
        print("### AnonymousBank, 15 January to 28 February 1999: with the fall of January\n")
        print(
            "\n".join(intervals(ForecastBacktest(bank()).run(date(1999, 1, 15), date(1999, 2, 28))["intervals"])), "\n"
        )
    else:
        print(f"No {BANK}: the real days are left out.\n")
    made_up = ForecastBacktest(history(160, seed=3)).run(FIRST + timedelta(70), FIRST + timedelta(159))
    print(table("Made-up office", made_up))
    print("### Made-up offices whose level walks or comes back, days that vary by 10 %\n")
    head, line = intervals([])
    print(f"| step a day | kept of it a day later {head}\n|---|---{line}")
    for step, back in ((0.0, 1.0), (0.03, 1.0), (0.06, 1.0), (0.05, 0.95), (0.08, 0.85)):
        print("\n".join(f"| {' | '.join(row)} |" for row in walking(step, back)))
    print("\n### Made-up offices whose mix walks or comes back, days that vary by 10 %\n")
    print(f"| step a day | kept of it a day later | day by day {head} topics' WAPE |\n|---|---|---{line}---|")
    for step, back, noise in ((0.0, 1.0, 0.2), (0.03, 1.0, 0.0), (0.06, 1.0, 0.0), (0.08, 0.9, 0.0), (0.04, 1.0, 0.2)):
        print("\n".join(f"| {' | '.join(row)} |" for row in mixing(step, back, noise)))
    print("\n### Made-up office with known effects, 80 days, one day ahead\n")
    print("\n".join(effects()))


if __name__ == "__main__":
    tables()
