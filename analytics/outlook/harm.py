"""What a future holds for an office's promise: who passes the target within a span, and how far.

A breach to come is a visitor, waiting or still to come, whose accountable wait passes the target within the horizon
while nobody has called them and they have not gone. In a hall that is far behind, one move may spare no breach and yet
much waiting: of the minutes above the target, of those same visitors, `BREACH_MINUTES` weigh as much as one breach.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.outlook.present import Futures
from analytics.outlook.seen import RANKED_BY_S, Expected
from analytics.simulation.day import Calls
from queue_server.domain.ids import SECOND

BREACH_MINUTES = 15.0
"""As long above the standard as the standard is."""
WAITED_MOST_MS = 2 * 3600 * SECOND
"""A wait above the target counts no further than this."""

Floats = NDArray[np.float64]


def late_of(drawn: Futures, calls: Calls) -> NDArray[np.bool_]:
    """(R, N): who is still there, uncalled, when the target is passed, and had not passed it before."""
    visitors = drawn.visitors
    breach_ms = visitors.arrival_ms + drawn.limit_ms
    there = visitors.arrival_ms + visitors.patience_ms > breach_ms
    return np.asarray(visitors.came() & (drawn.limit_ms > 0) & there & (calls.called_ms > breach_ms), dtype=np.bool_)


def within(drawn: Futures, late: NDArray[np.bool_], within_s: int) -> Floats:
    """(R,) breaches within the horizon."""
    soon = drawn.visitors.arrival_ms + drawn.limit_ms <= within_s * SECOND
    return np.asarray((late & soon).sum(axis=1), dtype=np.float64)


def expected_of(drawn: Futures, late: NDArray[np.bool_], within_s: int) -> Expected:
    """Breaches to come within the horizon, and the middle 80 % of the futures."""
    count = within(drawn, late, within_s)
    low, high = np.quantile(count, (0.1, 0.9))
    return Expected(within_s, float(count.mean()), float(low), float(high))


def _over_minutes(drawn: Futures, late: NDArray[np.bool_], calls: Calls, within_s: int) -> Floats:
    """(R,) minutes above the target, of those who pass it within the horizon, until the call or until they go."""
    visitors = drawn.visitors
    breach_ms = visitors.arrival_ms + drawn.limit_ms
    soon = late & (breach_ms <= within_s * SECOND)
    until = np.minimum(calls.called_ms, visitors.arrival_ms + visitors.patience_ms)
    over = np.clip(until - np.where(soon, breach_ms, 0.0), 0.0, WAITED_MOST_MS)
    return np.asarray(np.where(soon, over, 0.0).sum(axis=1) / (60 * SECOND), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Harm:
    """(R,) of each future: breaches, minutes above the target, visitors sent away, in breaches' worth of it."""

    breaches: Floats
    minutes: Floats
    sent_away: Floats

    def weight(self) -> Floats:
        """All of it in breaches."""
        return np.asarray(self.breaches + self.minutes / BREACH_MINUTES + self.sent_away)


def harm_of(drawn: Futures, calls: Calls, sent_away: Floats, within_s: int = RANKED_BY_S) -> Harm:
    """The harm within the horizon; `sent_away` (R,) is taken as it is."""
    late = late_of(drawn, calls)
    return Harm(within(drawn, late, within_s), _over_minutes(drawn, late, calls, within_s), sent_away)
