"""Nothing leaves for a place that was not allowed, whatever disguise it comes in."""

import pytest

from analytics.sending.failure import SendingFailed
from analytics.sending.places import Outbound, checked

NOT_PUBLIC = [
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.5", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::", "2002:a00:1::", "2001::1", "not-an-address",
]  # fmt: skip
HOOKS = Outbound.of(["hooks.example.org"])


@pytest.mark.parametrize("address", NOT_PUBLIC)
async def test_a_name_that_leads_to_what_is_not_public_is_refused_for_good(address: str) -> None:
    async def leads(_host: str, _port: int) -> list[str]:
        return [address]

    with pytest.raises(SendingFailed, match="not public") as refused:
        await checked(HOOKS, "hooks.example.org", 443, leads)
    assert refused.value.lasting


async def test_one_bad_address_among_good_ones_is_enough() -> None:
    async def leads(_host: str, _port: int) -> list[str]:
        return ["93.184.216.34", "10.0.0.1"]

    with pytest.raises(SendingFailed):
        await checked(HOOKS, "hooks.example.org", 443, leads)


async def test_a_public_address_of_an_allowed_name_is_used() -> None:
    async def leads(_host: str, _port: int) -> list[str]:
        return ["93.184.216.34", "2606:2800:220:1::1"]

    assert await checked(HOOKS, "Hooks.Example.org.", 443, leads) == "93.184.216.34"


@pytest.mark.parametrize(
    "host",
    ["evil.org", "hooks.example.org.evil.org", "xhooks.example.org", "127.0.0.1", "[::1]", "localhost", "2130706433",
     "0x7f000001", "0177.0.0.1", "127.1", ""],
)  # fmt: skip
async def test_a_host_that_nobody_allowed_is_not_even_looked_up(host: str) -> None:
    async def never(_host: str, _port: int) -> list[str]:
        raise AssertionError("it was looked up")

    with pytest.raises(SendingFailed, match="QUEUE_OUTBOUND") as refused:
        await checked(HOOKS, host, 443, never)
    assert refused.value.lasting


async def test_an_allowed_network_is_reached_by_address_and_behind_an_allowed_name() -> None:
    async def leads(_host: str, _port: int) -> list[str]:
        return ["10.1.2.3"]

    inside = Outbound.of(["10.1.0.0/16", "crm.local"])
    assert await checked(inside, "10.1.2.3", 80, leads) == "10.1.2.3"
    assert await checked(inside, "crm.local", 80, leads) == "10.1.2.3"
    assert not inside.admits("10.2.0.1") and not inside.names("10.2.0.1")


@pytest.mark.parametrize("word", ["", "*", "*.example.org", "https://x.org", "x.org:443", "10.0.0.0/33", "a b"])
def test_a_word_that_means_nothing_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match=r"is no|does not appear"):
        Outbound.of([word])


async def test_without_a_word_nothing_leaves() -> None:
    with pytest.raises(SendingFailed):
        await checked(Outbound(), "example.org", 443)
