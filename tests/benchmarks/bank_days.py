"""AnonymousBank's calls as the product would have known them on an evening, and as they came: see `real_days`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from analytics.forecast.forecasting import Forecaster
from analytics.simulation.day import Times, Visitors
from analytics.simulation.drawing import SECOND, Demand, Traffic
from analytics.simulation.setting import Setting
from analytics.staffing.bureau import FEWEST_SERVED, SERVICE_DAYS
from analytics.staffing.expected import Lasted, Services, settings_of
from analytics.staffing.week_file import read_week
from queue_server.domain.configuration import Manager, OfficeConfig, SkillLevel, Topic
from queue_server.domain.opening import WEEKDAYS
from tests.benchmarks.estimates import BANK_LIMIT_S
from tests.benchmarks.forecasts import history_of_rows

GOAL, SEED = 0.9, 4242
HOURS = dict.fromkeys(("sun", "mon", "tue", "wed", "thu"), "07:00-00:00") | {"fri": "07:00-14:00"}
"""Saturdays begin after sunset, at no hour that the file tells."""
PRIORITY, CREDIT_S = "2", 90.0
AWAY_S, UNHEEDED_S = 1800.0, 60.0
"""Who takes no call for half an hour, or for a minute in which somebody waits, is away: the file does not tell it."""


@dataclass(frozen=True, slots=True)
class Call:
    """A row of the file, in seconds of the day."""

    topic: str
    joined_s: float
    answered_s: float
    service_s: float
    served: bool
    priority: bool
    server: str


class Bank:
    """The two months as `rows` tell them."""

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        self._forecaster = Forecaster(history_of_rows(rows))
        self.calls: dict[date, list[Call]] = {}
        for row in rows:
            joined, answered, service = (float(row[name] or 0) for name in ("joined_s", "left_queue_s", "service_s"))
            served, priority = row["outcome"] == "served", row["priority"] == PRIORITY
            call = Call(row["topic"], joined, answered, service, served, priority, row["server"])
            self.calls.setdefault(date.fromisoformat(row["date"]), []).append(call)
        for calls in self.calls.values():
            calls.sort(key=lambda call: call.joined_s)

    def days(self, first: date, last: date) -> list[date]:
        """Those of which it is known when it opened."""
        every = (first + timedelta(number) for number in range((last - first).days + 1))
        return [day for day in every if day in self.calls and WEEKDAYS[day.weekday()] in HOURS]

    @cached_property
    def config(self) -> OfficeConfig:
        """As many agents as any day might need, alike."""
        topics = {topic: Topic(topic, {}, topic) for topic in self._forecaster.history.topics}
        skills = dict.fromkeys(topics, SkillLevel.PRIMARY)
        agents = {f"{number}": Manager(f"{number}", f"{number}", skills) for number in range(1, 41)}
        standard_s = round(BANK_LIMIT_S)
        return OfficeConfig(
            "bank", {}, "Asia/Jerusalem", topics, tuple(agents), agents, hours=HOURS, standard_s=standard_s, goal=GOAL
        )

    def services(self, made_on: date) -> Services:
        """Those of the weeks before `made_on`, as the product learns them from its log."""
        past = [
            call for day, calls in self.calls.items() if 1 <= (made_on - day).days <= SERVICE_DAYS for call in calls
        ]
        found = {}
        for topic in self._forecaster.history.topics:
            lasted = [call.service_s for call in past if call.topic == topic and call.served]
            if len(lasted) >= FEWEST_SERVED:
                found[topic] = Lasted(float(np.mean(lasted)), float(np.std(lasted) / np.mean(lasted)))
        return Services(found)

    def expected(self, day: date, *, ahead: int = 1) -> Setting:
        """What was expected of `day` so many days ahead, as the product staffs for it. Nobody walks to a call."""
        made_on = day - timedelta(ahead - 1)
        week = read_week({"from": day.isoformat(), "days": 1, "service": {"walk_s": 0}})
        forecasts = self._forecaster.days([day], made_on=made_on)
        ((_, setting),) = settings_of(week, self.config, forecasts, self.services(made_on))
        return setting

    def came(self, day: date, edges: Times) -> list[Call]:
        """Who joined between the edges, of topics with priorities alike."""
        return [call for call in self.calls[day] if edges[0] <= call.joined_s * SECOND < edges[-1]]

    def counted(self, day: date, expected: Setting) -> Traffic:
        """As expected, but with the numbers that came."""
        edges, counts = expected.traffic.demand.edges_ms, np.zeros_like(expected.traffic.demand.expected)
        for call in self.came(day, edges):
            counts[
                np.searchsorted(edges, call.joined_s * SECOND, side="right") - 1, expected.topics.index(call.topic)
            ] += 1
        return replace(expected.traffic, demand=Demand(edges, counts))

    def visitors(self, day: date, edges: Times) -> Visitors:
        """The calls of `day` for the kernel, one replication."""
        calls, chance = self.came(day, edges), np.random.default_rng([SEED, day.toordinal()])
        lasted = {
            topic: [call.service_s for call in calls if call.served and call.topic == topic]
            for topic in {call.topic for call in calls}
        }
        every = [call.service_s for call in calls if call.served]
        service_s = [call.service_s if call.served else chance.choice(lasted[call.topic] or every) for call in calls]
        patience_s = [np.inf if call.served else call.answered_s - call.joined_s for call in calls]
        arrival = np.array([[call.joined_s for call in calls]]) * SECOND
        line = np.array([[call.priority for call in calls]], np.int64)
        return Visitors(
            arrival, line, arrival - line * CREDIT_S * SECOND, np.zeros_like(arrival), np.array([service_s]) * SECOND,
            np.array([patience_s]) * SECOND,
        )  # fmt: skip

    def at_work(self, day: date) -> Times:
        """(n, 2) from when to when somebody was there, in ms: services, and the time between them unless away."""
        waits = np.array([(call.joined_s, call.answered_s) for call in self.calls[day]])
        spans: list[tuple[float, float]] = []
        by_server: dict[str, list[tuple[float, float]]] = {}
        for call in self.calls[day]:
            if call.served and call.server:
                by_server.setdefault(call.server, []).append((call.answered_s, call.answered_s + call.service_s))
        for services in by_server.values():
            begins, ends = min(services)
            for answered, over in sorted(services)[1:]:
                if answered - ends > AWAY_S or _unheeded_s(waits, ends, answered) > UNHEEDED_S:
                    spans.append((begins, ends))
                    begins = answered
                ends = max(ends, over)
            spans.append((begins, ends))
        return np.array(spans) * SECOND


def _unheeded_s(waits: Times, begins: float, ends: float) -> float:
    """The longest that one call waited between these moments."""
    shared = np.minimum(waits[:, 1], ends) - np.maximum(waits[:, 0], begins)
    return float(shared.max(initial=0.0))
