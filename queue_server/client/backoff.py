"""How long to wait before trying again: longer each time, with chance, so that many do not come back at once."""

import random

FIRST_WAIT_S = 0.25
LONGEST_WAIT_S = 8.0


def wait_before(attempt: int, chance: random.Random) -> float:
    """Seconds before attempt number `attempt` (1 is the second try): full jitter below a doubling bound.

    >>> all(0 <= wait_before(attempt, random.Random(1)) <= LONGEST_WAIT_S for attempt in range(1, 20))
    True
    """
    bound = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(attempt, 10))
    return chance.uniform(0.0, bound)
