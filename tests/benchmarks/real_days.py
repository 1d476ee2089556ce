"""Desks advised on an evening before, and then the real day with them: `make scores ARGS=staffing` writes the table.

AnonymousBank, February 1999. What the product knows is what came before: calls by half-hour and topic, and how long
each topic's took. Then the day is played: its calls when they joined, for as long as they were served. Whoever left
leaves after as long a wait unless called before; who is then called, and had not been served, takes as long as somebody
of that day and topic. A priority is placed 90 s earlier, as there. All desks are one pool, for most agents took most
topics and the file does not tell what they might have taken. Internet support, which began that winter, is left out as
in the forecast; so are Saturdays, which began after sunset.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from analytics.simulation.day import Shifts, Times, Visitors, no_breaks
from analytics.simulation.drawing import SECOND, Demand, Traffic
from analytics.simulation.figures import judge, level_by_interval
from analytics.simulation.running import run
from analytics.staffing.need import desks_need, first_guess
from analytics.staffing.pools import Counts, Kind, as_shifts
from tests.benchmarks.bank_days import CREDIT_S, GOAL, SEED, Bank
from tests.benchmarks.estimates import BANK, BANK_LIMIT_S
from tests.benchmarks.forecasts import bank_rows

SLACK, ERLANG_MORE = 0.05, 0.12
FIRST, LAST = date(1999, 2, 12), date(1999, 2, 28)
HOUR_MS = 3_600_000
RESAMPLED = 2000
POOL = Kind("all", np.zeros(2))  # without priority, and with it

OURS, OURS_WEEK = "simulation, volume varies (ours), the evening before", "ours, a week before"
ERLANG, ERLANG_TWELVE = "Erlang C by half-hour, mean of the forecast", "Erlang C, forecast + 12 %"
TRAP, KNEW = "simulation, mean of the forecast (the trap)", "ours for the day's own counts: who knew them"
WORKED, WORKED_BEFORE = "who was at work on that day", "who was at work a week before"
RECORDED = "the day as it was recorded"


@dataclass(frozen=True, slots=True)
class Played:
    """A day with some desks: hours of them, and calls within the standard and judged, (H,); then had nobody left."""

    hours: float
    met: Times
    judged: Times
    patient: tuple[float, float]

    @property
    def level(self) -> float:
        """Of the day."""
        return float(self.met.sum() / self.judged.sum())

    @property
    def patient_level(self) -> float:
        """Had nobody left."""
        return self.patient[0] / self.patient[1]


class RealDay:
    """A day with its real calls, and what different people would have advised for it."""

    def __init__(self, bank: Bank, day: date) -> None:
        self.bank, self.day = bank, day
        self.expected = bank.expected(day)
        self.edges = self.expected.traffic.demand.edges_ms
        self.kinds = [Kind("all", np.zeros(self.expected.traffic.topics))]
        self._visitors = bank.visitors(day, self.edges)
        self._traffic = Traffic(
            Demand(self.edges, np.zeros((len(self.edges) - 1, 1))), np.ones(1), np.ones(1), np.array([BANK_LIMIT_S]),
            np.array([0.5, 0.5]), np.array([0.0, CREDIT_S]), opens_ms=float(self.edges[0]),
        )  # fmt: skip

    def need(self, traffic: Traffic) -> Counts:
        """The product's."""
        return desks_need(traffic, self.kinds, goal=GOAL).desks

    def with_desks(self, desks: Counts) -> Played:
        """The day with so many desks by half-hour, (1, H)."""
        return self._played(float((desks * np.diff(self.edges)).sum()), as_shifts(self._traffic, [POOL], desks))

    def with_people(self, spans: Times) -> Played:
        """The day with somebody at a desk in each of `spans`."""
        begins, ends = np.clip(spans, self.edges[0], self.edges[-1]).T
        count = len(spans)
        shifts = Shifts(np.zeros((2, count)), np.ones(count), begins[None], spans[:, 1], *no_breaks(count))
        return self._played(float((ends - begins).sum()), shifts)

    def _played(self, open_ms: float, shifts: Shifts) -> Played:
        patient = replace(self._visitors, patience_ms=np.full_like(self._visitors.patience_ms, np.inf))
        (met, judged), (had, of) = (self._judged(shifts, one) for one in (self._visitors, patient))
        return Played(open_ms / HOUR_MS, met, judged, (float(had.sum()), float(of.sum())))

    def _judged(self, shifts: Shifts, visitors: Visitors) -> tuple[Times, Times]:
        found = judge(self._traffic, shifts, visitors, run(shifts, visitors))
        met, judged = level_by_interval(found, visitors, self.edges)
        return met[0].astype(float), judged[0].astype(float)

    def recorded(self) -> Played:
        """The day as the file has it, with the hours of those who were at work."""
        calls = self.bank.came(self.day, self.edges)
        waited_s = np.array([call.answered_s - call.joined_s for call in calls])
        met = (waited_s <= BANK_LIMIT_S) & np.array([call.served for call in calls])
        joined = np.array([call.joined_s for call in calls]) * SECOND
        half_hour = np.searchsorted(self.edges, joined, side="right") - 1
        within, above = (
            np.bincount(half_hour[which], minlength=len(self.edges) - 1).astype(float)
            for which in (met, waited_s > BANK_LIMIT_S)
        )
        return Played(self.with_people(self.bank.at_work(self.day)).hours, within, within + above, (np.nan, np.nan))

    def rows(self) -> dict[str, Played]:
        """By the plan."""
        traffic, before = self.expected.traffic, self.bank.expected(self.day, ahead=7).traffic
        with_more = replace(traffic, demand=replace(traffic.demand, day_variation=ERLANG_MORE))
        desks = {
            OURS: self.need(traffic),
            OURS_WEEK: self.need(before),
            ERLANG: first_guess(known(traffic), self.kinds, GOAL),
            ERLANG_TWELVE: first_guess(with_more, self.kinds, GOAL),
            TRAP: self.need(known(traffic)),
            KNEW: self.need(self.bank.counted(self.day, self.expected)),
        }
        people = {WORKED_BEFORE: self.bank.at_work(self.day - timedelta(7)), WORKED: self.bank.at_work(self.day)}
        return {
            **{name: self.with_desks(one) for name, one in desks.items()},
            **{name: self.with_people(one) for name, one in people.items()},
            RECORDED: self.recorded(),
        }


