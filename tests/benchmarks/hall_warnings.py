"""How early the breaches of seeded days are told, ticket by ticket: by what is shown, and by what the simulation says.

The days are those of the hall with skills that begins with two of its six desks in reserve, and nobody acts. The chance
that is shown is the learned one (docs/adr/0321); it is learned from the same hall's days before them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analytics.backtest.scoring import area_under_curve
from analytics.estimators.learned import Learned, LearnedEstimator
from analytics.estimators.model import calibration_of, learn_model
from analytics.estimators.nightly import AHEAD
from analytics.estimators.watching import Answered, Watcher
from analytics.outlook.chances import with_learned
from analytics.outlook.services import Services
from analytics.outlook.trying import outlook
from queue_server.domain.commands import Command
from queue_server.domain.events import Event, TicketCalled
from queue_server.domain.evolve import evolve
from queue_server.domain.ids import SECOND, Instant, TicketId
from queue_server.domain.office import Office
from tests.unit.analytics.advised_office import AdvisedDay
from tests.unit.analytics.skilled_office import DAY_MS, MONDAY

LEARNED_DAYS = 20
"""Four weeks of five days."""
LEARNED_SEED = 1000
CHANCES = (0.3, 0.5, 0.7, 0.8, 0.9)
AHEAD_MS = 300 * SECOND
TARGET_MS = 900 * SECOND
REPLICATIONS = 100
SHOWN, SIMULATED = "shown", "the simulation's"

Said = dict[TicketId, list[tuple[Instant, float]]]


@dataclass(slots=True)
class Told:
    """What was said of the visits of some days, by who said it, and when each passed the standard, if it did."""

    said: dict[str, Said] = field(default_factory=lambda: {SHOWN: {}, SIMULATED: {}})
    passes_at: dict[TicketId, Instant | None] = field(default_factory=dict)


class Watched:
    """A day that is looked at once a minute, with an estimator that sees every event."""

    def __init__(self, seed: int, load: float, services: Services, estimator: LearnedEstimator, told: Told) -> None:
        self._services, self._estimator, self._told = services, estimator, told
        self._before, self._count = Office("klin"), 0
        self.day = AdvisedDay(seed, self._look, load=load, look_every_s=60)

    def _look(self, office: Office, at: Instant) -> Sequence[tuple[float, Command]]:
        for event in self.day.events[self._count :]:
            self._estimator.observe(self._before, event)
            self._before = evolve(self._before, event)
        self._count = len(self.day.events)
        simulated = outlook(office, at, self._services, replications=REPLICATIONS, with_advice=False)
        shown = with_learned(simulated, office, self._estimator)
        for who, seen in ((SIMULATED, simulated), (SHOWN, shown)):
            for ticket, chance in seen.chances.items():
                self._told.said[who].setdefault(ticket, []).append((at, chance))
        return ()


def taught(load: float) -> Learned:
    """What the days before have taught, as nights teach it."""
    watcher, answered = Watcher("klin"), list[Answered]()
    for event in _days_before(load):
        answered.extend(found for found in watcher.take(event) if isinstance(found, Answered))
    model = learn_model(answered)
    if model is None:
        raise ValueError("the days before teach too little")
    longest = max(float(row.asked.features[AHEAD]) for row in answered)
    return Learned(watcher.history, model, calibration_of(answered), longest)


def _days_before(load: float) -> Iterator[Event]:
    for number in range(LEARNED_DAYS):
        begins_at = MONDAY - (LEARNED_DAYS - number) * DAY_MS
        yield from (
            AdvisedDay(LEARNED_SEED + number, lambda _office, _at: (), load=load, begins_at=begins_at).run().events
        )


def looked(days: int, services: Services, load: float) -> Told:
    """All that was said of the days with seeds from 1 on."""
    told, learned = Told(), taught(load)
    for seed in range(1, days + 1):
        estimator = LearnedEstimator()
        estimator.learn("klin", Learned(learned.history, learned.model, learned.calibration.copy(), learned.ahead_most))
        day = Watched(seed, load, services, estimator, told).day.run()
        called = {event.ticket: event.at for event in reversed(day.events) if isinstance(event, TicketCalled)}
        for ticket in day.office.tickets.values():
            passes_at = (ticket.issued_at or 0) + TARGET_MS
            ended_at = called.get(ticket.id, ticket.ended_at or 0)
            told.passes_at[ticket.id] = passes_at if ended_at > passes_at else None
    return told


def table(days: int, services: Services, load: float) -> str:
    """By the chance from which a ticket is told of."""
    told = looked(days, services, load)
    late = sum(at is not None for at in told.passes_at.values())
    lines = [
        f"{days} days, {len(told.passes_at)} visits, {late} of them above the standard, looked at every minute, nobody "
        "acts:",
        "",
        "| warned from a chance of | breaches told ≥ 5 min ahead | median lead | others warned | warnings in vain |",
        "|---|---|---|---|---|",
    ]
    for who, said in told.said.items():
        lines += [_row(told, who, said, chance) for chance in CHANCES]
    lines += ["", "The same looks, each chance of a ticket that has not passed the standard yet:", ""]
    lines += ["| chance | AUC | Brier | mean told | came |", "|---|---|---|---|---|"]
    lines += [_scored(told, who, said) for who, said in told.said.items()]
    return "\n".join(lines) + "\n"


def _row(told: Told, who: str, said: Said, chance: float) -> str:
    first = {ticket: next((at for at, p in rows if p >= chance), None) for ticket, rows in said.items()}
    breaches = {ticket: at for ticket, at in told.passes_at.items() if at is not None}
    leads = np.array([_lead_ms(first.get(ticket), at) for ticket, at in breaches.items()])
    others = [ticket for ticket, at in told.passes_at.items() if at is None]
    in_vain = sum(first.get(ticket) is not None for ticket in others)
    warned = int((leads > 0).sum()) + in_vain
    return (
        f"| {chance:.0%} {who} | {(leads >= AHEAD_MS).mean():.0%} | {np.median(leads) / 60_000:.1f} min "
        f"| {in_vain / len(others):.1%} | {in_vain / max(1, warned):.0%} |"
    )


def _lead_ms(warned_at: Instant | None, passes_at: Instant) -> int:
    return 0 if warned_at is None else max(0, passes_at - warned_at)


def _scored(told: Told, who: str, said: Said) -> str:
    chance, came = _looks(told, said)
    auc, brier = area_under_curve(chance, came), ((chance - came) ** 2).mean()
    return f"| {who} | {auc:.4f} | {brier:.4f} | {chance.mean():.1%} | {came.mean():.1%} |"


def _looks(told: Told, said: Said) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    rows = [
        (chance, passes_at is not None)
        for ticket, found in said.items()
        for passes_at in (told.passes_at[ticket],)
        for at, chance in found
        if passes_at is None or at < passes_at
    ]
    return np.array([chance for chance, _ in rows]), np.array([came for _, came in rows])
