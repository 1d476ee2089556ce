"""Issuing tickets durably against a bare route with the same models: over 200 offices, and in a single one.

Both servers run one process of the same uvicorn; the load comes from a third. They are measured in turn, in many short
rounds, so that whatever else the machine does meets both. Each server's processor time for a ticket stands beside it:
a disk and a processor that others use as well slow the answers of the one that waits for them, and this hardly.
"""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.figures import Figure, median, show
from tests.benchmarks.load import Outcome, Plan
from tests.benchmarks.servers import bare, load, processor_s, product, resident_mib, tickets_path

OFFICES, KIOSKS = 200, 32
ROUNDS, WARM_UP_S, SECONDS = 15, 1.5, 1.0
GOAL_MANY, GOAL_ONE = 0.6, 0.4
BODY = '{"topic": "meters", "category": "veteran", "language": "ru"}'


def measure() -> None:
    """Two figures, and the memory that all those tickets took."""
    with tempfile.TemporaryDirectory() as place, product(Path(place), OFFICES) as server, bare() as other:
        token = server.token("integration")
        before_mib = resident_mib(server.pid)
        for name, offices, goal in (
            (f"issuing at {KIOSKS} kiosks over {OFFICES} offices", list(range(OFFICES)), GOAL_MANY),
            (f"issuing at {KIOSKS} kiosks in one office", [0], GOAL_ONE),
        ):
            paths = [tickets_path(office) for office in offices]
            ours = Side(server.pid, _plan(server.url, paths, token))
            _compare(name, ours, Side(other.pid, _plan(other.url, paths, token)), goal=goal)
        after_mib = resident_mib(server.pid)
        with server.client("integration") as client:
            issued = sum(
                client.get(f"/api/v1/offices/o{office}/events", params={"limit": 1}).json()["last_seq"]
                for office in range(OFFICES)
            )
        show(Figure(f"memory before and after {issued:,} events", f"{before_mib:.0f} MiB / {after_mib:.0f} MiB"))


@dataclass(frozen=True, slots=True)
class Side:
    """A server and what it is asked."""

    pid: int
    plan: Plan

    def round(self) -> tuple[Outcome, float]:
        """What the load generator measured, and the server's processor time a request in µs."""
        before_s = processor_s(self.pid)
        outcome = load(self.plan)
        return outcome, (processor_s(self.pid) - before_s) * 1e6 / outcome.requests


def _compare(name: str, ours: Side, theirs: Side, *, goal: float) -> None:
    for side in (ours, theirs):
        load(replace(side.plan, seconds=WARM_UP_S))
    rounds = [(ours.round(), theirs.round()) for _ in range(ROUNDS)]
    ratio = median([our.per_s / their.per_s for (our, _), (their, _) in rounds])
    our_s, their_s = (median([pair[side][0].per_s for pair in rounds]) for side in (0, 1))
    told = f"{our_s:,.0f}/s / {their_s:,.0f}/s = {ratio:.2f}"
    show(Figure(name, told, f"at least {goal} of a bare route", ratio >= goal))
    our_us, their_us = (median([pair[side][1] for pair in rounds]) for side in (0, 1))
    show(Figure("  the servers' processor time a ticket", f"{our_us:.0f} µs / {their_us:.0f} µs"))
    show(Figure("  99 of 100 answered within", f"{median([our.p99_ms for (our, _), _ in rounds]):.0f} ms"))


def _plan(url: str, paths: list[str], token: str) -> Plan:
    parts = urlsplit(url)
    return Plan(
        host=str(parts.hostname), port=int(parts.port or 80), paths=paths, tokens=[token] * len(paths), body=BODY,
        kiosks=KIOSKS, seconds=SECONDS,
    )  # fmt: skip
