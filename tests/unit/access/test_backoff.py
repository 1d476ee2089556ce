"""Guessing is slowed by place, and no place is more than one."""

import pytest

from queue_server.access.backoff import FREE_TRIES, FREE_TRIES_OF_ADDRESS, Backoff


@pytest.mark.parametrize(
    ("first", "other", "alike"),
    [
        ("192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("2001:db8:0:1::7", "2001:db8:0:1:ffff:ffff:ffff:ffff", True),
        ("2001:db8:0:1::7", "2001:db8:0:2::7", False),
        ("unix", "unix", True),
        ("", "192.0.2.7", False),
    ],
)
def test_one_machine_is_one_place_whatever_addresses_it_has(first: str, other: str, alike: bool) -> None:
    backoff = Backoff()
    for _ in range(FREE_TRIES):
        backoff.failed("orlova", first, 1_000)
    assert (backoff.wait_s("orlova", other, 1_000) > 0) is alike
    backoff.succeeded("orlova", other)
    assert (backoff.wait_s("orlova", first, 1_000) == 0) is alike


def test_guesses_at_many_people_from_one_network_are_slowed_too() -> None:
    backoff = Backoff()
    for number in range(FREE_TRIES_OF_ADDRESS):
        backoff.failed(f"person{number}", f"2001:db8:0:1::{number:x}", 1_000)
    assert backoff.wait_s("somebody", "2001:db8:0:1::ffff", 1_000) > 0
