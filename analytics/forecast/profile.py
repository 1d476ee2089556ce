"""The forecast's base: weekday profile × level, with shrinkage and exponential weights (SCIENCE D).

    expected(day, half-hour, topic) = level · weekday factor · exp(regressors · β) · share(half-hour) · share(topic)

`level` follows the last days, the weekday's factor and shapes remember longer. A weekday of which little is known leans
on those like it: weekdays are alike where their volumes are. Topics lean on the whole office's shape.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analytics.forecast.calendar import Calendar
from analytics.forecast.history import HALF_HOURS, ArrivalHistory, Counts

LEVEL_DAYS = 14.0
PROFILE_DAYS = 28.0
LONGEST = 140
"""Days looked at: the weight of an older one is below a hundredth."""

KIN_DAYS = 3.0
"""How many days of its own outweigh what the weekdays like it say."""

KIN_RATIO = 1.6
"""Weekdays in order of volume are alike until one is so many times the one before."""

REGRESSOR_SD = 0.25
NOISE_SD = 0.15
"""Of a day's log volume; with the first, what a regressor must show before it is believed (ridge)."""

ROUNDS = 12
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Profile:
    """What was learned of an office by one evening. `shape` (7, 48, K) sums to 1 in each weekday."""

    topics: tuple[str, ...]
    level: float
    weekday: NDArray[np.float64]
    shape: Counts
    calendar: Calendar
    effect: NDArray[np.float64]
    centre: NDArray[np.float64]
    scale: NDArray[np.float64]

    def expected(self, day: date) -> Counts:
        """(48, K) visitors on `day`; none outside the office's hours."""
        opening = open_half_hours(self.calendar, day)
        weekday = day.weekday()
        volume = self.level * self.weekday[weekday] * float(np.exp(self._regressors(day) @ self.effect))
        usual = self.shape[weekday]
        return np.asarray(volume * usual * opening[:, None])

    def _regressors(self, day: date) -> NDArray[np.float64]:
        found: NDArray[np.float64] = (self.calendar.regressors([day])[0] - self.centre) / self.scale
        return np.asarray(np.where(np.isnan(found), 0.0, found))


def open_half_hours(calendar: Calendar, day: date) -> NDArray[np.float64]:
    """(48,) how much of each half-hour the office is open on `day`; all of it where nothing is known of hours."""
    hours = calendar.hours(day)
    if hours is None:
        return np.zeros(HALF_HOURS)
    if hours == "":
        return np.ones(HALF_HOURS)
    first, last = (int(text[:2]) * 2 + int(text[3:5]) / 30 for text in hours.split("-"))
    last = last if last > first else last + HALF_HOURS
    edge = np.arange(HALF_HOURS)
    found: NDArray[np.float64] = np.clip(np.minimum(last, edge + 1) - np.maximum(first, edge), 0, 1)
    early = opens_early(calendar) * 2
    found[max(0, int(first - early)) : int(first)] = 1.0  # tickets are given out before opening
    return found


def opens_early(calendar: Calendar) -> float:
    """Hours before opening in which tickets are given out."""
    return calendar.config.opens_before_s / 3600 if calendar.config is not None else 0.0


def fit(history: ArrivalHistory, calendar: Calendar, day: date) -> Profile:
    """What `history` says on the evening before `day`; rows of `day` and later are not looked at."""
    history = history.before(day)
    rows = np.flatnonzero(history.known)[-LONGEST:]
    topics = len(history.topics)
    if not len(rows):
        return _nothing(history, calendar)
    counts, weekday = history.counts[rows], history.weekdays()[rows]
    age = (day - history.first).days - rows
    total = counts.sum(axis=(1, 2))
    kin = _kin(total, weekday)
    regressors, centre, scale = _scaled(calendar.regressors([history.day(int(row)) for row in rows]))
    effect = np.zeros(regressors.shape[1])
    factor = np.ones(7)
    remembered = np.exp(-age / PROFILE_DAYS)
    near = np.exp(-np.abs(rows[:, None] - rows[None, :]) / LEVEL_DAYS)
    for _ in range(ROUNDS):
        lifted = np.exp(regressors @ effect)
        usual = factor[weekday] * lifted
        local = near @ total / np.maximum(near @ usual, TINY)  # a ratio of sums: large days weigh more
        factor = _weekday_factors(total, local * lifted, weekday, kin, remembered)
        if len(effect):
            effect = _effects(regressors, np.log((total + 0.5) / (local * factor[weekday] + 0.5)), remembered)
    recent = np.exp(-age / LEVEL_DAYS)
    usual = factor[weekday] * np.exp(regressors @ effect)
    level = float((recent * total).sum() / max((recent * usual).sum(), TINY))
    shape = np.stack([_shape(counts, remembered, weekday, kin, number) for number in range(7)])
    return Profile(history.topics, level, factor, shape.reshape(7, HALF_HOURS, topics), calendar, effect, centre, scale)


