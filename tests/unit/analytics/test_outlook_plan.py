"""The outlook and today's published schedule: who goes, who rests, who comes, and pins that lead to them."""

import numpy as np

from analytics.estimators.hours import Hours
from analytics.outlook.moves import CallNeighbour, MoveBreak, Neighbour, OpenDesk, moves
from analytics.outlook.present import futures
from analytics.outlook.trying import outlook
from analytics.schedules.schedule import Coming, Plan
from analytics.simulation.running import Form, run
from queue_server.domain import commands as c
from queue_server.domain.ids import SECOND
from queue_server.domain.ticket import PostponedBy
from tests.unit.analytics.crowded_hall import SERVICES, Hall, forecast_of


def test_a_break_that_a_schedule_tells_of_is_simulated_and_can_wait() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5"), c.OpenDesk("4", "m4")).crowd(9)
    lunch = Plan({"m4": Hours(rests=((300.0, 2700.0),))})
    seen = outlook(hall.office, hall.at, SERVICES, plan=lunch)
    assert seen.expected[1].mean > hall.outlook().expected[1].mean + 1
    assert [advice.move.desk for advice in seen.advice if isinstance(advice.move, MoveBreak)] == ["4"]
    far = Plan({"m4": Hours(rests=((3000.0, 2700.0),))})
    assert not any(isinstance(move, MoveBreak) for move in moves(hall.office, plan=far))


def test_who_goes_and_who_comes_by_the_schedule_is_simulated() -> None:
    """Given one desk whose shift ends in ten minutes and a colleague who comes in fifteen, nobody is called between."""
    hall = Hall().do(c.OpenDesk("5", "m5")).crowd(12)
    plan = Plan({"m5": Hours(600.0)}, (Coming("m4", "4", 900.0, Hours(5400.0)),))
    drawn = futures(hall.office, hall.at, SERVICES, replications=20, seed=1, plan=plan)
    shifts, ties = drawn.shifts()
    calls = run(shifts, drawn.visitors, ties=ties)
    by_m5, by_m4 = (calls.called_ms[calls.by == seat] for seat in (0, 1))
    assert (by_m5 < 600_000).all() and (by_m4 >= 900_000).all() and (by_m4 < 5_400_000).all()
    assert len(by_m5) and len(by_m4)


def test_a_colleague_who_comes_in_time_is_counted_on() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5")).crowd(3)
    goes, comes = {"m5": Hours(60.0)}, (Coming("m4", "4", 120.0, Hours()),)
    alone, relieved = (
        outlook(hall.office, hall.at, SERVICES, plan=one, usual=forecast_of(9, 1.0)).expected[1].mean
        for one in (Plan(goes), Plan(goes, comes))
    )
    assert alone > relieved + 1


def test_whoever_comes_later_may_be_asked_to_come_now_and_is_not_there_twice() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5")).crowd(12)
    plan = Plan({}, (Coming("m4", "4", 3600.0, Hours()),))
    drawn = futures(hall.office, hall.at, SERVICES, replications=2, seed=1, plan=plan)
    assert [seat.manager for seat in drawn.seats()] == ["m5", "m4"]
    sooner = OpenDesk("4", "m4")
    assert [seat.manager for seat in drawn.seats(sooner)] == ["m5", "m4"]
    assert drawn.shifts(sooner)[0].free_ms[0, -1] < 3_600_000.0
    moves_told = [one.move for one in outlook(hall.office, hall.at, SERVICES, plan=plan).advice]
    assert any(isinstance(move, OpenDesk) and move.manager == "m4" for move in moves_told)


def test_a_pin_ends_with_the_desk_that_it_leads_to() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5"), c.OpenDesk("6", "m6")).crowd(1)
    hall.do(c.CallNext("6"), c.Transfer("contract-0", manager="m5"), c.StartBreak("5"), c.StartBreak("6"))
    drawn = futures(hall.office, hall.at, SERVICES, replications=2, seed=1, plan=Plan({"m5": Hours(60.0)}))
    _, ties = drawn.shifts()
    assert ties is not None and ties.turns_ms[-1, 0] == 60_001.0
    _, ties = futures(hall.office, hall.at, SERVICES, replications=2, seed=1).shifts()
    assert ties is not None and ties.turns_ms[-1, 0] > 60_001.0


def test_the_pin_of_whoever_is_sent_back_ends_with_the_shift_of_who_wants_them_back() -> None:
    """Given a visitor at desk 5 whom m6 wants back, and m6 going home in a minute: m5 goes on with them at once."""
    hall = Hall().do(c.OpenDesk("5", "m5"), c.OpenDesk("6", "m6")).crowd(1)
    hall.do(c.CallNext("6"), c.Transfer("contract-0", manager="m5", return_to_me=True))
    hall.do(c.CallNext("5"), c.Start("contract-0"))

    def called_ms(leaves_s: float, form: Form) -> float:
        plan = Plan({"m6": Hours(leaves_s)})
        drawn = futures(hall.office, hall.at, SERVICES, replications=1, seed=1, usual=forecast_of(20, 1.0), plan=plan)
        shifts, ties = drawn.shifts()
        calls = run(shifts, drawn.visitors, form, ties)
        assert calls.by[0, -1] == (0 if leaves_s < drawn.free_ms[0, 0] / SECOND else 1)
        return float(calls.called_ms[0, -1] - drawn.free_ms[0, 0])

    for form in Form:
        assert called_ms(60.0, form) == 0.0
        assert called_ms(7200.0, form) == 0.0, "m6 is idle and there"


