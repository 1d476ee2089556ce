"""The numbers of the alert rules, and what each is for. Times in milliseconds.

The service level's goal leaves a budget: with 95 %, five visits of a hundred may be late. The burn rate says how many
times faster than evenly it is being spent:

    burn = (breached / judged within the window) / (1 - goal)

An alert needs both a long window (it is real) and a short one (it is still so): Google's "multiwindow, multi-burn-rate
alerts" (The Site Reliability Workbook, ch. 5), cut down from a month of millions of requests to a day of twelve hours
with about a hundred visits a manager. Spent of the day's budget once the long window is full: burn · window / 12 h.

              long     short    burn   late share at 95 %   spends of the day's budget   least late visits
    fast      30 min   10 min   6      30 %                 a quarter in half an hour    3
    slow      2 h      30 min   2      10 %                 a third in two hours         5
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from queue_server.domain.ids import SECOND, Milliseconds

MINUTE = 60 * SECOND

LEAST_BUDGET = 0.005
"""A goal of 100 % leaves no budget to divide by: it is taken as half a percent."""

LARGEST_SHARE = 0.8
"""A low goal would ask for a burn that no share of late visits can reach: this share is alarming whatever the goal."""


class Cause(StrEnum):
    """Why somebody should look. An office has at most one open alert of each."""

    ERROR_BUDGET = "error_budget"
    LONGEST_WAIT = "longest_wait"
    IDLE_DESKS = "idle_desks"
    MISSING_DESKS = "missing_desks"


class Severity(StrEnum):
    """How soon: `warning` within the hour, `critical` now."""

    WARNING = "warning"
    CRITICAL = "critical"


class Signal(StrEnum):
    """One condition that is on or off. Several may speak for one cause."""

    FAST_BURN = "fast_burn"
    SLOW_BURN = "slow_burn"
    WAIT = "wait"
    LONG_WAIT = "long_wait"
    IDLE = "idle"
    MISSING = "missing"


SIGNALS: dict[Signal, tuple[Cause, Severity]] = {
    Signal.FAST_BURN: (Cause.ERROR_BUDGET, Severity.CRITICAL),
    Signal.SLOW_BURN: (Cause.ERROR_BUDGET, Severity.WARNING),
    Signal.LONG_WAIT: (Cause.LONGEST_WAIT, Severity.CRITICAL),
    Signal.WAIT: (Cause.LONGEST_WAIT, Severity.WARNING),
    Signal.IDLE: (Cause.IDLE_DESKS, Severity.WARNING),
    Signal.MISSING: (Cause.MISSING_DESKS, Severity.WARNING),
}
"""Of one cause the critical signal first: it speaks for the alert while it is on."""


@dataclass(frozen=True, slots=True)
class Windows:
    """One burn rule: both windows burn faster than `burn`, and the long one holds at least `breaches` late visits."""

    long_ms: Milliseconds
    short_ms: Milliseconds
    burn: float
    breaches: int

    def burning(self, burn: float) -> "Windows":
        """The same windows at another burn."""
        return replace(self, burn=burn)


@dataclass(frozen=True, slots=True)
class Threshold:
    """On after `enter_for_ms` above `enter`, off after `leave_for_ms` below `leave`; in between it stays what it is."""

    enter: float
    leave: float
    enter_for_ms: Milliseconds
    leave_for_ms: Milliseconds


@dataclass(frozen=True, slots=True)
class AlertRules:
    """Every number of the rules. `longest_wait` and `long_wait` are shares of the ticket's own target."""

    fast: Windows = field(default=Windows(long_ms=30 * MINUTE, short_ms=10 * MINUTE, burn=6.0, breaches=3))
    slow: Windows = field(default=Windows(long_ms=120 * MINUTE, short_ms=30 * MINUTE, burn=2.0, breaches=5))
    longest_wait: float = 1.0
    long_wait: float = 2.0
    idle_s: int = 180
    missing_s: int = 600
    hold_ms: Milliseconds = 3 * MINUTE
    leave_share: float = 0.8
    rest_ms: Milliseconds = 15 * MINUTE
    """What is over is not opened again before: a wait that is long every ten minutes goes on, and is no news."""
    lull_ms: Milliseconds = 60 * MINUTE
    """What comes back on the same day is the same alert, and after a lull of this length it may be heard once more."""
    quiet: str | None = None
    """`"21:00-08:00"` in the office's time: no sound and no message; the screen and the history go on."""

    def threshold(self, signal: Signal, budget: float) -> Threshold:
        """When `signal` is on. Of idle and missing desks the value is already a duration: it needs no time above it.

        A burn is over once it was low for a whole short window: within one, it is the same visits that are counted.
        """
        match signal:
            case Signal.FAST_BURN:
                return self._burning(self.fast, budget)
            case Signal.SLOW_BURN:
                return self._burning(self.slow, budget)
            case Signal.WAIT:
                return self._above(self.longest_wait)
            case Signal.LONG_WAIT:
                return self._above(self.long_wait)
            case Signal.IDLE:
                return Threshold(self.idle_s, self.idle_s * self.leave_share, 0, self.hold_ms)
            case Signal.MISSING:
                return Threshold(self.missing_s, self.missing_s * self.leave_share, 0, self.hold_ms)

    def _burning(self, windows: Windows, budget: float) -> Threshold:
        enter = min(windows.burn, LARGEST_SHARE / budget)
        return Threshold(enter, enter * self.leave_share, self.hold_ms, max(self.hold_ms, windows.short_ms))

    def _above(self, enter: float) -> Threshold:
        return Threshold(enter, enter * self.leave_share, self.hold_ms, self.hold_ms)


def budget_of(goal: float) -> float:
    """The share of judged visits that may be late.

    >>> round(budget_of(0.95), 3), budget_of(1.0)
    (0.05, 0.005)
    """
    return max(1.0 - goal, LEAST_BUDGET)


def burn_of(breached: int, judged: int, budget: float) -> float:
    """How many times faster than evenly the budget is being spent; 0 where nothing was judged.

    >>> round(burn_of(3, 10, 0.05), 6), burn_of(0, 0, 0.05)
    (6.0, 0.0)
    """
    return breached / judged / budget if judged else 0.0
