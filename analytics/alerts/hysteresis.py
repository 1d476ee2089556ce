"""A condition that must last before it counts, both ways, so that an alert neither flickers nor lingers."""

from dataclasses import dataclass

from analytics.alerts.rules import Threshold
from queue_server.domain.ids import Instant


@dataclass(frozen=True, slots=True)
class Held:
    """Whether a signal is on, and since when it has been about to change."""

    on: bool = False
    since_at: Instant | None = None


def held_after(held: Held, value: float, threshold: Threshold, at: Instant) -> Held:
    """The signal once `value` was seen at `at`.

    >>> rule = Threshold(enter=10, leave=8, enter_for_ms=3, leave_for_ms=3)
    >>> states = [Held()]
    >>> for at, value in enumerate([11, 11, 9, 11, 11, 11, 11, 9, 7, 7, 7, 7]):
    ...     states.append(held_after(states[-1], value, rule, at))
    >>> "".join("#" if held.on else "." for held in states)
    '.......####..'
    """
    crossing = value < threshold.leave if held.on else value > threshold.enter
    if not crossing:
        return held if held.since_at is None else Held(held.on)
    since_at = held.since_at if held.since_at is not None else at
    lasts_ms = threshold.leave_for_ms if held.on else threshold.enter_for_ms
    return Held(not held.on) if at - since_at >= lasts_ms else Held(held.on, since_at)
