"""A backtest: an office's log is read once, and each evening the predictors learn from all days before the next.

At each moment of a test day only the log up to that moment is used: rows are made as the events come, forests grow from
visits called on earlier days, and the corrections of the ranges from visits called until then. The simple estimator,
which learns from its day alone, is asked beside.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.backtest.rules import Past, rules, with_ranges
from analytics.backtest.scoring import LIMIT_S, MEDIAN, SHARES, Forecasts, covered, scores
from analytics.estimators.calibration import Calibration
from analytics.estimators.model import calibration_of, learn_joining
from analytics.estimators.simple import SimpleEstimator
from analytics.estimators.trees import Forest
from analytics.estimators.watching import Answered, Asked, Watcher, inferred_later
from queue_server.domain.events import VisitCompleted
from queue_server.domain.ids import Instant, OfficeId, TicketId
from queue_server.log.recorded import Recorded

Floats = NDArray[np.float64]

OURS = "ours"
SIMPLE = "simple"
"""The estimator of the first days, asked at the same moments."""


@dataclass(frozen=True, slots=True)
class Days:
    """First and last local day, both included."""

    first: str
    last: str

    def __contains__(self, day: object) -> bool:
        return isinstance(day, str) and self.first <= day <= self.last


@dataclass(slots=True)
class Result:
    """What was said of each visit, day by day, and what came. Scored are those that were served in the end."""

    day: list[str] = field(default_factory=list)
    ticket: list[TicketId] = field(default_factory=list)
    waited_s: list[float] = field(default_factory=list)
    served: set[TicketId] = field(default_factory=set)
    said: dict[str, list[tuple[float, Floats]]] = field(default_factory=dict)

    def came_s(self) -> Floats:
        """The waits of the scored visits."""
        return np.array(self.waited_s)[self._scored()]

    def forecasts(self, name: str) -> Forecasts:
        """What the predictor said of the scored visits, in the order of `came_s`."""
        said = self.said[name]
        rows = [said[index] for index in self._scored()]
        return Forecasts(np.array([likely for likely, _ in rows]), np.array([q for _, q in rows]).reshape(-1, 4))

    def document(self, limit_s: float = LIMIT_S) -> dict[str, Any]:
        """What `queue-server backtest` prints. `limit_s`: the wait whose passing was to be told."""
        waited_s = self.came_s()
        names = list(self.said) or [OURS]
        table = [
            {"name": name, **scores(waited_s, self.forecasts(name) if name in self.said else _nothing(), limit_s)}
            for name in names
        ]
        return {"n": len(waited_s), "limit_s": limit_s, "rules": table, "days": self._by_day(waited_s)}

    def _by_day(self, waited_s: Floats) -> list[dict[str, Any]]:
        if OURS not in self.said:
            return []
        said, days = self.forecasts(OURS), np.array(self.day)[self._scored()]
        within, off = covered(waited_s, said), np.abs(waited_s - said.likely_s)
        return [
            {
                "day": str(day),
                "n": int((days == day).sum()),
                "mae_s": float(off[days == day].mean()),
                "coverage_80_share": float(within[days == day].mean()),
            }
            for day in np.unique(days)
        ]

    def _scored(self) -> NDArray[np.int64]:
        chosen = [index for index, ticket in enumerate(self.ticket) if ticket in self.served]
        return np.array(chosen, dtype=np.int64)


class Backtest:
    """Takes an office's log in order; `finish` gives the result."""

    def __init__(self, office: OfficeId, *, train: Days, test: Days) -> None:
        self._watcher = Watcher(office)
        self._train, self._test = train, test
        self._past: list[Answered] = []
        self._today: list[Answered] = []
        self._asked: list[Asked] = []
        self._calibration: Calibration | None = None
        self._result = Result()
        self._simple = SimpleEstimator()
        self._simple_said: dict[tuple[TicketId, Instant], Floats] = {}

    def take(self, record: Recorded, progress: Callable[[str], None] = lambda _day: None) -> None:
        """One event of the log."""
        if inferred_later(record):
            return
        if isinstance(record.event, VisitCompleted):
            self._result.served.add(record.event.ticket)
        day = self._watcher.day
        watch = day in self._train or day in self._test
        before = self._watcher.office
        for found in self._watcher.take(record.event, watch=watch):
            if isinstance(found, Asked):
                self._ask_simple(found)
            elif found.asked.joining:
                self._today.append(found)
        self._simple.observe(before, record.event)
        if self._watcher.day != day:
            self._end_day(day)
            progress(self._watcher.day)

    def finish(self) -> Result:
        """The result, after the last event."""
        self._end_day(self._watcher.day)
        return self._result

    def _ask_simple(self, asked: Asked) -> None:
        """Before the next event is folded: the watcher's office is that of the moment."""
        office = self._watcher.office
        ticket = office.tickets.get(asked.ticket)
        if asked.joining and asked.day in self._test and ticket is not None:
            told = self._simple.for_ticket(office, ticket, asked.at)
            if told is not None:
                said = np.array([told.low_s, told.likely_s, told.upper_s, told.high_s])
                self._simple_said[asked.ticket, asked.at] = said

    def _end_day(self, day: str) -> None:
        """Scores the day that is over with what was learned before it; only then it is learned from."""
        today = [row for row in self._today if row.asked.day <= day]
        if day in self._test and today and self._past:
            self._score(day, today)
        self._past.extend(today)
        self._today = [row for row in self._today if row.asked.day > day]

    def _score(self, day: str, today: list[Answered]) -> None:
        forest = learn_joining(self._past)
        if forest is None:
            return
        if self._calibration is None:
            self._calibration = calibration_of(self._past)
        self._result.day.extend([day] * len(today))
        self._result.ticket.extend(row.asked.ticket for row in today)
        self._result.waited_s.extend(row.waited_s for row in today)
        ours = ranges(forest, self._calibration, today)
        self._note(OURS, (ours[id(row)] for row in today))
        past = past_of(self._past, self._watcher)
        unknown = np.quantile(past.waited_s, SHARES)
        simple = (self._simple_said.pop((row.asked.ticket, row.asked.at), unknown) for row in today)
        self._note(SIMPLE, ((float(said[MEDIAN]), said) for said in simple))
        asked = np.array([row.asked.features for row in today])
        for name, rule in rules(past).items():
            said = with_ranges(rule, past)(asked)
            self._note(name, zip(said.likely_s.tolist(), said.quantiles_s, strict=True))

    def _note(self, name: str, said: Iterable[tuple[float, Floats]]) -> None:
        self._result.said.setdefault(name, []).extend(said)


