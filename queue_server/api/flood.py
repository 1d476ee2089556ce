"""Limits on how fast one device, one office, one visitor may ask: a stuck button must not fill the hall's queue.

Windows that move, in memory: they need not survive a restart.
"""

from dataclasses import dataclass
from time import time
from typing import NoReturn

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from queue_server.api.wrong_codes import WrongCodes
from queue_server.errors import TooManyRequests

BURST_S = 10
"""Within this many seconds one device may take its burst of tickets."""

NO_MORE_OF_THIS = "This office gives out no more tickets a minute for this."


@dataclass(frozen=True, slots=True)
class FloodLimits:
    """How much is sensible; 0 is no limit."""

    kiosk_burst: int = 5
    kiosk_per_minute: int = 30
    office_per_minute: int = 240
    topic_per_minute: int | None = None
    """None: half of the office's."""
    phones_per_minute: int = 60
    visitor_per_minute: int = 60
    sign_in_per_minute: int = 30
    bookings_per_hour: int = 20
    slip_codes_per_hour: int = 30


class Floodgate:
    """Says `TooManyRequests` to whoever asks faster than is sensible."""

    def __init__(self, limits: FloodLimits) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._burst = RateLimitItemPerSecond(limits.kiosk_burst, BURST_S) if limits.kiosk_burst else None
        self._kiosk = _per_minute(limits.kiosk_per_minute)
        self._office = _per_minute(limits.office_per_minute)
        self._topic = _per_minute(_of_one_topic(limits))
        self._phones = _per_minute(limits.phones_per_minute)
        self._visitor = _per_minute(limits.visitor_per_minute)
        self._bookings = RateLimitItemPerHour(limits.bookings_per_hour) if limits.bookings_per_hour else None
        self.slip_codes = WrongCodes(limits.slip_codes_per_hour)
        self._sign_in = _per_minute(limits.sign_in_per_minute)

    async def ticket_by_device(self, device: str, office: str, topic: str | None) -> None:
        """A ticket is taken at `device`, which stands in `office`, for `topic`: one cannot use up the office's.

        Without a topic where there is but one to take. What the office refuses uses up nothing of the topic's.
        """
        await self._pass(self._burst, "Tickets are being taken too fast here.", "burst", device)
        await self._pass(self._kiosk, "Tickets are being taken too fast here.", "device", device)
        limit, who = self._topic if topic is not None else None, ("topic", office, topic or "")
        if limit is not None and not await self._limiter.test(limit, *who):
            await self._refuse(limit, NO_MORE_OF_THIS, *who)
        await self._pass(self._office, "This office gives out no more tickets a minute.", "office", office)
        await self._pass(limit, NO_MORE_OF_THIS, *who)

    async def phone(self, address: str) -> None:
        """A phone at `address` asks for a ticket, with a good code or without."""
        await self._pass(self._burst, "Tickets are being taken too fast here.", "phone burst", address)
        await self._pass(self._kiosk, "Tickets are being taken too fast here.", "phone", address)

    async def ticket_by_phone(self, office: str) -> None:
        """A phone in the hall takes a ticket. Phones never use up what the office's kiosks may give out."""
        await self._pass(self._phones, "This office gives out no more tickets a minute.", "phones", office)

    async def visitor(self, ticket: str) -> None:
        """The holder of `ticket` asks for something."""
        await self._pass(self._visitor, "Too many requests for this ticket.", "visitor", ticket)

    async def booking(self, address: str) -> None:
        """Somebody unknown at `address` books."""
        await self._pass(self._bookings, "Too many bookings from here.", "booking", address)

    async def code(self, device: str) -> None:
        """Somebody at `device` types a code."""
        await self._pass(self._sign_in, "Too many codes are typed here.", "code", device)

    async def sign_in(self, address: str) -> None:
        """Somebody at `address` tries a password or a code."""
        await self._pass(self._sign_in, "Too many attempts from here.", "sign_in", address)

    async def _pass(self, limit: RateLimitItem | None, detail: str, *who: str) -> None:
        if limit is None or await self._limiter.hit(limit, *who):
            return
        await self._refuse(limit, detail, *who)

    async def _refuse(self, limit: RateLimitItem, detail: str, *who: str) -> NoReturn:
        window = await self._limiter.get_window_stats(limit, *who)
        wait_s = max(1.0, window.reset_time - time())
        raise TooManyRequests(detail, retry_after_s=wait_s)


def _of_one_topic(limits: FloodLimits) -> int:
    """Follows the office's, so that whoever sets that alone is not stopped at another number."""
    return (limits.office_per_minute + 1) // 2 if limits.topic_per_minute is None else limits.topic_per_minute


def _per_minute(amount: int) -> RateLimitItem | None:
    return RateLimitItemPerMinute(amount) if amount else None
