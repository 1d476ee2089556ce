"""The simple wait estimator: people ahead who share the desks, their service times, the rest of those being served.

`hall_ahead` plays the desks' next calls forward with mean service times, and tells which desks (the pool, c of them)
the visitor may hope for and what they do before. Then

    first  = 1 / sum over the pool of 1 / rest(d)      when the first of the desks is free, as if each were memoryless
    mean   = first + work of the pool / c              work: a mean service and a mean approach for each person ahead
    spread = first² + CV² * sum of squared mean services / c²

and the 10 %, 50 %, 80 % and 90 % points are those of a gamma variable with this mean and spread (variance), in seconds.

`rest(d)` of a desk that serves is the mean residual life of a lognormal service; of one that calls, the approach and a
whole service; of a free one `REACTION_S`; of one on a break the time to its planned end, `BREAK_REST_S` without one.
Where a schedule is published, breaks still to come and ends of shifts are played too.

None where no desk serves the topic: nobody knows when one will. Left out: people who give up, appointments to come.

Source: "queue length" predictors of Ibrahim and Whitt, M&SOM 11 (2009), with the residuals of those in service; the
lognormal shape and CV are those of a bank's records of 94,000 calls (Brown et al., JASA 100, 2005).
"""

from collections.abc import Mapping
from typing import TypeAlias, assert_never

from analytics.estimators.hall_ahead import Ahead, Seeker, play
from analytics.estimators.hours import ANY_TIME, Hours, KnownHours, TodaysHours
from analytics.estimators.quantiles import gamma_quantile, lognormal_residual
from analytics.estimators.service_times import ServiceTimes
from queue_server.domain.events import (
    DayOpened,
    Event,
    NoShowMarked,
    ServiceStarted,
    TicketPostponed,
    TicketRemoved,
    TicketSentBack,
    TicketTransferred,
    VisitCompleted,
)
from queue_server.domain.expected_wait import ExpectedWait
from queue_server.domain.ids import SECOND, DeskNumber, Instant, ManagerId, OfficeId, TopicId
from queue_server.domain.office import Desk, Office
from queue_server.domain.opening import clock_start_at
from queue_server.domain.policies import POLICIES
from queue_server.domain.routing import desk_of_manager, desks_serving
from queue_server.domain.ticket import PinKind, Ticket, TicketState

SERVICE_VARIATION = 0.9
"""Coefficient of variation of service times within a topic."""

REACTION_S = 15.0
"""How long a free desk takes to call, when somebody waits."""

BREAK_REST_S = 600.0
"""How long a break still lasts, as far as anybody knows."""

SHARES = (0.1, 0.5, 0.8, 0.9)
"""The shares of waits that are shorter than the four figures given."""


Move: TypeAlias = tuple[float, float, float, float]


class SimpleEstimator:
    """Answers the views' question from the office's state and what `observe` has learned of service times."""

    def __init__(self, schedule: TodaysHours | None = None) -> None:
        self.schedule: TodaysHours = schedule if schedule is not None else KnownHours()
        self._times: dict[OfficeId, ServiceTimes] = {}
        # The last answer for newcomers: a kiosk's view asks for every topic of the same moment.
        self._newcomers_of: Office | None = None
        self._newcomers_at: Instant = 0
        self._newcomers: dict[TopicId, ExpectedWait | None] = {}

    def as_of_now(self, office: Office, schedule: TodaysHours) -> "SimpleEstimator":
        """What is known of `office` now; what is observed later does not change the copy."""
        copy = SimpleEstimator(schedule)
        copy._times[office.id] = self._times_of(office).copy()
        return copy

    def for_newcomer(self, office: Office, topic: TopicId, at: Instant) -> ExpectedWait | None:
        """The wait of somebody without a category who would take a ticket for `topic` at `at`."""
        if self._newcomers_of is not office or self._newcomers_at != at:
            topics = [topic for topic in office.configured.topics if office.configured.offers(topic)]
            found = self._estimate(
                office, [_newcomer(office, topic, at) for topic in topics], at, self._hours(office, at)
            )
            self._newcomers = dict(zip(topics, found, strict=True))
            self._newcomers_of, self._newcomers_at = office, at
        return self._newcomers.get(topic)

    def for_ticket(self, office: Office, ticket: Ticket, at: Instant) -> ExpectedWait | None:
        """The wait still before `ticket`; None unless it is waiting and a desk serves its topic."""
        if ticket.state is not TicketState.WAITING:
            return None
        return self._estimate(office, [ticket], at, self._hours(office, at))[0]

    def moves(self, office: Office, tickets: list[Ticket], at: Instant, within_s: float) -> list[Move | None]:
        """By how much the published schedule moves each figure of each ticket's wait, in seconds.

        None where nothing of the schedule falls within `within_s`, or no desk serves the topic.
        """
        hours = self._hours(office, at)
        if not any(_matters(one, within_s) for one in hours.values()):
            return [None] * len(tickets)
        told = self._estimate(office, tickets, at, hours)
        plain = self._estimate(office, tickets, at, {})
        return [_move(one, other) for one, other in zip(told, plain, strict=True)]

    def observe(self, before: Office, event: Event) -> None:
        """Learns from one event, given the office as it was before it."""
        if isinstance(event, DayOpened):
            self._times[before.id] = ServiceTimes()
            return
        ticket = before.tickets.get(getattr(event, "ticket", ""))
        if ticket is None:
            return
        match event:
            case ServiceStarted():
                self._times_of(before).service_started(ticket, event.at)
            case NoShowMarked():
                self._times_of(before).called_in_vain(ticket, event.at)
            case VisitCompleted() | TicketSentBack() | TicketTransferred() | TicketPostponed() | TicketRemoved():
                if ticket.state is TicketState.SERVING:
                    self._times_of(before).service_ended(ticket, event.at)
            case _:
                pass

    def _hours(self, office: Office, at: Instant) -> Mapping[ManagerId, Hours]:
        return self.schedule.desk_hours(office, at)

    def _times_of(self, office: Office) -> ServiceTimes:
        if office.id not in self._times:
            self._times[office.id] = ServiceTimes.of_day(office)
        return self._times[office.id]

    def _estimate(
        self, office: Office, tickets: list[Ticket], at: Instant, hours: Mapping[ManagerId, Hours]
    ) -> list[ExpectedWait | None]:
        """One look at the hall answers for all `tickets`."""
        times = self._times_of(office)
        rest_s = {
            desk.number: _rest_s(office, desk, times, at, hours.get(desk.manager, ANY_TIME))
            for desk in office.desks.values()
            if desk.manager
        }
        seekers = [_seeker(office, ticket) for ticket in tickets]
        served = [seeker for seeker in seekers if seeker is not None]
        means: dict[TopicId, float] = {}

        def mean_s(topic: TopicId) -> float:
            if topic not in means:
                means[topic] = times.mean_s(office, topic)
            return means[topic]

        found = iter(play(office, served, rest_s=rest_s, mean_s=mean_s, approach_s=times.approach_s, hours=hours))
        return [
            None if seeker is None else _wait(next(found), rest_s, not_before_s=_until_slot_s(ticket, at))
            for ticket, seeker in zip(tickets, seekers, strict=True)
        ]