def ranges(forest: Forest, calibration: Calibration, today: list[Answered]) -> dict[int, tuple[float, Floats]]:
    """What ours said to each of `today` at its moment; the corrections go on with each call, as it came."""
    predicted = forest.predict(np.array([row.asked.features for row in today]))
    called = sorted(range(len(today)), key=lambda index: today[index].called_at)
    known = 0
    said: dict[int, tuple[float, Floats]] = {}
    for index in sorted(range(len(today)), key=lambda index: today[index].asked.at):
        row = today[index]
        while today[called[known]].called_at <= row.asked.at:
            calibration.take(predicted[called[known]], today[called[known]].waited_s)
            known += 1
        quantiles = calibration.correct(predicted[index : index + 1])[0]
        said[id(row)] = (float(quantiles[1]), quantiles)
    for index in called[known:]:
        calibration.take(predicted[index], today[index].waited_s)
    return said


def past_of(answered: list[Answered], watcher: Watcher) -> Past:
    """What the rules learn from."""
    days = {day: index for index, day in enumerate(sorted({row.asked.day for row in answered}))}
    return Past(
        np.array([row.asked.features for row in answered]),
        np.array([row.waited_s for row in answered]),
        np.array([days[row.asked.day] for row in answered], dtype=np.int64),
        watcher.history.overall_mean_s(),
    )


def _nothing() -> Forecasts:
    return Forecasts(np.zeros(0), np.zeros((0, 4)))
