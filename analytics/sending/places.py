"""Where messages may go: what the operator allowed and nothing else, whatever a file or a name server say.

An allowed name must lead to public addresses; an address that is not public is reached only where its network was
allowed as such. The name is looked up once and the connection goes to an address that was checked, so that a name which
changes its mind between the two gains nothing. Source: OWASP ASVS 5.0, 1.3.6 and 13.2.4 (server-side request forgery).
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from pydantic import SecretStr

from analytics.sending.failure import SendingFailed

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

APPRISE = "apprise:"
SHARED = ip_network("100.64.0.0/10")
"""Carriers' own range (RFC 6598): not public, though Python 3.11 does not call it private."""
TRANSLATED = ip_network("64:ff9b::/96")
"""IPv4 behind IPv6 (RFC 6052): what counts is the IPv4 address inside."""


@dataclass(frozen=True, slots=True)
class Outbound:
    """`hosts` by name, `networks` by address, `schemes` of Apprise. Empty: nothing leaves."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()
    schemes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, words: Sequence[str]) -> "Outbound":
        """What a setting says: `hooks.example.org`, `10.1.0.0/16`, `apprise:tgram`. Raises `ValueError`.

        >>> Outbound.of(["hooks.example.org", "10.1.0.0/16", "apprise:tgram"]).hosts
        frozenset({'hooks.example.org'})
        """
        hosts, networks, schemes = set[str](), list[Network](), set[str]()
        for word in words:
            if word.startswith(APPRISE):
                schemes.add(word.removeprefix(APPRISE).lower())
            elif "/" in word or _address(word) is not None:
                networks.append(ip_network(word))
            elif word and not any(sign in word for sign in ":*@ "):
                hosts.add(_plain(word))
            else:
                raise ValueError(f"“{word}” is no host, network or apprise:SERVICE")
        return cls(frozenset(hosts), tuple(networks), frozenset(schemes))

    def names(self, host: str) -> bool:
        """Whether a host may be asked at all: by its name, or as an address within an allowed network."""
        address = _address(host)
        if address is not None:
            return self._within(address)
        return _plain(host) in self.hosts

    def admits(self, address: str) -> bool:
        """Whether a connection to this address may be made: it is public, or its network was allowed."""
        found = _address(address)
        if found is None:
            return False
        return self._within(found) or is_public(found)

    def owns(self, address: str) -> bool:
        """Whether the address lies in a network that was allowed as such: one of the operator's own."""
        found = _address(address)
        return found is not None and self._within(found)

    def _within(self, address: Address) -> bool:
        inner = _inside(address)
        return any(inner in network for network in self.networks if network.version == inner.version)


def is_public(address: Address) -> bool:
    """Whether the address is of the open internet: no private, local, reserved or shared range, in any disguise.

    >>> [is_public(ip_address(a)) for a in ("93.184.216.34", "10.0.0.1", "::ffff:127.0.0.1", "100.64.1.1")]
    [True, False, False, False]
    """
    inner = _inside(address)
    if inner.version == 4 and inner in SHARED:
        return False
    return inner.is_global and not inner.is_multicast


async def checked(outbound: Outbound, host: str, port: int, resolve: Resolve | None = None) -> str:
    """An address of `host` that may be connected to. Raises `SendingFailed`; for good where it is not allowed."""
    if not outbound.names(host):
        raise SendingFailed(f"{host} is not among the places that QUEUE_OUTBOUND allows", lasting=True)
    try:
        addresses = await (resolve or resolved)(host, port)
    except OSError:
        raise SendingFailed(f"the name {host} leads nowhere") from None
    if not addresses:
        raise SendingFailed(f"the name {host} leads nowhere")
    refused = [address for address in addresses if not outbound.admits(address)]
    if refused:  # one bad address among good ones is enough: nobody has both by honest means
        raise SendingFailed(f"{host} leads to {refused[0]}, which is not public and not allowed", lasting=True)
    return addresses[0]


async def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses behind a name."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def scheme_of(address: SecretStr) -> str:
    """The service's name in an Apprise address."""
    return address.get_secret_value().partition("://")[0].strip().lower()


def _inside(address: Address) -> Address:
    """The IPv4 address that an IPv6 one carries, where it carries one."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _address(text: str) -> Address | None:
    try:
        return ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return None


def _plain(host: str) -> str:
    return host.rstrip(".").lower()
