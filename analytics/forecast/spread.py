"""How far off a forecast may be: one gamma factor a day and another a half-hour, so counts are negative binomial."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.forecast.history import Counts
from analytics.forecast.walk import USUAL_STEP

USUAL_DAY_VARIATION = 0.15
USUAL_HALF_HOUR_VARIATION = 0.15
USUAL_DAYS = 7.0
"""What is believed before there is a history (the bank of 1999), and how many days of it outweigh that."""

USUAL_WIDENING = (0.0, USUAL_STEP**2)
"""Of the level's own walk: a month ahead is told less surely than tomorrow."""

PLAIN = 1e-6


@dataclass(frozen=True, slots=True)
class Own:
    """Coefficients of variation of one topic once the office's day is known: of its part of the day, and beyond that
    of each of its half-hours. `widening` as that of `Spread`.
    """

    day: float = 0.0
    half_hour: float = USUAL_HALF_HOUR_VARIATION
    widening: tuple[float, ...] = (0.0, 0.0)


MOST = Own(day=1.0, half_hour=2.0)
"""No topic has more of its own. From 1 on a day's likeliest number is none; from about 2 on the upper end of 80 % comes
down again as the variation grows, and an interval that ends below what is expected says nothing."""

LEAST_EXPECTED = 1.0
"""A topic's day of which fewer were expected tells nothing of its spread: nothing was known of it, or hardly anybody
asks for it, and whoever comes all the same is many times what was expected."""

ENOUGH_EXPECTED = 10.0
"""Visitors expected of a topic from which on a day tells all it can; one of fewer tells so much less. Of ten, chance
alone varies by 0.3, as topics' days do of themselves (the bank of 1999)."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Coefficients of variation of the day's factor and of each half-hour's own; `widening` is added to the day's
    variance 1, 2, … days ahead. Beyond its end it goes on as it did last. `topics`: what each has of its own, by place.
    """

    day: float = USUAL_DAY_VARIATION
    half_hour: float = USUAL_HALF_HOUR_VARIATION
    widening: tuple[float, ...] = USUAL_WIDENING
    topics: tuple[Own, ...] = ()

    def of_topic(self, place: int) -> "Spread":
        """That of one topic: the office's day, and what is the topic's own."""
        own = self.topics[place] if place < len(self.topics) else Own(half_hour=self.half_hour)
        return replace(self, day=float(np.hypot(self.day, own.day)), half_hour=own.half_hour, topics=())

    def ahead(self, days: int) -> "Spread":
        """That of a forecast `days` days ahead; this one is of the evening before."""
        topics = tuple(replace(own, day=_wider(own.day, own.widening, days)) for own in self.topics)
        return replace(self, day=_wider(self.day, self.widening, days), topics=topics)

    def half_hour_quantile(self, share: float, expected: Counts) -> NDArray[np.float64]:
        """The `share` quantile of a half-hour's count."""
        return quantile(share, expected, self.day**2 + self.half_hour**2)

    def within(self, share: float, expected: Counts, seen: Counts) -> NDArray[np.float64]:
        """What of each half-hour's count lies between the tails that leave `share`: see `within`."""
        return within(share, expected, self.day**2 + self.half_hour**2, seen)

    def total_quantile(self, share: float, expected: Counts) -> float:
        """The `share` quantile of the sum of half-hours whose expected counts are `expected`."""
        total = float(np.sum(expected))
        own = float(np.sum(np.square(expected))) / max(total**2, PLAIN) * self.half_hour**2
        return float(quantile(share, np.array(total), self.day**2 + own))


def _wider(day: float, widening: tuple[float, ...], days: int) -> float:
    end = len(widening)
    beyond = max(days - end, 0) * (widening[-1] - widening[-2])
    return float(np.sqrt(day**2 + widening[min(max(days, 1), end) - 1] + beyond))


def quantile(share: float, expected: Counts, squared_variation: float) -> NDArray[np.float64]:
    """Of the negative binomial with this mean and variance `m + v² m²`."""
    return np.asarray(_counts(expected, squared_variation).ppf(share))


def within(share: float, expected: Counts, squared_variation: float, seen: Counts) -> NDArray[np.float64]:
    """How much of the probability of the count `seen` lies between the two tails that leave `share`.

    An interval of whole numbers holds more than it is asked to, much more where counts are small. The mean of this is
    `share` where the distribution is right, however small they are: the randomised interval of Czado, Gneiting and Held
    (2009).
    """
    counts, tail = _counts(expected, squared_variation), (1 - share) / 2
    before, upto = counts.cdf(seen - 1), counts.cdf(seen)
    between = np.clip(upto, tail, 1 - tail) - np.clip(before, tail, 1 - tail)
    return np.asarray(between / np.maximum(upto - before, PLAIN**2))


