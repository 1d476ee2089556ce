"""The desks as features: who may take the seeker's topic, how soon they will be done, who is free and for how long.

With z = (ln(elapsed) - mu_t - effect_m) / sigma the chance that a service ends within the next d seconds is

    1 - (1 - Phi(z')) / (1 - Phi(z)),     z' at elapsed + d

and its expected rest is that of a lognormal variable (see `quantiles.lognormal_residual`).
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.at_desks import IDLE, Seats
from analytics.estimators.columns import columns

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

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


_AGES_S = np.array((IDLE_OLD_S, 30.0, 120.0, 600.0))
"""Of desks idle for less than these, as many are counted."""
_LATER_S = np.array((0.0, *SOON_S))[:, None]


@dataclass(frozen=True, slots=True)
class Desks:
    """By topic asked for: `rows`, a column each (see DESK_FEATURES); `able` busy desks, at least 1; `first_s` when the
    first of them is free."""

    rows: Floats
    able: Floats
    first_s: Floats


def desk_features(seats: Seats, since_s: Floats, spread: float, asked: Whole) -> Desks:
    """For each topic in `asked`, what the desks look like from there, each having done for `since_s` what it does.

    `spread`: of ln(seconds) of a service.
    """
    able, age = seats.able.take(asked, axis=1), since_s[:, None]  # [desk, asked], [desk, 1]
    works = (seats.serving >= 0)[:, None]
    done, rest = _ends(seats, since_s, spread)
    at_hand = (seats.serving == IDLE)[:, None] & (age < _AGES_S)
    free = seats.takes.take(asked, axis=1)[:, None, :] & at_hand[:, :, None]
    able_age = able * age
    kinds, parts = len(asked), 6
    sums = np.concatenate(
        (free.reshape(len(able), len(_AGES_S) * kinds), able / rest, able_age, done * works, at_hand[:, :1]),
        axis=1,
    ).sum(0)
    near, near_30, near_120, near_600, rates, ages = sums[: parts * kinds].reshape(parts, kinds)
    *all_done, ready = sums[parts * kinds :].tolist()
    count = seats.count.take(asked)
    some, several = count > 0, np.maximum(count, 1)
    first_s = np.where(some, 1 / np.maximum(rates, 1e-9), FIRST_UNKNOWN_S)
    rows = columns(
        kinds,
        (
            seats.busy,
            seats.same.take(asked),
            count,
            seats.shares.take(asked),
            *(seats.weight.take(asked, axis=1).T @ done).T,
            *all_done,
            ready,
            near,
            _least(age, free[:, 0], IDLE_OLD_S),
            near_30,
            near_120,
            near_600,
            seats.resting,
            np.where(some, _least(age, able, np.inf), 0.0),
            ages / several,
            able_age.max(0, initial=0.0),
            np.where(some, _least(rest, able, np.inf), FIRST_UNKNOWN_S),
            first_s,
        ),
    )
    return Desks(rows, several, first_s)


def _least(values: Floats, chosen: Flags, none: float) -> Floats:
    """By topic asked for, the least of the chosen desks' values; `none` where no desk is chosen."""
    return np.asarray(np.where(chosen, values, none).min(0, initial=none), dtype=np.float64)


def _ends(seats: Seats, since_s: Floats, spread: float) -> tuple[Floats, Floats]:
    """For each desk: the chances of being done within SOON_S [desk, soon], and the expected rest [desk, 1]; of those
    that serve nobody nothing useful."""
    from scipy.special import ndtr  # here: no start waits for it (docs/adr/0121)

    ages = since_s + _LATER_S
    np.maximum(ages[0], 1.0, out=ages[0])
    z = (np.log(ages) - seats.centre) / spread
    now, *_ = tails = ndtr(np.concatenate((-z, spread - z[:1])))  # now, later, and of the rest
    left = np.maximum(now, 1e-4)
    done = 1 - np.minimum(tails[1:-1] / left, 1.0)
    rest = np.where(left > 2e-4, seats.mean_s * tails[-1] / left - since_s, REST_UNLIKELY_S)
    return np.ascontiguousarray(done.T), np.maximum(rest, REST_LEAST_S)[:, None]