def _wait(ahead: Ahead, rest_s: dict[DeskNumber, float], *, not_before_s: float) -> ExpectedWait:
    desks = len(ahead.pool)
    first_s = 1 / sum(1 / rest_s[number] for number in ahead.pool)
    mean_s = first_s + ahead.work_s / desks
    variance = first_s * first_s + SERVICE_VARIATION**2 * ahead.squares / (desks * desks)
    low_s, likely_s, upper_s, high_s = (max(not_before_s, gamma_quantile(share, mean_s, variance)) for share in SHARES)
    return ExpectedWait(low_s, likely_s, upper_s, high_s, "simple")


def _matters(hours: Hours, within_s: float) -> bool:
    due_s = min((due for due, _ in hours.rests), default=within_s)
    return hours.back_s is not None or min(hours.leaves_s, due_s) < within_s


def _move(told: ExpectedWait | None, plain: ExpectedWait | None) -> Move | None:
    if told is None or plain is None:
        return None
    return (
        told.low_s - plain.low_s,
        told.likely_s - plain.likely_s,
        told.upper_s - plain.upper_s,
        told.high_s - plain.high_s,
    )


def _until_slot_s(ticket: Ticket, at: Instant) -> float:
    """An appointment that came early is called at its slot, unless nobody else is there."""
    return max(0, ticket.slot_at - at) / SECOND if ticket.early and ticket.slot_at is not None else 0.0


def _newcomer(office: Office, topic: TopicId, at: Instant) -> Ticket:
    config = office.configured
    known = config.topics.get(topic)
    standard_s = known.standard_s if known is not None and known.standard_s is not None else config.standard_s
    start_at = clock_start_at(config, at)
    return Ticket(
        id="",
        order=office.issued_count,
        state=TicketState.WAITING,
        since_at=at,
        topic=topic,
        topics=(topic,),
        promise_at=start_at + standard_s * SECOND,
    )


def _seeker(office: Office, ticket: Ticket) -> Seeker | None:
    """The ticket as it looks for a desk, or None where no desk serves its topic."""
    desks = _desks_for(office, ticket)
    if ticket.topic is None or not desks:
        return None
    config = office.configured
    place = POLICIES[config.policy].place(ticket, config)
    return Seeker(ticket.topic, place, ticket.order, tuple(desk.number for desk in desks))


def _desks_for(office: Office, ticket: Ticket) -> list[Desk]:
    """The desks that may call the ticket: the one it is pinned to, else all that serve its topic."""
    if ticket.topic is None:
        return []
    desks = desks_serving(office, ticket.topic)
    if ticket.pin is None:
        return desks
    numbers = _pinned_desks(office, ticket.pin.kind, ticket.pin.to)
    return [desk for desk in desks if desk.number in numbers] or desks


def _pinned_desks(office: Office, kind: PinKind, to: str) -> frozenset[str]:
    match kind:
        case PinKind.DESK:
            return frozenset((to,))
        case PinKind.MANAGER:
            desk = desk_of_manager(office, to)
            return frozenset((desk.number,)) if desk is not None else frozenset()
        case _:
            assert_never(kind)


def _rest_s(office: Office, desk: Desk, times: ServiceTimes, at: Instant, hours: Hours) -> float:
    """How long until the desk can call somebody, in seconds; never nothing."""
    if desk.break_since_at is not None:
        return BREAK_REST_S if hours.back_s is None else max(REACTION_S, hours.back_s)
    ticket = office.tickets.get(desk.ticket) if desk.ticket is not None else None
    if ticket is None:
        return REACTION_S
    mean_s = times.mean_s(office, ticket.topic)
    elapsed_s = max(0, at - ticket.since_at) / SECOND
    if ticket.state is not TicketState.SERVING:
        return max(times.approach_s - elapsed_s, 0.0) + mean_s
    return max(1.0, lognormal_residual(mean_s, SERVICE_VARIATION, elapsed_s))
