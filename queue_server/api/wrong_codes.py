"""How many wrong codes of slips are borne: from one place, for one ticket, in one office. Right ones cost nothing here.

In memory: a restart forgets them. An office bears few an hour, so there is never much to remember.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from queue_server.access.backoff import place_of
from queue_server.domain.ids import SECOND, Instant
from queue_server.errors import TooManyRequests

WRONG_OF_A_TICKET = 5
WRONG_OF_AN_OFFICE = 60
HOUR_MS = 3600 * SECOND
DAY_MS = 24 * HOUR_MS


class WrongCodes:
    """Says `TooManyRequests` where too many were wrong, before the code is looked at: a full count tells nothing."""

    def __init__(self, per_place: int) -> None:
        self._places = _Tally(per_place, HOUR_MS, "Too many codes are typed here.") if per_place else None
        self._offices = _Tally(WRONG_OF_AN_OFFICE, HOUR_MS, "Too many wrong codes in this office.")
        self._tickets = _Tally(WRONG_OF_A_TICKET, DAY_MS, "Too many codes were tried for this ticket.")

    def check(self, address: str, office: str, tickets: Iterable[Sequence[str]], now: Instant) -> None:
        """Whether one more may be typed at `address`, for all of these tickets."""
        for tally, key in self._counted(address, office, tickets):
            tally.check(key, now)

    def wrong(self, address: str, office: str, tickets: Iterable[Sequence[str]], now: Instant) -> None:
        """It was the code of none of them."""
        for tally, key in self._counted(address, office, tickets):
            tally.add(key, now)

    def _counted(
        self, address: str, office: str, tickets: Iterable[Sequence[str]]
    ) -> Iterable[tuple["_Tally", tuple[str, ...]]]:
        places = [(self._places, (place_of(address),))] if self._places is not None else []
        return chain(places, [(self._offices, (office,))], ((self._tickets, (office, *ticket)) for ticket in tickets))


class _Tally:
    """So many in a span that begins with the first of them."""

    def __init__(self, most: int, span_ms: int, refusal: str) -> None:
        self._most, self._span_ms, self._refusal = most, span_ms, refusal
        self._counts: dict[tuple[str, ...], tuple[Instant, int]] = {}

    def check(self, key: tuple[str, ...], now: Instant) -> None:
        since, count = self._counts.get(key, (now, 0))
        left_ms = since + self._span_ms - now
        if count >= self._most and left_ms > 0:
            raise TooManyRequests(self._refusal, retry_after_s=max(1.0, left_ms / SECOND))

    def add(self, key: tuple[str, ...], now: Instant) -> None:
        # The oldest stand first, as a key is written anew only after its span has passed and it was dropped.
        while self._counts and (oldest := next(iter(self._counts.items())))[1][0] + self._span_ms <= now:
            del self._counts[oldest[0]]
        since, count = self._counts.get(key, (now, 0))
        self._counts[key] = (since, count + 1)
