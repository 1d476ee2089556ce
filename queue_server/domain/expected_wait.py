"""How long a visitor may expect to wait: a range, never a single promise."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

EstimatorName: TypeAlias = Literal["simple", "learned"]


@dataclass(frozen=True, slots=True)
class ExpectedWait:
    """Seconds: one in ten waits is below `low_s` or above `high_s`; `likely_s` is the median.

    One in five waits is above `upper_s`: the figure wherever words say "up to". `by`: which estimator said it,
    where that is known.
    """

    low_s: float
    likely_s: float
    upper_s: float
    high_s: float
    by: EstimatorName | None = field(default=None, compare=False, repr=False)


def over_all(waits: Iterable[ExpectedWait | None]) -> ExpectedWait | None:
    """One range over several: whoever comes waits somewhere within it. None where none of them is known.

    >>> over_all([ExpectedWait(5, 10, 20, 30), None, ExpectedWait(1, 2, 3, 4)])
    ExpectedWait(low_s=1, likely_s=10, upper_s=20, high_s=30)
    """
    known = [wait for wait in waits if wait is not None]
    if not known:
        return None
    return ExpectedWait(
        low_s=min(wait.low_s for wait in known),
        likely_s=max(wait.likely_s for wait in known),
        upper_s=max(wait.upper_s for wait in known),
        high_s=max(wait.high_s for wait in known),
    )
