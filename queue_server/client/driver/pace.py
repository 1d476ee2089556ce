"""How fast simulated time passes, and how long to sleep for it.

Knows a clock and a factor. The factor must be the server's own: a server whose clock runs sixty times faster sees a
visitor's ten minutes pass in ten seconds.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

MS_PER_S = 1000


@dataclass(frozen=True, slots=True)
class Pace:
    """Simulated seconds a real second; `now` is the server's clock, in milliseconds since the epoch."""

    speed: float
    now: Callable[[], int]

    async def sleep(self, simulated_s: float) -> None:
        """Let `simulated_s` seconds of the hall's time pass."""
        if simulated_s > 0:
            await asyncio.sleep(simulated_s / self.speed)

    async def until(self, at: int) -> None:
        """Sleep until the hall's clock shows `at`; at once where that is past."""
        await self.sleep((at - self.now()) / MS_PER_S)
