"""Webhooks: JSON to an address, signed as Standard Webhooks says, so that the receiver knows who sent it and when.

    webhook-id         the message's id, the same at every try
    webhook-timestamp  seconds, of this try: a receiver refuses what is older than five minutes
    webhook-signature  v1,base64(HMAC-SHA256(secret, "id.timestamp.body"))

Knows HTTP and signatures. In the clear only within allowed networks. Follows no redirect, takes no proxy from the
environment, reads no more than the status. Tries once. Specification: https://www.standardwebhooks.com
"""

import asyncio
import base64
import ssl
from datetime import UTC, datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx2
from pydantic import SecretStr
from standardwebhooks.webhooks import Webhook

from analytics.sending.failure import SendingFailed
from analytics.sending.places import Outbound, Resolve, checked

PATIENCE_S = 15.0
"""How long one try may take from the name's look-up to the answer's first line."""

GONE = 410
"""The receiver wants no more of this, by the specification."""

LEAST_KEY_BYTES = 24
"""The specification's own least."""

AGENT = "queue-server"


async def call(
    url: str,
    *,
    secret: SecretStr,
    message: str,
    body: str,
    outbound: Outbound,
    at: datetime | None = None,
    roots: ssl.SSLContext | None = None,
    resolve: Resolve | None = None,
) -> None:
    """One try to hand `body` over. Raises `SendingFailed`, whatever went wrong."""
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    if parts.scheme not in ("https", "http") or not host:
        raise SendingFailed("this is no address of a webhook", lasting=True)
    headers = _headers(parts.netloc.rpartition("@")[2], secret, message, body, at or datetime.now(UTC))
    try:
        async with asyncio.timeout(PATIENCE_S):
            address = await checked(outbound, host, port, resolve)
            if not secure and not outbound.owns(address):
                raise SendingFailed("http is for networks of your own; write https", lasting=True)
            place = f"[{address}]" if ip_address(address.partition("%")[0]).version == 6 else address
            target = f"{parts.scheme}://{place}:{port}{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
            verify = roots or (ssl.create_default_context() if secure else False)
            async with httpx2.AsyncClient(verify=verify, trust_env=False, follow_redirects=False) as client:
                called = client.stream(
                    "POST", target, headers=headers, content=body.encode(), extensions={"sni_hostname": host}
                )
                async with called as answer:  # the body is not read
                    status = answer.status_code
    except TimeoutError:
        raise SendingFailed(f"{host} did not answer within {PATIENCE_S:g} s") from None
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        raise SendingFailed(f"{host} cannot be reached ({type(error).__name__})") from None
    if 300 <= status < 400:
        raise SendingFailed(f"{host} answered {status}: redirects are not followed", lasting=True)
    if not 200 <= status < 300:
        raise SendingFailed(f"{host} answered {status}", lasting=status == GONE)


def signing(secret: SecretStr) -> Webhook:
    """What signs with this secret (`whsec_` and base64 of 24 bytes or more). Raises `SendingFailed`."""
    text = secret.get_secret_value().removeprefix("whsec_")
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except ValueError:
        key = b""
    if len(key) < LEAST_KEY_BYTES:
        raise SendingFailed("the secret is no webhook secret: whsec_ and base64 of 24 bytes or more", lasting=True)
    return Webhook(key)


def _headers(host: str, secret: SecretStr, message: str, body: str, at: datetime) -> dict[str, str]:
    return {
        "Host": host,
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        "webhook-id": message,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signing(secret).sign(message, at, body),
    }
