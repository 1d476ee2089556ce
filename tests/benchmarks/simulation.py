"""The fast kernel against Ciw and SimPy on the same first-come-first-served day, and by itself with all the rules.

One office-day: 8 desks, 800 visits expected, exponential gaps and services, load 0.9; drawing the visitors is timed as
well. The others run a few replications and are counted by the visit: a visit costs them the same in every replication.
Processor time, not the clock on the wall: the ratio is the same on a machine that does other things beside.
"""

import random
import time
import warnings
from collections.abc import Callable

from analytics.simulation.compiled import available
from analytics.simulation.day import Shifts
from analytics.simulation.drawing import Traffic, draw
from analytics.simulation.running import Form, run
from tests.benchmarks.figures import Figure, show
from tests.unit.analytics.simulation.days import alike, busy_shifts, busy_traffic, plain_queue

DESKS, LOAD, VISITS, REPLICATIONS, MANY = 8, 0.9, 800, 200, 1000
OTHERS_REPLICATIONS = 6
ROUNDS = 12
SERVICE_S = 288.0
RATE = LOAD * DESKS / SERVICE_S


def visits_a_second(work: Callable[[], int], rounds: int = ROUNDS) -> float:
    """The best of some rounds."""
    best = 0.0
    for _ in range(rounds):
        began = time.process_time()
        visits = work()
        best = max(best, visits / (time.process_time() - began))
    return best


def kernel(form: Form, replications: int) -> Callable[[], int]:
    """The first-come-first-served day."""
    traffic, shifts = plain_queue(DESKS, LOAD, service_s=SERVICE_S, visitors=VISITS), alike(DESKS)

    return _drawn_and_run(traffic, shifts, form, replications)


def full_kernel(form: Form, replications: int) -> Callable[[], int]:
    """Skills of two levels, shifts, breaks, categories, patience, no-shows."""
    traffic = busy_traffic(float(VISITS), hours=8)
    shifts = busy_shifts(traffic, DESKS)

    return _drawn_and_run(traffic, shifts, form, replications)


def _drawn_and_run(traffic: Traffic, shifts: Shifts, form: Form, replications: int) -> Callable[[], int]:
    visits = int(draw(traffic, replications, 1).came().sum())  # the same in every round: it is seeded

    def work() -> int:
        run(shifts, draw(traffic, replications, 1), form)
        return visits

    work()
    return work


def with_ciw() -> int:
    """Ciw's days."""
    import ciw  # type: ignore[import-untyped]

    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=RATE)],
        service_distributions=[ciw.dists.Exponential(rate=1 / SERVICE_S)],
        number_of_servers=[DESKS],
    )
    visits = 0
    for seed in range(OTHERS_REPLICATIONS):
        ciw.seed(seed)
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(VISITS / RATE)
        visits += len(simulation.get_all_records())
    return visits


def with_simpy() -> int:
    """SimPy's days."""
    import simpy

    visits = 0

    def visitor(environment: simpy.Environment, desks: simpy.Resource, chance: random.Random) -> object:
        nonlocal visits
        with desks.request() as turn:
            yield turn
            yield environment.timeout(chance.expovariate(1 / SERVICE_S))
        visits += 1

    def arrivals(environment: simpy.Environment, desks: simpy.Resource, chance: random.Random) -> object:
        while True:
            yield environment.timeout(chance.expovariate(RATE))
            environment.process(visitor(environment, desks, chance))  # type: ignore[arg-type]

    for seed in range(OTHERS_REPLICATIONS):
        environment = simpy.Environment()
        desks = simpy.Resource(environment, DESKS)
        environment.process(arrivals(environment, desks, random.Random(seed)))  # type: ignore[arg-type]
        environment.run(VISITS / RATE)
    return visits


def measure() -> None:
    """All of it."""
    forms = [form for form in Form if form is not Form.COMPILED or available()]
    if len(forms) == 1:
        print("Numba is not installed: the compiled form is left out.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ciw, simpy = visits_a_second(with_ciw, 2), visits_a_second(with_simpy, 2)
    note = f"{OTHERS_REPLICATIONS} replications"
    show(Figure(f"Ciw, visits a second ({note})", f"{ciw:,.0f}"))
    show(Figure(f"SimPy, visits a second ({note})", f"{simpy:,.0f} = {simpy / ciw:.1f} x Ciw"))
    for form in forms:
        ours = visits_a_second(kernel(form, REPLICATIONS))
        goal = "at least 500 x Ciw" if form is Form.COMPILED else ""
        show(
            Figure(
                f"one day by {form}, {DESKS} desks, {VISITS} visits, {REPLICATIONS} replications",
                f"{ours / 1e6:.1f} M/s = {ours / ciw:.0f} x Ciw = {ours / simpy:.0f} x SimPy",
                goal,
                ours / ciw >= 500 if goal else None,
            )
        )
    for form in forms:
        rounds = 3 if form is Form.COMPILED else 1
        ours = visits_a_second(full_kernel(form, MANY), rounds)
        goal = "at least 2 M visits a second" if form is Form.COMPILED else ""
        show(
            Figure(
                f"skills, shifts, breaks, priorities by {form}, {MANY:,} days",
                f"{ours / 1e6:.2f} M/s = {ours / ciw:.0f} x Ciw",
                goal,
                ours >= 2e6 if goal else None,
            )
        )
