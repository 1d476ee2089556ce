"""Moves of the outlook: told of only where they help, for as long as they do, and in which order."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analytics.forecast.forecasting import DayForecast
from analytics.outlook.harm import harm_of
from analytics.outlook.moves import (
    CallNeighbour,
    GiveTopic,
    MoveBreak,
    Neighbour,
    OpenDesk,
    RedirectTopic,
    SuspendTopic,
    moves,
)
from analytics.outlook.present import futures
from analytics.outlook.seen import Advice
from analytics.outlook.trying import outlook
from analytics.simulation.running import run
from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from tests.unit.analytics.advised_office import AdvisedDay
from tests.unit.analytics.crowded_hall import SERVICES, Hall, forecast_of


def test_a_topic_that_a_desk_could_serve_and_does_not_is_given_to_it() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5"), c.OpenDesk("4", "m4"), c.SetTopics("4", ("billing",))).crowd(12)
    assert GiveTopic("4", "contract") in [advice.move for advice in hall.outlook().advice]


def test_a_break_that_goes_on_is_moved_by_as_little_as_helps() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5"), c.OpenDesk("4", "m4"), c.StartBreak("4")).crowd(6)
    lengths = [move.by_s for move in moves(hall.office) if isinstance(move, MoveBreak)]
    assert lengths == sorted(lengths) and len(lengths) > 3
    assert not any(isinstance(move, MoveBreak) and move.desk == "5" for move in moves(hall.office))
    told = moved_break(hall, forecast_of(9, 8.0))
    assert told.desk == "4" and 600 <= told.by_s < 3600
    longer = Hall().do(c.OpenDesk("5", "m5"), c.OpenDesk("4", "m4"), c.StartBreak("4")).crowd(14)
    assert moved_break(longer, forecast_of(9, 16.0)).by_s > told.by_s  # the line takes longer to be served


def moved_break(hall: Hall, usual: DayForecast) -> MoveBreak:
    advice = outlook(hall.office, hall.at, SERVICES, usual=usual).advice
    (found,) = [one.move for one in advice if isinstance(one.move, MoveBreak)]
    return found


def test_a_desk_is_opened_until_it_is_no_longer_needed_and_closing_it_then_costs_nothing() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5")).crowd(10)
    passing = forecast_of(9, 14.0)
    best = next(one for one in outlook(hall.office, hall.at, SERVICES, usual=passing).advice if until_of(one))
    assert best.until_at is not None and hall.at + 900 * SECOND <= best.until_at <= hall.at + 6300 * SECOND
    assert best.until_at % (900 * SECOND) == 0  # a quarter of an hour on the wall
    drawn = futures(hall.office, hall.at, SERVICES, replications=200, seed=1, usual=passing)

    def harm(end_ms: float) -> float:
        shifts, ties = drawn.shifts(best.move)
        shifts = replace(shifts, closes_ms=np.append(shifts.closes_ms[:-1], end_ms))
        calls = run(shifts, drawn.visitors, ties=ties)
        return float(harm_of(drawn.as_lived(shifts, calls), calls, np.zeros(200), 7200).weight().mean())

    assert harm(best.until_at - hall.at) <= harm(np.inf) + 0.3 < harm(best.until_at - hall.at - 900.0 * SECOND)
    always = hall.outlook().advice[0]  # as many go on coming as came just now
    assert isinstance(always.move, OpenDesk) and always.until_at is None


def until_of(advice: Advice) -> bool:
    return isinstance(advice.move, OpenDesk) and advice.until_at is not None


def test_people_are_sent_to_a_neighbour_only_where_somebody_is_idle_and_tickets_are_given() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5")).crowd(12)
    takes = Neighbour("istra", "petrov", frozenset({"contract"}), frozenset({"contract"}))
    refuses = Neighbour("istra", "petrov", frozenset({"contract"}))
    told = {type(advice.move): advice for advice in hall.outlook(takes).advice}
    assert RedirectTopic("contract", "istra") in list(moves(hall.office, (takes,)))
    assert not any(isinstance(move, RedirectTopic) for move in moves(hall.office, (refuses,)))
    if RedirectTopic in told:  # better than to send them away, and for as many
        assert told[RedirectTopic].sent_away == told[SuspendTopic].sent_away
    rush = Hall().do(c.OpenDesk("5", "m5")).crowd(60, every_s=20)
    assert RedirectTopic not in [type(advice.move) for advice in rush.outlook(takes).advice]  # more than one can serve


def test_a_neighbour_helps_later_and_is_told_of_after_the_own_reserve() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5")).crowd(40, every_s=30)
    spare = Neighbour("istra", "petrov", frozenset({"contract"}))
    told = [type(advice.move) for advice in hall.outlook(spare).advice]
    assert told.index(OpenDesk) < told.index(CallNeighbour)


def test_to_send_people_away_is_the_last_that_is_told_of() -> None:
    told = Hall().do(c.OpenDesk("5", "m5")).crowd(12).outlook().advice
    assert isinstance(told[-1].move, SuspendTopic) and told[-1].sent_away > 1
    assert all(advice.sent_away == 0 for advice in told[:-1])


def test_following_the_first_advice_spares_breaches_on_the_same_day() -> None:
    def advised(office: Office, at: Instant) -> Sequence[tuple[float, Command]]:
        for advice in outlook(office, at, SERVICES, replications=100).advice:
            if isinstance(advice.move, OpenDesk):
                return [(120.0, c.OpenDesk(advice.move.desk, advice.move.manager))]
        return ()

    alone = AdvisedDay(2, lambda _office, _at: (), load=0.6).run()
    helped = AdvisedDay(2, advised, load=0.6, look_every_s=600).run()
    assert alone.issued() == helped.issued()
    assert alone.breaches() > 50
    assert helped.breaches() < 0.3 * alone.breaches()
