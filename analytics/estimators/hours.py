"""What today's published schedule says of a manager, for the estimators and the outlook: seconds from now on."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Protocol

from queue_server.domain.ids import Instant, ManagerId
from queue_server.domain.office import Office


@dataclass(frozen=True, slots=True)
class Hours:
    """One manager's. `leaves_s`: the end of the shift; `rests`: breaks still to take, when due and how long, in order;
    `back_s`: the end of the planned break that is on, `whole_s` all of its length; None where none is, or it was not
    planned."""

    leaves_s: float = inf
    rests: tuple[tuple[float, float], ...] = ()
    back_s: float | None = None
    whole_s: float = 0.0


ANY_TIME = Hours()
"""Of whom nothing is known."""


class TodaysHours(Protocol):
    """Whoever knows the schedule, and what was agreed on."""

    def desk_hours(self, office: Office, at: Instant) -> Mapping[ManagerId, Hours]:
        """The hours of managers whose shift is on at `at`; nobody where nothing is known."""
        ...


class KnownHours:
    """The hours of one office at one moment, found already; by default nothing is published."""

    def __init__(self, hours: Mapping[ManagerId, Hours] | None = None) -> None:
        self._hours = hours or {}

    def desk_hours(self, office: Office, at: Instant) -> Mapping[ManagerId, Hours]:  # noqa: ARG002
        """Of that office at that moment."""
        return self._hours
