"""What an outlook says: plain data, so that whoever shows it need not know how it was found."""

from dataclasses import dataclass

from analytics.outlook.moves import Move
from queue_server.domain.ids import Instant, TicketId

HORIZONS_S = (1800, 3600, 7200)
RANKED_BY_S = 3600
"""Moves are ranked by what they spare within an hour: what comes later can be helped later."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Breaches to come within `within_s` seconds: the mean of the futures, and the span of the middle 80 % of them."""

    within_s: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Advice:
    """A move, the breaches it spares within an hour with the span of 95 of 100, the minutes above the target that it
    spares, and how many visitors would be sent away or elsewhere. `until_at`: from when on a desk that is opened is no
    longer needed; None where that lies beyond what was looked at, and for other moves."""

    move: Move
    spared: float
    spared_low: float
    spared_high: float
    minutes_spared: float
    sent_away: float
    until_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the next two hours will bring, and what helps most, best first.

    `chances`: for each who waits, to be called only after the target is passed, or not at all while still there; 1 for
    those who have `passed` it already.
    """

    at: Instant
    expected: tuple[Expected, ...]
    chances: dict[TicketId, float]
    passed: frozenset[TicketId]
    advice: tuple[Advice, ...]
