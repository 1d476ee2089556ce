"""Days of an office as nobody would plan them, for both simulators: few people, and everything at the same moment.

Times are whole tens of seconds, so that visitors come, lose patience and are served to the very moment at which desks
open, close and rest.
"""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from analytics.simulation.day import Visitors
from analytics.simulation.drawing import Demand, Traffic
from analytics.simulation.roster import Shift
from queue_server.domain.configuration import Category, Limits, Manager, OfficeConfig, PolicyName, SkillLevel, Topic

TEN_S = 10_000
TOPICS = ("meters", "contract", "billing")
CREDITED = ("senior", "veteran")
ABSENT_S = 60


@dataclass(frozen=True, slots=True)
class MadeUpDay:
    """What both simulators take."""

    config: OfficeConfig
    traffic: Traffic
    roster: tuple[Shift, ...]
    visitors: Visitors

    @property
    def topics(self) -> tuple[str, ...]:
        """As the lines have them."""
        return tuple(self.config.topics)

    @property
    def categories(self) -> tuple[str | None, ...]:
        """No category first."""
        return (None, *self.config.categories)


def tens(most: int, least: int = 0) -> st.SearchStrategy[int]:
    """Milliseconds, whole tens of seconds."""
    return st.integers(least, most).map(lambda count: count * TEN_S)


@st.composite
def made_up_days(draw: st.DrawFn) -> MadeUpDay:
    """Up to twenty visitors, four managers and four desks; shifts of one manager, or at one desk, after one another."""
    config = draw(offices())
    roster = draw(rosters(config))
    lines = len(config.topics) * (1 + len(config.categories))
    gaps = st.sampled_from([0, 0, 1, 1, 2, 3, 6, 12, 40])
    visitor = st.tuples(gaps, st.integers(0, lines - 1), walks(), services(), patience())
    drawn = draw(st.lists(visitor, min_size=1, max_size=20))
    gap, line, walk, service, patient = (np.array([part], float) for part in zip(*drawn, strict=True))
    arrival = np.cumsum(gap, axis=1) * TEN_S
    walk = np.where(service > 0, walk, ABSENT_S * 1000.0)
    targets = np.array([float(topic.standard_s or config.standard_s) for topic in config.topics.values()])
    credit = np.array([0.0, *(float(one.credit_s) for one in config.categories.values())])
    traffic = Traffic(
        demand=Demand(np.array([0.0, arrival[0, -1] + 1]), np.full((1, len(targets)), 1.0)),
        service_s=np.ones(len(targets)),
        service_variation=np.ones(len(targets)),
        target_s=targets,
        category_share=np.full(len(credit), 1 / len(credit)),
        credit_s=credit,
        slip_s=float(config.limits.slip_s),
        walk_limit_s=float(config.limits.walk_limit_s),
    )
    line = line.astype(np.int64)
    place = arrival + (traffic.line_target_ms() - traffic.line_credit_ms())[line]
    return MadeUpDay(config, traffic, roster, Visitors(arrival, line, place, walk, service, patient))


def walks() -> st.SearchStrategy[int]:
    """From the call to the desk."""
    return tens(4)


def services() -> st.SearchStrategy[int]:
    """0: does not come when called."""
    return st.one_of(tens(60, 1), tens(60, 1), tens(60, 1), st.just(0))


def patience() -> st.SearchStrategy[float]:
    """Most stay."""
    return st.one_of(st.just(np.inf), tens(60), tens(9))


@st.composite
def offices(draw: st.DrawFn) -> OfficeConfig:
    """One to three topics, none to two categories, one to four managers; sometimes limits of its own."""
    topics = TOPICS[: draw(st.integers(1, 3))]
    levels = st.sampled_from([SkillLevel.PRIMARY, SkillLevel.SECONDARY])
    skills = st.dictionaries(st.sampled_from(topics), levels, min_size=1)
    managers = [draw(skills) for _ in range(draw(st.integers(1, 4)))]
    return OfficeConfig(
        id="klin",
        name={},
        timezone="UTC",
        topics={name: Topic(name, {}, "A", standard_s=draw(st.sampled_from([None, 30, 300]))) for name in topics},
        desks=("1", "2", "3", "4"),
        managers={f"m{n}": Manager(f"m{n}", "", known) for n, known in enumerate(managers)},
        categories={
            name: Category(name, {}, draw(st.sampled_from([0, 60, 300, 2000])))
            for name in CREDITED[: draw(st.integers(0, 2))]
        },
        standard_s=draw(st.sampled_from([900, 120])),
        policy=draw(st.sampled_from(list(PolicyName))),
        limits=Limits(
            secondary_penalty_s=draw(st.sampled_from([300, 0, 60])),
            slip_s=draw(st.sampled_from([60, 0])),
            walk_limit_s=draw(st.sampled_from([180, 0, 20])),
        ),
    )


@st.composite
def rosters(draw: st.DrawFn, config: OfficeConfig) -> tuple[Shift, ...]:
    """Nobody is planned at two desks at once, and no desk for two."""
    found: list[Shift] = []
    for _ in range(draw(st.integers(1, 6))):
        manager, desk = draw(st.sampled_from(list(config.managers))), draw(st.sampled_from(config.desks))
        begins = draw(tens(90))
        ends = begins + draw(tens(240, 1))
        if any((one.desk == desk or one.manager == manager) and one.begins_ms < ends and begins < one.ends_ms
               for one in found):  # fmt: skip
            continue
        breaks, after = [], begins
        for _ in range(draw(st.integers(0, 2))):
            due = after + draw(tens(60))
            length = draw(tens(30, 1))
            breaks.append((due, length))
            after = due + length
        found.append(Shift(desk, manager, begins, ends, tuple(breaks), draw(st.sampled_from([1.0, 1.0, 0.5, 1.25]))))
    return tuple(found)
