"""What has been of a day's offices: the usual day and the days before, kept at hand for whoever looks again.

One store for an office and for many together, so that what is kept is bounded in one place.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from analytics.answering import FigureAnswers
from analytics.day.telling import BY_HALF_HOUR, DAYS_SHOWN, map_of
from analytics.reports.usual import NEEDED, UsualDay, first_day_of_history, usual_day
from queue_server.domain.ids import OfficeId

KEPT = 80
"""Groups of offices: more offices than people look into within a day, the territories and the company."""

Result = TypeVar("Result")
Key = TypeVar("Key")
Value = TypeVar("Value")
Among: TypeAlias = frozenset[OfficeId]


class Room(Protocol):
    """Where figures are worked out, one question at a time, so that no kiosk waits for them."""

    async def in_turn(self, work: Callable[[FigureAnswers], Awaitable[Result]]) -> Result:
        """Does `work` when its turn comes."""
        ...


class Bounded(Generic[Key, Value]):
    """At most so many values; whichever was not asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """The value, which is now the one asked for last."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: Key, value: Value) -> None:
        """One more, in place of the one before."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)


@dataclass(frozen=True, slots=True)
class History:
    """What does not change any more on `day`: the usual day, and the days before by half-hour."""

    usual: UsualDay
    days: list[dict[str, Any]]


class Histories:
    """The histories of offices and of groups of them, of one database."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._kept: Bounded[Among, tuple[str, str, History]] = Bounded(KEPT)

    async def of(self, among: Among, day: str, earliest: str) -> History:
        """The history of these offices before `day`, their local date.

        `earliest`: the local date in whichever of them it is earliest. While that is not `day`, the day before goes on
        somewhere: what was read then is read again once it is.
        """
        kept = self._kept.get(among)
        if kept is not None and kept[:2] == (day, earliest):
            return kept[2]
        found = await self._room.in_turn(lambda answers: _read(answers, among, day))
        self._kept.put(among, (day, earliest, found))
        return found


async def _read(answers: FigureAnswers, among: Among, day: str) -> History:
    days = (first_day_of_history(day), (date.fromisoformat(day) - timedelta(days=1)).isoformat())
    found = await answers.answer(*days, among=among, by=("day", "half_hour"), only={*BY_HALF_HOUR, *NEEDED})
    rows = [row for row in found.rows if row["issued"]]
    shown = sorted({str(row["day"]) for row in rows})[-(DAYS_SHOWN - 1) :]
    return History(usual_day(rows, day), [map_of(rows, one) for one in shown])
