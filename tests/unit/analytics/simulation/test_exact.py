"""The kernel against the real domain: the same visitors, the same calls and judgements, ticket by ticket."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from analytics.simulation.day import Visitors
from analytics.simulation.drawing import Traffic, draw
from analytics.simulation.exact import Crowd, ExactDay, Manners
from analytics.simulation.figures import judge, loads, service_levels
from analytics.simulation.roster import Shift, placed, shifts_of
from analytics.simulation.running import Form, run
from queue_server.domain.configuration import Category, Manager, OfficeConfig, PolicyName, SkillLevel, Topic
from queue_server.domain.events import BreakStarted, NoShowMarked, PinEnded, TicketRestored, TicketTransferred
from queue_server.domain.judging import tally
from queue_server.domain.ticket import TicketState
from tests.unit.analytics.simulation.days import HOUR_MS, busy_traffic

MIDNIGHT_AT = 1_772_409_600_000
TOPICS = ("meters", "contract", "billing", "account")
CREDITED = ("senior", "veteran")
CATEGORIES = (None, *CREDITED)


def office(traffic: Traffic, policy: PolicyName, seed: int, managers: int = 5) -> OfficeConfig:
    chance = np.random.default_rng(seed)
    skills: dict[str, dict[str, SkillLevel]] = {"m0": dict.fromkeys(TOPICS, SkillLevel.PRIMARY)}
    for number in range(1, managers):
        drawn = zip(TOPICS, chance.choice(3, 4, p=[0.5, 0.3, 0.2]), strict=True)
        skills[f"m{number}"] = {topic: list(SkillLevel)[level] for topic, level in drawn if level < len(SkillLevel)}
    return OfficeConfig(
        id="klin",
        name={"en": "Klin"},
        timezone="UTC",
        topics={
            topic: Topic(topic, {}, prefix="A", standard_s=int(target))
            for topic, target in zip(TOPICS, traffic.target_s, strict=True)
        },
        desks=tuple(str(number) for number in range(managers)),
        managers={name: Manager(name, name, topics) for name, topics in skills.items()},
        categories={
            name: Category(name, {}, int(credit)) for name, credit in zip(CREDITED, traffic.credit_s[1:], strict=True)
        },
        policy=policy,
    )


def roster(config: OfficeConfig, seed: int) -> list[Shift]:
    chance = np.random.default_rng(seed + 100)
    found = []
    for number, manager in enumerate(config.managers):
        breaks = sorted(int(at) for at in chance.uniform(0.5, 5.0, 2) * HOUR_MS)
        begins, ends = int(chance.uniform(0, 0.5) * HOUR_MS), int(chance.uniform(5.5, 7.0) * HOUR_MS)
        speed = round(float(chance.uniform(0.8, 1.25)), 2)
        found.append(Shift(str(number), manager, begins, ends, tuple((at, 900_000) for at in breaks), speed))
    return found


def days(traffic: Traffic, config: OfficeConfig, count: int, seed: int) -> Visitors:
    return placed(config.policy, traffic, draw(traffic, count, seed))


def alone(visitors: Visitors, day: int) -> Visitors:
    return Visitors(*(getattr(visitors, name)[day : day + 1] for name in Visitors.__slots__))


def crowd(visitors: Visitors) -> Crowd:
    return Crowd(visitors, TOPICS, CATEGORIES)


@pytest.mark.parametrize("policy", list(PolicyName))
@pytest.mark.parametrize("seed", [1, 2])
def test_ticket_by_ticket_the_kernel_calls_as_the_domain_does(policy: PolicyName, seed: int) -> None:
    traffic = busy_traffic(200.0)
    config = office(traffic, policy, seed)
    plan = roster(config, seed)
    shifts = shifts_of(config, plan, TOPICS, CATEGORIES)
    visitors = days(traffic, config, 3, seed)
    happened: Counter[str] = Counter()
    for form in (None, Form.NUMPY):
        calls = run(shifts, visitors, form)
        judged = judge(traffic, shifts, visitors, calls)
        for day in range(3):
            exact = ExactDay(config, plan, crowd(alone(visitors, day)), midnight_at=MIDNIGHT_AT)
            happened.update(type(event).__name__ for event in exact.run())
            np.testing.assert_array_equal(exact.calls.called_ms[0], calls.called_ms[day])
            np.testing.assert_array_equal(exact.calls.by[0], calls.by[day])
            sums = tally(exact.office.tickets.values(), exact.office.last_at, config.limits)
            expected = (visitors.came(), judged.met, judged.breached, judged.abandoned)
            assert [sums.issued, sums.met, sums.breached, sums.abandoned] == [flags[day].sum() for flags in expected]
            assert sums.service_level == pytest.approx(service_levels(judged)[day])
            waits = {ticket.id: ticket.worst_ms or ticket.round_ms for ticket in exact.office.tickets.values()}
            counted = np.flatnonzero(judged.counts()[day])
            assert [waits[f"visitor-{n}"] for n in counted] == judged.wait_ms[day][counted].tolist()
        assert ((loads(shifts, visitors, calls) > 0) & (loads(shifts, visitors, calls) <= 1)).all()
    for kind in ("BreakStarted", "NoShowMarked", "TicketLeft", "DeskClosed", "VisitCompleted"):
        assert happened[kind] > 0, kind  # or nothing was tried


def test_a_day_that_the_domain_alone_knows_keeps_every_rule() -> None:
    traffic = busy_traffic(200.0)
    config = office(traffic, PolicyName.EARLIEST_PROMISE, 3)
    plan = roster(config, 3)
    manners = Manners(transfer_share=0.2, pinned_share=0.6, return_share=0.5, restore_share=0.5)
    day = ExactDay(
        config, plan, crowd(alone(days(traffic, config, 1, 3), 0)), midnight_at=MIDNIGHT_AT, manners=manners, seed=3
    )
    events = list(day.run())
    for kind in (TicketTransferred, PinEnded, TicketRestored, NoShowMarked, BreakStarted):
        assert any(isinstance(event, kind) for event in events), kind
    assert all(left.at <= right.at for left, right in pairwise(events))
    sums = tally(day.office.tickets.values(), day.office.last_at, config.limits)
    assert sums.issued == sums.met + sums.breached + sums.excluded
    states = Counter(ticket.state for ticket in day.office.tickets.values())
    assert states[TicketState.COMPLETED] > 0.5 * sums.issued
    assert not states[TicketState.WAITING] and not states[TicketState.SERVING]


def test_in_distribution_days_of_other_seeds_are_alike() -> None:
    # 30 days of the domain against 2000 of the kernel: service level and mean wait, within four standard errors.
    traffic = busy_traffic(120.0, hours=4)
    config = office(traffic, PolicyName.EARLIEST_PROMISE, 4, managers=3)
    plan = [replace(shift, ends_ms=int(5 * HOUR_MS)) for shift in roster(config, 4)]
    shifts = shifts_of(config, plan, TOPICS, CATEGORIES)
    many = days(traffic, config, 2000, 40)
    judged = judge(traffic, shifts, many, run(shifts, many))
    fast = {"level": service_levels(judged), "wait": mean_wait_s(judged.wait_ms, judged.counts())}
    few = days(traffic, config, 30, 41)
    exact: dict[str, list[float]] = {"level": [], "wait": []}
    for day in range(30):
        one = ExactDay(config, plan, crowd(alone(few, day)), midnight_at=MIDNIGHT_AT)
        list(one.run())
        sums = tally(one.office.tickets.values(), one.office.last_at, config.limits)
        assert sums.service_level is not None
        exact["level"].append(sums.service_level)
        visits = [t for t in one.office.tickets.values() if t.state in (TicketState.COMPLETED, TicketState.NO_SHOW)]
        exact["wait"].append(float(np.mean([(t.called_at or 0) - (t.issued_at or 0) for t in visits])) / 1000)
    for figure, values in exact.items():
        error = float(np.std(fast[figure], ddof=1)) / np.sqrt(30)
        tolerance = 4 * error + (0.1 * float(np.mean(fast[figure])) if figure == "wait" else 0.0)
        assert abs(float(np.mean(values)) - float(np.mean(fast[figure]))) < tolerance, figure


def mean_wait_s(wait_ms: np.ndarray, counted: np.ndarray) -> np.ndarray:
    return np.asarray(np.where(counted, wait_ms, 0.0).sum(axis=1) / counted.sum(axis=1) / 1000)
