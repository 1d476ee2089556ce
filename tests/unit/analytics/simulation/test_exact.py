"""The kernel against the real domain: the same visitors, the same calls and judgements, ticket by ticket."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import ks_2samp

from analytics.simulation.day import Visitors
from analytics.simulation.drawing import Traffic, draw
from analytics.simulation.exact import Crowd, ExactDay, Manners
from analytics.simulation.figures import judge, loads, service_levels
from analytics.simulation.roster import Shift, placed, shifts_of
from analytics.simulation.running import Form, run
from queue_server.domain.configuration import Category, Manager, OfficeConfig, PolicyName, SkillLevel, Topic
from queue_server.domain.events import BreakStarted, NoShowMarked, PinEnded, TicketRestored, TicketTransferred
from queue_server.domain.judging import Judgement, tally
from queue_server.domain.judging import judged as judged_by_the_domain
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket, TicketState
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


def test_a_desk_that_changes_hands_is_free_when_the_last_visitor_is_served() -> None:
    # The first shift ends at 10:00 in the middle of a service until 10:10; its break due at 09:59 is not taken.
    # The second, planned from 10:00 at the same desk, calls whoever waits at 10:10; and her own next one elsewhere,
    # planned from 10:15, begins at 10:40, when that service is over.
    hour, minute = int(HOUR_MS), int(HOUR_MS) // 60
    traffic = busy_traffic(200.0, category_share=np.array([1.0]), credit_s=np.array([0.0]))
    config = replace(office(busy_traffic(), PolicyName.EARLIEST_PROMISE, 1), categories={})
    everything = Manager("m0", "m0", dict.fromkeys(TOPICS, SkillLevel.PRIMARY))
    config = replace(config, managers={"m0": everything, "m1": replace(everything, id="m1")})
    plan = [
        Shift("0", "m0", 9 * hour, 10 * hour, ((10 * hour - minute, 30 * minute),)),
        Shift("0", "m1", 10 * hour, 10 * hour + 15 * minute),
        Shift("1", "m1", 10 * hour + 15 * minute, 12 * hour),
    ]
    arrival = 9.5 * HOUR_MS + np.arange(3.0)[None]
    service = np.array([[40.0, 30.0, 20.0]]) * minute
    visitors = Visitors(
        arrival, np.zeros((1, 3), np.int64), arrival, np.zeros((1, 3)), service, np.full((1, 3), np.inf)
    )
    shifts = shifts_of(config, plan, TOPICS, (None,))
    exact = ExactDay(config, plan, Crowd(visitors, TOPICS, (None,)), midnight_at=MIDNIGHT_AT)
    list(exact.run())
    for found in (exact.calls, run(shifts, visitors), run(shifts, visitors, Form.NUMPY)):
        assert found.by.tolist() == [[0, 1, 2]]
        assert ((found.called_ms - 9.5 * HOUR_MS) / minute).tolist() == [[0.0, 40.0, 70.0]]
    assert judge(traffic, shifts, visitors, exact.calls).breached.tolist() == [[False, True, True]]


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
    # Skills of two levels, breaks, categories, impatience and no-shows. 100 days of the domain against 4000 others of
    # the kernel: the mean of each figure of a day within three standard errors of the difference, and the days'
    # distributions by Kolmogorov and Smirnov.
    traffic = busy_traffic(120.0, hours=4)
    config = office(traffic, PolicyName.EARLIEST_PROMISE, 4, managers=3)
    plan = [replace(shift, ends_ms=int(5 * HOUR_MS)) for shift in roster(config, 4)]
    shifts = shifts_of(config, plan, TOPICS, CATEGORIES)
    many, few = days(traffic, config, 4000, 40), days(traffic, config, EXACT_DAYS, 41)
    judged = judge(traffic, shifts, many, run(shifts, many))
    fast = [figures_of(judged.wait_ms[day][judged.counts()[day]]) for day in range(4000)]
    exact, happened = [], Counter[str]()
    for day in range(EXACT_DAYS):
        one = ExactDay(config, plan, crowd(alone(few, day)), midnight_at=MIDNIGHT_AT)
        happened.update(type(event).__name__ for event in one.run())
        exact.append(figures_of(np.array([waited(t) for t in judged_tickets(one.office)])))
    for kind in ("BreakStarted", "NoShowMarked", "TicketLeft", "DeskClosed"):
        assert happened[kind] > EXACT_DAYS, kind  # more than one a day, or nothing was compared
    # What a day's demand alone explains is taken off both: what remains tells far smaller differences.
    mine, others = demand_of(many), demand_of(few)
    slope = np.linalg.lstsq(mine - mine.mean(axis=0), np.array(fast) - np.mean(fast, axis=0), rcond=None)[0]
    ours_by_day = np.array(fast) - (mine - mine.mean(axis=0)) @ slope
    theirs_by_day = np.array(exact) - (others - mine.mean(axis=0)) @ slope
    for name, theirs, ours in zip(RESOLVED, theirs_by_day.T, ours_by_day.T, strict=True):
        error = float(np.hypot(theirs.std(ddof=1) / np.sqrt(len(theirs)), ours.std(ddof=1) / np.sqrt(len(ours))))
        assert 3 * error < RESOLVED[name] * ours.mean(), name  # or the comparison would tell nothing
        assert abs(theirs.mean() - ours.mean()) < 3 * error, name
        assert ks_2samp(theirs, ours).pvalue > 0.001, name


def demand_of(visitors: Visitors) -> np.ndarray:
    """(R, 6) of each day the visitors, the work they bring, and their squares, by early and late halves."""
    came = visitors.came()
    work = np.where(came, visitors.service_ms, 0.0)
    early = came & (visitors.arrival_ms < 2 * HOUR_MS)
    plain = np.stack([came.sum(axis=1), work.sum(axis=1) / 1e6, (work * early).sum(axis=1) / 1e6], axis=1)
    return np.asarray(np.hstack([plain, plain**2]))


EXACT_DAYS = 100
RESOLVED = {
    "visits judged": 0.01,
    "mean wait": 0.08,
    "90 % waited at most": 0.09,
    "share above a quarter of an hour": 0.15,
}
"""Of each figure, the share of it by which the two may not differ unseen."""


def figures_of(wait_ms: np.ndarray) -> list[float]:
    """Of one day's judged visits, as in `RESOLVED`."""
    return [len(wait_ms), wait_ms.mean(), float(np.quantile(wait_ms, 0.9)), float((wait_ms > 900_000).mean())]


def judged_tickets(hall: Office) -> list[Ticket]:
    """The visits of the day that count, as the domain says."""
    counted = (Judgement.MET, Judgement.BREACHED)
    limits = hall.configured.limits
    return [t for t in hall.tickets.values() if judged_by_the_domain(t, hall.last_at, limits) in counted]


def waited(ticket: Ticket) -> float:
    """The accountable wait, as it is judged."""
    return float(ticket.worst_ms or ticket.round_ms)
