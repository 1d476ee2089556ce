"""Days of the bank and of the clinic as people came to them, through both simulators: the same calls, ticket by ticket.

Who came when, for what, for how long, and when they lost patience is the log's, and so is who worked from when to
when, with which topics and breaks. Desks pass from who went to who came. Whom they call is the rules' to say.
"""

import csv
import gzip
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from analytics.simulation.day import Visitors
from analytics.simulation.exact import Crowd, ExactDay
from analytics.simulation.roster import Shift, before_each, shifts_of
from analytics.simulation.running import Form, run
from queue_server.domain.configuration import Category, Manager, OfficeConfig, PolicyName, SkillLevel, Topic
from queue_server.domain.ids import SECOND
from tests.integration.analytics.conftest import BANK, CLINIC
from tests.integration.analytics.raw_refusals import Raw

PAUSE_S = 1200
"""From which on a time without visitors is a break."""
CREDIT_S, TARGET_S = 90, 180
FEW = 8
"""Of more managers some come after others at the same desk, or nothing of that was tried."""
BANK_DAY = "1999-02-08"
HALF_DAY = (11 * 3600, 18 * 3600)


@pytest.mark.parametrize("policy", list(PolicyName))
def test_half_a_day_of_the_bank(shared: Path, policy: PolicyName) -> None:
    rows = [
        Came(int(row["joined_s"]), int(row["left_queue_s"]), int(row["service_s"] or 0), row["topic"], row["server"],
             priority=row["priority"] == "2")
        for row in rows_of(shared / "data" / BANK)
        if row["date"] == BANK_DAY and HALF_DAY[0] <= int(row["joined_s"]) < HALF_DAY[1]
    ]  # fmt: skip
    assert len(rows) > 300
    alike_in_both(rows, policy)


@pytest.mark.parametrize("policy", list(PolicyName))
def test_every_day_of_the_clinic(shared: Path, policy: PolicyName) -> None:
    days: dict[str, list[Came]] = defaultdict(list)
    for row in rows_of(shared / "data" / CLINIC):
        queued, start, end = (int(row[name] or -1) for name in ("queued_s", "start_s", "end_s"))
        if row["valid"] == "Y" and row["counter"] and 0 <= queued <= start < end:
            days[row["date"]].append(Came(queued, start, end - start, "visit", row["counter"]))
    assert len(days) > 8
    for rows in days.values():
        alike_in_both(rows, policy)


class Came:
    """One row of a log, in seconds of its day. Nobody served whoever left."""

    def __init__(self, at: int, until: int, service: int, topic: str, by: str, *, priority: bool = False) -> None:
        self.at, self.until, self.service, self.topic, self.by, self.priority = at, until, service, topic, by, priority


def alike_in_both(rows: list[Came], policy: PolicyName) -> None:
    """Both simulators and both forms of the kernel."""
    rows = sorted(rows, key=lambda row: row.at)
    served = [row for row in rows if row.by and row.service > 0]
    topics = sorted({row.topic for row in served})
    rows = [row for row in rows if row.topic in topics]
    roster = worked(served)
    config = office(served, topics, roster, policy)
    categories = (None, *config.categories)
    usual = np.mean([row.service for row in served])
    line = [topics.index(row.topic) * len(categories) + row.priority for row in rows]
    arrival = np.array([[row.at * SECOND for row in rows]], float)
    lead = TARGET_S - CREDIT_S * np.array([[row.priority for row in rows]])
    shape = arrival.shape
    visitors = Visitors(
        arrival_ms=arrival,
        line=np.array([line], np.int64),
        place_ms=arrival + lead * SECOND,
        walk_ms=np.zeros(shape),
        service_ms=np.array(
            [[(row.service if row.by and row.service > 0 else round(usual)) * SECOND for row in rows]], float
        ),
        patience_ms=np.array([[np.inf if row.by else (row.until - row.at) * SECOND for row in rows]], float),
    )
    if policy is not PolicyName.EARLIEST_PROMISE:
        credit = np.array([[CREDIT_S * row.priority for row in rows]], float)
        place = arrival if policy is PolicyName.FIFO else -credit
        visitors = Visitors(arrival, visitors.line, place, visitors.walk_ms, visitors.service_ms, visitors.patience_ms)
    exact = ExactDay(config, roster, Crowd(visitors, topics, categories), midnight_at=0)
    list(exact.run())
    shifts = shifts_of(config, roster, topics, categories)
    assert any(before_each(roster)) or len(roster) < FEW, len(roster)
    for form in (None, Form.NUMPY):
        calls = run(shifts, visitors, form)
        np.testing.assert_array_equal(calls.called_ms, exact.calls.called_ms)
        np.testing.assert_array_equal(calls.by, exact.calls.by)
    assert np.isfinite(exact.calls.called_ms).mean() > 0.5  # or nothing was tried


def worked(served: list[Came]) -> tuple[Shift, ...]:
    """From the first call to the end of the last service; each at the first desk that is free then."""
    own: dict[str, list[Came]] = defaultdict(list)
    for row in served:
        own[row.by].append(row)
    found: list[Shift] = []
    for manager, mine in sorted(own.items(), key=lambda one: min(row.until for row in one[1])):
        mine.sort(key=lambda row: row.until)
        begins, ends = mine[0].until, max(row.until + row.service for row in mine)
        spans = ((row.until + row.service, following.until) for row, following in pairwise(mine))
        breaks = [(at * SECOND, (until - at) * SECOND) for at, until in spans if until - at >= PAUSE_S]
        taken = {shift.desk for shift in found if shift.ends_ms > begins * SECOND}
        desk = next(str(number) for number in range(1, 99) if str(number) not in taken)
        found.append(Shift(desk, manager, begins * SECOND, ends * SECOND, tuple(breaks)))
    return tuple(found)


def office(served: list[Came], topics: list[str], roster: tuple[Shift, ...], policy: PolicyName) -> OfficeConfig:
    """What somebody served rarely is a secondary skill."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in served:
        counts[row.by][row.topic] += 1
    rarely = {manager: sum(own.values()) / 10 for manager, own in counts.items()}
    return OfficeConfig(
        "recorded", {}, "UTC",
        {topic: Topic(topic, {}, "A") for topic in topics},
        tuple(dict.fromkeys(shift.desk for shift in roster)),
        {
            manager: Manager(manager, manager, {
                topic: SkillLevel.SECONDARY if count < rarely[manager] else SkillLevel.PRIMARY
                for topic, count in own.items()
            })
            for manager, own in counts.items()
        },
        categories={"priority": Category("priority", {}, CREDIT_S)},
        standard_s=TARGET_S,
        policy=policy,
    )  # fmt: skip


def rows_of(file: Path) -> list[Raw]:
    """All of the log."""
    with gzip.open(file, "rt", encoding="utf-8", newline="") as packed:
        return list(csv.DictReader(packed))
