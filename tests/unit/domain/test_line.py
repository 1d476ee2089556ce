"""A line says what a sorted list says, however long it is, and stays in short runs."""

import random
from bisect import bisect_left, insort

from queue_server.domain.line import RUN, Entry, Line


def entries(count: int) -> list[Entry]:
    """Mostly at the end, as people come; some before others, as a category's credit puts them."""
    chance = random.Random(7)
    return [(number - 600 * (chance.random() < 0.2), number, f"t{number}") for number in range(count)]


def test_a_long_line_says_what_a_sorted_list_says() -> None:
    line, plain = Line(), list[Entry]()
    for entry in entries(9_000):
        line = line.add(entry)
        insort(plain, entry)
    assert list(line) == plain == list(Line.of(plain))
    for entry in (plain[0], plain[4_500], plain[-1], (-1, 0, ""), (10_000, 0, "")):
        assert line.count_before(entry[:2]) == bisect_left(plain, entry[:2])
    for entry in plain[::3]:
        line = line.remove(entry)
    assert list(line) == [entry for number, entry in enumerate(plain) if number % 3]


def test_neither_the_runs_nor_their_number_grow_with_the_line() -> None:
    line = Line()
    for entry in entries(20_000):
        line = line.add(entry)
    longest, count = max(map(len, line._runs)), len(line._runs)
    assert longest <= 2 * count
    assert count <= 10 * RUN


def test_an_older_line_is_what_it_was() -> None:
    older = Line.of(entries(100))
    newer = older.add((1_000, 1_000, "late")).remove(entries(1)[0])
    assert list(older) == sorted(entries(100))
    assert len(newer) == 100


def test_an_empty_line_has_nobody_before_anybody() -> None:
    assert Line().count_before((1,)) == 0
