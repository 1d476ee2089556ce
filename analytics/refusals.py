"""Tickets that were asked for and refused: the log keeps what was accepted, so refusals are counted beside it.

Counted where they are given, by office, local half-hour, topic and code; kept every few minutes. A server that is
killed loses the minutes since; one that stops keeps them all. A kiosk that knows that nothing is given out shows no
button: whom that turned away nobody counts.
"""

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np

from analytics.figures.definitions import Beside
from analytics.figures.grouping import Key
from analytics.figures.sums import Column
from analytics.visits.columns import HALF_HOURS, WEEKDAY_NAMES
from queue_server.domain.ids import Instant, OfficeId, TopicId
from queue_server.domain.office import Office

UNKNOWABLE = frozenset({"category", "manager", "outcome", "state"})
"""Groups that a refused ticket belongs to none of: no category was asked for, no manager met, nothing came of it."""
REFUSALS_MOST = 100_000
"""Different refusals held between two keepings; a topic that does not exist is refused under no name."""


@dataclass(frozen=True, slots=True)
class Refused:
    """How many tickets an office refused within one local half-hour, for one topic and reason."""

    office: OfficeId
    territory: str | None
    day: str
    half_hour: int
    topic: TopicId
    code: str
    count: int = 0


def local_half_hour(at: Instant, zone: ZoneInfo) -> tuple[str, int]:
    """The local date of a moment, and its half-hour of the day: 0 to 47."""
    local = datetime.fromtimestamp(at / 1000, tz=zone)
    return local.date().isoformat(), (local.hour * 60 + local.minute) // 30


class Refusals:
    """What has been refused since it was last kept."""

    def __init__(self, clock: Callable[[], Instant]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._counts: Counter[Refused] = Counter()

    def note(self, office: Office, topic: TopicId | None, code: str) -> None:
        """One ticket was asked for and refused."""
        config = office.configured
        named = topic if topic in config.topics else ""
        day, half_hour = local_half_hour(self._clock(), ZoneInfo(config.timezone))
        one = Refused(office.id, config.territory, day, half_hour, named or "", code)
        with self._lock:
            if one in self._counts or len(self._counts) < REFUSALS_MOST:
                self._counts[one] += 1

    def __len__(self) -> int:
        return len(self._counts)

    def take(self) -> list[tuple[Refused, int]]:
        """All of it, and from here on nothing."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
        return list(taken.items())

    def give_back(self, taken: Sequence[tuple[Refused, int]]) -> None:
        """What could not be kept."""
        with self._lock:
            self._counts.update(dict(taken))


def refused_beside(rows: Sequence[Refused], by: Sequence[str]) -> Beside:
    """What `figures` asks for the refusals of its groups: None by what no refusal has, 0 where there was none."""
    told = not UNKNOWABLE & set(by)
    counts: Counter[Key] = Counter()
    for row in rows:
        counts[tuple(_label(row, name) for name in by)] += row.count

    def of(labels: Sequence[Key]) -> Mapping[str, Column]:
        if not told:
            return {"refused": np.full(len(labels), np.nan)}
        return {"refused": np.fromiter((counts[label] for label in labels), np.float64, len(labels))}

    return Beside(list(counts) if told else [], of)


def _label(row: Refused, name: str) -> str | None:
    match name:
        case "half_hour":
            return HALF_HOURS[row.half_hour]
        case "weekday":
            return WEEKDAY_NAMES[date.fromisoformat(row.day).weekday()]
        case "category" | "manager" | "outcome" | "state":
            return None
        case "topic":
            return row.topic or None  # one that the office does not know
        case _:
            found: str | None = getattr(row, name)
            return found
