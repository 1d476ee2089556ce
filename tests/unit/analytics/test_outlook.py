"""The outlook: breaches to come, chances by ticket, and which offices are looked at."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from analytics.estimators.hours import Hours
from analytics.outlook.looking import worth_looking
from analytics.outlook.moves import (
    Move,
    OpenDesk,
)
from analytics.outlook.peak import peak_ahead
from analytics.outlook.seen import Outlook
from analytics.outlook.services import services_of
from analytics.schedules.schedule import Coming, Plan
from queue_server.domain import commands as c
from queue_server.domain.ids import SECOND
from queue_server.domain.office import Office
from queue_server.domain.register import Register
from tests.unit.analytics.crowded_hall import SERVICES, Hall, forecast_of
from tests.unit.analytics.skilled_office import MONDAY, config


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


def test_a_quiet_office_is_looked_at_for_those_who_are_planned_to_be_there() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5"), c.OpenDesk("2", "m2"))
    for_one = 0.8 * 1800 / SERVICES.mean_s("contract")

    def peak(of_one: float, *, plan: Plan, office: Office = hall.office) -> bool:
        return peak_ahead(office, hall.at, SERVICES, forecast_of(10, of_one * for_one), plan)

    assert not peak(2, plan=Plan())
    assert peak(2, plan=Plan({"m2": Hours(leaves_s=3600.0)})), "one of two goes when it begins"
    assert peak(2, plan=Plan({"m2": Hours(rests=((3600.0, 1800.0),))})), "one of two rests then"
    assert not peak(2, plan=Plan({"m2": Hours(rests=((1800.0, 1800.0),))})), "a break before it"
    comes = Coming("m4", None, 3600.0, Hours())
    assert peak(3, plan=Plan()) and not peak(3, plan=Plan(comes=(comes,)))
    assert peak(3, plan=Plan(comes=(replace(comes, from_s=5400.0),))), "too late for it"
    assert peak(2, plan=Plan({"m2": Hours(leaves_s=3600.0)}, (replace(comes, hours=Hours(leaves_s=4000.0)),)))
    empty = Hall().office
    assert peak(1, plan=Plan(), office=empty) and not peak(1, plan=Plan(comes=(comes,)), office=empty)
    on_break = Plan({"m2": Hours(back_s=4500.0)})
    assert peak(2, plan=on_break), "back from a long break in the middle of it"


def test_first_guesses_serve_until_there_is_history() -> None:
    services = services_of(config("klin"), None)
    for topic, known in config("klin").topics.items():
        assert services.mean_s(topic) == pytest.approx(known.typical_service_s)
    assert services.pace("m1") == 1.0


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
