"""What past days have shown of services: how long by topic and manager, and who takes which topic.

With y = ln(seconds) of a service of topic t by manager m (slips of the hand left out),

    y ~ Normal(mu_t + effect_m, sigma²)
    mu_t     = (PRIOR_TOPIC * ln(typical) + sum of y) / (PRIOR_TOPIC + n_t)
    effect_m = sum of (y - mu_t) / (PRIOR_MANAGER + n_m)          shrunk towards nothing

and, for who takes what, counts by manager and topic that fade by `FADE` a day. Lognormal services: Brown et al., JASA
100 (2005). Learned once a night; what the day adds is counted on top by whoever asks.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.pace import Codes, Service
from analytics.estimators.service_times import SLIP_S, UNKNOWN_TOPIC_S

Floats: TypeAlias = NDArray[np.float64]

PRIOR_TOPIC = 10.0
PRIOR_MANAGER = 20.0
MU_UNKNOWN = 5.0
"""ln(seconds) where no topic is known at all."""
PRIOR_SPREAD = 0.9
"""Standard deviation of ln(seconds) until there is history."""
PRIOR_SPREAD_WEIGHT = 20.0
FADE = 0.9


@dataclass(slots=True)
class ServiceHistory:
    """Sums over past days; the other arrays and `spread` follow from them."""

    topics: Codes = field(default_factory=Codes)
    managers: Codes = field(default_factory=Codes)
    _sums: Floats = field(default_factory=lambda: np.zeros((0, 0, 3)))  # manager, topic: n, sum of y, sum of y²
    faded: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    mu: Floats = field(default_factory=lambda: np.zeros(0))
    effect: Floats = field(default_factory=lambda: np.zeros(0))
    spread: float = PRIOR_SPREAD
    mean_s: Floats = field(default_factory=lambda: np.zeros(0))
    """Mean service by topic, all managers alike, in seconds: exp(mu + sigma² / 2)."""
    mu_of: Floats = field(default_factory=lambda: np.array([MU_UNKNOWN]))
    effect_of: Floats = field(default_factory=lambda: np.zeros(1))
    """`mu` and `effect`, and what stands in for those never seen at the end."""
    days: int = 0
    typical_s: dict[str, float] = field(default_factory=dict)

    def learn(self, services: Iterable[Service], typical_s: dict[str, float]) -> None:
        """Takes in one day that is over. `typical_s`: the organisation file's first guesses by topic."""
        for known in typical_s:
            self.topics.of(known)
        rows = [(self.managers.of(s.manager), self.topics.of(s.topic), s.lasted_s) for s in services]
        self._sums = _grown(self._sums, len(self.managers), len(self.topics))
        self.faded = _grown(self.faded, len(self.managers), len(self.topics)) * FADE
        for manager, topic, lasted_s in rows:
            self.faded[manager, topic] += 1
            if lasted_s >= SLIP_S:
                y = log(lasted_s)
                self._sums[manager, topic] += (1.0, y, y * y)
        self.days += 1
        self._settle(typical_s)

    def overall_mean_s(self) -> float:
        """Mean service of all topics as they were asked for, in seconds."""
        count = self._sums[:, :, 0].sum(0)
        if not count.sum():
            return UNKNOWN_TOPIC_S
        return float((self.mean_s * count).sum() / count.sum())

    def copy(self) -> "ServiceHistory":
        """The same as it is now; what it learns later does not change the copy."""
        arrays = {name: array.copy() for name, array in self.arrays().items()}
        return self.of_arrays(arrays, list(self.topics.words), list(self.managers.words), dict(self.typical_s))

    def arrays(self) -> dict[str, Floats]:
        """What has to be kept on disk, beside the words."""
        return {"sums": self._sums, "faded": self.faded, "days": np.array([float(self.days)])}

    @classmethod
    def of_arrays(
        cls, arrays: dict[str, Floats], topics: list[str], managers: list[str], typical_s: dict[str, float]
    ) -> "ServiceHistory":
        """The history that was kept."""
        history = cls(topics=Codes(topics), managers=Codes(managers))
        history._sums, history.faded = arrays["sums"], arrays["faded"]
        history.days = int(arrays["days"][0])
        history._settle(typical_s)
        return history

    def _settle(self, typical_s: dict[str, float]) -> None:
        self.typical_s = typical_s
        first = np.array(
            [log(typical_s.get(topic, UNKNOWN_TOPIC_S)) for topic in self.topics.words[: self._sums.shape[1]]]
        )
        count, total, squares = np.moveaxis(self._sums, 2, 0)
        self.mu = (PRIOR_TOPIC * first + total.sum(0)) / (PRIOR_TOPIC + count.sum(0))
        away = total - count * self.mu
        self.effect = away.sum(1) / (PRIOR_MANAGER + count.sum(1))
        centre = self.mu + self.effect[:, None]
        rest = (squares - 2 * centre * total + count * centre**2).sum()
        weight = PRIOR_SPREAD_WEIGHT
        self.spread = float(np.sqrt((weight * PRIOR_SPREAD**2 + rest) / (weight + count.sum())))
        self.mean_s = np.asarray(np.exp(self.mu + self.spread**2 / 2), dtype=np.float64)
        middle = float(self.mu.sum()) / len(self.mu) if len(self.mu) else MU_UNKNOWN
        self.mu_of, self.effect_of = np.append(self.mu, middle), np.append(self.effect, 0.0)


def _grown(array: Floats, managers: int, topics: int) -> Floats:
    grown = np.zeros((managers, topics, *array.shape[2:]))
    grown[: array.shape[0], : array.shape[1]] = array
    return grown