def _weekday_factors(
    total: NDArray[np.float64], usual: NDArray[np.float64], weekday: NDArray[np.int64],
    kin: NDArray[np.int64], weight: NDArray[np.float64],
) -> NDArray[np.float64]:  # fmt: skip
    """Each weekday's volume by the level, leaning on that of its kin; a weekday never seen is like all days."""
    found = np.ones(7)
    whole = (weight * total).sum() / max((weight * usual).sum(), TINY)
    prior = KIN_DAYS * float(np.median(usual))
    for number in range(7):
        own, alike = weekday == number, kin[weekday] == kin[number]
        base = whole
        if alike.any():
            base = (weight * total)[alike].sum() / max((weight * usual)[alike].sum(), TINY)
        found[number] = ((weight * total)[own].sum() + prior * base) / ((weight * usual)[own].sum() + prior)
    return np.asarray(found / max(whole, TINY))


def _shape(
    counts: Counts, weight: NDArray[np.float64], weekday: NDArray[np.int64], kin: NDArray[np.int64], number: int
) -> Counts:
    """(48, K) of one weekday: the half-hour's share leans on the kin's, a topic's half-hours on the office's."""
    alike = kin[weekday] == kin[number]
    alike = alike if alike.any() else np.ones(len(weekday), np.bool_)
    among = np.einsum("d,dhk->hk", weight[alike], counts[alike])
    own = np.einsum("d,dhk->hk", weight * (weekday == number), counts)
    days = KIN_DAYS * among.sum() / max(weight[alike].sum(), TINY)
    both = own + days * among / max(among.sum(), TINY)
    half_hour = both.sum(axis=1)
    half_hour /= max(half_hour.sum(), TINY)
    topic = both.sum(axis=0) / max(both.sum(), TINY)
    mixed = both + days * half_hour[:, None] * topic
    by_half_hour = mixed / np.maximum(mixed.sum(axis=1, keepdims=True), TINY)
    return np.asarray(half_hour[:, None] * by_half_hour)


def _kin(total: NDArray[np.float64], weekday: NDArray[np.int64]) -> NDArray[np.int64]:
    """(7,) which weekdays are alike: a group a number. A weekday never seen belongs to none."""
    means = np.array([total[weekday == number].mean() if (weekday == number).any() else np.nan for number in range(7)])
    found = np.full(7, -1)
    group, before = 0, np.nan
    for number in np.argsort(means):
        if np.isnan(means[number]):
            continue
        if means[number] > KIN_RATIO * before:
            group += 1
        found[number], before = group, means[number]
    return found


def _effects(
    regressors: NDArray[np.float64], log_ratio: NDArray[np.float64], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Ridge regression of a day's log surplus."""
    weighted = regressors * weight[:, None]
    ridge = (NOISE_SD / REGRESSOR_SD) ** 2 * np.eye(regressors.shape[1])
    return np.asarray(np.linalg.solve(regressors.T @ weighted + ridge, weighted.T @ log_ratio))


def _scaled(
    regressors: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Centred, and in standard deviations where a column is not yes or no; an unknown cell is the mean."""
    count = regressors.shape[1]
    centre, scale = np.zeros(count), np.ones(count)
    for column in range(count):
        known = regressors[~np.isnan(regressors[:, column]), column]
        if len(known) and not np.isin(known, (0.0, 1.0)).all():
            centre[column], scale[column] = known.mean(), max(float(known.std()), TINY)
    found = (regressors - centre) / scale
    return np.where(np.isnan(found), 0.0, found), centre, scale


def _nothing(history: ArrivalHistory, calendar: Calendar) -> Profile:
    count = len(calendar.names)
    shape = np.full((7, HALF_HOURS, len(history.topics)), 1 / max(1, HALF_HOURS * len(history.topics)))
    return Profile(history.topics, 0.0, np.ones(7), shape, calendar, np.zeros(count), np.zeros(count), np.ones(count))
