"""The cookies of people and devices: their names and what protects them.

Over HTTPS they are called `__Host-…`, which browsers accept only with Secure, for this host alone, for every path.
"""

from collections.abc import Mapping

SESSION = "queue"
DEVICE = "queue-device"
DEPARTED = "queue-departed"
"""Of somebody who is on their way to a sign-in provider and back."""
HOST_ONLY = "__Host-"
DEVICE_LASTS_S = 400 * 24 * 3600
"""The longest that browsers keep a cookie. A kiosk is enrolled once; its token is revoked at the server."""


def name_of(kind: str, *, secure: bool) -> str:
    """The cookie's name on this connection."""
    return HOST_ONLY + kind if secure else kind


def found(cookies: Mapping[str, str], kind: str, *, secure: bool) -> str | None:
    """The cookie's content. Over HTTPS only `__Host-` counts: a neighbouring host can plant any other."""
    if HOST_ONLY + kind in cookies:
        return cookies[HOST_ONLY + kind]
    return None if secure else cookies.get(kind)


def setting(kind: str, content: str, *, secure: bool, lasts_s: int | None = None, same_site: str = "Strict") -> str:
    """A `Set-Cookie` header. Without `lasts_s` the cookie goes with the browser's window.

    `same_site` Lax: it comes along when another site leads back here.
    """
    parts = [f"{name_of(kind, secure=secure)}={content}", "Path=/", "HttpOnly", f"SameSite={same_site}"]
    if secure:
        parts.append("Secure")
    if lasts_s is not None:
        parts.append(f"Max-Age={lasts_s}")
    return "; ".join(parts)


def clearing(kind: str, *, secure: bool) -> str:
    """A `Set-Cookie` header that takes the cookie away."""
    return setting(kind, "", secure=secure, lasts_s=0)