def _counts(expected: Counts, squared_variation: float) -> Any:
    from scipy.stats import nbinom, poisson  # here: no start waits for it (docs/adr/0121)

    if squared_variation < PLAIN:
        return poisson(expected)
    size = 1 / squared_variation
    return nbinom(size, size / (size + expected))


def surplus_variance(came: float, expected: float) -> float:
    """What one day says of the variance of its factor, the count's own chance taken off."""
    return ((came - expected) ** 2 - expected) / expected**2


def spread_of(seen: list[Counts], expected: list[Counts]) -> Spread:
    """From days (48,) as they came and as they had been forecast before: moments, leaning on what is usual.

    `E[(N - m)²] = m + v² m²` for a day's total, and for a half-hour once the day's own factor is taken out.
    """
    days = USUAL_DAYS
    day = days * USUAL_DAY_VARIATION**2
    half_hour = days * USUAL_HALF_HOUR_VARIATION**2
    for count, mean in zip(seen, expected, strict=True):
        total = float(mean.sum())
        if total <= 0:
            continue
        came = float(count.sum())
        day += surplus_variance(came, total)
        fitted = mean * came / total
        half_hour += float(np.sum((count - fitted) ** 2 - fitted)) / max(float(np.sum(fitted**2)), PLAIN)
        days += 1
    return Spread(float(np.sqrt(max(day / days, 0.0))), float(np.sqrt(max(half_hour / days, 0.0))))


def half_hours_of(seen: list[Counts], expected: list[Counts], topics: int) -> tuple[float, ...]:
    """How each topic's half-hours vary beyond its day, from days (48, K): how its counts lie about its expected parts.

    A part p of n visitors that varies by v is seen as `E[(N - np)²] = np (1 - p) + v² p² n (n - 1)`, of the topic's
    half-hours and of its day alike; the half-hours' own is what the day's does not explain. Sums over days, so that a
    topic of five visitors a day is not told by its luckiest; leaning on what is usual, the more the fewer are expected.
    """
    if not seen:
        return (USUAL_HALF_HOUR_VARIATION,) * topics
    found = np.sum([_beyond(count, mean) for count, mean in zip(seen, expected, strict=True)], axis=0)  # (5, K)
    told, variance, lean = found[0], USUAL_HALF_HOUR_VARIATION**2, USUAL_DAYS

    def leaning(more: Counts, pairs: Counts, usual: Counts | float) -> Counts:
        return np.asarray((told * more / np.maximum(pairs, PLAIN) + lean * usual) / (told + lean))

    by_half_hour = leaning(found[1], found[2], variance)
    mean = np.sum(expected, axis=0)
    part = np.sum(mean**2, axis=0) / np.maximum(mean.sum(axis=0) ** 2, PLAIN)  # of the half-hours' variance in a day's
    by_day = leaning(found[3], found[4], part * variance)
    day = np.clip((by_day - part * by_half_hour) / np.maximum(1 - part, PLAIN), 0.0, np.maximum(by_half_hour, 0.0))
    return tuple(np.sqrt(np.clip(by_half_hour - day, 0.0, MOST.half_hour**2)).tolist())


def _beyond(count: Counts, mean: Counts) -> Counts:
    """(5, K) of one day: how much it tells of each topic; of its half-hours, then of its day, how much more the counts
    vary than chance has it and what a variation of 1 would do. Nothing of topics of whom nobody was expected.
    """
    visits, total = float(count.sum()), float(mean.sum())
    if total <= 0 or visits < 2:
        return np.zeros((5, count.shape[1]))
    part = mean / total
    whole = visits * part.sum(axis=0)
    told = np.minimum(whole / ENOUGH_EXPECTED, 1.0)
    rows = [told]
    for came, share in ((count, part), (count.sum(axis=0, keepdims=True), part.sum(axis=0, keepdims=True))):
        more = (came - visits * share) ** 2 - visits * share * (1 - share)
        rows += [more.sum(axis=0), (visits * (visits - 1) * share**2).sum(axis=0)]
    return np.where(whole >= LEAST_EXPECTED, np.stack(rows), 0.0)
