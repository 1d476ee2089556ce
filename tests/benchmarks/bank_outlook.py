"""What the simulation says of a real bank's visitors, held against what came: chances and warnings.

`make scores ARGS=outlook` writes the tables into docs/outlook.md. Large days of AnonymousBank, February 1999, with the
bank's own standard of 180 s; services and forests are learned from the days before each, evening by evening. The file
does not tell when a manager went, so a desk that stands free for a minute while somebody waits, or for half an hour,
counts as away.
"""

import asyncio
import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analytics.backtest.scoring import area_under_curve
from analytics.estimators.learned import Learned, LearnedEstimator
from analytics.estimators.model import calibration_of, learn_model
from analytics.estimators.nightly import AHEAD
from analytics.estimators.watching import Answered, Watcher, inferred_later
from analytics.outlook.chances import with_learned
from analytics.outlook.services import services_of
from analytics.outlook.trying import outlook
from queue_server.database.engine import Database
from queue_server.domain.events import DeskClosed, TicketCalled, TicketLeft, VisitCompleted
from queue_server.domain.evolve import evolve
from queue_server.domain.ids import SECOND, Instant, TicketId
from queue_server.domain.office import Office
from queue_server.log.reader import LogReader
from queue_server.log.recorded import Recorded
from tests.benchmarks.estimates import BANK, BANK_LIMIT_S, imported
from tests.benchmarks.hall_warnings import SHOWN, SIMULATED

Floats = NDArray[np.float64]

DAYS = ("1999-02-15", "1999-02-17", "1999-02-23")
LEARNED_FROM = "1999-01-17"
"""Half of the days before: what is older weighs a quarter."""
REPLICATIONS = 100
LOOK_MS = 20 * SECOND
"""A minute of an office's fifteen-minute standard."""
AHEAD_MS = 60 * SECOND
"""Five minutes of it."""
CHANCES = (0.2, 0.3, 0.5, 0.7, 0.8)
OFFICE_LOOK_MS = 300 * SECOND
OFFICE_AHEAD_MS, OFFICE_WITHIN_MS = 300 * SECOND, 1800 * SECOND
EXPECTED = (1.0, 2.0, 4.0, 8.0)
AWAY_MS, LONG_AWAY_MS = 60 * SECOND, 1800 * SECOND


@dataclass(slots=True)
class Told:
    """What was said on the days that are scored, and what came. Times are instants, by ticket."""

    joined: dict[TicketId, tuple[Instant, float, float]] = field(default_factory=dict)  # shown, then the simulation's
    said: dict[str, dict[TicketId, list[tuple[Instant, float]]]] = field(
        default_factory=lambda: {SHOWN: {}, SIMULATED: {}}
    )
    expected: list[tuple[Instant, float]] = field(default_factory=list)
    issued: dict[TicketId, Instant] = field(default_factory=dict)
    ended: dict[TicketId, Instant] = field(default_factory=dict)
    served: set[TicketId] = field(default_factory=set)

    def passed(self) -> dict[TicketId, Instant]:
        """When each visit passed the standard, of those that did."""
        limit_ms = round(BANK_LIMIT_S * SECOND)
        return {t: at + limit_ms for t, at in self.issued.items() if self.ended.get(t, at) > at + limit_ms}


