"""Two readings of the rules, made independently of each other, agree on days that nobody thought of.

`make long` draws ten thousand. A failure names its seed and the shortest day that still shows it.
"""

from pathlib import Path
from random import Random
from typing import Any

from queue_server.offices.replay import Replay
from queue_server.organisation import load
from tests.long_run import times
from tests.property.random_days import RandomDay, organisation
from tests.property.second_reading.lines import SecondReading

RUNS = times(300, long=10_000)
TOLERANCE = 0.001


def test_the_domain_answers_as_the_second_reading_does(tmp_path: Path) -> None:
    file = tmp_path / "organisation.toml"
    for seed in range(RUNS):
        chance = Random(seed)
        file.write_text(organisation(chance), encoding="utf-8")
        lines = RandomDay(chance, file).lines(chance.choice((20, 60, 120)))
        if differences(file, lines):
            shortest = shortened(file, lines)
            raise AssertionError("\n".join([f"seed {seed}", *shortest, *differences(file, shortest)]))


def differences(file: Path, lines: list[str]) -> list[str]:
    """What the two readings of `lines` say differently, a sentence each."""
    second, first = SecondReading(file), Replay(load(file).offices)
    first.run(lines)
    second.run(lines)
    expected, found = second.report(), first.report()
    if [row["ticket"] for row in expected["tickets"]] != [row["ticket"] for row in found["tickets"]]:
        return ["tickets: not the same ones"]
    said = []
    for name in ("rejected", "answers"):
        wanted = [tuple(row.values()) for row in expected[name]]
        got = [(row["line"], row["code" if name == "rejected" else "ticket"]) for row in found[name]]
        said += [f"{name}: only one says {row}" for row in sorted(set(wanted) ^ set(got), key=str)]
    for name in ("tickets", "offices"):
        for row, other in zip(expected[name], found[name], strict=True):
            said += [
                f"{name}: {key} {row[key]!r} and {other[key]!r} in {row}" for key in row if differ(row[key], other[key])
            ]
    return said


def differ(one: Any, other: Any) -> bool:
    """Whether two values are not the same, times to the millisecond."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) > TOLERANCE
    return bool(one != other)


def shortened(file: Path, lines: list[str]) -> list[str]:
    """The lines that are needed for a difference: runs of them are left out as long as one stays."""
    size = len(lines) // 2
    while size:
        start = 0
        while start < len(lines):
            rest = lines[:start] + lines[start + size :]
            if differences(file, rest):
                lines = rest
            else:
                start += size
        size //= 2
    return lines
