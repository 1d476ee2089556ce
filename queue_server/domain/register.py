"""A persistent map: the old version stays what it was, the new one shares almost all of it.

`evolve` gives a new state for every event. Copying a dictionary of 50,000 tickets each time would make a busy day
slow, so the map is cut into a fixed number of small dictionaries, in groups, and only one of them is copied, with its
group and the list of groups. All in one list, a write would touch every one of them to count its references.

Most tickets of an evening are over, and hardly anybody asks for them again. Such values can be put away as bytes: they
take a fraction of the memory, are not copied when others are written, need no reading at a start, and are made again
for whoever asks. How a value becomes bytes is not this module's to know.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Generic, TypeAlias, TypeVar

Value = TypeVar("Value")
Held = TypeVar("Held")

Buckets: TypeAlias = tuple[tuple[dict[str, Held], ...], ...]
"""Dictionaries in groups, never changed in place."""

GROUPS = 16
BUCKETS = GROUPS * GROUPS
"""A power of two; at 50,000 entries a write copies about 200 of them and the references of two groups."""


class Register(Generic[Value]):
    """Values by string key. Reading and writing touch one of `BUCKETS` dictionaries; writing returns a new register."""

    __slots__ = ("_away", "_buckets", "_count", "_unpack")

    def __init__(
        self,
        buckets: Buckets[Value] | None = None,
        count: int = 0,
        *,
        away: Buckets[bytes] | None = None,
        unpack: Callable[[bytes], Value] | None = None,
    ) -> None:
        self._buckets: Buckets[Value] = buckets if buckets is not None else EMPTY
        self._away: Buckets[bytes] = away if away is not None else EMPTY
        self._unpack = unpack
        self._count = count

    def get(self, key: str) -> Value | None:
        """The value under `key`, or None."""
        group, place = _where(key)
        value = self._buckets[group][place].get(key)
        if value is None and key in self._away[group][place]:
            return self._made(self._away[group][place][key])
        return value

    def put(self, key: str, value: Value) -> "Register[Value]":
        """A register that holds `value` under `key` as well."""
        group, place = _where(key)
        if key in self._away[group][place]:
            return self.without(key).put(key, value)
        old = self._buckets[group][place]
        bucket = {**old, key: value}
        buckets = _with(self._buckets, group, place, bucket)
        return Register(buckets, self._count + len(bucket) - len(old), away=self._away, unpack=self._unpack)

    def without(self, key: str) -> "Register[Value]":
        """A register that does not hold `key`."""
        if key not in self:
            return self
        group, place = _where(key)
        buckets, away = self._buckets, self._away
        if key in buckets[group][place]:
            buckets = _with(buckets, group, place, _less(buckets[group][place], key))
        else:
            away = _with(away, group, place, _less(away[group][place], key))
        return Register(buckets, self._count - 1, away=away, unpack=self._unpack)

    def put_away(self, packed: Mapping[str, bytes], unpack: Callable[[bytes], Value]) -> "Register[Value]":
        """A register that holds the same under the keys of `packed`, as bytes; `unpack` makes the value again."""
        buckets, away = list(_each(self._buckets)), list(_each(self._away))
        count = self._count
        copied: set[int] = set()
        for key, data in packed.items():
            index = hash(key) & (BUCKETS - 1)
            if index not in copied:
                copied.add(index)
                buckets[index], away[index] = dict(buckets[index]), dict(away[index])
            if buckets[index].pop(key, None) is None and key not in away[index]:
                count += 1
            away[index][key] = data
        return Register(_grouped(buckets), count, away=_grouped(away), unpack=unpack)

    def only(self, keep: Callable[[Value], bool]) -> "Register[Value]":
        """A register of the values for which `keep` holds; what is put away stays so."""
        return Register._of_buckets(
            [{key: value for key, value in bucket.items() if keep(value)} for bucket in _each(self._buckets)],
            [{key: data for key, data in away.items() if keep(self._made(data))} for away in _each(self._away)],
            self._unpack,
        )

    @classmethod
    def of(cls, entries: Mapping[str, Value]) -> "Register[Value]":
        """A register of many entries at once."""
        buckets: list[dict[str, Value]] = [{} for _ in range(BUCKETS)]
        for key, value in entries.items():
            buckets[hash(key) & (BUCKETS - 1)][key] = value
        return cls(_grouped(buckets), len(entries))

    def values(self) -> Iterator[Value]:
        """All values, in no order that means anything. Makes those again that are put away."""
        yield from self.at_hand()
        for away in _each(self._away):
            for data in away.values():
                yield self._made(data)

    def at_hand(self) -> Iterator[Value]:
        """The values that are not put away."""
        for bucket in _each(self._buckets):
            yield from bucket.values()

    def away(self) -> Iterator[tuple[str, bytes]]:
        """What is put away, by key."""
        for away in _each(self._away):
            yield from away.items()

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable((*_each(self._buckets), *_each(self._away)))

    def __contains__(self, key: str) -> bool:
        group, place = _where(key)
        return key in self._buckets[group][place] or key in self._away[group][place]

    def __len__(self) -> int:
        return self._count

    def __eq__(self, other: object) -> bool:
        """Whether both hold the same values; what is put away in one may be at hand in the other."""
        if not isinstance(other, Register) or len(self) != len(other):
            return False
        if self._buckets == other._buckets and self._away == other._away:
            return True
        return all(self.get(key) == other.get(key) for key in self)

    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def _of_buckets(
        cls,
        buckets: list[dict[str, Value]],
        away: list[dict[str, bytes]],
        unpack: Callable[[bytes], Value] | None,
    ) -> "Register[Value]":
        count = sum(map(len, buckets)) + sum(map(len, away))
        return cls(_grouped(buckets), count, away=_grouped(away), unpack=unpack)

    def _made(self, data: bytes) -> Value:
        if self._unpack is None:
            raise LookupError("nobody said how what is put away is made again")
        return self._unpack(data)


EMPTY: Buckets[Any] = (({},) * GROUPS,) * GROUPS


def _where(key: str) -> tuple[int, int]:
    """The group of a key's bucket, and its place there."""
    return divmod(hash(key) & (BUCKETS - 1), GROUPS)


def _with(buckets: Buckets[Held], group: int, place: int, bucket: dict[str, Held]) -> Buckets[Held]:
    """The buckets with another one at its place."""
    old = buckets[group]
    new = (*old[:place], bucket, *old[place + 1 :])
    return (*buckets[:group], new, *buckets[group + 1 :])


def _each(buckets: Buckets[Held]) -> Iterator[dict[str, Held]]:
    return chain.from_iterable(buckets)


def _grouped(buckets: Sequence[dict[str, Held]]) -> Buckets[Held]:
    return tuple(tuple(buckets[first : first + GROUPS]) for first in range(0, BUCKETS, GROUPS))


def _less(bucket: dict[str, Held], key: str) -> dict[str, Held]:
    return {name: value for name, value in bucket.items() if name != key}
