"""Cookies of people and devices (security item 5)."""

import pytest

from queue_server.access import cookies


@pytest.mark.parametrize("kind", [cookies.SESSION, cookies.DEVICE])
def test_over_https_a_cookie_is_host_only_and_protected(kind: str) -> None:
    parts = cookies.setting(kind, "secret", secure=True).split("; ")
    assert parts[0] == f"__Host-{kind}=secret"
    assert set(parts[1:]) == {"Path=/", "HttpOnly", "Secure", "SameSite=Strict"}


def test_without_https_it_cannot_be_secure_but_all_else() -> None:
    parts = cookies.setting(cookies.SESSION, "secret", secure=False).split("; ")
    assert parts == ["queue=secret", "Path=/", "HttpOnly", "SameSite=Strict"]


def test_over_https_a_cookie_that_a_neighbour_planted_does_not_count() -> None:
    assert cookies.found({"queue": "planted"}, cookies.SESSION, secure=True) is None
    assert cookies.found({"queue": "planted", "__Host-queue": "own"}, cookies.SESSION, secure=False) == "own"
    assert cookies.found({"queue": "own"}, cookies.SESSION, secure=False) == "own"


def test_clearing_takes_it_away_at_once() -> None:
    assert cookies.clearing(cookies.SESSION, secure=True).endswith("Secure; Max-Age=0")
