"""The learned wait estimator: what past days taught of one office, asked about the present moment.

Answers from the office's state, the day's pace and the learned quantiles (docs/estimates.md). It hands the question to
the simple estimator where it has learned too little to know better: an office without a model, a ticket pinned to a
manager or a desk, a line longer than any it has learned from. None where no desk serves the topic.

Nothing is learned of published schedules: what they add to the simple estimator's upper values is added here too.

The arithmetic is loaded when the first office is learned from: a start does not wait for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from analytics.estimators.hours import Hours, KnownHours, TodaysHours
from analytics.estimators.simple import Move, SimpleEstimator
from queue_server.domain.events import DayOpened, Event, TicketCalled
from queue_server.domain.expected_wait import ExpectedWait
from queue_server.domain.ids import SECOND, Instant, ManagerId, OfficeId, TicketId, TopicId
from queue_server.domain.office import Office
from queue_server.domain.routing import desks_serving
from queue_server.domain.ticket import Ticket, TicketState

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from analytics.estimators.calibration import Calibration
    from analytics.estimators.history import ServiceHistory
    from analytics.estimators.model import WaitModel
    from analytics.estimators.moment import Hall
    from analytics.estimators.pace import Pace

    Floats = NDArray[np.float64]

BEYOND = 1.25
"""A line longer than the longest learned from by this factor is another world: trees do not extrapolate."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What one office's past taught. `ahead_most`: the longest line that was learned from."""

    history: ServiceHistory
    model: WaitModel
    calibration: Calibration
    ahead_most: float


@dataclass(slots=True)
class _Present:
    """One office now: what it has learned, its day, its hall, and what was predicted for those who wait."""

    learned: Learned
    pace: Pace
    hall: Hall
    first: dict[TicketId, tuple[Instant, Floats]]


