"""How long services last at an office: by topic and manager, lognormal, from what was learned or the first guesses."""

from dataclasses import dataclass
from math import exp, expm1, log, sqrt

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.history import PRIOR_SPREAD, ServiceHistory
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import ManagerId, TopicId

Floats = NDArray[np.float64]

SURE = 1.0 - 1e-9
"""The highest point of a distribution that is drawn."""


@dataclass(frozen=True, slots=True)
class Services:
    """ln(seconds) of a service of topic t by manager m is Normal(`middle[t]` + `effect[m]`, `spread`²)."""

    middle: dict[TopicId, float]
    effect: dict[ManagerId, float]
    spread: float

    @property
    def variation(self) -> float:
        """The coefficient of variation within a topic."""
        return sqrt(expm1(self.spread**2))

    def mean_s(self, topic: TopicId) -> float:
        """The mean over all managers alike."""
        return exp(self.middle[topic] + self.spread**2 / 2)

    def pace(self, manager: ManagerId | None) -> float:
        """How long the manager's services take, as a multiple."""
        return exp(self.effect.get(manager or "", 0.0))

    def rest_s(self, topic: TopicId, manager: ManagerId | None, elapsed_s: float, chance: Floats) -> Floats:
        """The rest of a service that has lasted `elapsed_s`, at each of `chance` (n,), uniform in [0, 1).

        With z = (ln elapsed - middle - effect) / spread the rest is the quantile of the service's length at
        Phi(z) + chance (1 - Phi(z)), less what is over.
        """
        from scipy.special import ndtr, ndtri  # here: no start waits for it (docs/adr/0121)

        middle = self.middle[topic] + self.effect.get(manager or "", 0.0)
        over = float(ndtr((log(elapsed_s) - middle) / self.spread)) if elapsed_s > 0 else 0.0
        share = np.minimum(over + chance * (1.0 - over), SURE)
        return np.maximum(np.exp(middle + self.spread * ndtri(share)) - elapsed_s, 1.0)


def services_of(config: OfficeConfig, history: ServiceHistory | None) -> Services:
    """From `history` where there is one; a topic that it has never seen goes by `typical_service_s`.

    The first guess is a mean; the middle of a lognormal with that mean is spread² / 2 lower.
    """
    spread = history.spread if history is not None else PRIOR_SPREAD
    middle = {
        topic: log(max(1.0, float(known.typical_service_s))) - spread**2 / 2 for topic, known in config.topics.items()
    }
    if history is None:
        return Services(middle, {}, spread)
    learned = dict(zip(history.topics.words, history.mu.tolist(), strict=False))
    effect = dict(zip(history.managers.words, history.effect.tolist(), strict=False))
    return Services(middle | learned, effect, spread)
