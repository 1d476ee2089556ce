"""How long somebody who guesses has to wait: longer each time, by what is guessed at and from where.

Knows counts and times. One address cannot lock another out of an account: the count is kept for the pair, and a far
wider one for each address alone, which guesses at many accounts would use up.
"""

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, IPv6Network, ip_address

from queue_server.domain.ids import SECOND, Instant

FREE_TRIES = 5
"""Wrong passwords in a row that are only mistyped."""

FREE_TRIES_OF_ADDRESS = 50
"""An office's people share one address: a shift of them may mistype without a wait."""

FIRST_WAIT_S = 2
LONGEST_WAIT_S = 900
FORGOTTEN_AFTER_S = 3600
MOST_KEPT = 10_000
"""Pairs remembered at once; beyond it the oldest are forgotten, so that a flood cannot fill the memory."""

LONGEST_WAIT_FOR_CODES_S = 3600
CODES_FORGOTTEN_AFTER_S = 24 * 3600
"""Of six digits three in a million are right. An hour between two tries leaves some 25 a day, which find one within a
year with a chance of 1 in 40; the waits of passwords would leave 260 a day, and 1 in 4."""


IPV6_PREFIX = 64
"""The bits of an address that say whose line it is: below, one machine has more addresses than there are guesses."""


@dataclass(slots=True)
class _Failures:
    count: int
    last_at: Instant


class Backoff:
    """Remembers failures in memory: a restart forgives, which guesses cannot bring about."""

    def __init__(self, *, longest_wait_s: float = LONGEST_WAIT_S, forgotten_after_s: float = FORGOTTEN_AFTER_S) -> None:
        self._longest_wait_s = longest_wait_s
        self._forgotten_after_s = forgotten_after_s
        self._failures: OrderedDict[tuple[str, ...], _Failures] = OrderedDict()

    def wait_s(self, target: str, address: str, at: Instant) -> float:
        """Seconds to wait before the next try; 0 where it may be made now."""
        address = place_of(address)
        return max(
            self._wait_s((target, address), FREE_TRIES, at),
            self._wait_s((address,), FREE_TRIES_OF_ADDRESS, at),
        )

    def failed(self, target: str, address: str, at: Instant) -> None:
        """Counts a wrong try."""
        address = place_of(address)
        for key in ((target, address), (address,)):
            failures = self._failures.pop(key, None)
            if failures is None or at - failures.last_at > self._forgotten_after_s * SECOND:
                failures = _Failures(0, at)
            self._failures[key] = _Failures(failures.count + 1, at)
        while len(self._failures) > MOST_KEPT:
            self._failures.popitem(last=False)

    def succeeded(self, target: str, address: str) -> None:
        """Forgets the pair's wrong tries; those of the address stay, or one known account would buy free guesses."""
        self._failures.pop((target, place_of(address)), None)

    def _wait_s(self, key: tuple[str, ...], free: int, at: Instant) -> float:
        failures = self._failures.get(key)
        if failures is None or failures.count < free:
            return 0.0
        doubled = min(failures.count - free, 20)
        wait_ms = min(FIRST_WAIT_S * 2**doubled, self._longest_wait_s) * SECOND
        return float(max(0, failures.last_at + wait_ms - at) / SECOND)


@lru_cache(maxsize=1024)
def place_of(address: str) -> str:
    """What counts as one place: an IPv4 address, also where it is written as IPv6, or the network of an IPv6 one."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((found.packed, IPV6_PREFIX), strict=False))
