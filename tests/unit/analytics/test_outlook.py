"""The outlook: breaches to come, chances by ticket, and moves that are told of only where they help."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from math import log
from typing import Any

import numpy as np
import pytest

from analytics.forecast.forecasting import DayForecast, Forecaster
from analytics.forecast.history import ArrivalHistory
from analytics.forecast.intraday import day_factor
from analytics.forecast.spread import Spread
from analytics.outlook.arrivals import arrivals, category_shares
from analytics.outlook.day_so_far import day_so_far
from analytics.outlook.harm import harm_of
from analytics.outlook.looking import worth_looking
from analytics.outlook.moves import (
    CallNeighbour,
    GiveTopic,
    Move,
    MoveBreak,
    Neighbour,
    OpenDesk,
    RedirectTopic,
    SuspendTopic,
    moves,
)
from analytics.outlook.peak import peak_ahead
from analytics.outlook.present import futures
from analytics.outlook.seen import Advice, Outlook
from analytics.outlook.services import Services, services_of
from analytics.outlook.trying import outlook
from analytics.simulation.running import run
from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.events import Event, TicketIssued
from queue_server.domain.evolve import evolve
from queue_server.domain.handling import handle
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.domain.register import Register
from tests.unit.analytics.advised_office import AdvisedDay
from tests.unit.analytics.skilled_office import DAY_MS, MONDAY, SERVICE_S, SPEED, config, days

SERVICES = Services(
    {topic: log(mean_s) - 0.8**2 / 2 for topic, mean_s in SERVICE_S.items()},
    {f"m{desk}": log(speed) for desk, speed in SPEED.items()},
    0.8,
)


class Hall:
    """The hall with skills, done to by commands."""

    def __init__(self) -> None:
        self.at: Instant = MONDAY
        self.office = Office("klin")
        self.do(c.Configure(config("klin")), c.OpenDay())

    def do(self, *commands: Command, after_s: float = 0) -> "Hall":
        self.at += round(after_s * SECOND)
        for command in commands:
            _, self.office = handle(self.office, command, self.at)
        return self

    def crowd(self, count: int, topic: str = "contract", every_s: float = 10) -> "Hall":
        for number in range(count):
            self.do(c.Issue(f"{topic}-{number}", topic), after_s=every_s)
        return self

    def outlook(self, *neighbours: Neighbour, seed: int = 1) -> Outlook:
        return outlook(self.office, self.at, SERVICES, neighbours=neighbours, seed=seed)


def kinds(seen: Outlook) -> list[type[Move]]:
    return [type(advice.move) for advice in seen.advice]


def test_a_quiet_hall_has_nothing_to_come_and_nothing_to_do() -> None:
    seen = Hall().do(c.OpenDesk("6", "m6")).crowd(1).outlook()
    assert all(part.mean < 0.3 for part in seen.expected)
    assert seen.advice == ()
    assert seen.chances["contract-0"] < 0.05


def test_nobody_at_all_is_an_answer() -> None:
    seen = Hall().outlook()
    assert [part.mean for part in seen.expected] == [0.0, 0.0, 0.0]
    assert seen.chances == {}


def test_a_long_line_is_told_of_with_whom_to_call_from_the_back_office() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5")).crowd(12)
    seen = hall.outlook()
    soon, hour, later = (part.mean for part in seen.expected)
    assert 3 < soon <= hour <= later
    best = seen.advice[0]
    assert isinstance(best.move, OpenDesk) and best.move.manager in ("m4", "m6")  # who serves contracts
    assert best.spared_low > 1 and best.spared_low <= best.spared <= best.spared_high <= hour
    chances = [seen.chances[f"contract-{number}"] for number in range(12)]
    assert chances[0] < 0.2 < 0.8 < chances[-1]


def test_the_same_seed_says_the_same_and_another_nearly() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5")).crowd(12)
    assert hall.outlook() == hall.outlook()
    assert hall.outlook(seed=2).expected[1].mean == pytest.approx(hall.outlook().expected[1].mean, rel=0.15)


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


def test_without_a_desk_everybody_waits_in_vain() -> None:
    hall = Hall().crowd(6)
    seen = hall.outlook()
    assert all(chance > 0.5 for chance in seen.chances.values())
    assert OpenDesk in kinds(seen)


def test_whoever_has_passed_the_standard_is_no_breach_to_come() -> None:
    hall = Hall().crowd(3).do(after_s=1000)
    seen = hall.outlook()
    assert set(seen.chances.values()) == {1.0}


def test_an_office_is_worth_looking_at_once_lines_are_long_or_old() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5")).crowd(2)
    assert not worth_looking(hall.office, hall.at)
    assert worth_looking(hall.office, hall.at + 400 * SECOND)
    assert worth_looking(hall.crowd(3, "meters").office, hall.at)
    assert not worth_looking(Office("klin"), hall.at)
    assert worth_looking(Hall().crowd(1).office, hall.at)  # nobody serves: the worst of all
    assert not worth_looking(Hall().office, hall.at)


def test_a_quiet_office_is_worth_looking_at_before_more_comes_than_its_desks_can_do() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5"))  # MONDAY is nine in the morning in Moscow
    mean_s = SERVICES.mean_s("contract")
    enough, too_many = 0.9 * 1800 / mean_s, 1.1 * 1800 / mean_s
    assert not peak_ahead(hall.office, hall.at, SERVICES, forecast_of(10, enough))
    assert peak_ahead(hall.office, hall.at, SERVICES, forecast_of(10, too_many))
    assert not peak_ahead(hall.office, hall.at, SERVICES, forecast_of(12, too_many)), "later than two hours ahead"
    two = hall.do(c.OpenDesk("2", "m2")).office
    assert not peak_ahead(two, hall.at, SERVICES, forecast_of(10, too_many))
    assert peak_ahead(Hall().office, MONDAY, SERVICES, forecast_of(10, 0.5)), "nobody will be there"
    assert not peak_ahead(hall.do(c.StopIssuing()).office, hall.at, SERVICES, forecast_of(10, too_many))


def test_first_guesses_serve_until_there_is_history() -> None:
    services = services_of(config("klin"), None)
    for topic, known in config("klin").topics.items():
        assert services.mean_s(topic) == pytest.approx(known.typical_service_s)
    assert services.pace("m1") == 1.0


def forecast_of(hour: int, count: float) -> DayForecast:
    """A day on which so many come for contracts in the first half of one hour of Moscow, and nobody else."""
    expected = np.zeros((48, 1))
    expected[2 * hour] = count
    return DayForecast(date(2026, 3, 2), ("contract",), expected, Spread(0.15, 0.15))


def test_a_peak_that_is_forecast_is_seen_before_it_begins() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5"))  # MONDAY is nine in the morning in Moscow
    seen = outlook(hall.office, hall.at, SERVICES, usual=forecast_of(10, 20.0))
    soon, _, later = (part.mean for part in seen.expected)
    assert soon == 0.0 and later > 3
    assert all(part.mean == 0.0 for part in outlook(hall.office, hall.at, SERVICES).expected)


def test_the_running_half_hour_counts_in_part_and_the_day_so_far_moves_the_rest() -> None:
    hall = Hall().do(after_s=900)
    topics = ("contract",)
    so_far = day_so_far(hall.office, hall.at)
    demand = arrivals(hall.office, topics, so_far, 7200, forecast_of(9, 20.0))
    assert demand.expected.shape == (5, 1)
    assert demand.edges_ms.tolist() == [0, 900_000, 2_700_000, 4_500_000, 6_300_000, 7_200_000]
    assert demand.expected[:, 0].tolist() == pytest.approx([10 * day_factor(10, 0, 0.15), 0, 0, 0, 0])
    assert arrivals(hall.office, topics, so_far, 0, forecast_of(9, 20.0)).expected.sum() == 0


def test_the_day_so_far_is_read_in_one_walk_with_what_is_settled_already() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5")).crowd(3, every_s=60)
    hall.do(c.Issue("late", "contract", category="veteran"), after_s=30).do(c.MarkLeft("late"), after_s=90)
    hall.do(c.CallNext("5")).do(c.Start("contract-0"), after_s=20).do(c.AddTopic("contract-0", "billing"))
    hall.do(c.FinishTopic("contract-0", "done"), c.Complete("contract-0", "done"), after_s=200)
    so_far = day_so_far(hall.office, hall.at)
    assert (so_far.today, so_far.lately, so_far.lately_s) == (4, {"contract": 4}, 1800.0)
    assert (so_far.gave_up, so_far.lately_categories) == (1, {None: 3, "veteran": 1})
    called, left, waiting = 240, 90, (400, 340)
    assert so_far.waited_ms == (called + left + sum(waiting)) * SECOND
    assert category_shares(so_far, ("", "veteran")).tolist() == pytest.approx([0.8, 0.2])
    much_later = day_so_far(hall.office, hall.at + 7200 * SECOND)
    assert (much_later.today, sum(much_later.lately.values()), much_later.lately_s) == (4, 0, 3600.0)


def test_a_look_walks_the_tickets_once(monkeypatch: pytest.MonkeyPatch) -> None:
    hall = Hall().do(c.OpenDesk("5", "m5")).crowd(12)
    walks = Counter[str]()
    values = Register.values

    def counted(register: Register[Any]) -> Iterator[Any]:
        walks["walked"] += 1
        return values(register)

    monkeypatch.setattr(Register, "values", counted)
    assert hall.outlook().advice
    assert walks["walked"] == 1


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


def test_an_outlook_and_the_forecast_it_goes_by_do_not_know_what_comes() -> None:
    # The whole of each log lies before them. From half past eleven of the last day on chance decides otherwise, and
    # three times as many come.
    turn_at = MONDAY + 3 * DAY_MS + 9000 * SECOND
    one, other = list(days(4, seed=3)), list(days(4, seed=3, another_future_from=turn_at))
    assert [event for event in one if event.at < turn_at] == [event for event in other if event.at < turn_at]
    mine, its = looked_at(one, turn_at - 1), looked_at(other, turn_at - 1, rush_from=turn_at)
    assert mine == its
    assert mine.chances and max(part.mean for part in mine.expected) > 0
    later = turn_at + 1800 * SECOND
    assert looked_at(one, later) != looked_at(other, later, rush_from=turn_at)


def looked_at(events: Sequence[Event], at: Instant, rush_from: Instant | None = None) -> Outlook:
    """What is said at a moment, by the visits of the whole log, those to come as well."""
    office = Office("klin")
    for event in events:
        office = evolve(office, event) if event.at <= at else office
    (usual,) = Forecaster(issued(events, rush_from)).days([date(2026, 3, 5)])
    return outlook(office, at, SERVICES, usual=usual, replications=60)


def issued(events: Sequence[Event], rush_from: Instant | None) -> ArrivalHistory:
    """By day, half-hour of Moscow, and topic."""
    topics = tuple(sorted(SERVICE_S))
    counts = np.zeros((4, 48, len(topics)))
    for event in events:
        if isinstance(event, TicketIssued):
            half_hour = (event.at - MONDAY) % DAY_MS // (1800 * SECOND) + 18
            many = 3 if rush_from is not None and event.at >= rush_from else 1
            counts[(event.at - MONDAY) // DAY_MS, half_hour, topics.index(event.topic)] += many
    return ArrivalHistory(date(2026, 3, 2), topics, counts)
