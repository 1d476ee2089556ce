"""Times as other systems write them, as instants."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from queue_server.domain.ids import SECOND, Instant
from queue_server.log.history.mapping import MappingInvalid, Times

LONGEST_DAY_S = 48 * 3600
"""Seconds of the day run on past midnight, but not for ever."""


class Moments:
    """Reads the times of one file. `ValueError` where one cannot be read."""

    def __init__(self, times: Times, timezone: str) -> None:
        self._times = times
        try:
            self._zone = ZoneInfo(timezone)
        except (ZoneInfoNotFoundError, ValueError):
            raise MappingInvalid(f"There is no time zone {timezone!r}.") from None
        self._midnight = lru_cache(maxsize=1024)(self._midnight_of)
        self._read: Callable[[str, str | None], Instant] = {
            "seconds_of_day": self._seconds_of_day,
            "epoch_s": lambda text, _day: round(float(text) * SECOND),
            "epoch_ms": lambda text, _day: round(float(text)),
            "iso": self._iso,
        }.get(times.form, self._by_form)

    def read(self, text: str, day: str | None) -> Instant:
        """The instant that `text` means on the file's date `day` (where the file has dates apart from times)."""
        return self._read(text, day)

    def _seconds_of_day(self, text: str, day: str | None) -> Instant:
        seconds = float(text)
        if day is None or not 0 <= seconds <= LONGEST_DAY_S:
            raise ValueError("no second of a day")
        return self._midnight(day) + round(seconds * SECOND)

    def _iso(self, text: str, day: str | None) -> Instant:
        if day is None:
            return self._instant(datetime.fromisoformat(text))
        return self._instant(datetime.combine(self._day(day), time.fromisoformat(text)))

    def _by_form(self, text: str, day: str | None) -> Instant:
        form = self._times.form
        if day is None:
            return self._instant(datetime.strptime(text, form))
        return self._instant(datetime.strptime(f"{day} {text}", f"{self._times.date} {form}"))

    def _midnight_of(self, day: str) -> Instant:
        return self._instant(datetime.combine(self._day(day), time()))

    def _day(self, day: str) -> date:
        return datetime.strptime(day, self._times.date).date()

    def _instant(self, moment: datetime) -> Instant:
        aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=self._zone)
        return (aware - _EPOCH) // timedelta(milliseconds=1)


_EPOCH = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))