class Looking:
    """Reads the log as it came and looks at each joining, at those who wait, and at the office."""

    def __init__(self) -> None:
        self.told = Told()
        self._watcher = Watcher("anonbank")
        self._past: list[Answered] = []
        self._estimator = LearnedEstimator()
        self._next_look = self._next_office_look = 0

    def take(self, record: Recorded) -> None:
        """One event."""
        if inferred_later(record):
            return
        day, event, told = self._watcher.day, record.event, self.told
        if day in DAYS:
            self._look_until(event.at)
        before = self._watcher.office
        for found in self._watcher.take(event, watch=day >= LEARNED_FROM):
            if isinstance(found, Answered):
                self._past.append(found)
            elif found.joining and found.day in DAYS:
                seen = self._outlook(found.at, with_office=False)
                if found.ticket in seen[SHOWN]:
                    told.joined[found.ticket] = found.at, seen[SHOWN][found.ticket], seen[SIMULATED][found.ticket]
        self._estimator.observe(before, event)
        if day in DAYS:
            match event:
                case TicketCalled() | TicketLeft():
                    told.ended.setdefault(event.ticket, event.at)
                case VisitCompleted():
                    told.served.add(event.ticket)
                case _:
                    ticket = self._watcher.office.tickets.get(getattr(event, "ticket", ""))
                    if ticket is not None and ticket.issued_at == event.at:
                        told.issued[ticket.id] = event.at
        if self._watcher.day != day:
            self._begin_day(self._watcher.day)

    def _begin_day(self, day: str) -> None:
        """What the night before has learned answers on the days that are scored."""
        if day not in DAYS:
            return
        model = learn_model(self._past)
        if model is None:
            raise ValueError("the days before teach too little")
        longest = max(float(row.asked.features[AHEAD]) for row in self._past)
        learned = Learned(self._watcher.history.copy(), model, calibration_of(self._past), longest)
        self._estimator.learn(self._watcher.office.id, learned)

    def _look_until(self, at: Instant) -> None:
        """The looks that fall between the last event and this one."""
        last = self._watcher.office.last_at
        for moment in _ticks(last, at, OFFICE_LOOK_MS):
            self._outlook(moment, with_office=True)
        if any(len(line) for line in self._watcher.office.lines.values()):
            for moment in _ticks(last, at, LOOK_MS):
                for who, chances in self._outlook(moment, with_office=False).items():
                    for ticket, chance in chances.items():
                        self.told.said[who].setdefault(ticket, []).append((moment, chance))

    def _outlook(self, at: Instant, *, with_office: bool) -> dict[str, dict[TicketId, float]]:
        """Each chance that is shown, and that of the simulation."""
        office = present(self._watcher.office, at)
        services = services_of(office.configured, self._watcher.history if self._watcher.history.days else None)
        seen = outlook(office, at, services, replications=REPLICATIONS, with_advice=False)
        if with_office:
            self.told.expected.append((at, seen.expected[0].mean))
        shown = seen if with_office else with_learned(seen, self._watcher.office, self._estimator)
        return {SHOWN: shown.chances, SIMULATED: seen.chances}


def present(office: Office, at: Instant) -> Office:
    """The office with the desks that must be away closed."""
    heads = [office.tickets.get(entry[2]) for line in office.lines.values() if (entry := line.first()) is not None]
    waited_ms = {head.topic: at - head.since_at for head in heads if head is not None}
    for desk in list(office.desks.values()):
        if desk.manager is None or desk.ticket is not None:
            continue
        free_ms = at - (desk.since_at or at)
        unheeded = max((waited_ms[topic] for topic in desk.topics if topic in waited_ms), default=0)
        if free_ms > LONG_AWAY_MS or min(free_ms, unheeded) > AWAY_MS:
            office = evolve(office, DeskClosed(at, desk.number, desk.manager))
    return office


