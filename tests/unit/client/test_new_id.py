"""Ids: never the same twice, the newest side by side, and none that its time gives away."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from queue_server.client.new_id import LEAD_LENGTH, UNIT_NS, lead, new_id


def test_nobody_gets_what_another_got_whichever_thread_asks() -> None:
    with ThreadPoolExecutor(8) as threads:
        ids = [one for many in threads.map(lambda _: [new_id() for _ in range(500)], range(16)) for one in many]
    assert len({one[LEAD_LENGTH:] for one in ids}) == len(ids) == 8_000


def test_what_follows_the_time_has_128_random_bits() -> None:
    assert re.fullmatch(r"[0-9a-hjkmnp-tv-z]{7}[\w-]{22}", new_id())


def test_a_later_id_sorts_behind_an_earlier_one(monkeypatch: pytest.MonkeyPatch) -> None:
    now_ns = 1_772_431_200_000_000_000
    monkeypatch.setattr("queue_server.client.new_id.time.time_ns", lambda: now_ns)
    first, beside = new_id(), new_id()
    now_ns += UNIT_NS
    assert first[:LEAD_LENGTH] == beside[:LEAD_LENGTH] < new_id()[:LEAD_LENGTH]


def test_the_time_is_told_for_a_century() -> None:
    in_2090_ns = 3_786_912_000_000_000_000
    assert lead(in_2090_ns // UNIT_NS) > lead(1_772_431_200_000_000_000 // UNIT_NS)
