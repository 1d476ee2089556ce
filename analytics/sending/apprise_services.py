"""What Apprise offers: a text to any of its services, by an address that is a secret.

Knows the library. Only services that the operator allowed by name (`apprise:tgram` in `QUEUE_OUTBOUND`) are used; for
those with a host of their own in the address the host is checked like a webhook's. Redirects are not followed.
"""

import asyncio
import logging

from apprise import Apprise, AppriseAsset, NotifyType
from pydantic import SecretStr

from analytics.sending.failure import SendingFailed
from analytics.sending.places import Outbound, checked, scheme_of

PATIENCE_S = 30.0
"""How long a service may take; the library's own limits are shorter, but not for all of them."""

NAMELESS_HOSTS = frozenset({"json", "jsons", "xml", "xmls", "form", "forms", "gotify", "gotifys", "ntfy", "ntfys"})
"""Services that go wherever the address says: their host must be allowed as well."""

logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its own words may hold parts of an address


async def notify(address: SecretStr, *, title: str, text: str, grave: bool, outbound: Outbound) -> None:
    """One try. Raises `SendingFailed`; nothing of the address is in its words."""
    scheme = scheme_of(address)
    if scheme not in outbound.schemes:
        raise SendingFailed(f"QUEUE_OUTBOUND does not name apprise:{scheme}", lasting=True)
    service = _service(address)
    host = getattr(service[0], "host", None)
    if scheme in NAMELESS_HOSTS and isinstance(host, str):
        port = getattr(service[0], "port", None) or (443 if scheme.endswith("s") else 80)
        await checked(outbound, host, port)
    kind = NotifyType.FAILURE if grave else NotifyType.WARNING
    try:
        async with asyncio.timeout(PATIENCE_S):
            sent = await asyncio.to_thread(service.notify, body=text, title=title, notify_type=kind)
    except TimeoutError:
        raise SendingFailed(f"the service {scheme} did not answer within {PATIENCE_S:g} s") from None
    except Exception as error:
        raise SendingFailed(f"the service {scheme} failed ({type(error).__name__})") from None
    if not sent:
        raise SendingFailed(f"the service {scheme} did not take it")


def _service(address: SecretStr) -> Apprise:
    asset = AppriseAsset(app_id="queue-server", http_redirects=False, secure_logging=True, async_mode=False)
    service = Apprise(asset=asset)
    if not service.add(address.get_secret_value()):
        raise SendingFailed("Apprise does not know this kind of address", lasting=True)
    return service
