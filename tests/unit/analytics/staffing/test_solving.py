"""A week's program: its bound holds whatever is left out, and there is a plan wherever time runs out over it."""

from itertools import count

import numpy as np
import pytest
from scipy.sparse import csc_array

from analytics.staffing import solving
from analytics.staffing.solving import Matrix, cost_of, greedily, solve

DAYS, PEOPLE = 2, 3


def program() -> Matrix:
    """Two days that need two people; three people, who work one day each; the cheapest plan leaves one place empty."""
    choices = [(day, person) for day in range(DAYS) for person in range(PEOPLE)]
    rows = np.zeros((DAYS + PEOPLE, len(choices) + DAYS))
    for column, (day, person) in enumerate(choices):
        rows[day, column] = rows[DAYS + person, column] = 1.0
    for day in range(DAYS):
        rows[day, len(choices) + day] = 1.0
    return Matrix(
        costs=np.array([*(1.0 + person for _, person in choices), 50.0, 50.0]),
        cells=csc_array(rows),
        low=np.r_[np.full(DAYS, 2.0), np.full(PEOPLE, -np.inf)],
        high=np.r_[np.full(DAYS, np.inf), np.ones(PEOPLE)],
        most=np.r_[np.ones(len(choices)), np.full(DAYS, np.inf)],
        group_of=np.array([day for day, _ in choices]),
        missing=DAYS,
    )


def test_the_best_plan_is_at_its_bound() -> None:
    found = solve(program())
    assert found.cost == found.bound == pytest.approx(1 + 2 + 3 + 50)
    assert not found.hurried


@pytest.mark.parametrize("looks", range(4))
def test_there_is_a_plan_wherever_time_runs_out(looks: int) -> None:
    matrix, ticks = program(), count()
    found = solve(matrix, limit_s=looks, clock=lambda: float(next(ticks)))
    assert found.hurried == (looks < 2)
    assert np.isin(found.x, (0.0, 1.0)).all()
    assert (matrix.cells[DAYS:, : matrix.choices] @ found.x <= 1).all()
    assert found.cost == pytest.approx(cost_of(matrix, found.x)) == pytest.approx(56.0)
    assert found.bound == (None if looks == 0 else pytest.approx(56.0))


def test_greedily_whoever_saves_most_comes_first_and_nobody_twice() -> None:
    x = greedily(program())
    assert x.tolist() == [1, 1, 0, 0, 0, 1]


def dear_last() -> Matrix:
    """One place for a whole day: a shift for 10, or two halves for 4 and 5."""
    return Matrix(
        costs=np.array([10.0, 4.0, 5.0, 50.0, 50.0]),
        cells=csc_array(np.array([[1.0, 1.0, 0.0, 1.0, 0.0], [1.0, 0.0, 1.0, 0.0, 1.0]])),
        low=np.ones(2),
        high=np.full(2, np.inf),
        most=np.r_[np.ones(3), np.full(2, np.inf)],
        group_of=np.zeros(3, np.int64),
        missing=2,
    )


def test_what_is_left_out_cannot_lift_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the shifts that the relaxation had, branch and bound proves too much: the bound stays below the best."""
    matrix, kept = dear_last(), np.array([True, False, False, True, True])
    monkeypatch.setattr(solving, "_promising", lambda *_given: kept)
    found = solve(matrix)
    assert found.cost == 10.0
    assert found.bound == pytest.approx(9.0)
