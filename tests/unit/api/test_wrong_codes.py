"""Wrong codes of slips: a network of IPv6 is one place, and a span ends."""

import pytest

from queue_server.api.wrong_codes import HOUR_MS, WrongCodes
from queue_server.errors import TooManyRequests


def test_one_network_of_ipv6_is_one_place_until_the_hour_is_over() -> None:
    codes = WrongCodes(2)
    for host in (1, 2):
        codes.wrong(f"2001:db8::{host}", "klin", [(f"t{host}",)], now=0)
    with pytest.raises(TooManyRequests):
        codes.check("2001:db8::3", "tula", [("t3",)], now=HOUR_MS - 1)
    codes.check("2001:db8:0:1::3", "tula", [("t3",)], now=HOUR_MS - 1)
    codes.check("2001:db8::3", "tula", [("t3",)], now=HOUR_MS)