def row_of(name: str, days: Sequence[Played]) -> str:
    """A row of the table; intervals are of days drawn again."""
    met, judged = (np.array([getattr(day, what).sum() for day in days]) for what in ("met", "judged"))
    had, of = np.array([day.patient for day in days]).T
    half_hours = np.concatenate([day.met[day.judged > 0] / day.judged[day.judged > 0] for day in days])
    return (
        f"| {name} | {np.mean([day.hours for day in days]):.1f} | {_level(met, judged)} "
        f"| {(met / judged >= GOAL).mean():.0%} | {(met / judged).min():.1%} "
        f"| {(half_hours >= GOAL - SLACK).mean():.0%} | {_level(had, of)} | {_share((had / of >= GOAL), of)} |"
    )


def _level(met: Times, judged: Times) -> str:
    if np.isnan(judged).any():
        return "–"
    drawn = np.random.default_rng(SEED).integers(0, len(met), (RESAMPLED, len(met)))
    low, high = np.quantile(met[drawn].sum(axis=1) / judged[drawn].sum(axis=1), (0.025, 0.975))
    return f"{met.sum() / judged.sum():.1%} ({low:.1%}–{high:.1%})"


def _share(kept: NDArray[np.bool_], judged: Times) -> str:
    return "–" if np.isnan(judged).any() else f"{kept.mean():.0%}"


def table(days: Iterable[RealDay]) -> str:
    """Markdown."""
    found: dict[str, list[Played]] = {}
    for day in days:
        for name, one in day.rows().items():
            found.setdefault(name, []).append(one)
    count = len(found[OURS])
    lines = [
        f"AnonymousBank, {FIRST.day} to {LAST.day} February 1999, {count} days, "
        f"goal {GOAL:.0%} within {BANK_LIMIT_S:.0f} s:",
        "",
        "| plan | desk-hours a day | service level (95 %) | days at the goal | worst day "
        f"| half-hours at {GOAL - SLACK:.0%} | had nobody left (95 %) | days at the goal |",
        "|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(row_of(name, rows) for name, rows in found.items())]) + "\n"


def known(traffic: Traffic) -> Traffic:
    """The same with its volume known."""
    return replace(traffic, demand=Demand(traffic.demand.edges_ms, traffic.demand.expected))


def tables() -> None:
    """Prints the table."""
    if not BANK.exists():
        print(f"No {BANK}: the real days are left out.\n")
        return
    bank = Bank(bank_rows())
    print(table(RealDay(bank, day) for day in bank.days(FIRST, LAST)))


if __name__ == "__main__":
    tables()
