"""The learned estimator at work: when it answers, when it hands the question on, and what is kept of it."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from analytics.estimators.chance import chance_above
from analytics.estimators.hours import Hours
from analytics.estimators.keeping import of_bytes, to_bytes
from analytics.estimators.learned import LearnedEstimator
from analytics.estimators.model import Floats, WaitModel
from analytics.outlook.chances import with_learned
from analytics.outlook.seen import Outlook
from queue_server.domain import commands as c
from queue_server.domain.clocks import breach_at
from queue_server.domain.ids import SECOND
from queue_server.domain.ticket import TicketState
from tests.unit.analytics.learned_day import Day, learned_of, taught


@pytest.fixture(scope="module")
def kept() -> bytes:
    return taught()


def test_a_newcomer_is_told_a_range_around_the_likely_value(kept: bytes) -> None:
    day = Day(kept).opened().busy(12)
    wait = day.learned.for_newcomer(day.office, "billing", day.at)
    assert wait is not None
    assert 0 <= wait.low_s < wait.likely_s < wait.high_s < 3600


def test_a_longer_line_means_a_longer_wait(kept: bytes) -> None:
    short, long = Day(kept).opened().busy(4), Day(kept).opened().busy(25)
    waits = [day.learned.for_newcomer(day.office, "meters", day.at) for day in (short, long)]
    assert waits[0] is not None and waits[1] is not None
    assert waits[1].likely_s > 1.5 * waits[0].likely_s


def test_nobody_knows_where_no_desk_serves_the_topic(kept: bytes) -> None:
    day = Day(kept).do(c.OpenDesk("1", "m1"))
    assert day.learned.for_newcomer(day.office, "contract", day.at) is None
    assert day.learned.for_newcomer(day.office, "meters", day.at) is not None


def test_who_does_not_wait_is_told_nothing(kept: bytes) -> None:
    day = Day(kept).opened().busy(3)
    served = next(ticket for ticket in day.office.tickets.values() if ticket.state is TicketState.SERVING)
    assert day.learned.for_ticket(day.office, served, day.at) is None


def test_an_office_that_was_not_learned_is_answered_for_by_the_simple_estimator(kept: bytes) -> None:
    day = Day(kept).opened().busy(6)
    other = LearnedEstimator(day.simple)
    assert other.for_newcomer(day.office, "meters", day.at) == day.simple.for_newcomer(day.office, "meters", day.at)
    ticket = day.waiting()[0]
    assert other.for_ticket(day.office, ticket, day.at) == day.simple.for_ticket(day.office, ticket, day.at)


def test_a_line_longer_than_any_learned_from_is_left_to_the_simple_estimator(kept: bytes) -> None:
    day = Day(kept).opened().busy(30)
    day.learned.learn("klin", replace(learned_of(kept), ahead_most=10))
    ticket = max(day.waiting(), key=lambda ticket: ticket.order)
    assert day.learned.for_ticket(day.office, ticket, day.at) == day.simple.for_ticket(day.office, ticket, day.at)


def test_all_tickets_at_once_get_the_answers_they_get_one_by_one(kept: bytes) -> None:
    day = Day(kept).opened().busy(20)
    together = day.learned.told(day.office, day.waiting(), day.at)
    for ticket, told in zip(day.waiting(), together, strict=True):
        assert told is not None
        assert told.low_s <= told.likely_s <= told.upper_s <= told.high_s
        alone = day.learned.told(day.office, [ticket], day.at)[0]
        assert alone is not None
        for name in ("low_s", "likely_s", "upper_s", "high_s"):
            assert np.isclose(getattr(alone, name), getattr(told, name)), name


def test_what_was_kept_answers_like_what_waslearned_of(kept: bytes) -> None:
    assert len(kept) < 400_000
    day, again = Day(kept).opened().busy(10), Day(to_bytes(learned_of(kept))).opened().busy(10)
    first, second = (d.learned.told(d.office, d.waiting(), d.at) for d in (day, again))
    assert first == second


def test_what_was_kept_for_other_features_is_not_used(kept: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analytics.estimators.keeping.FEATURES", ("something_else",))
    assert of_bytes(kept) is None


def test_all_who_wait_in_an_office_are_estimated_in_one_pass(kept: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    day = Day(kept).opened().busy(50)
    passes: list[int] = []
    predict = WaitModel.predict

    def counted(model: WaitModel, rows: Floats, joining: NDArray[np.bool_]) -> Floats:
        passes.append(len(rows))
        return predict(model, rows, joining)

    monkeypatch.setattr(WaitModel, "predict", counted)
    waiting = day.waiting()
    assert None not in day.learned.told(day.office, waiting, day.at)
    assert passes == [len(waiting)]


def test_what_is_known_now_is_not_changed_by_what_is_observed_later(kept: bytes) -> None:
    """A look at the hall answers of its own moment, however long it takes and whatever the hall does meanwhile."""
    day = Day(kept).opened().busy(20)
    at, hall, waiting = day.at, day.office, day.waiting()
    told = day.learned.told(hall, waiting, at)
    now = day.learned.as_of_now(hall, {})
    assert now is not None
    day.do(*(c.Complete(desk.ticket, "done") for desk in hall.desks.values() if desk.ticket), after_s=60)
    for number in range(6):
        day.do(c.CallNext(str(number + 1)), c.Issue(f"late-{number}", "meters"), after_s=20)
    assert now.told(hall, waiting, at) == told
    assert day.learned.told(hall, waiting, at) != told, "calls since then are the pace of later"
    assert LearnedEstimator().as_of_now(hall, {}) is None


def test_what_is_asked_of_now_teaches_the_day_nothing(kept: bytes) -> None:
    one, other = Day(kept).opened().busy(8), Day(kept).opened().busy(8)
    now = one.learned.as_of_now(one.office, {"m1": Hours(600.0)})
    assert now is not None
    now.told(one.office, one.waiting(), one.at)
    for day in (one, other):
        day.do(c.Complete(day.office.desks["1"].ticket or "", "done"), c.CallNext("1"), after_s=30)
    assert one.learned.told(one.office, one.waiting(), one.at) == other.learned.told(
        other.office, other.waiting(), other.at
    )


def test_what_is_planned_is_known_to_the_copy(kept: bytes) -> None:
    day = Day(kept).opened().busy(20)
    plain, planned = (
        day.learned.as_of_now(day.office, hours) for hours in ({}, {"m5": Hours(30.0), "m4": Hours(30.0)})
    )
    assert plain is not None and planned is not None
    last = max(day.waiting(), key=lambda ticket: ticket.order if ticket.topic == "contract" else -1)
    before, after = (one.told(day.office, [last], day.at)[0] for one in (plain, planned))
    assert before is not None and after is not None and after.high_s > before.high_s


def simulated(day: Day, passed: frozenset[str] = frozenset()) -> Outlook:
    chances = {ticket.id: 1.0 if ticket.id in passed else 0.123 for ticket in day.waiting()}
    return Outlook(day.at, (), chances, passed, ())


def test_chances_are_the_simulation_s_where_nothing_was_learned(kept: bytes) -> None:
    day = Day(kept).opened().busy(3)
    seen = simulated(day)
    assert with_learned(seen, day.office, LearnedEstimator()) is seen


def test_each_chance_is_that_of_the_rest_of_the_wait_passing_what_is_left(kept: bytes) -> None:
    day = Day(kept).opened().busy(12)
    gone, *waiting = day.waiting()
    found = with_learned(simulated(day, frozenset({gone.id})), day.office, day.learned).chances
    assert found[gone.id] == 1.0, "passed already"
    told = day.learned.told(day.office, waiting, day.at)
    for ticket, wait in zip(waiting, told, strict=True):
        at = breach_at(ticket)
        assert wait is not None
        assert at is not None
        quantiles = np.array([[wait.low_s, wait.likely_s, wait.upper_s, wait.high_s]])
        assert found[ticket.id] == pytest.approx(chance_above(quantiles, (at - day.at) / SECOND)[0])
    assert len(set(found.values())) > 5
