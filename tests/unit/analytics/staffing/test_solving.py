"""A week's program in small steps: what holds whenever time runs out over it."""

from itertools import count

import numpy as np
import pytest
from scipy.sparse import csc_array

from analytics.staffing.solving import Matrix, completed, greedily, solve

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
        day_of=np.array([day for day, _ in choices]),
        person_of=np.array([person for _, person in choices]),
    )


def test_the_best_plan_is_at_its_bound() -> None:
    found = solve(program(), [0, 1])
    assert found.cost == found.bound == pytest.approx(1 + 2 + 3 + 50)
    assert not found.hurried


@pytest.mark.parametrize("looks", range(8))
def test_there_is_a_plan_wherever_time_runs_out(looks: int) -> None:
    matrix, ticks = program(), count()
    found = solve(matrix, [0, 1], limit_s=looks, clock=lambda: float(next(ticks)))
    assert found.hurried
    assert np.isin(found.x[: matrix.choices], (0.0, 1.0)).all()
    there = matrix.cells @ found.x
    assert (there >= matrix.low - 1e-9).all()
    assert (there <= matrix.high + 1e-9).all()
    assert found.cost == pytest.approx(float(matrix.costs @ found.x))
    if found.bound is None:
        assert found.above_bound_share is None
    else:
        assert found.bound == pytest.approx(56.0)
        assert found.above_bound_share == pytest.approx(found.cost / 56.0 - 1.0)


def test_greedily_whoever_saves_most_comes_first_and_nobody_twice() -> None:
    matrix = program()
    x = greedily(matrix, np.zeros(8), matrix.of_days((0,)))
    assert x.tolist() == [1, 1, 0, 0, 0, 0, 0, 2]
    x = greedily(matrix, x, matrix.of_days((1,)))
    assert x.tolist() == [1, 1, 0, 0, 0, 1, 0, 1]
    assert completed(matrix, x).tolist() == x.tolist()