def test_a_pin_that_goes_on_after_a_slot_or_a_postponement_ends_with_the_desk_too() -> None:
    """Given a visitor who is asked for by m5 and back in five minutes, and m5 going home in six."""
    hall = Hall().do(c.OpenDesk("5", "m5"), c.OpenDesk("6", "m6")).crowd(1)
    hall.do(c.CallNext("6"), c.Transfer("contract-0", manager="m5"), c.StartBreak("5"), c.StartBreak("6"))
    hall.do(c.Postpone("contract-0", PostponedBy.OFFICE, due_at=hall.at + 300 * SECOND))
    for leaves_s, pinned_ms in ((360.0, 60_000.0), (3600.0, 300_001.0)):
        plan = Plan({"m5": Hours(leaves_s)})
        (stay,) = futures(hall.office, hall.at, SERVICES, replications=2, seed=1, plan=plan).stays
        assert stay.hold is not None and [one.lasts_ms for one in stay.hold.stages()] == [300_000.0, pinned_ms]
    (gone,) = futures(hall.office, hall.at, SERVICES, replications=2, seed=1, plan=Plan({"m5": Hours(200.0)})).stays
    assert gone.hold is not None and gone.hold.then is None, "to whoever is free"


def test_whoever_is_late_goes_home_when_the_shift_ends() -> None:
    """Given m4, whose shift has begun and ends in half an hour, and who is at no desk."""
    hall = Hall().do(c.OpenDesk("5", "m5")).crowd(12)
    drawn = futures(hall.office, hall.at, SERVICES, replications=20, seed=1, plan=Plan({"m4": Hours(1800.0)}))
    assert [seat.manager for seat in drawn.seats()] == ["m5"], "who is not there is not counted on"
    shifts, ties = drawn.shifts(OpenDesk("4", "m4"))
    assert shifts.closes_ms.tolist() == [np.inf, 1_800_000.0]
    calls = run(shifts, drawn.visitors, ties=ties)
    assert (calls.called_ms[calls.by == 1] < 1_800_000).all() and (calls.by == 1).any()


def test_a_break_that_goes_on_ends_as_planned_and_is_moved_whole() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5"), c.StartBreak("5"))
    plan = Plan({"m5": Hours(back_s=1500.0, whole_s=2700.0)})
    drawn = futures(hall.office, hall.at, SERVICES, replications=3, seed=1, plan=plan)
    assert drawn.free_ms.tolist() == [[1_500_000.0]] * 3
    shifts, _ = drawn.shifts(MoveBreak("5", 600))
    assert (shifts.free_ms[0, 0], shifts.breaks_at_ms[0, 0], shifts.breaks_ms[0, 0]) == (0.0, 600_000.0, 2_700_000.0)


def test_a_break_is_not_moved_to_where_the_schedule_would_refuse_it() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5")).crowd(3)
    rests = ((300.0, 600.0), (2400.0, 600.0))

    def lengths(hours: Hours) -> list[int]:
        found = moves(hall.office, plan=Plan({"m5": hours}))
        return [move.by_s for move in found if isinstance(move, MoveBreak)]

    assert lengths(Hours(rests=rests)) == [600, 1200]  # the next break begins at 2,400 s
    assert lengths(Hours(1600.0, rests)) == [600]
    hall.do(c.StartBreak("5"))
    assert lengths(Hours(3600.0, back_s=600.0, whole_s=2700.0)) == [600], "whole, though most of it is over"


def test_whoever_is_on_the_way_from_next_door_is_counted_on_and_not_asked_for_again() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5")).crowd(12, every_s=30)
    peak, spare = forecast_of(10, 14.0), Neighbour("istra", "petrov", frozenset({"contract"}))
    before, after = (
        outlook(hall.office, hall.at, SERVICES, plan=plan, neighbours=(spare,), usual=peak)
        for plan in (Plan(), Plan({}, (Coming("petrov", "6", 600.0, Hours(6000.0)),)))
    )
    assert any(isinstance(one.move, CallNeighbour) for one in before.advice)
    assert after.expected[2].mean < before.expected[2].mean - 3
    assert not any(isinstance(one.move, CallNeighbour) for one in after.advice)


def test_a_desk_that_somebody_is_to_come_to_is_not_given_to_another_while_there_is_a_choice() -> None:
    hall = Hall().do(c.OpenDesk("5", "m5")).crowd(3)

    def desks(*awaited: str) -> set[str]:
        plan = Plan({}, tuple(Coming("m4", number, 1800.0, Hours()) for number in awaited))
        return {move.desk for move in moves(hall.office, plan=plan) if isinstance(move, OpenDesk)}

    assert (desks(), desks("1"), desks("1", "2", "3", "4", "6")) == ({"1"}, {"2"}, {"1"})
