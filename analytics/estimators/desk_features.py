"""The desks as features: who may take the seeker's topic, how soon they will be done, who is free and for how long.

Who takes what is read off counts of past services, faded, with today's counted more (`ServiceHistory`): a skill on
paper is not yet help at the desk. A manager never seen counts as the office's average. With z = (ln(elapsed) - mu_t -
effect_m) / sigma the chance that a service ends within the next d seconds is

    1 - (1 - Phi(z')) / (1 - Phi(z)),     z' at elapsed + d

and its expected rest is that of a lognormal variable (see `quantiles.lognormal_residual`).
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.columns import columns
from analytics.estimators.history import TODAY_WEIGHT, ServiceHistory
from analytics.estimators.moment import BREAK, IDLE, Moment
from analytics.estimators.pace import Pace

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

ABLE_SHARE = 0.02
"""A manager takes a topic who gives it at least this share of the services."""
SOON_S = (15.0, 30.0, 60.0, 120.0)
IDLE_OLD_S = 1800.0
"""A desk idle for longer is as good as away."""
FIRST_UNKNOWN_S = 300.0
REST_LEAST_S = 5.0
REST_UNLIKELY_S = 200.0
"""The rest of a service that has outlasted all but one in five thousand."""

DESK_FEATURES = (
    "busy",
    "busy_same",
    "able_busy",
    "able_share",
    *(f"able_done_{d:.0f}" for d in SOON_S),
    *(f"done_{d:.0f}" for d in SOON_S),
    "idle",
    "idle_able",
    "idle_able_age",
    "idle_able_30",
    "idle_able_120",
    "idle_able_600",
    "breaks",
    "busy_age_min",
    "busy_age_mean",
    "busy_age_max",
    "rest_min",
    "first_s",
)


@dataclass(frozen=True, slots=True)
class Desks:
    """`rows` by topic asked for (see DESK_FEATURES); `able` busy desks for each of these topics, at least 1; `first_s`
    when the first of them is free; `shared[t, u]` the share of topic t's busy desks that also take topic u."""

    rows: Floats
    able: Floats
    first_s: Floats
    shared: Floats


def desk_features(moment: Moment, pace: Pace, history: ServiceHistory, asked: Whole) -> Desks:
    """For each topic in `asked`, what the desks look like from there."""
    share = _shares(moment, pace, history)
    takes = (share > ABLE_SHARE) & moment.open_to
    busy, idle = moment.serving >= 0, moment.serving == IDLE
    done, rest_s = _ends(moment, history)
    asked_share, may, works = share.take(asked, axis=1), takes.take(asked, axis=1), busy[:, None]  # [desk, asked]
    able = may & works
    weight = np.minimum(1.0, 3 * asked_share) * works * moment.open_to.take(asked, axis=1)
    at_hand = idle & (moment.since_s < IDLE_OLD_S)
    free = may & at_hand[:, None]
    age, rest = moment.since_s[:, None], rest_s[:, None]
    able_age = able * age
    count, same, near, near_30, near_120, near_600, rates, shares, ages = _sums(
        able,
        moment.serving[:, None] == asked,
        free,
        *(free & (age < limit) for limit in (30, 120, 600)),
        able / rest,
        asked_share * works,
        able_age,
    )
    newest, youngest, oldest, soonest = _minima(
        np.where(free, age, IDLE_OLD_S), np.where(able, age, np.inf), -able_age, np.where(able, rest, np.inf)
    )
    some = count > 0
    first_s = np.where(some, 1 / np.maximum(rates, 1e-9), FIRST_UNKNOWN_S)
    rows = columns(
        len(asked),
        (
            float(np.count_nonzero(busy)),
            same,
            count,
            shares,
            *(weight.T @ done).T,
            *done[busy].sum(0),
            float(np.count_nonzero(at_hand)),
            near,
            np.minimum(newest, IDLE_OLD_S),
            near_30,
            near_120,
            near_600,
            float(np.count_nonzero(moment.serving == BREAK)),
            np.where(some, youngest, 0.0),
            ages / np.maximum(count, 1),
            np.where(some, -oldest, 0.0),
            np.where(some, soonest, FIRST_UNKNOWN_S),
            first_s,
        ),
    )
    return Desks(rows, np.maximum(count, 1).astype(np.float64), first_s, _shared(takes[busy]))


def _sums(*parts: Flags | Floats) -> Floats:
    """(parts, asked): each part summed over the desks; one sum, because NumPy's call costs more than the desks do."""
    return np.asarray(np.concatenate(parts, axis=1).sum(0, dtype=np.float64).reshape(len(parts), -1), dtype=np.float64)


def _minima(*parts: Floats) -> Floats:
    """(parts, asked): the least of each part over the desks; without desks what nobody is as good as."""
    least = np.concatenate(parts, axis=1).min(0, initial=np.inf)
    return np.asarray(least.reshape(len(parts), -1), dtype=np.float64)


def _shares(moment: Moment, pace: Pace, history: ServiceHistory) -> Floats:
    """[desk, topic]: which share of a manager's services each topic has."""
    desks, topics = moment.open_to.shape
    counts = np.zeros((max(len(history.managers), 1), topics))
    seen, today = history.faded, pace.takes
    counts[: seen.shape[0], : seen.shape[1]] += seen
    counts[: today.shape[0], : today.shape[1]] += TODAY_WEIGHT * today
    mine = counts[moment.manager] if desks else np.zeros((0, topics))
    total = mine.sum(1, keepdims=True)
    known = total > 0
    if known.all():
        return np.asarray(mine / np.maximum(total, 1e-9), dtype=np.float64)
    office = counts.sum(0)
    mix = office / office.sum() if office.sum() > 0 else np.full(topics, 1 / max(topics, 1))
    return np.where(known, mine / np.maximum(total, 1e-9), mix)


def _ends(moment: Moment, history: ServiceHistory) -> tuple[Floats, Floats]:
    """For each desk: the chances of being done within SOON_S, and the expected rest; of free ones nothing useful."""
    from scipy.special import ndtr  # here: no start waits for it (docs/adr/0121)

    topics = len(history.mu)
    middle = float(history.mu.sum()) / topics if topics else 5.0
    known = (moment.serving >= 0) & (moment.serving < topics)
    mu = np.where(known, history.mu[np.where(known, moment.serving, 0)] if topics else middle, middle)
    effect = np.zeros(len(mu))
    old = moment.manager < len(history.effect)
    effect[old] = history.effect[moment.manager[old]]
    centre, spread = mu + effect, history.spread
    elapsed = np.maximum(moment.since_s, 1.0)
    z = (np.log(elapsed) - centre) / spread
    left = np.maximum(ndtr(-z), 1e-4)
    later = (np.log(moment.since_s[:, None] + np.array(SOON_S)) - centre[:, None]) / spread
    done = 1 - np.minimum(ndtr(-later) / left[:, None], 1.0)
    mean = np.exp(centre + spread * spread / 2)
    rest = np.where(left > 2e-4, mean * ndtr(spread - z) / left - moment.since_s, REST_UNLIKELY_S)
    return np.asarray(done, dtype=np.float64), np.maximum(rest, REST_LEAST_S)


def _shared(takes: Flags) -> Floats:
    """[t, u]: of the busy desks that take t, the share that take u as well; 1 where nobody takes t."""
    if not len(takes):
        return np.ones((takes.shape[1], takes.shape[1]))
    both = takes.T.astype(np.float64) @ takes
    alone = takes.sum(0)[:, None]
    return np.where(alone > 0, both / np.maximum(alone, 1), 1.0)
