"""Tries every move on the same futures: how many breaches come without it, and how many it spares.

With b_r breaches in future r as things are and m_r after a move,

    spared = mean(b_r - m_r),     its error = the standard deviation of b_r - m_r over sqrt(R)

so chance that is common to both cancels out (common random numbers). What `harm` weighs beside breaches is compared in
the same way. Visitors whom a suspended topic sends away are no breach, but no service either: each counts for
`AWAY_WEIGHT` of one, and for `ELSEWHERE_WEIGHT` where another office serves them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analytics.forecast.forecasting import DayForecast
from analytics.outlook.harm import Floats, Harm, expected_of, harm_of, late_of
from analytics.outlook.lasting import needed_until
from analytics.outlook.moves import (
    NO_PLAN,
    NOBODY_DUE,
    CallNeighbour,
    Move,
    MoveBreak,
    Neighbour,
    OpenDesk,
    RedirectTopic,
    SuspendTopic,
    moves,
)
from analytics.outlook.present import Futures, futures
from analytics.outlook.seen import HORIZONS_S, RANKED_BY_S, Advice, Outlook
from analytics.outlook.services import Services
from analytics.schedules.schedule import Due, Plan
from analytics.simulation.day import Calls, Visitors
from analytics.simulation.running import run
from queue_server.domain.ids import SECOND, Instant, ManagerId
from queue_server.domain.office import Office

REPLICATIONS = 200
CERTAIN = 1.64
"""A move is told of where what it spares is above nothing by so many of its errors: 95 of 100, one-sided."""
LEAST_SPARED = 0.3
AWAY_WEIGHT = 1.0
"""To be sent away is no better than to wait too long."""
ELSEWHERE_WEIGHT = 0.5
"""To be sent to another office is half as bad."""
BEST_SHARE = 0.95
"""Of several lengths by which a break can move, the shortest that spares so much of what the best of them does."""
LOOKED_AHEAD_S = HORIZONS_S[-1]
MOVES_TOLD = 5
OF_A_KIND = 2


def outlook(
    office: Office,
    at: Instant,
    services: Services,
    *,
    neighbours: Sequence[Neighbour] = (),
    replications: int = REPLICATIONS,
    seed: int = 1,
    with_advice: bool = True,
    usual: DayForecast | None = None,
    plan: Plan = NO_PLAN,
    due: Mapping[ManagerId, Due] = NOBODY_DUE,
) -> Outlook:
    """The outlook of `office` as it stands at `at`. The same seed gives the same answer.

    `usual`: the day's forecast, made before it began; without it, who comes is told by the last hour. By today's
    schedule, where there is one: `plan`, who goes, rests and comes when; `due`, who should be at a desk and is at none.
    Of steps that help, those of the latter come first.
    """
    drawn = futures(office, at, services, replications=replications, seed=seed, usual=usual, plan=plan)
    shifts, ties = drawn.shifts()
    calls = run(shifts, drawn.visitors, ties=ties) if shifts.count else _nobody_calls(drawn.visitors)
    lived = drawn.as_lived(shifts, calls) if shifts.count else drawn
    late = late_of(lived, calls)
    count = len(drawn.waiting)
    passed = late[:, :count].mean(axis=0)
    already = drawn.limit_ms[0, :count] <= 0 if len(drawn.limit_ms) else np.zeros(0)
    chances = {
        ticket.id: 1.0 if gone else float(chance)
        for ticket, chance, gone in zip(drawn.waiting, passed, already, strict=True)
    }
    expected = tuple(expected_of(lived, late, within_s) for within_s in HORIZONS_S)
    advice: tuple[Advice, ...] = ()
    if with_advice and max(part.mean for part in expected) >= LEAST_SPARED:
        nobody = np.zeros(replications)
        before = _Harms(harm_of(lived, calls, nobody), harm_of(lived, calls, nobody, LOOKED_AHEAD_S))
        advice = _ranked(drawn, before, at, moves(office, neighbours, plan, due))
    over = frozenset(ticket.id for ticket, gone in zip(drawn.waiting, already, strict=True) if gone)
    return Outlook(at, expected, chances, over, advice)


def _nobody_calls(visitors: Visitors) -> Calls:
    return Calls(np.full(visitors.shape, np.inf), np.full(visitors.shape, -1, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class _Harms:
    """Within the hour by which moves are ranked, and within all that is looked at."""

    soon: Harm
    ahead: Harm


@dataclass(frozen=True, slots=True)
class _Tried:
    """A move with what is left after it within the hour, its gain (R,), and the mean gain of all that is looked at."""

    move: Move
    after: Harm
    gain: Floats
    gain_ahead: float
    sent_away: float

    @property
    def mean(self) -> float:
        return float(self.gain.mean())


def _ranked(drawn: Futures, before: _Harms, at: Instant, possible: Iterable[Move]) -> tuple[Advice, ...]:
    tried = [one for move in possible if (one := _try(drawn, before, move)) is not None]
    found = [one for one in _one_length_a_break(tried) if _sure(one.gain)]
    # First what sends nobody away; of that, whoever should be there anyway.
    found.sort(key=lambda one: (one.sent_away == 0, _is_due(one.move), one.mean), reverse=True)
    told = list(_not_all_of_a_kind(found))[:MOVES_TOLD]
    return tuple(_advice(drawn, before, at, one) for one in told)


def _is_due(move: Move) -> bool:
    return isinstance(move, OpenDesk) and move.due_at is not None


def _advice(drawn: Futures, before: _Harms, at: Instant, one: _Tried) -> Advice:
    spared = before.soon.breaches - one.after.breaches
    mean, error = float(spared.mean()), _error(spared)
    minutes = float((before.soon.minutes - one.after.minutes).mean())
    until_at = needed_until(drawn, one.move, at) if isinstance(one.move, OpenDesk | CallNeighbour) else None
    return Advice(one.move, mean, mean - 1.96 * error, mean + 1.96 * error, minutes, one.sent_away, until_at)


def _one_length_a_break(tried: Sequence[_Tried]) -> Iterator[_Tried]:
    """Of the lengths by which one break can move, the shortest that does nearly all."""
    best: dict[str, float] = {}
    for one in tried:
        if isinstance(one.move, MoveBreak):
            best[one.move.desk] = max(one.gain_ahead, best.get(one.move.desk, 0.0))
    told: set[str] = set()
    for one in tried:
        if not isinstance(one.move, MoveBreak):
            yield one
        elif one.move.desk not in told and one.gain_ahead >= BEST_SHARE * best[one.move.desk]:
            told.add(one.move.desk)
            yield one


def _not_all_of_a_kind(found: Iterable[_Tried]) -> Iterator[_Tried]:
    """Four managers who could all open the same desk are one piece of advice with a choice, not four."""
    told: Counter[type[Move]] = Counter()
    for one in found:
        told[type(one.move)] += 1
        if told[type(one.move)] <= OF_A_KIND:
            yield one


def _sure(gain: Floats) -> bool:
    mean = float(gain.mean())
    return mean >= LEAST_SPARED and mean > CERTAIN * _error(gain)


def _error(values: Floats) -> float:
    return float(values.std(ddof=1) / np.sqrt(len(values)))


def _try(drawn: Futures, before: _Harms, move: Move) -> _Tried | None:
    """None where there is nobody to call, or nobody to take those who are sent elsewhere."""
    visitors, weight, away = drawn.visitors, np.zeros(len(drawn.free_ms)), 0.0
    shifts, ties = drawn.shifts(move)
    if not shifts.count:
        return None
    if isinstance(move, SuspendTopic | RedirectTopic):
        gone = _newcomers_for(drawn, move)
        soon = (gone & (visitors.arrival_ms <= RANKED_BY_S * SECOND)).sum(axis=1).astype(np.float64)
        away = float(soon.mean())
        elsewhere = isinstance(move, RedirectTopic)
        if elsewhere and away * drawn.services.mean_s(move.topic) > RANKED_BY_S:
            return None  # more than the one who is idle there can serve
        weight = soon * (ELSEWHERE_WEIGHT if elsewhere else AWAY_WEIGHT)
        visitors = _without(visitors, gone)
    calls = run(shifts, visitors, ties=ties)
    lived = replace(drawn, visitors=visitors).as_lived(shifts, calls)
    after = harm_of(lived, calls, weight)
    ahead = harm_of(lived, calls, weight, LOOKED_AHEAD_S) if isinstance(move, MoveBreak) else after
    gain_ahead = float((before.ahead.weight() - ahead.weight()).mean())
    return _Tried(move, after, before.soon.weight() - after.weight(), gain_ahead, away)


def _newcomers_for(drawn: Futures, move: SuspendTopic | RedirectTopic) -> NDArray[np.bool_]:
    away = drawn.visitors.came() & (drawn.visitors.line // len(drawn.categories) == drawn.topics.index(move.topic))
    away[:, : len(drawn.stays)] = False
    return np.asarray(away, dtype=np.bool_)


def _without(visitors: Visitors, away: NDArray[np.bool_]) -> Visitors:
    """The visitors without those who are `away`: nobody serves them, and they go at once."""
    return Visitors(
        visitors.arrival_ms,
        visitors.line,
        visitors.place_ms,
        np.where(away, 0.0, visitors.walk_ms),
        np.where(away, 0.0, visitors.service_ms),
        np.where(away, 0.0, visitors.patience_ms),
    )
