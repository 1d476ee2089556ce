"""What the tests of signing in by a provider share: its settings, the way there and back."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import httpx2

if TYPE_CHECKING:
    from tests.fake_provider import FakeProvider

ROLES = (
    "queue-admins=admin", "all-halls=supervisor", "hall-klin=supervisor@office:klin", "klin-desks=manager@office:klin",
)  # fmt: skip


def settings(directory: Path, fake: "FakeProvider", **more: Any) -> dict[str, Any]:
    """Of a server that trusts this provider."""
    from tests.fake_provider import CLIENT, SECRET

    (directory / "oidc").write_text(SECRET, encoding="utf-8")
    return {
        "oidc_issuer": fake.issuer, "oidc_client_id": CLIENT, "oidc_name": "ЕАИС", "oidc_roles": ROLES,
        "secrets": directory, **more,
    }  # fmt: skip


async def depart(page: httpx2.AsyncClient, next_page: str = "/cockpit") -> str:
    """Where the page leads: the provider."""
    answer = await page.get("/api/v1/session/provider", params={"next": next_page})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def come_back(page: httpx2.AsyncClient, address: str) -> tuple[str, str | None]:
    """Where it leads: the page, and the trouble that it is told of."""
    answer = await page.get(address)
    assert answer.status_code == 303, answer.text
    parts = urlsplit(answer.headers["location"])
    return parts.path, next(iter(parse_qs(parts.query).get("trouble", [])), None)


async def sign_in(page: httpx2.AsyncClient, fake: "FakeProvider") -> tuple[str, str | None]:
    """There and back."""
    return await come_back(page, fake.log_in(await depart(page)))


async def session(page: httpx2.AsyncClient) -> dict[str, Any]:
    """Who the server says is signed in."""
    found: dict[str, Any] = (await page.get("/api/v1/session")).json()
    return found