class LearnedEstimator:
    """Answers the views' question; `observe` has to be shown every event, taking a ticket included."""

    def __init__(self, simple: SimpleEstimator | None = None) -> None:
        self._simple = simple if simple is not None else SimpleEstimator()
        self._present: dict[OfficeId, _Present] = {}
        # The last answer for newcomers: a kiosk's view asks for every topic of the same moment.
        self._newcomers_of: Office | None = None
        self._newcomers_at: Instant = 0
        self._newcomers: dict[TopicId, ExpectedWait | None] = {}

    def learn(self, office: OfficeId, learned: Learned, pace: Pace | None = None) -> None:
        """From now on `office` is answered for from `learned`: call it at the start and each night.

        `pace` has seen the day so far, with the words of `learned.history`; without it the day has only begun.
        """
        from analytics.estimators.moment import Hall
        from analytics.estimators.pace import Pace

        pace = pace if pace is not None else Pace(learned.history.topics, learned.history.managers)
        self._present[office] = _Present(learned, pace, Hall(pace, learned.history), {})

    def history(self, office: OfficeId) -> ServiceHistory | None:
        """What past days have shown of the office's services; None where nothing was learned yet."""
        present = self._present.get(office)
        return present.learned.history if present is not None else None

    def as_of_now(self, office: Office, hours: Mapping[ManagerId, Hours]) -> LearnedEstimator | None:
        """All that is known of `office` now, for a thread of its own; None where nothing was learned.

        Whatever is observed later does not change it. `hours`: what is planned from now on.
        """
        present = self._present.get(office.id)
        if present is None:
            return None
        history = present.learned.history
        topics, managers = history.topics.copy(), history.managers.copy()
        learned = replace(
            present.learned,
            history=replace(history, topics=topics, managers=managers),
            calibration=present.learned.calibration.copy(),
        )
        copy = LearnedEstimator(self._simple.as_of_now(office, KnownHours(hours)))
        pace = present.pace.copy(topics, managers)
        copy._present[office.id] = _Present(learned, pace, present.hall.copy(pace, learned.history), {})
        return copy

    def follow(self, schedule: TodaysHours) -> None:
        """From now on published shifts and breaks are taken into account."""
        self._simple.schedule = schedule

    def forget(self, office: OfficeId) -> None:
        """From now on the simple estimator answers for `office`."""
        self._present.pop(office, None)

    def for_newcomer(self, office: Office, topic: TopicId, at: Instant) -> ExpectedWait | None:
        """The wait of somebody without a category who would take a ticket for `topic` at `at`."""
        if office.id not in self._present:
            return self._simple.for_newcomer(office, topic, at)
        if self._newcomers_of is not office or self._newcomers_at != at:
            from analytics.estimators.moment import newcomer

            topics = [known for known in office.configured.topics if office.configured.offers(known)]
            told = self.told(office, [newcomer(office, known, at) for known in topics], at)
            self._newcomers = dict(zip(topics, told, strict=True))
            self._newcomers_of, self._newcomers_at = office, at
        return self._newcomers.get(topic)

    def for_ticket(self, office: Office, ticket: Ticket, at: Instant) -> ExpectedWait | None:
        """The wait still before `ticket`; None unless it is waiting and a desk serves its topic."""
        if office.id not in self._present:
            return self._simple.for_ticket(office, ticket, at)
        return self.told(office, [ticket], at)[0]

    def told(self, office: Office, tickets: Sequence[Ticket], at: Instant) -> list[ExpectedWait | None]:
        """For all `tickets` of one office at once."""
        present = self._present.get(office.id)
        if present is None:
            return [self._simple.for_ticket(office, ticket, at) for ticket in tickets]
        topics = {ticket.topic for ticket in tickets if ticket.topic is not None}
        served = {topic for topic in topics if desks_serving(office, topic)}
        waiting = TicketState.WAITING
        asked = [i for i, ticket in enumerate(tickets) if ticket.state is waiting and ticket.topic in served]
        found: list[ExpectedWait | None] = [None] * len(tickets)
        if not asked:
            return found
        seekers = [tickets[index] for index in asked]
        rows = self._rows(present, office, seekers, at)
        waited_s, ahead = rows[:, _column("waited_s")], rows[:, _column("ahead")]
        predicted = present.learned.model.predict(rows, waited_s <= 0)
        corrected = present.learned.calibration.correct(predicted)
        moves = self._simple.moves(office, seekers, at, within_s=float(corrected[:, -1].max()))
        beyond = (ahead > BEYOND * present.learned.ahead_most).tolist()
        for index, ticket, quantiles, far, move in zip(asked, seekers, corrected.tolist(), beyond, moves, strict=True):
            if far or ticket.pin is not None:
                found[index] = self._simple.for_ticket(office, ticket, at)
                continue
            if move is not None:
                quantiles = _moved(quantiles, move)
            if ticket.early:
                quantiles = _not_before(quantiles, ticket, at)
            low_s, likely_s, upper_s, high_s = quantiles
            found[index] = ExpectedWait(low_s, likely_s, upper_s, high_s, "learned")
        for place in (waited_s == 0).nonzero()[0].tolist():
            ticket = seekers[place]
            if ticket.id and ticket.pin is None and not beyond[place]:
                present.first.setdefault(ticket.id, (at, predicted[place]))
        return found

    def observe(self, before: Office, event: Event) -> None:
        """Learns from one event, given the office as it was before it (of `TicketIssued` a little earlier will do)."""
        self._simple.observe(before, event)
        present = self._present.get(before.id)
        if present is None:
            return
        if isinstance(event, DayOpened):
            present.pace.begin()
            present.first.clear()
        present.pace.observe(before, event)
        first = present.first.pop(getattr(event, "ticket", ""), None)
        if first is not None and isinstance(event, TicketCalled):
            present.learned.calibration.take(first[1], (event.at - first[0]) / SECOND)

    def _rows(self, present: _Present, office: Office, seekers: Sequence[Ticket], at: Instant) -> Floats:
        from analytics.estimators.features import features

        history = present.learned.history
        moment = present.hall.moment(office, seekers, at)
        return features(moment, present.pace, history, ZoneInfo(office.configured.timezone))


def _column(name: str) -> int:
    from analytics.estimators.features import FEATURES

    return FEATURES.index(name)


def _moved(learned: Sequence[float], by: Move) -> list[float]:
    """The upper two quantiles moved up by what the published schedule adds to those of the simple estimator."""
    low, likely, upper, high = learned
    *_, upper_by, high_by = by
    upper += max(0.0, upper_by)
    return [low, likely, upper, max(upper, high + max(0.0, high_by))]


def _not_before(quantiles: Sequence[float], ticket: Ticket, at: Instant) -> list[float]:
    """An appointment that came early is called at its slot, unless nobody else is there."""
    slot_s = max(0, ticket.slot_at - at) / SECOND if ticket.slot_at is not None else 0.0
    return [max(slot_s, value) for value in quantiles]
