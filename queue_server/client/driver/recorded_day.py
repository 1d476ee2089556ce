"""A recorded day done again: each step that its people took, at its time, through the public API.

Knows steps as addresses and bodies. Whoever starts the driver makes them out of a log (`queue-server demo --replay`).
Steps go one after another, as they did then: at a high speed the network sets the pace, and the order never changes.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from queue_server.client.driver.hall import Door
from queue_server.client.driver.pace import Pace
from queue_server.client.refusal import Refused

TELL_EVERY = 500


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the recorded day. `at` is when it was given, in milliseconds since the epoch."""

    at: int
    path: str
    body: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Replayed:
    """How it went: steps done again, and those that were refused now, by code."""

    done: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        if not self.refused:
            return f"{self.done} steps done again, none refused"
        codes = ", ".join(f"{count} {code}" for code, count in self.refused.most_common())
        return f"{self.done} steps done again, {self.refused.total()} refused ({codes})"


async def drive_recorded_day(
    steps: Sequence[Step], door: Door, *, pace: Pace, tell: Callable[[str], None] = lambda _: None
) -> Replayed:
    """Do the whole day again. A step that is refused is counted and the day goes on."""
    outcome = Replayed()
    for number, step in enumerate(steps, start=1):
        await pace.until(step.at)
        try:
            await door.post(step.path, step.body)
            outcome.done += 1
        except Refused as refusal:
            outcome.refused[refusal.code] += 1
        if number % TELL_EVERY == 0:
            tell(f"{number} of {len(steps)} steps: {outcome}")
    return outcome
