"""The persistent map of tickets: what it holds is what a dictionary would hold, put away or not, in every version."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.domain.register import Register

keys = st.sampled_from([f"t{number}" for number in range(12)])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("put"), keys, st.integers()),
        st.tuples(st.just("without"), keys, st.just(0)),
        st.tuples(st.just("put_away"), keys, st.just(0)),
        st.tuples(st.just("only"), keys, st.integers()),
    ),
    max_size=40,
)


def taken(held: Register[int], plain: dict[str, int], kind: str, key: str, value: int) -> Register[int]:
    """One step on a register, and the same on a dictionary."""
    match kind:
        case "put":
            plain[key] = value
            return held.put(key, value)
        case "without":
            plain.pop(key, None)
            return held.without(key)
        case "put_away":
            return held.put_away({key: json.dumps(plain[key]).encode()}, json.loads) if key in plain else held
        case _:
            for name in [name for name, number in plain.items() if number >= value]:
                del plain[name]
            return held.only(lambda number: number < value)


@given(steps=steps)
def test_it_is_a_dictionary_that_keeps_its_old_versions(steps: list[tuple[str, str, int]]) -> None:
    held, plain = Register[int](), dict[str, int]()
    versions = [(held, dict(plain))]
    for kind, key, value in steps:
        held = taken(held, plain, kind, key, value)
        versions.append((held, dict(plain)))
    for version, expected in versions:
        assert {key: version.get(key) for key in version} == expected
        assert sorted(version.values()) == sorted(expected.values())
        assert len(version) == len(expected)
        assert all((f"t{number}" in version) == (f"t{number}" in expected) for number in range(12))
        assert version == Register.of(expected)


def test_what_is_put_away_is_made_again_only_for_whoever_asks() -> None:
    made: list[bytes] = []

    def unpack(data: bytes) -> int:
        made.append(data)
        return int(data)

    held = Register.of({"a": 1, "b": 2, "c": 3}).put_away({"a": b"1", "b": b"2"}, unpack)
    assert (list(held.at_hand()), len(held), sorted(held), "a" in held) == ([3], 3, ["a", "b", "c"], True)
    assert made == []
    assert (held.get("b"), made) == (2, [b"2"])


def test_what_is_written_again_is_at_hand_again() -> None:
    held = Register.of({"a": 1}).put_away({"a": b"1"}, int).put("a", 5)
    assert (list(held.at_hand()), list(held.away()), len(held)) == ([5], [], 1)


def test_two_that_hold_different_values_are_not_equal() -> None:
    assert Register.of({"a": 1}).put_away({"a": b"1"}, int) != Register.of({"a": 2})
    assert Register.of({"a": 1}) != Register.of({"b": 1})


def test_bytes_without_a_way_back_are_a_mistake() -> None:
    with pytest.raises(LookupError):
        Register[int](away=((({"a": b"1"},) * 16),) * 16, count=256).get("a")
