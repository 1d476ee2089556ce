"""All waits of 200 offices told anew, fifty people in each line, by what was learned."""

import time

from tests.benchmarks.figures import Figure, show
from tests.unit.analytics.learned_day import Day, taught

OFFICES = 200
WAITING = 50
ROUNDS = 5
GOAL_S = 0.2


def measure() -> None:
    """Processor time, the best of several."""
    kept = taught()
    halls = [Day(kept, f"office-{number}").opened().busy(WAITING) for number in range(OFFICES)]
    asked = [(day, day.waiting()) for day in halls]
    spent: list[float] = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for day, tickets in asked:
            day.learned.told(day.office, tickets, day.at)
        spent.append(time.process_time() - began)
    name = f"waits of {sum(len(tickets) for _, tickets in asked):,} people in {OFFICES} offices told anew"
    show(Figure(name, f"{min(spent):.2f} s", f"within {GOAL_S} s", min(spent) < GOAL_S))