def _ticks(after: Instant, upto: Instant, every_ms: int) -> Iterable[Instant]:
    return range((after // every_ms + 1) * every_ms, upto, every_ms)


async def looked() -> Told:
    """All that was said of the days."""
    with tempfile.TemporaryDirectory() as folder:
        database = await Database.open(await imported(Path(folder)))
        try:
            looking = Looking()
            async for record in LogReader(database).events("anonbank"):
                looking.take(record)
                if looking._watcher.day > DAYS[-1]:
                    break
            return looking.told
        finally:
            await database.dispose()


def chances(told: Told) -> str:
    """AUC and Brier of the chance at the moment of joining, of visits that had to wait and were served."""
    chosen = [t for t in told.joined if t in told.served and told.ended.get(t, 0) > told.joined[t][0]]
    joined_at, shown, simulated = (np.array(column) for column in zip(*(told.joined[t] for t in chosen), strict=True))
    waited_s = (np.array([told.ended[t] for t in chosen]) - joined_at) / SECOND
    above = waited_s > BANK_LIMIT_S
    lines = [
        f"AnonymousBank, {len(DAYS)} days of February 1999, {len(chosen)} visits that had to wait and were served, "
        f"{int(above.sum())} of them above {BANK_LIMIT_S:.0f} s, the chance told at the moment of joining:",
        "",
        "| chance | AUC | Brier | mean told | came |",
        "|---|---|---|---|---|",
    ]
    for name, chance in (
        (SHOWN, shown), (SIMULATED, simulated), ("mean of both", (shown + simulated) / 2),
    ):  # fmt: skip
        auc = area_under_curve(chance, above)
        lines.append(
            f"| {name} | {auc:.4f} | {((chance - above) ** 2).mean():.4f} | {chance.mean():.1%} | {above.mean():.1%} |"
        )
    return "\n".join(lines) + "\n"


def ticket_warnings(told: Told) -> str:
    """How early breaches of single tickets are told."""
    passed = told.passed()
    others = [t for t in told.issued if t not in passed]
    lines = [
        f"The same days, {len(told.issued)} visits, {len(passed)} of them above {BANK_LIMIT_S:.0f} s, those who wait "
        f"looked at every {LOOK_MS // SECOND} s:",
        "",
        f"| warned from a chance of | breaches told ≥ {AHEAD_MS // SECOND} s ahead | median lead | others warned "
        "| warnings in vain |",
        "|---|---|---|---|---|",
    ]
    for who, said in told.said.items():
        for chance in CHANCES:
            first = {t: next((at for at, p in rows if p >= chance), None) for t, rows in said.items()}
            leads = np.array([max(0, at - warned) if (warned := first.get(t)) else 0 for t, at in passed.items()])
            in_vain = sum(first.get(t) is not None for t in others)
            lines.append(
                f"| {chance:.0%} {who} | {(leads >= AHEAD_MS).mean():.0%} | {np.median(leads) / SECOND:.0f} s "
                f"| {in_vain / len(others):.1%} | {in_vain / max(1, in_vain + int((leads > 0).sum())):.0%} |"
            )
    return "\n".join(lines) + "\n"


def office_warnings(told: Told) -> str:
    """How early the office is warned of breaches to come, most of them by people who are not there yet."""
    passed = sorted(told.passed().values())
    lines = [
        "The same days, the office's breaches of the next half-hour, "
        f"looked at every {OFFICE_LOOK_MS // 60_000} minutes:",
        "",
        "| warned from … breaches expected | breaches told ≥ 5 min ahead | share of looks warned | warnings in vain |",
        "|---|---|---|---|",
    ]
    for least in EXPECTED:
        warned = [at for at, mean in told.expected if mean >= least]
        early = sum(_any(warned, at - OFFICE_WITHIN_MS, at - OFFICE_AHEAD_MS) for at in passed)
        in_vain = sum(not _any(passed, at, at + OFFICE_WITHIN_MS) for at in warned)
        lines.append(
            f"| {least:.0f} | {early / max(1, len(passed)):.0%} | {len(warned) / len(told.expected):.0%} "
            f"| {in_vain / max(1, len(warned)):.0%} |"
        )
    return "\n".join(lines) + "\n"


def _any(moments: list[Instant], first: Instant, last: Instant) -> bool:
    return bisect_right(moments, last) > bisect_right(moments, first - 1)


def tables() -> Iterator[str]:
    """All three; nothing where the file is not there."""
    if not BANK.exists():
        yield f"No {BANK}: the real days are left out.\n"
        return
    told = asyncio.run(looked())
    yield chances(told)
    yield ticket_warnings(told)
    yield office_warnings(told)


if __name__ == "__main__":
    for one in tables():
        print(one)
